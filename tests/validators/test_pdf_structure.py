"""The finished file, read back by other programs: structure, links, labels, words."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pypdfium2
import pytest

import warraq
from tests.kitchen_sink import KitchenResources, resolved_kitchen_sink
from tests.pdf_document import context
from warraq.export.api import ExportContext
from warraq.export.pdf import PdfExporter, PdfOptions
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Note, NoteKind, Text
from warraq.model.walk import iterate

ROOT = Path(__file__).resolve().parents[2]


@cache
def sample() -> tuple[ResolvedDocument, bytes]:
    resolution = warraq.resolve(warraq.load(ROOT / "source" / "article.md"))
    data = warraq.export(resolution, "pdf").data
    assert list(resolution.report) == []
    return resolution.document, data


def opened() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(sample()[1]))


def elements(pdf: pikepdf.Pdf) -> list[Any]:
    """Return the structure elements of a tagged PDF."""
    return [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
    ]


def annotations(pdf: pikepdf.Pdf) -> list[Any]:
    return [item for page in pdf.pages for item in page.get("/Annots", [])]


def destinations(pdf: pikepdf.Pdf) -> set[str]:
    return {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}


def test_the_file_is_sound() -> None:
    assert opened().check_pdf_syntax() == []


def test_the_file_states_what_it_is() -> None:
    document, _ = sample()
    pdf = opened()
    metadata = document.metadata
    assert str(pdf.docinfo["/Title"]) == "التحالف الدولي بعد تحرير الموصل"
    assert str(pdf.docinfo["/Author"]) == metadata.authors[0].name[0].text
    assert "Mosul" in str(pdf.docinfo["/Keywords"])
    assert str(pdf.docinfo["/CreationDate"]).startswith("D:" + metadata.date.replace("-", ""))
    assert str(pdf.Root.Lang) == "ar"
    assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert metadata.journal is not None
    assert pdf.Root.PageLabels.Nums[1].St == int(metadata.journal.pages.split("-")[0])


def test_bookmarks_are_the_headings() -> None:
    with opened().open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
    assert titles[0] == "مقدمة"
    assert len(titles) >= 5
    assert not any(re.search(r"[()⁽⁾]\d", title) for title in titles)


def test_every_link_leads_somewhere() -> None:
    pdf = opened()
    known = destinations(pdf)
    for link in annotations(pdf):
        assert str(link.Contents)
        if "/Dest" in link:
            assert str(link.Dest) in known
        else:
            assert str(link.A.URI).startswith(("https://", "mailto:"))


def test_calls_and_notes_link_to_each_other() -> None:
    document, _ = sample()
    pdf = opened()
    names = [
        node.attributes.id
        for part in (document.front, document.blocks)
        for node in iterate(part)
        if isinstance(node, Note)
    ]
    targets = [str(link.Dest) for link in annotations(pdf) if "/Dest" in link]
    assert len(names) > 28
    for name in names:
        assert name in targets
        assert f"call-{name}" in targets


def test_structure_for_screen_readers() -> None:
    pdf = opened()
    found = elements(pdf)
    roles = [str(item.S) for item in found]
    assert roles.count("/Note") >= 30
    identifiers = [str(item.ID) for item in found if item.S == "/Note"]
    assert len(identifiers) == len(set(identifiers))
    for role in ("/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/Figure", "/Link", "/L", "/LI"):
        assert role in roles
    assert {str(item.Lang) for item in found if "/Lang" in item} == {"en"}
    figures = [item for item in found if item.S == "/Figure"]
    assert all(str(item.Alt) for item in figures)


def test_fonts_are_embedded() -> None:
    pdf = opened()
    fonts = [
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    assert all("/FontFile3" in item or "/FontFile2" in item for item in fonts)


def _plain(text: str) -> str:
    """Return a text as words and numbers alone, presentation forms folded, marks dropped.

    MuPDF sets the space between a word and a number on the wrong side of one of them («مايو1»),
    so that a number is a word of its own here.
    """
    folded = unicodedata.normalize("NFKC", text)
    kept = "".join(char if char.isalnum() else " " for char in folded if not _is_mark(char))
    return " ".join(re.findall(r"\d+|[^\W\d]+", kept))


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Cf") or char == "\u0640"


def source_words() -> list[str]:
    """Return the words of the document, those of notes too, without generated ones."""
    document, _ = sample()
    texts = [
        node.text
        for part in (document.front, document.blocks)
        for node in iterate(part)
        if isinstance(node, Text)
    ]
    return _plain(" ".join(texts)).split()


def _extracted(program: str) -> str:
    data = sample()[1]
    if program == "pdftotext":
        if shutil.which("pdftotext") is None:
            pytest.skip("pdftotext (poppler-utils) is not installed")
        command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    if program == "pdfium":
        file = pypdfium2.PdfDocument(data)
        return "\n".join(page.get_textpage().get_text_bounded() for page in file)
    with pymupdf.open(stream=data) as file:
        return "\n".join(page.get_text() for page in file)


@pytest.mark.parametrize(
    ("program", "share"), [("pdfium", 0.98), ("pymupdf", 0.98), ("pdftotext", 0.97)]
)
def test_words_can_be_read_back(program: str, share: float) -> None:
    """Count how many of the document's words a program finds; order on the page is the oracle's."""
    found = set(_plain(_extracted(program)).split())
    wanted = source_words()
    lost = [word for word in wanted if word not in found]
    assert len(wanted) > 5000
    assert 1 - len(lost) / len(wanted) >= share, (
        1 - len(lost) / len(wanted),
        sorted(set(lost))[:60],
    )


@pytest.mark.parametrize("theme", ["journal", "manuscript", "book"])
def test_the_kitchen_sink_in_every_theme(theme: str) -> None:
    place = context(theme=theme)
    place = ExportContext(place.theme, KitchenResources(), 0, place.report, PdfOptions())
    data = PdfExporter().export(resolved_kitchen_sink(), place).data
    # The picture of 40 dots is too coarse for its size, and nothing else is amiss.
    assert [item.code for item in place.report] == ["E115"]
    pdf = pikepdf.open(BytesIO(data))
    assert pdf.check_pdf_syntax() == []
    known = destinations(pdf)
    assert all(str(link.Dest) in known for link in annotations(pdf) if "/Dest" in link)


@pytest.mark.parametrize("variant", ["pdf/a-2b", "pdf/a-3b", "pdf/a-4u", "pdf/ua-1", "pdf/ua-2"])
def test_variants_are_written_and_alike_each_time(variant: str) -> None:
    def once() -> bytes:
        place = context()
        options = PdfOptions(variant=variant)
        place = ExportContext(place.theme, KitchenResources(), 0, place.report, options)
        return PdfExporter().export(resolved_kitchen_sink(), place).data

    data = once()
    assert data == once()
    name = variant.split("/")[1].split("-")[0]
    assert f"pdf{name}id".encode() in data or "/Metadata" in pikepdf.open(BytesIO(data)).Root


def test_the_author_s_note_is_marked_by_a_sign() -> None:
    document, data = sample()
    notes = [node for node in iterate(document.front) if isinstance(node, Note)]
    assert [node.kind for node in notes] == [NoteKind.AUTHOR]
    first = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_bounded()
    assert "*" in first
