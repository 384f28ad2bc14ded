"""Verse: two columns without rules, the first hemistich at the start."""

from __future__ import annotations

from dataclasses import replace

from warraq.export.docx.grid import Grid, add_cell, add_row, add_table, space_after
from warraq.export.docx.markup import Element
from warraq.export.docx.paragraphs import Layout, write_paragraph
from warraq.export.docx.story import Place, Story, em, role_of
from warraq.model.attributes import Computed
from warraq.model.blocks import Verse, VerseLine


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
        for number, line in enumerate(node.lines, 1):
            layout = Layout(start=0, end=0, keep_with_next=number < len(node.lines), tight=True)
            _write_line(story, table, line, grid, node.computed, layout)
    if node.attribution:
        write_paragraph(story, parent, node.attribution, "attribution", node.computed, place)
    elif node.lines:
        space_after(draft, parent, direction)


def _write_line(
    story: Story, table: Element, line: VerseLine, grid: Grid, computed: Computed, layout: Layout
) -> None:
    row = add_row(table)
    half, gap, _ = grid.widths
    if len(line.hemistichs) == 2:
        first, second = line.hemistichs
        for width, inlines in ((half, first), (gap, ()), (half, second)):
            cell = add_cell(row, width)
            place = Place("verse", computed.dir, width, in_cell=True)
            write_paragraph(story, cell, inlines, "verse", computed, place, layout)
        return
    cell = add_cell(row, sum(grid.widths), span=3)
    centered = replace(layout, justification="center")
    place = Place("verse", computed.dir, sum(grid.widths), in_cell=True)
    for inlines in line.hemistichs or ((),):
        write_paragraph(story, cell, inlines, "verse", computed, place, centered)
