"""LaTeX formulas as SVG for the page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from warraq.diagnostics import Report
from warraq.export.html.markup import element, escape, void
from warraq.export.html.pictures import SVG_MEDIA_TYPE, Picture
from warraq.export.pdf.resources import Pictures
from warraq.model.blocks import MathBlock
from warraq.model.inlines import Math

_SIZE = 24.0
"""The size in which formulas are drawn; the page scales them by em."""

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BOX = re.compile(
    r'\swidth="[\d.]+"\s+height="[\d.]+"\s+viewBox="[-\d.]+ ([-\d.]+) ([\d.]+) ([\d.]+)"'
)


class Formulas:
    """Draws formulas, each once."""

    def __init__(self, pictures: Pictures, report: Report, families: Sequence[str] = ()) -> None:
        """Keep where the drawings go, and the faults; ``families`` are those of Arabic words."""
        self._pictures = pictures
        self._families = families
        self._report = report
        self._drawn: dict[tuple[str, bool], str] = {}

    def markup(self, node: Math | MathBlock) -> str:
        """Return a formula as a picture, or as its LaTeX text after reporting a fault."""
        key = (node.tex, isinstance(node, MathBlock))
        if key not in self._drawn:
            self._drawn[key] = self._draw(node)
        return self._drawn[key]

    def _draw(self, node: Math | MathBlock) -> str:
        try:
            svg, style = self._svg(node.tex, inline=isinstance(node, Math))
        except Exception as error:  # noqa: BLE001 - the library raises whatever its parser meets
            reason = str(error).strip() or type(error).__name__
            self._fault(node, f"cannot be drawn: {reason[:200]}", "its source is printed instead")
            return element("code", {"dir": "ltr"}, escape(node.tex))
        unknown = _unknown_command(node.tex)
        if unknown:
            self._fault(node, f"holds the unknown command {unknown}", "it is printed as it is")
        address = self._pictures.keep(Picture(svg.encode(), SVG_MEDIA_TYPE))
        return void("img", {"src": address, "alt": node.tex, "style": style})

    def _svg(self, tex: str, *, inline: bool) -> tuple[str, str]:
        import warnings

        with warnings.catch_warnings():
            # The library reads its font by a function that Python deprecates.
            warnings.simplefilter("ignore", DeprecationWarning)
            from ziamath.zmath import Latex

            if not _RTL.search(tex):
                return _placed(Latex(tex, size=_SIZE, inline=inline).svg())
            from warraq.export.pdf.formula_words import formula

            return _placed(formula(tex, _SIZE, self._families, inline=inline))

    def _fault(self, node: Math | MathBlock, reason: str, hint: str) -> None:
        self._report.warning("E102", f"the formula {reason}", node.location, hint)


def _unknown_command(tex: str) -> str:
    """Return a command that the converter below the renderer passes through as text, or nothing."""
    from latex2mathml.converter import convert_to_element

    texts = convert_to_element(tex).itertext()
    return next((text for text in texts if len(text) > 1 and text.startswith("\\")), "")


def _placed(text: str) -> tuple[str, str]:
    """Return an SVG and the style that sets it in em on the line's baseline (its y = 0)."""
    found = _BOX.search(text)
    assert found is not None
    top, width, height = (float(value) for value in found.groups())
    style = (
        f"width:{width / _SIZE:.4f}em;height:{height / _SIZE:.4f}em;"
        f"vertical-align:{-(top + height) / _SIZE:.4f}em"
    )
    return text, style
