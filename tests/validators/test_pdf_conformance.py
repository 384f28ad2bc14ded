"""The finished PDF keeps the rules of its standard, and reads in the order of the document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

import warraq
from tests.kitchen_sink import KitchenResources, resolved_kitchen_sink
from tests.pdf_document import LINE, context, document, export, note, words
from tests.validators.pdf_checks import findings
from tests.validators.pdf_checks.notes import notes as note_elements
from tests.validators.pdf_checks.reading import XML, File
from warraq.export.api import ExportContext, ExportError
from warraq.export.pdf import PdfExporter, PdfOptions
from warraq.export.pdf.standards import STANDARDS, VARIANTS, Variant
from warraq.model.attributes import Attributes
from warraq.model.blocks import Block, Cell, Column, Number, Paragraph, Row, Section, Table
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Citation, Note, Text
from warraq.model.metadata import (
    Digits,
    Journal,
    LocalizedInlines,
    LocalizedText,
    Metadata,
    NoteNumbering,
)
from warraq.model.walk import child_fields, is_node
from warraq.source import SourceFile

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = sorted((ROOT / "tests" / "cases" / "languages").glob("*.md"))
NOTES = frozenset({"Note", "FENote"})
SLACK = 60
"""Letters that may stand between two words of the model: labels, numbers of pages and notes."""


def with_source(variant: Variant) -> bool:
    """Tell whether a variant is tried with its source attached."""
    return variant in ("pdf/a-3u", "pdf/a-4f")


@cache
def sample(variant: Variant = "none") -> tuple[ResolvedDocument, bytes]:
    """Return the sample article and its PDF."""
    return built(ROOT / "source" / "article.md", variant)


def built(path: Path, variant: Variant) -> tuple[ResolvedDocument, bytes]:
    """Return a resolved document and its PDF."""
    resolution = warraq.resolve(warraq.load(path))
    artifact = warraq.export(resolution, "pdf", variant=variant, attach_source=with_source(variant))
    assert not resolution.report.has_errors
    return resolution.document, artifact.data


def sink(variant: Variant, theme: str = "journal") -> bytes:
    """Return the kitchen sink as PDF."""
    place = context(theme=theme)
    options = PdfOptions(variant=variant, attach_source=with_source(variant))
    sources = (SourceFile("figures/blue.png", "text"),)
    place = ExportContext(
        place.theme, KitchenResources(), 0, place.report, options, sources=sources
    )
    return PdfExporter().export(resolved_kitchen_sink(), place).data


TITLE = (LocalizedInlines("ar", (Text("عنوان"),)),)


def pdf(*blocks: Block, **options: Any) -> bytes:
    """Return a document with a title as PDF."""
    metadata = Metadata(lang="ar", title=TITLE, note_numbering=NoteNumbering.DOCUMENT)
    return export(document(*blocks, metadata=metadata), context(**options))


def numbered(count: int, start: int = 0) -> str:
    """Return so many sentences, no two of them alike."""
    return "".join(f"{LINE[:-2]} رقم {number}. " for number in range(start, start + count))


# --- rules ----------------------------------------------------------------------------------


@pytest.mark.parametrize("variant", ["none", "pdf/ua-1", "pdf/ua-2", "pdf/a-3u"])
def test_the_sample_keeps_the_rules(variant: Variant) -> None:
    assert findings(sample(variant)[1]) == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_kitchen_sink_keeps_the_rules(variant: Variant) -> None:
    assert findings(sink(variant)) == []


@pytest.mark.parametrize("theme", ["book", "manuscript"])
@pytest.mark.parametrize("variant", ["pdf/ua-1", "pdf/ua-2"])
def test_the_kitchen_sink_keeps_the_rules_in_every_theme(variant: Variant, theme: str) -> None:
    assert findings(sink(variant, theme)) == []


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
@pytest.mark.parametrize("variant", ["pdf/ua-1", "pdf/ua-2", "pdf/a-2u"])
def test_other_languages_keep_the_rules(path: Path, variant: Variant) -> None:
    assert findings(built(path, variant)[1]) == []


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_file_claims_its_standard_and_is_the_same_each_time(variant: Variant) -> None:
    data = sink(variant)
    assert data == sink(variant)
    standard = STANDARDS[variant]
    claims = File(pikepdf.open(BytesIO(data)), data).claims
    assert (claims.family, claims.part, claims.level) == (
        standard.family,
        standard.part,
        standard.level,
    )


# --- the order of reading -------------------------------------------------------------------


def letters(text: str) -> str:
    """Return the letters and digits of a text, without marks and joins."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text))
    return "".join(char for char in folded if char.isalnum() and char != "\u0640")


def texts(value: Any, found: list[Note]) -> Iterator[str]:
    """Yield the texts of a tree as they are printed; its notes go to ``found``."""
    if isinstance(value, tuple):
        for item in value:
            yield from texts(item, found)
    elif isinstance(value, Text):
        yield letters(value.text)
    elif isinstance(value, Note):
        found.append(value)
    elif isinstance(value, Citation):
        yield from texts(value.children, found)
    elif is_node(value) and not isinstance(value, Number):
        for name in child_fields(type(value)):
            yield from texts(getattr(value, name), found)


def lost(pieces: Iterator[str], text: str) -> list[str]:
    """Return the pieces that do not come in a text in their order and close to each other."""
    missing, place = [], 0
    for piece in pieces:
        at = text.find(piece, place, place + len(piece) + SLACK)
        if at < 0:
            missing.append(piece)
        else:
            place = at + len(piece)
    return missing


def assert_reads_in_order(resolved: ResolvedDocument, data: bytes) -> int:
    """Assert that the structure reads as the model does; return how many notes there are."""
    file = File(pikepdf.open(BytesIO(data)), data)
    wanted: list[Note] = []
    body = list(texts((resolved.front, resolved.blocks), wanted))
    assert lost(iter(body), letters(file.whole(file.tree[0], NOTES))) == []
    for item in wanted:
        inner: list[Note] = []
        list(texts(item.children, inner))
        wanted.extend(inner)
    found = {str(element.object.ID): element for element in note_elements(file)}
    assert sorted(found) == sorted(item.attributes.id or "" for item in wanted)
    for item in wanted:
        element = found[item.attributes.id or ""]
        own = list(texts(item.children, []))
        assert lost(iter(own), letters(file.whole(element, NOTES))) == []
    return len(found)


def test_the_sample_reads_in_order() -> None:
    resolved, data = sample("pdf/ua-1")
    assert assert_reads_in_order(resolved, data) > 28


@pytest.mark.parametrize("path", LANGUAGES, ids=lambda path: path.stem)
def test_other_languages_read_in_order(path: Path) -> None:
    assert_reads_in_order(*built(path, "pdf/ua-2"))


def test_a_wrong_order_would_be_seen() -> None:
    assert lost(iter(["ab", "cd"]), "xabycd") == []
    assert lost(iter(["cd", "ab"]), "ab" * 40 + "cd") != []
    assert lost(iter(["ab", "ef"]), "abcd") == ["ef"]


# --- what runs on over pages ----------------------------------------------------------------


def opened(data: bytes) -> File:
    return File(pikepdf.open(BytesIO(data)), data)


def test_a_long_note_over_two_pages_is_one_note() -> None:
    long = numbered(45)
    blocks = [words(numbered(8, start)) for start in range(0, 400, 100)]
    blocks.append(words(numbered(2, 500), note(1, long), LINE))
    file = opened(pdf(*blocks, variant="pdf/ua-1"))
    (element,) = note_elements(file)
    pages = {page for part in element.walk() for page, _ in part.contents}
    assert len(pages) > 1
    assert [kid.role for kid in element.kids] == ["Lbl", "P"]
    assert letters(long) in letters(file.whole(element))
    assert findings(file.data) == []


def test_a_paragraph_over_two_pages_is_one_paragraph() -> None:
    blocks = [words(numbered(40)), words(numbered(40, 100))]
    file = opened(pdf(*blocks, variant="pdf/ua-1"))
    paragraphs = [element for element in file.tree if element.role == "P"]
    assert len(paragraphs) == 2
    assert any(len({page for page, _ in element.contents}) > 1 for element in paragraphs)
    assert findings(file.data) == []


def cell(text: str, **spans: int) -> Cell:
    return Cell(children=(words(text),), **spans)


def test_the_head_of_a_long_table_is_read_once() -> None:
    head = Row((cell("الاسم"), cell("القيمة")))
    body = tuple(Row((cell(f"سطر {number}"), cell(numbered(1, number)))) for number in range(60))
    table = Table(columns=(Column(), Column()), head=(head,), body=body)
    file = opened(pdf(table, variant="pdf/ua-2"))
    assert len(file.pdf.pages) > 2
    roles = [element.role for element in file.tree]
    assert (roles.count("Table"), roles.count("THead"), roles.count("TH")) == (1, 1, 2)
    assert roles.count("TR") == 61
    assert findings(file.data) == []


def test_cells_of_a_table_with_spans_name_their_heads() -> None:
    head = (
        Row((cell("الاسم", row_span=2), cell("القيمة", column_span=2))),
        Row((cell("الأولى"), cell("الثانية"))),
    )
    body = (Row((cell("أ"), cell("ب"), cell("ج"))),)
    table = Table(columns=(Column(),) * 3, head=head, body=body)
    file = opened(pdf(table, variant="pdf/ua-1"))
    assert findings(file.data) == []
    names = {
        str(element.object.ID): letters(file.whole(element))
        for element in file.tree
        if element.role == "TH"
    }
    cells = [element for element in file.tree if element.role == "TD"]
    heads = [
        [names[str(name)] for name in element.attribute("Table", "Headers")] for element in cells
    ]
    assert heads == [["الاسم"], ["القيمة", "الأولى"], ["القيمة", "الثانية"]]


def test_a_skipped_level_of_heading_is_not_skipped_in_the_structure() -> None:
    def section(level: int, title: str, *children: Any) -> Section:
        return Section(level=level, title=(Text(title),), children=children)

    blocks = section(2, "باب", words(LINE), section(4, "فصل", words(LINE)))
    file = opened(pdf(blocks, variant="pdf/ua-1"))
    assert [element.role for element in file.tree if element.role[1:].isdigit()] == ["H1", "H2"]
    assert findings(file.data) == []


def test_notes_of_foreign_phrases_keep_their_language() -> None:
    foreign = Paragraph(
        children=(Text("A sentence in English"), note(1, "A note in English")),
        attributes=Attributes(lang="en"),
    )
    file = opened(pdf(foreign, variant="pdf/ua-1"))
    (element,) = note_elements(file)
    assert str(element.object.Lang) == "en"


def test_the_call_of_a_note_can_be_hit() -> None:
    file = opened(pdf(words(LINE, note(1, LINE), LINE)))
    rectangles = [[float(value) for value in link.Rect] for _, link in file.annotations]
    assert len(rectangles) == 2
    for left, bottom, right, top in rectangles:
        assert right - left > 3
        assert top - bottom > 5


def test_a_file_without_structure_can_be_had() -> None:
    file = opened(pdf(words(LINE, note(1, LINE)), tagged=False))
    assert "/StructTreeRoot" not in file.root
    assert findings(file.data) == []


# --- what the file says of itself -----------------------------------------------------------


def paged(digits: Digits | None, lang: str = "ar") -> list[str]:
    metadata = Metadata(lang=lang, digits=digits, journal=Journal(pages="45-78"))
    blocks = [words(LINE * 40), words(LINE * 40)]
    file = opened(export(document(*blocks, metadata=metadata)))
    return [page.label for page in file.pdf.pages]


@pytest.mark.parametrize(
    ("digits", "lang", "expected"),
    [
        (None, "ar", ["45", "46", "47"]),
        (Digits.ARABIC_INDIC, "ar", ["٤٥", "٤٦", "٤٧"]),
        (None, "fa", ["۴۵", "۴۶", "۴۷"]),
    ],
)
def test_pages_are_labelled_as_they_are_printed(
    digits: Digits | None, lang: str, expected: list[str]
) -> None:
    assert paged(digits, lang)[:3] == expected


def test_titles_are_stated_in_every_language() -> None:
    _, data = sample("pdf/a-3u")
    file = opened(data)
    assert file.says("dc:title/rdf:Alt/rdf:li[@xml:lang='ar']") == [
        "التحالف الدولي بعد تحرير الموصل"
    ]
    (english,) = file.says("dc:title/rdf:Alt/rdf:li[@xml:lang='en']")
    assert english.startswith("The Global Coalition")
    assert file.says("dc:description/rdf:Alt/rdf:li[@xml:lang='en']")
    assert "Mosul" in file.says("dc:subject/rdf:Bag/rdf:li")
    assert file.says("dc:language/rdf:Bag/rdf:li") == ["ar", "en"]
    assert file.says("dc:identifier")[0].startswith("doi:10.")


def test_metadata_holds_whatever_stands_in_a_title() -> None:
    title = LocalizedInlines("ar", (Text('<b> & "قول" ]]>'),))
    metadata = Metadata(lang="ar", title=(title,), publisher="A & B")
    file = opened(export(document(words(LINE), metadata=metadata)))
    assert file.says("dc:title/rdf:Alt/rdf:li[1]") == ['<b> & "قول" ]]>']
    assert file.says("dc:publisher/rdf:Bag/rdf:li") == ["A & B"]


def test_the_journal_is_the_source() -> None:
    journal = Journal(title=(LocalizedText("ar", "مجلة"),), issn="1234-5679")
    metadata = Metadata(lang="ar", journal=journal)
    file = opened(export(document(words(LINE), metadata=metadata)))
    assert file.says("dc:source") == ["مجلة (ISSN 1234-5679)"]


# --- attachments ----------------------------------------------------------------------------


def attached(data: bytes) -> dict[str, tuple[bytes, str, str]]:
    pdf = pikepdf.open(BytesIO(data))
    tree = pikepdf.NameTree(pdf.Root.Names.EmbeddedFiles)
    return {
        str(name): (
            item.EF.F.read_bytes(),
            str(item.EF.F.Subtype),
            str(item.AFRelationship),
        )
        for name, item in tree.items()
    }


def test_the_source_is_attached_as_it_is() -> None:
    found = attached(sample("pdf/a-3u")[1])
    folder = ROOT / "source"
    assert found == {
        name: ((folder / name).read_bytes(), f"/{kind}", "/Source")
        for name, kind in {
            "article.md": "text/markdown",
            "glossary.yaml": "application/yaml",
            "references.bib": "application/x-bibtex",
        }.items()
    }


def test_chapters_are_attached_under_names_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "one" / "text.md").write_text("# باب\n\nنص.\n", encoding="utf-8")
    (tmp_path / "two" / "text.md").write_text("# باب ثان\n\nنص.\n", encoding="utf-8")
    (tmp_path / "other.md").write_text("لا شأن له بهذا.\n", encoding="utf-8")
    book = tmp_path / "book.md"
    book.write_text(
        "---\ntitle: كتاب\nlang: ar\nchapters: [one/text.md, two/text.md]\n---\n\nمقدمة.\n",
        encoding="utf-8",
    )
    data = warraq.export(warraq.resolve(warraq.load(book)), "pdf", attach_source=True).data
    assert sorted(attached(data)) == ["book.md", "one-text.md", "two-text.md"]
    assert findings(data) == []


def test_a_source_that_is_gone_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "text.md"
    path.write_text("---\ntitle: نص\nlang: ar\n---\n\nنص.\n", encoding="utf-8")
    resolution = warraq.resolve(warraq.load(path))
    path.unlink()
    data = warraq.export(resolution, "pdf", attach_source=True).data
    assert [item.code for item in resolution.report] == ["E121"]
    assert "/EmbeddedFiles" not in pikepdf.open(BytesIO(data)).Root.get("/Names", {})


def test_nothing_is_attached_unasked() -> None:
    assert "/EmbeddedFiles" not in pikepdf.open(BytesIO(sample()[1])).Root.Names


@pytest.mark.parametrize(
    ("variant", "attach", "says"),
    [
        ("pdf/a-2u", True, "choose pdf/a-3u"),
        ("pdf/a-2b", True, "choose pdf/a-3u"),
        ("pdf/a-4", True, "choose pdf/a-4f"),
        ("pdf/a-4f", False, "--attach-source"),
    ],
)
def test_what_contradicts_itself_is_refused(variant: Variant, attach: bool, says: str) -> None:
    with pytest.raises(ExportError, match=says):
        pdf(words(LINE), variant=variant, attach_source=attach)


# --- what keeps a file from its standard ----------------------------------------------------


def cmyk() -> bytes:
    from PIL import Image

    target = BytesIO()
    Image.new("CMYK", (8, 8), (0, 255, 0, 0)).save(target, "JPEG")
    return target.getvalue()


@pytest.mark.parametrize(("variant", "codes"), [("pdf/a-2u", ["E120"]), ("none", [])])
def test_colours_of_print_are_refused_in_an_archive(variant: Variant, codes: list[str]) -> None:
    from warraq.model.blocks import Figure

    place = context({"print.jpg": cmyk()}, variant=variant)
    export(document(Figure("print.jpg", alternative="صورة")), place)
    assert [item.code for item in place.report] == codes


@pytest.mark.parametrize(("variant", "codes"), [("pdf/ua-1", ["E120"]), ("pdf/a-2u", [])])
def test_a_file_for_everybody_needs_a_title(variant: Variant, codes: list[str]) -> None:
    place = context(variant=variant)
    export(document(words(LINE)), place)
    assert [item.code for item in place.report] == codes


@pytest.mark.parametrize(("variant", "codes"), [("pdf/a-2u", ["E105", "E120"]), ("none", ["E105"])])
def test_a_letter_that_no_font_has_is_refused_by_a_standard(
    variant: Variant, codes: list[str]
) -> None:
    place = context(variant=variant)
    export(document(words("نص \u0378 نص")), place)
    assert [item.code for item in place.report] == codes


def test_other_users_of_the_library_get_its_own_structure() -> None:
    from weasyprint import HTML

    pdf(words(LINE))
    data = HTML(string="<html lang=en><title>x</title><p>text").write_pdf(pdf_tags=True)
    roles = [element.role for element in opened(data).tree]
    assert roles[-2:] == ["P", "Span"]  # ours would have the text in the paragraph


def test_the_metadata_is_read_by_strict_programs() -> None:
    """Apache XmpBox knows only namespaces that stand at the description itself."""
    data = pdf(words(LINE), variant="pdf/a-2u")
    description = next(opened(data).xmp.iter(f"{{{XML['rdf']}}}Description"))
    own = set(description.nsmap.values()) - set(description.getparent().nsmap.values())
    assert {item.tag[1:].partition("}")[0] for item in description} <= own
