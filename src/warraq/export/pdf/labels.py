"""Labels of lists that are wider than the indent of their items.

A label hangs in the indent that the theme gives to all lists. Where the widest one of a list needs
more («100.», «xxxviii.»), all items of the list are indented by more; where it needs very much
(«حادي عشر»), the first line of an item begins after its own label instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from warraq.export.pdf.blocks import natural_width, start_side, state

GAP = 0.5
"""Between a label and its text, in em."""
WIDEST = 3.6
"""In em: an indent that is wider than this would waste the measure."""


def arrange(context: Any, items: Any, _: float) -> None:
    """Make room for the labels of a list."""
    found = [(item, label) for item in items.children if (label := _label(item)) is not None]
    if not found:
        return
    em = found[0][0].style["font_size"]
    widths = [natural_width(context, label) + GAP * em for _, label in found]
    indent = _indent(found[0][0])
    if max(widths) <= indent:
        return
    if max(widths) <= WIDEST * em:
        for item, label in found:
            _widen(item, label, max(widths))
        return
    for (item, _), width in zip(found, widths, strict=True):
        line = _first_line(item)
        if line is not None and width > indent:
            state(line, text_indent=width - indent)


def _widen(item: Any, label: Any, indent: float) -> None:
    side = start_side(item)
    state(item, **{f"margin_{side}": indent})
    state(label, **{side: -indent})


def _indent(item: Any) -> float:
    value = item.style[f"margin_{start_side(item)}"]
    return 0.0 if value == "auto" else float(value.value)


def _label(item: Any) -> Any:
    return next((box for box in _leading(item) if box.element_tag == "li::before"), None)


def _first_line(item: Any) -> Any:
    return next((box for box in _leading(item) if isinstance(box, boxes.LineBox)), None)


def _leading(item: Any) -> Iterator[Any]:
    """Yield the boxes at the beginning of an item, down to the first that is no line or block."""
    children = item.children
    while children:
        for box in children:
            yield box
            children = getattr(box, "children", ())
            if box.element_tag != "li::before":
                break
