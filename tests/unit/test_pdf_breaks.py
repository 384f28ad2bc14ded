"""Where long words may break at the end of a line."""

from __future__ import annotations

import pytest

from warraq.export.pdf.breaks import WORD_JOINER, ZWSP, allow_breaks, hold_calls
from warraq.model.inlines import Emphasis, LineBreak, Note, Strong, Text


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (
            "https://www.example.org/a/b-c.html?x=1&y=2018-02#top",
            "https://www.example.org|/a|/b-c|.html|?x|=1|&y|=2018-02|#top",
        ),
        ("https://www.example.org/short", "https://www.example.org/short"),
        ("https://www.department.example.org", "https://www.department.example.org"),
        ("(https://library.example.org/some/where)", "(https://library.example.org|/some|/where)"),
        (
            "https://doi.org/10.5555/jcps.2018.12.2.45",
            "https://doi.org|/10|.5555|/jcps|.2018|.12|.2|.45",
        ),
        ("articles/volume-twelve/2018/number.two", "articles/|volume-|twelve/|2018/|number.|two"),
        ("https://" + "a" * 70, f"https://|{'a' * 60}|{'a' * 10}"),
    ],
)
def test_a_long_word_breaks_at_its_signs(word: str, expected: str) -> None:
    (node,) = allow_breaks((Emphasis(children=(Text(word),)),))
    assert isinstance(node, Emphasis)
    assert node.children == (Text(expected.replace("|", ZWSP)),)


CALL = Note(())
HELD = Text(WORD_JOINER)


@pytest.mark.parametrize(
    ("before", "held"),
    [
        (Text("قال."), True),
        (Text("2018/"), True),
        (Emphasis((Text("قال!"),)), True),
        (CALL, True),
        (Emphasis((Text("كتاب"), CALL)), True),
        (Text("كتاب"), False),
        (Text("1959"), False),
        (Text("كتاب "), False),
        (LineBreak(), False),
    ],
)
def test_a_call_is_held_to_what_stands_before_it_in_any_element(
    before: Text | Emphasis | Note | LineBreak, held: bool
) -> None:
    start = Text("كتاب")
    inside = hold_calls((start, before, Strong((CALL,))))
    beside = hold_calls((start, before, CALL))
    assert inside == (start, before, Strong((HELD, CALL) if held else (CALL,)))
    assert beside == (start, before, *((HELD, CALL) if held else (CALL,)))


def test_what_needs_no_hold_stays_the_same_object() -> None:
    inlines = (Text("كتاب"), CALL, Emphasis((Text("ثم"), CALL)))
    assert hold_calls(inlines) is inlines
