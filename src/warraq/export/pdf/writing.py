"""Writes the codes of a box of text in the order of reading, cut into pieces where it must be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any, NamedTuple, Protocol
from unicodedata import bidirectional

from warraq.export.pdf.balance import Balance
from warraq.export.pdf.boundaries import LRM, Boundaries, Part
from warraq.export.pdf.encoding import (
    LEAD,
    LEAST_GAP,
    OUTSIDE,
    Code,
    Codes,
    Encoded,
    Stroke,
    invisible,
    number,
    outside,
    stroke,
)
from warraq.export.pdf.sequence import Order, kind

LEAST_MOVE = 0.2
"""Thousandths of an em that are no move; what is left so is made up for by the next."""


class Font(Codes, Protocol):
    """A font of the PDF and its name there."""

    hash: str


class Run(NamedTuple):
    """Codes of one font and one direction, from left to right; its place in CSS pixels.

    There is one for each word of a document, and tuples are made fastest.
    """

    font: Font
    font_size: float
    rtl: bool
    offset: int
    text: bytes
    encoded: Encoded
    left: float

    @property
    def right(self) -> float:
        """The right edge of the run."""
        return self.left + self.encoded.width * self.font_size / 1000


Drawn = tuple[Run, Stroke]


@dataclass(slots=True)
class Piece:
    """What one operator shows, from left to right; its text in logical order.

    ``ordered`` is false for what PDFium need not find in its order.
    """

    strokes: list[Drawn]
    text: str
    ordered: bool = True


@dataclass(slots=True)
class Page:
    """What is known of the page that is written. ``order`` is there where PDFium turns rows."""

    boundaries: Boundaries = field(default_factory=Boundaries)
    order: Order | None = None
    balance: Balance | None = None

    def begin_line(self) -> None:
        """Take what follows to stand in another line (of another cell, perhaps)."""
        self.boundaries.begin_line()
        if self.order:
            self.order.begin_line()


class Writer:
    """Writes the runs of one box in the order of reading, each from left to right."""

    def __init__(self, stream: Any, page: Page, left: float, baseline: float) -> None:
        """Write to a stream, the pen at a place of the page in CSS pixels."""
        self.stream = stream
        self.page = page
        self.left = left
        self.baseline = baseline
        self.pen = 0.0
        order = page.order
        self.order = order if order and order.needs(baseline) else None

    def write(self, runs: list[Run]) -> None:
        """Write all runs of the box."""
        if len({run.rtl for run in runs}) == 1:
            self.part(runs)
            return
        parts = [list(part) for _, part in groupby(runs, key=lambda run: run.rtl)]
        for part in sorted(parts, key=lambda part: min(run.offset for run in part)):
            self.part(part)

    def part(self, part: list[Run]) -> None:
        """Write what stands side by side in one direction, with the marks that it needs."""
        first, last, x, rtl = part[0], part[-1], self.left, part[0].rtl
        text = b"".join(run.text for run in (reversed(part) if rtl else part)).decode()
        place = Part(text, rtl, x + first.left, x + last.right, self.baseline, first.font_size)
        marks = self.page.boundaries.marks(self.stream, place)
        if self.page.balance:
            where = (first.font, first.font_size, place.left, self.baseline)
            self.page.balance.count(sum([run.encoded.letters for run in part]), where)
        pieces = list(self.pieces(part, text))
        if marks.left:
            own = [
                invisible(first.font, mark, -2 * LEAD * index)
                for index, mark in enumerate(marks.left, 1)
            ]
            pieces[-1 if rtl else 0].strokes.insert(0, (first, stroke(own)))
        ends = [(mark, last.encoded.width) for mark in marks.right]
        if ends:
            own = [invisible(last.font, mark, end - LEAST_GAP) for mark, end in ends]
            pieces[0 if rtl else -1].strokes.append((last, stroke(own)))
        mark, neighbour = marks.neighbour
        if mark:
            end = (neighbour - x - last.left) * 1000 / last.font_size
            own = [invisible(last.font, mark, end - LEAST_GAP)]
            # A piece of its own, which has no width: PDFium passes over it.
            pieces.append(Piece([(last, stroke(own))], "", ordered=False))
        for piece in pieces:
            self.show(piece)

    def pieces(self, part: list[Run], text: str) -> Iterable[Piece]:
        """Cut a part into the pieces in which it must be shown, in the order of reading."""
        turns = True in [run.encoded.turns for run in part]
        if part[0].rtl:
            if True in [run.encoded.marked for run in part[1:]]:
                part = _with_spaces_beside_marks(part)
            if turns:
                return _turned(part)
        elif turns:
            return _digits(part)
        elif self.order:
            return _by_kind(part)
        return (Piece([(run, run.encoded.stroke) for run in part], text),)

    def show(self, piece: Piece) -> None:
        """Write a piece: one string for each font, the fonts in the order of reading."""
        drawn = [(run, one) for run, one in piece.strokes if one.text]
        fonts = [
            list(own)
            for _, own in groupby(drawn, key=lambda item: (item[0].font.hash, item[0].font_size))
        ]
        for own in reversed(fonts) if drawn and drawn[0][0].rtl else fonts:
            font, size = own[0][0].font, own[0][0].font_size
            text = "<"
            if self.order and piece.ordered:
                x = self.pen + self.left
                away, moved, joined = self.order.away(x, self.baseline, size, piece.text)
                beyond = self.pen + away * size / 1000
                code = outside(font, moved)
                # Between pieces that touch pdf.js would add one space, but not two.
                text += f">{-away}<{code:04x}" + f"{code:04x}" * (joined and not moved)
                self.pen = beyond + OUTSIDE * moved * size / 1000
                text += self.strokes(own)
                if moved:
                    # PDFium goes by the width of the last glyph too.
                    text += f">{number((self.pen - beyond) * 1000 / size)}<{code:04x}"
                    self.pen = beyond + OUTSIDE * size / 1000
            else:
                text += self.strokes(own)
            self.stream.set_font_size(font.hash, size)
            self.stream.show_text((text + ">").removeprefix("<>"))

    def strokes(self, strokes: list[Drawn]) -> str:
        """Return strokes side by side, with adjustments wherever the pen is elsewhere."""
        text, pen = "", self.pen
        for run, drawn in strokes:
            size = run.font_size
            back = (pen - run.left) * 1000 / size - drawn.start
            if back > LEAST_MOVE or back < -LEAST_MOVE:
                text += f">{number(back)}<"
                back = 0.0
            text += drawn.text
            pen = run.left + (drawn.end + back) * size / 1000
        self.pen = pen
        return text


def _with_spaces_beside_marks(part: list[Run]) -> list[Run]:
    """Move spaces that are wider than their glyph to the mark at their right.

    MuPDF draws a mark where the pen was, and takes the way to its letter for a space.
    """
    result = list(part)
    for index, (run, following) in enumerate(pairwise(part)):
        own = run.encoded
        if run.text == b" " and following.encoded.marked:
            moved = own.codes[0]._replace(x=own.width - own.codes[0].advance)
            alone = replace(own, codes=(moved,), stroke=stroke([moved]))
            result[index] = run._replace(encoded=alone)
    return result


def _turned(part: list[Run]) -> Iterator[Piece]:
    """Part a right-to-left text before and after each character that MuPDF takes for a number.

    It does so with a hyphen, a plus or a percent sign wherever it stands; what lies on both sides
    must then be drawn in the order of reading.
    """
    pieces = [Piece([], "")]
    for run in part:
        for turns, codes in groupby(run.encoded.codes, key=attrgetter("turns")):
            own = list(codes)
            text = "".join(code.text for code in reversed(own))
            if turns:
                pieces += [Piece([(run, stroke(own))], text), Piece([], "")]
            else:
                pieces[-1].strokes.append((run, stroke(own)))
                pieces[-1].text = text + pieces[-1].text
    return reversed([piece for piece in pieces if piece.strokes])


def _digits(part: list[Run]) -> Iterator[Piece]:
    """Part a number in Arabic-Indic digits, which MuPDF takes for right-to-left text.

    It does not turn what is one character long, nor mind where the next stands if the direction
    changes. So a mark comes before each digit in the order of drawing; it lies left of the number,
    where programs that go by place find it before the number.
    """
    for run in part:
        for code in run.encoded.codes:
            left = 0.0 if bidirectional(code.text[:1] or LRM) == "AN" else code.x
            mark = stroke([invisible(run.font, LRM, left - 2 * LEAD)])
            yield Piece([(run, mark)], "", ordered=False)
            yield Piece([(run, stroke([code]))], code.text)


def _by_kind(part: list[Run]) -> Iterator[Piece]:
    """Part a left-to-right text where PDFium does, each piece with the spaces after it."""
    piece, last = Piece([], ""), ""
    for run in part:
        for codes in _groups(run.encoded.codes):
            text = "".join(code.text for code in codes)
            own = kind(text[0])
            starts = own != last or piece.text.endswith(" ")
            if piece.text and starts and not text.isspace():
                yield piece
                piece = Piece([], "")
            piece.strokes.append((run, stroke(codes)))
            piece.text += text
            last = own if not text.isspace() else last
    yield piece


def _groups(codes: Iterable[Code]) -> Iterator[list[Code]]:
    """Yield codes of one kind that stand side by side; spaces are a kind of their own."""
    for _, group in groupby(codes, key=lambda code: code.text == " " or kind(code.text[:1] or LRM)):
        yield list(group)
