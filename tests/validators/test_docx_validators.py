"""Word documents before the outside validator, and before the checks that it lacks."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

import warraq
from tests.docx_package import Package, export, faults, opened, resolved, text_of
from tests.kitchen_sink import p, resolved_kitchen_sink
from warraq.export.docx import CitationFieldKind, DocxOptions
from warraq.export.docx.markup import W, name
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import Section, Table
from warraq.model.document import Document
from warraq.model.inlines import Note, NoteKind, Text
from warraq.model.metadata import LocalizedInlines, Metadata, NoteNumbering
from warraq.style.theme import theme_names

ROOT = Path(__file__).resolve().parents[2]


def audited(package: Package) -> list[str]:
    """Return what openxml-audit finds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.docx"
        path.write_bytes(package.data)
        result = OpenXmlValidator().validate(path)
    return [str(error) for error in result.errors]


def sample(**options: object) -> Package:
    """Return the sample article."""
    resolution = warraq.resolve(warraq.load(ROOT / "source" / "article.md"))
    return opened(warraq.export(resolution, "docx", **options).data)


def document(lang: str, *blocks: Any, **fields: Any) -> Document:
    """Return a short document in a language."""
    return Document(metadata=Metadata(lang=lang, **fields), blocks=blocks)


@pytest.mark.parametrize("theme", theme_names())
def test_kitchen_sink_in_every_theme(theme: str) -> None:
    package = export(resolved_kitchen_sink(), theme=theme)
    assert audited(package) == []
    assert faults(package) == []


@pytest.mark.parametrize(
    "options",
    [
        DocxOptions(update_fields=True),
        DocxOptions(literal_note_marks=True),
        DocxOptions(citation_fields=CitationFieldKind.ZOTERO),
    ],
    ids=["update-fields", "literal-note-marks", "citation-fields"],
)
def test_kitchen_sink_with_every_option(options: DocxOptions) -> None:
    package = export(resolved_kitchen_sink(), options=options)
    assert audited(package) == []
    assert faults(package) == []


@pytest.mark.parametrize("kind", CitationFieldKind)
def test_the_sample_article(kind: CitationFieldKind) -> None:
    package = sample(citation_fields=kind)
    assert audited(package) == []
    assert faults(package) == []


SHORT = {
    "empty": Document(metadata=Metadata(lang="ar")),
    "english": document(
        "en",
        Section(1, (Text("One"),), (p("Text ", Note((p("A note."),)), "."),)),
        title=(LocalizedInlines("en", (Text("Title"),)),),
    ),
    "hebrew": document("he", p("שלום World (1) עולם", Note((p("הערה"),)))),
    "persian": document("fa", p("متن فارسی ۱۲۳ و English text.")),
    "urdu": document("ur", p("اردو متن")),
    "rtl english": document("en", p("Left in right."), dir=Direction.RTL),
    "notes by section": document(
        "ar",
        *(Section(1, (Text("عنوان"),), (p("نص", Note((p("ح"),))),)) for _ in range(3)),
        note_numbering=NoteNumbering.SECTION,
    ),
    "ends with a table": document("ar", Section(1, (Text("ع"),), (Table((), body=()),))),
}


@pytest.mark.parametrize("short", SHORT.values(), ids=SHORT)
def test_short_documents(short: Document) -> None:
    package = export(resolved(short))
    assert audited(package) == []
    assert faults(package) == []


# --- the checks find what they are for ----------------------------------------------------------


def _first(package: Package, path: str) -> Any:
    found = package.body.find(path, {"w": W})
    assert found is not None, path
    return found


def _remove(element: Any) -> None:
    element.getparent().remove(element)


def _drop_direction(package: Package) -> None:
    _remove(_first(package, ".//w:pPr/w:bidi"))


def _latin_run_made_rtl(package: Package) -> None:
    run = next(r for r in package.body.iter(name("r")) if "Rise" in text_of(r))
    properties = run.find(name("rPr"))
    if properties is None:
        properties = run.makeelement(name("rPr"))
        run.insert(0, properties)
    properties.append(properties.makeelement(name("rtl")))


def _arabic_run_made_ltr(package: Package) -> None:
    _remove(_first(package, ".//w:t/../w:rPr/w:rtl"))


def _open_field(package: Package) -> None:
    _remove(_first(package, ".//w:fldChar[@w:fldCharType='end']"))


def _dead_anchor(package: Package) -> None:
    _first(package, ".//w:hyperlink[@w:anchor]").set(name("anchor"), "nowhere")


def _lost_bookmark(package: Package) -> None:
    _remove(_first(package, ".//w:bookmarkStart"))


def _lost_note(package: Package) -> None:
    _remove(package.notes[-1])


def _unmarked_note(package: Package) -> None:
    _remove(package.notes.find(".//w:footnoteRef", {"w": W}))


def _lost_relationship(package: Package) -> None:
    relations = package.parts["word/_rels/document.xml.rels"]
    _remove(next(item for item in relations if item.get("TargetMode") == "External"))


def _cell_without_paragraph(package: Package) -> None:
    _remove(_first(package, ".//w:tc/w:p"))


FAULTS: list[Callable[[Package], None]] = [
    _drop_direction,
    _latin_run_made_rtl,
    _arabic_run_made_ltr,
    _open_field,
    _dead_anchor,
    _lost_bookmark,
    _lost_note,
    _unmarked_note,
    _lost_relationship,
    _cell_without_paragraph,
]


@pytest.mark.parametrize("plant", FAULTS, ids=lambda plant: plant.__name__)
def test_checks_find_a_planted_fault(plant: Callable[[Package], None]) -> None:
    package = export(resolved_kitchen_sink())
    plant(package)
    assert faults(package)


# --- the file -----------------------------------------------------------------------------------

BUILD = """
import hashlib, sys
sys.path.insert(0, {root!r})
from tests.docx_package import export
from tests.kitchen_sink import resolved_kitchen_sink
print(hashlib.sha256(export(resolved_kitchen_sink()).data).hexdigest())
"""


def built_elsewhere(**environment: str) -> str:
    """Return the digest of the kitchen sink built by another process."""
    result = subprocess.run(
        [sys.executable, "-c", BUILD.format(root=str(ROOT))],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return result.stdout.strip()


def test_builds_are_byte_identical() -> None:
    own = hashlib.sha256(export(resolved_kitchen_sink()).data).hexdigest()
    assert built_elsewhere(TZ="Asia/Riyadh", PYTHONHASHSEED="1") == own
    assert built_elsewhere(TZ="America/Lima", PYTHONHASHSEED="2", LC_ALL="C") == own


def test_the_archive_tells_nothing_of_the_machine() -> None:
    with zipfile.ZipFile(BytesIO(export(resolved_kitchen_sink()).data)) as archive:
        entries = archive.infolist()
    assert entries[0].filename == "[Content_Types].xml"
    names = [entry.filename for entry in entries[1:]]
    assert names == sorted(names)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.create_system for entry in entries} == {0}


def test_nothing_foreign_is_in_the_package() -> None:
    package = export(resolved_kitchen_sink())
    assert not [path for path in package.parts if "customXml" in path or "thumbnail" in path]
    for path, part in package.parts.items():
        if path.endswith(".xml"):
            text = etree.tostring(part)
            assert b"rsid" not in text, path
            assert b"python-docx" not in text, path


def test_author_note_has_a_mark_of_its_own() -> None:
    author = Note((p("ملاحظة"),), kind=NoteKind.AUTHOR, mark="*", attributes=Attributes(id="fn-a"))
    package = export(resolved(document("ar", p("نص", author, " و", Note((p("حاشية"),))))))
    calls = package.body.findall(".//w:footnoteReference", {"w": W})
    assert [call.get(name("customMarkFollows")) for call in calls] == ["1", None]
    assert text_of(calls[0].getparent()) == "*"
