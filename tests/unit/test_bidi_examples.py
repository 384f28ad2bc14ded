"""Bidirectional resolution by example: what scholarly text mixes, and what could break it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from warraq.lang import bidi

LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
RLE, RLO, PDF = "\u202b", "\u202e", "\u202c"
ZWNJ = "\u200c"
MAX_DEPTH = 125


def levels(text: str, base: int | None = None) -> str:
    """Write each level as one digit."""
    return "".join(map(str, bidi.resolve(text, base).levels))


def classes_of(text: str, part: str, base: int = 1) -> set[str]:
    start = text.index(part)
    return set(bidi.resolve(text, base).classes[start : start + len(part)])


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("", None),
        ("123 (٤٥) …", None),
        ("١٩ abc", 0),
        ("« كتاب", 1),
        ("שלום", 1),
        (f"{LRI}abc{PDI} كتاب", 1),
        (f"{RLI}كتاب {FSI}x{PDI}{PDI} abc", 0),
        (f"{LRI}abc", None),
        (f"{PDI}abc", 0),
        (f"{PDF}{RLE}abc", 0),
        ("12\nabc", None),
    ],
)
def test_the_first_strong_character(text: str, level: int | None) -> None:
    assert bidi.first_strong(text) == level
    assert bidi.resolve(text).base == (level or 0)


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("", None, ""),
        ("abc كتب", 0, "0000111"),
        ("abc كتب", 1, "2221111"),
        # A number after Arabic letters, its separator, its percent sign, and one after Latin.
        ("نحو 1,5%", 1, "11112221"),
        ("سنة 1923م", 1, "111122221"),
        ("in 1923", 1, "2222222"),
        ("א 5%", 1, "1122"),
        # The quoted title ends with a neutral: without an isolate it falls to the paragraph.
        ("كتاب What?", 1, "1111122221"),
        (f"كتاب {LRI}What?{PDI}", 1, "111111222221"),
        # Brackets around foreign text follow their paragraph, and their inside does not.
        ("قال (Smith) هنا", 1, "111112222211111"),
        ("a (ب) c", 0, "0001000"),
        ("a [ب c] د", 0, "000100001"),
        # U+2329 and U+3008 are canonical equivalents: they pair.
        ("א\u2329ב\u3009a", 0, "11110"),
        ("א\u3008ב\u232aa", 0, "11110"),
        ("א(ב]a", 0, "11100"),
        # Vowel signs, on letters and on brackets.
        ("كَتَبَ a", 1, "11111112"),
        ("א(ב)\u0331", 0, "11111"),
        # A zero-width non-joiner is removed and stays with its word.
        (f"می{ZWNJ}خواهم", 1, "11111111"),
        (f"{ZWNJ}{ZWNJ}", 1, "11"),
        # A first-strong isolate goes by its first letter, not by one after an isolate within.
        (f"{FSI}ب{LRI}x{PDI}a{PDI}", 0, "0112120"),
        (f"{FSI}{RLI}ب{PDI}a{PDI}", 0, "023220"),
        (f"{RLO}abc{PDF}d", 0, "011110"),
        (f"{RLO}{ZWNJ}a{LRI}b{PDI}c{PDF}", 0, "00112111"),
    ],
)
def test_levels(text: str, base: int | None, expected: str) -> None:
    assert levels(text, base) == expected


def test_numbers_are_told_from_letters_of_the_same_level() -> None:
    text = "صدر سنة 1984 و١٩٨٥ عن Press 12 ثم"
    assert classes_of(text, "صدر سنة ") == {"R"}
    assert classes_of(text, "1984") == {"AN"}
    assert classes_of(text, "١٩٨٥") == {"AN"}
    assert classes_of(text, "Press 12") == {"L"}
    assert classes_of("שנת 1984", "1984") == {"EN"}


def test_removed_characters_are_reported() -> None:
    resolution = bidi.resolve(f"{RLE}a{ZWNJ}b{PDF}{LRI}c{PDI}\u00ad", 0)
    assert resolution.removed == {0, 2, 4, 8}


def test_the_level_of_a_line_depends_on_where_it_is_cut() -> None:
    text = "كتاب abc def"
    resolution = bidi.resolve(text, 1)
    assert resolution.levels == (1,) * 5 + (2,) * 7
    assert bidi.line_levels(resolution, text, 0, 9) == (1,) * 5 + (2,) * 3 + (1,)
    assert bidi.line_levels(resolution, text, 9, 12) == (2, 2, 2)
    assert bidi.line_levels(resolution, text, 4, 4) == ()


def test_a_tab_and_the_space_before_it_belong_to_the_paragraph() -> None:
    text = f"a {ZWNJ}\tb{LRI} {PDI}"
    resolution = bidi.resolve(text, 1)
    assert bidi.line_levels(resolution, text, 0, len(text)) == (2, 1, 1, 1, 2, 1, 1, 1)


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ((), []),
        ((0, 0), [0, 1]),
        ((1, 1), [1, 0]),
        ((2, 2), [0, 1]),
        ((1, 2, 2, 1), [3, 1, 2, 0]),
        ((0, 1, 4, 4, 3, 0), [0, 4, 2, 3, 1, 5]),
    ],
)
def test_visual_order(line: Sequence[int], order: list[int]) -> None:
    assert bidi.visual_order(line) == order


def test_mirroring() -> None:
    assert [bidi.mirrored(char) for char in "(»≤a،\ufd3e"] == [")", "«", "≥", None, None, None]


def test_what_is_no_base_no_class_and_no_character_is_refused() -> None:
    with pytest.raises(ValueError, match="paragraph level is 0 or 1, not 2"):
        bidi.resolve("a", 2)
    with pytest.raises(ValueError, match="'XX' is not a bidirectional class"):
        bidi.resolve_classes(["L", "XX"])
    with pytest.raises(TypeError):
        bidi.bidi_class("ab")
    with pytest.raises(ValueError, match="range"):
        bidi.visual_order([-1])


def test_classes_alone_resolve_like_text_without_brackets() -> None:
    text = f"قال {LRI}Smith 12{PDI} {RLE}x{PDF} 45%\tكتب"
    classes = [bidi.bidi_class(char) for char in text]
    assert bidi.resolve_classes(classes) == bidi.resolve(text)


def test_embeddings_and_isolates_stop_at_the_greatest_depth() -> None:
    for opening, closing in ((RLE + "\u202a", PDF), (RLI + LRI, PDI)):
        deepest = bidi.resolve(opening * 5000 + "1" + closing * 10_000 + "a", 0)
        assert deepest.levels[10_000] == max(deepest.levels) == MAX_DEPTH + 1
        assert deepest.levels[-1] == 0
        # One left open: the letter at its end is still at level 1, raised by I2.
        assert bidi.resolve(opening * 5000 + closing * 9999 + "a", 0).levels[-1] == 2


def test_nothing_closes_an_embedding_from_within_an_isolate_too_deep_to_count() -> None:
    full = (RLE + "\u202a") * 62 + RLE
    for inside in (PDF, RLE + PDF, LRI + PDI + PDF, RLE):
        # At an odd level a letter from left to right is raised by one (I2), at an even one not.
        assert bidi.resolve(f"{full}{LRI}{inside}{PDI}a", 0).levels[-1] == MAX_DEPTH + 1
    assert bidi.resolve(f"{full}{LRI}{PDI}{PDF}a", 0).levels[-1] == MAX_DEPTH - 1


def test_brackets_pair_up_to_the_limit_of_open_ones() -> None:
    def last_level(depth: int) -> int:
        return bidi.resolve("a" + "(" * depth + "ב" + ")" * depth + "ב", 0).levels[-2]

    # Between two right-to-left letters an unpaired bracket is right-to-left; a pair whose inside
    # is so too takes the direction before it.
    assert last_level(63) == 0
    assert last_level(64) == 1


@pytest.mark.parametrize(
    "text",
    [
        "%" * 100_000,
        "5" + "%" * 100_000 + "ب",
        "ب" + "\u064b" * 100_000,
        "(" * 100_000 + ")" * 100_000,
        "a" + "(ب)" * 50_000,
        "(" * 60 + "[" * 100_000 + "]" * 100_000,
        FSI * 50_000 + "ب" + PDI * 50_000,
        FSI * 100_000,
        (RLI + "a" + PDI) * 20_000,
        (RLE + "a") * 50_000,
        "a\n" * 20_000,
        " " * 100_000 + "\t",
        ZWNJ * 100_000,
    ],
    ids=str.__len__,
)
def test_long_and_nested_paragraphs_resolve(text: str) -> None:
    """Each would take minutes where a rule is quadratic."""
    resolution = bidi.resolve(text)
    line = bidi.line_levels(resolution, text, 0, len(text))
    assert len(bidi.visual_order(line)) == len(text)
