"""The case of titles: words in braces and words with capitals inside keep theirs."""

from __future__ import annotations

import pytest

from warraq.bib import latex, text_case
from warraq.model.walk import plain_text


def cased(value: str, case: str, lang: str = "en") -> str:
    nodes = text_case.apply(latex.protected(value), case, lang)
    return plain_text(text_case.unprotected(nodes))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("The Rise and Fall of ISIS: From A to {B}", "The rise and fall of ISIS: From a to B"),
        ("Making Victory \\emph{Count After} {Mosul}", "Making victory count after Mosul"),
        ("“What Next?” Asked McDonald. The End", "“What next?” asked McDonald. The end"),
        ("{IRAQ} 2018 Scenarios", "IRAQ 2018 scenarios"),
        ("", ""),
    ],
)
def test_sentence_case(value: str, expected: str) -> None:
    assert cased(value, "sentence") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("the rise of al-Qaida and the fall", "The Rise of al-Qaida and the Fall"),
        ("after ISIS: a history of the {von} place", "After ISIS: A History of the von Place"),
        ("don’t \\emph{look} back", "Don’t Look Back"),
    ],
)
def test_title_case(value: str, expected: str) -> None:
    assert cased(value, "title") == expected


def test_other_languages_keep_their_own_rules() -> None:
    assert cased("Der Staat und die Kirche", "sentence", "de") == "Der Staat und die Kirche"
    assert cased("le temps retrouvé", "title", "fr") == "le temps retrouvé"
    assert cased("الحرب على «داعش»", "title", "ar") == "الحرب على «داعش»"


def test_the_other_cases() -> None:
    assert cased("a {b} Ça", "uppercase", "fr") == "A b ÇA"
    assert cased("A {B} Ça", "lowercase", "fr") == "a B ça"
    assert cased("une vie", "capitalize-first", "fr") == "Une vie"
