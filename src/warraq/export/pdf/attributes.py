"""Attributes of structure elements: directions, lists, cells and pictures (ISO 32000-2, 14.8.5)."""

from __future__ import annotations

from typing import Any

import pydyf  # type: ignore[import-untyped]

from warraq.export.pdf.links import POINTS
from warraq.export.pdf.placing import span
from warraq.export.pdf.roles import INLINE, NOTE
from warraq.export.pdf.tree import Node

Owned = dict[str, Any]
"""The attributes of one owner, which is their ``O``."""

_SCOPES = {"row": "/Row", "col": "/Column"}
_NUMBERINGS = {
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
}


def attributes(node: Node, direction: str, height: float, *, new: bool) -> list[Owned]:
    """Return the attributes of an element.

    ``direction`` is the document's, ``height`` that of the element's page in CSS pixels; ``new``
    means PDF 2.0.
    """
    result = [_layout(node, direction, height)]
    if node.role in ("TH", "TD"):
        result.append(cell(node))
    elif node.role == "L":
        result.append({"O": "/List", "ListNumbering": f"/{_numbering(node, new=new)}"})
    elif node.role == NOTE and new:
        result.append({"O": "/FENote", "NoteType": "/Footnote"})
    return [owned for owned in result if len(owned) > 1]


def _layout(node: Node, direction: str, height: float) -> Owned:
    layout: Owned = {"O": "/Layout"}
    turned = node.dir and node.dir != direction and node.role not in INLINE
    if turned or node.role == "Document":
        layout["WritingMode"] = "/RlTb" if node.dir == "rtl" else "/LrTb"
    if node.role in ("Figure", "Formula"):
        layout["BBox"] = _rectangle(node.box, height)
    return layout


def cell(node: Node) -> Owned:
    """Return what a cell says of its table: its spans, and what it heads."""
    table: Owned = {"O": "/Table"}
    if node.role == "TH":
        table["Scope"] = _SCOPES[node.element.get("scope") or "col"]
    for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
        if span(node, name) > 1:
            table[key] = span(node, name)
    return table


def _numbering(node: Node, *, new: bool) -> str:
    """Return how a list is numbered; PDF has no name for the letters of Arabic or Hebrew."""
    if node.element.tag == "dl":
        return "Description" if new else "None"
    parts = [kid for item in node.kids if isinstance(item, Node) for kid in item.kids]
    if not any(isinstance(part, Node) and part.role == "Lbl" for part in parts):
        return "None"
    if node.element.tag == "ul":
        return "Unordered" if new else "Disc"
    names = str(node.element.get("class") or "").split()
    found = (_NUMBERINGS.get(name.removeprefix("numeral-")) for name in names)
    return next(filter(None, found), "Ordered" if new else "Decimal")


def _rectangle(box: Any, height: float) -> Any:
    """Return the rectangle of a picture in points, from the bottom left corner of the page."""
    left, top = box.content_box_x(), box.content_box_y()
    corners = (left, height - top - box.height, left + box.width, height - top)
    return pydyf.Array([round(value * POINTS, 3) for value in corners])
