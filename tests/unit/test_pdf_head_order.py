"""Running heads: strings in which isolates stand for what is marked in a title."""

from __future__ import annotations

import pytest

from tests.visual.oracle import ordered
from warraq.export.pdf.head_order import LRI, PDI, isolate, isolated, running_heads
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


def test_isolates_of_a_heading_are_kept_and_notes_are_not() -> None:
    phrase = Span((Text("C++"),), attributes=Attributes(lang="en"))
    title = LocalizedInlines("ar", (Text("لغة "), phrase, LineBreak(), Text("الأولى"), Note(())))
    heads = running_heads(Metadata(title=(title,)), Digits.WESTERN, Direction.RTL)
    assert heads[Mark.TITLE] == f"لغة {LRI}C++{PDI} الأولى"
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
