"""Long notes that run on at the foot of the next page.

WeasyPrint never divides a note: a long one moves whole, and one taller than the page loses its
end. Here a long note becomes several, of two lines or a little more, each of which may move by
itself; only the first has a call and a mark. They are cut from the boxes, so that emphasis and
links stay, and on one page nobody can tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import Any

from weasyprint.css.properties import ZERO_PIXELS
from weasyprint.formatting_structure import build
from weasyprint.formatting_structure.boxes import BlockBox, InlineBox, LineBox, TextBox
from weasyprint.layout.block import block_level_layout

from warraq.style.css_pages import TURNED

MIN_LINES = 7
"""Notes of fewer lines stay whole."""
FIRST_LINES = 3
NEXT_LINES = 2
_FEWEST_LETTERS = 350
"""A shorter text cannot fill so many lines, and need not be laid out to know."""

CONTINUED = "continues_note"
"""The attribute of a call's box that stands for a part without call and mark."""


def divide_notes(context: Any, root: Any, measure: float) -> None:
    """Divide the long notes of a tree of boxes. ``measure`` is the width of a note in CSS px.

    Those of turned pages, which have another measure, stay whole.
    """
    for parent, index, call in reversed(list(_calls(root))):
        if call.style["page"] == TURNED:
            continue
        parts = _parts(context, call.footnote, measure)
        if len(parts) < 2:
            continue
        place = context.footnotes.index(call.footnote)
        call.footnote.children = parts[0].children
        call.footnote.style = parts[0].style
        context.footnotes[place + 1 : place + 1] = parts[1:]
        followers = [_silent_call(call, part) for part in parts[1:]]
        children = list(parent.children)
        children[index + 1 : index + 1] = followers
        parent.children = children


def _calls(box: Any) -> Iterator[tuple[Any, int, Any]]:
    for index, child in enumerate(getattr(box, "children", ())):
        if child.footnote is not None:
            yield box, index, child
        yield from _calls(child)


def _silent_call(call: Any, part: Any) -> Any:
    result = InlineBox(call.element_tag, call.style, call.element, [])
    result.footnote = part
    setattr(result, CONTINUED, True)
    return result


def _parts(context: Any, note: Any, measure: float) -> list[Any]:
    """Return a note in parts that follow one another, or the note alone."""
    if _letters(note) < _FEWEST_LETTERS:
        return [note]
    whole = build.create_anonymous_boxes(note.deepcopy())
    if len(whole.children) != 1 or not isinstance(whole.children[0], LineBox):
        return [note]  # lists and further paragraphs within a note keep together
    lines = _lines(context, whole, measure)
    if len(lines) < MIN_LINES:
        return [note]
    line_box = whole.children[0]
    starts = [FIRST_LINES, *range(FIRST_LINES + NEXT_LINES, len(lines) - 1, NEXT_LINES)]
    cuts = [None, *(lines[start - 1].resume_at for start in starts), None]
    return [
        _part(note, _between(line_box, begin, end), first=begin is None, last=end is None)
        for begin, end in pairwise(cuts)
    ]


def _letters(box: Any) -> int:
    if isinstance(box, TextBox):
        return len(box.text)
    return sum(_letters(child) for child in getattr(box, "children", ()))


def _lines(context: Any, note: Any, measure: float) -> Sequence[Any]:
    """Lay a note out by itself and return its lines; each knows where the next begins."""
    container = BlockBox.anonymous_from(note, [])
    container.width, container.height = measure, inf
    note.position_x = note.position_y = 0
    # No page is begun yet; what a block asks of one is put in its place for the while.
    before = context.page_bottom, context.footnotes, context.current_page
    context.page_bottom, context.footnotes, context.current_page = 0, [], 1
    context.create_block_formatting_context()
    try:
        laid_out = block_level_layout(context, note, -inf, None, container)[0]
    finally:
        context.finish_block_formatting_context()
        context.page_bottom, context.footnotes, context.current_page = before
    return [child for child in laid_out.children if isinstance(child, LineBox)]


def _part(note: Any, line_box: Any, *, first: bool, last: bool) -> Any:
    part = note.copy_with_children(list(line_box.children))
    part.style = note.style.copy()
    if not first:
        part.style["footnote_policy"] = "auto"
        part.style["text_indent"] = ZERO_PIXELS
        part.style["margin_top"] = ZERO_PIXELS
        part.style["anchor"] = None
    if not last:
        part.style["margin_bottom"] = ZERO_PIXELS
        if part.style["text_align_all"] == "justify":
            part.style["text_align_last"] = "justify"
    return part


def _between(box: Any, begin: dict[int, Any] | None, end: dict[int, Any] | None) -> Any:
    """Return a copy of a box from one place to another.

    Places are WeasyPrint's: the index of a child and the place within it, in a text the number
    of bytes; None is the beginning or the end.
    """
    if isinstance(box, TextBox):
        text = box.text.encode()
        start = next(iter(begin)) if begin else 0
        stop = next(iter(end)) if end else len(text)
        return box.copy_with_text(text[start:stop].decode()) if stop > start else None
    first, within_first = next(iter(begin.items())) if begin else (0, None)
    last, within_last = next(iter(end.items())) if end else (len(box.children), None)
    children = []
    for index in range(first, min(last + 1, len(box.children))):
        start = within_first if index == first else None
        stop = within_last if index == last else None
        if index == last and stop is None:
            break
        child = box.children[index]
        if start is not None or stop is not None:
            child = _between(child, start, stop)
        if child is not None:
            children.append(child)
    return box.copy_with_children(children)
