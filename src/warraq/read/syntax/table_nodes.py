"""From a table token to the model's Table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it.token import Token

from warraq.diagnostics import Location
from warraq.model.blocks import Alignment, Cell, Column, Paragraph, Row, Table
from warraq.read.inlines import InlineBuilder, tokens_of
from warraq.read.passage import Passage
from warraq.read.syntax.attributes import Pairs
from warraq.read.syntax.decoration import merged, with_widths, without_pairs
from warraq.read.syntax.tables import Bounds

if TYPE_CHECKING:
    from warraq.read.blocks import BlockBuilder


def table(builder: BlockBuilder, token: Token, location: Location) -> Table:
    """Return the table. Rows that are too short are filled, too long ones reported."""
    columns = tuple(
        Column(alignment=Alignment(name) if name else None) for name in token.meta["alignments"]
    )
    rows: list[list[Bounds]] = token.meta["rows"]
    line = token.map[0] if token.map else 0
    head = _row(builder, rows[0], len(columns), line, header=True)
    body = [
        _row(builder, row, len(columns), line + 2 + number, header=False)
        for number, row in enumerate(rows[1:])
    ]
    # A head of empty cells (``| | |``) is how a table without a head is written.
    has_head = any(cell.children for cell in head.cells)
    return Table(
        columns=columns,
        head=(head,) if has_head else (),
        body=tuple(body),
        location=location,
    )


def with_caption(builder: BlockBuilder, table: Table, caption: Passage, pairs: Pairs) -> Table:
    """Return the table with its caption and the attributes at the caption's end."""
    location = caption.location(0)
    attributes = builder.to_attributes(pairs, location)
    table = with_widths(table, attributes, location, builder)
    attributes = without_pairs(attributes, "widths")
    return replace(
        table,
        caption=builder.inlines(caption),
        attributes=merged(attributes, table.attributes),
    )


def _row(
    builder: BlockBuilder, bounds: list[Bounds], width: int, line: int, *, header: bool
) -> Row:
    if len(bounds) > width:
        builder.reading.report.error(
            "S060",
            f"the row has {len(bounds)} cells, the table has {width} columns",
            builder.passage.location(bounds[width][0]),
            "write \\| for a bar that is meant as text",
        )
    cells = [_cell(builder, *pair, header=header) for pair in bounds[:width]]
    end = builder.passage.line_location(line)
    cells += [Cell(children=(), header=header, location=end)] * (width - len(cells))
    return Row(cells=tuple(cells))


def _cell(builder: BlockBuilder, start: int, end: int, *, header: bool) -> Cell:
    passage = builder.stretch(start, end)
    location = passage.location(0)
    cell = InlineBuilder(passage, builder.reading, in_cell=True)
    children = cell.build(tokens_of(passage, builder.reading))
    paragraph = (Paragraph(children=children, location=location),) if children else ()
    return Cell(children=paragraph, header=header, location=location)
