"""The feet of the columns of a sheet: the notes of each, and where its text must end."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import FootnoteAreaBox
from weasyprint.layout.block import block_level_layout
from weasyprint.layout.percent import resolve_percentages

from warraq.export.pdf.areas import Filling, Foot, NoteArea
from warraq.export.pdf.columns_boxes import column_page
from warraq.export.pdf.continued import Stretch


@dataclass(frozen=True, slots=True)
class State:
    """All that a layout of columns changes and a second trial has to find as it was."""

    footnotes: Any
    broken: dict[Any, Any]
    shapes: list[Any]
    rest: tuple[Stretch, ...]
    feet: list[tuple[list[Any], list[Any], Filling]]
    ends: list[float]


class Feet:
    """The columns of one sheet, in the order in which they are read, each with its notes.

    ``rest`` is what a column had no room for, the sheet before at first; the next one begins
    with it.
    """

    def __init__(
        self, context: Any, page: Any, count: int, gap: float, rest: tuple[Stretch, ...] = ()
    ) -> None:
        """Divide the width of a page among columns. ``gap`` is between two, in CSS pixels."""
        self._context = context
        self._page = page
        self._gap = gap
        self._rtl = page.style["direction"] == "rtl"
        self.rest = rest
        width = (page.width - (count - 1) * gap) / count
        places = [page.content_box_x() + index * (width + gap) for index in range(count)]
        if self._rtl:
            places.reverse()
        self.columns = [self._foot(left, width) for left in places]
        self._ends = [0.0] * count

    @property
    def has_notes(self) -> bool:
        """Whether there is any note on the sheet."""
        return any(foot.entries or foot.late for foot in self.columns)

    @property
    def is_crowded(self) -> bool:
        """Whether the text of a column stands on its notes, which left it no room."""
        return max(self._ends) > 1

    @property
    def last_with_notes(self) -> int:
        """How many columns there are up to the last that has notes."""
        return max((i for i, foot in enumerate(self.columns, 1) if foot.entries), default=0)

    def page_of(self, index: int) -> Any:
        """Return a column as a page of its own."""
        return self.columns[index].area.page

    def lowest(self) -> float:
        """Return where text across has to end for the notes of all columns but the first."""
        return min((foot.text_bottom for foot in self.columns[1:]), default=inf)

    def gap_before(self, index: int) -> float:
        """Return the middle between a column and the one before it, in CSS pixels."""
        page = self.page_of(index)
        left = float(page.content_box_x())
        return left + page.width + self._gap / 2 if self._rtl else left - self._gap / 2

    def open(self, index: int, limit: float = inf) -> None:
        """Have the layout put text into a column, below which stand its notes.

        What had no room before goes on here. ``limit`` is where the text has to end in any case.
        """
        context, foot = self._context, self.columns[index]
        rest, self.rest = self.rest, ()
        foot.go_on(rest)
        context.begin_column(foot, self.columns[:index], limit)

    def close(self, index: int, text_end: float) -> None:
        """Let the notes of a column have what its text has left, and keep what has no room."""
        foot = self.columns[index]
        self._ends[index] = text_end - foot.text_bottom
        foot.finish(text_end)
        self.rest = foot.rest

    def state(self) -> State:
        """Return all that has to be as it is now for another trial."""
        context = self._context
        return State(
            context.footnotes.copy(),
            dict(context.broken_out_of_flow),
            list(context.excluded_shapes),
            self.rest,
            [(list(foot.entries), list(foot.late), foot.filling) for foot in self.columns],
            list(self._ends),
        )

    def restore(self, state: State) -> None:
        """Make all as it was."""
        context = self._context
        context.footnotes = state.footnotes.copy()
        context.broken_out_of_flow.clear()
        context.broken_out_of_flow.update(state.broken)
        context.excluded_shapes[:] = state.shapes
        self.rest, self._ends = state.rest, list(state.ends)
        for foot, (entries, late, filling) in zip(self.columns, state.feet, strict=True):
            foot.entries, foot.late, foot.filling = list(entries), list(late), filling

    def boxes(self, positioned: list[Any]) -> list[Any]:
        """Return the notes laid out at the foot of their columns."""
        return [self._laid_out(foot, positioned) for foot in self.columns if foot.entries]

    def _laid_out(self, foot: Foot, positioned: list[Any]) -> Any:
        area = block_level_layout(
            self._context,
            foot.area.deepcopy(),
            -inf,
            None,
            foot.area.page,
            True,
            positioned,
            positioned,
        )[0]
        area.translate(dy=-area.margin_height())
        area.element_tag = ""  # WeasyPrint seeks the body among the boxes beside it, by name
        return area

    def _foot(self, left: float, width: float) -> Foot:
        page, context = self._page, self._context
        column = column_page(page, left, width)
        style = context.style_for(page.page_type, "@footnote") or page.style.anonymous_style
        area = FootnoteAreaBox(column, style)
        area.__class__ = NoteArea
        resolve_percentages(area, column)
        bottom = page.content_box_y() + page.height
        area.position_x, area.position_y = left, bottom
        area.foot = Foot(context, area, (), bottom, context.crowding)
        return area.foot  # type: ignore[no-any-return]
