"""Places where a line may break between the boxes of an inline element.

Where a line turns out too long after such an element, WeasyPrint 70 goes back to break within it.
It looks for places within single texts alone: in a citation, whose parts are boxes, it
found none, and the whole citation went to the next line and left a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

_original_inside = inline.can_break_inside
_original_waiting = inline._break_waiting_children
_is_ours: ContextVar[bool] = ContextVar("is_ours", default=False)


def install(context_class: type) -> None:
    """Have layouts of this class find the places; all others stay as WeasyPrint makes them."""

    def can_break_inside(box: Any) -> bool:
        return _original_inside(box) or (_is_ours.get() and _breaks_between(box))

    def break_waiting_children(context: Any, *arguments: Any) -> Any:
        token = _is_ours.set(isinstance(context, context_class))
        try:
            return _original_waiting(context, *arguments)
        finally:
            _is_ours.reset(token)

    if inline.can_break_inside is _original_inside:
        inline.can_break_inside = can_break_inside
        inline._break_waiting_children = break_waiting_children


def _breaks_between(box: Any) -> bool:
    """Whether a line may break where one text of an inline element ends and the next begins."""
    if not isinstance(box, boxes.InlineBox) or box.style["white_space"] in ("pre", "nowrap"):
        return False
    ends = [(text[0], text[-1]) if text else None for text in _texts(box)]
    lang = box.style["lang"]
    return any(
        one is not None and two is not None and inline.can_break_text(one[1] + two[0], lang)
        for one, two in pairwise(ends)
    )


def _texts(box: Any) -> Iterator[str]:
    """Yield the texts of an inline element in order, an empty one for a box of another kind."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if child.text:
                yield child.text
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)
        else:
            yield ""
