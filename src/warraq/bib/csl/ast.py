"""Pandoc's document tree as inlines of our model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias, cast

from warraq.bib import joining
from warraq.model.attributes import Attributes, Direction
from warraq.model.inlines import (
    Code,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Math,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from warraq.model.walk import plain_text

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

_WRAPPERS = {
    "Emph": Emphasis,
    "Strong": Strong,
    "Underline": Underline,
    "Strikeout": Strike,
    "Superscript": Superscript,
    "Subscript": Subscript,
}
# Classes that citeproc gives to the parts of an entry; others decorate nothing here.
_CLASSES = {
    "csl-left-margin": "citation-number",
    "csl-block": "citation-block",
    "csl-indent": "citation-indent",
}
QUOTED = "csl-quoted"
"""Class of a span around a text in quotation marks, its marks within."""

_OPENERS = "“‘«‹„"
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}


def inlines(nodes: Sequence[Json]) -> Inlines:
    """Return Pandoc's inlines as ours; a node of a kind unknown here is left out."""
    return joining.merged(tuple(child for node in nodes for child in _inline(node)))


def of_blocks(blocks: Sequence[Json]) -> Inlines:
    """Return the inlines of paragraphs one after another, parted by spaces."""
    result: Inlines = ()
    for block in blocks:
        match block:
            case {"t": "Para" | "Plain", "c": list(children)}:
                piece = inlines(children)
            case {"t": "Div", "c": [_, list(children)]}:
                piece = of_blocks(children)
            case _:
                continue
        result = (*result, Text(" "), *piece) if result else piece
    return result


def _inline(node: Json) -> Inlines:
    match node:
        case {"t": "Str", "c": str(text)}:
            return (Text(text),)
        case {"t": "Space" | "SoftBreak" | "LineBreak"}:
            return (Text(" "),)
        case {"t": "SmallCaps", "c": list(children)}:
            return _span("small-caps", inlines(children))
        case {"t": str(kind), "c": list(children)} if kind in _WRAPPERS:
            return (cast(Inline, _WRAPPERS[kind](children=inlines(children))),)
        case {"t": "Span", "c": [[_, list(classes), *_], list(children)]}:
            return _spans(classes, inlines(children))
        case {"t": "Link", "c": [_, list(children), [str(target), *_]]}:
            return _link(target, inlines(children))
        case {"t": "Quoted", "c": [{"t": str(kind)}, list(children)]}:
            opening, closing = _QUOTES.get(kind, _QUOTES["DoubleQuote"])
            return (Text(opening), *inlines(children), Text(closing))
        case {"t": "Cite", "c": [_, list(children)]}:
            return inlines(children)
        case {"t": "Note", "c": list(blocks)}:
            return of_blocks(blocks)
        case {"t": "Code", "c": [_, str(text)]}:
            return (Code(children=(Text(text),)),)
        case {"t": "Math", "c": [_, str(text)]}:
            return (Math(tex=text),)
        case {"t": "RawInline", "c": [_, str(text)]}:
            return (Text(text),)
        case _:
            return ()


def _spans(classes: list[Json], children: Inlines) -> Inlines:
    for name in classes:
        if name in _CLASSES:
            return _span(_CLASSES[str(name)], children)
    if not classes and plain_text(children)[:1] in _OPENERS and len(plain_text(children)) > 2:
        return _span(QUOTED, children)
    return children


def _span(name: str, children: Inlines) -> Inlines:
    return (Span(children=children, attributes=Attributes(classes=(name,))),) if children else ()


def _link(target: str, children: Inlines) -> Inlines:
    """Return a link; one that shows its address is set left to right."""
    if target.startswith("#"):
        return (Link(target=target, children=children),)
    shown = plain_text(children)
    is_address = "/" in shown and not any(char.isspace() for char in shown)
    direction = Direction.LTR if is_address else None
    attributes = Attributes(classes=("citation-link",), dir=direction)
    return (Link(target=target, children=children, attributes=attributes),)


def divisions(blocks: Sequence[Json]) -> Iterator[tuple[str, list[Json]]]:
    """Yield identifier and content of each division, the outer ones before those in them."""
    for block in blocks:
        match block:
            case {"t": "Div", "c": [[str(name), *_], list(children)]}:
                yield name, children
                yield from divisions(children)
            case _:
                continue
