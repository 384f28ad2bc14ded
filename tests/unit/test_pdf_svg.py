"""Labels of SVG pictures: order, joining, places, fonts; and the manner of well-known programs."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as ET

import pypdfium2  # type: ignore[import-untyped]
import pytest
import weasyprint
from PIL import Image
from weasyprint.svg import SVG

from tests.pdf_document import context, document, export
from warraq.export.pdf.engine import font_configuration
from warraq.export.pdf.svg_layout import Piece
from warraq.export.pdf.svg_text import Words
from warraq.export.pdf.svg_tree import LabelNode, adopt
from warraq.export.pdf.svg_visual import logical
from warraq.model.blocks import Figure

CASES = sorted((Path(__file__).parents[1] / "cases/svg").glob("*.svg"))
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    ' width="300" height="200" font-family="Amiri" font-size="20">'
)
ZWJ = "\u200d"


def labels(content: str, families: tuple[str, ...] = ("Amiri",)) -> list[list[Piece]]:
    """Return the pieces of each label of a picture, in logical order."""
    svg = SVG(ET.fromstring(f"{HEAD}{content}</svg>"), "", font_configuration())
    adopt(svg.tree)
    svg.context = SimpleNamespace(label_families=families)
    svg.tree.set_svg_size(svg, 300, 200)
    return [Words(node, svg).pieces for node in _texts(svg.tree)]


def _texts(node: Any) -> Iterator[LabelNode]:
    for child in node:
        if child.tag == "text":
            yield child
        else:
            yield from _texts(child)


def label(content: str) -> list[Piece]:
    (pieces,) = labels(content)
    return pieces


def shown(pieces: list[Piece]) -> list[str]:
    """Return the texts of pieces from left to right, as their characters are read."""
    return [piece.text for piece in sorted(pieces, key=lambda piece: piece.x)]


def extent(pieces: list[Piece]) -> tuple[float, float]:
    return min(p.x for p in pieces), max(p.x + p.width for p in pieces)


def test_a_word_is_shaped_as_a_whole_from_right_to_left() -> None:
    (piece,) = label('<text x="10" y="30">مكتبة</text>')
    assert (piece.text, piece.rtl, piece.x, piece.y) == ("مكتبة", True, 10, 30)
    letters = sum(label(f"<text>{char}</text>")[0].width for char in "مكتبة")
    assert piece.width < 0.8 * letters  # joined letters are narrower


@pytest.mark.parametrize(
    ("anchor", "direction", "share"),
    [
        ("start", "", 0),
        ("middle", "", 0.5),
        ("end", "", 1),
        ("start", "ltr", 0),
        ("start", "rtl", 1),
        ("middle", "rtl", 0.5),
        ("end", "rtl", 0),
    ],
)
@pytest.mark.parametrize(
    "stated", ['text-anchor="{}" direction="{}"', 'style="text-anchor:{};direction:{}"']
)
def test_anchors_go_by_the_direction_that_is_stated(
    anchor: str, direction: str, share: float, stated: str
) -> None:
    attributes = stated.format(anchor, direction)
    low, high = extent(label(f'<text x="100" y="9" {attributes}>تقرير عام 2018</text>'))
    assert low + share * (high - low) == pytest.approx(100)


MIXED = "تقرير RAND (2018) عن 15%."


@pytest.mark.parametrize("attributes", ['direction="rtl"', "", 'style="direction: rtl"'])
def test_mixed_text_stands_in_the_order_of_reading(attributes: str) -> None:
    pieces = label(f"<text {attributes}>{MIXED}</text>")
    parts = [part.strip() for part in shown(pieces)]
    assert parts == ["%.", "15", "عن", "RAND (2018)", "تقرير"]
    assert [piece.rtl for piece in pieces] == [True, False, True, False, True]


def test_a_picture_may_ask_for_another_order() -> None:
    parts = [part.strip() for part in shown(label(f'<text direction="ltr">{MIXED}</text>'))]
    assert parts == ["تقرير", "RAND (2018)", "15", "عن", "%."]
    part = '<tspan unicode-bidi="{}" direction="ltr">א 1 ب</tspan> x'
    orders = [
        [piece.strip() for piece in shown(pieces) if piece.strip()]
        for kind in ("normal", "isolate", "bidi-override")
        for pieces in labels(f'<text direction="rtl">م {part.format(kind)}</text>')
    ]
    forced = "\u202dא 1 ب\u202c"
    assert orders == [["x", "ب", "1", "א", "م"], ["x", "ب", "1", "א", "م"], [forced, "x", "م"]]


def test_a_label_that_begins_in_latin_is_of_that_direction() -> None:
    assert [part.strip() for part in shown(label("<text>Report تقرير, p. 1</text>"))] == [
        "Report",
        "تقرير",
        ", p. 1",
    ]


def test_letters_join_across_the_parts_of_a_word_but_not_across_lines() -> None:
    coloured = label('<text>كت<tspan fill="red">ا</tspan>ب</text>')
    assert [piece.text for piece in coloured] == [f"كت{ZWJ}", f"{ZWJ}ا", "ب"]
    lines = '<text><tspan x="0" y="9">بيت</tspan><tspan x="0" y="30">ثان</tspan></text>'
    assert [piece.text for piece in label(lines)] == ["بيت", "ثان"]
    columns = '<text x="0" y="9">بيت<tspan x="90">ثان</tspan></text>'
    assert [piece.text for piece in label(columns)] == ["بيت", "ثان"]


def test_each_line_is_a_paragraph() -> None:
    lines = (
        '<text><tspan x="9" dy="1em">RAND</tspan><tspan x="9" dy="1.2em">قال: نعم.</tspan></text>'
    )
    assert [(piece.text, piece.y) for piece in label(lines)] == [("RAND", 20), ("قال: نعم.", 44)]


def test_white_space_is_collapsed_and_the_words_after_a_part_are_kept() -> None:
    pieces = label("<text>\n  one\n\t<tspan> two <tspan>three</tspan> four</tspan>  five </text>")
    assert "".join(piece.text for piece in pieces) == "one two three four five"
    (kept,) = label('<text xml:space="preserve"> a\n b </text>')
    assert kept.text == " a  b "
    (kept,) = label('<text style="white-space: pre"> a</text>')
    assert kept.text == " a"
    (title,) = label("<text><title>hidden</title>seen<desc>hidden</desc></text>")
    assert title.text == "seen"


def test_lists_of_places_and_shifts() -> None:
    pieces = label('<text x="10 50 90" y="20" dx="0 5">ABCD</text>')
    assert [(p.text, p.x) for p in pieces] == [("A", 10), ("B", 55), ("CD", 90)]
    pieces = label('<text x="10" y="20">a<tspan dx="7" dy="-5">b</tspan>c</text>')
    gap = pieces[1].x - pieces[0].x - pieces[0].width
    assert gap == pytest.approx(7)
    assert [piece.y for piece in pieces] == [20, 15, 15]
    (inner,) = label('<text x="10" y="20"><tspan x="80">a</tspan></text>')
    assert inner.x == 80


def test_marks_and_ligatures_are_not_torn_apart() -> None:
    pieces = label('<text x="10 30 50 70" y="20">بِلا</text>')
    assert [piece.text for piece in pieces] == [f"بِ{ZWJ}", f"{ZWJ}لا"]


def test_text_is_turned_about_its_place() -> None:
    pieces = label('<text x="10" y="20" rotate="0 45">abc</text>')
    assert [(piece.text, piece.rotate) for piece in pieces] == [("a", 0), ("b", 45), ("c", 45)]


@pytest.mark.parametrize(
    ("stated", "size"),
    [
        ('font-size="50%"', 10),
        ('style="font-size: 2em"', 40),
        ('style="font-size: small"', 13),
        ('style="font: italic bold 30px/1.2 Amiri, serif"', 30),
        ('style="font: 30px Amiri"', 30),
        ('style="font: bold 1.5em Amiri"', 30),
        ('font-size="-3"', 20),
        ('font-size="nan"', 20),
        ('font-size="nonsense"', 20),
    ],
)
def test_font_sizes(stated: str, size: float) -> None:
    (piece,) = label(f"<text {stated}><tspan><tspan>م</tspan></tspan></text>")
    assert float(piece.node.attrib["font-size"]) == pytest.approx(size)
    (reference,) = label(f'<text font-size="{size}">م</text>')
    assert piece.width == pytest.approx(reference.width, rel=0.02)


def test_a_size_far_from_that_of_a_page_is_shaped_exactly() -> None:
    (large,) = label('<text font-size="100">مكتبة</text>')
    (tiny,) = label('<text font-size=".01">مكتبة</text>')
    assert tiny.width * 10_000 == pytest.approx(large.width, rel=0.01)


def test_a_weight_in_the_shorthand_is_bold() -> None:
    (piece,) = label('<text style="font: bold 20px Amiri">م</text>')
    assert piece.shaping is not None
    assert piece.shaping.style["font_weight"] == 700


def test_words_whose_font_is_missing_are_set_in_that_of_the_text() -> None:
    def families(stated: str) -> list[str]:
        ((piece,),) = labels(f'<text font-family="{stated}">م</text>', ("Amiri", "serif"))
        assert piece.shaping is not None
        return list(piece.shaping.style["font_family"])

    assert families("No Such Font, sans-serif") == ["Amiri", "serif"]
    assert families("'Amiri', Arial Unknown") == ["Amiri", "Amiri", "serif"]
    assert families("monospace") == ["monospace", "Amiri", "serif"]


def test_joined_letters_are_never_spaced_out() -> None:
    (plain,) = label("<text>مكتبة</text>")
    (spaced,) = label('<text letter-spacing="9">مكتبة</text>')
    assert spaced.width == plain.width
    (latin,) = label('<text letter-spacing="9">abc</text>')
    assert latin.width == pytest.approx(label("<text>abc</text>")[0].width + 27, abs=0.1)


@pytest.mark.parametrize("words", ["مكتبة عامة", "library", "دار RAND"])
@pytest.mark.parametrize("adjust", ["", 'lengthAdjust="spacingAndGlyphs"'])
def test_a_stated_length_is_kept(words: str, adjust: str) -> None:
    low, high = extent(label(f'<text textLength="150" {adjust}>{words}</text>'))
    assert high - low == pytest.approx(150, abs=0.5)


def test_base_lines() -> None:
    places = [
        label(f'<text y="100" {stated}>م</text>')[0].y
        for stated in ('dominant-baseline="hanging"', 'style="dominant-baseline: central"', "")
    ]
    assert places == [pytest.approx(114.4), pytest.approx(106), 100]
    raised = label('<text y="100">م<tspan baseline-shift="super">1</tspan></text>')
    assert raised[1].y == pytest.approx(92)


def test_one_branch_of_a_switch_is_drawn() -> None:
    content = (
        '<switch><g requiredExtensions="x"><text>a</text></g><text>b</text><text>c</text></switch>'
    )
    assert [pieces[0].text for pieces in labels(content)] == ["b"]


def test_what_is_not_displayed_takes_no_place() -> None:
    assert [p.text for p in label('<text>a<tspan display="none">b</tspan></text>')] == ["a"]


def test_words_along_a_path_follow_it() -> None:
    arc = '<defs><path id="a" d="M 0 100 A 100 100 0 0 1 200 100"/></defs>'
    stated = 'startOffset="50%"'
    words = f'<textPath xlink:href="#a" {stated}>دار الكتب</textPath>'
    pieces = label(f'{arc}<text text-anchor="middle" direction="rtl">{words}</text>')
    visible = [piece for piece in pieces if piece.text.strip(" ")]
    turns = [piece.rotate for piece in visible]
    assert turns == sorted(turns, reverse=True)  # the first letter is on the right: it leans most
    assert turns[0] == pytest.approx(-turns[-1], abs=12)
    for piece in visible:
        assert ((piece.x - 100) ** 2 + (piece.y - 100) ** 2) ** 0.5 == pytest.approx(100, abs=8)


def test_right_to_left_words_along_a_path_are_seen_without_an_offset() -> None:
    line = '<defs><path id="a" d="M 0 50 L 200 50"/></defs>'
    pieces = label(f'{line}<text direction="rtl"><textPath href="#a">دار</textPath></text>')
    assert extent(pieces)[1] == pytest.approx(200)
    assert label('<text><textPath href="#none">ab</textPath></text>')


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("ﻋﺪﺩ ﺍﻟﺴﻜﺎﻥ", "عدد السكان"),
        ("ﻥﺎﻜﺴﻟﺍ ﺩﺪﻋ", "عدد السكان"),
        ("(2011) ﻥﺎﻜﺴﻟﺍ", "السكان (2011)"),
        ("15% ﻥﺎﻜﺴﻟﺍ RAND x", "RAND x السكان 15%"),
        ("ﻼﻫﺃ", "أهلا"),
        ("السكان (2011)", "السكان (2011)"),
        ("﴿ﷺ﴾", "﴿ﷺ﴾"),
    ],
)
def test_words_that_were_turned_before_are_put_back(stored: str, text: str) -> None:
    assert logical(stored) == text
    assert "".join(piece.text for piece in label(f"<text>{stored}</text>")).strip() == text


@pytest.mark.parametrize("value", ["nan", "inf", "1e400", "-1e400", "x", "%", "1,,2", ""])
def test_numbers_that_are_none_do_no_harm(value: str) -> None:
    names = "x y dx dy rotate textLength letter-spacing word-spacing baseline-shift stroke-width"
    for name in names.split():
        for piece in label(f'<text {name}="{value}">م ab</text>'):
            assert isfinite(piece.x + piece.y + piece.width + piece.rotate), (name, value)


def exported(data: bytes) -> str:
    """Return the words of a PDF with a picture; nothing may be reported."""
    place = context({"a.svg": data})
    pdf = export(document(Figure(source="a.svg", alternative="رسم")), place)
    assert [(item.code, item.message) for item in place.report] == []
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range())


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_pictures_of_many_programs_are_drawn_without_a_remark(path: Path) -> None:
    assert len(exported(path.read_bytes()).split()) > 3


def test_labels_are_found_by_a_search() -> None:
    words = ["الإنفاق السنوي", "عدد السكان", "المخطوطات العربية", "RAND"]
    content = "".join(
        f'<text x="20" y="{30 * row}" direction="rtl" text-anchor="end">{text}</text>'
        for row, text in enumerate(words, 1)
    )
    found = exported(f"{HEAD}{content}</svg>".encode())
    assert [text for text in words if text not in found] == []


def ink(content: str) -> tuple[int, int, int, int] | None:
    """Return what a picture inks of the page's upper half."""
    place = context({"a.svg": f"{HEAD}{content}</svg>".encode()})
    pdf = pypdfium2.PdfDocument(export(document(Figure(source="a.svg")), place))
    page: Image.Image = pdf[0].render(scale=1).to_pil()
    inked = page.convert("L").crop((0, 0, 600, 400)).point(lambda grey: 255 if grey < 200 else 0)
    return inked.getbbox()


def test_a_faint_label_is_shown_wherever_it_stands() -> None:
    places = ['transform="translate(150 90) rotate(-90)"', 'transform="translate(-7 60)" x="99"']
    for stated in places:
        label = f'<text {stated} font-size="30" {{}}>شفافة</text>'
        assert ink(label.format('opacity=".6"')) == ink(label.format('fill="#666"'))


def test_other_users_of_the_engine_see_no_change() -> None:
    import base64

    exported(f"{HEAD}<text>م</text></svg>".encode())
    kinds: list[type] = []
    original = SVG.draw_node

    def draw_node(self: Any, node: Any, *arguments: Any, **options: Any) -> None:
        kinds.append(type(node))
        original(self, node, *arguments, **options)

    data = base64.b64encode(f"{HEAD}<text>abc</text></svg>".encode()).decode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SVG, "draw_node", draw_node)
        weasyprint.HTML(string=f'<img src="data:image/svg+xml;base64,{data}">').write_pdf()
    assert kinds
    assert not any(issubclass(kind, LabelNode) for kind in kinds)
