"""Lines that end where the author breaks them, and no others.

A line before a forced break is not justified. WeasyPrint 70 takes a line for one when it has tried
to put an element with a break on it, even if the element then did not fit and went to the next line
whole: the line before it stayed short of the margin.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline

_original = inline.split_inline_box
_PRESERVED = 2
"""The place, in what is returned, of whether the line ends with a forced break."""


def install(context_class: type) -> None:
    """Have lines of layouts of this class looked at; all others stay as WeasyPrint makes them."""

    def split_inline_box(context: Any, box: Any, *arguments: Any) -> Any:
        result = _original(context, box, *arguments)
        if (
            isinstance(box, LineBox)
            and result[_PRESERVED]
            and isinstance(context, context_class)
            and not _breaks(result[0])
        ):
            return (*result[:_PRESERVED], False, *result[_PRESERVED + 1 :])
        return result

    if inline.split_inline_box is _original:
        inline.split_inline_box = split_inline_box


def _breaks(line: Any) -> bool:
    """Whether a line holds a forced break: a br, or a line feed of preformatted text."""
    return any(
        str(box.element_tag).startswith("br")
        or (isinstance(box, TextBox) and box.style["white_space"] not in ("normal", "nowrap"))
        for box in line.descendants()
    )
