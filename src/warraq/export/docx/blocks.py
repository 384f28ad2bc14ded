"""From the model's blocks to paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from warraq.export.docx.captions import write_caption
from warraq.export.docx.fields import bookmark
from warraq.export.docx.glossary import write_glossary
from warraq.export.docx.lists import write_list
from warraq.export.docx.markup import Element, add, is_a
from warraq.export.docx.paragraphs import (
    Layout,
    layout_at,
    new_paragraph,
    write_numbered,
    write_paragraph,
)
from warraq.export.docx.runs import add_text
from warraq.export.docx.story import Place, Story, role_of
from warraq.export.docx.tables import write_table
from warraq.export.docx.verse import write_verse
from warraq.model.attributes import Direction
from warraq.model.blocks import (
    Admonition,
    Bibliography,
    Block,
    CodeBlock,
    Container,
    Contents,
    DefinitionList,
    Figure,
    GlossaryList,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Section,
    Table,
    ThematicBreak,
    Verse,
)
from warraq.style.tokens import Side
from warraq.style.word import page_setup
from warraq.style.word_units import eighths

if TYPE_CHECKING:
    from warraq.export.docx.columns import Sections

_MOST_HEADINGS = 6
_MOST_OUTLINE_LEVELS = 9


def write_blocks(story: Story, parent: Element, blocks: Iterable[Block], place: Place) -> None:
    """Append blocks to a story, a table cell or a note."""
    for block in blocks:
        write_block(story, parent, block, place)


def write_block(story: Story, parent: Element, block: Block, place: Place) -> None:
    """Append one block, across the columns of the body or in them."""
    sections = story.draft.sections
    if sections is not None and is_a(parent, "body"):
        place = _in_section(sections, block, place)
    _write(story, parent, block, place)


def _in_section(sections: Sections, block: Block, place: Place) -> Place:
    """Begin a Word section where what stands across begins or ends; return the block's place."""
    from warraq.export.docx.columns import stands_across

    draft = sections.draft
    if place.is_across:
        return place
    across = stands_across(block, draft.theme.columns.across)
    columns = 1 if across else draft.theme.columns.count
    if columns != sections.columns:
        sections.begin("continuous", columns)
    if not across or isinstance(block, Section):  # of a section, the heading alone is across
        return place
    return replace(place, width=page_setup(draft.theme, draft.direction).measure, is_across=True)


def _write(story: Story, parent: Element, block: Block, place: Place) -> None:  # noqa: C901 - one case a node type
    match block:
        case Section():
            _section(story, parent, block, place)
        case Paragraph():
            _paragraph(story, parent, block, place)
        case Quote():
            _quote(story, parent, block, place)
        case Verse():
            write_verse(story, parent, block, place)
        case List():
            write_list(story, parent, block, place)
        case DefinitionList():
            _definitions(story, parent, block, place)
        case CodeBlock():
            _code(story, parent, block, place)
        case MathBlock():
            from warraq.export.docx.formulas import write_display

            write_display(story, parent, block, place)
        case Figure():
            _figure(story, parent, block, place)
        case Table():
            write_table(story, parent, block, place)
        case Admonition():
            _admonition(story, parent, block, place)
        case Container():
            _container(story, parent, block, place)
        case ThematicBreak():
            _thematic_break(story, parent, block, place)
        case Contents():
            from warraq.export.docx.contents import write_contents

            write_contents(story, parent, block, place)
        case Bibliography():
            _bibliography(story, parent, block, place)
        case GlossaryList():
            write_glossary(story, parent, block, place)
        case _:
            assert_never(block)


def _section(story: Story, parent: Element, node: Section, place: Place) -> None:
    """Write a heading and what belongs to it; levels beyond 6 keep their outline level."""
    direction = node.computed.dir
    role = f"heading-{min(node.level, _MOST_HEADINGS)}"
    layout = layout_at(story.draft, place, role, direction)
    if node.level > _MOST_HEADINGS:
        level = min(node.level, _MOST_OUTLINE_LEVELS) - 1
        layout = replace(layout, outline_level=level)
    paragraph = new_paragraph(story.draft, parent, role, direction, layout)
    write_numbered(
        story,
        paragraph,
        node.number,
        node.title,
        node.computed,
        place,
        node.attributes.id,
        counts=False,
    )
    write_blocks(story, parent, node.children, replace(place, direction=direction))


def _paragraph(story: Story, parent: Element, node: Paragraph, place: Place) -> None:
    role, direction = node.role or place.role, node.computed.dir
    layout = layout_at(story.draft, place, role, direction)
    if place.list_depth and not node.role:
        layout = replace(layout, start=place.indent, end=place.indent_end)
    paragraph = new_paragraph(story.draft, parent, role, direction, layout)
    with bookmark(paragraph, story.draft, node.attributes.id):
        from warraq.export.docx.inlines import write_inlines

        write_inlines(story, paragraph, node.children, node.computed, place.room)


def _quote(story: Story, parent: Element, node: Quote, place: Place) -> None:
    direction = node.computed.dir
    inner = replace(place, role="quote", direction=direction)
    for child in node.children:
        if isinstance(child, Paragraph):
            write_block(story, parent, child, inner)
        else:
            role = role_of(story.draft.theme, "quote")
            write_block(story, parent, child, inner.within(role, direction))
    if node.attribution:
        write_paragraph(story, parent, node.attribution, "attribution", node.computed, place)


def _definitions(story: Story, parent: Element, node: DefinitionList, place: Place) -> None:
    for item in node.items:
        direction = item.computed.dir
        paragraph = new_paragraph(
            story.draft,
            parent,
            "definition-term",
            direction,
            layout_at(story.draft, place, "definition-term", direction),
        )
        write_numbered(
            story,
            paragraph,
            None,
            item.term,
            item.computed,
            place,
            item.attributes.id,
            counts=False,
        )
        for blocks in item.definitions:
            write_blocks(story, parent, blocks, replace(place, role="definition"))


def _code(story: Story, parent: Element, node: CodeBlock, place: Place) -> None:
    """Write code as one paragraph, left to right, with a line break between lines."""
    draft = story.draft
    layout = replace(layout_at(draft, place, "code", Direction.LTR), justification="left")
    paragraph = new_paragraph(draft, parent, "code", Direction.LTR, layout)
    with bookmark(paragraph, draft, node.attributes.id):
        add_text(paragraph, draft, node.text.removesuffix("\n"), rtl=False)


def _figure(story: Story, parent: Element, node: Figure, place: Place) -> None:
    from warraq.export.docx.drawings import write_figure

    above = story.draft.theme.figures.caption is Side.ABOVE
    if above:
        write_caption(story, parent, node, "caption-figure", place)
    write_figure(story, parent, node, place)
    if not above:
        write_caption(story, parent, node, "caption-figure", place)


def _admonition(story: Story, parent: Element, node: Admonition, place: Place) -> None:
    """Write a remark as paragraphs with a common border."""
    boxed = replace(place, boxed=True, role="admonition", direction=node.computed.dir)
    if node.title:
        write_paragraph(story, parent, node.title, "admonition-title", node.computed, boxed)
    write_blocks(story, parent, node.children, boxed)


def _container(story: Story, parent: Element, node: Container, place: Place) -> None:
    role = node.role if node.role in story.draft.theme.roles else place.role
    write_blocks(
        story, parent, node.children, replace(place, role=role, direction=node.computed.dir)
    )


def _thematic_break(story: Story, parent: Element, node: ThematicBreak, place: Place) -> None:
    """Write a short line in the middle of the column."""
    third = place.room // 3
    layout = Layout(start=place.indent + third, end=place.indent_end + third)
    paragraph = new_paragraph(story.draft, parent, "body", node.computed.dir, layout)
    properties = paragraph[0]
    borders = add(properties, "pBdr")
    color = (story.draft.theme.colors.rule or "#000000").removeprefix("#")
    add(borders, "bottom", val="single", sz=str(eighths(0.5)), space="1", color=color)
    properties.insert(1, borders)


def _bibliography(story: Story, parent: Element, node: Bibliography, place: Place) -> None:
    for entry in node.entries:
        direction = entry.computed.dir
        layout = layout_at(story.draft, place, "bibliography-entry", direction)
        paragraph = new_paragraph(story.draft, parent, "bibliography-entry", direction, layout)
        if story.draft.citation_fields is not None:
            story.draft.citation_fields.listed.append(paragraph)
        write_numbered(
            story,
            paragraph,
            None,
            entry.children,
            entry.computed,
            place,
            entry.attributes.id,
            counts=False,
        )
