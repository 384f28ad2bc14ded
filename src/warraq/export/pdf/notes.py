"""Notes in the laid-out boxes: links between call and note, and numbers that restart by page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import build
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, InlineBox, TextBox

from warraq.export.pdf.areas import ORDER
from warraq.export.pdf.dialect import CALL_PREFIX
from warraq.export.pdf.engine import Layout, PagedContext
from warraq.export.pdf.shaped_lines import rewrite, shaped
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Note
from warraq.model.walk import iterate

MARK = "data-mark"
KIND = "data-kind"
MARKER = "::footnote-marker"

_SAME_WIDTH = 0.01
"""CSS pixels by which two marks may differ and still take each other's place."""


class CallBox(InlineBox):  # type: ignore[misc]
    """A note's call, which can be hit although its line gives it no height."""

    def hit_area(self) -> tuple[float, float, float, float]:
        """Return left, top, width and height of what is hit, in CSS pixels."""
        text = next((item for item in self.descendants() if isinstance(item, TextBox)), None)
        left, top, width, height = super().hit_area()
        if text is None or height:
            return left, top, width, height
        size = text.style["font_size"]
        return left, text.position_y + text.baseline - _ASCENT * size, width, _HEIGHT * size


_ASCENT, _HEIGHT = 0.9, 1.2
"""In em: how far what is hit reaches above the base line, and its height."""


def link(context: PagedContext, root: Any) -> None:
    """Make each call a link to its note, and each note's mark a link back to the call.

    WeasyPrint makes neither. It copies boxes with their attributes, so that what is set on the
    tree before the layout is on the pages after it.
    """
    for call in calls(root):
        identifier = call.element.get("id")
        if not identifier:
            continue
        if type(call) is InlineBox:
            call.__class__ = CallBox
        call.link = ("url", ("internal", identifier))
        call.style = call.style.copy()
        call.style["anchor"] = CALL_PREFIX + identifier
        context.target_collector.collect_anchor(CALL_PREFIX + identifier)
        marker = next(iter(call.footnote.children), None)
        if marker is not None and str(marker.element_tag).endswith(MARKER):
            marker.link = ("url", ("internal", CALL_PREFIX + identifier))


def prepare(context: PagedContext, root: Any) -> None:
    """Make the notes of a tree of boxes ready for the layout.

    WeasyPrint collapses white space and makes anonymous boxes in the text alone, not in what it
    took out of it.
    """
    link(context, root)
    for order, call in reversed(list(enumerate(calls(root)))):  # notes within a note before it
        context.footnotes.remove(call.footnote)
        call.footnote.process_whitespace()
        call.footnote = build.create_anonymous_boxes(call.footnote)
        setattr(call.footnote, ORDER, order)
        context.footnotes.append(call.footnote)


def calls(box: Any) -> Iterator[Any]:
    """Yield the boxes of note calls in the order of the text; those within notes too."""
    stack = [box]
    while stack:
        here = stack.pop()
        if here.footnote is not None:
            yield here
            stack.append(here.footnote)
        stack.extend(reversed(getattr(here, "children", ())))


@dataclass(frozen=True, slots=True)
class Change:
    """A note whose mark is not what the page demands: its element, and the mark wanted."""

    element: Any
    mark: str


def marks_by_page(layout: Layout, write: Callable[[int], str]) -> list[Change]:
    """Return the notes whose mark is wrong when numbers restart on each page.

    The calls of a page count from 1 in the order of the text. The author's own notes, whose mark
    is a sign, do not count.
    """
    wanted = (Change(element, mark) for element, mark in _counted(layout, write))
    return [change for change in wanted if change.element.get(MARK) != change.mark]


def marks(layout: Layout, write: Callable[[int], str]) -> dict[str, str]:
    """Return the mark that its page gives to each note, by the note's identifier."""
    return {element.get("id"): mark for element, mark in _counted(layout, write)}


def _counted(layout: Layout, write: Callable[[int], str]) -> Iterator[tuple[Any, str]]:
    for page in layout.page_boxes:
        placed = (call.element for call in _placed_calls(page))
        numbered = (element for element in placed if element.get(KIND) != "author")
        for number, element in enumerate(numbered, 1):
            yield element, write(number)


def _placed_calls(page: Any) -> list[Any]:
    """Return the calls on a page in the order of the document; one in a note follows the note's."""
    found = (box for box in page.descendants() if getattr(box, "footnote", None) is not None)
    return sorted(found, key=lambda call: getattr(call.footnote, ORDER))


def rewrite_marks(layout: Layout, changes: Sequence[Change]) -> bool:
    """Write new marks into the laid-out boxes, if each is as wide as the one it replaces.

    Then nothing else can move, and a second layout would give the same pages. Returns False, with
    nothing done, if some mark has another width.
    """
    wanted = {id(change.element): change for change in changes}
    widths: dict[tuple[str, int], float] = {}

    def width(box: Any, text: str) -> float:
        key = (text, id(box.style))
        if key not in widths:
            widths[key] = shaped(layout.context, box, text).width
        return widths[key]

    replacements: list[tuple[Any, str]] = []
    for box in _mark_boxes(layout, wanted):
        change = wanted[id(box.element)]
        text = box.text.replace(box.element.get(MARK), change.mark, 1)
        if abs(width(box, text) - width(box, box.text)) > _SAME_WIDTH:
            return False
        replacements.append((box, text))
    for box, text in replacements:
        rewrite(layout.context, box, text)
    return True


def guess_marks(root: Any, mark: str) -> None:
    """Give each numbered note the mark of a page's first: most pages have fewer than ten.

    Where all digits are of one width, the layout with this guess is the final one.
    """
    for element in _numbered(root):
        element.set(MARK, mark)


def set_marks(root: Any, marks: Mapping[str, str]) -> None:
    """Give numbered notes their marks by identifier."""
    for element in _numbered(root):
        element.set(MARK, marks.get(element.get("id"), element.get(MARK)))


def _numbered(root: Any) -> Iterator[Any]:
    for element in root.iter("span"):
        if element.get("class") == "footnote" and element.get(KIND) != "author":
            yield element


def state_marks(changes: Sequence[Change]) -> None:
    """Write new marks into the elements, for a layout to come."""
    for change in changes:
        change.element.set(MARK, change.mark)


def _mark_boxes(layout: Layout, wanted: dict[int, Change]) -> Iterator[Any]:
    """Yield the text boxes of calls and markers whose note gets another mark."""
    for page in layout.page_boxes:
        stack = [page]
        while stack:
            here = stack.pop()
            if isinstance(here, InlineBox) and _is_mark(here) and id(here.element) in wanted:
                yield from (child for child in here.children if isinstance(child, TextBox))
            else:
                stack.extend(getattr(here, "children", ()))


def _is_mark(box: Any) -> bool:
    tag = str(box.element_tag)
    return tag.endswith(("::footnote-call", MARKER))


def of(document: ResolvedDocument) -> tuple[Note, ...]:
    """Return the notes of a document in the order of the text."""
    parts = (document.front, document.blocks)
    return tuple(node for part in parts for node in iterate(part) if isinstance(node, Note))


def page_ends(layout: Layout, document: ResolvedDocument) -> frozenset[int]:
    """Return which notes, counted from 0, are not on the page of the note before them."""
    pages = {
        call.element.get("id"): number
        for number, page in enumerate(layout.page_boxes)
        for call in _placed_calls(page)
    }
    ends: set[int] = set()
    before: int | None = None
    for index, note in enumerate(of(document)):
        page = pages.get(note.attributes.id)
        if page is not None and before is not None and page != before:
            ends.add(index)
        before = before if page is None else page
    return frozenset(ends)


def note_pages(layout: Layout) -> tuple[dict[Any, int], dict[Any, int]]:
    """Return for each note's element the page of its call and the page of its mark."""
    call_pages: dict[Any, int] = {}
    mark_pages: dict[Any, int] = {}
    for number, page in enumerate(layout.page_boxes):
        for call in _placed_calls(page):
            call_pages[call.element] = number
        for area in page.children:
            if isinstance(area, FootnoteAreaBox):
                for box in area.descendants():
                    if str(box.element_tag).endswith(MARKER) and isinstance(box, InlineBox):
                        mark_pages[box.element] = number
    return call_pages, mark_pages


def late(layout: Layout, document: ResolvedDocument) -> list[Note]:
    """Return the notes that begin on another page than that of their call."""
    if not layout.context.had_late_notes:
        return []
    call_pages, mark_pages = note_pages(layout)
    names = {
        element.get("id")
        for element, page in mark_pages.items()
        if call_pages.get(element, page) != page
    }
    return [note for note in of(document) if note.attributes.id in names]
