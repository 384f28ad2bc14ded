"""The table of contents and the lists of captions: TOC fields whose cached result is there.

Page numbers are known to nobody before Word has laid the text out, and a wrong one is worse than
none. The cached entries are therefore links without a number; as soon as the field is updated
(«Update Table» above it, F9, or on opening with the option ``update_fields``), Word adds
leaders and page numbers from the headings, which all are of its built-in heading styles. A list of
figures or tables is a TOC field over the SEQ fields of its captions, or where their digits are
beyond those, over the TC fields beside them (ECMA-376 part 1, 17.16.5.68).
"""

from __future__ import annotations

from warraq.export.docx.fields import begin_field, end_field, internal_link
from warraq.export.docx.inlines import ParagraphWriter
from warraq.export.docx.markup import Element, add
from warraq.export.docx.paragraphs import (
    layout_at,
    new_paragraph,
    sequence_name,
    write_paragraph,
)
from warraq.export.docx.story import Draft, Place, Story
from warraq.model.attributes import Direction
from warraq.model.blocks import Contents, ContentsEntry, ContentsKind, Number
from warraq.model.metadata import Digits
from warraq.resolve.contents import role_of

_MOST_LEVELS = 9


def write_contents(story: Story, parent: Element, node: Contents, place: Place) -> None:
    """Append the contents; the table of contents in a content control (see _control)."""
    content = _control(parent) if node.kind is ContentsKind.SECTIONS else parent
    direction = node.computed.dir
    if node.title:
        write_paragraph(story, content, node.title, "contents-heading", node.computed, place)
    paragraphs = [_new_entry(story, content, entry, node.kind, place) for entry in node.entries]
    if not paragraphs:
        paragraphs = [new_paragraph(story.draft, content, "contents-1", direction)]
    rtl = direction is Direction.RTL
    begin_field(
        paragraphs[0],
        story.draft,
        _instruction(node, story.draft),
        rtl=rtl,
        dirty=story.draft.options.update_fields,
    )
    for paragraph, entry in zip(paragraphs, node.entries, strict=False):
        _write_entry(story, paragraph, entry, place)
    end_field(paragraphs[-1], story.draft, rtl=rtl)


def _control(parent: Element) -> Element:
    """Return the content of a content control that gives Word its «Update Table» button."""
    control = add(parent, "sdt")
    gallery = add(add(control, "sdtPr"), "docPartObj")
    add(gallery, "docPartGallery", val="Table of Contents")
    add(gallery, "docPartUnique")
    return add(control, "sdtContent")


def _instruction(node: Contents, draft: Draft) -> str:
    if node.kind is ContentsKind.SECTIONS or not node.entries:
        deepest = max((entry.level for entry in node.entries), default=3)
        return rf'TOC \o "1-{min(deepest, _MOST_LEVELS)}" \h \z'
    name = sequence_name(node.entries[0].number or Number())
    entries = "" if draft.digits is Digits.WESTERN else rf" \f {draft.listed[name]}"
    return rf'TOC \h \z \c "{name}"{entries}'


def _new_entry(
    story: Story, parent: Element, entry: ContentsEntry, kind: ContentsKind, place: Place
) -> Element:
    role = role_of(kind, entry.level)
    layout = layout_at(story.draft, place, role, entry.computed.dir)
    return new_paragraph(story.draft, parent, role, entry.computed.dir, layout)


def _write_entry(story: Story, paragraph: Element, entry: ContentsEntry, place: Place) -> None:
    inlines = (entry.number or Number()).inlines + entry.children
    writer = ParagraphWriter.of(story, inlines, entry.computed, place.room)
    writer.write(internal_link(paragraph, story.draft, entry.target), inlines)
