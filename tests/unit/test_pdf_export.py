"""The PDF exporter: what it states, what it refuses, what it reports."""

from __future__ import annotations

import logging

import pytest
import weasyprint

from tests.pdf_document import LINE, context, document, export, lay_out, words
from tests.unit.test_html_pictures import SVG, raster
from warraq.export.api import ExportError
from warraq.export.pdf import engine, fonts
from warraq.export.pdf.metadata import first_page
from warraq.export.pdf.resources import ConfinedFetcher, Pictures
from warraq.export.running import running_texts
from warraq.model.attributes import Attributes
from warraq.model.blocks import Block, Figure, MathBlock, Quote, Section
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Image, Link, Math, Text
from warraq.model.metadata import (
    Author,
    Digits,
    Journal,
    LocalizedInlines,
    LocalizedText,
    Metadata,
    NoteNumbering,
)
from warraq.style.tokens import Mark


def codes(*blocks: Block, files: dict[str, bytes] | None = None) -> list[str]:
    """Export and return the codes of what was reported."""
    place = context(files)
    data = export(document(*blocks), place)
    assert data.startswith(b"%PDF-")
    return [item.code for item in place.report]


def test_a_sound_document_is_reported_without_a_word() -> None:
    files = {"a.png": raster("PNG"), "b.svg": SVG.format('<rect width="9" height="9"/>').encode()}
    figure = Figure(source="b.svg", alternative="مربع", width="50%")
    assert codes(words(LINE, Image(source="a.png", alternative="أحمر")), figure, files=files) == []


def test_two_exports_are_identical() -> None:
    resolved = document(words(LINE, Math(tex="a^2")), words(LINE * 9))
    assert export(resolved) == export(resolved)


def test_empty_documents() -> None:
    assert codes() == []
    assert codes(words("")) == []


@pytest.mark.parametrize("data", [None, b"", b"not a picture", raster("PNG")[:40]])
def test_a_picture_that_fails_is_reported(data: bytes | None) -> None:
    files = {"a.png": data} if data is not None else {}
    assert codes(words(Image(source="a.png", alternative="x")), files=files) == ["E002"]


def test_an_svg_with_arabic_is_sound_and_one_with_upright_words_is_warned_of() -> None:
    files = {"a.svg": SVG.format("<text>كتاب</text>").encode()}
    assert codes(Figure(source="a.svg"), files=files) == []
    files = {"a.svg": SVG.format('<text style="writing-mode: tb-rl">书</text>').encode()}
    assert codes(Figure(source="a.svg"), files=files) == ["E101"]


def test_a_formula_that_fails_is_reported_and_printed_as_it_is() -> None:
    assert codes(MathBlock(tex=r"\frac{a}{b}")) == []
    for tex in (r"\frac{a", r"\left( a", "{", "a^", r"\nonsense{x}"):
        assert codes(words("كتاب ", Math(tex=tex))) == ["E102"], tex


def test_a_link_that_a_file_cannot_carry() -> None:
    assert codes(words(Link(target="../secret.txt", children=(Text("x"),)))) == ["E001"]


def test_a_missing_glyph_is_reported() -> None:
    place = context()
    export(document(words("كتاب \U00013000\U00013001")), place)
    found = [item for item in place.report if item.code == "E105"]
    assert len(found) <= 1  # a machine may have a font of hieroglyphs
    if found:
        assert "U+13000" in found[0].message


def test_the_library_s_log_does_not_leak(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        export(document(words("\U0001fbfa")))
    assert [record for record in caplog.records if record.name.startswith("weasyprint")] == []


def test_a_remark_of_the_engine_becomes_a_diagnostic() -> None:
    from warraq.export.pdf.logs import captured_logs

    place = context()
    with captured_logs(place.report):
        logging.getLogger("weasyprint").warning("something odd")
        logging.getLogger("weasyprint").warning("something odd")
        logging.getLogger("weasyprint").error("Failed to load image at x")
    assert [(item.code, "odd" in item.message) for item in place.report] == [("E104", True)]


def test_a_font_of_the_theme_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed_families", lambda: frozenset({"amira"}))
    place = context()
    fonts.check_fonts(place.theme, place.report)
    assert {item.code for item in place.report} == {"E103"}
    assert all("amira" in item.hints[0].message for item in place.report)


def test_no_font_at_all_stops_before_the_engine_crashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed_families", frozenset)
    with pytest.raises(ExportError, match="no font"):
        export(document(words("x")))


def test_fontconfig_s_list_holds_the_theme_s_font() -> None:
    assert "amiri" in fonts.installed_families()


def test_another_version_of_the_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(ExportError, match=r"WeasyPrint 71\.0"):
        export(document(words("x")))
    assert weasyprint.VERSION in engine.SUPPORTED_VERSIONS


def test_an_unknown_variant() -> None:
    with pytest.raises(ExportError, match="pdf/x-9"):
        export(document(words("x")), context(variant="pdf/x-9"))


def test_numbers_that_never_settle_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.pdf_document import note
    from warraq.export.pdf import notes

    monkeypatch.setattr(notes, "rewrite_marks", lambda *_: False)
    monkeypatch.setattr(notes, "state_marks", lambda *_: None)
    place = context()
    export(document(words(LINE, note(1, "x"), note(2, "y"))), place)
    assert [item.code for item in place.report] == ["E106"]


def test_nesting_without_end_is_an_error_in_words() -> None:
    block: Block = words("x")
    for _ in range(400):
        block = Quote(children=(block,))
    with pytest.raises(ExportError, match="too deeply"):
        export(ResolvedDocument(blocks=(block,)))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "http://example.org/a.png",
        "source:picture-9",
        "data:image/png;base64,AAAA",
        "ftp://x/y",
        "",
    ],
)
def test_nothing_but_pictures_can_be_fetched(url: str) -> None:
    place = context({"a.png": raster("PNG")})
    pictures = Pictures(place.resources, place.report)
    address = pictures.address("a.png", words().location)
    fetcher = ConfinedFetcher(pictures)
    assert address is not None
    assert fetcher(address).read() == raster("PNG")
    with pytest.raises(ValueError, match="only pictures"):
        fetcher(url)
    assert fetcher.refused == [url]


def test_a_style_sheet_cannot_load_a_file() -> None:
    place = context()
    resolved = document(words("x"))
    layout = lay_out(resolved, place)
    fetcher = layout.source.url_fetcher
    engine.lay_out(layout.source, 'p { background: url("file:///etc/passwd") }')
    assert fetcher.refused == ["file:///etc/passwd"]


def test_a_very_long_word_is_quick_and_stays_on_the_page() -> None:
    layout = lay_out(
        document(words("a" * 20_000), words("كتاب" * 2_000), words("https://e.org/" + "x/" * 3_000))
    )
    for page in layout.page_boxes:
        for box in page.descendants():
            if type(box).__name__ == "TextBox" and box.text.strip():
                assert box.position_x >= page.content_box_x() - 20
                assert box.position_x + box.width <= page.content_box_x() + page.width + 20


def test_a_heading_s_call_leaks_into_no_bookmark() -> None:
    from tests.pdf_document import note

    title = (Text("المقدمة (2018)"), note(1, "حاشية"))
    section = Section(level=1, title=title, attributes=Attributes(id="sec-1"))
    layout = lay_out(document(section))
    labels = [
        box.bookmark_label
        for page in layout.page_boxes
        for box in page.descendants()
        if box.bookmark_label
    ]
    assert labels == ["المقدمة (2018)"]


@pytest.mark.parametrize(
    ("pages", "first"),
    [("45-78", 45), ("٤٥–٧٨", 45), ("ص 12", 12), ("", 1), ("xii", 1), ("99999999", 1)],
)
def test_the_first_page_s_number(pages: str, first: int) -> None:
    assert first_page(Metadata(journal=Journal(pages=pages))) == first
    assert first_page(Metadata()) == 1


def test_running_texts() -> None:
    title = (LocalizedInlines("ar", (Text("عنوان  طويل"),)),)
    journal = Journal(title=(LocalizedText("ar", "المجلة"),), volume="5", issue="2")
    authors = tuple(Author(name=(LocalizedText("ar", name),)) for name in ("أ", "ب"))
    metadata = Metadata(title=title, journal=journal, authors=authors, date="2018-02")
    texts = running_texts(metadata, Digits.ARABIC_INDIC)
    assert texts == {
        Mark.TITLE: "عنوان طويل",
        Mark.SHORT_TITLE: "عنوان طويل",
        Mark.AUTHOR: "أ، ب",
        Mark.JOURNAL: "المجلة",
        Mark.JOURNAL_LINE: "المجلة، المجلد ٥، العدد ٢، ٢٠١٨",
    }
    assert running_texts(Metadata(), Digits.WESTERN) == {}


def test_numbering_by_section_takes_the_model_s_marks() -> None:
    from tests.pdf_document import note
    from tests.unit.test_pdf_notes import marks

    resolved = document(words(LINE, note(7, "x")), numbering=NoteNumbering.SECTION)
    assert marks(lay_out(resolved)) == [["7"]]
