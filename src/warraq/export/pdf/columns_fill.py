"""Text poured into columns: one after another, or to equal heights."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.layout.block import block_level_layout

from warraq.export.pdf.columns_boxes import content_end, cut_heights, leading_space
from warraq.export.pdf.columns_feet import Feet, State
from warraq.export.pdf.columns_floats import Place, after, box_at, may_move
from warraq.style.css_pages import COLUMNS

ACROSS = "across"
"""The name, in the CSS property ``page``, of what stands across the columns."""
FORCED = ("page", "left", "right", "recto", "verso")
ENDED: dict[str, Any] = {"break": "any", "page": None}
_EXTRA_LINES = (0.25, 1, 2, 3, 4, 6, 8, 12)
"""Columns of equal height are sought at the mean height and so many lines more."""


def is_ours(name: str | None) -> bool:
    """Whether pages of a name hold columns or what stands across them, and nothing special."""
    return not name or name in (ACROSS, COLUMNS)


@dataclass(frozen=True, slots=True)
class Piece:
    """What was laid out in one column or across them.

    ``resume_at`` and ``next_page`` are WeasyPrint's; ``bottom`` is where its content ends, and
    ``space`` the margin wanted below that.
    """

    boxes: tuple[Any, ...]
    resume_at: Any
    next_page: dict[str, Any]
    bottom: float
    space: float

    @property
    def is_full(self) -> bool:
        """Whether it ended for want of room, and not where the text wanted it to end."""
        return self.resume_at is not None and self.next_page["break"] == "any"

    @property
    def is_before_across(self) -> bool:
        """Whether it ended before a part across the columns that may follow on the sheet."""
        if self.resume_at is None or self.is_full or self.next_page["break"] in FORCED:
            return False
        return bool(self.next_page["page"] == ACROSS)


class Filler:
    """Fills the columns of one sheet.

    ``begun`` tells whether something stands above on the sheet, ``passed`` where the figures are
    that stand on the next one, ``positioned`` holds what was placed absolutely in the last trial.
    """

    def __init__(self, context: Any, root: Any, page: Any, feet: Feet, number: int) -> None:
        """Begin with an empty sheet. ``number`` is the page's, from 1."""
        self.context = context
        self.root = root
        self.page = page
        self.feet = feet
        self.begun = False
        self.passed: list[Place] = []
        self.positioned: list[Any] = []
        self._number = number
        self._begins_anew = context.page_maker[number - 1][1]["break"] != "any"

    def across(self, top: float, resume_at: Any) -> list[Piece]:
        """Lay out a part across the columns; its notes stand at the foot of the first."""
        self.positioned = []
        limit = self.feet.lowest()
        piece = self._poured(0, self.page, top, resume_at, limit, anew=not self.begun)
        if piece is None:
            return []
        self.feet.close(0, piece.bottom)
        return [piece]

    def figure(self, top: float, place: Place) -> Piece | None:
        """Lay out a figure alone across the columns; None: there is no room for it."""
        self.positioned = []
        box, placed = box_at(self.root, place), self.positioned
        self.feet.open(0, self.feet.lowest())
        self._prepare(anew=False)
        box.position_x = self.page.content_box_x()
        box.position_y = top - leading_space(self.root, place)
        laid_out, resume_at, *_ = block_level_layout(
            self.context, box, 0, None, self.page, False, placed, placed
        )
        if laid_out is None or resume_at is not None:
            return None
        return Piece((laid_out,), None, ENDED, *content_end(laid_out, inf))

    def columns(self, top: float, resume_at: Any) -> list[Piece]:
        """Fill the columns from ``top``; make them equal where the text does not fill them."""
        before = self.feet.state()
        pieces = self._filled(top, resume_at, inf)
        if not pieces or not self._is_to_be_balanced(pieces[-1]):
            return pieces
        after_all, positioned = self.feet.state(), self.positioned
        trial = self._balanced(top, resume_at, pieces, before)
        if trial:
            return trial
        self.feet.restore(after_all)
        self.positioned = positioned
        return pieces

    def _is_to_be_balanced(self, last: Piece) -> bool:
        if last.is_full or self.feet.rest:
            return False
        return self.context.columns.balanced or last.is_before_across

    def _balanced(
        self, top: float, resume_at: Any, pieces: list[Piece], before: State
    ) -> list[Piece]:
        """Return the pieces in columns of equal height; none where they cannot be made so."""
        total = sum(piece.bottom - top for piece in pieces)
        tallest = max(piece.bottom for piece in pieces) - top
        line = 1.5 * float(self.root.style["font_size"])
        for lines in _EXTRA_LINES:
            height = total / len(self.feet.columns) + lines * line
            if height >= tallest:
                break
            self.feet.restore(before)
            trial = self._filled(top, resume_at, top + height)
            if trial and self._ends_alike(trial, pieces, top + height):
                return trial
        return []

    def _ends_alike(self, trial: list[Piece], pieces: list[Piece], limit: float) -> bool:
        return (
            not self.feet.rest
            and not trial[-1].is_full
            and bool(trial[-1].resume_at == pieces[-1].resume_at)
            and max(piece.bottom for piece in trial) <= limit + 1
        )

    def _filled(self, top: float, resume_at: Any, limit: float) -> list[Piece]:
        """Fill column after column from ``top`` to ``limit`` or to its notes."""
        self.positioned = []
        pieces: list[Piece] = []
        for index in range(len(self.feet.columns)):
            if pieces and not pieces[-1].is_full:
                if not self.feet.rest:
                    break
                self.feet.open(index)  # the end of a long note, below no text
                self.feet.close(index, top)
                continue
            piece = self._column(index, top, resume_at, limit)
            if piece is None:
                break
            self.feet.close(index, piece.bottom)
            pieces.append(piece)
            resume_at = piece.resume_at
        return pieces

    def _column(self, index: int, top: float, resume_at: Any, limit: float) -> Piece | None:
        """Fill one column; where a figure is passed over, the text goes on behind it."""
        page = self.feet.page_of(index)
        anew = not self.begun and index == 0
        piece = self._poured(index, page, top, resume_at, limit, anew=anew)
        while piece is not None and piece.is_before_across and self._passes(piece.resume_at):
            place = after(self.root, piece.resume_at)
            if place is None:
                return Piece(piece.boxes, None, ENDED, piece.bottom, piece.space)
            begin = piece.bottom + max(piece.space, leading_space(self.root, place))
            if box_at(self.root, place).page_values()[0] == ACROSS:
                piece = Piece(piece.boxes, place, piece.next_page, piece.bottom, piece.space)
                continue
            more = self._poured(index, page, begin, place, limit, anew=False, below=True)
            if more is None:
                return Piece(piece.boxes, place, ENDED, piece.bottom, piece.space)
            boxes = piece.boxes + more.boxes
            piece = Piece(boxes, more.resume_at, more.next_page, more.bottom, more.space)
        return piece

    def _passes(self, place: Place) -> bool:
        """Whether a figure stands on the next sheet; one behind another that does, does too."""
        if place in self.passed:
            return True
        if not self.passed or not may_move(box_at(self.root, place)):
            return False
        self.passed.append(place)
        return True

    def _poured(
        self,
        index: int,
        page: Any,
        top: float,
        resume_at: Any,
        limit: float,
        *,
        anew: bool,
        below: bool = False,
    ) -> Piece | None:
        """Lay out a piece whose notes stand at the foot of a column. ``below``: below another."""
        is_empty = not self.begun and not below
        before = None if is_empty else self.feet.state()
        self.feet.open(index, limit)
        piece = self._pour(page, top, resume_at, anew=anew, is_empty=is_empty)
        if piece is None and before is not None:
            # WeasyPrint takes back all notes of the blocks that it gives up, even earlier ones.
            self.feet.restore(before)
        return piece

    def _pour(
        self, page: Any, top: float, resume_at: Any, *, anew: bool, is_empty: bool
    ) -> Piece | None:
        """Lay out as much as goes below ``top``; None: nothing goes there.

        A margin above the first block stays only where WeasyPrint would keep it on a page: not at
        the head of a further column, and below something else it is in ``top`` already.
        """
        root = self.root
        if not is_empty:
            top -= leading_space(root, resume_at)
        self._prepare(anew=anew)
        root.position_x, root.position_y = page.content_box_x(), top
        placed = self.positioned
        box, resume_at, next_page, *_ = block_level_layout(
            self.context, root, 0, resume_at, page, is_empty, placed, placed, []
        )
        if box is None:
            return None
        end = self.context.page_bottom
        if resume_at is not None:
            cut_heights(box, end)
        return Piece(tuple(box.children), resume_at, next_page, *content_end(box, end))

    def _prepare(self, *, anew: bool) -> None:
        context = self.context
        context.current_page = self._number if anew else max(2, self._number)
        context.forced_break = anew and self._begins_anew
