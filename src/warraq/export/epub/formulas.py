"""LaTeX formulas as MathML with an alternative text."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from warraq.diagnostics import Report
from warraq.export.html.markup import element, escape
from warraq.model.blocks import MathBlock
from warraq.model.inlines import Math

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class Formulas:
    """Converts the formulas of one document."""

    def __init__(self, report: Report) -> None:
        """Keep where the faults of formulas go."""
        self._report = report

    def markup(self, node: Math | MathBlock) -> str:
        """Return a formula as MathML, or as its LaTeX text after reporting a fault."""
        try:
            root = _convert(_clean(node.tex))
        except Exception as error:  # noqa: BLE001 - the library raises whatever its parser meets
            self._fault(node, str(error).strip() or type(error).__name__)
            return element("code", {"dir": "ltr"}, escape(node.tex))
        unknown = next((text for text in root.itertext() if text.startswith("\\")), None)
        if unknown and len(unknown) > 1:
            self._fault(node, f"the command {unknown} is unknown")
        if isinstance(node, MathBlock):
            # As large as a display, but in its line, where its number follows.
            root.set("displaystyle", "true")
        return ET.tostring(root, encoding="unicode")

    def _fault(self, node: Math | MathBlock, reason: str) -> None:
        self._report.warning(
            "E302",
            f"the formula cannot be written as MathML: {reason[:200]}",
            node.location,
            "its LaTeX source is shown instead",
        )


def _convert(tex: str) -> Element:
    """Return the formula as a tree, since the library's own text is not always well-formed."""
    from latex2mathml.converter import convert_to_element

    root: Element = convert_to_element(tex, display="inline")
    for part in root.iter():
        # It holds its operators as references such as «&#x0002B;».
        part.text = _clean(unescape(part.text)) if part.text else part.text
    # A formula runs from left to right in Arabic books as well, unless it is Arabic notation.
    root.set("dir", "ltr")
    root.set("alttext", tex)
    return root


def _clean(text: str) -> str:
    """Return a text without the characters that XML forbids, which escaping leaves out."""
    return unescape(escape(text))
