"""Pass: the table of contents."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from warraq.lang.terms import term
from warraq.model.blocks import Blocks, Contents, ContentsEntry, Section
from warraq.model.document import Document
from warraq.model.inlines import CrossReference, Inlines, Link, Note, Term, Text
from warraq.model.walk import iterate, rewrite
from warraq.resolve.context import Context


def run(document: Document, context: Context) -> Document:
    """Fill the contents where the author put it, or before the body if the metadata asks."""
    placed = any(isinstance(node, Contents) for node in iterate(document.blocks))
    if not placed and not document.metadata.contents:
        return document
    filled = Contents(
        title=(Text(term(document.metadata.lang, "contents")),),
        entries=tuple(_entries(document.blocks, document.metadata.contents_depth)),
    )
    if not placed:
        return dataclasses.replace(document, blocks=(filled, *document.blocks))

    def fill(node: Any) -> Any:
        if not isinstance(node, Contents):
            return node
        new = dataclasses.replace(node, title=node.title or filled.title, entries=filled.entries)
        return node if new == node else new

    blocks = rewrite(document.blocks, fill)
    return document if blocks is document.blocks else dataclasses.replace(document, blocks=blocks)


def _entries(blocks: Blocks, depth: int) -> Iterator[ContentsEntry]:
    for section in blocks:
        if not isinstance(section, Section):
            continue
        if section.level <= depth:
            yield ContentsEntry(
                attributes=dataclasses.replace(section.attributes, id="", classes=(), pairs=()),
                target=section.attributes.id,
                level=section.level,
                children=title_of(section.title),
                number=section.number,
                location=section.location,
            )
        yield from _entries(section.children, depth)


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
