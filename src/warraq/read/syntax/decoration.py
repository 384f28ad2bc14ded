"""Attributes on a line of their own before a block: ``{numeral=abjad}``."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from warraq.diagnostics import Location, nearest
from warraq.model.attributes import Attributes
from warraq.model.blocks import Block, Column, List, Numeral, Quote, Table
from warraq.read.passage import Passage
from warraq.read.sections import Heading
from warraq.read.syntax.attributes import Pairs
from warraq.source import SourceText

if TYPE_CHECKING:
    from warraq.read.blocks import BlockBuilder


def decorate(
    block: Block | Heading, pairs: Pairs, location: Location, builder: BlockBuilder
) -> Block:
    """Return the block with the attributes; those with a meaning of their own are acted on."""
    attributes = builder.to_attributes(pairs, location)
    match block:
        case List():
            block = _list(block, attributes, location, builder)
            attributes = without_pairs(attributes, "numeral", "delimiter")
        case Quote() if attributes.get("attribution"):
            attribution = builder.value(attributes.get("attribution"), location)
            block = replace(block, attribution=attribution)
            attributes = without_pairs(attributes, "attribution")
        case Table():
            block = with_widths(block, attributes, location, builder)
            attributes = without_pairs(attributes, "widths")
        case _:
            pass
    return replace(block, attributes=merged(block.attributes, attributes))  # type: ignore[return-value]


def merged(own: Attributes, more: Attributes) -> Attributes:
    """Return both together; what stands on the block itself wins."""
    return Attributes(
        id=own.id or more.id,
        classes=(*own.classes, *more.classes),
        lang=own.lang or more.lang,
        dir=own.dir or more.dir,
        pairs=(*own.pairs, *more.pairs),
    )


def without_pairs(attributes: Attributes, *names: str) -> Attributes:
    """Return the attributes without some keys."""
    return replace(
        attributes, pairs=tuple(pair for pair in attributes.pairs if pair[0] not in names)
    )


def without_class(attributes: Attributes, name: str) -> Attributes:
    """Return the attributes without a class."""
    return replace(attributes, classes=tuple(item for item in attributes.classes if item != name))


def value_passage(text: str, near: Location, passage: Passage) -> Passage:
    """Return an attribute's value as a passage: sought in the line where its block begins."""
    source = passage.source
    if near.file == source.name and 0 < near.line <= len(source.line_starts):
        start = source.line_starts[near.line - 1] + max(near.column - 1, 0)
        found = source.text.find(text, start)
        start = found if found >= 0 else start
        return Passage(text, source, ((0, start),))
    return Passage(text, SourceText(near.file, text))


def with_widths(
    table: Table, attributes: Attributes, location: Location, builder: BlockBuilder
) -> Table:
    """Return the table with ``widths="2,1,1"`` as shares of the whole."""
    written = attributes.get("widths")
    if not written:
        return table
    try:
        parts = [float(part.strip().rstrip("%")) for part in written.split(",")]
    except ValueError:
        parts = []
    total = sum(parts)
    if len(parts) != len(table.columns) or min(parts) <= 0 or not total < 1e9:
        builder.reading.report.error(
            "S062",
            f'widths="{written}" are not {len(table.columns)} numbers above 0',
            location,
            'write one number a column, for example widths="2,1,1"',
        )
        return table
    columns = tuple(
        Column(alignment=column.alignment, width=part / total)
        for column, part in zip(table.columns, parts, strict=True)
    )
    return replace(table, columns=columns)


def _list(block: List, attributes: Attributes, location: Location, builder: BlockBuilder) -> List:
    numeral = attributes.get("numeral")
    delimiter = attributes.get("delimiter")
    if numeral:
        names = [item.value for item in Numeral]
        if numeral not in names:
            near = nearest(numeral, names)
            builder.reading.report.error(
                "S012",
                f"numeral={numeral} is not known",
                location,
                f"did you mean {near}?" if near else f"known are {', '.join(names)}",
            )
        else:
            block = replace(block, numeral=Numeral(numeral), ordered=True)
            if block.numeral is Numeral.ARABIC_ORDINAL:
                delimiter = delimiter or ":"
    return replace(block, delimiter=delimiter) if delimiter else block
