"""Word documents: formulas, code, contents, captions and pages."""

from __future__ import annotations

import dataclasses

import pytest

from tests.docx_package import (
    NS,
    codes,
    export,
    made,
    paragraphs,
    resolved,
    text_of,
    values,
)
from tests.kitchen_sink import p, resolved_kitchen_sink
from warraq.diagnostics import Report
from warraq.export.docx import DocxOptions
from warraq.export.docx.markup import name
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import (
    CodeBlock,
    Contents,
    ContentsKind,
    Figure,
    List,
    MathBlock,
    Paragraph,
    Section,
    Table,
    Verse,
)
from warraq.model.inlines import (
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
)
from warraq.style.theme import load_theme
from warraq.style.tokens import Mark, PageMarks, Start

LIST_OF_FIGURES, SEQUENCE = r'TOC \h \z \c "شكل"', r"SEQ شكل \* ARABIC"

# --- formulas, code, contents ---------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        (Digits.WESTERN, [LIST_OF_FIGURES, SEQUENCE]),
        (
            Digits.ARABIC_INDIC,
            [rf"{LIST_OF_FIGURES} \f F", 'TC "شكل\u00a0١: \\"صورة\\"" \\f F'],
        ),
    ],
)
def test_a_list_of_figures_is_made_of_fields(digits: Digits, expected: list[str]) -> None:
    """Where a SEQ field cannot write the digits, a field beside the caption holds the line."""
    figure = Figure("figures/blue.png", (Text('"صورة"'),), "صورة")
    figures = Contents(kind=ContentsKind.FIGURES)
    package = made(figures, figure, digits=digits)
    codes = [(code.text or "").strip() for code in package.body.findall(".//w:instrText", NS)]
    assert codes == expected
    entry = paragraphs(package.body)[1]
    assert values(entry, "w:pPr/w:pStyle") == ["TableOfFigures"]
    assert text_of(entry) == "شكل\u00a0" + ("1" if digits is Digits.WESTERN else "١") + ': "صورة"'
    assert entry.find(".//w:hyperlink", NS) is not None


def test_the_option_to_update_fields() -> None:
    package = made(Contents(), Section(1, (Text("أول"),)), options=DocxOptions(update_fields=True))
    assert package.body.find(".//w:fldChar[@w:dirty]", NS) is not None
    assert values(package.parts["word/settings.xml"], "w:updateFields") == ["true"]


@pytest.mark.parametrize(
    ("digits", "instructions", "text"),
    [
        (Digits.WESTERN, [LIST_OF_FIGURES, r"REF fig_a \h", SEQUENCE], "1"),
        (
            Digits.ARABIC_INDIC,
            [rf"{LIST_OF_FIGURES} \f F", r"REF fig_a \h", 'TC "شكل\u00a0١: شكل أزرق" \\f F'],
            "١",
        ),
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


# --- pages ----------------------------------------------------------------------------------------


def test_the_first_page_has_the_journals_number() -> None:
    package = made(p("نص"), journal=Journal(pages="٤٥-٧٨"))
    assert values(package.body, ".//w:pgNumType", "w:start") == ["45"]


@pytest.mark.parametrize(("of_theme", "option", "count"), [(5, None, "5"), (0, 1, "1"), (5, 0, "")])
def test_lines_are_numbered_for_reviewers(of_theme: int, option: int | None, count: str) -> None:
    theme = load_theme("journal")
    page = dataclasses.replace(theme.page, line_numbers=of_theme, line_numbers_restart=True)
    theme = dataclasses.replace(theme, page=page)
    package = made(p("نص"), theme=theme, options=DocxOptions(line_numbers=option))
    assert values(package.body, ".//w:lnNumType", "w:countBy") == [count] * bool(count)
    assert values(package.body, ".//w:lnNumType", "w:restart") == ["newPage"] * bool(count)
    section = [item.tag.partition("}")[2] for item in package.body.iterfind(".//w:sectPr/*", NS)]
    order = [item for item in section if item in ("pgMar", "lnNumType", "pgNumType", "cols")]
    assert order == ["pgMar", *["lnNumType"] * bool(count), "cols"]


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
