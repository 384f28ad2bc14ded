"""Verse: a line of the source is a line of the poem, its hemistichs parted by `` / ``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from warraq.diagnostics import Location
from warraq.model.attributes import Attributes
from warraq.model.blocks import Verse, VerseLine
from warraq.model.inlines import Inline, Inlines, LineBreak, Text
from warraq.read.inlines import read_inlines

if TYPE_CHECKING:
    from warraq.read.blocks import BlockBuilder

# « / », « // », « *** », a tab, or four spaces and more.
_CAESURA = re.compile(r"[ \t]+(?://?|\*{3})(?:[ \t]+|$)|[ \t]*\t[ \t]*|[ ]{4,}")
_SPACES = re.compile(r"[ \t\n]+")


def stanzas(
    builder: BlockBuilder, attributes: Attributes, attribution: Inlines, location: Location
) -> tuple[Verse, ...]:
    """Take the paragraphs of a verse division: each is a stanza; the last has the attribution."""
    result: list[Verse] = []
    while builder.tokens[builder.index].type != "div_close":
        token = builder.tokens[builder.index]
        if token.type != "paragraph_open":
            _refuse(builder)
            continue
        content = builder.tokens[builder.index + 1]
        builder.index += 3
        first = content.map[0] if content.map else 0
        passage = builder.content_of(content.content, first)
        nodes = read_inlines(passage, builder.reading, keep_lines=True)
        lines = tuple(_line(line, builder) for line in _lines(nodes))
        result.append(Verse(lines=lines, attributes=attributes, location=passage.location(0)))
    builder.index += 1
    if not result:
        builder.reading.report.error("S071", "the verse has no lines", location)
        result.append(Verse(lines=(), attributes=attributes, location=location))
    result[0] = replace(result[0], location=location)
    result[-1] = replace(result[-1], attribution=attribution)
    # An identifier belongs to one node.
    bare = replace(attributes, id="")
    return (result[0], *(replace(stanza, attributes=bare) for stanza in result[1:]))


def _refuse(builder: BlockBuilder) -> None:
    """Report something else than lines of verse, and pass over it."""
    token = builder.tokens[builder.index]
    builder.reading.report.error(
        "S070",
        "a verse division holds lines of verse and nothing else",
        builder.location(token),
        "close the division with ::: before it",
    )
    depth = 0
    while True:
        depth += builder.tokens[builder.index].nesting
        builder.index += 1
        if depth <= 0:
            return


def _lines(nodes: Inlines) -> list[list[Inline]]:
    lines: list[list[Inline]] = [[]]
    for node in nodes:
        if isinstance(node, LineBreak):
            lines.append([])
        else:
            lines[-1].append(node)
    return [line for line in lines if line]


def _line(nodes: list[Inline], builder: BlockBuilder) -> VerseLine:
    hemistichs: list[list[Inline]] = [[]]
    for node in nodes:
        if not isinstance(node, Text):
            hemistichs[-1].append(node)
            continue
        for number, part in enumerate(_parts(node)):
            if number:
                hemistichs.append([])
            if part.text:
                hemistichs[-1].append(part)
    place = nodes[0].location
    if len(hemistichs) > 2:
        builder.reading.report.warning(
            "S072",
            f"the line of verse has {len(hemistichs)} parts",
            place,
            "a line has two hemistichs, parted once by ' / '",
        )
    return VerseLine(hemistichs=tuple(_trimmed(part) for part in hemistichs), location=place)


def _parts(node: Text) -> list[Text]:
    parts: list[Text] = []
    start = 0
    for match in _CAESURA.finditer(node.text):
        parts.append(_part(node, start, match.start()))
        start = match.end()
    return [*parts, _part(node, start, len(node.text))]


def _part(node: Text, start: int, end: int) -> Text:
    place = node.location
    moved = replace(place, column=place.column + start) if place.column else place
    return Text(_SPACES.sub(" ", node.text[start:end]), location=moved)


def _trimmed(nodes: list[Inline]) -> Inlines:
    from warraq.read.syntax.citation_nodes import stripped

    return stripped(tuple(nodes), left=True, right=True)
