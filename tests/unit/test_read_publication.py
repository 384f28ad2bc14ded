"""A publication of several files: chapters, glossary, bibliography, pictures."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from warraq.diagnostics import Severity
from warraq.model.blocks import Figure, Section
from warraq.model.inlines import Note, Text
from warraq.model.references import GlossaryEntry
from warraq.model.walk import iterate, plain_text
from warraq.read import identifiers
from warraq.read.pictures import examine
from warraq.read.publication import Publication, load_publication
from warraq.source import MAX_LIBRARY_BYTES, MAX_TEXT_BYTES


def png(width: int = 1, height: int = 1) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def write(folder: Path, **files: str | bytes) -> Path:
    """Write files; ``a__md`` is «a.md», ``x___a__md`` is «x/a.md». The first is the source."""
    paths = []
    for name, content in files.items():
        path = folder / name.replace("___", "/").replace("__", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(data)
        paths.append(path)
    return paths[0]


def codes(publication: Publication) -> list[str]:
    return [item.code for item in publication.report]


def test_a_missing_source_is_reported_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, article__md="x")
    publication = load_publication(tmp_path / "artikle.md")
    (found,) = publication.report
    assert found.code == "S001"
    assert "article.md" in found.hints[0].message
    assert publication.document.blocks == ()


def test_an_empty_source(tmp_path: Path) -> None:
    publication = load_publication(write(tmp_path, a__md=""))
    assert codes(publication) == []
    assert publication.document.blocks == ()


def test_the_path_may_be_a_string_and_is_shown_as_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a__md="[^1]")
    monkeypatch.chdir(tmp_path)
    publication = load_publication("a.md")
    assert str(next(iter(publication.report)).location) == "a.md:1:1"
    assert publication.root == tmp_path.resolve()


def test_chapters_follow_and_keep_their_own_notes(tmp_path: Path) -> None:
    chapter = "# {0}\n\n{0}[^1] ![x](p.png)\n\n[^1]: note {0}\n"
    source = write(
        tmp_path,
        a__md="---\nchapters: [c/one.md, two.md]\n---\n\nmain[^1]\n\n[^1]: note main\n",
        c___one__md=chapter.format("one"),
        c___p__png=png(),
        two__md=chapter.format("two"),
        p__png=png(),
    )
    publication = load_publication(source)
    assert codes(publication) == []
    notes = [node for node in iterate(publication.document.blocks) if isinstance(node, Note)]
    assert [plain_text(note.children) for note in notes] == ["note main", "note one", "note two"]
    sections = [block for block in publication.document.blocks if isinstance(block, Section)]
    assert [plain_text(section.title) for section in sections] == ["one", "two"]
    places = {node.location.file for node in iterate(sections[0]) if isinstance(node, Text)}
    assert places == {str(tmp_path / "c/one.md")}


def test_pictures_of_a_chapter_are_named_from_the_root(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        a__md="---\nchapters: [c/one.md]\n---\n",
        c___one__md="![x](p.png)",
        c___p__png=png(),
    )
    publication = load_publication(source)
    (figure,) = [node for node in iterate(publication.document.blocks) if isinstance(node, Figure)]
    assert figure.source == "c/p.png"
    assert publication.resources.read(figure.source) == png()


@pytest.mark.parametrize(
    ("chapters", "expected"),
    [
        ("[b.md, b.md]", ["S080"]),
        ("[a.md]", ["S080"]),
        ("[./b.md, b.md]", ["S080"]),
        ("[missing.md]", ["S001"]),
        ("b.md", []),
    ],
)
def test_faults_of_chapters(tmp_path: Path, chapters: str, expected: list[str]) -> None:
    source = write(tmp_path, a__md=f"---\nchapters: {chapters}\n---\n", b__md="x")
    assert codes(load_publication(source)) == expected


def test_front_matter_in_a_chapter_is_not_read(tmp_path: Path) -> None:
    source = write(tmp_path, a__md="---\nchapters: b.md\n---\n", b__md="---\ntitle: x\n---\ny")
    publication = load_publication(source)
    assert codes(publication) == ["S081"]
    assert publication.document.metadata.title == ()
    assert plain_text(publication.document.blocks) == "y"


def test_bibliography_and_its_cited_entries(tmp_path: Path) -> None:
    entries = "".join(f"@book{{{key}, title={{T}}, year={{2000}}}}\n" for key in "abcde")
    source = write(
        tmp_path,
        m__md="---\nbibliography: r.bib\nnocite: '@d'\nabstract: x [@c]\n---\n\n[@a]\n",
        r__bib=entries,
    )
    publication = load_publication(source)
    (told,) = publication.report
    assert (told.code, told.message) == ("C016", "2 entries are not cited: b, e")
    assert [entry.key for entry in publication.document.references] == ["a", "c", "d"]
    write(tmp_path, m__md="---\nbibliography: r.bib\nnocite: '@*'\n---\n")
    assert len(load_publication(source).document.references) == 5


def test_all_missing_files_in_one_run(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        a__md="---\nbibliography: [r.bib, s.bib]\nglossary: g.yaml\n---\n![x](p.png)\n",
        references__bib="",
    )
    publication = load_publication(source)
    assert [(d.code, d.location.line) for d in publication.report] == [
        ("S001", 2), ("S001", 2), ("S001", 3), ("S030", 5),
    ]  # fmt: skip


def test_glossary(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        a__md="---\nglossary: g.yaml\n---\n",
        g__yaml="- id: a\n  ar: أ\n  en: A\n  abbreviation: AA\n  definition: {en: D *e*}\n"
        "- en: Second Term\n  definition: ت\n",
    )
    publication = load_publication(source)
    assert codes(publication) == []
    first, second = publication.document.glossary
    assert (first.id, first.abbreviation) == ("a", "AA")
    assert first.forms == (("ar", "أ"), ("en", "A"))
    assert [(tag, plain_text(nodes)) for tag, nodes in first.definition] == [("en", "D e")]
    assert second == GlossaryEntry(
        id="second-term", forms=(("en", "Second Term"),), definition=(("ar", (Text("ت"),)),)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("terms: []", []),
        ("terms:", []),
        ("just text", [("M005", 1, 1)]),
        ("- a", [("M005", 1, 3)]),
        ("- id: x", [("M021", 1, 3)]),
        ("- en: a\n- en: a", [("M020", 2, 3)]),
        ("- en: a\n  defintion: x", [("M004", 2, 3)]),
        ("tems: []", [("M004", 1, 1)]),
        ("- en: a\n  abr: b\n  fas: c", [("M004", 2, 3)]),
        ("- en: [a]", [("M005", 1, 7), ("M021", 1, 3)]),
        ("- en: a\n  ar", [("M001", 3, 1)]),
    ],
)
def test_faults_of_the_glossary(
    tmp_path: Path, text: str, expected: list[tuple[str, int, int]]
) -> None:
    source = write(tmp_path, a__md="---\nglossary: g.yaml\n---\n", g__yaml=text + "\n")
    report = load_publication(source).report
    found = [(d.code, d.location.line, d.location.column) for d in report]
    assert sorted(found) == sorted(expected)
    assert all(d.location.file.endswith("g.yaml") for d in report)


JPEG = (
    b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc4\x00\x03x\xff\xc0\x00\x0b\x08\x00\x10\x00\x20\x01abc"
    b"\xff\xda\xff\xd9"
)
WEBP = (
    b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X" + struct.pack("<I", 10) + b"\0" * 4
    + b"\x0f\0\0\x1f\0\0"
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "kind", "size"),
    [
        (png(3, 4), "PNG", (3, 4)),
        (JPEG, "JPEG", (32, 16)),
        (b"GIF89a\x05\x00\x06\x00;", "GIF", (5, 6)),
        (WEBP, "WebP", (16, 32)),
        (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "SVG", (0, 0)),
        (b'<?xml version="1.0"?>\n<!-- c -->\n<svg><path d="M0 0"/></svg>', "SVG", (0, 0)),
    ],
)
def test_pictures_are_known_by_their_content(data: bytes, kind: str, size: tuple[int, int]) -> None:
    picture = examine(data)
    assert picture is not None
    assert (picture.kind, (picture.width, picture.height), picture.damage) == (kind, size, "")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "S032"),
        (b"%!PS-Adobe", "S032"),
        (b"<html></html>", "S032"),
        (png()[:40], "S034"),
        (png()[:20], "S034"),
        (JPEG[:-2], "S034"),
        (b"\xff\xd8\xff", "S034"),
        (b"GIF89a\x05\x00\x06\x00", "S034"),
        (WEBP[:-3], "S034"),
        (png(13_300, 13_300), "S033"),
        (b"<svg><script>1</script></svg>", "S034"),
        (b'<svg onload="x()"></svg>', "S034"),
        (b'<svg><image href="file:///etc/passwd"/></svg>', "S034"),
        (b'<svg><use href="other.svg#a"/></svg>', "S034"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg></svg>', "S032"),
        (b'<?xml version="1.0"?><svg><!ENTITY a "b"></svg>', "S034"),
        (b"<svg><path", "S034"),
    ],
)
def test_pictures_that_are_refused(tmp_path: Path, data: bytes, code: str) -> None:
    source = write(tmp_path, a__md="a\n\n![x](p.png)", p__png=data)
    (found,) = load_publication(source).report
    assert (found.code, found.location.line, found.severity) == (code, 3, Severity.ERROR)


def test_a_picture_shown_twice_is_reported_once(tmp_path: Path) -> None:
    source = write(tmp_path, a__md="![x](q.png)\n\n![y](q.png)\n", p__png=png())
    (found,) = load_publication(source).report
    assert found.hints[0].message == "did you mean p.png?"


def test_names_with_spaces_and_arabic_letters(tmp_path: Path) -> None:
    source = write(
        tmp_path, a__md="![x](<خريطة 1.png>)\n\n![x](%D8%AE%D8%B1%D9%8A%D8%B7%D8%A9%201.png)"
    )
    (tmp_path / "خريطة 1.png").write_bytes(png())
    assert codes(load_publication(source)) == []


@pytest.mark.parametrize(
    ("check", "good", "bad"),
    [
        (identifiers.orcid, "0000-0002-1825-0097 0000-0002-1694-233X", "0000-0002-1825-0096 1"),
        (identifiers.issn, "1234-5679 2434-561X ISSN0378-5955", "1234-5670 123"),
        (identifiers.isbn, "978-3-16-148410-0 0-306-40615-2 080442957X", "978-3-16-148410-1 1"),
        (identifiers.doi, "10.1000/182 doi:10.1000/182", "11.1000/182 10.1/x"),
        (identifiers.email, "a@b.org", "a@b @b.org a@.org, a@@b.org"),
    ],
)
def test_identifiers(check: object, good: str, bad: str) -> None:
    assert callable(check)
    assert all(check(text) for text in good.split())
    assert not any(check(text) for text in bad.split())


def test_a_bibliography_may_be_larger_than_a_text(tmp_path: Path) -> None:
    article = "---\nlang: en\nbibliography: a.bib\n---\n\nText [@last].\n"
    path = write(tmp_path, a__md=article)
    with (tmp_path / "a.bib").open("w") as file:
        file.write("a comment of a library\n" * (MAX_TEXT_BYTES // 20))
        file.write("@book{last, title={T}}\n")
    assert (tmp_path / "a.bib").stat().st_size > MAX_TEXT_BYTES
    publication = load_publication(path)
    assert codes(publication) == []
    assert [entry.key for entry in publication.document.references] == ["last"]


def test_a_bibliography_has_a_limit_too(tmp_path: Path) -> None:
    path = write(tmp_path, a__md="---\nlang: en\nbibliography: a.bib\n---\n\nText.\n")
    with (tmp_path / "a.bib").open("wb") as file:
        file.truncate(MAX_LIBRARY_BYTES + 1)
    assert codes(load_publication(path)) == ["S003"]
