"""Words of right-to-left scripts in formulas: shaped like the text, where the renderer has boxes.

ziamath draws one glyph for each character in the font of mathematics, which has no Arabic letter.
Here such words are measured by Pango and become labels of the formula's SVG, which are drawn as
those of all pictures are (see svg_text).
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any
from xml.etree import ElementTree as ET

from weasyprint.svg import SVG
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

with warnings.catch_warnings():
    # The library reads its font by a function that Python deprecates.
    warnings.simplefilter("ignore", DeprecationWarning)
    from ziafont.fonttypes import BBox
    from ziamath.nodes.mnode import Mnode
    from ziamath.tex import tex2mml
    from ziamath.zmath import Math

from warraq.export.pdf.engine import font_configuration
from warraq.export.pdf.svg_characters import Reader
from warraq.export.pdf.svg_layout import lay_out
from warraq.export.pdf.svg_shaping import Shaper
from warraq.export.pdf.svg_tree import adopt

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_SPACE = 0.25
"""The width of a space in em."""

_families: ContextVar[Sequence[str]] = ContextVar("families", default=())


class _Words(Mnode, tag="words"):
    """An element of words, under a name that no MathML has."""

    def __init__(self, element: ET.Element, parent: Any, **options: Any) -> None:
        super().__init__(element, parent, **options)
        self.hidden = options.get("phantom", False)
        self.label = ET.Element("text", {"font-size": f"{self.glyphsize:.4f}"})
        words = element.text or ""
        self.label.text = words.strip()
        # The formula runs from left to right, and so do the spaces around words of the other way.
        space = _SPACE * self.glyphsize
        self.before = space if words[:1].isspace() else 0.0
        after = space if words[-1:].isspace() else 0.0
        if self.style.mathcolor:
            self.label.set("fill", str(self.style.mathcolor))
        if self.style.mathvariant.bold:
            self.label.set("font-weight", "bold")
        width, bottom, top = _measure(self.label)
        self.bbox = BBox(0, self.before + width + after, bottom, top)

    def draw(self, x: float, y: float, svg: ET.Element) -> tuple[float, float]:
        """Add the words to a picture."""
        if not self.hidden:
            self.label.set("x", f"{x + self.before:.4f}")
            self.label.set("y", f"{y:.4f}")
            svg.append(self.label)
        return x + self.bbox.xmax, y


def formula(tex: str, size: float, families: Sequence[str], *, inline: bool) -> str:
    """Return a formula as SVG, its words in the first of the families that is here.

    Raises whatever the libraries raise for LaTeX that they do not understand.
    """
    root = ET.fromstring(tex2mml(tex, inline=inline))  # noqa: S314 - the converter's own XML
    for element in list(root.iter()):
        _gather_letters(element)
        if element.text and _RTL.search(element.text) and not len(element):
            element.tag = "words"
    token = _families.set(families)
    try:
        return str(Math(root, size).svg())
    finally:
        _families.reset(token)


def _gather_letters(parent: ET.Element) -> None:
    """Make one word of letters that were parted, where a letter is no variable (``mathrm``)."""
    before: ET.Element | None = None
    for element in list(parent):
        upright = element.get("mathvariant") == "normal" and _RTL.search(element.text or "")
        if before is not None and upright:
            before.text = f"{before.text}{element.text}"
            parent.remove(element)
        else:
            before = element if upright else None


def _measure(label: ET.Element) -> tuple[float, float, float]:
    """Return the width of a label and the extent of its ink below and above the base line."""
    svg = SVG(ET.Element("svg"), "", font_configuration())
    svg.tree._etree_node.append(label)
    adopt(svg.tree)
    (node,) = svg.tree
    reader = Reader(lambda *_: 0.0)
    shaper = Shaper(font_configuration(), _families.get(), reader.measured)
    pieces = lay_out(reader.read(node), reader.edges, shaper)
    inks = [_ink(piece.shaping) for piece in pieces if piece.shaping]
    width = sum(piece.width for piece in pieces)
    return width, min((low for low, _ in inks), default=0), max((top for _, top in inks), default=0)


def _ink(shaping: Any) -> tuple[float, float]:
    ink = ffi.new("PangoRectangle *")
    shaping.layout.reactivate(shaping.style)
    line, _ = shaping.layout.get_first_line()
    pango.pango_layout_line_get_extents(line, ink, ffi.NULL)
    shaping.layout.deactivate()
    unit = FROM_UNITS * shaping.scale
    return -(ink.y + ink.height) * unit, -ink.y * unit
