"""What each element of the page's HTML is in the structure of the PDF (ISO 32000-2, 14.8.4)."""

from __future__ import annotations

from typing import Any

CALL, MARKER = "::footnote-call", "::footnote-marker"
NOTE = "FENote"
"""The role of a note by its name in PDF 2.0; PDF 1.7 calls it Note."""

_TAGS = {
    "section": "Sect",
    "p": "P",
    "pre": "P",
    "h1": "H",
    "h2": "H",
    "h3": "H",
    "h4": "H",
    "h5": "H",
    "h6": "H",
    "blockquote": "BlockQuote",
    "aside": "Aside",
    "div": "Div",
    "figure": "Div",
    "nav": "Div",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "li": "LI",
    "dt": "Lbl",
    "dd": "LBody",
    "table": "Table",
    "caption": "Caption",
    "figcaption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
    "a": "Link",
    "em": "Em",
    "strong": "Strong",
    "code": "Code",
    "img": "Figure",
}
_CLASSES = {
    ("span", "footnote"): NOTE,
    ("p", "title"): "Title",
    ("div", "math"): "P",
    ("nav", "contents"): "TOC",
    ("p", "contents-heading"): "Caption",
}

HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})

INLINE = frozenset({"Link", "Reference", "Span", "Em", "Strong", "Code", "Formula"})
"""Roles within a line. A figure is one, too, where it stands in a paragraph."""

GROUPS = frozenset({"Document", "Sect", "Div", "Aside"})
"""Roles whose kids are blocks, and among them the notes that are called in one."""

WITHOUT_TEXT = GROUPS | {"BlockQuote", NOTE}
"""Roles that hold text only in paragraphs."""

STANDARD_1_7 = {"Title": "P", "Em": "Span", "Strong": "Span", "Aside": "Div", NOTE: "Note"}
"""What PDF 1.7 has (ISO 32000-1, 14.8.4) for roles that only PDF 2.0 knows."""

ONLY_1_7 = frozenset({"BlockQuote", "Code", "TOC", "TOCI", "Reference"})
"""Roles of PDF 1.7 that its successor keeps in the old namespace (ISO 32000-2, 14.8.6)."""


def role_of(element: Any, tag: str) -> str:
    """Return the role of an element, empty where it has none of its own."""
    for name in str(element.get("class") or "").split():
        role = _CLASSES.get((tag, name))
        if role:
            return role
    return _TAGS.get(tag, "")


def holds_formula(element: Any) -> bool:
    """Tell whether the pictures within an element are formulas that were drawn."""
    names = str(element.get("class") or "").split()
    return "math" in names or "formula" in names
