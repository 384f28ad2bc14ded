"""The laws of notes, held against the boxes of a layout: what a typesetter would look for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes

from warraq.export.pdf import notes
from warraq.export.pdf.dialect import CALL_PREFIX
from warraq.export.pdf.engine import Layout
from warraq.model.blocks import CodeBlock
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Note, NoteKind, Text
from warraq.model.metadata import NoteNumbering
from warraq.model.walk import child_fields, is_node, iterate

_UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\u200e\u200f\u2066\u2067\u2068\u2069 \n\u00a0"))


@dataclass(slots=True)
class Census:
    """What was looked at, and what is wrong; ``full`` counts pages of notes alone."""

    pages: int = 0
    notes: int = 0
    divided: int = 0
    alone: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Census) -> None:
        """Count another's with one's own."""
        self.pages += other.pages
        self.notes += other.notes
        self.divided += other.divided
        self.alone += other.alone
        self.faults += other.faults


def examine(layout: Layout, document: ResolvedDocument) -> Census:
    """Hold all laws against a layout."""
    census = Census(pages=len(layout.page_boxes))
    found = {note.attributes.id: note for note in notes.of(document)}
    census.notes = len(found)
    census.faults += _same_page(layout, found)
    census.faults += _marks(layout, document)
    for number, page in enumerate(layout.page_boxes, 1):
        census.faults += [f"page {number}: {fault}" for fault in _inside(page, census)]
    census.faults += _texts(layout, found, census)
    census.faults += _body(layout, document)
    census.faults += _links(layout, found)
    return census


def text_of_note(note: Note) -> str:
    """Return the visible characters of a note, without the notes in it."""
    return _plain(note.children).translate(_UNSEEN)


def _plain(value: Any) -> str:
    """Return the text of nodes in order, code included, without the notes in it."""
    if isinstance(value, CodeBlock):
        return value.text
    if isinstance(value, Note):
        return ""
    if isinstance(value, Text):
        return value.text
    if isinstance(value, tuple):
        return "".join(_plain(item) for item in value)
    if not is_node(value):
        return ""
    return "".join(_plain(getattr(value, name)) for name in child_fields(type(value)))


def areas(page: Any) -> list[Any]:
    """Return the area of a page's notes in a list, or none."""
    return [box for box in page.children if isinstance(box, boxes.FootnoteAreaBox)]


def calls(box: Any) -> Iterator[Any]:
    """Yield the boxes of calls."""
    return (child for child in box.descendants() if getattr(child, "footnote", None) is not None)


def markers(box: Any) -> Iterator[Any]:
    """Yield the boxes of the marks before the notes."""
    for child in box.descendants():
        if str(child.element_tag).endswith(notes.MARKER) and isinstance(child, boxes.InlineBox):
            yield child


def drawn(box: Any) -> str:
    """Return the text of a box without space."""
    parts = (child.text for child in box.descendants() if isinstance(child, boxes.TextBox))
    return "".join(parts).translate(_UNSEEN)


def _same_page(layout: Layout, found: dict[str, Note]) -> Iterator[str]:
    called: dict[str, list[int]] = {name: [] for name in found}
    marked: dict[str, list[int]] = {name: [] for name in found}
    for number, page in enumerate(layout.page_boxes, 1):
        for call in calls(page):
            called[call.element.get("id")].append(number)
        for marker in markers(page):
            marked[marker.element.get("id")].append(number)
    for name in found:
        if len(called[name]) != 1 or called[name] != marked[name]:
            yield f"{name}: called on pages {called[name]}, but begins on {marked[name]}"


def _marks(layout: Layout, document: ResolvedDocument) -> Iterator[str]:
    """The marks of the notes are those of the calls; by page they count from 1 in order."""
    by_page = document.metadata.note_numbering is NoteNumbering.PAGE
    found = notes.of(document)
    order = {note.attributes.id: place for place, note in enumerate(found)}
    everything: list[str] = []
    for number, page in enumerate(layout.page_boxes, 1):
        signs = [drawn(marker).strip("()") for marker in markers(page)]
        shown = {call.element.get("id"): drawn(call).strip("()") for call in calls(page)}
        for marker, sign in zip(markers(page), signs, strict=True):
            if shown.get(marker.element.get("id")) != sign:
                yield f"page {number}: {sign} before a note that is called {shown}"
        counted = [sign for sign in signs if "*" not in sign]
        everything += counted
        places = [order[marker.element.get("id")] for marker in markers(page)]
        if places != sorted(places):
            yield f"page {number}: notes in the order {places}"
        if by_page and counted != [str(one) for one in range(1, len(counted) + 1)]:
            yield f"page {number}: marks {counted}"
    # A note within a long note may stand on a later page than one called after it in the text.
    expected = [note.mark for note in found if note.kind is not NoteKind.AUTHOR]
    if not by_page and sorted(everything) != sorted(expected):
        yield f"marks {everything}, but {expected}"


def _inside(page: Any, census: Census) -> Iterator[str]:
    """Text and notes neither overlap nor leave the page; a page without text is full of notes."""
    body = page.children[0]
    lines = [box for box in body.descendants() if isinstance(box, boxes.LineBox)]
    pictures = [box for box in body.descendants() if isinstance(box, boxes.ReplacedBox)]
    end = max((box.position_y + box.margin_height() for box in pictures), default=0.0)
    end = max(end, page.content_box_y())
    end = max([end, *(line.position_y + line.height for line in lines)])
    bottom = page.content_box_y() + page.height
    if end > bottom + 0.5:
        yield f"text ends at {end:.1f}, the page at {bottom:.1f}"
    for area in areas(page):
        if area.position_y < end - 0.5:
            yield f"notes at {area.position_y:.1f} over text that ends at {end:.1f}"
        before = area.content_box_y()
        for note in area.children:
            if note.border_box_y() < before - 0.5:
                yield f"a note at {note.border_box_y():.1f} over one that ends at {before:.1f}"
            before = note.border_box_y() + note.border_height()
            yield from _note_inside(note, before)
        if before > bottom + 0.5:
            yield f"notes end at {before:.1f}, the page at {bottom:.1f}"
        if not lines and not pictures:
            census.alone += 1
            if any(area.children[0] is box for box in _begun(area)):
                yield "a note that begins on a page without text"
    if not lines and not pictures and not areas(page) and not page.page_type.blank:
        yield "nothing on it"


def _begun(area: Any) -> list[Any]:
    """Return the notes that begin in an area: those with a mark."""
    return [note for note in area.children if any(True for _ in markers(note))]


def _note_inside(note: Any, end: float) -> Iterator[str]:
    for line in note.descendants():
        if isinstance(line, boxes.LineBox) and line.position_y + line.height > end + 0.5:
            yield f"a line of a note at {line.position_y:.1f} beyond its end at {end:.1f}"


def _texts(layout: Layout, found: dict[str, Note], census: Census) -> Iterator[str]:
    """Every word of every note is there, in order."""
    texts: dict[str, list[str]] = {name: [] for name in found}
    for page in layout.page_boxes:
        for area in areas(page):
            for note in area.children:
                texts[note.element.get("id")].append(_words(note))
    for name, note in found.items():
        census.divided += len(texts[name]) > 1
        if "".join(texts[name]) != text_of_note(note):
            yield f"{name}: {_difference(''.join(texts[name]), text_of_note(note))}"


def _body(layout: Layout, document: ResolvedDocument) -> Iterator[str]:
    """The notes take no word of the text away."""
    shown = "".join(_words(page.children[0]) for page in layout.page_boxes)
    wanted = _plain((document.front, document.blocks)).translate(_UNSEEN)
    if sorted(shown) != sorted(wanted):
        yield f"text: {_difference(shown, wanted)}"


def _words(box: Any) -> str:
    """Return the characters of a box; what the style sheet adds and repeated heads left out."""
    if "::" in str(box.element_tag) or getattr(box, "is_repeated", False):
        return ""
    if isinstance(box, boxes.TextBox):
        return str(box.text).translate(_UNSEEN)
    if isinstance(box, boxes.TableBox) and box.children and box.children[0].is_header:
        element = box.children[0].element
        if box.skipped_rows:
            return "".join(_words(child) for child in box.children if child.element is not element)
    return "".join(_words(child) for child in getattr(box, "children", ()))


def _difference(shown: str, wanted: str) -> str:
    place = next(
        (
            index
            for index, pair in enumerate(zip(shown, wanted, strict=False))
            if pair[0] != pair[1]
        ),
        min(len(shown), len(wanted)),
    )
    near = slice(max(0, place - 20), place + 20)
    sizes = f"{len(shown)} characters for {len(wanted)}"
    return f"{sizes}, at {place} …{shown[near]}… for …{wanted[near]}…"


def _links(layout: Layout, found: dict[str, Note]) -> Iterator[str]:
    """Call and note lead to each other, and both places exist."""
    anchors = {box.style["anchor"] for page in layout.page_boxes for box in page.descendants()}
    for page in layout.page_boxes:
        for box, prefix in [(box, "") for box in calls(page)] + [
            (box, CALL_PREFIX) for box in markers(page)
        ]:
            target = prefix + box.element.get("id")
            if box.link != ("url", ("internal", target)) or target not in anchors:
                yield f"{box.element_tag} leads to {box.link}, not to {target}"
    if not set(found) <= anchors:
        yield f"no place named {sorted(set(found) - anchors)}"


def descendants_of(document: ResolvedDocument, kind: type) -> list[Any]:
    """Return all nodes of a kind."""
    return [
        node
        for part in (document.front, document.blocks)
        for node in iterate(part)
        if isinstance(node, kind)
    ]
