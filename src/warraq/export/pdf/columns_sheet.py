"""One page in columns while it is filled: bands below one another, rules, notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.layout.percent import resolve_percentages

from warraq.export.pdf.columns_boxes import Rectangle, leading_space, rule_box
from warraq.export.pdf.columns_feet import Feet, State
from warraq.export.pdf.columns_fill import ACROSS, ENDED, FORCED, Filler, Piece, is_ours
from warraq.export.pdf.columns_floats import Place, behind_all, box_at, may_move

_LEAST_BAND = 0.08
"""The share of the page's height below which no further band is begun on a sheet."""
_TALLEST_FIGURE = 0.8
"""The share of the page's height that a figure may have to move to the next page."""


@dataclass(frozen=True, slots=True)
class Band:
    """A part of a sheet; ``columns`` says how many columns hold something, 0 for one across.

    ``before`` is how everything was when it was begun.
    """

    columns: int
    top: float
    bottom: float
    space: float
    boxes: tuple[Any, ...]
    positioned: tuple[Any, ...]
    before: State
    begin: tuple[Any, dict[str, Any]]


class Sheet:
    """One page."""

    def __init__(self, context: Any, root: Any, page: Any, resume_at: Any, feet: Feet) -> None:
        """Begin a page where the one before ended."""
        self.context = context
        self.root = root
        self.page = page
        self.feet = feet
        self.resume_at = resume_at
        self.next_page: dict[str, Any] = {**ENDED, "page": page.page_type.name}
        self.bands: list[Band] = []
        self._in_feet: list[Any] = []
        self._number: int = context.current_page
        self._filler = Filler(context, root, page, feet, self._number)

    @property
    def has_columns(self) -> bool:
        """Whether there is text in columns on the sheet."""
        return any(band.columns for band in self.bands)

    @property
    def positioned(self) -> list[Any]:
        """What is placed absolutely on the page."""
        return [box for band in self.bands for box in band.positioned] + self._in_feet

    def fill(self) -> None:
        """Lay bands out below one another as long as the text goes on on this sheet."""
        self._place_figures()
        goes_on = True
        while goes_on:
            name, top = self.next_page["page"], self._next_top()
            before = self.feet.state()
            pieces = self._pieces(name, top)
            if name == ACROSS and self._is_to_move(pieces):
                self.feet.restore(before)
                self._move_figure()
                continue
            if not pieces:
                # What does not fit below the rest begins the next sheet.
                self.next_page = {"break": "any", "page": name}
                break
            self._accept(pieces, top, before, 0 if name == ACROSS else len(pieces))
            goes_on = self._goes_on(name)
        if self.next_page["break"] not in FORCED:
            self.next_page = {**self.next_page, "break": "any"}
        self._hand_on_figures()

    def box(self) -> Any:
        """Return the root box of the page: all columns, the rules between them and the notes."""
        root = self.root.copy_with_children([])
        resolve_percentages(root, self.page)  # it was never laid out where figures fill a page
        root.position_x, root.position_y = self.page.content_box_x(), self.page.content_box_y()
        root.width, root.height = self.page.width, self.page.height
        areas = self.feet.boxes(self._in_feet)
        boxes = [box for band in self.bands for box in band.boxes]
        root.children = boxes + self._rules(areas) + areas
        return root

    @property
    def _bottom(self) -> float:
        return float(self.page.content_box_y() + self.page.height)

    def _next_top(self, place: Place | None = None) -> float:
        if not self.bands:
            return float(self.page.content_box_y())
        above = self.bands[-1]
        return above.bottom + max(above.space, leading_space(self.root, place or self.resume_at))

    def _pieces(self, name: str | None, top: float) -> list[Piece]:
        if self.bands and self._bottom - top < _LEAST_BAND * self.page.height:
            return []
        if name == ACROSS:
            return self._filler.across(top, self.resume_at)
        return self._filler.columns(top, self.resume_at)

    def _accept(self, pieces: list[Piece], top: float, before: State, columns: int) -> None:
        bottom, space = max((piece.bottom, piece.space) for piece in pieces)
        boxes = tuple(box for piece in pieces for box in piece.boxes)
        positioned = tuple(self._filler.positioned)
        begin = self.resume_at, self.next_page
        self.bands.append(Band(columns, top, bottom, space, boxes, positioned, before, begin))
        self._filler.begun = True
        self.resume_at, self.next_page = pieces[-1].resume_at, pieces[-1].next_page

    def _goes_on(self, name: str | None) -> bool:
        """Whether what follows may stand below, on the same sheet."""
        following, end = self.next_page["page"], self.next_page["break"]
        if self.resume_at is None or end == "any" or end in FORCED or following == name:
            return False
        if not is_ours(following):
            return False
        # Notes and figures that find no room on this sheet come before what follows.
        return (
            ACROSS in (name, following)
            and not self.feet.rest
            and not (following == ACROSS and self._filler.passed)
            and len(self.feet.columns) == self.context.columns.count
        )

    # --- figures that find no room ---------------------------------------------------------------

    def _place_figures(self) -> None:
        """Begin the sheet with the figures that found no room on the one before."""
        waiting = self.context.moved_figures.get(self._number, ())
        for index, place in enumerate(waiting):
            top, before = self._next_top(place), self.feet.state()
            piece = self._filler.figure(top, place)
            if piece is None:
                self.feet.restore(before)
                self._filler.passed.extend(waiting[index:])
                return
            resume_at, next_page = self.resume_at, self.next_page
            self._accept([piece], top, before, 0)
            self.resume_at, self.next_page = resume_at, next_page

    def _is_to_move(self, pieces: list[Piece]) -> bool:
        """Whether a figure below columns does not fit, but would on a page of its own."""
        if pieces and not pieces[-1].is_full:
            return False
        if not self.bands or not self.bands[-1].columns:
            return False
        return may_move(box_at(self.root, self.resume_at)) and self._fits_on_a_page()

    def _fits_on_a_page(self) -> bool:
        state, top = self.feet.state(), float(self.page.content_box_y())
        feet = Feet(self.context, self.page, 1, 0)
        alone = Filler(self.context, self.root, self.page, feet, self._number)
        piece = alone.figure(top, self.resume_at)
        self.feet.restore(state)
        return piece is not None and piece.bottom - top < _TALLEST_FIGURE * self.page.height

    def _move_figure(self) -> None:
        """Fill the columns above anew, with the text behind the figure."""
        self._filler.passed.append(self.resume_at)
        band = self.bands.pop()
        self.feet.restore(band.before)
        self.resume_at, self.next_page = band.begin
        self._filler.begun = bool(self.bands)

    def _hand_on_figures(self) -> None:
        moved = tuple(self._filler.passed)
        self.context.moved_figures[self._number + 1] = moved
        if moved and self.resume_at is None:
            self.resume_at, self.next_page = behind_all(self.root), {**ENDED, "page": None}

    # --- rules -----------------------------------------------------------------------------------

    def _rules(self, areas: list[Any]) -> list[Any]:
        """Return the rules between columns that hold something, down to the notes' end."""
        if not self.context.columns.rule_width:
            return []
        noted = self.feet.last_with_notes
        result = []
        for band in self.bands:
            is_last = band is self.bands[-1]
            columns, bottom = band.columns, band.bottom
            if is_last and (areas or (self.next_page["break"] == "any" and self.resume_at)):
                columns, bottom = max(columns, noted), self._bottom
            if band.columns:
                result += self._rules_between(columns, band.top, bottom)
            elif is_last and areas:
                result += self._rules_between(noted, min(area.position_y for area in areas), bottom)
        return result

    def _rules_between(self, columns: int, top: float, bottom: float) -> list[Any]:
        width, color = self.context.columns.rule_width, self.context.columns.rule_color
        result = []
        for index in range(1, columns):
            middle = self.feet.gap_before(index)
            place = Rectangle(middle - width / 2, top, width, bottom - top)
            result.append(rule_box(self.root, self.page, place, color))
        return result
