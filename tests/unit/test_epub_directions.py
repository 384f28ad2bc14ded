"""Directions, languages and notes of every file: right in our books, and faults are found."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

import warraq
from tests.epub_book import Book, export, resolved
from tests.epub_faults import faults
from tests.kitchen_sink import en, note, p, resolved_kitchen_sink
from warraq.diagnostics import Report
from warraq.lang.tags import direction_of
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import Section
from warraq.model.inlines import Text
from warraq.model.metadata import LocalizedInlines

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "source" / "article.md", *sorted((ROOT / "tests/cases/languages").glob("*.md"))]


@cache
def kitchen_book() -> Book:
    return export(resolved_kitchen_sink(), cover=True)


def test_the_kitchen_sink_is_without_fault() -> None:
    assert faults(kitchen_book(), "ar", "rtl") == []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_source_gives_a_book_without_fault(source: Path) -> None:
    resolution = warraq.resolve(warraq.load(source, Report()))
    lang = resolution.document.metadata.lang
    book = export(resolution.document, resources=resolution.resources, cover=True)
    assert faults(book, lang, direction_of(lang).value) == []


PLANTED = tomllib.loads((ROOT / "tests/cases/epub/faults.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(name: str) -> None:
    file, right, wrong = (PLANTED[name][key] for key in ("file", "right", "wrong"))
    book = kitchen_book()
    text = book.text(file)
    assert right in text
    files = {**book.files, f"EPUB/{file}": text.replace(right, wrong).encode()}
    assert faults(Book(files), "ar", "rtl") != []


def test_the_documents_own_direction_wins_over_its_languages() -> None:
    title = (LocalizedInlines("ks", (Text("Kashmiri in Latin letters"),)),)
    book = export(resolved(p("text"), lang="ks", dir=Direction.LTR, title=title))
    assert faults(book, "ks", "ltr") == []


def test_an_english_section_in_an_arabic_book_says_so_wherever_it_shows() -> None:
    section = Section(1, (Text("Summary"),), (p("Text (نص)."),), attributes=Attributes(lang="en"))
    book = export(resolved(Section(1, (Text("مقدمة"),), (p("نص"),)), section))
    page = book.text("chapter-2.xhtml")
    assert 'lang="en" xml:lang="en" dir="ltr" epub:type="chapter"' in page
    entry = '<li class="contents-1" lang="en" xml:lang="en" dir="ltr"><a href="chapter-2.xhtml">'
    assert entry in book.text("nav.xhtml")
    assert faults(book, "ar", "rtl") == []


def test_only_blocks_and_isolates_state_a_direction() -> None:
    """Readers run the algorithm themselves, so no run of a level gets an element."""
    book = export(resolved(p("قال 2014 Smith ثم (Jones 98%) ", en("C++"), ".")))
    english = '<span lang="en" xml:lang="en" dir="ltr">C++</span>'
    assert f"<p>قال 2014 Smith ثم (Jones 98%) {english}.</p>" in book.text("text-1.xhtml")


def test_a_note_is_in_the_direction_of_its_own_text() -> None:
    english = note(p("See Smith (سميث).", attributes=Attributes(lang="en")))
    book = export(resolved(p("نص", english, note(p("حاشية")))))
    page = book.text("text-1.xhtml")
    assert 'id="fn-1" class="footnote" lang="en" xml:lang="en" dir="ltr"' in page
    assert 'id="fn-2" class="footnote" lang="ar" xml:lang="ar" dir="rtl"' in page
    assert 'aria-label="Back to the text of note 1" dir="ltr">(1)</a> See' in page
