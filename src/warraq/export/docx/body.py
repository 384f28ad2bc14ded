"""document.xml: the front matter and the body, cut into Word sections where that is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from warraq.export.docx.blocks import write_block
from warraq.export.docx.markup import Element, add, is_a, name, root, serialize
from warraq.export.docx.paragraphs import new_paragraph
from warraq.export.docx.sections import RunningHeads, add_section
from warraq.export.docx.story import Draft, Place, Story
from warraq.model.attributes import Direction
from warraq.model.blocks import Block, Section
from warraq.model.metadata import NoteNumbering
from warraq.style.tokens import Start
from warraq.style.word import page_setup

if TYPE_CHECKING:
    from docx.opc.part import Part


def write_body(draft: Draft, part: Part, heads: RunningHeads) -> bytes:
    """Return the main part.

    Word begins odd pages, and counts notes anew, by its own sections: where the theme or the
    metadata asks for one of these, each section of the first level is a Word section.
    """
    element = root("document")
    body = add(element, "body")
    story = Story(draft, part)
    place = Place("body", draft.direction, page_setup(draft.theme, draft.direction).measure)
    kind = _break_kind(draft)
    count = 0
    for block in (*draft.document.front, *draft.document.blocks):
        if kind and len(body) and _is_first_level(block):
            _end_section(body, draft, heads, kind=kind, is_first=count == 0)
            count += 1
        write_block(story, body, block, place)
    if draft.citation_fields is not None:
        from warraq.export.docx.citation_fields import enclose_list

        enclose_list(draft, draft.citation_fields, rtl=draft.direction is Direction.RTL)
    if not len(body) or not is_a(body[-1], "p"):
        new_paragraph(draft, body, "body", draft.direction)
    add_section(body, draft, heads, kind=kind if count else "nextPage", is_first=count == 0)
    return serialize(element)


def _break_kind(draft: Draft) -> str:
    """Return how a section of the first level begins, empty when it needs no Word section."""
    if draft.theme.section_start is Start.RECTO:
        return "oddPage"
    if draft.document.metadata.note_numbering is not NoteNumbering.SECTION:
        return ""
    return "nextPage" if draft.theme.section_start is Start.PAGE else "continuous"


def _is_first_level(block: Block) -> bool:
    return isinstance(block, Section) and block.level == 1


def _end_section(
    body: Element, draft: Draft, heads: RunningHeads, *, kind: str, is_first: bool
) -> None:
    """End a Word section in the properties of its last paragraph (17.6.18)."""
    last = body[-1]
    if not is_a(last, "p"):
        last = new_paragraph(draft, body, "body", draft.direction)
    properties = last.find(name("pPr"))
    assert properties is not None
    add_section(properties, draft, heads, kind="nextPage" if is_first else kind, is_first=is_first)
