"""A paper with a CSL style: languages, links, places and faults in the tree."""

from __future__ import annotations

from pathlib import Path

import pytest

import warraq
from warraq.bib.csl import pandoc
from warraq.bib.csl.engine import EngineError, EngineMissingError
from warraq.bib.identifiers import of_entry
from warraq.diagnostics import Diagnostic, Report, Severity
from warraq.model.attributes import Direction
from warraq.model.blocks import BibliographyEntry, Section
from warraq.model.document import Document
from warraq.model.inlines import Citation, Emphasis, Link, Note, Span
from warraq.model.walk import iterate, plain_text
from warraq.resolve import citations, notes
from warraq.resolve.context import Context, Options

FOLDER = Path(__file__).parents[1] / "cases" / "citations" / "csl"
BIB = """
@book{ar, author={علوي، مصطفى}, title={الحرب}, publisher={دار}, year=2015}
@book{en, author={Smith, Ann}, title={A Book}, publisher={Press}, year=2004, url={https://example.org/x}}
@book{de, author={Weber, Max}, title={Wirtschaft}, edition={2}, year=1922, langid={german}}
"""


def resolved(
    folder: Path, body: str, style: str = "notes", *, front: str = "", lang: str = "ar"
) -> tuple[Document, Report]:
    (folder / "b.bib").write_text(BIB, encoding="utf-8")
    (folder / "own.csl").write_bytes((FOLDER / f"{style}.csl").read_bytes())
    text = (
        f"---\nlang: {lang}\ntitle: ورقة\nbibliography: b.bib\ncitation-style: own.csl\n"
        f"{front}---\n\n{body}\n"
    )
    (folder / "paper.md").write_text(text, encoding="utf-8")
    resolution = warraq.resolve(warraq.load(folder / "paper.md"))
    return resolution.document, resolution.report


def faults(report: Report) -> list[Diagnostic]:
    return [item for item in report if item.severity is not Severity.INFO]


def nodes_of(document: Document, kind: type) -> list[object]:
    return [node for node in iterate(document.blocks) if isinstance(node, kind)]


def texts(document: Document) -> list[str]:
    return [
        plain_text(node.children).replace("\u00a0", " ")
        for node in iterate(document.blocks)
        if isinstance(node, Citation)
    ]


def test_a_note_is_set_in_the_language_of_its_works(tmp_path: Path) -> None:
    document, report = resolved(tmp_path, "أ [@ar]\n\nب [@en]\n\nج [انظر: @en]\n\nد [@ar; @en]")
    assert not faults(report)
    found = [node for node in iterate(document.blocks) if isinstance(node, Note)]
    langs = [note.children[0].attributes.lang for note in found]
    assert langs == [None, "en", None, None]
    assert found[1].children[0].computed.dir is Direction.LTR
    spans = [
        node.attributes
        for node in iterate(found[3])
        if isinstance(node, Span) and "citation-item" in node.attributes.classes
    ]
    assert [(item.lang, item.get("key")) for item in spans] == [(None, "ar"), ("en", "en")]


def test_a_work_in_a_language_without_our_words_has_csl_s_own(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@de, p. 5]")
    assert "2. Aufl., 1922, S. 5." in texts(document)[0]


def test_citations_and_list_are_structure(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@en]")
    assert any("A Book" in plain_text(node) for node in nodes_of(document, Emphasis))
    (entry,) = (node for node in iterate(document.blocks) if isinstance(node, BibliographyEntry))
    assert entry.attributes.id == of_entry("en")
    assert entry.attributes.lang == "en"
    (link,) = (node for node in iterate(entry) if isinstance(node, Link))
    assert link.target == "https://example.org/x"


def test_a_citation_in_the_line_leads_to_its_entry(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@ar; @en]", "author-date")
    links = [
        node
        for citation in nodes_of(document, Citation)
        for node in iterate(citation)
        if isinstance(node, Link)
    ]
    assert [link.target for link in links] == [f"#{of_entry('ar')}", f"#{of_entry('en')}"]


def test_a_citation_within_a_note_has_no_stop_and_no_capital(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@en]، ب^[قال، [@en]. وزاد [@ar].]")
    assert texts(document) == [
        "A. Smith, A Book, Press, 2004, Available at: https://example.org/x.",
        "ibid",
        "مصطفى علوي، الحرب، دار، 2015",
    ]


def test_the_author_named_in_the_text_stands_before_the_brackets(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "قال @ar [ص. 3] و@en", "author-date")
    assert texts(document) == ["علوي (2015، ص. 3)", "Smith (2004)"]


def test_an_author_s_words_keep_their_formatting_in_a_whole_citation(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [*انظر* @ar, ص. 3 وما بعدها; @ar]", "author-date")
    (citation,) = (node for node in iterate(document.blocks) if isinstance(node, Citation))
    assert texts(document)[0].startswith("(انظر علوي 2015، ص. 3")
    assert any(isinstance(node, Emphasis) for node in iterate(citation.children))


@pytest.mark.parametrize("style", ["notes", "author-date", "numeric"])
def test_a_second_run_changes_nothing(tmp_path: Path, style: str) -> None:
    body = "أ [@ar; @en, p. 5]^[انظر [@de].]\n\n::: {#refs}\n:::"
    resolved(tmp_path, body, style)
    context = Context(Options(root=tmp_path), Report())
    read = warraq.load(tmp_path / "paper.md").document
    once = citations.run(notes.run(read, context), context)
    assert once != read
    assert citations.run(once, context) == once


def test_an_unknown_key_is_reported_and_harms_no_other(tmp_path: Path) -> None:
    document, report = resolved(tmp_path, "أ [@ar; @nobody; @en]\n\nب [@nobody]")
    assert {item.code for item in faults(report)} == {"C001"}
    assert "nobody" in texts(document)[0]
    assert "مصطفى علوي" in texts(document)[0]
    assert "A. Smith" in texts(document)[0]


def test_private_characters_of_an_author_are_no_marks(tmp_path: Path) -> None:
    mark = "\ue0020\ue001\ue002"
    body = f"أ [انظر{mark}: @ar, ص. 3{mark}]"
    _, report = resolved(tmp_path, body)
    assert all(item.code.startswith(("S", "T")) for item in faults(report))


def test_a_style_without_a_list_makes_none(tmp_path: Path) -> None:
    text = (FOLDER / "notes.csl").read_text(encoding="utf-8")
    before, _, _ = text.partition("<bibliography")
    document, report = resolved(tmp_path, "أ [@ar]")
    (tmp_path / "own.csl").write_text(f"{before}</style>", encoding="utf-8")
    resolution = warraq.resolve(warraq.load(tmp_path / "paper.md"))
    assert not faults(report)
    assert any(isinstance(node, Section) for node in document.blocks)
    assert not any(
        isinstance(node, BibliographyEntry) for node in iterate(resolution.document.blocks)
    )


def test_a_work_that_the_style_does_not_list_has_no_empty_entry(tmp_path: Path) -> None:
    resolved(tmp_path, "أ [@ar; @en]")
    style = (FOLDER / "notes.csl").read_text(encoding="utf-8")
    before, _, after = style.partition("<bibliography")
    listed = '<choose><if variable="publisher"><text macro="work"/></if></choose>'
    after = after.replace('<text macro="work"/>', listed).replace(' suffix="."', "")
    (tmp_path / "own.csl").write_text(f"{before}<bibliography{after}", encoding="utf-8")
    (tmp_path / "b.bib").write_text(BIB.replace(" publisher={Press},", ""), encoding="utf-8")
    document = warraq.resolve(warraq.load(tmp_path / "paper.md")).document
    entries = nodes_of(document, BibliographyEntry)
    assert [entry.key for entry in entries if isinstance(entry, BibliographyEntry)] == ["ar"]


@pytest.mark.parametrize(
    ("error", "code", "hint"),
    [
        (EngineMissingError("Pandoc is not installed"), "C030", 'pip install "warraq[csl]"'),
        (EngineError("Pandoc gave up (code 1)"), "C033", ""),
    ],
)
def test_a_failing_engine_is_reported_where_the_style_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: EngineError, code: str, hint: str
) -> None:
    def fail(self: pandoc.Pandoc, job: object) -> None:
        raise error

    monkeypatch.setattr(pandoc.Pandoc, "run", fail)
    _, report = resolved(tmp_path, "أ [@ar]")
    (found,) = faults(report)
    assert found.code == code
    assert (Path(found.location.file).name, found.location.line) == ("paper.md", 5)
    assert str(error) in found.message
    assert hint in "".join(item.message for item in found.hints)


def test_a_paper_without_citations_starts_no_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: pandoc.Pandoc, job: object) -> None:
        pytest.fail("an engine was started")

    monkeypatch.setattr(pandoc.Pandoc, "run", fail)
    _, report = resolved(tmp_path, "لا إحالة فيها")
    assert not faults(report)


def test_the_works_of_an_author_stand_in_the_order_of_their_letters(tmp_path: Path) -> None:
    document, _ = resolved(tmp_path, "أ [@ar] [@en] [@de]", "author-date", front="nocite: '@*'\n")
    entries = [node for node in iterate(document.blocks) if isinstance(node, BibliographyEntry)]
    assert [entry.key for entry in entries] == ["ar", "en", "de"]
