"""Rows, columns and cells: of the author's tables and of the glossary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from warraq.export.html.dialect import Flow
from warraq.export.html.markup import classes, element, void
from warraq.model.blocks import (
    Alignment,
    Blocks,
    Cell,
    Column,
    GlossaryItem,
    GlossaryList,
    Row,
    Table,
)

if TYPE_CHECKING:
    from warraq.export.html.writer import Writer

_GLOSSARY_COLUMNS = (
    "glossary-headword",
    "glossary-equivalent",
    "glossary-abbreviation",
    "glossary-definition",
)


def table_rows(table: Table, flow: Flow, writer: Writer) -> str:
    """Return the columns and rows of a table.

    Cells stand in logical order: the direction of the table puts the first at its start edge.
    """
    parts = [_columns(table.columns)]
    if table.head:
        rows = [_row(row, table.columns, "col", flow, writer) for row in table.head]
        parts.append(element("thead", {}, "".join(rows)))
    rows = [_row(row, table.columns, "row", flow, writer) for row in table.body]
    parts.append(element("tbody", {}, "".join(rows)))
    return "".join(parts)


def _columns(columns: Sequence[Column]) -> str:
    if all(column.width is None for column in columns):
        return ""
    return element("colgroup", {}, "".join(_column(column) for column in columns))


def _column(column: Column) -> str:
    if column.width is None:
        return void("col")
    return void("col", {"style": f"width: {column.width * 100:.4g}%"})


def _row(row: Row, columns: Sequence[Column], scope: str, flow: Flow, writer: Writer) -> str:
    cells, index = [], 0
    for cell in row.cells:
        column = columns[index] if index < len(columns) else Column()
        cells.append(_cell(cell, column.alignment, scope, flow, writer))
        index += cell.column_span
    return element("tr", {}, "".join(cells))


def _cell(cell: Cell, alignment: Alignment | None, scope: str, flow: Flow, writer: Writer) -> str:
    head = cell.header or scope == "col"
    role = "table-head" if head else "table-cell"
    own, inner = writer.block_attributes(
        cell, flow, role, f"align-{alignment}" if alignment else ""
    )
    spans = {
        "colspan": str(cell.column_span) if cell.column_span > 1 else None,
        "rowspan": str(cell.row_span) if cell.row_span > 1 else None,
    }
    content = writer.compact(cell.children, inner)
    if head:
        return element("th", {**own, **spans, "scope": scope}, content)
    return element("td", {**own, **spans}, content)


def glossary_rows(node: GlossaryList, flow: Flow, writer: Writer) -> str:
    """Return the rows of the glossary; a column in which no item has a text is left out."""
    used = [name for name in _GLOSSARY_COLUMNS if any(_texts(item)[name] for item in node.items)]
    body = "".join([_glossary_row(item, used, flow, writer) for item in node.items])
    head = ""
    if node.head:
        titles: dict[str, Blocks] = dict(zip(_GLOSSARY_COLUMNS, node.head, strict=False))
        own = {"class": "table-head", "scope": "col"}
        cells = [element("th", own, writer.compact(titles.get(name, ()), flow)) for name in used]
        head = element("thead", {}, element("tr", {}, "".join(cells)))
    return head + element("tbody", {}, body)


def _texts(item: GlossaryItem) -> dict[str, Blocks]:
    headword, equivalent, abbreviation, definition = _GLOSSARY_COLUMNS
    return {
        headword: item.headword,
        equivalent: item.equivalent,
        abbreviation: item.abbreviation,
        definition: item.definition,
    }


def _glossary_row(item: GlossaryItem, used: Sequence[str], flow: Flow, writer: Writer) -> str:
    own, inner = writer.block_attributes(item, flow)
    cells = []
    for name, blocks in _texts(item).items():
        if name not in used:
            continue
        content = writer.compact(blocks, inner)
        if name == _GLOSSARY_COLUMNS[0]:
            cells.append(element("th", {"class": classes(name), "scope": "row"}, content))
        else:
            cells.append(element("td", {"class": classes(name)}, content))
    return element("tr", own, "".join(cells))
