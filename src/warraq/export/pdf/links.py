"""Links of the PDF: the area that each covers, and what it says to those who do not see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.formatting_structure.boxes import TextBox

from warraq.export.pdf.dialect import CALL_PREFIX
from warraq.lang.terms import term

POINTS = 0.75
"""Points in a CSS pixel."""
_ASCENT, _DESCENT = 0.9, 0.3
"""In em: how far the area of a link reaches above and below its base line."""

# What a link leads to, by the first part of its target's identifier, in the words of the apparatus.
_PLACES = {
    CALL_PREFIX.rstrip("-"): "back-to-text",
    "fn": "note",
    "ref": "references",
    "gl": "glossary",
    "fig": "figure",
    "tbl": "table",
    "eq": "equation",
}


def mend_areas(pdf: Any, pages: list[Any]) -> None:
    """Give each link an area that can be hit, or take it away; ``pages`` are boxes.

    WeasyPrint gives it the height of its line, which raised text has none of: nobody could hit the
    call of a note. Without width it is the beginning of a link at the end of a line.
    """
    for number, page in enumerate(pages):
        for box in _linked(page):
            rectangle = box.link_annotation["Rect"]
            if rectangle[1] == rectangle[3]:
                _raise_area(rectangle, box, page.margin_height())
            left, bottom, right, top = rectangle
            rectangle[:] = min(left, right), min(bottom, top), max(left, right), max(bottom, top)
            if left == right or bottom == top:
                remove(pdf, number, box.link_annotation)
                box.link_annotation = None


def _linked(page: Any) -> Iterator[Any]:
    stack = [page]
    while stack:
        box = stack.pop()
        # An absolutely placed box stands in a placeholder, which passes on its attributes.
        box = getattr(box, "_box", box)
        if box.link_annotation:
            yield box
        stack.extend(getattr(box, "children", ()))


def _raise_area(rectangle: Any, box: Any, height: float) -> None:
    text = next((item for item in box.descendants() if isinstance(item, TextBox)), None)
    if text is not None:
        baseline, size = height - text.position_y - text.baseline, text.style["font_size"]
        rectangle[1] = (baseline - _DESCENT * size) * POINTS
        rectangle[3] = (baseline + _ASCENT * size) * POINTS


def remove(pdf: Any, page: int, annotation: Any) -> None:
    """Take a link away from a page, counted from 0."""
    number = int(pdf.page_references[page].split()[0])
    annotations = pdf.objects[number]["Annots"]
    annotations.remove(annotation.reference)
    annotation.clear()


def describe_links(pdf: Any, lang: str) -> None:
    """Describe each link within the document in words (PDF/UA-1, 7.18.5).

    WeasyPrint gives the name of the target, which says nothing to a reader.
    """
    words = {prefix: term(lang, key) for prefix, key in _PLACES.items()}
    section = term(lang, "section")
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
            prefix = str(item["Dest"].string).partition("-")[0]
            item["Contents"] = pydyf.String(words.get(prefix, section))
