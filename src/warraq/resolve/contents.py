"""Pass: the table of contents, and the lists of figures and of tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from warraq.lang.terms import term
from warraq.model.blocks import (
    Block,
    Blocks,
    Contents,
    ContentsEntry,
    ContentsKind,
    Figure,
    Section,
    Table,
)
from warraq.model.document import Document
from warraq.model.inlines import CrossReference, Inlines, Link, Note, Term, Text
from warraq.model.metadata import Metadata
from warraq.model.walk import iterate, rewrite
from warraq.resolve.context import Context

_TITLES = {
    ContentsKind.SECTIONS: "contents",
    ContentsKind.FIGURES: "list-of-figures",
    ContentsKind.TABLES: "list-of-tables",
}
_LEVELS = 3
"""Levels of the table of contents that have a role of their own."""
_LISTED = {ContentsKind.FIGURES: Figure, ContentsKind.TABLES: Table}


def run(document: Document, context: Context) -> Document:
    """Fill the lists where the author put them, or before the body if the metadata asks.

    Those that the metadata asks for follow the table of contents, wherever that stands. A list of
    figures or tables without one of them is left out and reported (X005).
    """
    placed = {node.kind: node for node in iterate(document.blocks) if isinstance(node, Contents)}
    asked = [kind for kind in _asked(document.metadata) if kind not in placed]
    if not placed and not asked:
        return document
    filled = {kind: _filled(kind, document) for kind in (*placed, *asked)}
    for kind in (*placed, *asked):
        if kind in _LISTED and not filled[kind].entries:
            _report_empty(kind, placed.get(kind), document.metadata, context)

    def fill(node: Any) -> Any:
        return _completed(node, filled[node.kind]) if isinstance(node, Contents) else node

    blocks = rewrite(document.blocks, fill)
    blocks = _with_lists(blocks, tuple(filled[kind] for kind in asked if _is_shown(filled[kind])))
    return document if blocks is document.blocks else dataclasses.replace(document, blocks=blocks)


def _asked(metadata: Metadata) -> Iterator[ContentsKind]:
    if metadata.contents:
        yield ContentsKind.SECTIONS
    if metadata.list_of_figures:
        yield ContentsKind.FIGURES
    if metadata.list_of_tables:
        yield ContentsKind.TABLES


def _filled(kind: ContentsKind, document: Document) -> Contents:
    title = (Text(term(document.metadata.lang, _TITLES[kind])),)
    if kind is ContentsKind.SECTIONS:
        entries = _entries(document.blocks, document.metadata.contents_depth)
    else:
        entries = _captions(document.blocks, _LISTED[kind])
    return Contents(title=title, entries=tuple(entries), kind=kind)


def _is_shown(contents: Contents) -> bool:
    return bool(contents.entries) or contents.kind is ContentsKind.SECTIONS


def _completed(node: Contents, filled: Contents) -> Contents | tuple[()]:
    if not _is_shown(filled):
        return ()
    new = dataclasses.replace(node, title=node.title or filled.title, entries=filled.entries)
    return node if new == node else new


def _with_lists(blocks: Blocks, lists: tuple[Block, ...]) -> Blocks:
    """Put lists after the table of contents among the outermost blocks, else before all."""
    if not lists:
        return blocks
    place = next((index for index, block in enumerate(blocks, 1) if isinstance(block, Contents)), 0)
    return blocks[:place] + lists + blocks[place:]


def _report_empty(
    kind: ContentsKind, placed: Contents | None, metadata: Metadata, context: Context
) -> None:
    name = _TITLES[kind]
    context.report.warning(
        "X005",
        f"the {name.replace('-', ' ')} would be empty and is left out",
        placed.location if placed else metadata.place_of(name),
        f"only {kind} with a caption are listed: give them one, or take out «{name}»",
    )


def _entries(blocks: Blocks, depth: int) -> Iterator[ContentsEntry]:
    for section in blocks:
        if not isinstance(section, Section):
            continue
        if section.level <= depth:
            yield _entry(section, section.title, section.level)
        yield from _entries(section.children, depth)


def _captions(blocks: Blocks, cls: type[Figure] | type[Table]) -> Iterator[ContentsEntry]:
    """Yield what has a number, in the order of the numbers."""
    for node in iterate(blocks):
        if isinstance(node, cls) and node.number is not None:
            yield _entry(node, node.caption, 1)


def _entry(node: Section | Figure | Table, title: Inlines, level: int) -> ContentsEntry:
    return ContentsEntry(
        attributes=dataclasses.replace(node.attributes, id="", classes=(), pairs=()),
        target=node.attributes.id,
        level=level,
        children=title_of(title),
        number=node.number,
        location=node.location,
    )


def role_of(kind: ContentsKind, level: int) -> str:
    """Return the theme's role for a line of contents; levels beyond the last look as it does."""
    if kind is ContentsKind.SECTIONS:
        return f"contents-{min(level, _LEVELS)}"
    return "contents-caption"


def title_of(title: Inlines) -> Inlines:
    """Return a title for use elsewhere: its words and emphasis, without notes and links."""

    def strip(node: Any) -> Any:
        match node:
            case Note():
                return ()
            case Link() | CrossReference() | Term():
                return node.children
            case _:
                return node

    stripped: Inlines = rewrite(title, strip)
    return stripped
