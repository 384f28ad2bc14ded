"""From a citation token to the model's Citation, or to cross-references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markdown_it.token import Token

from warraq.diagnostics import Location
from warraq.model.inlines import (
    Citation,
    CitationItem,
    CitationMode,
    CrossReference,
    Inlines,
    Text,
)
from warraq.model.walk import plain_text
from warraq.read.syntax.citations import reference_kind

if TYPE_CHECKING:
    from warraq.read.inlines import InlineBuilder

# A word that ends in a year, after a semicolon: «; smith2001».
_BARE_KEY = re.compile(r"\s*[;؛]\s*([^\W\d_][^\s;؛]*\d{4}[a-z]?)\s*")
_MODES = {
    "normal": CitationMode.NORMAL,
    "in-text": CitationMode.AUTHOR_IN_TEXT,
    "suppressed": CitationMode.SUPPRESS_AUTHOR,
}


def citation(builder: InlineBuilder, token: Token, base: int) -> Inlines:
    """Return the citation, or the cross-references when the keys are of that kind."""
    items: list[dict[str, Any]] = token.meta["items"]
    location = builder.location(token, base)
    references = [item for item in items if reference_kind(item["key"])]
    if references and len(references) == len(items):
        return _references(builder, items, base)
    if references:
        builder.reading.report.error(
            "S045",
            f"a citation and the cross-reference @{references[0]['key']} in one pair of brackets",
            location,
            "give each its own brackets",
        )
    return (
        Citation(
            items=tuple(_item(builder, item, base) for item in items),
            location=location,
        ),
    )


def cross_references(key: str, location: Location) -> Inlines:
    """Return ``@fig-…`` as a node."""
    kind = reference_kind(key)
    assert kind is not None
    return (CrossReference(target=key, kind=kind, location=location),)


def _item(builder: InlineBuilder, item: dict[str, Any], base: int) -> CitationItem:
    location = builder.passage.location(base + item["at"])
    key = item["key"]
    if any(token.type == "citation" for token in item["suffix"][0]):
        builder.reading.report.error(
            "S049",
            f"a second key in the part of @{key}",
            location,
            "put ; or ؛ between the works of a citation",
        )
    builder.reading.gathered.cited.setdefault(key, location)
    suffix = stripped(_affix(builder, item["suffix"], base), left=False, right=True)
    bare = _BARE_KEY.fullmatch(plain_text(suffix))
    if bare:
        builder.reading.report.warning(
            "C037",
            f"“{bare[1]}” in the part of @{key} looks like a key, but has no @ before it",
            location,
            f"write @{bare[1]}, if it is the key of a work",
        )
    return CitationItem(
        key=key,
        prefix=stripped(_affix(builder, item["prefix"], base), left=True, right=True),
        locator=item["locator"],
        suffix=suffix,
        mode=_MODES[item["mode"]],
        location=location,
    )


def _affix(builder: InlineBuilder, affix: tuple[list[Token], int], base: int) -> Inlines:
    tokens, start = affix
    return builder.build(tokens, base + start)


def _references(builder: InlineBuilder, items: list[dict[str, Any]], base: int) -> Inlines:
    """«[see @fig-a; @fig-b]»: the words around stay, the brackets go."""
    nodes: list[Any] = []
    for index, item in enumerate(items):
        location = builder.passage.location(base + item["at"])
        if index:
            nodes.append(Text(item["separator"] or ";", location=location))
        nodes.extend(_affix(builder, item["prefix"], base))
        if index and not item["prefix"][0]:
            nodes.append(Text(" ", location=location))
        nodes.extend(cross_references(item["key"], location))
        if item["locator"]:
            nodes.append(Text(f" {item['locator']}", location=location))
        nodes.extend(_affix(builder, item["suffix"], base))
    return tuple(nodes)


def stripped(nodes: Inlines, *, left: bool, right: bool) -> Inlines:
    """Return the nodes without spaces at their ends."""
    if right and nodes and isinstance(nodes[-1], Text):
        last = nodes[-1]
        nodes = (*nodes[:-1], *_text(last.text.rstrip(" "), last))
    if left and nodes and isinstance(nodes[0], Text):
        first = nodes[0]
        nodes = (*_text(first.text.lstrip(" "), first), *nodes[1:])
    return nodes


def _text(text: str, old: Text) -> Inlines:
    return (Text(text, location=old.location),) if text else ()
