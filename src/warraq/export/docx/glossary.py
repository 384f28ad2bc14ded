"""The glossary: a table of headword, equivalent, abbreviation and definition."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from warraq.export.docx.fields import bookmark
from warraq.export.docx.grid import (
    Grid,
    add_cell,
    add_row,
    add_table,
    space_after,
    write_cell_blocks,
)
from warraq.export.docx.markup import Element
from warraq.export.docx.story import Place, Story
from warraq.model.blocks import Alignment, Block, GlossaryItem, GlossaryList

# Shares of the glossary's columns: headword, equivalent, abbreviation, definition.
_GLOSSARY = (0.23, 0.22, 0.15, 0.40)


def write_glossary(story: Story, parent: Element, node: GlossaryList, place: Place) -> None:
    """Append the glossary as a table whose head repeats on each page."""
    draft, direction = story.draft, node.computed.dir
    widths = tuple(round(share * place.room) for share in _GLOSSARY)
    grid = Grid(widths, direction, indent=place.indent, has_head=bool(node.head))
    if not node.items:
        return
    table = add_table(draft, parent, grid)
    if node.head:
        row = add_row(table, is_head=True)
        for width, head in zip_longest(widths, node.head[: len(widths)], fillvalue=()):
            _glossary_cell(story, row, int(width or 0), head or (), "table-head", grid)
    for item in node.items:
        _write_item(story, table, item, grid)
    space_after(draft, parent, direction)


def _write_item(story: Story, table: Element, item: GlossaryItem, grid: Grid) -> None:
    row = add_row(table)
    roles = (*["glossary-headword"] * 2, "table-cell", "glossary-definition")
    parts = (item.headword, item.equivalent, item.abbreviation, item.definition)
    for number, (width, role, part) in enumerate(zip(grid.widths, roles, parts, strict=True)):
        identifier = "" if number else item.attributes.id
        _glossary_cell(story, row, width, part, role, grid, identifier)


def _glossary_cell(
    story: Story,
    row: Element,
    width: int,
    blocks: Sequence[Block],
    role: str,
    grid: Grid,
    identifier: str = "",
) -> None:
    """Write a cell; terms start at the start of the column, definitions as their language does."""
    cell = add_cell(row, width)
    with bookmark(cell, story.draft, identifier):
        pass
    place = Place(role, grid.direction, width, in_cell=True)
    alignment = None if role == "glossary-definition" else Alignment.START
    write_cell_blocks(story, cell, blocks, place, alignment, grid.direction)
