"""The table of contents: a TOC field whose cached result is already there.

Page numbers are known to nobody before Word has laid the text out, and a wrong one is worse than
none. The cached entries are therefore links without a number; as soon as the field is updated
(«Update Table» above it, F9, or on opening with the option ``update_fields``), Word adds
leaders and page numbers from the headings, which all are of its built-in heading styles.
"""

from __future__ import annotations

from warraq.export.docx.fields import begin_field, end_field, internal_link
from warraq.export.docx.inlines import ParagraphWriter
from warraq.export.docx.markup import Element, add
from warraq.export.docx.paragraphs import layout_at, new_paragraph, write_paragraph
from warraq.export.docx.story import Place, Story
from warraq.model.attributes import Direction
from warraq.model.blocks import Contents, ContentsEntry, Number

_MOST_STYLES = 3
_MOST_LEVELS = 9


def write_contents(story: Story, parent: Element, node: Contents, place: Place) -> None:
    """Append the contents in a content control, which gives Word its «Update Table» button."""
    control = add(parent, "sdt")
    gallery = add(add(control, "sdtPr"), "docPartObj")
    add(gallery, "docPartGallery", val="Table of Contents")
    add(gallery, "docPartUnique")
    content = add(control, "sdtContent")
    direction = node.computed.dir
    if node.title:
        write_paragraph(story, content, node.title, "contents-heading", node.computed, place)
    paragraphs = [_new_entry(story, content, entry, place) for entry in node.entries]
    if not paragraphs:
        paragraphs = [new_paragraph(story.draft, content, "contents-1", direction)]
    deepest = max((entry.level for entry in node.entries), default=3)
    rtl = direction is Direction.RTL
    begin_field(
        paragraphs[0],
        story.draft,
        rf'TOC \o "1-{min(deepest, _MOST_LEVELS)}" \h \z',
        rtl=rtl,
        dirty=story.draft.options.update_fields,
    )
    for paragraph, entry in zip(paragraphs, node.entries, strict=False):
        _write_entry(story, paragraph, entry, place)
    end_field(paragraphs[-1], story.draft, rtl=rtl)


def _new_entry(story: Story, parent: Element, entry: ContentsEntry, place: Place) -> Element:
    role = f"contents-{min(entry.level, _MOST_STYLES)}"
    layout = layout_at(story.draft, place, role, entry.computed.dir)
    return new_paragraph(story.draft, parent, role, entry.computed.dir, layout)


def _write_entry(story: Story, paragraph: Element, entry: ContentsEntry, place: Place) -> None:
    inlines = (entry.number or Number()).inlines + entry.children
    writer = ParagraphWriter.of(story, inlines, entry.computed, place.room)
    writer.write(internal_link(paragraph, story.draft, entry.target), inlines)
