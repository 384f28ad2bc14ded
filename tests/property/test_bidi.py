"""What must hold of the bidirectional resolution of any text whatever."""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from warraq.lang import bidi

ISOLATES = "\u2066\u2067\u2068"
POP_ISOLATE = "\u2069"
EMBEDDINGS = "\u202a\u202b\u202c\u202d\u202e"
PLAIN = "abאבجد12٣٤ ,:./%$+-()[]{}〈\u2329〉\u064b\u05b0\u0308\t\u2028!،؛»«\u200c\u200d\u00ad"
OBJECT = "\ufffc"

plain = st.text(alphabet=PLAIN, max_size=40)
marked = st.text(alphabet=PLAIN + ISOLATES + POP_ISOLATE + EMBEDDINGS, max_size=60)
# Without separators and characters whose isolates could reach over the edges of the text.
enclosed = st.text(alphabet=PLAIN + EMBEDDINGS, max_size=30)
bases = st.sampled_from([None, 0, 1])


def reordered(levels: list[int]) -> list[int]:
    """L2 as the annex words it: reverse once for every level from the highest down."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(levels):
            end = start
            while end < len(levels) and levels[end] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order


def trimmed(text: str, levels: list[int], base: int) -> list[int]:
    """L1 as the annex words it, from the end of the line backwards."""
    spaces = {"WS", "LRI", "RLI", "FSI", "PDI", "BN", "LRE", "RLE", "LRO", "RLO", "PDF"}
    trailing, result = True, list(levels)
    for index in range(len(text) - 1, -1, -1):
        name = bidi.bidi_class(text[index])
        trailing = name in {"S", "B"} or (trailing and name in spaces)
        result[index] = base if trailing else result[index]
    return result


@given(st.text(), bases)
def test_every_character_is_resolved(text: str, base: int | None) -> None:
    resolution = bidi.resolve(text, base)
    assert len(resolution.levels) == len(resolution.classes) == len(text)
    assert set(resolution.classes) <= {"L", "R", "EN", "AN"}
    assert resolution.base == (base if base is not None else bidi.first_strong(text) or 0)
    assert all(resolution.base <= level <= 126 for level in resolution.levels)


@given(marked, bases)
def test_the_class_of_a_character_is_that_of_its_level(text: str, base: int | None) -> None:
    resolution = bidi.resolve(text, base)
    for level, name in zip(resolution.levels, resolution.classes, strict=True):
        assert (level % 2 == 1) == (name == "R")


@given(st.lists(st.integers(0, 126)))
def test_the_visual_order_is_that_of_the_annex(levels: list[int]) -> None:
    order = bidi.visual_order(levels)
    assert sorted(order) == list(range(len(levels)))
    assert order == reordered(levels)


@given(marked, bases, st.integers(0, 60), st.integers(0, 60))
def test_the_line_rule_is_that_of_the_annex(
    text: str, base: int | None, start: int, end: int
) -> None:
    resolution = bidi.resolve(text, base)
    expected = trimmed(text[start:end], list(resolution.levels[start:end]), resolution.base)
    assert list(bidi.line_levels(resolution, text, start, end)) == expected
    classes = [bidi.bidi_class(char) for char in text]
    assert list(bidi.line_levels(resolution, classes, start, end)) == expected


@given(st.text(alphabet="جدהكتاب \u064b\u0651،؟()«»", min_size=1))
def test_right_to_left_text_is_all_of_odd_level(text: str) -> None:
    assert set(bidi.resolve(text, 1).levels) == {1}


@given(st.text(alphabet="abc 0123456789.,;()[]%\u0308\u200d"))
def test_left_to_right_text_is_all_of_level_zero(text: str) -> None:
    assert set(bidi.resolve(text, 0).levels) <= {0}


@given(marked, enclosed, marked, st.sampled_from(ISOLATES), bases)
def test_an_isolate_stands_outside_as_one_neutral(
    before: str, inside: str, after: str, initiator: str, base: int | None
) -> None:
    isolated = bidi.resolve(f"{before}{initiator}{inside}{POP_ISOLATE}{after}", base)
    neutral = bidi.resolve(f"{before}{OBJECT}{after}", base)
    head, tail = len(before), len(before) + len(inside) + 2
    assert isolated.base == neutral.base
    assert isolated.levels[: head + 1] == neutral.levels[: head + 1]
    assert isolated.levels[tail - 1 :] == neutral.levels[head:]
    assert isolated.classes[tail - 1 :] == neutral.classes[head:]


@given(enclosed, st.sampled_from([0, 1]), st.sampled_from([0, 1]))
def test_the_inside_of_an_isolate_is_a_paragraph_of_its_own(
    inside: str, base: int, direction: int
) -> None:
    alone = bidi.resolve(inside, direction)
    isolated = bidi.resolve(f"{ISOLATES[direction]}{inside}{POP_ISOLATE}", base)
    raised = (2 if base == direction else 1) + base - direction
    kept = [index for index in range(len(inside)) if index not in alone.removed]
    assert [isolated.levels[index + 1] for index in kept] == [
        alone.levels[index] + raised for index in kept
    ]


@given(marked, st.sampled_from("\u200c\u200d\u00ad\u0000"), st.integers(0, 60), bases)
def test_a_boundary_neutral_changes_nothing_around_it(
    text: str, char: str, at: int, base: int | None
) -> None:
    at = min(at, len(text))
    whole = bidi.resolve(text[:at] + char + text[at:], base)
    without = bidi.resolve(text, base)
    kept = [index for index in range(len(text)) if index not in without.removed]
    shifted = [index + (index >= at) for index in kept]
    assert [whole.levels[index] for index in shifted] == [without.levels[i] for i in kept]
    assert at in whole.removed
    assert not at or whole.levels[at] == whole.levels[at - 1]


@given(marked, st.sampled_from("\n\r\u0085\u2029\u001c"), marked, st.sampled_from([0, 1]))
def test_a_separator_ends_a_paragraph(before: str, char: str, after: str, base: int) -> None:
    first, second = bidi.resolve(before, base), bidi.resolve(after, base)
    whole = bidi.resolve(before + char + after, base)
    assert whole.levels == (*first.levels, base, *second.levels)
    assert whole.classes == (*first.classes, "LR"[base], *second.classes)
    assert bidi.first_strong(before + char + after) == bidi.first_strong(before)


@given(st.characters())
def test_a_mirror_image_mirrors_back(char: str) -> None:
    image = bidi.mirrored(char)
    assert image is None or bidi.mirrored(image) == char


# FRIBIDI_PAR_ON (the first strong character, left to right without one), _LTR and _RTL.
FRIBIDI_DIRECTIONS = {None: 0x040, 0: 0x110, 1: 0x111}


class FriBidi:
    """GNU FriBidi, the library that lays out the PDF, as an independent implementation."""

    def __init__(self, path: str) -> None:
        self.library = ctypes.CDLL(path)

    def levels(self, text: str, base: int | None) -> list[int]:
        """Return the embedding levels, those of L1 for separators and trailing white space."""
        length = len(text)
        points = (ctypes.c_uint32 * length)(*map(ord, text))
        types, brackets = (ctypes.c_uint32 * length)(), (ctypes.c_uint32 * length)()
        levels = (ctypes.c_int8 * length)()
        direction = ctypes.c_uint32(FRIBIDI_DIRECTIONS[base])
        self.library.fribidi_get_bidi_types(points, length, types)
        self.library.fribidi_get_bracket_types(points, length, types, brackets)
        assert self.library.fribidi_get_par_embedding_levels_ex(
            types, brackets, length, ctypes.byref(direction), levels
        )
        return list(levels)


@cache
def fribidi() -> FriBidi:
    path = ctypes.util.find_library("fribidi")
    if path is None:
        pytest.fail("the library fribidi is missing: it comes with Pango, which WeasyPrint needs")
    return FriBidi(path)


@given(st.text(alphabet=PLAIN + ISOLATES + POP_ISOLATE + EMBEDDINGS, min_size=1), bases)
@example("(" * 70 + "א" + ")" * 70, 0)
@example("\u2067\u2066" * 100 + "aא1" + "\u2069" * 200 + "ب", None)
@example("\u202b\u202a" * 100 + "aא1" + "\u202c" * 200 + "ب", None)
def test_fribidi_resolves_alike(text: str, base: int | None) -> None:
    resolution = bidi.resolve(text, base)
    ours = bidi.line_levels(resolution, text, 0, len(text))
    theirs = trimmed(text, fribidi().levels(text, base), resolution.base)
    kept = [index for index in range(len(text)) if index not in resolution.removed]
    assert [ours[index] for index in kept] == [theirs[index] for index in kept]
