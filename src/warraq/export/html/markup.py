"""Markup as text: escaping, elements and attributes that are valid as XML and as HTML."""

from __future__ import annotations

import re
from collections.abc import Mapping

# XML 1.0, production 2: all other control characters are forbidden, even as references.
_FORBIDDEN = "".join(chr(code) for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF))
_SPECIAL = re.compile(f'[&<>"{_FORBIDDEN}\ud800-\udfff]')
_REPLACEMENTS = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}

_LENGTH = re.compile(r"\d{1,4}(?:\.\d{1,3})?(?:%|mm|cm|in|pt|px|em)")

Attributes = Mapping[str, str | None]
"""Attributes of an element in the order of output; those whose value is None are left out."""


def escape(text: str) -> str:
    """Return a text as character data or attribute value.

    Characters that XML forbids are left out: a reader refuses them in a source, so they can
    only come from a document that was built by a program.
    """
    if _SPECIAL.search(text) is None:
        return text
    return _SPECIAL.sub(lambda found: _REPLACEMENTS.get(found[0], ""), text)


def element(name: str, attributes: Attributes, content: str) -> str:
    """Return an element with its content, which is markup already."""
    return f"<{name}{_attributes(attributes)}>{content}</{name}>"


def void(name: str, attributes: Attributes | None = None) -> str:
    """Return an element that has no content (``img``, ``br``, ``hr``, ``col``)."""
    return f"<{name}{_attributes(attributes or {})}/>"


def _attributes(attributes: Attributes) -> str:
    return "".join(
        f' {name}="{escape(value)}"' for name, value in attributes.items() if value is not None
    )


def classes(*names: str) -> str | None:
    """Return the value of ``class`` for the names that are not empty, each once."""
    return " ".join(dict.fromkeys(name for name in names if name)) or None


def css_length(text: str) -> str | None:
    """Return a width that an author wrote («80%», «6cm») when it is a plain CSS length."""
    text = text.strip()
    return text if _LENGTH.fullmatch(text) else None
