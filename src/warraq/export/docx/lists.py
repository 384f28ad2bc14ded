"""Lists: Word's own numbering where it has the format, else labels written as text."""

from __future__ import annotations

from dataclasses import replace

from warraq.export.docx.fields import bookmark
from warraq.export.docx.inlines import write_inlines
from warraq.export.docx.markup import Element, add
from warraq.export.docx.numbering import MOST_LEVEL, native_format
from warraq.export.docx.paragraphs import Layout, Tab, new_paragraph
from warraq.export.docx.runs import PLAIN, add_run, add_text
from warraq.export.docx.story import Place, Story, em, indent_start, role_of
from warraq.model.attributes import Direction
from warraq.model.blocks import List, ListItem, Paragraph

_LEAST_STEP = 360
"""A quarter of an inch, twips: room for a label where the theme does not indent lists."""
_LETTER, _GAP = 0.45, 0.3
"""Width of a letter of a label, and of the space after it, in em."""
_OWN_SIZE = frozenset({"footnote", "table-cell", "table-head", "glossary-definition"})
"""Roles whose size holds for lists within them."""


def write_list(story: Story, parent: Element, node: List, place: Place) -> None:
    """Append a list. Each list is a number of its own, so that none continues another."""
    from warraq.export.docx.blocks import write_blocks

    draft, direction = story.draft, node.computed.dir
    native = native_format(node, draft.digits)
    step, hanging = _indents(story, node, native=native is not None)
    number = None
    if native is not None and node.items:
        number = draft.numbering.declare(node, native, direction, (step, hanging), place.list_depth)
    inner = replace(
        place,
        role=place.role if place.role in _OWN_SIZE else "list-item",
        indent=place.indent + step,
        list_depth=place.list_depth + 1,
        direction=direction,
    )
    numbering = (number, min(place.list_depth, MOST_LEVEL)) if number else None
    for item in node.items:
        rest = _write_first(story, parent, item, inner, numbering, hanging)
        write_blocks(story, parent, item.children[rest:], inner)


def _indents(story: Story, node: List, *, native: bool) -> tuple[int, int]:
    """Return the indent of a list and how far its labels hang out of it, in twips.

    A label begins in the middle of the indent, as in Word's own lists: Word writes it towards the
    text, LibreOffice in right-to-left lists towards the margin, and both need the room.
    """
    role, direction = role_of(story.draft.theme, "list-item"), node.computed.dir
    size = em(role, direction) * 20
    half = max(_LEAST_STEP, indent_start(role, direction)) // 2
    longest = max((len(item.label) for item in node.items), default=0)
    hanging = max(half, round((longest * _LETTER + _GAP) * size))
    return hanging + (hanging if native else half), hanging


def _write_first(
    story: Story,
    parent: Element,
    item: ListItem,
    place: Place,
    numbering: tuple[str, int] | None,
    hanging: int,
) -> int:
    """Write the paragraph that bears the label; return how many blocks it has taken."""
    first = item.children[0] if item.children else None
    paragraph = first if isinstance(first, Paragraph) else Paragraph((), computed=item.computed)
    direction = paragraph.computed.dir
    layout = Layout(
        numbering=numbering,
        start=place.indent,
        end=place.indent_end,
        hanging=hanging,
        boxed=place.boxed,
        tabs=() if numbering else (Tab("left", place.indent),),
    )
    element = new_paragraph(story.draft, parent, paragraph.role or place.role, direction, layout)
    with (
        bookmark(element, story.draft, item.attributes.id),
        bookmark(element, story.draft, paragraph.attributes.id),
    ):
        if numbering is None:
            _write_label(story, element, item.label, direction)
        write_inlines(story, element, paragraph.children, paragraph.computed, place.room)
    return int(paragraph is first)


def _write_label(story: Story, paragraph: Element, label: str, direction: Direction) -> None:
    rtl = direction is Direction.RTL
    add_text(paragraph, story.draft, label, rtl=rtl)
    add(add_run(paragraph, story.draft, PLAIN, rtl=rtl), "tab")
