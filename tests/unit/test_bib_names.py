"""Names: compounds kept whole, nothing inverted that is not surely a person's name."""

from __future__ import annotations

import pytest

from warraq.bib.names import OTHERS, parse
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
        ("عبدالله الغذامي", "عبدالله", "الغذامي"),
        ("أحمد عبد رب النبي", "أحمد", "عبد رب النبي"),
        ("محمد بن سلمان آل سعود", "محمد بن سلمان", "آل سعود"),
        ("ناصر الدين الأسد", "ناصر الدين", "الأسد"),
        ("عبد الرحمن بن محمد ابن خلدون", "عبد الرحمن بن محمد", "ابن خلدون"),
        ("زين العابدين بن علي", "زين العابدين", "بن علي"),
        ("محمد أبو الفضل إبراهيم", "محمد أبو الفضل", "إبراهيم"),
        ("محمد ضياء الحق", "محمد", "ضياء الحق"),
        ("خالد فضل الرحمن", "خالد", "فضل الرحمن"),
        ("سيف الإسلام القذافي", "سيف الإسلام", "القذافي"),
        ("شمس الدين أبو عبد الله محمد الذهبي", "شمس الدين أبو عبد الله محمد", "الذهبي"),
        ("ابن خلدون، عبد الرحمن", "عبد الرحمن", "ابن خلدون"),
        ("آل سعود، محمد بن سلمان", "محمد بن سلمان", "آل سعود"),
        ("د. محمد عمارة", "د. محمد", "عمارة"),
        ("د/ محمد عمارة", "د/ محمد", "عمارة"),
        ("أ.د. أحمد زويل", "أ.د. أحمد", "زويل"),
        ("الشيخ محمد الغزالي", "الشيخ محمد", "الغزالي"),
        ("الدكتورة نوال السعداوي", "الدكتورة نوال", "السعداوي"),
        ("السيد محمد خاتمي", "السيد محمد", "خاتمي"),
        ("السيد ياسين", "السيد", "ياسين"),
        ("الإمام أبو حامد الغزالي", "الإمام أبو حامد", "الغزالي"),
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
        "ابن خلدون",
        "أم كلثوم",
        "نور الدين",
        "عبد رب النبي",
        "بنت الشاطئ",
        "امرؤ القيس",
        "فضل الرحمن",
        "محمد بن عبد الله بن عبد العزيز",
        "عائشة عبد الرحمن (بنت الشاطئ)",
        "الدكتور حسين",
        "المركز العربي للأبحاث",
        "هيئة التحرير",
        "«أدونيس»",
        '"أدونيس"',
        "«محمد عمارة»",
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
        ("Gabriel {García Márquez}", "Gabriel", "García Márquez"),
        ("{Hans Peter} Müller", "Hans Peter", "Müller"),
        ("Conor Cruise O’Brien", "Conor Cruise", "O’Brien"),
        ("Ronald McDonald", "Ronald", "McDonald"),
        ("Charles de Gaulle", "Charles", "de Gaulle"),
        ("Ludwig von Mises", "Ludwig", "von Mises"),
        ("Charles-Louis de Secondat", "Charles-Louis", "de Secondat"),
        ("José Ortega y Gasset", "José", "Ortega y Gasset"),
        ("Muḥyī al-Dīn Ibn al-ʿArabī", "Muḥyī al-Dīn", "Ibn al-ʿArabī"),
        ("ʿAbd al-Raḥmān al-Kawākibī", "ʿAbd al-Raḥmān", "al-Kawākibī"),
        ("Ahmed Nūr al-Dīn", "Ahmed", "Nūr al-Dīn"),
        ("Muhammad ibn Abd al-Wahhab", "Muhammad", "ibn Abd al-Wahhab"),
        ("Mohammed bin Salman Al Saud", "Mohammed bin Salman", "Al Saud"),
        ("Ben Jonson", "Ben", "Jonson"),
        ("Al Gore", "Al", "Gore"),
        ("Donald~E. Knuth", "Donald E.", "Knuth"),
    ],
)
def test_latin_names(value: str, given: str, family: str) -> None:
    assert parts(value, "en")[:2] == (given, family)


@pytest.mark.parametrize(
    "value", ["Ibn Khaldūn", "Ibn al-ʿArabī", "Abu Zayd", "ʿAbd al-Raḥmān", "Nūr al-Dīn", "UNESCO"]
)
def test_one_name_in_latin_script_is_not_divided(value: str) -> None:
    assert parse(value, "en").names == (Name(literal=value),)


@pytest.mark.parametrize(
    "value", ["RAND Corporation", "Department of State", "World Bank", "Université de Tunis"]
)
def test_a_body_in_latin_script_is_not_divided(value: str) -> None:
    assert parse(value, "en").names == (Name(literal=value, uncertain=True),)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Smith, Jr., Ann", Name("Ann", "Smith", suffix="Jr.")),
        ("Smith, Ann, Jr.", Name("Ann", "Smith", suffix="Jr.")),
        ("Ann Mary Smith III", Name("Ann Mary", "Smith", suffix="III")),
        ("Martin Luther King, Jr.", Name("Martin Luther", "King", suffix="Jr.")),
        ("van der Meer, Jr., Jan", Name("Jan", "Meer", "van der", "Jr.")),
        ("محمد رشيد رضا بك", Name("محمد رشيد", "رضا", suffix="بك")),
        ("علوي، مصطفى كامل، الابن", Name("مصطفى كامل", "علوي", suffix="الابن")),
    ],
)
def test_suffixes(value: str, name: Name) -> None:
    assert parse(value, "ar").names == (name,)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("given=Jan, family=Meer, prefix=van der", Name("Jan", "Meer", "van der")),
        ("family={de la Cruz}, given=Juan, given-i=J", Name("Juan", "de la Cruz")),
        ('given={Hans Peter}, "family=Müller", suffix=Jr', Name("Hans Peter", "Müller", "", "Jr")),
        ("family=علوي، given=مصطفى", Name("مصطفى", "علوي")),
        ("given=Jan, family=Meer, prefix=van, useprefix=true", Name("Jan", "Meer", "van")),
        ("given=أدونيس", Name(literal="أدونيس")),
    ],
)
def test_names_whose_parts_are_labelled(value: str, name: Name) -> None:
    assert parse(value, "ar").names == (name,)


def test_what_only_looks_labelled_is_a_name() -> None:
    assert parse("x=1, y=2", "en").names == (Name("y=2", "x=1"),)


def test_uncertain_names_are_marked() -> None:
    values = "مركز الأهرام and {مركز الأهرام} and أدونيس and محمد بن عبد الله بن أحمد and طه حسين"
    assert [name.uncertain for name in parse(values, "ar").names] == [
        True,
        False,
        False,
        True,
        False,
    ]


def test_others_after_a_comma() -> None:
    names = parse("علوي، مصطفى، وآخرون", "ar").names
    assert names == (Name("مصطفى", "علوي"), OTHERS)


def test_empty_names_between_two_conjunctions_are_left_out() -> None:
    names = parse("and Smith, John and and Jones, Tom and", "en").names
    assert [name.family for name in names] == ["Smith", "Jones"]


def test_two_thousand_names() -> None:
    names = parse(" and ".join(f"Family{n}, Given" for n in range(2000)), "en").names
    assert (len(names), names[-1].family) == (2000, "Family1999")


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
        ("עמוס עוז", "he", False),
        ('א"ב יהושע', "he", False),
        ("פרופ' ישעיהו ליבוביץ", "he", False),
        ("בן גוריון", "he", True),
        ("משרד החינוך", "he", True),
        ("عبدالکریم سروش", "fa", False),
        ("سید حسین نصر", "fa", False),
        ("دکتر علی شریعتی", "fa", False),
        ("علی اکبر دهخدا", "fa", True),
        ("آیت‌الله خمینی", "fa", True),
        ("فیض احمد فیض", "ur", True),
        ("اقبال، محمد", "ur", False),
    ],
)
def test_other_languages(value: str, lang: str, literal: bool) -> None:
    (name,) = parse(value, lang).names
    assert bool(name.literal) is literal


def test_too_many_commas_stay_literal() -> None:
    result = parse("علوي، مصطفى، حبيب، كمال", "ar")
    assert result.names[0].literal == "علوي، مصطفى، حبيب، كمال"
    assert result.joined == (("علوي، مصطفى، حبيب، كمال",),)


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("محمد أنيس سالم، كمال حبيب", ["محمد أنيس سالم", "كمال حبيب"]),
        ("محمد سالم, كمال حبيب", ["محمد سالم", "كمال حبيب"]),
        ("أحمد عمر؛ ليلى حسن", ["أحمد عمر", "ليلى حسن"]),
        ("أحمد عمر و ليلى حسن", ["أحمد عمر", "ليلى حسن"]),
        ("خالد نور ومنى فوزي", ["خالد نور", "منى فوزي"]),
        ("خالد نور والسيد ياسين", ["خالد نور", "السيد ياسين"]),
        ("محمد سالم - كمال حبيب", ["محمد سالم", "كمال حبيب"]),
        ("سالم، محمد؛ حبيب، كمال", ["سالم، محمد", "حبيب، كمال"]),
        ("Smith, J.; Lee, K.", ["Smith, J.", "Lee, K."]),
        ("Smith, J. \\& Lee, K.", ["Smith, J.", "Lee, K."]),
        ("Jean Petit et Marie Blanc", ["Jean Petit", "Marie Blanc"]),
        ("شركة الزيت؛ سالم، محمد", ["شركة الزيت", "سالم، محمد"]),
    ],
)
def test_names_joined_without_and_are_told_and_never_divided(value: str, names: list[str]) -> None:
    result = parse(value, "ar")
    (name,) = result.names
    assert name == Name(literal=value.replace("\\&", "&"))
    assert result.joined == ((name.literal, *names),)


@pytest.mark.parametrize(
    "value",
    [
        "العقاد، عباس محمود",
        "أبو زيد، نصر حامد",
        "ابن خلدون، عبد الرحمن بن محمد",
        "شمس الدين، محمد مهدي",
        "{سيد أحمد}، رفعت عبده",
        "سيد أحمد، رفعت",
        "محمد وليد سالم",
        "سالم، محمد وليد",
        "وليد وحيد ونوس",
        "محمد سالم، وآخرون",
        "وزارة التربية والتعليم العالي",
        "وزارة التربية و التعليم",
        "{شركة الزيت والغاز السعودية}",
        "سالم، محمد and حبيب، كمال",
        "García Márquez, Gabriel José",
        "{Simon & Schuster}",
        "Department of Health & Human Services",
        "Ortega y Gasset",
        "King, Jr., Martin Luther",
        "family=Meer, given=Jan, prefix=van der",
        "د / محمد سالم",
    ],
)
def test_one_name_is_not_taken_for_several(value: str) -> None:
    assert parse(value, "ar").joined == ()


@pytest.mark.parametrize(("value", "lang"), [("هاشمی رفسنجانی، علی اکبر", "fa")])
def test_family_names_of_two_words_are_common_in_persian(value: str, lang: str) -> None:
    assert parts(value, lang) == ("علی اکبر", "هاشمی رفسنجانی", "")
    assert parse(value, lang).joined == ()


def test_a_comma_at_the_end_marks_a_body_as_endnote_writes_it() -> None:
    assert parse("United Nations Development Programme,", "en").names == (
        Name(literal="United Nations Development Programme"),
    )


@pytest.mark.parametrize("value", ["", " and ", "{}", "،", "and and and", "{unclosed"])
def test_malformed_names_never_raise(value: str) -> None:
    parse(value, "ar")
