"""The pieces of an SVG label shaped by Pango, in the fonts that the picture or the theme names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.svg.text import Style
from weasyprint.text.line_break import split_first_line

from warraq.export.pdf.fonts import installed_families
from warraq.export.pdf.svg_tree import LabelNode

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_GENERIC = frozenset({"serif", "sans-serif", "cursive", "fantasy", "system-ui", "ui-sans-serif"})
_WEIGHTS = {"normal": 400, "bold": 700, "bolder": 700, "lighter": 300}
_JOINED = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u200d]")
_LEAST, _MOST = 8.0, 400.0
"""Font sizes in CSS pixels between which Pango's units of 1/1024 pixel are fine enough."""
_CANONICAL = 32.0

# Where the base line stands from the place that is stated, in em of a face of usual proportions:
# that of the face itself would move labels when another takes its place.
_BASELINES = {
    "middle": 0.26,
    "central": 0.3,
    "hanging": 0.72,
    "text-before-edge": 0.8,
    "before-edge": 0.8,
    "text-top": 0.8,
    "top": 0.8,
    "text-after-edge": -0.2,
    "after-edge": -0.2,
    "ideographic": -0.2,
    "text-bottom": -0.2,
    "bottom": -0.2,
}
_SHIFTS = {"super": 0.4, "sub": -0.2}
"""In em of the text around."""


@dataclass(slots=True)
class Shaping:
    """A shaped text. ``scale`` leads from its own pixels to user units, ``stretch`` widens it."""

    text: str
    layout: Any
    style: Any
    natural: float
    scale: float
    stretch: float = 1.0

    @property
    def width(self) -> float:
        """The advance in user units."""
        return self.natural * self.scale * self.stretch


@dataclass(frozen=True, slots=True)
class Shaper:
    """Shapes the pieces of one picture.

    ``families`` are those of the theme's text; ``measured`` gives a length in user units for the
    name of its attribute.
    """

    font_config: Any
    families: Sequence[str]
    measured: Callable[[str, str, float], float]

    def shape(self, text: str, node: LabelNode, *, rtl: bool, spacing: float = 0.0) -> Shaping:
        """Return a text shaped in the style of an element; ``spacing`` is in user units."""
        size = float(node.attrib["font-size"])
        own = size if _LEAST <= size <= _MOST else _CANONICAL
        scale = size / own
        style = self._style(node, own, rtl=rtl)
        if not _JOINED.search(text):
            stated = self.length(node.attrib.get("letter-spacing", ""), size) + spacing
            style["letter_spacing"] = stated / scale if stated and scale else "normal"
        style["word_spacing"] = self.length(node.attrib.get("word-spacing", ""), size) / (
            scale or 1
        )
        layout, _, _, width, _, _ = split_first_line(text, style, None, inf, 0)
        return Shaping(text, layout, style, width, scale)

    def space_out(self, piece: Any, spacing: float, *, last: bool) -> None:
        """Shape a piece anew with more space after each letter (none after the last one)."""
        piece.shaping = self.shape(piece.text, piece.node, rtl=piece.rtl, spacing=spacing)
        if last and piece.shaping.scale:
            piece.shaping.natural -= spacing / piece.shaping.scale

    def length(self, stated: str, size: float, name: str = "") -> float:
        """Return a length in user units, 0 where none is stated."""
        return 0.0 if stated in ("", "normal", "auto") else self.measured(stated, name, size)

    def baseline_shift(self, node: LabelNode) -> float:
        """Return how far a text stands above the place that is stated, in user units."""
        size = float(node.attrib["font-size"])
        stated = node.attrib.get("baseline-shift", "baseline")
        if stated in _SHIFTS:
            shift = _SHIFTS[stated] * node.size_around
        else:
            shift = 0.0 if stated == "baseline" else self._relative(stated, node.size_around)
        line = node.attrib.get("dominant-baseline", "auto")
        line = node.attrib.get("alignment-baseline", line) if line == "auto" else line
        return shift - _BASELINES.get(line, 0.0) * size

    def _relative(self, stated: str, size: float) -> float:
        if stated.endswith("%"):
            try:
                return float(stated[:-1]) * size / 100
            except ValueError:
                return 0.0
        return self.length(stated, size)

    def _style(self, node: LabelNode, size: float, *, rtl: bool) -> Any:
        style = Style()
        style.update(INITIAL_VALUES)
        style.font_config = self.font_config
        slope = node.attrib.get("font-style", "normal")
        style["font_family"] = self._families(node.attrib.get("font-family", ""))
        style["font_style"] = slope if slope in ("italic", "oblique") else "normal"
        style["font_weight"] = _weight(node.attrib.get("font-weight", "normal"))
        style["font_size"] = size
        style["direction"] = "rtl" if rtl else "ltr"
        # As in all text: kerning after ر and و opens gaps that programs read as spaces.
        style["font_kerning"] = "none" if rtl else "auto"
        style["lang"] = node.attrib.get(_LANG) or node.attrib.get("lang")
        if node.attrib.get("font-variant") == "small-caps":
            style["font_variant_caps"] = "small-caps"
        return style

    def _families(self, stated: str) -> list[str]:
        """Return the picture's own families that are installed, then the theme's.

        Which face stands for «sans-serif», or for one that is missing, differs from machine to
        machine, and few of those have Arabic letters that belong together.
        """
        names = [name.strip().strip("\"'") for name in stated.split(",")]
        known = installed_families()
        own = [name for name in names if name.lower() in known or name == "monospace"]
        return [name for name in own if name not in _GENERIC] + list(self.families)


def _weight(stated: str) -> int:
    value = stated.strip().lower()
    if value in _WEIGHTS:
        return _WEIGHTS[value]
    return min(1000, max(1, int(value))) if value.isdigit() else 400
