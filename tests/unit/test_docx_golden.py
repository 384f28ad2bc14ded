"""The whole XML of a short article, to be reviewed as a difference when it changes.

``WARRAQ_REWRITE_GOLDEN=1 pytest tests/unit/test_docx_golden.py`` writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from lxml import etree

from tests.docx_package import Package, export, resolved
from tests.kitchen_sink import en, p
from warraq.model.attributes import Attributes
from warraq.model.blocks import Cell, Column, Contents, Figure, List, ListItem, Row, Section, Table
from warraq.model.document import Document
from warraq.model.inlines import (
    CrossReference,
    Emphasis,
    Link,
    Note,
    NoteKind,
    ReferenceKind,
    Text,
)
from warraq.model.metadata import Author, LocalizedInlines, LocalizedText, Metadata

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "docx"
PARTS = ("document", "footnotes", "numbering", "settings", "header1", "footer1")


def article() -> Document:
    """Return an article that has one of each thing that a reader of XML wants to see."""
    english = Note(
        (p("Rand (", Emphasis((Text("2017"),)), ").", attributes=Attributes(lang="en")),)
    )
    author = Note((p("ملاحظة"),), kind=NoteKind.AUTHOR)
    row = Row((Cell((p("العراق"),)), Cell((p(en("5,200 (est.)")),))))
    return Document(
        metadata=Metadata(
            lang="ar",
            title=(LocalizedInlines("ar", (Text("عنوان "), en("Title"))),),
            authors=(Author((LocalizedText("ar", "سلمى"),)),),
        ),
        blocks=(
            Contents(),
            Section(
                1,
                (Text("مقدمة"),),
                (
                    p("نص ", en("Rand Corp."), " عام 2017", english, "، وآخر", author, "."),
                    p("انظر ", CrossReference("fig-a", ReferenceKind.FIGURE), "."),
                    p(Link("https://example.org/", (Text("موقع"),))),
                    List((ListItem((p("بند"),)),), ordered=True),
                    Figure(
                        "figures/blue.png",
                        (Text("مستطيل"),),
                        alternative="مستطيل أزرق",
                        attributes=Attributes(id="fig-a"),
                    ),
                    Table((Column(), Column()), (Text("القوات"),), body=(row,)),
                ),
            ),
        ),
    )


@pytest.fixture(scope="module")
def package() -> Package:
    return export(resolved(article()))


@pytest.mark.parametrize("name", PARTS)
def test_part(package: Package, name: str) -> None:
    root = package.parts[f"word/{name}.xml"]
    etree.indent(root)
    found = etree.tostring(root, encoding="unicode") + "\n"
    path = GOLDEN / f"{name}.xml"
    if os.environ.get("WARRAQ_REWRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
