"""Running heads: strings in which the order of UAX #9 is fixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.visual.oracle import ordered
from warraq.export.pdf.head_order import LRI, PDI, RLI, isolate, isolated, pinned, running_heads
from warraq.lang.bidi import line_levels, resolve, visual_order
from warraq.model.attributes import Attributes, Direction
from warraq.model.inlines import Emphasis, LineBreak, Note, Span, Text
from warraq.model.metadata import (
    Author,
    Digits,
    Journal,
    LocalizedInlines,
    LocalizedText,
    Metadata,
)
from warraq.style.tokens import Mark

PLAIN = "كتاب RAND (2018) 1990–1995 ٣٫٥ ٪98 «نص» C++ a/b ﴿ ( ) [ , ، . : ! -5 שלום \u200f-\u200e"
MARKED = (f"{LRI}C++{PDI}", f"{RLI}A، ب{PDI}", f"{LRI}A {RLI}ب 1{PDI} !{PDI}")
WORDS = st.sampled_from((*PLAIN.split(), *MARKED))
LINES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
DIRECTIONS = st.sampled_from([Direction.RTL, Direction.LTR])


@given(LINES, DIRECTIONS)
def test_a_pinned_text_looks_as_the_original(text: str, base: Direction) -> None:
    level = int(base is Direction.RTL)
    assert ordered(pinned(text, base), level) == ordered(text, level)


@given(LINES, DIRECTIONS, st.integers(0, 7))
def test_a_pinned_text_is_right_on_two_lines(text: str, base: Direction, cut: int) -> None:
    """A head that is too long is cut after a space, and each part is then ordered by itself."""
    level = int(base is Direction.RTL)
    head = pinned(text, base)
    spaces = [index + 1 for index, char in enumerate(head) if char == " "]
    if not spaces or text.count(" ") != len(spaces):
        return
    place = spaces[cut % len(spaces)]
    here = [index + 1 for index, char in enumerate(text) if char == " "][cut % len(spaces)]
    resolution = resolve(text, level)
    for part, start, end in ((head[:place], 0, here), (head[place:], here, len(text))):
        levels = line_levels(resolution, text, start, end)
        order = [text[start + index] for index in visual_order(levels)]
        plain = "".join(char for char in order if char.isalnum())
        assert "".join(char for char in ordered(part, level) if char.isalnum()) == plain


def test_a_text_that_nobody_orders_wrongly_stays_clean() -> None:
    assert pinned("كتاب في بحث", Direction.RTL) == "كتاب في بحث"
    assert pinned("A book", Direction.LTR) == "A book"


def test_isolates_of_a_heading_are_kept_and_notes_are_not() -> None:
    phrase = Span((Text("C++"),), attributes=Attributes(lang="en"))
    title = LocalizedInlines("ar", (Text("لغة "), phrase, LineBreak(), Text("الأولى"), Note(())))
    heads = running_heads(Metadata(title=(title,)), Digits.WESTERN, Direction.RTL)
    assert heads[Mark.TITLE] == "لغة \u202dC++\u202c\u200f \u200fالأولى"
    assert isolated((Emphasis((Text("أ"),)), Text("  ب"))) == "أ ب"


@pytest.mark.parametrize(
    ("base", "title", "looks"),
    [
        (Direction.RTL, ("en", "Report (2018)."), "Report(2018)."),
        (Direction.RTL, ("ar", "تقرير RAND (2018)."), ".RAND(2018)ريرقت"),
        (Direction.LTR, ("ar", "تقرير (2018)."), ".(2018)ريرقت"),
        (Direction.RTL, ("ar", "«نص» [أ]"), "[أ]«صن»"),
    ],
)
def test_a_title_of_the_other_direction_is_a_whole(
    base: Direction, title: tuple[str, str], looks: str
) -> None:
    lang, text = title
    metadata = Metadata(lang="ar", short_title=(LocalizedText(lang, text),))
    head = running_heads(metadata, Digits.WESTERN, base)[Mark.SHORT_TITLE]
    assert ordered(head, int(base is Direction.RTL)) == looks


def test_foreign_values_of_a_line_stand_in_the_line_s_direction() -> None:
    names = ("Jane Smith", "John Doe")
    authors = tuple(Author(name=(LocalizedText("en", name),)) for name in names)
    journal = Journal(title=(LocalizedText("en", "Affairs"),), volume="5")
    metadata = Metadata(lang="ar", authors=authors, journal=journal, date="2018")
    heads = running_heads(metadata, Digits.WESTERN, Direction.RTL)
    assert ordered(heads[Mark.AUTHOR], 1) == "JohnDoe،JaneSmith"
    assert ordered(heads[Mark.JOURNAL_LINE], 1) == "2018،5دلجملا،Affairs"
    assert isolate("x", None) == f"{LRI}x{PDI}"
