"""Laws of extensions: of words, and of the plan of a line."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from warraq.export.pdf.kashida_plan import LEAST, Candidate, Want, choose
from warraq.lang import kashida
from warraq.lang.joining import TATWEEL, is_letter, joins_next, joins_previous
from warraq.lang.kashida import Manner

LETTERS = "ابتجدرسصطعفقكلمنهويىةأؤئءلالالله"
WORDS = st.text(st.sampled_from(LETTERS + "پچگکیےہھەێ\u064e\u0651\u0670\u200c\u200dـ"), max_size=12)
MANNERS = st.sampled_from(Manner)
MARKS = re.compile("[\u064b-\u0655\u0670]")


@given(WORDS, MANNERS)
def test_each_place_lies_in_a_join(word: str, manner: Manner) -> None:
    found = kashida.places(word, manner)
    assert len({place.index for place in found}) == len(found)
    assert list(found) == sorted(found, key=lambda place: (place.rank, -place.index))
    for place in found:
        before = MARKS.sub("", word[: place.index])[-1]
        after = word[place.index]
        assert joins_next(before)
        assert joins_previous(after)
        assert is_letter(after), "an extension stands before a letter, after all marks"
        assert "\u200c" != word[place.index - 1] != "\u200d"
        assert not (before == "ل" and after in "اأ")


@given(WORDS, MANNERS)
def test_short_words_and_marks_are_left_alone(word: str, manner: Manner) -> None:
    letters = [char for char in word if is_letter(char)]
    found = kashida.places(word, manner)
    if len(letters) < kashida.LEAST_LETTERS[manner]:
        assert not found
    if manner is Manner.TEXT:
        for place in found:
            assert not MARKS.match(word[place.index - 1])
            assert not MARKS.match(word[place.index + 1 : place.index + 2])


@given(WORDS)
def test_a_typed_extension_is_the_only_one(word: str) -> None:
    if TATWEEL in word:
        for place in kashida.places(word):
            assert word[place.index - 1] == TATWEEL


LENGTHS = st.floats(0.5, 60)
CANDIDATES = st.lists(
    st.tuples(st.integers(1, 14), LENGTHS, LENGTHS, st.integers(0, 8)), max_size=14
)


def _candidates(drawn: list[tuple[int, float, float, int]]) -> list[Candidate]:
    return [
        Candidate(number, rank, 400 - 28.0 * number, first, step, most)
        for number, (rank, first, step, most) in enumerate(drawn)
    ]


@given(CANDIDATES, st.floats(0, 300), st.floats(0, 60), st.integers(0, 14), st.booleans())
def test_a_plan_keeps_its_limits(
    drawn: list[tuple[int, float, float, int]],
    need: float,
    comfort: float,
    words: int,
    verse: bool,
) -> None:
    candidates = _candidates(drawn)
    want = Want(need, need + comfort, words, 16, 400, (100.0, 300.0), neighbours=verse)
    counts = choose(candidates, want)
    assert len(counts) <= words
    assert all(1 <= count <= candidates[number].most for number, count in counts.items())
    gained = sum(candidates[number].gain(count) for number, count in counts.items())
    assert gained <= need + comfort + 1e-6, "the spaces keep their own width at least"
    if not verse:
        assert all(two - one > 1 for one, two in pairwise(sorted(counts)))
    for number, count in counts.items():
        each = candidates[number]
        assert count >= min(each.most, math.ceil(LEAST * 16 / each.step))
    assert choose(candidates, want) == counts


@given(st.floats(3, 60))
def test_what_is_needed_is_met_to_half_a_tatweel(need: float) -> None:
    """Ten good words, whose first tatweel parts no ligature: the spaces get next to nothing."""
    candidates = [Candidate(n, 2, 400 - 30.0 * n, 3, 3, 5) for n in range(12)]
    counts = choose(candidates, Want(need, need + 20, 5, 16, 400))
    gained = sum(candidates[number].gain(count) for number, count in counts.items())
    least = 3 * math.ceil(LEAST * 16 / 3)
    assert abs(gained - need) <= max(1.5, least - need) + 1e-6


def test_the_line_above_is_avoided() -> None:
    candidates = [Candidate(n, 4, 400 - 40.0 * n, 3, 3, 5) for n in range(10)]
    free = choose(candidates, Want(20, 40, 4, 16, 400))
    above = tuple(candidates[number].x for number in free)
    below = choose(candidates, Want(20, 40, 4, 16, 400, above))
    assert free
    assert below
    assert not set(free) & set(below)


def test_a_better_join_is_taken_first() -> None:
    candidates = [Candidate(n, 7, 400 - 40.0 * n, 3, 3, 5) for n in range(10)]
    candidates[4] = Candidate(4, 2, 240, 3, 3, 5)
    assert list(choose(candidates, Want(8, 20, 4, 16, 400))) == [4]


def test_a_little_is_left_to_the_spaces() -> None:
    candidates = [Candidate(n, 2, 400 - 40.0 * n, 3, 3, 5) for n in range(10)]
    assert choose(candidates, Want(2.9, 20, 4, 16, 400)) == {}
    assert choose([], Want(20, 40, 4, 16, 400)) == {}
