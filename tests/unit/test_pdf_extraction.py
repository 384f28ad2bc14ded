"""How clusters and lines are cut into pieces, where these stand, and which marks they need."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import warraq
from warraq.export.pdf import extraction
from warraq.export.pdf.balance import APART as MARKS_APART
from warraq.export.pdf.balance import MARKS, Balance
from warraq.export.pdf.boundaries import LRM, RLM, Boundaries, Marks, Part
from warraq.export.pdf.clusters import Piece, Placed, characters, pieces
from warraq.export.pdf.encoding import Code, is_arabic_number, stroke
from warraq.export.pdf.sequence import APART, Order, is_mixed

SHADDA, FATHA = "\u0651", "\u064e"


def test_controls_are_no_text() -> None:
    assert characters("ب\u200d") == "ب"
    assert characters("\u2067ب\u2069") == "ب"
    assert characters("ب\u200c") == "ب\u200c"


def test_a_letter_of_two_glyphs_is_one_piece() -> None:
    glyphs = [Placed(7, 30.0, 250.0), Placed(3, 0.0, 0.0)]
    assert pieces("أ", glyphs, 240.0, rtl=True) == [
        Piece("أ", ((3, 0.0, 0.0), (7, 30.0, 250.0)), 240.0)
    ]


def test_marks_stand_before_their_letter_from_right_to_left() -> None:
    glyphs = [Placed(9, 40.0, 500.0), Placed(8, 40.0, 300.0), Placed(3, 0.0, 0.0)]
    found = pieces("ل" + SHADDA + FATHA, glyphs, 240.0, rtl=True)
    assert [piece.text for piece in found] == [FATHA, SHADDA, "ل"]
    assert [piece.advance for piece in found] == [0.0, 0.0, 240.0]
    assert [piece.components[0][0] for piece in found] == [9, 8, 3]


def test_marks_follow_their_letter_from_left_to_right() -> None:
    glyphs = [Placed(3, 0.0, 0.0), Placed(8, 40.0, 300.0)]
    found = pieces("h\u0323", glyphs, 500.0, rtl=False)
    assert [piece.text for piece in found] == ["h", "\u0323"]
    assert found[1].components == ((8, 40.0 - 500.0, 300.0),)


def test_a_ligature_is_shared_by_its_letters() -> None:
    found = pieces("لا", [Placed(5, 0.0, 0.0)], 600.0, rtl=True)
    assert found == [Piece("ا", ((5, 0.0, 0.0),), 300.0), Piece("ل", (), 300.0)]
    found = pieces("fi", [Placed(5, 0.0, 0.0)], 600.0, rtl=False)
    assert found == [Piece("f", ((5, 0.0, 0.0),), 300.0), Piece("i", (), 300.0)]


def test_marks_alone_have_no_width() -> None:
    found = pieces(SHADDA + FATHA, [Placed(5, 10.0, 0.0)], 0.4, rtl=True)
    assert [(piece.text, bool(piece.components)) for piece in found] == [
        (FATHA, False),
        (SHADDA, True),
    ]


@pytest.mark.parametrize("rtl", [True, False])
def test_every_glyph_is_drawn_once_at_its_place(rtl: bool) -> None:
    for text in ("أ", "لا", "لّا", "ل" + SHADDA + FATHA):
        for count in range(1, 5):
            glyphs = [Placed(index, 10.0 * index, 5.0 * index) for index in range(count)]
            left, drawn = 0.0, []
            for piece in pieces(text, glyphs, 400.0, rtl):
                drawn += [(glyph, left + x, y) for glyph, x, y in piece.components]
                left += piece.advance
            if count <= len(text):
                assert left == pytest.approx(400.0)
            if count <= 1 + text.count(SHADDA) + text.count(FATHA) or len(text) == 1:
                assert sorted(drawn) == [(each.glyph, each.x, each.y) for each in glyphs]


def part(text: str, left: float, *, rtl: bool = True, baseline: float = 20.0) -> Part:
    return Part(text, rtl, left, left + 10.0 * len(text), baseline, 16.0)


def test_a_line_of_one_direction_needs_nothing() -> None:
    assert Boundaries().marks("page", part("كلمة", 100.0)) == Marks()
    assert Boundaries().marks("page", part("word", 100.0, rtl=False)) == Marks()


def test_spaces_beside_a_number() -> None:
    page = Boundaries()
    assert page.marks("page", part("عام ", 140.0)) == Marks(RLM)
    assert page.marks("page", part("2014", 100.0, rtl=False)) == Marks()
    assert page.marks("page", part(" قد", 70.0)) == Marks("", RLM)


def test_two_right_to_left_parts_in_one_line() -> None:
    page = Boundaries()
    page.marks("page", part("و", 110.0))
    assert page.marks("page", part("بناء", 70.0)) == Marks(LRM + RLM)


def test_cells_of_one_row() -> None:
    page = Boundaries()
    page.marks("page", part("burden", 200.0, rtl=False))
    page.begin_line()
    assert page.marks("page", part("الأعباء", 100.0)) == Marks(LRM + RLM, LRM, (RLM, 200.0))
    page.begin_line()
    assert page.marks("page", part("left", 20.0, rtl=False)) == Marks(RLM)


def test_a_cell_after_an_arabic_number_begins_a_line() -> None:
    """MuPDF takes such a number for right-to-left text, and the mark before it for the other."""
    page = Boundaries()
    page.marks("page", part("٢٠١٤", 200.0, rtl=False))
    page.begin_line()
    assert page.marks("page", part("٣٥", 100.0, rtl=False)).left == RLM


def test_another_page_begins_anew() -> None:
    page = Boundaries()
    page.marks("one", part("2014", 100.0, rtl=False))
    assert page.marks("two", part(" قد", 70.0)) == Marks()


def test_dots_that_lead_to_a_page_number_need_nothing() -> None:
    page = Boundaries()
    page.marks("page", part("مقدمة", 200.0))
    assert page.marks("page", part(". ", 180.0)) == Marks()


# Strings


def test_adjustments_are_whole_and_do_not_add_up() -> None:
    codes = [Code(1, 0.0, 100, "a"), Code(2, 100.4, 100, "b"), Code(3, 200.8, 100, "c")]
    found = stroke(codes)
    assert found.text == "00010002>-1<0003"
    assert (found.start, found.end) == (0.0, 301.0)


@pytest.mark.parametrize(
    ("text", "turns"), [("٢٠١٤", True), ("٧", True), ("۱۳۹۵", False), ("2014", False)]
)
def test_numbers_that_mupdf_turns(text: str, turns: bool) -> None:
    assert is_arabic_number(text.encode()) is turns


# The order of pieces


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("نص عربي فيه alliance كلمة", False),
        ("نص عربي فيه end did not كلمات", True),
        ("في عام 2014، ثم 2018", False),
        ("الصفحات 45–62 من الكتاب", False),
        ("end did not", True),
        ("non-state", True),
        ("alliance ", False),
        ("2014–2018", False),
        ("(1)", False),
        ("PF4pnc", True),
        ("نص", False),
        (" ", False),
    ],
)
def test_texts_that_pdfium_parts(text: str, mixed: bool) -> None:
    assert is_mixed(text, rtl=True) is mixed


def test_numbers_are_phrases_from_left_to_right() -> None:
    assert is_mixed("2014–2018", rtl=False)
    assert not is_mixed("2014", rtl=False)


def order() -> Order:
    return Order(edge=1000.0, rows=[100.0, 300.0])


def test_rows_that_need_an_order() -> None:
    assert order().needs(100.0)
    assert order().needs(103.0)
    assert not order().needs(120.0)
    assert not Order().needs(100.0)


def places(*texts: str, baselines: tuple[float, ...] = ()) -> list[float]:
    """Return where pieces begin; the pen is at 500 pixels, and an em has ten."""
    row = order()
    return [
        500.0 + row.away(500.0, (baselines or (100.0,) * len(texts))[index], 10.0, text).away / 100
        for index, text in enumerate(texts)
    ]


def test_pieces_stand_further_and_further_left() -> None:
    found = places("end ", "did ", "not")
    assert found == sorted(found, reverse=True)
    assert all(one - other >= APART / 100 for one, other in pairwise(found))
    assert found[0] < 1000.0


def test_pieces_that_touch_stand_where_pdfium_takes_two_for_one() -> None:
    one, other = places("need", ". ")
    assert 0 < one - other < 0.07 * 10


def test_another_row_begins_at_the_edge_again() -> None:
    one, *_, other = places("end ", "did ", "not", "end", baselines=(100.0, 100.0, 100.0, 300.0))
    assert one == other


def test_a_cell_whose_base_line_differs_stays_in_its_row() -> None:
    row = order()
    assert not row.away(500.0, 100.0, 10.0, "cell").moved
    row.begin_line()
    second = row.away(300.0, 101.5, 10.0, "خلية")
    assert second.moved
    assert not second.joined


# The direction of a page


class _Stream:
    """Records what is shown."""

    def __init__(self) -> None:
        self.shown: list[str] = []

    def __getattr__(self, name: str) -> Any:
        if name in ("artifact", "stacked"):
            return nullcontext
        return self.shown.append if name == "show_text" else lambda *_: None


def balanced(*letters: int) -> list[str]:
    balance, stream = Balance(), _Stream()
    balance.begin_page()
    font = SimpleNamespace(hash="F", code=lambda *_: 7)
    for count in letters:
        balance.count(count, (font, 12.0, 100.0, 200.0))
    balance.write(stream)
    return stream.shown


def test_an_arabic_page_needs_no_marks() -> None:
    assert balanced(-11, 4) == []


def test_a_latin_page_gets_more_marks_than_it_lacks_letters() -> None:
    shown = balanced(400, -2)
    assert len(shown) * MARKS > 398
    assert set(shown) == {f"{-MARKS_APART}<0007>"}


def test_an_empty_page_needs_no_marks() -> None:
    assert balanced() == []


@pytest.mark.parametrize("theme", ["journal", "book"])
def test_texts_are_drawn_as_wide_as_they_were_measured(
    theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sizes of one face share a font of the PDF, but not the widths of stretched spaces."""
    found: list[tuple[str, float, float]] = []
    original = extraction._runs

    def runs(stream: Any, box: Any, *arguments: Any) -> Any:
        result = original(stream, box, *arguments)
        for run in result or ():
            assert run.encoded.width >= 0
        width = sum(run.encoded.width * run.font_size / 1000 for run in result or ())
        found.append((box.text, width, box.width))
        return result

    monkeypatch.setattr(extraction, "_runs", runs)
    path = Path(__file__).resolve().parents[2] / "source" / "article.md"
    warraq.export(warraq.resolve(warraq.load(path), theme=theme), "pdf")
    assert len(found) > 1500
    assert [each for each in found if abs(each[1] - each[2]) > 0.5] == []
