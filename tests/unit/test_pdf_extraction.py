"""How a cluster is cut into pieces, and which marks of direction a part of a line needs."""

from __future__ import annotations

import pytest

from warraq.export.pdf.boundaries import LRM, RLM, Boundaries, Marks, Part
from warraq.export.pdf.clusters import Piece, Placed, characters, pieces

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
    assert page.marks("page", part("بناء", 70.0)) == Marks(LRM)


def test_cells_of_one_row() -> None:
    page = Boundaries()
    page.marks("page", part("burden", 200.0, rtl=False))
    page.begin_line()
    assert page.marks("page", part("الأعباء", 100.0)) == Marks(LRM, LRM, (RLM, 200.0))
    page.begin_line()
    assert page.marks("page", part("left", 20.0, rtl=False)) == Marks(RLM)


def test_another_page_begins_anew() -> None:
    page = Boundaries()
    page.marks("one", part("2014", 100.0, rtl=False))
    assert page.marks("two", part(" قد", 70.0)) == Marks()


def test_dots_that_lead_to_a_page_number_need_nothing() -> None:
    page = Boundaries()
    page.marks("page", part("مقدمة", 200.0))
    assert page.marks("page", part(". ", 180.0)) == Marks()
