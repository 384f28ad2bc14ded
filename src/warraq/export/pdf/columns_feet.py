"""The feet of the columns of a sheet: the notes of each, and where its text must end."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf
from typing import Any

from weasyprint.formatting_structure import build
from weasyprint.formatting_structure.boxes import FootnoteAreaBox
from weasyprint.layout.block import block_level_layout
from weasyprint.layout.percent import resolve_percentages

from warraq.export.pdf.columns_boxes import column_page


@dataclass(slots=True)
class Foot:
    """A column as a page of its own: its box, the area of its notes, the notes in it so far.

    ``bottom`` is where its text has to end, in CSS pixels.
    """

    page: Any
    area: Any
    bottom: float
    notes: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class State:
    """All that a layout of columns changes and a second trial has to find as it was."""

    footnotes: Any
    reported: list[Any]
    broken: dict[Any, Any]
    shapes: list[Any]
    feet: list[tuple[list[Any], float, Any]]


class Feet:
    """The columns of one sheet, in the order in which they are read."""

    def __init__(self, context: Any, page: Any, count: int, gap: float) -> None:
        """Divide the width of a page among columns. ``gap`` is between two, in CSS pixels."""
        self._context = context
        self._page = page
        self._gap = gap
        self._rtl = page.style["direction"] == "rtl"
        width = (page.width - (count - 1) * gap) / count
        places = [page.content_box_x() + index * (width + gap) for index in range(count)]
        if self._rtl:
            places.reverse()
        self.columns = [self._foot(left, width) for left in places]

    @property
    def notes(self) -> list[Any]:
        """All notes on the sheet."""
        return [note for foot in self.columns for note in foot.notes]

    @property
    def last_with_notes(self) -> int:
        """How many columns there are up to the last that has notes."""
        return max((i for i, foot in enumerate(self.columns, 1) if foot.notes), default=0)

    def gap_before(self, index: int) -> float:
        """Return the middle between a column and the one before it, in CSS pixels."""
        page = self.columns[index].page
        left = float(page.content_box_x())
        return left + page.width + self._gap / 2 if self._rtl else left - self._gap / 2

    def open(self, index: int) -> None:
        """Have the layout put notes into a column, first those that found no room before it."""
        context, foot = self._context, self.columns[index]
        context.current_footnote_area = foot.area
        context.current_page_footnotes = foot.notes
        context.text_limit = inf
        context.page_bottom = foot.bottom
        carried, context.reported_footnotes = context.reported_footnotes, []
        for number, note in enumerate(carried):
            context.footnotes.append(note)
            if context.layout_footnote(note) and number:
                context.report_footnote(note)
                context.reported_footnotes = carried[number:]
                break

    def close(self, index: int) -> None:
        """Keep what the layout has put into a column."""
        foot = self.columns[index]
        foot.notes = list(self._context.current_page_footnotes)
        foot.area.children = foot.notes
        foot.bottom = self._context.notes_bottom

    def state(self) -> State:
        """Return all that has to be as it is now for another trial."""
        context = self._context
        return State(
            context.footnotes.copy(),
            list(context.reported_footnotes),
            dict(context.broken_out_of_flow),
            list(context.excluded_shapes),
            [(list(foot.notes), foot.bottom, foot.area.height) for foot in self.columns],
        )

    def restore(self, state: State) -> None:
        """Make all as it was."""
        context = self._context
        context.footnotes = state.footnotes.copy()
        context.reported_footnotes = list(state.reported)
        context.broken_out_of_flow.clear()
        context.broken_out_of_flow.update(state.broken)
        context.excluded_shapes[:] = state.shapes
        for foot, (notes, bottom, height) in zip(self.columns, state.feet, strict=True):
            foot.notes, foot.bottom = list(notes), bottom
            foot.area.children, foot.area.height = foot.notes, height

    def boxes(self, positioned: list[Any]) -> list[Any]:
        """Return the notes laid out at the foot of their columns."""
        return [self._laid_out(foot, positioned) for foot in self.columns if foot.notes]

    def _laid_out(self, foot: Foot, positioned: list[Any]) -> Any:
        area = build.create_anonymous_boxes(foot.area.deepcopy())
        area = block_level_layout(
            self._context, area, -inf, None, foot.page, True, positioned, positioned
        )[0]
        area.translate(dy=-area.margin_height())
        area.element_tag = ""  # WeasyPrint seeks the body among the boxes beside it, by name
        return area

    def _foot(self, left: float, width: float) -> Foot:
        page, context = self._page, self._context
        column = column_page(page, left, width)
        style = context.style_for(page.page_type, "@footnote") or page.style.anonymous_style
        area = FootnoteAreaBox(column, style)
        resolve_percentages(area, column)
        bottom = page.content_box_y() + page.height
        area.position_x, area.position_y = left, bottom
        return Foot(column, area, bottom)
