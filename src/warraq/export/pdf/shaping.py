"""A text shaped once: its words as glyphs, and the widths by which lines are broken.

WeasyPrint 70 has Pango shape a text anew for every attempt to break a line, for the line found, and
again when the line is drawn: four times and more. Letters join within words alone, so the words of
a paragraph look the same on whatever line they come to stand; here they are shaped once, and lines
are made of them.

A text that needs more than that is left to WeasyPrint: several fonts, hyphens, tabs, spacing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from operator import neg
from struct import Struct
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import create_layout

GLYPH = Struct("=Iiii4x")
"""PangoGlyphInfo: glyph, width, offset to the right and down in Pango's units, and flags.

The flags are left out: a few bits of them are set, the others are whatever was in memory.
"""
UNKNOWN = 0x10000000
"""PANGO_GLYPH_UNKNOWN_FLAG: a character that the font lacks."""

Glyph = tuple[int, int, int, int]

_BEYOND = frozenset("\n\t\r\f\v\u0085\u2028\u2029\u00ad")
"""Characters that break lines by themselves, or where they break show a hyphen."""


@dataclass(slots=True, eq=False)
class Word:
    """A piece of a text that no line parts: the glyphs of a word, or those of one space.

    ``glyphs`` stand from left to right; ``clusters`` gives for each the place in ``text`` (UTF-8)
    where its cluster begins. ``width`` is in Pango's units.
    """

    text: bytes
    font: Any
    level: int
    glyphs: tuple[Glyph, ...]
    clusters: tuple[int, ...]
    width: int
    is_space: bool
    drawn: Any = None
    """What a writer of the PDF keeps about it."""


@dataclass(slots=True)
class Shaped:
    """A text as shaped.

    ``places`` are the offsets in bytes where a word begins, and the end of the text;
    ``lefts_by_place`` holds the width of all that comes before each in the order of reading, in
    Pango's units.
    ``breaks`` are the offsets where a line may end, the text's end the last; ``fits`` the widths up
    to each, less the spaces before it.
    """

    data: bytes
    words: list[Word]
    places: list[int]
    lefts_by_place: dict[int, int]
    breaks: list[int]
    fits: list[int]
    direction: int
    height: float
    baseline: float
    style: Any = field(repr=False)

    def line(self, start: int, width: float | None) -> tuple[ShapedLine, int | None]:
        """Return the line that begins at an offset, and where the next begins; None: nowhere.

        ``width`` is what there is for it in CSS pixels. A line of a single word may be wider.
        """
        end = len(self.data)
        if width is not None:
            begin = self.lefts_by_place[start]
            fitting = bisect_right(self.fits, begin + int(max(0.0, width) * TO_UNITS)) - 1
            first = bisect_right(self.breaks, start)
            end = self.breaks[min(max(fitting, first), len(self.breaks) - 1)]
        if end >= len(self.data):
            return ShapedLine(self, start, len(self.data)), None
        stop = start + len(self.data[start:end].rstrip(b" "))
        return ShapedLine(self, start, stop), end


class ShapedLine:
    """A line of a shaped text. It stands where WeasyPrint expects a layout of Pango's."""

    __slots__ = ("_layout", "end", "justification_spacing", "shaped", "start", "text")

    max_width = None
    ascent = underline_position = strikethrough_position = None

    def __init__(self, shaped: Shaped, start: int, end: int) -> None:
        """Be the line between two offsets of a text, both where words begin or end."""
        self.shaped = shaped
        self.start = start
        self.end = end
        self.text = shaped.data[start:end].decode()
        self.justification_spacing = 0.0
        self._layout: Any = None

    @property
    def width(self) -> float:
        """The width in CSS pixels, before any justification."""
        shaped = self.shaped
        lefts = shaped.lefts_by_place
        return float((lefts[self.end] - lefts[self.start]) * FROM_UNITS)

    @property
    def first_line_direction(self) -> int:
        """The direction of the paragraph, 1 for right to left."""
        return self.shaped.direction

    def cut(self, text: str) -> ShapedLine:
        """Return the line without what follows a beginning of it (spaces, as a rule)."""
        return ShapedLine(self.shaped, self.start, self.start + len(text.encode()))

    def spaced(self, spacing: float) -> ShapedLine:
        """Return the line with wider spaces, by so many CSS pixels each."""
        result = ShapedLine(self.shaped, self.start, self.end)
        result.justification_spacing = spacing
        return result

    def words(self) -> list[tuple[int, Word]]:
        """Return the words from left to right, each with its offset in the line (UAX #9, L2)."""
        shaped, start = self.shaped, self.start
        first, last = (bisect_left(shaped.places, place) for place in (start, self.end))
        found = [
            (shaped.places[index] - start, shaped.words[index]) for index in range(first, last)
        ]
        extra = int(self.justification_spacing * TO_UNITS)
        if extra:
            found = [(at, widened(word, extra) if word.is_space else word) for at, word in found]
        return _from_left(found)

    def reactivate(self, style: Any) -> None:
        """Do nothing: the words are shaped already."""

    def deactivate(self) -> None:
        """Forget the layout of Pango's that somebody asked for."""
        self._layout = None

    @property
    def layout(self) -> Any:
        """A layout of Pango's own, for what does not know of shaped words."""
        return self._own().layout

    def get_first_line(self) -> tuple[Any, Any]:
        """Return the line of that layout."""
        return self._own().get_first_line()  # type: ignore[no-any-return]

    def _own(self) -> Any:
        if self._layout is None:
            spacing = self.justification_spacing
            self._layout = create_layout("", self.shaped.style, None, None, spacing)
            self._layout.set_text(self.text, justify=True)
        return self._layout


def widened(word: Word, extra: int) -> Word:
    """Return a space that is wider by so many of Pango's units."""
    ((glyph, width, right, down), *others) = word.glyphs
    glyphs = ((glyph, width + extra, right, down), *others)
    return Word(
        word.text, word.font, word.level, glyphs, word.clusters, word.width + extra, is_space=True
    )


def _from_left(words: list[tuple[int, Word]]) -> list[tuple[int, Word]]:
    """Return words from left to right: runs are turned from the highest level down to 1."""
    levels = {word.level for _, word in words}
    for level in range(max(levels, default=0), 0, -1):
        words = words[::-1] if levels == {level} else _turned(words, level)
    return words


def _turned(words: list[tuple[int, Word]], level: int) -> list[tuple[int, Word]]:
    """Return words with every run at or above a level turned."""
    result: list[tuple[int, Word]] = []
    for high, run in groupby(words, key=lambda pair: pair[1].level >= level):
        own = list(run)
        result += reversed(own) if high else own
    return result


class Shaper:
    """Shapes the texts of one layout, each once while it is in use."""

    MOST_TEXTS = 4000
    """Texts kept: those of a few pages, since a page may be laid out again."""

    def __init__(self) -> None:
        """Begin with nothing shaped."""
        self._texts: dict[tuple[str, int], Shaped | None] = {}
        self._words: dict[tuple[Any, ...], Word] = {}
        self._fonts: dict[int, tuple[Any, Any]] = {}

    def shaped(self, text: str, style: Any, context: Any) -> Shaped | None:
        """Return a text as shaped, None where it has to be left to WeasyPrint."""
        key = (text, id(style))
        if key not in self._texts:
            if len(self._texts) >= self.MOST_TEXTS:
                for old in list(self._texts)[: self.MOST_TEXTS // 2]:
                    del self._texts[old]
            self._texts[key] = self._shape(text, style, context) if _is_plain(text, style) else None
        return self._texts[key]

    def _shape(self, text: str, style: Any, context: Any) -> Shaped | None:
        layout = create_layout(text, style, context, None, 0)
        line, _ = layout.get_first_line()
        data = text.encode()
        breaks = _breaks(text, data, layout.layout)
        cuts = sorted({0, *breaks, *_around_spaces(data)})
        found = self._words_of(line, data, cuts, layout)
        if found is None:
            return None
        places = sorted(found)
        words = [found[place] for place in places]
        places.append(len(data))
        lefts = [0, *accumulate([word.width for word in words])]
        before = dict(zip(places, lefts, strict=True))
        extents = ffi.new("PangoRectangle *")
        pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
        return Shaped(
            data=data,
            words=words,
            places=places,
            lefts_by_place=before,
            breaks=breaks,
            fits=[before[len(data[:place].rstrip(b" "))] for place in breaks],
            direction=layout.first_line_direction,
            height=extents.height * FROM_UNITS,
            baseline=pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS,
            style=style,
        )

    def _words_of(
        self, line: Any, data: bytes, cuts: list[int], layout: Any
    ) -> dict[int, Word] | None:
        """Return the words by their offsets; None where several fonts or a cluster forbid it."""
        result: dict[int, Word] = {}
        fonts = set()
        for item, shaped in _runs(line):
            address = int(ffi.cast("uintptr_t", item.analysis.font))
            fonts.add(address)
            # The layout keeps the font alive, and so the address its own.
            self._fonts.setdefault(address, (layout.layout, item.analysis.font))
            start, end = item.offset, item.offset + item.length
            inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
            count = shaped.num_glyphs
            glyphs = tuple(GLYPH.iter_unpack(ffi.buffer(shaped.glyphs, count * GLYPH.size)))
            # WeasyPrint declares the level wider than it is; what follows it are other fields.
            level = item.analysis.level & 0xFF
            run = _Run(address, level, start, glyphs, list(shaped.log_clusters[0:count]))
            for begin, stop in pairwise((start, *inner, end)):
                word = self._word(run, data, begin, stop)
                if word is None:
                    return None
                result[begin] = word
        return result if len(fonts) == 1 else None

    def _word(self, run: _Run, data: bytes, start: int, end: int) -> Word | None:
        """Return a piece of a run, the same object for the same piece; None: it parts a cluster."""
        glyphs, clusters = run.piece(start, end)
        if not glyphs or min(clusters) or any(glyph & UNKNOWN for glyph, *_ in glyphs):
            return None
        text = data[start:end]
        key = (text, run.font, run.level, glyphs, clusters)
        word = self._words.get(key)
        if word is None:
            _, font = self._fonts[run.font]
            width = sum(width for _, width, _, _ in glyphs)
            word = Word(text, font, run.level, glyphs, clusters, width, text in _SPACES)
            self._words[key] = word
        return word


@dataclass(frozen=True, slots=True)
class _Run:
    """The glyphs of one font and one level, from left to right; ``start`` is its offset."""

    font: int
    level: int
    start: int
    glyphs: tuple[Glyph, ...]
    clusters: list[int]

    def piece(self, start: int, end: int) -> tuple[tuple[Glyph, ...], tuple[int, ...]]:
        """Return the glyphs between two offsets of the text, and their clusters from the first."""
        begin, stop = start - self.start, end - self.start
        if self.level % 2:
            first = bisect_right(self.clusters, -stop, key=neg)
            last = bisect_right(self.clusters, -begin, key=neg)
        else:
            first = bisect_left(self.clusters, begin)
            last = bisect_left(self.clusters, stop)
        clusters = tuple([cluster - begin for cluster in self.clusters[first:last]])
        return self.glyphs[first:last], clusters


def _runs(line: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the items of a line of Pango's with their glyphs, from left to right."""
    node = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while node != ffi.NULL:
        yield node.data.item, node.data.glyphs
        node = node.next


def _breaks(text: str, data: bytes, layout: Any) -> list[int]:
    """Return the offsets in bytes where a line may end (UAX #14), the end of the text included."""
    count = len(text) + 1
    attributes = pango.pango_layout_get_log_attrs_readonly(layout, ffi.NULL)
    bits = memoryview(ffi.buffer(attributes, count * _LOG_ATTR_SIZE)).cast("I")
    places = [index for index in range(1, len(text)) if bits[index] & _IS_LINE_BREAK]
    if len(data) != len(text):
        offsets = [0, *accumulate([len(char.encode()) for char in text])]
        places = [offsets[place] for place in places]
    return [*places, len(data)]


_LOG_ATTR_SIZE = ffi.sizeof("PangoLogAttr")
_IS_LINE_BREAK = 1
"""The first of the bits in PangoLogAttr."""


def _around_spaces(data: bytes) -> Iterator[int]:
    for space in _SPACE.finditer(data):
        yield space.start()
        yield space.end()


_SPACES = (b" ", "\u00a0".encode())
"""What justification stretches."""
_SPACE = re.compile(b"|".join(_SPACES))


def _is_plain(text: str, style: Any) -> bool:
    """Whether lines of a text are made of its words as they are."""
    return (
        style["white_space"] in ("normal", "nowrap")
        and style["letter_spacing"] == "normal"
        and not style["word_spacing"]
        and style["overflow_wrap"] == "normal"
        and style["word_break"] == "normal"
        and style["text_decoration_line"] == "none"
        and style["hyphens"] != "auto"
        and style["font_size"] > 0
        and _BEYOND.isdisjoint(text)
    )
