"""A reader that runs the algorithm on our markup finds the levels that the model has.

PDF and Word are told the levels; a book only says where isolates are. Here the resolver of
UAX #9 runs on the text of every XHTML block, as a reading system would, and must agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import warraq
from tests.epub_book import XHTML, Book, export, printed, resolved
from tests.epub_reader import Levels, Reader, is_shown
from tests.kitchen_sink import en, note, p, resolved_kitchen_sink
from warraq.diagnostics import Report
from warraq.model.attributes import Attributes
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Emphasis, Inline, Span, Text

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "source" / "article.md", *sorted((ROOT / "tests/cases/languages").glob("*.md"))]


def levels_of_document(document: ResolvedDocument) -> Levels:
    """Return the printed characters with their levels; white space apart."""
    return [
        (char, piece.level)
        for piece in printed((document.front, document.blocks))
        if isinstance(piece, Text) and piece.level is not None
        for char in piece.text
        if is_shown(char)
    ]


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
