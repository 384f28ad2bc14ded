"""Places of the document that links and bookmarks lead to, also as elements of its structure."""

from __future__ import annotations

from typing import Any

import pydyf  # type: ignore[import-untyped]

from warraq.export.pdf.structure import Structure


def lead_to_structure(pdf: Any, structure: Structure, *, only: bool) -> None:
    """Have links and bookmarks lead to elements of the structure as well as to places on pages.

    With ``only``, as PDF/UA-2 (8.8) demands, each is an action with a structure destination
    (ISO 32000-2, 12.3.2.3); else bookmarks alone name their element (12.3.3).
    """
    headings = iter(structure.headings)
    for item in pdf.objects:
        if not isinstance(item, dict):
            continue
        if item.get("Subtype") == "/Link" and "Dest" in item and only:
            target = structure.elements.get(str(item["Dest"].string))
            if target:
                item["A"] = _action(item.pop("Dest"), target)
        elif "Title" in item and "Dest" in item:
            element = next(headings, None)
            if element is None:
                continue
            item["SE"] = element
            if only:
                item["A"] = _action(item.pop("Dest"), element)


def _action(place: Any, element: bytes) -> Any:
    structural = pydyf.Array([element, "/Fit"])
    if isinstance(place, list):
        structural = pydyf.Array([element, *place[1:]])
    return pydyf.Dictionary({"Type": "/Action", "S": "/GoTo", "D": place, "SD": structural})
