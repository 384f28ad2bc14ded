"""Where words may be extended: the readable cases, and Unicode's own table of letter shapes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from warraq.lang import kashida
from warraq.lang.joining import TATWEEL
from warraq.lang.kashida import Manner

PAGE = Path(__file__).parents[1] / "cases" / "kashida" / "words.md"
TABLE = Path("/usr/share/unicode/ArabicShaping.txt")
BLOCKS = re.compile("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08c7]")
NONE = "–"


def rows(width: int) -> Iterator[list[str]]:
    """Yield the cells of the tables with so many columns, heads left out."""
    text = PAGE.read_text(encoding="utf-8").replace("&zwnj;", "\u200c").replace("&zwj;", "\u200d")
    for table in re.findall(r"^\|-.*\n((?:\|.*\n)+)", text, re.MULTILINE):
        for line in table.splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if len(cells) == width:
                yield cells


WORDS = list(rows(5))


def test_there_are_many_words() -> None:
    assert len(WORDS) >= 200
    assert len({word for word, *_ in WORDS}) > 190


@pytest.mark.parametrize("cells", WORDS, ids=[cells[0] for cells in WORDS])
def test_a_word_is_extended_where_the_page_says(cells: list[str]) -> None:
    word, *wanted = cells
    found = []
    for manner in (Manner.TEXT, Manner.VERSE):
        place = kashida.best(word, manner)
        if place is None:
            found += [NONE, ""]
        else:
            found += [word[: place.index] + TATWEEL + word[place.index :], str(place.rank)]
    assert found == wanted


@pytest.mark.parametrize("cells", list(rows(2)), ids=lambda cells: str(cells[0]))
def test_the_words_of_a_text(cells: list[str]) -> None:
    text, wanted = cells
    found = [text[start:end] for start, end in kashida.words(text)]
    assert (" ".join(found) or NONE) == wanted


def test_an_element_within_a_word_parts_its_letters_but_not_the_word() -> None:
    """The joiners stand for the edge of an element: no extension over it, but beside it."""
    place = kashida.best("مكتـ".rstrip(TATWEEL) + "\u200d\u200dبة")
    assert place is not None
    assert (place.index, place.rank) == (6, 3)
    assert kashida.best("مكتب\u200d\u200dة") is None


GROUPS = {
    "ALEF": kashida._ALEF,
    "BEH, NOON, NYA, AFRICAN NOON": kashida._BEH,
    "HAH": kashida._HAH,
    "DAL": kashida._DAL,
    "REH": kashida._REH,
    "SEEN": kashida._SEEN,
    "SAD": kashida._SAD,
    "TAH": kashida._TAH,
    "AIN": kashida._AIN,
    "FEH, AFRICAN FEH": kashida._FEH,
    "QAF, AFRICAN QAF": kashida._QAF,
    "KAF, GAF, SWASH KAF": kashida._KAF,
    "LAM": kashida._LAM,
    "HEH, HEH GOAL, KNOTTED HEH, TEH MARBUTA, TEH MARBUTA GOAL": kashida._HEH,
    "WAW, STRAIGHT WAW": kashida._WAW,
    "YEH, FARSI YEH, YEH WITH TAIL, YEH BARREE, ROHINGYA YEH, BURUSHASKI YEH BARREE": kashida._YEH,
}


@pytest.mark.skipif(not TABLE.exists(), reason="the table of Unicode is not installed")
def test_letters_are_of_the_shapes_of_unicode() -> None:
    """The sets are the joining groups, the rare letters of Arabic Extended-B aside."""
    table: dict[str, set[str]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.partition("#")[0].split(";")]
        if len(fields) == 4 and fields[2] in "DR":
            char = chr(int(fields[0], 16))
            if BLOCKS.match(char) and unicodedata.category(char) == "Lo":
                table.setdefault(fields[3], set()).add(char)
    for names, letters in GROUPS.items():
        assert set().union(*(table[name] for name in names.split(", "))) == letters, names
