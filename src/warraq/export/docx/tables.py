"""Tables: those of the author, verse in two columns, and the glossary.

``w:bidiVisual`` puts the first column at the right (ECMA-376 part 1, 17.4.1); the rules of the
theme are in the table style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from warraq.export.docx.fields import bookmark
from warraq.export.docx.markup import Element, add, is_a
from warraq.export.docx.paragraphs import (
    Layout,
    layout_at,
    new_paragraph,
    write_numbered,
    write_paragraph,
)
from warraq.export.docx.runs import PLAIN
from warraq.export.docx.story import Draft, Place, Story, em, role_of
from warraq.model.attributes import Direction
from warraq.model.blocks import (
    Alignment,
    Block,
    Cell,
    Column,
    GlossaryItem,
    GlossaryList,
    Paragraph,
    Row,
    Table,
    Verse,
    VerseLine,
)
from warraq.model.walk import plain_text
from warraq.style.tokens import Side
from warraq.style.word import TABLE_STYLE_ID
from warraq.style.word_units import twips

_MOST_COLUMNS = 63
"""Word's limit."""
_LETTER = 0.5
"""Width of an average letter in em."""
_LONGEST_WORD = 24
_LONGEST_TEXT = 240


@dataclass(frozen=True, slots=True)
class Grid:
    """The frame of a table: widths of its columns in twips, its direction and its place."""

    widths: tuple[int, ...]
    direction: Direction
    indent: int = 0
    ruled: bool = True
    description: str = ""
    has_head: bool = False


def add_table(draft: Draft, parent: Element, grid: Grid) -> Element:
    """Append an empty table; children of ``w:tblPr`` in the order of CT_TblPr."""
    table = add(parent, "tbl")
    properties = add(table, "tblPr")
    add(properties, "tblStyle", val=TABLE_STYLE_ID if grid.ruled else "TableNormal")
    if grid.direction is Direction.RTL:
        add(properties, "bidiVisual")
    add(properties, "tblW", w=str(sum(grid.widths)), type="dxa")
    if grid.indent:
        add(properties, "tblInd", w=str(grid.indent), type="dxa")
    else:
        add(properties, "jc", val="center")
    add(properties, "tblLayout", type="fixed")
    head = "1" if grid.has_head else "0"
    add(
        properties,
        "tblLook",
        val="0620" if grid.has_head else "0600",
        firstRow=head,
        lastRow="0",
        firstColumn="0",
        lastColumn="0",
        noHBand="1",
        noVBand="1",
    )
    if grid.description:
        add(properties, "tblDescription", val=grid.description)
    columns = add(table, "tblGrid")
    for width in grid.widths:
        add(columns, "gridCol", w=str(width))
    return table


def add_row(table: Element, *, is_head: bool = False) -> Element:
    """Append a row that stays on one page; a head is repeated on each page."""
    row = add(table, "tr")
    properties = add(row, "trPr")
    add(properties, "cantSplit")
    if is_head:
        add(properties, "tblHeader")
    return row


def add_cell(row: Element, width: int, span: int = 1, merge: str = "") -> Element:
    """Append a cell; ``merge`` is restart or continue where it spans rows."""
    cell = add(row, "tc")
    properties = add(cell, "tcPr")
    add(properties, "tcW", w=str(width), type="dxa")
    if span > 1:
        add(properties, "gridSpan", val=str(span))
    if merge:
        add(properties, "vMerge", val=merge)
    return cell


def write_table(story: Story, parent: Element, node: Table, place: Place) -> None:
    """Append a table with its caption and the space after it."""
    above = story.draft.theme.tables.caption is Side.ABOVE
    if above:
        _caption(story, parent, node, place, keep_with_next=True)
    _grid(story, parent, node, place)
    if not above:
        _caption(story, parent, node, place, keep_with_next=False)
    space_after(story.draft, parent, node.computed.dir)


def _caption(
    story: Story, parent: Element, node: Table, place: Place, *, keep_with_next: bool
) -> None:
    direction = node.computed.dir
    if not node.caption and node.number is None:
        return
    layout = layout_at(story.draft, place, "caption-table", direction)
    layout = replace(layout, keep_with_next=keep_with_next)
    paragraph = new_paragraph(story.draft, parent, "caption-table", direction, layout)
    write_numbered(
        story,
        paragraph,
        node.number,
        node.caption,
        direction,
        place,
        node.attributes.id,
        counts=True,
    )


def space_after(draft: Draft, parent: Element, direction: Direction) -> None:
    """Append the space after a table, which also keeps it apart from another one."""
    paragraph = add(parent, "p")
    properties = add(paragraph, "pPr")
    height = str(max(20, twips(draft.theme.tables.space_after)))
    if direction is Direction.RTL:
        add(properties, "bidi")
    else:
        add(properties, "bidi", val="0")
    add(properties, "spacing", before="0", after="0", line=height, lineRule="exact")
    run = add(properties, "rPr")
    add(run, "sz", val="2")
    add(run, "szCs", val="2")
    if direction is Direction.RTL:
        add(run, "rtl")


@dataclass(frozen=True, slots=True)
class _Slot:
    """A cell at its place in the grid. ``merge`` continues a cell of the row above."""

    column: int
    cell: Cell | None
    span: int
    merge: str


def _grid(story: Story, parent: Element, node: Table, place: Place) -> None:
    head = _laid_out(node.head, len(node.columns))
    body = _laid_out(node.body, len(node.columns))
    rows = [*head, *body]
    count = max((slot.column + slot.span for row in rows for slot in row), default=0)
    if not count:
        return
    columns = (*node.columns, *[Column()] * count)[:count]
    widths = _widths(story.draft, rows, columns, place.room, node.computed.dir)
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
        for slot in _filled(row, count):
            _write_slot(story, element, slot, grid, columns, place, is_head=number < len(head))


_Spans = dict[int, tuple[int, int]]
"""By column: how many columns a cell from above spans, and how many rows are left to it."""


def _laid_out(rows: Sequence[Row], columns: int) -> list[list[_Slot]]:
    """Put the cells of rows into the grid, those that span rows into each of these.

    A span that leaves the rows or the columns is cut, and so is one that runs into another.
    """
    limit = min(columns or _MOST_COLUMNS, _MOST_COLUMNS)
    spans: _Spans = {}
    result: list[list[_Slot]] = []
    for number, row in enumerate(rows):
        slots, spans = _laid_out_row(row, spans, limit, len(rows) - number)
        result.append(slots)
    return result


def _laid_out_row(
    row: Row, spans: _Spans, limit: int, rows_left: int
) -> tuple[list[_Slot], _Spans]:
    """Return the slots of a row and what of its spans the next row has to continue."""
    slots: list[_Slot] = []
    following: _Spans = {}
    column, cells = 0, iter(row.cells)
    while column < limit:
        if column in spans:
            span, left = spans[column]
            slots.append(_Slot(column, None, span, "continue"))
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
        slots.append(_Slot(column, cell, span, "restart" if down > 1 else ""))
        column += span
    return slots, following


def _filled(slots: list[_Slot], count: int) -> list[_Slot]:
    """Return a row with an empty cell wherever the source has none, since Word wants full rows."""
    result: list[_Slot] = []
    column = 0
    for slot in slots:
        result += [_Slot(gap, None, 1, "") for gap in range(column, slot.column)]
        result.append(slot)
        column = slot.column + slot.span
    return result + [_Slot(gap, None, 1, "") for gap in range(column, count)]


def _widths(
    draft: Draft,
    rows: Sequence[Sequence[_Slot]],
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
    rows: Sequence[Sequence[_Slot]], count: int, letter: float, padding: int
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


def _write_slot(
    story: Story,
    row: Element,
    slot: _Slot,
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
    _write_cell_blocks(story, element, slot.cell.children, inner, alignment, grid.direction)


def _write_cell_blocks(
    story: Story,
    cell: Element,
    blocks: Sequence[Block],
    place: Place,
    alignment: Alignment | None,
    direction: Direction,
) -> None:
    """Write the blocks of a cell; it has to end with a paragraph (17.4.65)."""
    from warraq.export.docx.blocks import write_block

    for block in blocks:
        if isinstance(block, Paragraph) and alignment is not None:
            layout = Layout(justification=_justification(alignment, block.computed.dir, direction))
            role = block.role or place.role
            write_paragraph(story, cell, block.children, role, block.computed.dir, place, layout)
        else:
            write_block(story, cell, block, place)
    if not len(cell) or not is_a(cell[-1], "p"):
        new_paragraph(story.draft, cell, place.role, place.direction)


def _justification(alignment: Alignment, own: Direction, table: Direction) -> str:
    """Return ``w:jc`` for a paragraph: start and end are the table's, left and right its own."""
    match alignment:
        case Alignment.CENTER:
            return "center"
        case Alignment.START:
            return "left" if own is table else "right"
        case Alignment.END:
            return "right" if own is table else "left"


def write_verse(story: Story, parent: Element, node: Verse, place: Place) -> None:
    """Append verse as a table without rules: the hemistichs side by side, the first at the start.

    A line of one hemistich stands in the middle.
    """
    draft, direction = story.draft, node.computed.dir
    role = role_of(draft.theme, "verse")
    inner = place.within(role, direction)
    gap = round(em(role, direction) * 20 * 2)
    half = max(1, (inner.room - gap) // 2)
    grid = Grid((half, gap, half), direction, indent=inner.indent, ruled=False)
    if node.lines:
        table = add_table(draft, parent, grid)
        for number, line in enumerate(node.lines):
            _write_line(story, table, line, grid, place, is_last=number == len(node.lines) - 1)
    if node.attribution:
        write_paragraph(story, parent, node.attribution, "attribution", direction, place)
    elif node.lines:
        space_after(draft, parent, direction)


def _write_line(
    story: Story, table: Element, line: VerseLine, grid: Grid, place: Place, *, is_last: bool
) -> None:
    row = add_row(table)
    half, gap, _ = grid.widths
    layout = Layout(start=0, end=0, keep_with_next=not is_last, tight=True)
    if len(line.hemistichs) == 2:
        first, second = line.hemistichs
        for width, inlines in ((half, first), (gap, ()), (half, second)):
            cell = add_cell(row, width)
            column = replace(place, width=width, indent=0, indent_end=0, in_cell=True)
            write_paragraph(story, cell, inlines, "verse", grid.direction, column, layout, PLAIN)
        return
    cell = add_cell(row, sum(grid.widths), span=3)
    centered = replace(layout, justification="center")
    for inlines in line.hemistichs or ((),):
        column = replace(place, width=sum(grid.widths), indent=0, indent_end=0, in_cell=True)
        write_paragraph(story, cell, inlines, "verse", grid.direction, column, centered)


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
    _write_cell_blocks(story, cell, blocks, place, alignment, grid.direction)
