"""Blocks that are arranged when their measure is known: verse and labels of lists.

CSS gives a box its width from what is around it, or from its own content; here it is the content of
other boxes that decides, so that each such block is looked at before WeasyPrint lays it out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.layout import block
from weasyprint.layout.preferred import max_content_width

_original = block.block_level_layout

Arranged = Callable[[Any, Any, float], None]
"""Changes a box in a layout's context; the last argument is the measure in CSS pixels."""


def install(context_class: type, arrangements: Sequence[tuple[str, str, Arranged]]) -> None:
    """Have blocks arranged in layouts of this class; all others stay as WeasyPrint makes them.

    Each arrangement is for elements of a tag with a class (``""``: any); it sees each box once.
    """
    by_tag = {tag: (name, arranged) for tag, name, arranged in arrangements}

    def block_level_layout(
        context: Any, box: Any, bottom_space: float, skip_stack: Any, around: Any, *rest: Any,
        **named: Any,
    ) -> Any:  # fmt: skip
        if box.element_tag in by_tag and isinstance(context, context_class):
            name, arranged = by_tag[box.element_tag]
            if (not name or has_class(box, name)) and not hasattr(box, "is_arranged"):
                box.is_arranged = True
                arranged(context, box, around.width)
        return _original(context, box, bottom_space, skip_stack, around, *rest, **named)

    if block.block_level_layout is _original:
        block.block_level_layout = block_level_layout


def has_class(box: Any, name: str) -> bool:
    """Whether a box is that of an element with a class."""
    element = box.element
    return element is not None and name in element.get("class", "").split()


def natural_width(context: Any, box: Any) -> float:
    """Return the width of a box's text on one line in CSS pixels."""
    widths = [max_content_width(context, child) for child in box.children]
    return float(max(widths, default=0.0))


def state(box: Any, **lengths: float) -> None:
    """State lengths in CSS pixels in the style of one box."""
    change(box, **{name: Dimension(value, "px") for name, value in lengths.items()})


def change(box: Any, **values: Any) -> None:
    """Change the style of one box; elements that look alike share theirs."""
    box.style = box.style.copy()
    for name, value in values.items():
        box.style[name] = value


def start_side(box: Any) -> str:
    """Return the side on which the lines of a box begin."""
    return "right" if box.style["direction"] == "rtl" else "left"
