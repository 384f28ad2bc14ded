"""The space at the end of a line, removed where it stands.

WeasyPrint 70 takes the trailing space out of the line's last box but moves the whole line by its
width whenever that box is right to left. When the box is not at the line's visual end (its text
is of another direction, or stands within an element) the line then overhangs the margin by one
space: about one justified line in nine. Here only what stands to the right of the hole moves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, TextBox
from weasyprint.layout import inline

_COLLAPSING = ("normal", "nowrap", "pre-line")
_TOLERANCE = 1e-6
"""CSS pixels below which two positions are the same."""

_original = inline.remove_last_whitespace


def install(context_class: type) -> None:
    """Have lines of layouts of this class corrected; all others stay as WeasyPrint makes them."""

    def remove_last_whitespace(context: Any, line: Any) -> None:
        if isinstance(context, context_class):
            remove(context, line)
        else:
            _original(context, line)

    if inline.remove_last_whitespace is _original:
        inline.remove_last_whitespace = remove_last_whitespace


def remove(context: Any, line: Any) -> None:
    """Remove the spaces at the end of a line and close the holes that they leave.

    The last text may be one space alone, or an element without anything; what stands before it
    then is at the line's end too.
    """
    for chain, last in _leaves(line, []):
        if not isinstance(last, TextBox) or last.style["white_space"] not in _COLLAPSING:
            return
        text = last.text.rstrip(" ")
        if len(text) != len(last.text):
            left, old_width = last.position_x, last.width
            _shorten(context, last, text)
            removed = old_width - last.width
            right_to_left = last.style["direction"] == "rtl"
            hole = left if right_to_left else left + last.width
            _close(line, last, set(map(id, chain)), hole, removed)
        if text:
            return


def _leaves(box: Any, chain: list[Any]) -> Iterator[tuple[list[Any], Any]]:
    """Yield what a line holds from its end, each with the boxes around it, the line first."""
    around = [*chain, box]
    for child in reversed(box.children):
        if isinstance(child, InlineBox):
            yield from _leaves(child, around)
        else:
            yield around, child


def _shorten(context: Any, box: Any, text: str) -> None:
    box.text = text
    if not text:
        box.width = 0
        return
    shaped, _, _ = inline.split_text_box(context, box, None, 0)
    box.width, box.pango_layout = shaped.width, shaped.pango_layout


def _close(box: Any, last: Any, chain: set[int], hole: float, removed: float) -> None:
    """Move what stands right of the hole to the left; the boxes around it become narrower."""
    for child in box.children:
        if child is last or not child.is_in_normal_flow():
            continue
        beyond = child.position_x > hole - _TOLERANCE
        if id(child) in chain:
            if child.position_x > hole + _TOLERANCE:
                child.position_x -= removed
            _close(child, last, chain, hole, removed)
        elif beyond:
            child.translate(dx=-removed, ignore_floats=True)
    box.width -= removed
