"""No word is lost on the way into the book, and none is split."""

from __future__ import annotations

from pathlib import Path

import pytest

import warraq
from tests.epub_book import export, words_of_book, words_of_document
from tests.kitchen_sink import resolved_kitchen_sink
from warraq.diagnostics import Report

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "source" / "article.md", *sorted((ROOT / "tests/cases/languages").glob("*.md"))]


def test_the_words_of_the_kitchen_sink_are_those_of_the_book() -> None:
    document = resolved_kitchen_sink()
    assert words_of_book(export(document)) == words_of_document(document)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_words_of_a_source_are_those_of_the_book(source: Path) -> None:
    report = Report()
    resolution = warraq.resolve(warraq.load(source, report))
    assert not report.has_errors, [str(item) for item in report]
    words = words_of_document(resolution.document)
    assert len(words) > 100
    book = export(resolution.document, resources=resolution.resources)
    assert words_of_book(book) == words
