"""Text that can be read back: each character has a code of its own, where readers look for it.

Programs that read a PDF (search, copy, indexing, screen readers without the structure) know glyphs,
their places and the text of each code, and guess words, order and directions from them. What is
drawn here looks the same as what WeasyPrint 70 draws; only the codes differ. See the modules on
clusters (one piece for each character), variants (glyphs added to the font), encoding (the codes of
a run) and boundaries (invisible marks where the direction changes).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from weasyprint import draw as pages
from weasyprint.draw import text as drawing
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.pdf import stream as streams
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, pango

from warraq.export.pdf.boundaries import Boundaries, Part
from warraq.export.pdf.clusters import Component
from warraq.export.pdf.encoding import (
    EMPTY,
    LEAD,
    LEAST_GAP,
    Encoded,
    Glyphs,
    Stroke,
    encode,
    invisible,
    number,
    space,
    stroke,
    without,
)
from warraq.export.pdf.kashida_text import extensions_of, hide, within
from warraq.export.pdf.shaping import GLYPH, UNKNOWN, Glyph, ShapedLine
from warraq.export.pdf.variants import MAX_GLYPHS, Variants, extended, is_extensible

ROOM = 1024
"""Codes left free after the font's own, where WeasyPrint puts characters that the font lacks."""

LEAST_MOVE = 5e-4
"""Thousandths of an em that are no move: less than is written."""

_UNITS = 1024
"""Pango's units in a CSS pixel."""

_original_draw = drawing.draw_first_line
_original_font = streams.Font
_original_inline = pages.draw_inline_level


@dataclass(slots=True)
class _Session:
    """What is kept while one document is written."""

    fonts: dict[str, ReadableFont] = field(default_factory=dict)
    boundaries: Boundaries = field(default_factory=Boundaries)


_session: ContextVar[_Session | None] = ContextVar("session", default=None)


class ReadableFont(Font):  # type: ignore[misc]
    """A font whose file gets the glyphs that the text needs; one for each file in a document."""

    file_content: bytes
    widths: dict[int, int]
    to_unicode: dict[int, str]
    missing: dict[int, int]
    variants: Variants

    def __init__(self, pango_font: Any, description: Any, font_size: float) -> None:
        """Share the codes with other sizes of the same face, which the PDF makes one font of."""
        super().__init__(pango_font, description, font_size)
        drawn = self.bitmap or self.png or self.svg or self.colr
        self.extensible = not drawn and is_extensible(self.file_content)
        self.variants = Variants(self.glyph_count + ROOM)
        self.plain: dict[float, dict[tuple[int, int, str], tuple[int, int, float]]] = {}
        self.encoded: dict[tuple[Any, ...], Encoded] = {}
        self._pango_font = pango_font
        session = _session.get()
        first = session.fonts.setdefault(self.hash, self) if session else self
        if first is not self:
            self.variants, self.missing = first.variants, first.missing
            self.widths, self.to_unicode = first.widths, first.to_unicode

    def can_take(self, text: str) -> bool:
        """Tell whether the font has what it takes to draw one more text."""
        last = self.variants.first + len(self.variants.codes)
        return self.extensible and not self.missing and last + 4 * len(text) + 8 < MAX_GLYPHS

    def width(self, glyph: int) -> int:
        """Return the width of a glyph in thousandths of an em."""
        width: int | None = self.widths.get(glyph)
        if width is None:
            ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
            pango.pango_font_get_glyph_extents(self._pango_font, glyph, ink, logical)
            width = round(logical.width * 1000 / _UNITS / self.font_size)
            self.widths[glyph] = width
        return width

    def code(self, components: tuple[Component, ...], advance: int, text: str) -> int:
        """Return the code of a variant, a new one at need."""
        code = self.variants.code(components, advance, text)
        assert code is not None, "a font without room is left to WeasyPrint"
        self.widths[code] = advance
        self.to_unicode[code] = text
        return code

    def clean(self, to_unicode: dict[int, str], hinting: bool) -> None:
        """Reduce the font to what is used, then add the variants."""
        used = to_unicode
        if to_unicode:
            used = {code: text for code, text in to_unicode.items() if code < self.variants.first}
            for components, _, _ in self.variants.codes:
                used |= {glyph: "" for glyph, _, _ in components if glyph not in used}
        super().clean(used, hinting)
        self.file_content = extended(self.file_content, self.variants, self.upem)


@contextmanager
def readable_text() -> Iterator[None]:
    """Draw the text of the PDF that is written within this context so that it can be read back."""
    drawing.draw_first_line, streams.Font = _draw, _make_font
    pages.draw_inline_level = _draw_inline_level
    token = _session.set(_Session())
    try:
        yield
    finally:
        _session.reset(token)


@contextmanager
def apart() -> Iterator[None]:
    """Take what is drawn within this context to be no part of the lines of the page."""
    session = _session.get()
    if session is None:
        yield
        return
    around, session.boundaries = session.boundaries, Boundaries()
    try:
        yield
    finally:
        session.boundaries = around
        around.forget()


def _make_font(*arguments: Any) -> Any:
    return (ReadableFont if _session.get() else _original_font)(*arguments)


def _draw_inline_level(stream: Any, page: Any, box: Any, *arguments: Any, **options: Any) -> None:
    session = _session.get()
    if session is not None and isinstance(box, LineBox):
        session.boundaries.begin_line()
    _original_inline(stream, page, box, *arguments, **options)


def _draw(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
) -> list[Any]:
    session = _session.get()
    if session is not None and isinstance(textbox, TextBox):
        if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
            return []
        if text_overflow != "ellipsis" and block_ellipsis == "none":
            runs = _runs(stream, textbox)
            if runs is not None:
                stream.set_text_matrix(*matrix.values)
                _Writer(stream, session.boundaries, textbox).write(runs)
                return []
        session.boundaries.forget()
        hide(stream, textbox.pango_layout)
    result: list[Any] = _original_draw(stream, textbox, text_overflow, block_ellipsis, matrix)
    return result


@dataclass(frozen=True, slots=True)
class _Run:
    """Codes of one font and one direction, from left to right; its place in CSS pixels."""

    font: ReadableFont
    font_size: float
    rtl: bool
    offset: int
    text: bytes
    encoded: Encoded
    left: float

    @property
    def right(self) -> float:
        return self.left + self.encoded.width * self.font_size / 1000


def _runs(stream: Any, textbox: Any) -> list[_Run] | None:
    """Return the runs of a box; None when one is beyond what can be drawn here."""
    layout = textbox.pango_layout
    if isinstance(layout, ShapedLine):
        return _runs_of_words(stream, layout)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    text, left = layout.text.encode(), 0.0
    extensions = extensions_of(layout)
    runs: list[_Run] = []
    node, last = line.runs[0], None
    while node != ffi.NULL:
        shaped, node = node.data, node.next
        item = shaped.item
        if item.analysis.font != last:
            last = item.analysis.font
            font, font_size = stream.add_font(last)
            if not font.can_take(layout.text):
                return None
        rtl, start = bool(item.analysis.level % 2), item.offset
        own = text[start : start + item.length]
        count = shaped.glyphs.num_glyphs
        glyphs = tuple(GLYPH.iter_unpack(ffi.buffer(shaped.glyphs.glyphs, count * GLYPH.size)))
        inside = within(extensions, start, len(own))
        clusters = shaped.glyphs.log_clusters
        encoded = _encoded(font, font_size, glyphs, clusters, own, rtl, inside)
        if encoded is None:
            return None
        own = without(own, inside) if inside else own
        runs.append(_Run(font, font_size, rtl, start, own, encoded, left))
        left += encoded.width * font_size / 1000
    return runs


def _runs_of_words(stream: Any, line: ShapedLine) -> list[_Run] | None:
    """Return the runs of a line whose words are shaped already: one for each word and space."""
    words = line.words()
    font, font_size = stream.add_font(words[0][1].font)
    if not font.can_take(line.text):
        return None
    runs: list[_Run] = []
    left = 0.0
    for offset, word in words:
        drawn = word.drawn
        if drawn is None or drawn[0] is not font:
            rtl = bool(word.level % 2)
            encoded = _encoded(font, font_size, word.glyphs, word.clusters, word.text, rtl)
            drawn = word.drawn = font, rtl, encoded
        _, rtl, encoded = drawn
        if encoded is None:
            return None
        runs.append(_Run(font, font_size, rtl, offset, word.text, encoded, left))
        left += encoded.width * font_size / 1000
    return runs


def _encoded(
    font: ReadableFont,
    font_size: float,
    glyphs: tuple[Glyph, ...],
    clusters: Sequence[int],
    text: bytes,
    rtl: bool,
    extensions: frozenset[int] = frozenset(),
) -> Encoded | None:
    """Return the codes of a run, from memory when the same was met; None if a glyph is missing."""
    count = len(glyphs)
    if text == b" " and count == 1:
        ((glyph, width, right, down),) = glyphs
        if not (right or down or glyph & UNKNOWN or glyph == EMPTY):
            return space(font, glyph, width, font_size)
    key = (text, glyphs, font_size, rtl, extensions)
    encoded = font.encoded.get(key)
    if encoded is None:
        if any(glyph & UNKNOWN for glyph, *_ in glyphs):
            return None
        starts = tuple(clusters[0:count])
        encoded = encode(font, Glyphs(text, glyphs, starts, rtl, font_size, extensions))
        font.encoded[key] = encoded
    return encoded


class _Writer:
    """Writes the runs of one box in the order of reading, each from left to right."""

    def __init__(self, stream: Any, boundaries: Boundaries, textbox: Any) -> None:
        self.stream = stream
        self.boundaries = boundaries
        self.textbox = textbox
        self.pen = 0.0

    def write(self, runs: list[_Run]) -> None:
        """Write all runs of the box."""
        if len({run.rtl for run in runs}) == 1:
            self.part(runs)
            return
        parts = [list(part) for _, part in groupby(runs, key=lambda run: run.rtl)]
        for part in sorted(parts, key=lambda part: min(run.offset for run in part)):
            self.part(part)

    def part(self, part: list[_Run]) -> None:
        """Write what stands side by side in one direction, with the marks that it needs."""
        first, last, box = part[0], part[-1], self.textbox
        x, rtl = box.position_x, first.rtl
        text = b"".join(run.text for run in (reversed(part) if rtl else part)).decode()
        baseline = box.position_y + box.baseline
        place = Part(text, rtl, x + first.left, x + last.right, baseline, first.font_size)
        marks = self.boundaries.marks(self.stream, place)
        if any(run.encoded.turns for run in part):
            strokes = _turned(part)
        else:
            strokes = [[(run, run.encoded.stroke) for run in part]]
        if marks.left:
            own = [invisible(first.font, mark, -2 * LEAD) for mark in marks.left]
            strokes[-1].insert(0, (first, stroke(own)))
        ends = [(mark, last.encoded.width) for mark in marks.right]
        mark, neighbour = marks.neighbour
        if mark:
            ends.append((mark, (neighbour - x - last.left) * 1000 / last.font_size))
        if ends:
            own = [invisible(last.font, mark, end - LEAST_GAP) for mark, end in ends]
            strokes[0].append((last, stroke(own)))
        for group in strokes:
            self.show(group)

    def show(self, strokes: list[tuple[_Run, Stroke]]) -> None:
        """Write strokes side by side, and adjustments wherever the pen is elsewhere."""
        current, text, pen = None, "", self.pen
        for run, drawn in strokes:
            if not drawn.text:
                continue
            size = run.font_size
            if current is None or run.font is not current.font or size != current.font_size:
                self.finish(current, text)
                current, text = run, "<"
            back = (pen - run.left) * 1000 / size - drawn.start
            if back > LEAST_MOVE or back < -LEAST_MOVE:
                text += f">{number(back)}<"
            text += drawn.text
            pen = run.left + drawn.end * size / 1000
        self.finish(current, text)
        self.pen = pen

    def finish(self, run: _Run | None, text: str) -> None:
        """Write a string in the font of a run."""
        if run is not None:
            self.stream.set_font_size(run.font.hash, run.font_size)
            self.stream.show_text((text + ">").removeprefix("<>"))


def _turned(part: list[_Run]) -> list[list[tuple[_Run, Stroke]]]:
    """Part a right-to-left text before and after each character that MuPDF takes for a number.

    It does so with a hyphen, a plus or a percent sign wherever it stands; what lies on both sides
    must then be drawn in the order of reading.
    """
    groups: list[list[tuple[_Run, Stroke]]] = [[]]
    for run in part:
        for turns, codes in groupby(run.encoded.codes, key=attrgetter("turns")):
            drawn = (run, stroke(list(codes)))
            if turns:
                groups += [[drawn], []]
            else:
                groups[-1].append(drawn)
    return groups[::-1]
