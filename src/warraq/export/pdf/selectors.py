"""Selectors of pseudo-elements, tried on the elements that can have them and on no others.

WeasyPrint says ``::footnote-call { … }`` for any element, and so each of them gets
six pseudo-elements with computed styles that nothing ever reads: a tenth of a layout.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from weasyprint import CSS
from weasyprint.html import UA_STYLESHEET

_NOTE = "footnote"
"""The class of notes."""
_ITEM = "li"
"""The element of list items."""
_OF_NOTES = frozenset({"footnote-call", "footnote-marker"})
_OF_ITEMS = frozenset({"marker"})
_UNUSED = frozenset({"note-call", "note-marker", "note-callback"})
_PSEUDO = 3
"""Where an entry of cssselect2's matcher names its pseudo-element."""


@cache
def built_in_stylesheet() -> CSS:
    """Return WeasyPrint's style sheet for HTML, narrowed; its own stays as it is."""
    result = copy.copy(UA_STYLESHEET)
    result.matcher = copy.copy(result.matcher)
    result.matcher.class_selectors = _copied(result.matcher.class_selectors)
    result.matcher.lower_local_name_selectors = _copied(result.matcher.lower_local_name_selectors)
    narrow(result)
    return result


def _copied(lists: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {name: list(entries) for name, entries in lists.items()}


def narrow(stylesheet: CSS) -> None:
    """Have the pseudo-elements of notes and items looked for on notes and items alone."""
    matcher = stylesheet.matcher
    entries, matcher.other_selectors = matcher.other_selectors, []
    for entry in entries:
        name = entry[_PSEUDO]
        if name in _OF_NOTES:
            matcher.class_selectors.setdefault(_NOTE, []).append(entry)
        elif name in _OF_ITEMS:
            matcher.lower_local_name_selectors.setdefault(_ITEM, []).append(entry)
        elif name not in _UNUSED:
            matcher.other_selectors.append(entry)
