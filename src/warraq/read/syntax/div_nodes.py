"""What a fenced division means: a quotation, verse, a boxed remark, a place, or just a group."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markdown_it.token import Token

from warraq.diagnostics import Location
from warraq.model.attributes import Attributes
from warraq.model.blocks import (
    Admonition,
    Bibliography,
    Block,
    Blocks,
    Container,
    Contents,
    ContentsKind,
    GlossaryList,
    Quote,
)
from warraq.read.syntax import verse
from warraq.read.syntax.decoration import without_class, without_pairs
from warraq.read.syntax.quotes import split_attribution

if TYPE_CHECKING:
    from warraq.read.blocks import BlockBuilder

ADMONITIONS = ("note", "tip", "important", "warning", "caution")
_VERSE = ("verse", "poem")


def division(builder: BlockBuilder, token: Token, location: Location) -> Block:
    """Return the node for a division; its children are taken from the builder."""
    attributes = builder.to_attributes(token.meta["attributes"], location)
    if not token.meta["closed"]:
        builder.reading.report.error(
            "S013",
            "the division is never closed",
            location,
            "write ::: on a line of its own where it ends",
        )
    kind = next((name for name in attributes.classes if name in _KINDS), "")
    if attributes.id == "refs":
        kind = "bibliography"
    if kind in _VERSE:
        return _verse(builder, without_class(attributes, kind), location)
    children = builder.children("div_close")
    rest = without_class(attributes, kind) if kind else attributes
    match kind:
        case "quote":
            children, attribution = split_attribution(children)
            quote = Quote(children=children, attribution=attribution, location=location)
            return _attributed(builder, quote, rest, location)
        case "bibliography" | "references":
            return _placed(builder, Bibliography(attributes=rest, location=location), children)
        case _ if kind in _LISTS:
            contents = Contents(kind=_LISTS[kind], attributes=rest, location=location)
            return _placed(builder, contents, children)
        case "glossary":
            return _placed(builder, GlossaryList(attributes=rest, location=location), children)
        case "":
            return Container(children=children, attributes=attributes, location=location)
        case _:
            return _admonition(builder, kind, children, rest, location)


def _admonition(
    builder: BlockBuilder, kind: str, children: Blocks, attributes: Attributes, location: Location
) -> Admonition:
    written = attributes.get("title")
    title = builder.value(written, location) if written else ()
    return Admonition(
        kind=kind,
        children=children,
        title=title,
        attributes=without_pairs(attributes, "title"),
        location=location,
    )


_LISTS = {
    "contents": ContentsKind.SECTIONS,
    "toc": ContentsKind.SECTIONS,
    "list-of-figures": ContentsKind.FIGURES,
    "lof": ContentsKind.FIGURES,
    "list-of-tables": ContentsKind.TABLES,
    "lot": ContentsKind.TABLES,
}
_KINDS = frozenset(
    {*ADMONITIONS, *_VERSE, *_LISTS, "quote", "bibliography", "references", "glossary"}
)


def _attributed(
    builder: BlockBuilder, node: Quote, attributes: Attributes, location: Location
) -> Quote:
    written = attributes.get("attribution")
    attributes = without_pairs(attributes, "attribution")
    if not written:
        return replace(node, attributes=attributes)
    return replace(node, attribution=builder.value(written, location), attributes=attributes)


def _verse(builder: BlockBuilder, attributes: Attributes, location: Location) -> Block:
    written = attributes.get("attribution")
    attribution = builder.value(written, location) if written else ()
    attributes = without_pairs(attributes, "attribution")
    stanzas = verse.stanzas(builder, attributes, attribution, location)
    if len(stanzas) == 1:
        return stanzas[0]
    return Container(children=stanzas, location=location)


def _placed(builder: BlockBuilder, node: Block, children: tuple[Block, ...]) -> Block:
    """A division that marks a place takes no text of its own."""
    if children:
        builder.reading.report.error(
            "S015",
            "this division marks a place and is filled by warraq; its text would be lost",
            children[0].location,
            "move the text out of the division",
        )
    return node
