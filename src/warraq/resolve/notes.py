"""Pass: notes. With a note style, each citation of the running text becomes a note."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import Any

from warraq.bib.style import StyleKind
from warraq.model.attributes import Attributes
from warraq.model.blocks import Paragraph
from warraq.model.document import Document
from warraq.model.inlines import Citation, CitationMode, Inline, Inlines, Note, NoteKind, Text
from warraq.model.walk import map_children
from warraq.resolve.citation_style import style_of
from warraq.resolve.context import Context
from warraq.resolve.linked_notes import parted

AUTHOR_NAME = "author-name"
"""Class of a citation in the running text that prints its author's name and nothing else."""


def run(document: Document, context: Context) -> Document:
    """Wrap citations into notes where the style cites in notes; close up the space before calls.

    Links end before the call of a note and go on after it.

    Reports calls that stand side by side (C024).
    """
    wrapping = style_of(document, context).kind is StyleKind.NOTE

    def visit(value: Any) -> Any:
        if isinstance(value, Note):
            return value
        if isinstance(value, tuple):
            values = tuple(visit(item) for item in value)
            if wrapping:
                values = _wrapped(values)
            values = _closed_up(parted(values))
            _report_side_by_side(values, context)
            return value if _identical(values, value) else values
        if isinstance(value, Text):
            return value
        return map_children(value, visit) if dataclasses.is_dataclass(value) else value

    blocks = visit(document.blocks)
    return document if blocks is document.blocks else dataclasses.replace(document, blocks=blocks)


def _identical(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _wrapped(values: tuple[Any, ...]) -> tuple[Any, ...]:
    result: list[Any] = []
    for value in values:
        if isinstance(value, Citation) and AUTHOR_NAME not in value.attributes.classes:
            result.extend(_as_note(value))
        else:
            result.append(value)
    return tuple(result)


def _as_note(citation: Citation) -> Inlines:
    """Return the note of a citation, after its author's name if that stands in the text."""
    note = Note(
        children=(Paragraph((_without_author_in_text(citation),), location=citation.location),),
        kind=NoteKind.CITATION,
        location=citation.location,
    )
    if all(item.mode is not CitationMode.AUTHOR_IN_TEXT for item in citation.items):
        return (note,)
    name = dataclasses.replace(citation, attributes=Attributes(classes=(AUTHOR_NAME,)))
    return (name, note)


def _without_author_in_text(citation: Citation) -> Citation:
    items = tuple(
        dataclasses.replace(item, mode=CitationMode.NORMAL)
        if item.mode is CitationMode.AUTHOR_IN_TEXT
        else item
        for item in citation.items
    )
    return dataclasses.replace(citation, items=items)


def _closed_up(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Take away the space between a word and the note call that belongs to it."""
    result: list[Inline] = []
    for value in values:
        if isinstance(value, Note) and result and isinstance(result[-1], Text):
            before = result[-1]
            text = before.text.rstrip(" ")
            if text != before.text:
                result[-1] = dataclasses.replace(before, text=text)
        result.append(value)
    return tuple(result)


def _report_side_by_side(values: tuple[Any, ...], context: Context) -> None:
    """Report a note right after another: the numbers of their calls read as one (C024)."""
    nodes = [node for node in values if not (isinstance(node, Text) and not node.text)]
    for before, node in pairwise(nodes):
        if isinstance(before, Note) and isinstance(node, Note):
            message = "two notes stand side by side, and their numbers would read as one"
            hint = "put the works in one pair of brackets, [@a; @b], or words between the notes"
            context.report.warning("C024", message, node.location, hint)
