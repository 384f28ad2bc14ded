"""Text that can be read back: each character has a code of its own, where readers look for it.

Programs that read a PDF (search, copy, indexing, screen readers without the structure) know glyphs,
their places and the text of each code, and guess words, order and directions from them. What is
drawn here looks the same as what WeasyPrint 70 draws; only the codes differ. See the modules on
clusters (one piece for each character), variants (glyphs added to the font), encoding (the codes of
a run) and boundaries (invisible marks where the direction changes).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from math import nan
from typing import Any

from weasyprint import document as documents
from weasyprint import draw as pages
from weasyprint.draw import text as drawing
from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.pdf import stream as streams
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, pango

from warraq.export.pdf.balance import Balance
from warraq.export.pdf.clusters import Component
from warraq.export.pdf.encoding import EMPTY, Encoded, Glyphs, encode, space, without
from warraq.export.pdf.kashida_text import extensions_of, hide, within
from warraq.export.pdf.sequence import Order
from warraq.export.pdf.shaping import GLYPH, UNKNOWN, ShapedLine
from warraq.export.pdf.variants import MAX_GLYPHS, Variants, extended, is_extensible
from warraq.export.pdf.writing import Page, Run, Writer

ROOM = 1024
"""Codes left free after the font's own, where WeasyPrint puts characters that the font lacks."""

LEAST_LIFT, MOST_LIFT = 0.05, 0.8
"""In CSS pixels and in em: how far raised text is drawn on the base line, by higher glyphs."""

_UNITS = 1024
"""Pango's units in a CSS pixel."""

_original_draw = drawing.draw_first_line
_original_font = streams.Font
_original_inline = pages.draw_inline_level
_original_page = documents.draw_page


@dataclass(slots=True)
class _Session:
    """What is kept while one document is written."""

    page: Page
    fonts: dict[str, ReadableFont] = field(default_factory=dict)
    baseline: float = 0.0
    """That of the line that is drawn, in CSS pixels."""


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
        self.plain: dict[tuple[float, int], dict[tuple[int, int, str], tuple[int, int, float]]] = {}
        self.encoded: dict[tuple[Any, ...], Encoded] = {}
        self.spaces: dict[tuple[int, int, float], Encoded] = {}
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
def readable_text(*, turned_right_to_left: bool = False) -> Iterator[None]:
    """Draw the text of the PDF that is written within this context so that it can be read back.

    ``turned_right_to_left`` tells whether the PDF states that its pages are turned so.
    """
    drawing.draw_first_line, streams.Font = _draw, _make_font
    pages.draw_inline_level, documents.draw_page = _draw_inline_level, _draw_page
    page = Page(order=Order(), balance=Balance()) if turned_right_to_left else Page()
    token = _session.set(_Session(page))
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
    around, baseline = session.page, session.baseline
    # There is no line whose base line the text could be drawn on.
    session.page, session.baseline = Page(), nan
    try:
        yield
    finally:
        session.page, session.baseline = around, baseline
        around.boundaries.forget()


def _make_font(*arguments: Any) -> Any:
    return (ReadableFont if _session.get() else _original_font)(*arguments)


def _draw_page(page: Any, stream: Any) -> None:
    session = _session.get()
    if session is not None and session.page.order and session.page.balance:
        session.page.order.begin_page(page)
        session.page.balance.begin_page()
    _original_page(page, stream)
    if session is not None and session.page.balance:
        session.page.balance.write(stream)


def _draw_inline_level(stream: Any, page: Any, box: Any, *arguments: Any, **options: Any) -> None:
    session = _session.get()
    if session is None or not isinstance(box, LineBox):
        _original_inline(stream, page, box, *arguments, **options)
        return
    before, session.baseline = session.baseline, box.position_y + box.baseline
    session.page.begin_line()
    _original_inline(stream, page, box, *arguments, **options)
    session.baseline = before


def _draw(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
) -> list[Any]:
    session = _session.get()
    if session is not None and isinstance(textbox, TextBox):
        if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
            return []
        if text_overflow != "ellipsis" and block_ellipsis == "none":
            lift = _lift(session.baseline, textbox)
            runs = _runs(stream, textbox, lift)
            if runs is not None:
                a, b, c, d, x, baseline = matrix.values
                stream.set_text_matrix(a, b, c, d, x, baseline + lift)
                Writer(stream, session.page, x, baseline + lift).write(runs)
                return []
        session.page.boundaries.forget()
        hide(stream, textbox.pango_layout)
    result: list[Any] = _original_draw(stream, textbox, text_overflow, block_ellipsis, matrix)
    return result


def _lift(baseline: float, textbox: Any) -> float:
    """Return how far a text stands above the base line of its line, in CSS pixels.

    Programs take a text with another base line for another line; so what is raised or lowered is
    drawn on that of its line, by glyphs of another height.
    """
    lift: float = baseline - textbox.position_y - textbox.baseline
    return lift if LEAST_LIFT < abs(lift) < MOST_LIFT * textbox.style["font_size"] else 0.0


def _runs(stream: Any, textbox: Any, lift: float) -> list[Run] | None:
    """Return the runs of a box; None when one is beyond what can be drawn here."""
    layout = textbox.pango_layout
    if isinstance(layout, ShapedLine):
        return _runs_of_words(stream, layout, lift)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _ = layout.get_first_line()
    text, left = layout.text.encode(), 0.0
    extensions = extensions_of(layout)
    runs: list[Run] = []
    node, last = line.runs[0], None
    while node != ffi.NULL:
        shaped, node = node.data, node.next
        item = shaped.item
        if item.analysis.font != last:
            last = item.analysis.font
            font, font_size = stream.add_font(last)
            if not font.can_take(layout.text):
                return None
        start = item.offset
        count = shaped.glyphs.num_glyphs
        own = text[start : start + item.length]
        inside = within(extensions, start, len(own))
        run = Glyphs(
            own,
            tuple(GLYPH.iter_unpack(ffi.buffer(shaped.glyphs.glyphs, count * GLYPH.size))),
            tuple(shaped.glyphs.log_clusters[0:count]),
            bool(item.analysis.level % 2),
            font_size,
            round(lift * 1000 / font_size),
            inside,
        )
        encoded = _encoded(font, run)
        if encoded is None:
            return None
        own = without(own, inside) if inside else own
        runs.append(Run(font, font_size, run.rtl, start, own, encoded, left))
        left += encoded.width * font_size / 1000
    return runs


def _runs_of_words(stream: Any, line: ShapedLine, lift: float) -> list[Run] | None:
    """Return the runs of a line whose words are shaped already: one for each word and space."""
    words = line.words()
    font, font_size = stream.add_font(words[0][1].font)
    if not font.can_take(line.text):
        return None
    raised = round(lift * 1000 / font_size)
    runs: list[Run] = []
    left = 0.0
    for offset, word in words:
        drawn = word.drawn
        if drawn is None or drawn[0] is not font or drawn[1] != raised:
            rtl = bool(word.level % 2)
            run = Glyphs(word.text, word.glyphs, word.clusters, rtl, font_size, raised)
            drawn = word.drawn = font, raised, rtl, _encoded(font, run)
        _, _, rtl, encoded = drawn
        if encoded is None:
            return None
        runs.append(Run(font, font_size, rtl, offset, word.text, encoded, left))
        left += encoded.width * font_size / 1000
    return runs


def _encoded(font: ReadableFont, run: Glyphs) -> Encoded | None:
    """Return the codes of a run, from memory when the same was met; None if a glyph is missing."""
    if run.text == b" " and len(run.glyphs) == 1:
        ((glyph, width, right, down),) = run.glyphs
        space_key = glyph, width, run.font_size
        found = font.spaces.get(space_key)
        if found is None and not (right or down or glyph & UNKNOWN or glyph == EMPTY):
            found = font.spaces[space_key] = space(font, glyph, width, run.font_size)
        if found is not None:
            return found
    key = (run.text, run.glyphs, run.font_size, run.rtl, run.lift, run.extensions)
    encoded = font.encoded.get(key)
    if encoded is None:
        if any(glyph & UNKNOWN for glyph, *_ in run.glyphs):
            return None
        encoded = encode(font, run)
        font.encoded[key] = encoded
    return encoded
