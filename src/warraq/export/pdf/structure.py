"""The structure of a tagged PDF: languages, notes and links as screen readers expect them.

WeasyPrint 70 states one language for the whole file and has no role for notes. What is added
here acts while a document of ours is written, and in its thread alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.pdf import tags

from warraq.export.pdf.dialect import CALL_PREFIX
from warraq.lang.terms import term

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

_original = tags._build_box_tree
_notes: ContextVar[dict[str, int] | None] = ContextVar("notes", default=None)


@contextmanager
def completed_structure() -> Iterator[None]:
    """Complete the structure of the PDF that is written within this context."""
    tags._build_box_tree = _build
    token = _notes.set({})
    try:
        yield
    finally:
        _notes.reset(token)


def _build(box: Any, *arguments: Any) -> Iterator[Any]:
    counted = _notes.get()
    for element in _original(box, *arguments):
        if counted is not None:
            _complete(element, getattr(box, "_box", box), counted)
        yield element


def _complete(element: Any, box: Any, counted: dict[str, int]) -> None:
    """Add what belongs to one structure element (ISO 32000-2, 14.8.4 and 14.9.2)."""
    source, tag = box.element, str(box.element_tag or "")
    if source is None or element.get("S") == "/LI":
        return
    if tag.endswith(("::footnote-call", "::footnote-marker")):
        element["S"] = "/Link" if box.link_annotation else "/Span"
        return
    if tag != source.tag:
        return
    if source.get("lang") and tag != "html":
        element["Lang"] = pydyf.String(source.get("lang"))
    if source.get("class") == "footnote":
        identifier = source.get("id", "note")
        counted[identifier] = number = counted.get(identifier, 0) + 1
        element["S"] = "/Note"
        # The parts of a divided note are notes of their own; identifiers must be unique.
        element["ID"] = pydyf.String(identifier if number == 1 else f"{identifier}.{number}")


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
