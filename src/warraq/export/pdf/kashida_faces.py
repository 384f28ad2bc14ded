"""What a face makes of tatweels: the widths of texts with them, and whether it is fit for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face, get_pango_font_key
from weasyprint.text.line_break import _font_style_cache_key, create_layout, line_size

from warraq.export.pdf.shaping import GLYPH, UNKNOWN, ShapedLine
from warraq.export.pdf.variants import is_extensible
from warraq.lang.joining import TATWEEL

_HEAD = 1024
"""Bytes of a font file that name all its tables."""
_PAINTED = (b"EBDT", b"CBDT", b"sbix", b"SVG ", b"COLR")
"""Tables of faces that draw by pictures or colours: the PDF adds no glyphs to them."""
_HANGING = re.compile("nasta|ruqa|ruqʿa|jameel|alvi|gulzar|mehr|shikasta|riqa", re.IGNORECASE)
"""Families whose words hang from the right and have no base line to extend: nastaliq and ruqʿa."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text shaped by Pango, deactivated; its width in CSS pixels.

    ``families`` are those of its glyphs; ``fit``: the PDF can leave the tatweels of all of them out
    of the text.
    """

    layout: Any
    width: float
    families: frozenset[str]
    fit: bool


@dataclass(slots=True)
class Faces:
    """The measures of one layout, kept by text and look."""

    widths: dict[tuple[str, str], float] = field(default_factory=dict)
    steps: dict[str, float] = field(default_factory=dict)
    looks: dict[int, tuple[Any, str]] = field(default_factory=dict)
    known: dict[int, tuple[str, bool]] = field(default_factory=dict)
    """By Pango's key of a font: its family, and whether it is fit."""
    unfit: set[str] = field(default_factory=set)
    """The families whose words would have been extended."""

    def shape(self, text: str, style: Any, context: Any) -> Shaped:
        """Return a text as Pango shapes it in one line."""
        layout = create_layout(text, style, context, None, 0)
        line, _ = layout.get_first_line()
        width, _ = line_size(line, style)
        found = [self._judge(run) for run in _runs(line)]
        layout.deactivate()
        families = frozenset(family for family, _ in found)
        return Shaped(layout, width, families, all(fit for _, fit in found))

    def width(self, text: str, style: Any, context: Any) -> float:
        """Return the width of a text in CSS pixels."""
        key = text, self._look(style)
        width = self.widths.get(key)
        if width is None:
            width = self.widths[key] = self.shape(text, style, context).width
        return width

    def edges(self, box: Any, context: Any) -> dict[int, float]:
        """Return how far from the left edge of a text box each of its clusters ends at the right.

        The clusters are told by the place of their first byte (UTF-8).
        """
        result: dict[int, float] = {}
        x = 0.0
        if isinstance(box.pango_layout, ShapedLine):
            for offset, word in box.pango_layout.words():
                for (_, width, *_), cluster in zip(word.glyphs, word.clusters, strict=True):
                    x += width * FROM_UNITS
                    result[offset + cluster] = x
            return result
        layout = create_layout(box.text, box.style, context, None, 0)
        line, _ = layout.get_first_line()
        for run in _runs(line):
            offset, glyphs = run.item.offset, run.glyphs
            for index in range(glyphs.num_glyphs):
                x += glyphs.glyphs[index].geometry.width * FROM_UNITS
                result[offset + glyphs.log_clusters[index]] = x
        layout.deactivate()
        return result

    def step(self, style: Any, context: Any) -> float:
        """Return by how much one more tatweel widens an extension; 0 in a face without fit ones."""
        look = self._look(style)
        step = self.steps.get(look)
        if step is None:
            two, three = (self.shape(f"س{TATWEEL * count}م", style, context) for count in (2, 3))
            # A tatweel of another face would not join.
            fit = three.fit and len(three.families) == 1
            step = self.steps[look] = three.width - two.width if fit else 0.0
            if not fit:
                self.unfit |= self.shape("سم", style, context).families
        return step

    def _look(self, style: Any) -> str:
        """Return what tells styles apart; it is kept, so that no other takes its identity."""
        known = self.looks.get(id(style))
        if known is None:
            look: str = _font_style_cache_key(style, include_size=True)
            known = self.looks[id(style)] = style, f"{look}{style['font_kerning']}"
        return known[1]

    def _judge(self, run: Any) -> tuple[str, bool]:
        """Return the family of a run, and whether it is fit for extensions."""
        font = run.item.analysis.font
        key, description, _ = get_pango_font_key(font)
        known = self.known.get(key)
        if known is None:
            family = ffi.string(pango.pango_font_description_get_family(description)).decode()
            known = family, _HANGING.search(family) is None and _takes_glyphs(font)
            self.known[key] = known
        family, fit = known
        count = run.glyphs.num_glyphs
        glyphs = GLYPH.iter_unpack(ffi.buffer(run.glyphs.glyphs, count * GLYPH.size))
        return family, fit and not any(glyph & UNKNOWN for glyph, *_ in glyphs)


def _runs(line: Any) -> Iterator[Any]:
    node = line.runs[0] if line.runs != ffi.NULL else ffi.NULL
    while node != ffi.NULL:
        yield node.data
        node = node.next


def _takes_glyphs(font: Any) -> bool:
    head = get_hb_object_data(get_pango_font_hb_face(font))[:_HEAD]
    return is_extensible(head) and not any(table in head for table in _PAINTED)
