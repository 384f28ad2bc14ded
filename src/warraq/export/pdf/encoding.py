"""The codes that draw a run of glyphs: those that WeasyPrint would write, or variants of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol
from unicodedata import bidirectional, category

from warraq.export.pdf.boundaries import LRM, RLM, mupdf_level
from warraq.export.pdf.clusters import Component, Piece, Placed, characters, pieces
from warraq.export.pdf.shaping import Glyph
from warraq.lang.joining import TATWEEL

LEAST_GAP = 20
"""Thousandths of an em that two letters may stand apart before the gap is made part of a glyph.

Poppler takes 30 for a space where something parts the letters in its order, 100 elsewhere.
"""
MOST_GAP = 400
"""Wider gaps are letter-spacing or justification: they remain gaps."""
NO_WIDTH = 2
"""Thousandths of an em below which a glyph has no width of its own, as a mark."""
OUTSIDE = 1200
"""Width of the space before a piece whose base line differs, so that PDFium takes it into the row.

It does where the distance is no more than half the width.
"""
LEAD = 5
"""Thousandths of an em that a mark's origin stands to the left of its letter."""

EMPTY = 0x0FFFFFFF
"""PANGO_GLYPH_EMPTY: a character that is not drawn."""
ZWNJ = "\u200c"
"""The non-joiner is a letter of Persian spelling, though nothing is drawn for it."""

_WEAK = ("CS", "ES", "ET", "EN")
_SCALE = 1000 / 1024


class Codes(Protocol):
    """What gives codes and widths: a font of the PDF."""

    to_unicode: dict[int, str]
    plain: dict[tuple[float, int], dict[tuple[int, int, str], tuple[int, int, float]]]
    """What was found for one glyph of a character, by font size and lift, glyph, width and text."""

    def width(self, glyph: int) -> int:
        """Return the width of a glyph in thousandths of an em."""

    def code(self, components: tuple[Component, ...], advance: int, text: str) -> int:
        """Return the code of a variant."""


class Code(NamedTuple):
    """A code of a font, where it is drawn and how wide it is, in thousandths of an em."""

    code: int
    x: float
    advance: float
    text: str

    @property
    def turns(self) -> bool:
        """Whether MuPDF takes the character for one from left to right wherever it stands."""
        return self.text not in ("", LRM) and mupdf_level(self.text) == 0


@dataclass(frozen=True, slots=True)
class Stroke:
    """Codes as the inside of a PDF string; where the pen must be before, and where it is after."""

    text: str
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Encoded:
    """The codes of a run from left to right, and its width in thousandths of an em."""

    codes: tuple[Code, ...]
    width: float
    turns: bool
    """Whether MuPDF turns some of it the wrong way."""
    stroke: Stroke
    letters: int = 0
    """How many more letters there are from left to right than from right to left."""
    marked: bool = False
    """Whether a mark on a letter is drawn first."""


def stroke(codes: Sequence[Code]) -> Stroke:
    """Return codes as text, with adjustments wherever the pen is not at the place of the next.

    Adjustments are whole numbers: the pen is never off by more than half a unit, and each
    adjustment makes up for what the ones before left.
    """
    start = pen = codes[0].x if codes else 0.0
    parts = []
    for code, x, advance, _ in codes:
        back = round(pen - x)
        if back:
            pen -= back
            parts.append(f">{back}<{code:04x}")
        else:
            parts.append(f"{code:04x}")
        pen += advance
    return Stroke("".join(parts), start, pen)


def number(value: float) -> str:
    """Return a number as PDF writes it, to the tenth."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A run as Pango shaped it, its glyphs (see shaping.GLYPH) from left to right.

    ``clusters`` gives for each glyph the place in ``text`` (UTF-8) where its cluster begins;
    ``lift`` is how far they are drawn above the base line, in thousandths of an em.
    ``extensions`` are the places of tatweels that fill the line and are no part of the text.
    """

    text: bytes
    glyphs: tuple[Glyph, ...]
    clusters: tuple[int, ...]
    rtl: bool
    font_size: float
    lift: int = 0
    extensions: frozenset[int] = frozenset()


def invisible(font: Codes, mark: str, x: float) -> Code:
    """Return the code of a mark of direction at a place."""
    return Code(font.code((), 0, mark), x, 0, mark)


def outside(font: Codes, wide: bool) -> int:
    """Return the code of a space without ink, and without width unless it must be wide."""
    return font.code((), OUTSIDE if wide else 0, " ")


def is_arabic_number(text: bytes) -> bool:
    """Tell whether MuPDF would turn the characters of a left-to-right text."""
    return any(bidirectional(char) == "AN" for char in text.decode())


def space(font: Codes, glyph: int, width: int, font_size: float) -> Encoded:
    """Return the code of one space, which may be as wide as the line wants."""
    code, x, advance, text = found = Code(glyph, 0.0, font.width(glyph), " ")
    if font.to_unicode.setdefault(code, text) != text:
        code = font.code(((glyph, 0, 0),), int(advance), text)
    move = advance - int(advance - width * _SCALE / font_size)
    return Encoded((found._replace(code=code),), move, False, Stroke(f"{code:04x}", x, advance))


def encode(font: Codes, glyphs: Glyphs) -> Encoded:
    """Return the codes of a run."""
    encoder = _Encoder(font, glyphs)
    width = encoder.encode()
    if glyphs.rtl:
        turns = any(code.turns for code in encoder.result)
    else:
        turns = is_arabic_number(glyphs.text)
    codes = tuple(encoder.result)
    letters = _letters("".join(code.text for code in codes))
    marked = bool(codes) and category(codes[0].text[:1] or " ") == "Mn"
    return Encoded(codes, width, turns, stroke(codes), letters, marked)


def _letters(text: str) -> int:
    kinds = [bidirectional(char) for char in text]
    return kinds.count("L") - kinds.count("R") - kinds.count("AL")


class _Encoder:
    def __init__(self, font: Codes, glyphs: Glyphs) -> None:
        self.font = font
        self.run = glyphs
        self.glyphs = glyphs.glyphs
        self.result: list[Code] = []
        self.strokes: tuple[Component, ...] = ()
        """The extension that waits for its letter, from its left edge; ``shift`` is its width."""
        self.shift = 0.0

    def encode(self) -> float:
        """Choose the codes; return the width of the run."""
        x, run, glyphs = 0.0, self.run, self.glyphs
        known = self.font.plain.setdefault((run.font_size, run.lift), {})
        for start, end, text in _clusters(run):
            if run.clusters[start] in run.extensions and not text:
                self.extension(start, end, x)
                continue
            if self.shift:
                x = self.extended(start, end, text, x)
                continue
            if end - start == 1:
                glyph, width, right, down = glyphs[start]
                if not (right or down):
                    found = known.get((glyph, width, text))
                    if found is None:
                        found = self.plainly(glyph, width, text)
                        known[glyph, width, text] = found
                    code, advance, move = found
                    if code >= 0:
                        self.result.append(Code(code, x, advance, text))
                        x += move
                        continue
            x = self.cluster(start, end, text, x)
        return x

    def plainly(self, glyph: int, width: int, text: str) -> tuple[int, int, float]:
        """Return the code of one glyph for one character, its width, and how far the pen goes.

        The code is negative where the cluster is not that simple.
        """
        advance = width * _SCALE / self.run.font_size
        if glyph == EMPTY or len(text) != 1 or (advance < NO_WIDTH and category(text) == "Mn"):
            return -1, 0, 0.0
        logical = self.font.width(glyph)
        move = logical - int(logical - advance)
        code, own = self.plain(glyph, text, move)
        return code, own, move

    def cluster(self, start: int, end: int, text: str, x: float) -> float:
        """Choose the codes of a cluster that is more than one plain glyph; return where it ends."""
        glyphs, after = self.places(start, end, x)
        if text and (glyphs or text == ZWNJ):
            left = x
            for piece in pieces(text, glyphs, after - x, self.run.rtl):
                self.piece(left, piece, after)
                left += piece.advance
        return after

    def extension(self, start: int, end: int, x: float) -> None:
        """Keep what extends the letter that follows at the right."""
        placed, after = self.places(start, end, x + self.shift)
        self.strokes += tuple((part.glyph, part.x + self.shift, part.y) for part in placed)
        self.shift = after - x

    def extended(self, start: int, end: int, text: str, x: float) -> float:
        """Choose the codes of a cluster with an extension at its left; return where it ends.

        The extension becomes part of the letter's glyph: so no program takes it for a character,
        nor for a gap. Marks stay above their letter, and their origins before it.
        """
        glyphs, after = self.places(start, end, x + self.shift)
        left = x
        for piece in pieces(text, glyphs, after - x - self.shift, self.run.rtl) if text else ():
            parts = tuple((glyph, dx + self.shift, dy) for glyph, dx, dy in piece.components)
            advance = piece.advance
            if advance >= NO_WIDTH:
                parts, advance = parts + self.strokes, advance + self.shift
                self.strokes, self.shift = (), 0.0
            self.piece(left, Piece(piece.text, parts, advance), after)
            left += advance
        return after - self.shift

    def places(self, start: int, end: int, x: float) -> tuple[list[Placed], float]:
        """Return the glyphs of a cluster, placed from its left edge, and where the next begins.

        The numbers are those that WeasyPrint 70 writes, with what it rounds.
        """
        size, placed, pen = self.run.font_size, [], x
        for glyph, width, right, down in self.glyphs[start:end]:
            if glyph == EMPTY:
                pen += width / size
                continue
            offset = right / size
            logical = self.font.width(glyph)
            placed.append(Placed(glyph, pen + offset - x, self.run.lift - down / size))
            pen += offset + logical - int(logical + offset - width * _SCALE / size)
        return placed, pen

    def plain(self, glyph: int, text: str, move: float) -> tuple[int, int]:
        """Return a code of one glyph for one character, wider than it is where a gap follows."""
        width = self.font.width(glyph)
        if LEAST_GAP < move - width < MOST_GAP and text != " ":
            width = round(move)
        elif not self.run.lift and self.font.to_unicode.setdefault(glyph, text) == text:
            return glyph, width
        return self.font.code(((glyph, 0, self.run.lift),), width, text), width

    def piece(self, x: float, piece: Piece, after: float) -> None:
        """Choose what is drawn for one character at a place."""
        if piece.advance < NO_WIDTH:
            self.mark(piece.components, piece.text, x)
            return
        if len(piece.components) == 1 and abs(x + piece.advance - after) < 1e-6:
            ((glyph, dx, dy),) = piece.components
            if not dx and dy == self.run.lift:
                code, width = self.plain(glyph, piece.text, piece.advance)
                self.result.append(Code(code, x, width, piece.text))
                return
        components = tuple((glyph, round(dx), round(dy)) for glyph, dx, dy in piece.components)
        self.add(components, round(piece.advance), piece.text, x)

    def mark(self, components: tuple[Component, ...], text: str, x: float) -> None:
        """Choose what is drawn for a mark.

        Its origin is moved a little to the left, so that a program that sorts by place finds it
        before its letter; and so that its offset is a whole number of units. PDFium takes a mark
        and the punctuation beside it for text from left to right, unless a letter parts them.
        """
        if self.result and bidirectional(self.result[-1].text[-1:]) in _WEAK:
            self.result.append(invisible(self.font, RLM, x - 2 * LEAD))
        first = components[0][1] if components else 0.0
        whole = round(first + LEAD)
        shifted = tuple(
            (glyph, round(dx - first) + whole, round(dy)) for glyph, dx, dy in components
        )
        self.add(shifted, 0, text, x + first - whole)

    def add(self, components: tuple[Component, ...], advance: int, text: str, x: float) -> None:
        """Add a code of the font's own."""
        self.result.append(Code(self.font.code(components, advance, text), x, advance, text))


def _clusters(run: Glyphs) -> Iterator[tuple[int, int, str]]:
    """Yield the clusters from left to right: the first glyph, the one after the last, the text."""
    starts, text, rtl = run.clusters, run.text, run.rtl
    count = len(starts)
    start, stop = 0, len(text)
    while start < count:
        first = starts[start]
        end = start + 1
        while end < count and starts[end] == first:
            end += 1
        if not rtl:
            stop = starts[end] if end < count else len(text)
        yield start, end, characters(_own_text(run, first, stop).decode())
        start, stop = end, first


def _own_text(run: Glyphs, first: int, stop: int) -> bytes:
    """Return the text of a cluster without the extensions."""
    if not run.extensions:
        return run.text[first:stop]
    return without(run.text[first:stop], (place - first for place in run.extensions))


def without(text: bytes, extensions: Iterable[int]) -> bytes:
    """Return a text (UTF-8) without the tatweels that begin at some places, if within it."""
    width = len(TATWEEL.encode())
    places = sorted(place for place in extensions if 0 <= place < len(text))
    starts = [0, *(place + width for place in places)]
    return b"".join(text[a:b] for a, b in zip(starts, [*places, len(text)], strict=True))
