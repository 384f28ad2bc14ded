"""No word is lost: all words of a document stand in its Word file, in order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import warraq
from tests.docx_package import SEPARATORS, Package, export, opened, paragraphs, text_of
from tests.kitchen_sink import resolved_kitchen_sink
from warraq.export.docx.markup import W, name
from warraq.lang.numerals import default_digits
from warraq.model.blocks import (
    Admonition,
    CodeBlock,
    Figure,
    List,
    MathBlock,
    Number,
    Numeral,
    Quote,
    Table,
    Verse,
)
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Image, LineBreak, Math, Note, NoteKind, Text
from warraq.model.metadata import Digits
from warraq.model.walk import child_fields

SOURCE = Path(__file__).resolve().parents[2] / "source" / "article.md"
MARKS = str.maketrans("", "", "\u200e\u200f\u202a\u202b\u202c")


class Words:
    """Collects the words of a document in the order of its pages: text, and notes apart."""

    def __init__(self, document: ResolvedDocument) -> None:
        metadata = document.metadata
        self.western = (metadata.digits or default_digits(metadata.lang)) is Digits.WESTERN
        self.text: list[str] = []
        self.notes: list[str] = []
        for block in (*document.front, *document.blocks):
            self.text += self.block(block)

    def block(self, node: Any) -> Iterator[str]:
        """Yield the words of a block; each line of inlines is split by itself."""
        match node:
            case tuple() if node and all(_is_inline(item) for item in node):
                yield from self.line(node)
            case tuple():
                for item in node:
                    yield from self.block(item)
            case CodeBlock():
                yield from node.text.split()
            case MathBlock():
                yield from self.line(node.number.inlines if node.number else ())
            case Figure():
                yield from self.captioned(node)
            case Table():
                yield from self.captioned(node)
                yield from self.block((*node.head, *node.body))
            case List():
                for item in node.items:
                    yield from self.item(node, item)
            case Admonition():
                yield from self.line(node.title)
                yield from self.block(node.children)
            case Quote() | Verse():
                inner = node.children if isinstance(node, Quote) else node.lines
                yield from self.block(inner)
                yield from self.line(node.attribution)
            case _ if isinstance(getattr(node, "number", None), Number):
                yield from self.numbered(node)
            case _:
                for field in child_fields(type(node)):
                    yield from self.block(getattr(node, field))

    def captioned(self, node: Any) -> Iterator[str]:
        yield from self.line((node.number.inlines if node.number else ()) + node.caption)

    def numbered(self, node: Any) -> Iterator[str]:
        fields = [field for field in child_fields(type(node)) if field != "number"]
        first = "title" if "title" in fields else "children"
        yield from self.line(node.number.inlines + getattr(node, first))
        for field in fields:
            if field != first:
                yield from self.block(getattr(node, field))

    def item(self, node: List, item: Any) -> Iterator[str]:
        ordinal = node.numeral is Numeral.ARABIC_ORDINAL
        if node.ordered and (ordinal or (node.numeral is Numeral.DECIMAL and not self.western)):
            yield item.label
        yield from self.block(item.children)

    def line(self, inlines: Any) -> list[str]:
        return "".join(self.pieces(inlines)).translate(MARKS).split()

    def pieces(self, inlines: Any) -> Iterator[str]:
        for node in inlines:
            match node:
                case Text():
                    yield node.text
                case LineBreak():
                    yield " "
                case Note():
                    if node.kind is NoteKind.AUTHOR:
                        yield node.mark
                    self.notes += self.block(node.children)
                case Image() | Math():
                    pass
                case _:
                    yield from self.pieces(node.children)


def _is_inline(node: Any) -> bool:
    return type(node).__module__.endswith("inlines")


def written(package: Package) -> tuple[list[str], list[str]]:
    """Return the words of the text and of the notes, without the theme's brackets and formulas."""
    for call in list(package.body.iter(name("r"))):
        style = call.find("w:rPr/w:rStyle", {"w": W})
        is_call = style is not None and style.get(name("val")) == "FootnoteReference"
        if is_call and text_of(call) in ("(", ")"):
            call.getparent().remove(call)
    for part in (package.body, package.notes):
        for formula in list(part.iter(name("m:oMath"))):
            formula.getparent().remove(formula)
    for mark in list(package.notes.iter("{*}AlternateContent")):
        mark.getparent().remove(mark)
    notes = [
        note
        for note in package.notes.iterfind("w:footnote", {"w": W})
        if note.get(name("id")) not in SEPARATORS
    ]
    return _words(package.body), [word for note in notes for word in _words(note)]


def _words(element: Any) -> list[str]:
    return [
        word
        for paragraph in paragraphs(element)
        for word in text_of(paragraph).translate(MARKS).split()
    ]


def test_words_of_the_kitchen_sink() -> None:
    document = resolved_kitchen_sink()
    expected = Words(document)
    text, notes = written(export(document))
    assert text == expected.text
    assert notes == expected.notes
    assert len(notes) > 20


def test_words_of_the_sample() -> None:
    resolution = warraq.resolve(warraq.load(SOURCE))
    expected = Words(resolution.document)
    text, notes = written(opened(warraq.export(resolution, "docx").data))
    assert text == expected.text
    assert notes == expected.notes
    assert len(text) > 3000


@pytest.mark.parametrize("lost", ["text", "notes"])
def test_a_lost_word_is_seen(lost: str) -> None:
    document = resolved_kitchen_sink()
    package = export(document)
    part = package.body if lost == "text" else package.notes
    victim = [item for item in part.iter(name("t")) if (item.text or "").strip().isalpha()][-1]
    victim.text = ""
    expected = Words(document)
    assert written(package) != (expected.text, expected.notes)
