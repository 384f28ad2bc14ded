"""WordprocessingML elements: qualified names and the one way to make an element.

Children of properties have a fixed order (ECMA-376 part 1, annex A: CT_PPr, CT_RPr, CT_SectPr …);
whoever adds them keeps it, since Word refuses a file that does not.
"""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"

_NAMESPACES = {"w": W, "r": R, "m": M, "wp": WP, "a": A, "pic": PIC, "mc": MC, "w15": W15}

# Characters that no XML 1.0 document may hold (section 2.2, production 2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@cache
def name(prefixed: str) -> str:
    """Return the qualified name of ``w:p``; without a prefix the namespace is WordprocessingML."""
    prefix, _, local = prefixed.rpartition(":")
    return f"{{{_NAMESPACES[prefix or 'w']}}}{local}"


def root(prefixed: str) -> Element:
    """Return the root element of a part, on which all namespaces are declared once."""
    return etree.Element(name(prefixed), nsmap=_NAMESPACES)


def add(parent: Element, prefixed: str, **attributes: str) -> Element:
    """Append a WordprocessingML element; its attributes are in the same namespace."""
    return etree.SubElement(
        parent, name(prefixed), {name(key): value for key, value in attributes.items()}
    )


def add_plain(parent: Element, prefixed: str, attributes: dict[str, str] | None = None) -> Element:
    """Append an element whose attributes have no namespace, as DrawingML's."""
    return etree.SubElement(parent, name(prefixed), attributes)


def is_a(element: Element, prefixed: str) -> bool:
    """Whether an element has a name."""
    return element.tag == name(prefixed)


def serialize(element: Element, *kept: str) -> bytes:
    """Return a part's bytes with the declaration that Word writes.

    Prefixes that nothing is named by are dropped, but for those in ``kept``.
    """
    etree.cleanup_namespaces(element, keep_ns_prefixes=["w", *kept])
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def is_writable(text: str) -> bool:
    """Whether XML can hold a text."""
    return _FORBIDDEN.search(text) is None


def made_writable(text: str) -> str:
    """Return the text with U+FFFD for each character that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)
