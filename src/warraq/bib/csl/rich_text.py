"""Inlines as the rich text of CSL-JSON: a few HTML tags within a string."""

from __future__ import annotations

import re

from warraq.bib.latex import PROTECTED
from warraq.model.inlines import (
    Emphasis,
    Inline,
    Inlines,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from warraq.model.walk import plain_text

# What a processor would take for markup. There is no escape for it: processors read no character
# references (citeproc-js, pandoc). An invisible word joiner after the sign keeps it a text.
_TAG = re.compile(r"<(?=/?(?:i|b|sc|sup|sub|span)\b)", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_TAGS: dict[type, str] = {Emphasis: "i", Strong: "b", Superscript: "sup", Subscript: "sub"}


def rich_text(nodes: Inlines) -> str:
    """Return inlines as rich text (CSL-JSON: ``<i>``, ``<b>``, ``<sup>``, ``<sub>``, nocase)."""
    return "".join(map(_rich, nodes))


def _rich(node: Inline) -> str:
    if isinstance(node, Text):
        return escaped(node.text)
    children = getattr(node, "children", None)
    if children is None:
        return escaped(plain_text((node,)) or getattr(node, "tex", ""))
    inner = rich_text(children)
    tag = _TAGS.get(type(node))
    if tag and inner:
        return f"<{tag}>{inner}</{tag}>"
    if isinstance(node, Span) and PROTECTED in node.attributes.classes and _has_case(inner):
        return f'<span class="{PROTECTED}">{inner}</span>'
    return inner


def escaped(text: str) -> str:
    """Return a text in which nothing is taken for a tag."""
    return _TAG.sub(f"<{_WORD_JOINER}", text)


def _has_case(text: str) -> bool:
    """Whether a change of case could change a text; in Arabic it could not."""
    return any(char.lower() != char.upper() for char in text)
