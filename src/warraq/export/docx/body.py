"""document.xml: the front matter and the body, cut into Word sections where that is needed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from warraq.export.docx.blocks import write_block
from warraq.export.docx.columns import Sections
from warraq.export.docx.markup import add, root, serialize
from warraq.export.docx.sections import RunningHeads
from warraq.export.docx.story import Draft, Place, Story
from warraq.model.attributes import Direction
from warraq.model.blocks import Block, Section
from warraq.model.metadata import NoteNumbering
from warraq.style.tokens import ColumnsStart, Start
from warraq.style.word import page_setup

if TYPE_CHECKING:
    from docx.opc.part import Part


def write_body(draft: Draft, part: Part, heads: RunningHeads) -> bytes:
    """Return the main part.

    Word begins odd pages, and counts notes anew, by its own sections: where the theme or the
    metadata asks for one of these, each section of the first level is a Word section. So is what
    stands across columns, but not where notes are counted by such sections.
    """
    element = root("document")
    body = add(element, "body")
    story = Story(draft, part)
    setup = page_setup(draft.theme, draft.direction)
    across = Place("body", draft.direction, setup.measure)
    in_columns = replace(across, width=setup.column)
    sections = Sections(draft, body, heads)
    for block in draft.document.front:
        write_block(story, body, block, across)
    kind, count = _break_kind(draft), draft.theme.columns.count
    if count > 1:
        starts_page = draft.theme.columns.start is ColumnsStart.PAGE
        sections.begin("nextPage" if starts_page else "continuous", count)
        if draft.document.metadata.note_numbering is not NoteNumbering.SECTION:
            draft.sections = sections
    for block in draft.document.blocks:
        if kind and len(body) and _is_first_level(block):
            sections.begin(kind, count)
        write_block(story, body, block, in_columns)
    if draft.citation_fields is not None:
        from warraq.export.docx.citation_fields import enclose_list

        enclose_list(draft, draft.citation_fields, rtl=draft.direction is Direction.RTL)
    sections.finish()
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
