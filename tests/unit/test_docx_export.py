"""Word documents: what each node becomes, and what is reported when it cannot be set."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.docx_package import Package, export, paragraphs, resolved, text_of, values
from tests.kitchen_sink import KitchenResources, en, p, png, resolved_kitchen_sink
from warraq.diagnostics import Report
from warraq.export.docx import DocxOptions
from warraq.export.docx.markup import WP, A, R, W, name
from warraq.export.docx.story import Bookmarks
from warraq.export.docx.units import length_in_points
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import (
    Cell,
    CodeBlock,
    Column,
    Contents,
    Figure,
    List,
    ListItem,
    MathBlock,
    Numeral,
    Paragraph,
    Row,
    Section,
    Table,
    Verse,
    VerseLine,
)
from warraq.model.document import Document
from warraq.model.inlines import (
    Emphasis,
    Image,
    Link,
    Math,
    Note,
    Strong,
    Text,
)
from warraq.model.metadata import (
    Author,
    Digits,
    Journal,
    LocalizedInlines,
    LocalizedKeywords,
    LocalizedText,
    Metadata,
    NoteNumbering,
)
from warraq.style.theme import load_theme
from warraq.style.tokens import Mark, PageMarks, Start

NS = {"w": W, "a": A, "wp": WP}


def made(
    *blocks: Any,
    report: Report | None = None,
    lang: str = "ar",
    theme: Any = "journal",
    options: DocxOptions | None = None,
    resources: Any = None,
    **fields: Any,
) -> Package:
    """Return the package of a document with these blocks."""
    document = Document(metadata=Metadata(lang=lang, **fields), blocks=blocks)
    return export(resolved(document), report, theme=theme, options=options, resources=resources)


def codes(report: Report) -> list[str]:
    return [item.code for item in report]


def run_of(package: Package, text: str) -> Any:
    """Return the run that holds a text."""
    return next(run for run in package.body.iter(name("r")) if text in text_of(run))


def properties(run: Any) -> dict[str, str | None]:
    """Return the properties of a run with their values."""
    return {
        item.tag.rpartition("}")[2]: item.get(name("val")) for item in run.find(name("rPr"), NS)
    }


# --- runs ---------------------------------------------------------------------------------------


def test_runs_are_cut_by_level_and_numbers_are_right_to_left() -> None:
    package = made(p("قال Rand في 2014 (ط 2)."))
    assert [text_of(run) for run in paragraphs(package.body)[0].iter(name("r"))] == [
        "قال ",
        "Rand",
        " في 2014 (ط 2).",
    ]
    assert "rtl" in properties(run_of(package, "2014"))
    assert run_of(package, "Rand").find(name("rPr")) is None


def test_the_number_in_a_left_to_right_paragraph_stays_left_to_right() -> None:
    package = made(p("In 2014 it grew."), lang="en")
    assert run_of(package, "2014").find(name("rPr")) is None


def test_nested_emphasis_names_one_style_and_adds_the_other() -> None:
    package = made(
        p(Strong((Text("أ "), Emphasis((Text("ب"),)))), en(Emphasis((Strong((Text("c"),)),))))
    )
    assert properties(run_of(package, "ب")) == {
        "rStyle": "Strong",
        "bCs": None,
        "i": None,
        "rtl": None,
    }
    assert properties(run_of(package, "c"))["rStyle"] == "Emphasis"
    assert "b" in properties(run_of(package, "c"))


def test_a_language_is_stated_where_it_is_not_the_documents() -> None:
    french = p("قال ", dataclasses.replace(en("Résumé"), attributes=Attributes(lang="fr")), ".")
    package = made(french, p("قال ", en("Summary")))
    lang = run_of(package, "Résumé").find("w:rPr/w:lang", NS)
    assert lang.get(name("val")) == "fr"
    assert run_of(package, "Summary").find(name("rPr")) is None


def test_characters_that_word_writes_as_elements() -> None:
    package = made(p("أ\u00adب\u2011ج"))
    run = run_of(package, "أ")
    assert [item.tag.rpartition("}")[2] for item in run][1:] == [
        "t",
        "softHyphen",
        "t",
        "noBreakHyphen",
        "t",
    ]


def test_a_forbidden_character_is_replaced_and_reported() -> None:
    report = Report()
    package = made(p("أ\x01ب"), report=report)
    assert text_of(package.body) == "أ\ufffdب"
    assert codes(report) == ["E201"]


# --- links and bookmarks ------------------------------------------------------------------------


def test_addresses_are_encoded_and_others_refused() -> None:
    report = Report()
    package = made(
        p(
            Link("https://example.org/[a]?q=%zz نص", (Text("رابط"),)),
            Link("javascript:alert(1)", (Text("خطر"),)),
            Link("file:///etc/passwd", (Text("ملف"),)),
        ),
        report=report,
    )
    targets = [
        item.get("Target")
        for item in package.parts["word/_rels/document.xml.rels"]
        if item.get("TargetMode") == "External"
    ]
    assert targets == ["https://example.org/%5Ba%5D?q=%25zz%20%D9%86%D8%B5"]
    assert codes(report) == ["E001", "E001"]
    assert "خطر" in text_of(package.body)


def test_a_link_to_nowhere_is_mere_text() -> None:
    package = made(p(Link("#nowhere", (Text("رابط"),))))
    assert package.body.find(".//w:hyperlink", NS) is None
    assert text_of(package.body) == "رابط"


@pytest.mark.parametrize(
    ("identifiers", "names"),
    [
        (["sec-a", "sec_a"], ["sec_a", "sec_a_"]),
        (["SEC-A", "sec-a"], ["SEC_A", "sec_a_"]),
        (["x" * 60], ["x" * 31 + "_"]),
        (["1a"], ["b_1a"]),
    ],
)
def test_bookmark_names_are_words_of_forty_letters(
    identifiers: list[str], names: list[str]
) -> None:
    bookmarks = Bookmarks()
    for identifier in identifiers:
        bookmarks.declare(identifier)
    found = list(bookmarks.names.values())
    assert len({item.casefold() for item in found}) == len(identifiers)
    assert all(item.startswith(start) for item, start in zip(found, names, strict=True))
    assert all(len(item) <= 40 and item.isidentifier() for item in found)


# --- notes --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbering", "restart"),
    [
        (NoteNumbering.PAGE, "eachPage"),
        (NoteNumbering.SECTION, "eachSect"),
        (NoteNumbering.DOCUMENT, "continuous"),
    ],
)
def test_notes_restart_in_settings_and_sections(numbering: NoteNumbering, restart: str) -> None:
    sections = (Section(1, (Text("ع"),), (p("ن", Note((p("ح"),))),)) for _ in range(2))
    package = made(*sections, note_numbering=numbering)
    settings = package.parts["word/settings.xml"]
    assert values(settings, "w:footnotePr/w:numRestart") == [restart]
    count = 2 if numbering is NoteNumbering.SECTION else 1
    assert values(package.body, ".//w:sectPr/w:footnotePr/w:numRestart") == [restart] * count


def test_an_english_note_is_left_to_right_and_of_the_twin_style() -> None:
    note = Note((p("An English note.", attributes=Attributes(lang="en")),))
    package = made(p("نص", note))
    paragraph = paragraphs(package.notes)[-1]
    assert values(paragraph, "w:pPr/w:pStyle") == ["FootnoteTextLTR"]
    assert values(paragraph, "w:pPr/w:bidi") == ["0"]


def test_links_in_notes_are_relationships_of_the_notes() -> None:
    note = Note((p("انظر ", Link("https://a.example/", (Text("رابط"),))),))
    package = made(p("نص", note))
    relations = package.parts["word/_rels/footnotes.xml.rels"]
    assert [item.get("Target") for item in relations] == ["https://a.example/"]


def test_a_note_may_hold_lists_and_code_alone() -> None:
    blocks = (List((ListItem((p("بند"),)),)), CodeBlock("x = 1\n"))
    package = made(p("نص", Note(blocks)))
    note = package.notes[-1]
    assert [text_of(item).strip() for item in paragraphs(note)] == ["()", "بند", "x = 1"]
    assert note.find("w:p//w:footnoteRef", NS) is not None


def test_a_note_within_a_note_follows_in_brackets() -> None:
    report = Report()
    inner = Note((p("داخلية"),))
    package = made(p("نص", Note((p("خارجية", inner, "."),))), report=report)
    assert "خارجية [داخلية]." in text_of(package.notes)
    assert codes(report) == ["E202"]


def test_literal_marks_are_in_the_digits_of_the_document() -> None:
    options = DocxOptions(literal_note_marks=True)
    package = made(p("نص", Note((p("ح"),))), digits=Digits.ARABIC_INDIC, options=options)
    call = package.body.find(".//w:footnoteReference", NS)
    assert call.get(name("customMarkFollows")) == "1"
    assert text_of(call.getparent()) == "١"


# --- lists --------------------------------------------------------------------------------------


def listed(numeral: Numeral, start: int = 1, **fields: Any) -> Package:
    items = tuple(ListItem((p(text),)) for text in ("أول", "ثان"))
    node = List(items, ordered=True, numeral=numeral, start=start, delimiter="-")
    return made(node, **fields)


@pytest.mark.parametrize(
    ("numeral", "format_name"),
    [
        (Numeral.DECIMAL, "decimal"),
        (Numeral.ABJAD, "arabicAbjad"),
        (Numeral.ARABIC_ALPHA, "arabicAlpha"),
        (Numeral.UPPER_ROMAN, "upperRoman"),
        (Numeral.HEBREW, "hebrew1"),
    ],
)
def test_native_numbering(numeral: Numeral, format_name: str) -> None:
    package = listed(numeral, start=3)
    numbering = package.parts["word/numbering.xml"]
    assert values(numbering, ".//w:lvl[@w:ilvl='0']/w:numFmt") == [format_name]
    assert values(numbering, ".//w:lvl[@w:ilvl='0']/w:lvlText") == ["%1-"]
    assert values(numbering, ".//w:startOverride") == ["3"]
    assert text_of(package.body) == "أولثان"


@pytest.mark.parametrize(
    ("numeral", "fields", "label"),
    [
        (Numeral.ARABIC_ORDINAL, {}, "أولاً-"),
        (Numeral.DECIMAL, {"digits": Digits.ARABIC_INDIC}, "١-"),
    ],
)
def test_labels_that_word_cannot_count_are_text(
    numeral: Numeral, fields: dict[str, Any], label: str
) -> None:
    package = listed(numeral, **fields)
    first = paragraphs(package.body)[0]
    assert first.find("w:pPr/w:numPr", NS) is None
    assert text_of(first).startswith(f"{label} ")


def test_each_list_counts_by_itself() -> None:
    items = (ListItem((p("بند"),)),)
    package = made(*[List(items, ordered=True) for _ in range(3)])
    assert values(package.body, ".//w:numId") == ["1", "2", "3"]
    assert len(package.parts["word/numbering.xml"].findall("w:abstractNum", NS)) == 1


def test_deep_lists_stay_on_the_deepest_level_of_word() -> None:
    node = List((ListItem((p("بند"),)),))
    for _ in range(11):
        node = List((ListItem((p("بند"), node)),))
    package = made(node)
    levels = [int(value) for value in values(package.body, ".//w:ilvl")]
    assert levels == [*range(9), 8, 8, 8]


# --- tables -------------------------------------------------------------------------------------


def cell(text: str, columns: int = 1, rows: int = 1) -> Cell:
    return Cell((p(text),), column_span=columns, row_span=rows)


def shape(package: Package) -> list[list[tuple[str, int, str | None]]]:
    """Return text, span and merge of each cell of the only table."""
    rows = []
    for row in package.body.iter(name("tr")):
        cells = []
        for item in row.iter(name("tc")):
            span = item.find("w:tcPr/w:gridSpan", NS)
            merge = item.find("w:tcPr/w:vMerge", NS)
            width = 1 if span is None else int(span.get(name("val")))
            cells.append((text_of(item), width, None if merge is None else merge.get(name("val"))))
        rows.append(cells)
    return rows


def test_cells_that_span_rows_and_columns() -> None:
    body = (
        Row((cell("أ", rows=2), cell("ب", columns=2))),
        Row((cell("ج"), cell("د"))),
        Row((cell("هـ"),)),
    )
    package = made(Table((Column(), Column(), Column()), body=body))
    assert shape(package) == [
        [("أ", 1, "restart"), ("ب", 2, None)],
        [("", 1, "continue"), ("ج", 1, None), ("د", 1, None)],
        [("هـ", 1, None), ("", 1, None), ("", 1, None)],
    ]


def test_spans_beyond_the_table_are_cut() -> None:
    body = (Row((cell("أ", columns=9, rows=9),)), Row((cell("ب"),)))
    package = made(Table((Column(), Column()), body=body))
    assert shape(package) == [[("أ", 2, "restart")], [("", 2, "continue")]]


def test_a_table_is_mirrored_and_repeats_its_head() -> None:
    head = (Row((cell("رأس"), cell("رأس"))),)
    table = Table((Column(), Column()), (Text("عنوان"),), head, (Row((cell("أ"), cell("ب"))),))
    package = made(table)
    assert package.body.find(".//w:tblPr/w:bidiVisual", NS) is not None
    assert len(package.body.findall(".//w:trPr/w:tblHeader", NS)) == 1
    assert values(package.body, ".//w:tblPr/w:tblDescription") == ["عنوان"]
    left = made(table, lang="en")
    assert left.body.find(".//w:tblPr/w:bidiVisual", NS) is None


def test_columns_fit_the_page_whatever_they_hold() -> None:
    body = (Row((cell("كلمة " * 200), cell("ب" * 90), cell("ج"))),)
    package = made(Table((Column(), Column(), Column()), body=body))
    widths = [int(value) for value in values(package.body, ".//w:gridCol", "w:w")]
    setup = package.body.find(".//w:pgSz", NS), package.body.find(".//w:pgMar", NS)
    measure = int(setup[0].get(name("w"))) - sum(
        int(setup[1].get(name(side))) for side in ("left", "right")
    )
    assert sum(widths) <= measure
    assert widths[0] > widths[2]


def test_two_tables_in_a_row_stay_apart() -> None:
    table = Table((Column(),), body=(Row((cell("أ"),)),))
    package = made(table, table)
    kinds = [item.tag.rpartition("}")[2] for item in package.body[0]]
    assert kinds == ["tbl", "p", "tbl", "p", "sectPr"]


def test_verse_stands_in_two_columns() -> None:
    lines = (VerseLine(((Text("صدر"),), (Text("عجز"),))), VerseLine(((Text("شطر"),),)))
    package = made(Verse(lines))
    assert shape(package) == [
        [("صدر", 1, None), ("", 1, None), ("عجز", 1, None)],
        [("شطر", 3, None)],
    ]
    assert package.body.find(".//w:tblPr/w:bidiVisual", NS) is not None


# --- pictures -----------------------------------------------------------------------------------


def pictured(node: Any, data: bytes | None, report: Report) -> Package:
    resources = KitchenResources()
    if data is not None:
        resources.files["x"] = data
    block = p("نص ", node) if isinstance(node, Image) else node
    return made(block, report=report, resources=resources)


JPEG_HEAD = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffd9")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (None, "E210"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "E211"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "E211"),
        (b"", "E211"),
        (b"\x89PNG\r\n\x1a\n", "E211"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "E211"),
        (JPEG_HEAD, "E211"),
        (b"II*\0\x08\0\0\0", "E211"),
        (png(0, 0), "E212"),
    ],
)
@pytest.mark.parametrize("kind", [Image, Figure])
def test_a_picture_that_cannot_be_shown_is_reported_and_described(
    kind: type, data: bytes | None, code: str
) -> None:
    report = Report()
    package = pictured(kind("x", alternative="وصف الصورة"), data, report)
    assert codes(report) == [code]
    assert "[وصف الصورة]" in text_of(package.body)
    assert package.body.find(".//w:drawing", NS) is None


def test_a_picture_of_too_many_pixels() -> None:
    head = bytearray(png(1, 1))
    head[16:24] = (13_300).to_bytes(4, "big") * 2
    report = Report()
    pictured(Figure("x", alternative="وصف"), bytes(head), report)
    assert codes(report) == ["E212"]


def test_one_picture_twice_is_one_part() -> None:
    report = Report()
    package = made(
        Figure("figures/blue.png", alternative="أ"),
        p(Image("figures/blue.png", alternative="ب", title="عنوان")),
        report=report,
    )
    assert [path for path in package.parts if "media" in path] == ["word/media/image1.png"]
    described = package.body.findall(f".//{{{WP}}}docPr")
    assert [item.get("descr") for item in described] == ["أ", "ب"]
    assert len({item.get("id") for item in described}) == 2
    assert described[1].get("title") == "عنوان"
    links = {item.get(f"{{{R}}}embed") for item in package.body.iter(f"{{{A}}}blip")}
    assert len(links) == 1


def test_widths_of_pictures() -> None:
    report = Report()
    package = made(
        *(
            Figure("figures/blue.png", alternative="أ", width=width)
            for width in ("50%", "2cm", "900%", "wide", "")
        ),
        report=report,
    )
    widths = [int(item.get("cx")) for item in package.body.iter(f"{{{WP}}}extent")]
    heights = [int(item.get("cy")) for item in package.body.iter(f"{{{WP}}}extent")]
    assert widths[1] == 720_000
    assert widths[2] == pytest.approx(2 * widths[0], abs=2)
    assert widths[3] == widths[4] == 40 * 12_700
    assert [round(w / h, 2) for w, h in zip(widths, heights, strict=True)] == [2.0] * 5
    assert codes(report) == ["E213"]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("50%", 100.0),
        (" 1in ", 72.0),
        ("25.4mm", 72.0),
        ("100", 75.0),
        ("100px", 75.0),
        ("2em", 24.0),
        (".5cm", 14.17),
        ("-1cm", None),
        ("1e9cm", None),
        ("", None),
        ("12 parsec", None),
    ],
)
def test_lengths(text: str, points: float | None) -> None:
    found = length_in_points(text, whole=200, em=12)
    assert found == (pytest.approx(points, abs=0.01) if points else points)


# --- formulas, code, contents -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tex", "elements"),
    [
        (r"\frac{a}{b}", {"f", "num", "den"}),
        (r"\sqrt[3]{x}", {"rad", "deg"}),
        (r"\sum_{i=1}^{n} x_i", {"nary", "sSub"}),
        (r"\int_0^1 x\,dx", {"nary"}),
        (r"x_i^2", {"sSubSup"}),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", {"m", "mr"}),
        (r"\left( \frac{a}{b} \right)", {"d", "f"}),
        (r"\hat{x} + \overline{y}", {"acc", "bar"}),
        (r"\lim_{n \to \infty} a_n", {"limLow"}),
        (r"\text{if } x \in \mathbb{R}", {"r", "t"}),
        (r"\binom{n}{k}", {"f"}),
        (r"\overbrace{a+b}^{n}", {"groupChr", "limUpp"}),
        (r"\begin{cases} a & b \\ c & d \end{cases}", {"d", "m"}),
    ],
)
def test_formulas_are_words_own(tex: str, elements: set[str]) -> None:
    report = Report()
    package = made(p("نص ", Math(tex)), MathBlock(tex), report=report)
    found = {item.tag.rpartition("}")[2] for item in package.body.iter() if "/math" in item.tag}
    assert elements <= found
    assert codes(report) == []
    assert len(package.body.findall(f".//{name('m:oMathPara')}")) == 1


@pytest.mark.parametrize("tex", [r"\frac{a}", r"\nosuchcommand{x}", "{" * 200 + "x", r"\left("])
def test_a_formula_that_cannot_be_set_is_shown_as_code(tex: str) -> None:
    report = Report()
    package = made(
        p("نص ", Math(tex)), MathBlock(tex, attributes=Attributes(id="eq-a")), report=report
    )
    assert set(codes(report)) == {"E220"}
    assert text_of(package.body).count(tex) == 2
    assert package.body.find(f".//{name('m:oMath')}") is None


def test_code_is_left_to_right_with_line_breaks() -> None:
    package = made(CodeBlock("if x:\n\treturn 'نص'\n", "python"))
    paragraph = paragraphs(package.body)[0]
    assert values(paragraph, "w:pPr/w:bidi") == ["0"]
    assert len(paragraph.findall(".//w:br", NS)) == 1
    assert len(paragraph.findall(".//w:r/w:tab", NS)) == 1


def test_contents_link_to_headings_without_inventing_pages() -> None:
    sections = (
        Section(1, (Text("أول"),), (Section(2, (Text("فرع"),)),)),
        Section(1, (Text("ثان"), Note((p("ح"),)))),
    )
    package = made(Contents(), *sections)
    control = package.body.find(".//w:sdt", NS)
    assert [text_of(item) for item in paragraphs(control)][1:] == ["أول", "فرع", "ثان"]
    code = control.find(".//w:instrText", NS)
    assert code.text == r' TOC \o "1-2" \h \z '
    assert "PAGEREF" not in text_of(control)
    assert control.find(".//w:fldChar[@w:dirty]", NS) is None


def test_the_option_to_update_fields() -> None:
    package = made(Contents(), Section(1, (Text("أول"),)), options=DocxOptions(update_fields=True))
    assert package.body.find(".//w:fldChar[@w:dirty]", NS) is not None
    assert values(package.parts["word/settings.xml"], "w:updateFields") == ["true"]


@pytest.mark.parametrize(
    ("digits", "instructions", "text"),
    [
        (Digits.WESTERN, [r"REF fig_a \h", r"SEQ شكل \* ARABIC"], "1"),
        (Digits.ARABIC_INDIC, [r"REF fig_a \h"], "١"),
    ],
)
def test_captions_are_counted_and_referred_to(
    digits: Digits, instructions: list[str], text: str
) -> None:
    document = resolved_kitchen_sink()
    metadata = dataclasses.replace(document.metadata, digits=digits)
    package = export(resolved(dataclasses.replace(document, metadata=metadata, front=())))
    found = [code.text.strip() for code in package.body.iter(name("instrText"))]
    assert [code for code in found if "fig_a" in code or "شكل" in code] == instructions
    caption = next(item for item in paragraphs(package.body) if "شكل أزرق" in text_of(item))
    assert text_of(caption).startswith(f"شكل\u00a0{text}: شكل أزرق")


# --- pages --------------------------------------------------------------------------------------


def test_the_first_page_has_the_journals_number() -> None:
    package = made(p("نص"), journal=Journal(pages="٤٥-٧٨"))
    assert values(package.body, ".//w:pgNumType", "w:start") == ["45"]


@pytest.mark.parametrize("pages", ["", "iv", "9" * 30])
def test_pages_that_tell_no_number(pages: str) -> None:
    package = made(p("نص"), journal=Journal(pages=pages))
    assert package.body.find(".//w:pgNumType", NS) is None


def test_running_heads_of_mirrored_pages() -> None:
    theme = load_theme("journal")
    page = dataclasses.replace(theme.page, mirrored=True, margin_inside=40, margin_outside=20)
    marks = PageMarks(header_start=Mark.SECTION, header_center=Mark.AUTHOR, footer_end=Mark.PAGE)
    running = dataclasses.replace(theme.running, verso=marks)
    theme = dataclasses.replace(theme, page=page, running=running, section_start=Start.RECTO)
    sections = [Section(1, (Text("ع"),), (p("نص"),)) for _ in range(3)]
    authors = (Author((LocalizedText("ar", "سلمى (SM)"),)),)
    package = made(*sections, theme=theme, authors=authors)
    settings = package.parts["word/settings.xml"]
    assert settings.find("w:mirrorMargins", NS) is not None
    assert settings.find("w:evenAndOddHeaders", NS) is not None
    kinds = values(package.body, ".//w:sectPr/w:headerReference", "w:type")
    assert sorted(kinds) == ["default", "even", "first"]
    assert values(package.body, ".//w:sectPr/w:type") == ["nextPage", *["oddPage"] * 3]
    heads = [part for path, part in package.parts.items() if path.startswith("word/header")]
    assert any(
        "STYLEREF 1" in "".join(code.text for code in head.iter(name("instrText")))
        for head in heads
    )
    assert any("سلمى (SM)" in text_of(head) for head in heads)
    margins = package.body.find(".//w:pgMar", NS)
    assert int(margins.get(name("right"))) > int(margins.get(name("left")))


def test_an_english_document_is_left_to_right_throughout() -> None:
    package = made(Section(1, (Text("One"),), (p("Text."),)), lang="en")
    assert package.body.find(".//w:sectPr/w:bidi", NS) is None
    assert set(values(package.body, ".//w:pPr/w:bidi")) == {"0"}
    assert values(package.body, ".//w:pPr/w:pStyle") == ["Heading1", "BodyText"]


def test_core_properties() -> None:
    package = made(
        p("نص"),
        title=(LocalizedInlines("ar", (Text("عنوان "), Strong((Text("غليظ"),)))),),
        authors=(
            Author((LocalizedText("ar", "سلمى"), LocalizedText("en", "Salma"))),
            Author((LocalizedText("ar", "نادر"),)),
        ),
        keywords=(LocalizedKeywords("ar", ("أ", "ب")),),
        doi="10.5555/x",
    )
    core = {item.tag.rpartition("}")[2]: item.text for item in package.parts["docProps/core.xml"]}
    assert core["title"] == "عنوان غليظ"
    assert core["creator"] == "سلمى; نادر"
    assert core["keywords"] == "أ، ب"
    assert core["language"] == "ar"
    assert core["identifier"] == "10.5555/x"
    assert core["created"] == core["modified"] == "2023-11-14T22:13:20Z"


def test_long_and_forbidden_metadata() -> None:
    title = (LocalizedInlines("ar", (Text("ع\x02" * 400),)),)
    package = made(p("نص"), title=title, report=Report())
    core = package.parts["docProps/core.xml"]
    assert len(core.find("{*}title").text) == 255


def test_blocks_that_hold_nothing() -> None:
    package = made(
        List(()),
        Table(()),
        Verse(()),
        Paragraph(()),
        Section(1, ()),
        CodeBlock(""),
        direction_free(),
    )
    assert text_of(package.body).strip() == ""


def direction_free() -> Paragraph:
    return Paragraph((Text("  "),), attributes=Attributes(dir=Direction.AUTO))
