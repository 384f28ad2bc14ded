"""Letters that join across elements, after Unicode's table of joining types."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from warraq.export.html import joining
from warraq.lang.joining import ZWJ, is_transparent, joins_next, joins_previous
from warraq.model.inlines import Emphasis, LineBreak, Note, Text

TABLE = Path("/usr/share/unicode/ArabicShaping.txt")
BLOCKS = (range(0x600, 0x700), range(0x750, 0x780), range(0x8A0, 0x900))
J = ZWJ


def _types() -> dict[int, str]:
    rows = (line.split("#")[0].split(";") for line in TABLE.read_text("utf-8").split("\n"))
    return {int(row[0], 16): row[2].strip() for row in rows if len(row) == 4}


@pytest.mark.skipif(not TABLE.exists(), reason="Debian's unicode-data is not installed")
def test_joining_types_are_those_of_unicode() -> None:
    types = _types()
    for code in (code for block in BLOCKS for code in block):
        char = chr(code)
        if unicodedata.category(char) == "Cn":
            continue  # newer than this Python's Unicode
        if is_transparent(char):
            assert types.get(code, "T") == "T", hex(code)
            continue
        kind = types.get(code, "U")
        assert joins_next(char) is (kind in "DCL"), hex(code)
        assert joins_previous(char) is (kind in "DCR"), hex(code)


def test_a_joiner_stands_on_both_sides_of_an_edge() -> None:
    result = joining.join((Text("يكت"), Emphasis(children=(Text("بون"),)), Text(" ثم")))
    assert result == (
        Text(f"يكت{J}"),
        Emphasis(children=(Text(f"{J}بون"),)),
        Text(" ثم"),
    )


def test_marks_are_looked_through() -> None:
    first, second = joining.join((Emphasis(children=(Text("كَتَ"),)), Text("بَ")))
    assert first == Emphasis(children=(Text(f"كَتَ{J}"),))
    assert second == Text(f"{J}بَ")


@pytest.mark.parametrize(
    ("before", "after"),
    [("كتاب ", "في"), ("قرأ", "ت"), ("دا", "ر"), ("كتاب", " في"), ("abc", "def"), ("ب", "1")],
)
def test_no_joiner_where_letters_do_not_join(before: str, after: str) -> None:
    inlines = (Text(before), Emphasis(children=(Text(after),)))
    assert joining.join(inlines) == inlines


def test_nothing_joins_over_a_note_or_a_line_break() -> None:
    for atom in (Note(children=()), LineBreak()):
        inlines = (Emphasis(children=(Text("كتب"),)), atom, Text("بكل"))
        assert joining.join(inlines) == inlines


def test_texts_of_one_element_are_one_to_the_engine() -> None:
    inlines = (Text("كت"), Text("ب"), Emphasis(children=(Text(" ثم"),)))
    assert joining.join(inlines) == inlines


def test_edges_of_nested_elements_count_once() -> None:
    nested = Emphasis(children=(Emphasis(children=(Text("كت"),)),))
    assert joining.join((nested, Text("ب"))) == (
        Emphasis(children=(Emphasis(children=(Text(f"كت{J}"),)),)),
        Text(f"{J}ب"),
    )
