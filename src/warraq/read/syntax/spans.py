"""What ``[text]{…}`` means: a glossary term, underlining, quotation marks, or a phrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from warraq.diagnostics import Location, Report
from warraq.model.attributes import Attributes
from warraq.model.inlines import (
    Emphasis,
    Inline,
    Inlines,
    Quoted,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Term,
    Underline,
)

_NODES: dict[str, Callable[..., Inline]] = {
    "underline": Underline,
    "ul": Underline,
    "quoted": Quoted,
    "emphasis": Emphasis,
    "strong": Strong,
    "strike": Strike,
    "superscript": Superscript,
    "subscript": Subscript,
}


def node(children: Inlines, attributes: Attributes, location: Location, report: Report) -> Inline:
    """Return the node for a phrase in brackets with its attributes."""
    if not children:
        report.warning("S046", "brackets with attributes, but without a text", location)
    if "term" in attributes.classes or attributes.get("term"):
        rest = _without_pair(_without_class(attributes, "term"), "term")
        key = attributes.get("term")
        return Term(key=key, children=children, attributes=rest, location=location)
    for name in attributes.classes:
        if name in _NODES:
            rest = _without_class(attributes, name)
            return _NODES[name](children=children, attributes=rest, location=location)
    return Span(children=children, attributes=attributes, location=location)


def _without_class(attributes: Attributes, name: str) -> Attributes:
    return replace(attributes, classes=tuple(item for item in attributes.classes if item != name))


def _without_pair(attributes: Attributes, key: str) -> Attributes:
    return replace(attributes, pairs=tuple(pair for pair in attributes.pairs if pair[0] != key))
