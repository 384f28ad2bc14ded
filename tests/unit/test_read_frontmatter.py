"""The front matter: every key, every form of a value, every fault with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from warraq.diagnostics import Report
from warraq.model.attributes import Direction
from warraq.model.inlines import Citation, Emphasis, Text
from warraq.model.metadata import (
    Author,
    Digits,
    Journal,
    Licence,
    LocalizedBlocks,
    LocalizedInlines,
    LocalizedKeywords,
    LocalizedText,
    Metadata,
    NoteNumbering,
    SectionNumbering,
)
from warraq.read import frontmatter
from warraq.read.frontmatter import FrontMatter
from warraq.read.reading import Gathered, Reading
from warraq.source import SourceText


def read(text: str) -> tuple[FrontMatter, Report]:
    report = Report()
    source = SourceText("a.md", f"---\n{text}\n---\nbody\n")
    start, end, _ = frontmatter.split(source, report)
    return frontmatter.read(source, start, end, Reading(Gathered(report))), report


def metadata(text: str) -> Metadata:
    result, report = read(text)
    assert [str(item) for item in report] == []
    return result.metadata


def faults(text: str) -> list[tuple[str, int, int]]:
    return [(d.code, d.location.line, d.location.column) for d in read(text)[1]]


def line(lang: str, text: str) -> LocalizedInlines:
    return LocalizedInlines(lang, (Text(text),))


def test_nothing_is_needed() -> None:
    assert metadata("") == Metadata()
    assert metadata("# a comment") == Metadata()
    assert metadata("title:\nauthor: ~\nkeywords: null") == Metadata()


def test_localised_values_put_the_main_language_first() -> None:
    found = metadata("title: {en: A, fr: B, ar: ج}")
    assert found.title == (line("ar", "ج"), line("en", "A"), line("fr", "B"))
    found = metadata("lang: ar-EG\ntitle: {en: A, ar: ج}")
    assert found.title == (line("ar", "ج"), line("en", "A"))


def test_a_plain_value_is_in_the_main_language() -> None:
    assert metadata("lang: en\ntitle: T\nsubtitle: S\nshort-title: H") == Metadata(
        lang="en",
        title=(line("en", "T"),),
        subtitle=(line("en", "S"),),
        short_title=(LocalizedText("en", "H"),),
    )


def test_titles_and_abstracts_hold_marks() -> None:
    found = metadata("title: في *مقدمة* ابن خلدون\nabstract: |\n  أ [@k]\n\n  ب\n")
    assert found.title[0].children[1] == Emphasis(children=(Text("مقدمة"),))
    (abstract,) = found.abstract
    assert isinstance(abstract, LocalizedBlocks)
    assert len(abstract.children) == 2
    first = abstract.children[0]
    assert any(isinstance(node, Citation) for node in first.children)  # type: ignore[union-attr]


def test_scalars_stay_text() -> None:
    found = metadata(
        "title: no\npublisher: 1e3\njournal: {volume: 012, issue: 12:30:45, pages: 0x1F}"
    )
    assert found.title == (line("ar", "no"),)
    assert found.publisher == "1e3"
    assert found.journal == Journal(volume="012", issue="12:30:45", pages="0x1F")


def test_authors_in_all_forms() -> None:
    name = (LocalizedText("ar", "أ"),)
    assert metadata("author: أ").authors == (Author(name=name),)
    assert metadata("authors: [أ, ب]").authors[0] == Author(name=name)
    assert metadata("author: {ar: أ, en: A}").authors == (
        Author(name=(*name, LocalizedText("en", "A"))),
    )
    assert metadata("author: {name: أ}").authors == (Author(name=name),)
    found = metadata(
        "author:\n  - name: أ\n    affiliation: [{ar: ج, en: U}, {ar: د}]\n"
        "    email: a@b.org\n    orcid: https://orcid.org/0000-0002-1825-0097\n    note: ن *م*\n"
    )
    (author,) = found.authors
    assert author.affiliation == (LocalizedText("ar", "ج؛ د"), LocalizedText("en", "U"))
    assert (author.email, author.orcid) == ("a@b.org", "0000-0002-1825-0097")
    assert author.note[0].children[1] == Emphasis(children=(Text("م"),))


def test_keywords_in_all_forms() -> None:
    both = (LocalizedKeywords("ar", ("أ", "ب ج")), LocalizedKeywords("en", ("x", "y")))
    assert metadata("keywords: {en: [x, y], ar: أ، ب ج}").keywords == both
    assert metadata("keywords: [أ, ب ج]").keywords == both[:1]
    assert metadata("keywords: أ؛ ب  ج").keywords == both[:1]


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2024", "2024"),
        ("2024-3", "2024-03"),
        ("2024/3/9", "2024-03-09"),
        ("٢٠٢٤-٠٣-٠٩", "2024-03-09"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_dates(written: str, date: str) -> None:
    assert metadata(f"date: {written}").date == date


def test_the_record() -> None:
    found = metadata(
        "received: 2024\naccepted: 2024-02\njournal: {title: {ar: م, en: J}, issn: 1234-5679}\n"
        "doi: https://doi.org/10.5555/a.b\nisbn: 978-3-16-148410-0\npublisher: د\n"
    )
    assert (found.received, found.accepted, found.doi) == ("2024", "2024-02", "10.5555/a.b")
    assert found.journal == Journal(
        title=(LocalizedText("ar", "م"), LocalizedText("en", "J")), issn="1234-5679"
    )
    assert (found.isbn, found.publisher) == ("978-3-16-148410-0", "د")
    assert metadata("journal: م").journal == Journal(title=(LocalizedText("ar", "م"),))


@pytest.mark.parametrize(
    ("written", "licence"),
    [
        ("CC BY 4.0", Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/")),
        (
            "CC-BY-NC-ND",
            Licence("CC-BY-NC-ND", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        ),
        ("كل الحقوق محفوظة", Licence("كل الحقوق محفوظة")),
        ("https://a.org/l", Licence("https://a.org/l", "https://a.org/l")),
        ("{name: X, url: 'https://a.org'}", Licence("X", "https://a.org")),
    ],
)
def test_licences(written: str, licence: Licence) -> None:
    assert metadata(f"license: {written}").licence == licence


def test_choices() -> None:
    found = metadata(
        "dir: rtl\ndigits: arabic-indic\nnotes: {numbering: page}\ntoc: yes\ntoc-depth: ٢\n"
        "list-of-figures: true\nlot: true\n"
        "section-numbering: arabic-ordinals\ntheme: book\ncitation-style: x\nnocite: '@a, @b'\n"
        "bibliography: [a.bib, b.bib]\nglossary: g.yaml\nx-mine: {a: [1]}\n"
    )
    assert found == Metadata(
        dir=Direction.RTL,
        digits=Digits.ARABIC_INDIC,
        note_numbering=NoteNumbering.PAGE,
        contents=True,
        contents_depth=2,
        list_of_figures=True,
        list_of_tables=True,
        section_numbering=SectionNumbering.ORDINALS,
        theme="book",
        citation_style="x",
        nocite=("a", "b"),
        bibliography=("a.bib", "b.bib"),
        glossary=("g.yaml",),
    )
    assert metadata("number-sections: true").section_numbering is SectionNumbering.DECIMAL
    assert metadata("section-numbering: none").section_numbering is SectionNumbering.NONE


def test_chapters_and_places() -> None:
    found, _ = read("chapters:\n  - a.md\n  - b.md\nbibliography: r.bib")
    assert [chapter.text for chapter in found.chapters] == ["a.md", "b.md"]
    assert (found.places["r.bib"].line, found.places["r.bib"].column) == (5, 15)


def test_nothing_but_a_fence_is_a_thematic_break() -> None:
    report = Report()
    assert frontmatter.split(SourceText("a", "---\n\ntext\n"), report) == (0, 0, 0)
    assert frontmatter.split(SourceText("a", "text\n---\n"), report) == (0, 0, 0)
    assert len(report) == 0
    frontmatter.split(SourceText("a", "---\ntitle: x\n\ntext\n"), report)
    assert [item.code for item in report] == ["M016"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tilte: x", [("M004", 2, 1)]),
        ("title: x\nauthor:\n  - name: a\n    emial: x", [("M004", 5, 5)]),
        ("journal: {titel: x}", [("M004", 2, 11)]),
        ("notes: {numering: page}", [("M004", 2, 9)]),
        ("title: [a]", [("M005", 2, 8)]),
        ("author: [[a]]", [("M005", 2, 10)]),
        ("notes: page", [("M005", 2, 8)]),
        ("- a\n- b", [("M005", 2, 1)]),
        ("just text", [("M005", 2, 1)]),
        ("digits: arabic", [("M006", 2, 9)]),
        ("dir: right", [("M006", 2, 6)]),
        ("toc: perhaps", [("M006", 2, 6)]),
        ("toc-depth: 9", [("M006", 2, 12)]),
        ("notes: {numbering: pages}", [("M006", 2, 20)]),
        ("lang: arabic!", [("M007", 2, 7)]),
        ("lang: ar_EG", [("M007", 2, 7)]),
        ("title: {arabic: x}", [("M007", 2, 9)]),
        ("author: {name: a, orcid: 0000-0002-1825-0098}", [("M008", 2, 26)]),
        ("date: 2024-02-30", [("M009", 2, 7)]),
        ("date: next year", [("M009", 2, 7)]),
        ("author: {name: a, email: nobody}", [("M010", 2, 26)]),
        ("doi: 12.3/x", [("M011", 2, 6)]),
        ("isbn: 978-3-16-148410-1", [("M012", 2, 7)]),
        ("journal: {issn: 1234-5678}", [("M012", 2, 17)]),
        ("csl: x.csl", [("M014", 2, 1)]),
        ("author: {email: a@b.org}", [("M017", 2, 9)]),
        ("licence: {name: x, url: nowhere}", [("M018", 2, 10)]),
        ("title: a\ntitle: b", [("M003", 3, 1)]),
        ("title: &x a\nsubtitle: *x", [("M002", 2, 8)]),
        ("title: *x", [("M002", 2, 8)]),
        ("title: !!python/object:os.system x", [("M002", 2, 8)]),
        ('title: "a\\0b"', [("S005", 2, 8)]),
        ('publisher: "\\uFFFE"', [("S005", 2, 12)]),
        ('"a\\x0c": b', [("S005", 2, 1), ("M004", 2, 1)]),
        ("title: a: b", [("M001", 2, 9)]),
        ("title: 'open", [("M001", 3, 1)]),
        ("title: [a", [("M001", 3, 1)]),
        ("\ttitle: a", [("M001", 2, 1)]),
        ("title: a\n--- b", [("M001", 3, 5)]),
        ("title: x [y](file:///z)", [("S020", 2, 10)]),
    ],
)
def test_faults_have_their_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("tilte: x", "did you mean title?"),
        ("citation_style: x", "did you mean citation-style?"),
        ("Title: x", "did you mean title?"),
        ("digits: arabic-indik", "did you mean arabic-indic?"),
        ("lang: ar_EG", "write ar-EG"),
        ("csl: x", "name the file so: citation-style: my-style.csl"),
    ],
)
def test_hints_name_the_nearest(text: str, hint: str) -> None:
    assert next(iter(read(text)[1])).hints[0].message == hint


def test_bad_yaml_names_the_key() -> None:
    _, report = read("lang: ar\nsubtitle: a: b\ntheme: x")
    assert "'subtitle'" in next(iter(report)).message


def test_all_faults_in_one_run() -> None:
    assert [code for code, _, _ in faults("tilte: x\ndigits: y\ndate: z\nlang: 1")] == [
        "M004", "M006", "M009", "M007",
    ]  # fmt: skip


def test_places_within_values() -> None:
    text = 'title: "أ *ب* ج"\nabstract: >-\n  كلمات في سطر\n  ثم *سطر* آخر\n'
    found, _ = read(text)
    lines = f"---\n{text}".split("\n")
    (title,) = found.metadata.title
    (abstract,) = found.metadata.abstract
    for nodes in (title.children, abstract.children[0].children):  # type: ignore[union-attr]
        for node in nodes:
            if isinstance(node, Emphasis):
                place = node.location
                assert lines[place.line - 1][place.column - 1] == "*"


def test_deep_and_large_yaml_is_refused() -> None:
    assert faults("title: " + "[" * 1000)[0][0] == "M013"
    assert faults("title: " + "x" * 1_000_001)[0][0] == "M013"


def test_this_page_of_docs_names_every_key() -> None:
    import inspect
    import re

    page = (Path(__file__).parents[2] / "docs" / "source-format.md").read_text("utf-8")
    reader = inspect.getsource(frontmatter._Reader)
    keys = set(re.findall(r'"([a-z]+(?:-[a-z]+)*)"', reader)) - {
        "arabic-ordinals", "contents", "language", "numbersections", "lof", "lot", "number",
        "notes: numbering",
    }  # fmt: skip
    assert len(keys) > 20
    for key in keys:
        assert f"`{key}`" in page or f"{key}:" in page, key
