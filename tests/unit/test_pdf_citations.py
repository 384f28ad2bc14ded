"""Citations that depend on the page: «المرجع السابق» never means a note on another page."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

import warraq
from tests.pdf_document import LINE
from warraq.export.api import ExportContext
from warraq.export.pdf import PdfOptions, exporter, notes
from warraq.export.pdf.engine import Layout
from warraq.export.run import load_theme_of
from warraq.model.document import ResolvedDocument
from warraq.model.walk import plain_text
from warraq.resolve.resolution import Resolution

STYLE = "extends: arabic-notes\nscope: page\n"
BIB = """@book{a, author={بكر، علي}, title={ألف}, year=2001}
@book{b, author={حبيب، كمال}, title={باء}, year=2002}
"""


def resolution(folder: Path, seed: int, style: str = STYLE) -> Resolution:
    """Return an article that cites the same work again and again, seldom another."""
    random = Random(seed)
    body = []
    for _ in range(30):
        cited = [f"[@{random.choice('aaaab')}, ص. {random.randint(1, 9)}]" for _ in range(3)]
        body.append(" ".join(LINE[: random.randint(40, 200)] + mark for mark in cited) + ".")
    (folder / "style.yaml").write_text(style, encoding="utf-8")
    (folder / "b.bib").write_text(BIB, encoding="utf-8")
    head = "---\nlang: ar\ntitle: ورقة\nbibliography: b.bib\ncitation-style: ./style.yaml\n---\n\n"
    (folder / "paper.md").write_text(head + "\n\n".join(body), encoding="utf-8")
    return warraq.resolve(warraq.load(folder / "paper.md"))


def settled(found: Resolution) -> tuple[Layout, ResolvedDocument]:
    theme = load_theme_of(found)
    assert theme is not None
    context = ExportContext(
        theme, found.resources, 0, found.report, PdfOptions(), by_page=found.by_page
    )
    return exporter.settled(found.document, context)


def texts(document: ResolvedDocument) -> list[str]:
    return [plain_text(note.children).replace("\u00a0", " ") for note in notes.of(document)]


@pytest.mark.parametrize("seed", range(2))
def test_ibid_stands_on_the_page_of_what_it_means_and_wherever_it_can(
    seed: int, tmp_path: Path
) -> None:
    found = resolution(tmp_path, seed)
    assert not any("المرجع السابق" in text for text in texts(found.document))
    layout, document = settled(found)
    ends = notes.page_ends(layout, document)
    assert len(layout.page_boxes) > 3
    assert len(ends) > 2
    everywhere = texts(resolution(tmp_path, seed, "extends: arabic-notes").document)
    shown = texts(document)
    for index, (text, free) in enumerate(zip(shown, everywhere, strict=True)):
        if index in ends:
            assert "المرجع السابق" not in text
        else:
            assert text == free
    assert any("المرجع السابق" in everywhere[index] for index in ends)


def test_the_pdf_is_written_with_them(tmp_path: Path) -> None:
    data = warraq.export(resolution(tmp_path, 1), "pdf").data
    assert data.startswith(b"%PDF")
    assert data == warraq.export(resolution(tmp_path, 1), "pdf").data


def test_other_styles_are_laid_out_as_they_are(tmp_path: Path) -> None:
    assert resolution(tmp_path, 1, "extends: arabic-notes").by_page is None
