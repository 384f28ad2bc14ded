"""Bibliography files that are none, entries that nothing reads, and declared encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

import warraq
from warraq.bib import lost
from warraq.bib.encoding import as_utf8
from warraq.diagnostics import Report


def found(text: str) -> list[tuple[int, int, str]]:
    report = Report()
    lost.report([("b.bib", text)], report)
    assert {item.code for item in report} <= {"C028"}
    return [(item.location.line, item.location.column, item.message) for item in report]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        ("\ufeff \n", "is empty"),
        ("TY  - JOUR\nAU  - Smith, A\nER  -", "RIS"),
        ('[{"id": "a"}]', "JSON"),
        ('{"items": []}', "JSON"),
        ("<?xml version='1.0'?><xml/>", "XML"),
        ("%0 Book\n%A Smith", "EndNote"),
        ("قائمة المراجع", "no BibTeX entry"),
    ],
)
def test_a_file_without_entries_says_what_it_seems_to_be(text: str, words: str) -> None:
    ((line, column, message),) = found(text)
    assert (line, column) == (1, 1)
    assert words in message


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("@book{a, title={A}}\n book{b, title={B}}", (2, 2)),
        ("@book{a, title={A}}\n@book[b, title={B}]", (2, 1)),
        ("@book{a, title={A}}\nكتاب{ب, عنوان={ت}}", (2, 1)),
        ("@book{a, title={A}}\nانظر @book{b, title={B}}", (2, 6)),
    ],
)
def test_what_looks_like_an_entry_and_is_none_is_told(text: str, place: tuple[int, int]) -> None:
    assert [item[:2] for item in found(text)] == [place]


@pytest.mark.parametrize(
    "text",
    [
        "@string{a = {b}}",
        "@book{a, title={A}} @book{b, title={B}}",
        "% @book{b, title={B}}\n@book{a, title={A}}",
        "Some words\n\n@book{a, title = {A book (on x, y)},\n note = {see @book{b, c}}}",
        "@Comment{\n@book{b, title={B}}\n}",
    ],
)
def test_sound_files_are_left_alone(text: str) -> None:
    assert found(text) == []


ARABIC = "@book{a, title={كتاب}, author={حسين، طه}, year={1990}}"


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ("% Encoding: windows-1256", "cp1256"),
        ("% Encoding: Cp1256", "cp1256"),
        ("% Encoding: ISO8859_6", "iso8859_6"),
        ("@comment{x-kbibtex-encoding=windows-1256}", "cp1256"),
    ],
)
def test_a_declared_encoding_is_read(head: str, codec: str, tmp_path: Path) -> None:
    text = ARABIC if codec == "cp1256" else ARABIC.replace("،", ",")
    (tmp_path / "b.bib").write_bytes(f"{head}\r\n\r\n{text}\r\n".encode(codec))
    (tmp_path / "p.md").write_text(
        "---\ntitle: ت\nlang: ar\nbibliography: b.bib\n---\n\nنص [@a].\n", encoding="utf-8"
    )
    publication = warraq.load(tmp_path / "p.md")
    assert [item.code for item in publication.report] == ["C029"]
    (entry,) = publication.document.references
    assert entry.get("title") == "كتاب"


@pytest.mark.parametrize(
    "data",
    [
        f"% Encoding: windows-1256\n{ARABIC}".encode(),
        f"% Encoding: UTF-8\n{ARABIC}".encode(),
        f"% Encoding: UTF-8\n{ARABIC}".encode("cp1256"),
        f"% Encoding: unicode_escape\n{ARABIC}".encode("cp1256"),
        f"% Encoding: cp99999\n{ARABIC}".encode("cp1256"),
        ARABIC.encode("cp1256"),
        b"",
    ],
)
def test_other_bytes_are_left_to_the_reader(data: bytes) -> None:
    report = Report()
    assert as_utf8(data, "b.bib", report) == data
    assert not list(report)


@pytest.mark.parametrize(("front", "is_told"), [("bibliography: b.bib\n", False), ("", True)])
def test_only_an_author_without_bibliography_is_told_to_name_one(
    tmp_path: Path, front: str, is_told: bool
) -> None:
    (tmp_path / "b.bib").write_text(ARABIC, encoding="utf-8")
    (tmp_path / "p.md").write_text(f"---\ntitle: ت\n{front}---\n\n[@zzzz]\n", encoding="utf-8")
    resolution = warraq.resolve(warraq.load(tmp_path / "p.md"))
    (item,) = (item for item in resolution.report if item.code == "C001")
    assert any("front matter" in hint.message for hint in item.hints) is is_told
