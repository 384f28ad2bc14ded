"""Names: compounds kept whole, nothing inverted that is not surely a person's name."""

from __future__ import annotations

import pytest

from warraq.bib.names import parse
from warraq.model.references import Name


def parts(value: str, lang: str = "ar") -> tuple[str, str, str]:
    (name,) = parse(value, lang).names
    return name.given, f"{name.particle} {name.family}".strip(), name.literal


@pytest.mark.parametrize(
    ("value", "given", "family"),
    [
        ("علوي، مصطفى", "مصطفى", "علوي"),
        ("علوي, مصطفى", "مصطفى", "علوي"),
        ("محمد أنيس سالم", "محمد أنيس", "سالم"),
        ("عبد الرحمن بدوي", "عبد الرحمن", "بدوي"),
        ("نصر حامد أبو زيد", "نصر حامد", "أبو زيد"),
        ("عبد الرحمن ابن خلدون", "عبد الرحمن", "ابن خلدون"),
        ("سعود بن فيصل آل سعود", "سعود بن فيصل", "آل سعود"),
        ("فاطمة أم كلثوم", "فاطمة", "أم كلثوم"),
        ("أحمد نور الدين", "أحمد", "نور الدين"),
        ("محمد جار الله", "محمد", "جار الله"),
        ("جمال عبد الناصر", "جمال", "عبد الناصر"),
        ("أبو زيد، نصر حامد", "نصر حامد", "أبو زيد"),
    ],
)
def test_arabic_names(value: str, given: str, family: str) -> None:
    assert parts(value) == (given, family, "")


@pytest.mark.parametrize(
    "value",
    [
        "مركز الأهرام للدراسات",
        "وزارة الخارجية",
        "الأمم المتحدة",
        "محمد و علي",
        "أدونيس",
        "عبد الرحمن",
        "موسوعة 2015",
        "أ ب ج د ه و ز ح",
    ],
)
def test_what_is_not_surely_a_divided_name_stays_as_written(value: str) -> None:
    assert parts(value) == ("", "", value)


def test_a_doubtful_name_is_named() -> None:
    assert parse("مركز الأهرام للدراسات", "ar").doubtful == ("مركز الأهرام للدراسات",)
    assert parse("{مركز الأهرام} and علوي، مصطفى and أدونيس", "ar").doubtful == ()


@pytest.mark.parametrize(
    ("value", "given", "family"),
    [
        ("Culbertson, Shelly", "Shelly", "Culbertson"),
        ("Shelly Culbertson", "Shelly", "Culbertson"),
        ("al-Khoei, Hayder", "Hayder", "al-Khoei"),
        ("Hayder al-Khoei", "Hayder", "al-Khoei"),
        ("Jan van der Meer", "Jan", "van der Meer"),
        ("van der Meer, Jan", "Jan", "van der Meer"),
        ("Juan de la Cruz", "Juan", "de la Cruz"),
        ("Nasr Abu Zayd", "Nasr", "Abu Zayd"),
        ("Muhammad bin Salman", "Muhammad", "bin Salman"),
        ("M{\\'u}nir {El Hajj}", "Múnir", "El Hajj"),
    ],
)
def test_latin_names(value: str, given: str, family: str) -> None:
    assert parts(value, "en")[:2] == (given, family)


def test_a_suffix_between_commas() -> None:
    (name,) = parse("Smith, Jr., Ann", "en").names
    assert name == Name(given="Ann", family="Smith", suffix="Jr.")


@pytest.mark.parametrize("others", ["others", "وآخرون", "Others", "{وآخرون}"])
def test_others(others: str) -> None:
    names = parse(f"علوي، مصطفى and {others}", "ar").names
    assert [name.literal for name in names[1:]] in (["others"], [others.strip("{}")])


def test_bodies_in_braces_keep_commas_and_conjunctions() -> None:
    names = parse("{Council for Peace and War, Ltd} and {الحرة}", "en").names
    assert [name.literal for name in names] == ["Council for Peace and War, Ltd", "الحرة"]


def test_the_letter_waw_separates_no_names() -> None:
    assert len(parse("وليد وهبة and وفاء وجدي", "ar").names) == 2


@pytest.mark.parametrize(
    ("value", "lang", "literal"),
    [
        ("رضا احمدی", "fa", False),
        ("محمدرضا شفیعی کدکنی", "fa", True),
        ("محمد اقبال", "ur", True),
        ("דוד בן גוריון", "he", False),
    ],
)
def test_other_languages(value: str, lang: str, literal: bool) -> None:
    (name,) = parse(value, lang).names
    assert bool(name.literal) is literal


def test_too_many_commas_stay_literal() -> None:
    result = parse("علوي، مصطفى، حبيب، كمال", "ar")
    assert result.names[0].literal == "علوي، مصطفى، حبيب، كمال"
    assert result.doubtful


@pytest.mark.parametrize("value", ["", " and ", "{}", "،", "and and and", "{unclosed"])
def test_malformed_names_never_raise(value: str) -> None:
    parse(value, "ar")
