"""Cells that span rows and columns, laid out in a grid; and how wide its columns are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warraq.export.docx.story import Draft, em, role_of
from warraq.model.attributes import Direction
from warraq.model.blocks import Cell, Column, Row
from warraq.model.walk import plain_text
from warraq.style.word_units import twips

_MOST_COLUMNS = 63
"""Word's limit."""
_LETTER = 0.5
"""Width of an average letter in em."""
_LONGEST_WORD = 24
_LONGEST_TEXT = 240


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell at its place in the grid. ``merge`` continues a cell of the row above."""

    column: int
    cell: Cell | None
    span: int
    merge: str


_Spans = dict[int, tuple[int, int]]
"""By column: how many columns a cell from above spans, and how many rows are left to it."""


def laid_out(rows: Sequence[Row], columns: int) -> list[list[Slot]]:
    """Put the cells of rows into the grid, those that span rows into each of these.

    A span that leaves the rows or the columns is cut, and so is one that runs into another.
    """
    limit = min(columns or _MOST_COLUMNS, _MOST_COLUMNS)
    spans: _Spans = {}
    result: list[list[Slot]] = []
    for number, row in enumerate(rows):
        slots, spans = _laid_out_row(row, spans, limit, len(rows) - number)
        result.append(slots)
    return result


def _laid_out_row(row: Row, spans: _Spans, limit: int, rows_left: int) -> tuple[list[Slot], _Spans]:
    """Return the slots of a row and what of its spans the next row has to continue."""
    slots: list[Slot] = []
    following: _Spans = {}
    column, cells = 0, iter(row.cells)
    while column < limit:
        if column in spans:
            span, left = spans[column]
            slots.append(Slot(column, None, span, "continue"))
            if left > 1:
                following[column] = (span, left - 1)
            column += span
            continue
        cell = next(cells, None)
        end = min((start for start in spans if start > column), default=limit)
        if cell is None:
            column = end
            continue
        span = min(max(1, cell.column_span), end - column)
        down = min(max(1, cell.row_span), rows_left)
        if down > 1:
            following[column] = (span, down - 1)
        slots.append(Slot(column, cell, span, "restart" if down > 1 else ""))
        column += span
    return slots, following


def filled(slots: list[Slot], count: int) -> list[Slot]:
    """Return a row with an empty cell wherever the source has none, since Word wants full rows."""
    result: list[Slot] = []
    column = 0
    for slot in slots:
        result += [Slot(gap, None, 1, "") for gap in range(column, slot.column)]
        result.append(slot)
        column = slot.column + slot.span
    return result + [Slot(gap, None, 1, "") for gap in range(column, count)]


def column_widths(
    draft: Draft,
    rows: Sequence[Sequence[Slot]],
    columns: Sequence[Column],
    room: int,
    direction: Direction,
) -> tuple[int, ...]:
    """Return the widths of columns in twips: as the source asks, else by what they hold.

    A column wants the width of its longest text and needs that of its longest word; when not all
    fit, the rest of the room is shared out in proportion to what they want.
    """
    asked = [column.width for column in columns]
    letter = em(role_of(draft.theme, "table-cell"), direction) * 20 * _LETTER
    padding = twips(draft.theme.tables.padding_inline) * 2
    wanted, needed = _measures(rows, len(columns), letter, padding)
    fixed = [round(width * room) if width else 0 for width in asked]
    free = [index for index, width in enumerate(fixed) if not width]
    left = max(room - sum(fixed), len(free) * padding)
    shares = _shared([wanted[index] for index in free], [needed[index] for index in free], left)
    for index, width in zip(free, shares, strict=True):
        fixed[index] = width
    return tuple(max(width, padding + 60) for width in fixed)


def _measures(
    rows: Sequence[Sequence[Slot]], count: int, letter: float, padding: int
) -> tuple[list[int], list[int]]:
    wanted, needed = [padding] * count, [padding] * count
    for slot in (slot for row in rows for slot in row):
        if slot.cell is None or slot.span > 1:
            continue
        text = plain_text(slot.cell.children)
        longest = max((len(word) for word in text.split()), default=1)
        index = slot.column
        wanted[index] = max(
            wanted[index], round(min(len(text) + 1, _LONGEST_TEXT) * letter) + padding
        )
        needed[index] = max(
            needed[index], round(min(longest + 1, _LONGEST_WORD) * letter) + padding
        )
    return wanted, needed


def _shared(wanted: list[int], needed: list[int], room: int) -> list[int]:
    if sum(wanted) <= room:
        return wanted
    base = needed if sum(needed) <= room else [0] * len(needed)
    rest = room - sum(base)
    extra = [max(1, want - least) for want, least in zip(wanted, base, strict=True)]
    return [least + rest * more // sum(extra) for least, more in zip(base, extra, strict=True)]
