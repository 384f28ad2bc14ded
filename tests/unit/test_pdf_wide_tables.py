"""Tables wider than the measure: smaller type, a turned page, or a word to the author."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2
import pytest
import weasyprint

from tests.kitchen_sink import png
from tests.pdf_document import LINE, context, document, export, lay_out, note, words
from tests.unit.test_style_paged import boxes, margin_texts, named, text
from warraq.export.pdf.wide_tables import Fit, Measures, fitted
from warraq.model.attributes import Attributes
from warraq.model.blocks import Block, Cell, Column, Figure, Quote, Row, Section, Table
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Inline, Link, Text
from warraq.model.metadata import LocalizedInlines, Metadata

PX = 96 / 25.4
MEASURES = Measures(upright=100, turned=200, least=0.75)


@pytest.mark.parametrize(
    ("least", "full", "names", "fit"),
    [
        (80, 300, set(), Fit()),
        (125, 300, set(), Fit(scale=0.8)),
        (140, 300, set(), Fit(turned=True)),
        (250, 300, set(), Fit(turned=True, scale=0.8)),
        (300, 400, set(), Fit(turned=True, scale=0.75, overflows=True)),
        (50, 60, {"turned"}, Fit(turned=True)),
        (50, 90, {"scaled"}, Fit()),
        (50, 125, {"scaled"}, Fit(scale=0.8)),
        (50, 900, {"scaled"}, Fit(scale=0.75)),
        (150, 900, {"scaled"}, Fit(scale=0.75, overflows=True)),
    ],
)
def test_how_a_table_is_set(least: float, full: float, names: set[str], fit: Fit) -> None:
    assert fitted(least, full, names, MEASURES) == fit


def cell(*content: Inline | str) -> Cell:
    return Cell((words(*content),))


def table(
    columns: int, rows: int = 2, *classes: str, first: tuple[Inline | str, ...] = ("أول",)
) -> Table:
    """Return a table of columns that cannot be narrower than a long word."""
    head = Row(tuple(Cell((words(f"عمود{index}"),), header=True) for index in range(columns)))
    row = Row(tuple(cell("استراتيجيات") for _ in range(columns)))
    opening = Row((cell(*first), *(cell("استراتيجيات") for _ in range(columns - 1))))
    return Table(
        (Column(),) * columns,
        (Text("عنوان"),),
        (head,),
        (opening, *[row] * (rows - 1)),
        attributes=Attributes(id="tbl-1", classes=classes),
    )


def article(*blocks: Block, lang: str = "ar") -> ResolvedDocument:
    title = (LocalizedInlines(lang, (Text("العنوان"),)),)
    return document(*blocks, metadata=Metadata(lang=lang, title=title))


def sizes(page: Any) -> set[float]:
    cells = (box for box in boxes(page) if type(box).__name__ == "TableCellBox")
    return {round(box.style["font_size"] * 0.75, 1) for box in cells}


def test_a_table_a_little_too_wide_is_set_in_smaller_type() -> None:
    (page,) = lay_out(article(table(9))).page_boxes
    (size,) = sizes(page)
    assert 9 <= size < 11.5
    (found,) = (box for box in boxes(page) if type(box).__name__ == "TableBox")
    assert found.width <= (210 - 72) * PX


def test_a_table_within_an_indent_has_less_room() -> None:
    (page,) = lay_out(article(table(7))).page_boxes
    assert sizes(page) == {11.5}
    (page,) = lay_out(article(Quote((table(7),)))).page_boxes
    (size,) = sizes(page)
    assert size < 11.5
    (quote,) = named(page, "blockquote")
    (found,) = (box for box in boxes(page) if type(box).__name__ == "TableBox")
    assert found.width <= quote.width + 0.1


@pytest.mark.parametrize(("theme", "lang"), [("journal", "ar"), ("journal", "en"), ("book", "ar")])
def test_a_table_much_too_wide_is_turned(theme: str, lang: str) -> None:
    """Its pages are upright sheets with their heads; the text goes on upright behind it."""
    place = context(theme=theme)
    resolved = article(words(LINE), table(12, 40), words(LINE), lang=lang)
    pages = lay_out(resolved, place).page_boxes
    turned = [page for page in pages if page.page_type.name == "turned"]
    assert len(turned) > 1
    assert [page.page_type.name for page in pages] == ["", *["turned"] * len(turned), ""]
    sheet, upright = place.theme.page, pages[0]
    for page in turned:
        assert (page.margin_width(), page.margin_height()) == pytest.approx(
            (sheet.width * PX, sheet.height * PX)
        )
        assert (page.width, page.height) == pytest.approx((upright.width, upright.height))
        assert "عمود1" in text(page), "the head of the table is repeated"
        assert any(name.startswith("@bottom") for name in margin_texts(page))
        if not sheet.mirrored:
            assert page.margin_right == pytest.approx(upright.margin_right)
            assert "@top-right" in margin_texts(page) or lang == "en"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_nothing_of_a_turned_page_leaves_the_text_s_place(lang: str) -> None:
    resolved = article(table(12, 3, "turned", first=("أول", note(1, LINE * 3))), lang=lang)
    data = export(resolved)
    pdf = pypdfium2.PdfDocument(data)
    assert len(pdf) == 1
    image = pdf[0].render(scale=1).to_pil().convert("L").point(lambda value: 255 - value)
    left, top, right, bottom = image.getbbox()
    margin = 36 * 72 / 25.4
    assert left >= margin - 3
    assert right <= image.width - margin + 3
    # The table fills the whole length of the upright page; the page number stands below it.
    assert top == pytest.approx(30 * 72 / 25.4, abs=3)
    assert bottom > image.height - 30 * 72 / 25.4
    # The top of the table looks to where lines begin; the rule above the notes is drawn.
    table_side = image.crop((image.width // 2, 0, image.width, image.height - 100))
    other_side = image.crop((0, 0, image.width // 2, image.height - 100))
    inks = [sum(part.histogram()[128:]) for part in (table_side, other_side)]
    assert (inks[0] > inks[1]) is (lang == "ar")


def test_links_and_notes_of_a_turned_page_lie_where_they_are_seen() -> None:
    link = Link("https://example.org/", (Text("RAND"),))
    data = export(article(table(12, 2, first=(link, note(1, "حاشية")))))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        annotations = [item for item in page["/Annots"] if item["/Subtype"] == "/Link"]
        assert len(annotations) == 3
        for item in annotations:
            x1, y1, x2, y2 = (float(value) * 25.4 / 72 for value in item["/Rect"])
            assert 36 - 0.4 <= min(x1, x2) <= max(x1, x2) <= 210 - 36 + 0.4
            assert 30 - 0.4 <= min(y1, y2) <= max(y1, y2) <= 297 - 30 + 0.4
    words_found = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "استراتيجيات" in words_found
    assert "حاشية" in words_found


def test_a_heading_goes_with_what_is_turned() -> None:
    section = Section(1, (Text("قسم"),), (words("نص"), Section(2, (Text("فرع"),), (table(12),))))
    first, second = lay_out(article(section)).page_boxes
    assert named(first, "h1")
    assert not named(first, "h2")
    assert named(second, "h2")


def test_a_figure_may_be_turned() -> None:
    attributes = Attributes(classes=("turned",))
    figure = Figure("a.png", (Text("شكل"),), "وصف", width="100%", attributes=attributes)
    place = context({"a.png": png(900, 300)})
    found = lay_out(article(words("قبل"), figure, words("بعد")), place).page_boxes
    assert [page.page_type.name for page in found] == ["", "turned", ""]
    (picture,) = (box for box in boxes(found[1]) if box.element_tag == "img")
    assert picture.width == pytest.approx((297 - 60) * PX)


def test_long_notes_of_a_turned_page_stay_whole() -> None:
    pages = lay_out(article(table(12, 2, first=("أ", note(1, LINE * 8))))).page_boxes
    assert len(pages) == 1
    lasts = {
        box.style["text_align_last"]
        for box in boxes(pages[0])
        if box.element is not None and box.element.get("class") == "footnote"
    }
    assert "justify" not in lasts


def test_a_table_that_fits_nowhere_is_told() -> None:
    place = context()
    lay_out(article(table(40)), place)
    assert [item.code for item in place.report] == ["E108"]


def test_a_table_that_fits_is_left_alone() -> None:
    place = context()
    (page,) = lay_out(article(table(4)), place).page_boxes
    assert sizes(page) == {11.5}
    assert not list(place.report)


def test_other_users_of_the_engine_see_their_own_pages() -> None:
    lay_out(article(table(12)))
    css = "@page turned { size: 300px 100px; margin: 0 } p { page: turned }"
    rendered = weasyprint.HTML(string=f"<style>{css}</style><p>x").render()
    assert (rendered.pages[0].width, rendered.pages[0].height) == (300, 100)
