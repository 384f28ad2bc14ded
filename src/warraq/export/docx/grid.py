"""The frame of tables: properties, rows, cells, and the space after.

``w:bidiVisual`` puts the first column at the right (ECMA-376 part 1, 17.4.1); the rules of the
theme are in the table style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warraq.export.docx.markup import Element, add, is_a
from warraq.export.docx.paragraphs import Layout, add_direction, new_paragraph, write_paragraph
from warraq.export.docx.story import Draft, Place, Story
from warraq.model.attributes import Direction
from warraq.model.blocks import Alignment, Block, Paragraph
from warraq.style.word import TABLE_STYLE_ID
from warraq.style.word_units import twips


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


def space_after(draft: Draft, parent: Element, direction: Direction) -> None:
    """Append the space after a table, which also keeps it apart from another one."""
    paragraph = add(parent, "p")
    properties = add(paragraph, "pPr")
    height = str(max(20, twips(draft.theme.tables.space_after)))
    add_direction(properties, direction)
    add(properties, "spacing", before="0", after="0", line=height, lineRule="exact")
    run = add(properties, "rPr")
    add(run, "sz", val="2")
    add(run, "szCs", val="2")
    if direction is Direction.RTL:
        add(run, "rtl")


def write_cell_blocks(
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
            write_paragraph(story, cell, block.children, role, block.computed, place, layout)
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
