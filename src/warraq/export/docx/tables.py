"""The author's tables, with their captions."""

from __future__ import annotations

from collections.abc import Sequence

from warraq.export.docx.captions import write_caption
from warraq.export.docx.grid import (
    Grid,
    add_cell,
    add_row,
    add_table,
    space_after,
    write_cell_blocks,
)
from warraq.export.docx.markup import Element
from warraq.export.docx.paragraphs import new_paragraph
from warraq.export.docx.spans import Slot, column_widths, filled, laid_out
from warraq.export.docx.story import Place, Story
from warraq.model.blocks import Column, Table
from warraq.model.walk import plain_text
from warraq.style.tokens import Side
from warraq.style.word_units import twips


def write_table(story: Story, parent: Element, node: Table, place: Place) -> None:
    """Append a table with its caption and the space after it."""
    above = story.draft.theme.tables.caption is Side.ABOVE
    if above:
        write_caption(story, parent, node, "caption-table", place, keep_with_next=True)
    _grid(story, parent, node, place)
    if not above:
        write_caption(story, parent, node, "caption-table", place, keep_with_next=False)
    space_after(story.draft, parent, node.computed.dir)


def _grid(story: Story, parent: Element, node: Table, place: Place) -> None:
    head = laid_out(node.head, len(node.columns))
    body = laid_out(node.body, len(node.columns))
    rows = [*head, *body]
    count = max((slot.column + slot.span for row in rows for slot in row), default=0)
    if not count:
        return
    columns = (*node.columns, *[Column()] * count)[:count]
    widths = column_widths(story.draft, rows, columns, place.room, node.computed.dir)
    grid = Grid(
        widths=widths,
        direction=node.computed.dir,
        indent=place.indent,
        description=plain_text(node.caption),
        has_head=bool(head),
    )
    table = add_table(story.draft, parent, grid)
    for number, row in enumerate(rows):
        element = add_row(table, is_head=number < len(head))
        for slot in filled(row, count):
            _write_slot(story, element, slot, grid, columns, place, is_head=number < len(head))


def _write_slot(
    story: Story,
    row: Element,
    slot: Slot,
    grid: Grid,
    columns: Sequence[Column],
    place: Place,
    *,
    is_head: bool,
) -> None:
    width = sum(grid.widths[slot.column : slot.column + slot.span])
    element = add_cell(row, width, slot.span, slot.merge)
    if slot.cell is None:
        new_paragraph(story.draft, element, "table-cell", grid.direction)
        return
    role = "table-head" if is_head or slot.cell.header else "table-cell"
    padding = twips(story.draft.theme.tables.padding_inline) * 2
    inner = Place(role, slot.cell.computed.dir, max(1, width - padding), in_cell=True)
    alignment = columns[slot.column].alignment
    write_cell_blocks(story, element, slot.cell.children, inner, alignment, grid.direction)
