"""A reader that runs the algorithm on our markup finds the levels that the model has.

PDF and Word are told the levels; a book only says where isolates are. Here the resolver of
UAX #9 runs on the text of every XHTML block, as a reading system would, and must agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import warraq
from tests.epub_book import BLOCKS, EPUB, XHTML, Book, export, printed, resolved
from tests.kitchen_sink import en, note, p, resolved_kitchen_sink
from warraq.diagnostics import Report
from warraq.lang.bidi import resolve
from warraq.model.attributes import Attributes
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Emphasis, Inline, Span, Text

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "source" / "article.md", *sorted((ROOT / "tests/cases/languages").glob("*.md"))]
OBJECT, INITIATORS, PDI = "\ufffc", {"ltr": "\u2066", "rtl": "\u2067"}, "\u2069"

PARTING = BLOCKS | {"table", "thead", "tbody", "tr", "ul", "ol", "dl", "figure", "colgroup", "nav"}

Levels = list[tuple[str, int]]


def levels_of_document(document: ResolvedDocument) -> Levels:
    """Return the printed characters with their levels; white space apart."""
    return [
        (char, piece.level)
        for piece in printed((document.front, document.blocks))
        if isinstance(piece, Text) and piece.level is not None
        for char in piece.text
        if not char.isspace()
    ]


class Reader:
    """What a reading system makes of one page, as far as the algorithm goes."""

    def __init__(self, page: Any) -> None:
        self.notes = {aside.get("id"): aside for aside in page.iter(f"{XHTML}aside")}
        self.result: Levels = []
        self.text: list[str] = []
        self.pieces: list[str | Levels] = []

    def block(self, element: Any, direction: str) -> None:
        """Read a block; inline content that blocks part is a paragraph each."""
        direction = element.get("dir", direction)
        if element.get(f"{EPUB}type") == "footnotes" or element.tag == f"{XHTML}pre":
            return
        self.add(element.text)
        for child in element:
            if child.tag.removeprefix(XHTML) in PARTING:
                self.flush(direction)
                self.block(child, direction)
            else:
                self.inline(child, direction)
            self.add(child.tail)
        self.flush(direction)

    def add(self, text: str | None) -> None:
        """Take a text."""
        if text:
            self.text.append(text)
            self.pieces.append(text)

    def control(self, char: str) -> None:
        """Take a character that is not printed."""
        self.text.append(char)
        self.pieces.append([])

    def inline(self, element: Any, direction: str) -> None:
        """Read an inline element: an isolate where it states a direction, an atom, or a box."""
        name, classes = element.tag.removeprefix(XHTML), element.get("class", "").split()
        if name == "br":
            self.control("\u2028")
        elif "footnote-reference" in classes:
            self.atom(self.separate(self.notes[element[0].get("href")[1:]], direction))
        elif "hemistich" in classes:
            self.atom(self.separate(element, direction))
        elif name == "img" or "label" in classes or "Math" in element.tag:
            self.control(OBJECT)
        elif element.get("role") != "doc-backlink":
            isolate = element.get("dir")
            if isolate:
                self.control(INITIATORS[isolate])
            self.add(element.text)
            for child in element:
                self.inline(child, isolate or direction)
                self.add(child.tail)
            if isolate:
                self.control(PDI)

    def atom(self, inside: Levels) -> None:
        """Take something that is ordered by itself."""
        self.text.append(OBJECT)
        self.pieces.append(inside)

    def separate(self, element: Any, direction: str) -> Levels:
        """Return the levels of an element that is ordered by itself."""
        other = Reader(element)
        other.notes = self.notes
        other.block(element, direction)
        return other.result

    def flush(self, direction: str) -> None:
        """Resolve the paragraph that ends here."""
        levels = resolve("".join(self.text), 1 if direction == "rtl" else 0).levels
        position = 0
        for piece in self.pieces:
            if isinstance(piece, str):
                here = levels[position : position + len(piece)]
                pairs = zip(piece, here, strict=True)
                self.result += [(char, level) for char, level in pairs if not char.isspace()]
                position += len(piece)
            else:
                self.result += piece
                position += 1
        self.text, self.pieces = [], []


def levels_of_book(book: Book) -> Levels:
    """Return the characters of all pages with the levels that a reader finds."""
    return list(_levels(book))


def _levels(book: Book) -> Iterator[tuple[str, int]]:
    for name, page in book.pages.items():
        if name not in ("nav.xhtml", "cover.xhtml"):
            reader = Reader(page)
            reader.block(page.find(f"{XHTML}body"), page.get("dir"))
            yield from reader.result


def test_the_kitchen_sink() -> None:
    document = resolved_kitchen_sink()
    assert levels_of_book(export(document)) == levels_of_document(document)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_source(source: Path) -> None:
    resolution = warraq.resolve(warraq.load(source, Report()))
    book = export(resolution.document, resources=resolution.resources)
    found = levels_of_book(book)
    assert found == levels_of_document(resolution.document)
    assert len({level for _, level in found}) > 1


WORDS = st.sampled_from(
    [
        "كلمة",
        "Smith",
        "2014",
        "٩٨٪",
        "(",
        ")",
        "C++",
        "«",
        "»",
        "ص. 5–7",
        "a.b",
        "،",
        "12:30",
        "[",
        "]",
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(lambda words: Text(" ".join(words)))
SPANS = st.builds(
    lambda child, lang: Span((child,), attributes=Attributes(lang=lang)),
    TEXTS,
    st.sampled_from(["en", "ar", "he", None]),
)
INLINES = st.lists(
    st.one_of(
        TEXTS,
        SPANS,
        st.builds(lambda child: Emphasis((child,)), st.one_of(TEXTS, SPANS)),
        st.builds(lambda child: note(p(child)), TEXTS),
    ),
    min_size=1,
    max_size=6,
)


@given(INLINES, st.sampled_from(["ar", "en", "fa"]))
@settings(max_examples=150)
def test_generated_paragraphs(inlines: list[Inline], lang: str) -> None:
    document = resolved(p(*inlines), lang=lang)
    assert levels_of_book(export(document)) == levels_of_document(document)


def test_a_lost_isolate_is_found() -> None:
    document = resolved(p("لغة ", en("C++"), " هنا"))
    book = export(document)
    page = book.text("text-1.xhtml").replace(' dir="ltr"', "")
    broken = Book({**book.files, "EPUB/text-1.xhtml": page.encode()})
    assert levels_of_book(broken) != levels_of_document(document)
