"""The indent of a right-to-left first line, put where the line begins.

WeasyPrint 70 keeps the place of ``text-indent`` at the left of the line box whatever the
direction: a right-to-left line then begins at the margin and ends short, and a hanging one runs
over the far margin. Here the content moves to the other side of that place.
"""

from __future__ import annotations

from typing import Any

from weasyprint.layout import inline

_original = inline.text_align


def install(context_class: type) -> None:
    """Have lines of layouts of this class corrected; all others stay as WeasyPrint makes them."""

    def text_align(context: Any, line: Any, available_width: float, last: bool) -> Any:
        offset = _original(context, line, available_width, last)
        if isinstance(context, context_class):
            _move(line)
        return offset

    if inline.text_align is _original:
        inline.text_align = text_align


def _move(line: Any) -> None:
    """Move the content of a right-to-left first line by its indent, which may be negative."""
    indent = getattr(line, "text_indent", 0)
    if not indent or line.style["direction"] != "rtl":
        return
    for child in line.children:
        if child.is_in_normal_flow():
            child.translate(dx=-indent, ignore_floats=True)
