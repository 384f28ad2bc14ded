"""footnotes.xml: the separators and all notes (ECMA-376 part 1, 17.11).

Numbers are Word's own and decimal: ST_NumberFormat has no Arabic-Indic digits («hindiNumbers»
shows 1, 2), and Word shows 1 as ١ where its user has chosen Arabic-Indic numerals for
right-to-left text. The option ``literal_note_marks`` writes the model's marks instead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from warraq.export.docx.inlines import write_inlines
from warraq.export.docx.markup import Element, add, add_plain, is_a, root, serialize
from warraq.export.docx.paragraphs import AS_STYLED, add_direction, layout_at, new_paragraph
from warraq.export.docx.runs import RunFormat, add_run, add_text, write_text
from warraq.export.docx.story import Draft, Place, Story
from warraq.model.attributes import Direction
from warraq.model.blocks import Block, Paragraph
from warraq.model.inlines import Note, NoteKind

if TYPE_CHECKING:
    from docx.opc.part import Part

SEPARATORS = (("-1", "separator"), ("0", "continuationSeparator"))
_MARK = RunFormat(roles=("footnote-mark",))


def footnotes_xml(draft: Draft, part: Part, width: int) -> bytes:
    """Return the part with the separators and the notes called so far; ``width`` in twips."""
    element = root("footnotes")
    for identifier, kind in SEPARATORS:
        _add_separator(element, draft, identifier, kind)
    whole = Story(draft, part, is_notes=True)
    for number, note in enumerate(draft.notes, 1):
        story = replace(whole, note=number)
        _add_note(story, add(element, "footnote", id=str(number)), note, width)
    return serialize(element, "w15")


def _add_separator(parent: Element, draft: Draft, number: str, kind: str) -> None:
    """Append a separator; its paragraph's direction puts the rule on the start side."""
    paragraph = add(add(parent, "footnote", type=kind, id=number), "p")
    properties = add(paragraph, "pPr")
    add_direction(properties, draft.direction)
    add(properties, "spacing", before="0", after="0", line="240", lineRule="auto")
    add(properties, "ind", left="0", right="0", firstLine="0")
    add(properties, "jc", val="left")
    add(add(paragraph, "r"), kind)


def _add_note(story: Story, parent: Element, note: Note, width: int) -> None:
    from warraq.export.docx.blocks import write_blocks

    first = note.children[0] if note.children else None
    direction = _direction(first, note, story.draft)
    place = Place("footnote", direction, width)
    paragraph = new_paragraph(story.draft, parent, "footnote", direction, AS_STYLED)
    _write_mark(story.draft, paragraph, note, direction)
    rest = note.children
    if isinstance(first, Paragraph):
        write_inlines(story, paragraph, first.children, first.computed, width)
        rest = note.children[1:]
    write_blocks(story, parent, rest, place)
    if not is_a(parent[-1], "p"):
        layout = layout_at(story.draft, place, "footnote", direction)
        new_paragraph(story.draft, parent, "footnote", direction, layout)


def _direction(first: Block | None, note: Note, draft: Draft) -> Direction:
    if first is not None:
        return first.computed.dir
    return note.computed.dir if note.computed.lang else draft.direction


def _write_mark(draft: Draft, paragraph: Element, note: Note, direction: Direction) -> None:
    """Write the mark before the note, with what the theme puts around it."""
    rtl = direction is Direction.RTL
    by_author = note.kind is NoteKind.AUTHOR
    literal = by_author or draft.options.literal_note_marks
    notes = draft.theme.notes
    prefix, suffix = ("", "") if by_author else (notes.marker_prefix, notes.marker_suffix)
    if prefix:
        _write_for_word(add_run(paragraph, draft, _MARK, rtl=rtl), draft, prefix)
    run = add_run(paragraph, draft, _MARK, rtl=rtl or (literal and not note.mark.isascii()))
    if literal:
        _write_for_word(run, draft, note.mark)
    else:
        add(run, "footnoteRef")
    if suffix:
        _write_for_word(add_run(paragraph, draft, _MARK, rtl=rtl), draft, suffix)
    add_text(paragraph, draft, " ", rtl=rtl)


def _write_for_word(run: Element, draft: Draft, text: str) -> None:
    """Write a text that only Word 2013 and later takes (ECMA-376 part 3, 10.2).

    LibreOffice puts the mark of a note before all its text and drops ``w:footnoteRef``, so that
    it would show «1()» for «(1)», and the author's «*» twice.
    """
    alternatives = add_plain(run, "mc:AlternateContent")
    write_text(add_plain(alternatives, "mc:Choice", {"Requires": "w15"}), draft, text)
