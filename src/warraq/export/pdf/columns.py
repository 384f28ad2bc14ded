"""Text in columns, each with its notes at its own foot, and parts that stand across all of them.

WeasyPrint's own columns give a page wrong notes: their heights are guessed and laid out anew until
they fit, a note may leave the page of its call, and the notes run across the page in lines twice
as long as the text's. Here each column is filled as if it were a page of its own, once and in
turn, so that all that holds for the notes of pages holds for those of columns.

A sheet is a pile of bands: text in columns, or a part across them. Where one ends and the next
begins is a change of the CSS property ``page``; the text then goes on below, on the same sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.layout import page as page_layout
from weasyprint.layout.block import block_level_layout

from warraq.export.pdf.columns_boxes import (
    Rectangle,
    content_end,
    cut_heights,
    leading_space,
    rule_box,
)
from warraq.export.pdf.columns_feet import Feet

ACROSS = "across"
"""The name, in the CSS property ``page``, of what stands across the columns."""
_FORCED = ("page", "left", "right", "recto", "verso")
_ENDED = {"break": "any", "page": None}
_LEAST_BAND = 0.08
"""The share of the page's height below which no further band is begun on a sheet."""
_EXTRA_LINES = (0.25, 1, 2, 3, 4, 6, 8, 12)
"""Columns of equal height are sought at the mean height and so many lines more."""

_original = page_layout.block_level_layout


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """How many columns there are; lengths in CSS pixels. An empty colour is that of the text."""

    count: int
    gap: float
    rule_width: float
    rule_color: str
    balanced: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """What was laid out in one column or across them.

    ``resume_at`` and ``next_page`` are WeasyPrint's; ``bottom`` is where its content ends, and
    ``space`` the margin wanted below that.
    """

    box: Any
    resume_at: Any
    next_page: dict[str, Any]
    bottom: float
    space: float

    @property
    def is_full(self) -> bool:
        """Whether it ended for want of room, and not where the text wanted it to end."""
        return self.resume_at is not None and self.next_page["break"] == "any"


@dataclass(frozen=True, slots=True)
class Band:
    """A part of a sheet; ``columns`` says how many columns hold something, 0 for one across."""

    columns: int
    top: float
    bottom: float
    space: float


def install(context_class: type) -> None:
    """Have layouts of this class that want columns get them; all others stay WeasyPrint's."""

    def layout(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
        wanted = isinstance(context, context_class) and context.columns is not None  # type: ignore[attr-defined]
        if wanted and box.is_for_root_element:
            _, resume_at, page, _, positioned, *_ = arguments
            return lay_out_sheet(context, box, resume_at, page, positioned)
        return _original(context, box, *arguments, **named)

    if page_layout.block_level_layout is _original:
        page_layout.block_level_layout = layout


def lay_out_sheet(context: Any, root: Any, resume_at: Any, page: Any, positioned: list[Any]) -> Any:
    """Fill a page in columns; return what ``block_level_layout`` returns for a root box."""
    count, gap = context.columns.count, context.columns.gap
    carried = [*context.current_page_footnotes, *context.reported_footnotes]
    context.current_page_footnotes = []
    context.current_footnote_area.children = []
    context.current_footnote_area.height = "auto"
    context.reported_footnotes = carried
    number, forced = context.current_page, context.forced_break
    try:
        sheet = Sheet(context, root, page, resume_at, Feet(context, page, count, gap))
        before = sheet.feet.state()
        sheet.fill()
        if sheet.feet.notes and not sheet.has_columns:
            # Notes of a page that is not in columns have lines as long as its text.
            sheet.feet.restore(before)
            sheet = Sheet(context, root, page, resume_at, Feet(context, page, 1, 0))
            sheet.fill()
    finally:
        context.current_page, context.forced_break = number, forced
        context.text_limit = inf
    positioned.extend(sheet.positioned)
    return sheet.box(), sheet.resume_at, sheet.next_page, [], False, None


class Sheet:
    """One page while it is filled."""

    def __init__(self, context: Any, root: Any, page: Any, resume_at: Any, feet: Feet) -> None:
        """Begin a page where the one before ended."""
        self.context = context
        self.root = root
        self.page = page
        self.feet = feet
        self.settings: ColumnSettings = context.columns
        self.resume_at = resume_at
        self.next_page: dict[str, Any] = {**_ENDED, "page": page.page_type.name}
        self.positioned: list[Any] = []
        self.bands: list[Band] = []
        self._fragments: list[Any] = []
        self._pending: list[Any] = []
        self._number: int = context.current_page
        self._begins_anew = context.page_maker[self._number - 1][1]["break"] != "any"

    @property
    def has_columns(self) -> bool:
        """Whether there is text in columns on the sheet."""
        return any(band.columns for band in self.bands)

    def fill(self) -> None:
        """Lay bands out below one another as long as the text goes on on this sheet."""
        goes_on = True
        while goes_on:
            name, top = self.next_page["page"], self._next_top()
            if self.bands and self._bottom - top < _LEAST_BAND * self.page.height:
                pieces = []
            else:
                pieces = self._across(top) if name == ACROSS else self._columns(top)
            if not pieces:
                # What does not fit below the rest begins the next sheet.
                self.next_page = {"break": "any", "page": name}
                return
            self._accept(pieces, top, 0 if name == ACROSS else len(pieces))
            goes_on = self._goes_on(name)

    def box(self) -> Any:
        """Return the root box of the page: all columns, the rules between them and the notes."""
        first, *_ = self._fragments
        root = first.copy_with_children([])
        root.position_x, root.position_y = self.page.content_box_x(), self.page.content_box_y()
        root.width, root.height = self.page.width, self.page.height
        children = [child for fragment in self._fragments for child in fragment.children]
        areas = self.feet.boxes(self.positioned)
        root.children = children + self._rules(areas) + areas
        return root

    @property
    def _bottom(self) -> float:
        return float(self.page.content_box_y() + self.page.height)

    def _next_top(self) -> float:
        if not self.bands:
            return float(self.page.content_box_y())
        above = self.bands[-1]
        return above.bottom + max(above.space, leading_space(self.root, self.resume_at))

    def _accept(self, pieces: list[Piece], top: float, columns: int) -> None:
        self.positioned += self._pending
        self._fragments += [piece.box for piece in pieces]
        bottom, space = max((piece.bottom, piece.space) for piece in pieces)
        self.bands.append(Band(columns, top, bottom, space))
        self.resume_at, self.next_page = pieces[-1].resume_at, pieces[-1].next_page

    def _goes_on(self, name: str | None) -> bool:
        """Whether what follows may stand below, on the same sheet."""
        following, end = self.next_page["page"], self.next_page["break"]
        if self.resume_at is None or end == "any" or end in _FORCED or following == name:
            return False
        # Notes that do not fit on this sheet must come before those of what follows.
        return (
            ACROSS in (name, following)
            and not self.context.reported_footnotes
            and bool(self.settings.count == len(self.feet.columns))
        )

    def _across(self, top: float) -> list[Piece]:
        """Lay out a part across the columns; its notes stand at the foot of the first."""
        self._pending = []
        limit = min((foot.bottom for foot in self.feet.columns[1:]), default=inf)
        piece = self._poured(0, self.page, top, self.resume_at, limit)
        return [piece] if piece else []

    def _columns(self, top: float) -> list[Piece]:
        before = self.feet.state()
        pieces = self._filled(top, inf)
        if not pieces or not self._is_to_be_balanced(pieces[-1]):
            return pieces
        after, pending = self.feet.state(), self._pending
        total = sum(piece.bottom - top for piece in pieces)
        tallest = max(piece.bottom for piece in pieces) - top
        for lines in _EXTRA_LINES:
            height = total / self.settings.count + lines * self._line
            if height >= tallest:
                break
            self.feet.restore(before)
            trial = self._filled(top, top + height)
            if self._ends_alike(trial, pieces, top + height):
                return trial
        self.feet.restore(after)
        self._pending = pending
        return pieces

    @property
    def _line(self) -> float:
        return 1.5 * float(self.root.style["font_size"])

    def _is_to_be_balanced(self, last: Piece) -> bool:
        if last.is_full or self.context.reported_footnotes:
            return False
        followed = last.resume_at is not None and last.next_page["break"] not in _FORCED
        return self.settings.balanced or (followed and last.next_page["page"] == ACROSS)

    def _ends_alike(self, trial: list[Piece], pieces: list[Piece], limit: float) -> bool:
        return (
            bool(trial)
            and not self.context.reported_footnotes
            and not trial[-1].is_full
            and trial[-1].resume_at == pieces[-1].resume_at
            and max(piece.bottom for piece in trial) <= limit + 1
        )

    def _filled(self, top: float, limit: float) -> list[Piece]:
        """Fill column after column from ``top`` to ``limit`` or to its notes."""
        self._pending = []
        pieces: list[Piece] = []
        resume_at = self.resume_at
        for index, foot in enumerate(self.feet.columns):
            if pieces and not pieces[-1].is_full:
                if not self.context.reported_footnotes:
                    break
                self.feet.open(index)  # the end of a long note, below no text
                self.feet.close(index)
                continue
            piece = self._poured(index, foot.page, top, resume_at, limit)
            if piece is None:
                break
            pieces.append(piece)
            resume_at = piece.resume_at
        return pieces

    def _poured(
        self, index: int, page: Any, top: float, resume_at: Any, limit: float
    ) -> Piece | None:
        """Lay out a piece whose notes stand at the foot of a column."""
        before = self.feet.state() if self.bands else None
        self.feet.open(index)
        piece = self._pour(page, top, resume_at, limit, anew=not self.bands and index == 0)
        self.feet.close(index)
        if piece is None and before is not None:
            # WeasyPrint takes back all notes of the blocks that it gives up, even earlier ones.
            self.feet.restore(before)
        return piece

    def _pour(
        self, page: Any, top: float, resume_at: Any, limit: float, *, anew: bool
    ) -> Piece | None:
        """Lay out as much as goes between ``top`` and ``limit``; None: nothing goes there.

        A margin above the first block stays only where WeasyPrint would keep it on a page: not at
        the head of a further column, and between bands it is in ``top`` already.
        """
        context, root = self.context, self.root
        if self.bands:
            top -= leading_space(root, resume_at)
        context.text_limit = limit
        context.current_page = self._number if anew else max(2, self._number)
        context.forced_break = anew and self._begins_anew
        root.position_x, root.position_y = page.content_box_x(), top
        box, resume_at, next_page, *_ = block_level_layout(
            context, root, 0, resume_at, page, not self.bands, self._pending, self._pending, []
        )
        if box is None:
            return None
        end = min(limit, context.page_bottom)
        if resume_at is not None:
            cut_heights(box, end)
        return Piece(box, resume_at, next_page, *content_end(box, end))

    def _rules(self, areas: list[Any]) -> list[Any]:
        """Return the rules between columns that hold something, down to the notes' end."""
        if not self.settings.rule_width:
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
        width, color = self.settings.rule_width, self.settings.rule_color
        result = []
        for index in range(1, columns):
            middle = self.feet.gap_before(index)
            place = Rectangle(middle - width / 2, top, width, bottom - top)
            result.append(rule_box(self.root, self.page, place, color))
        return result
