"""LaTeX, locators and sorting keys of entries."""

from __future__ import annotations

import pytest

from warraq.bib import collation, latex, locators
from warraq.bib.locators import Locator
from warraq.model.inlines import Emphasis, Link, Strong, Superscript, Text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Making {ISIS} {W}ork", "Making ISIS Work"),
        ("caf\\'e \\& th\\'{e}", "café & thé"),
        ('\\"{o}\\"o {\\"u} \\ss{} \\o re', "öö ü ß øre"),
        ("\\c{c}a \\v{S} \\={a} \\d{h}", "ça Š ā ḥ"),
        ("pp.~5--7 --- end", "pp.\u00a05–7 — end"),
        ("``quoted'' and don't", "“quoted” and don't"),
        ("صה''ל", "صה''ל"),
        ("\\enquote{a} 50\\% \\$5 \\_ \\#", "“a” 50% $5 _ #"),
        ("\\textsc{Abc} \\unknown{Def}", "Abc Def"),
        ("a \\input{/etc/passwd} b", "a  b"),
        ("stray } brace { here", "stray  brace  here"),
        ("a\\\\b", "a b"),
        ("{\\em all} \\LaTeX", "all LaTeX"),
        ("price $5 and", "price $5 and"),
    ],
)
def test_latex_as_text(value: str, text: str) -> None:
    assert latex.plain(value) == text


def test_latex_as_inlines() -> None:
    assert latex.inlines("a \\emph{b {C}} \\textbf{d} 5$^{th}$ {\\it e}") == (
        Text("a "),
        Emphasis(children=(Text("b C"),)),
        Text(" "),
        Strong(children=(Text("d"),)),
        Text(" 5"),
        Superscript(children=(Text("th"),)),
        Text(" "),
        Emphasis(children=(Text("e"),)),
    )


def test_links_have_safe_schemes_only() -> None:
    assert latex.inlines("\\href{https://a.org}{A}") == (
        Link(target="https://a.org", children=(Text("A"),)),
    )
    assert latex.inlines("\\href{javascript:x}{A}") == (Text("A"),)
    assert latex.inlines("\\url{file:///etc/passwd}") == (Text("file:///etc/passwd"),)


def test_faults_name_the_commands() -> None:
    assert latex.faults("\\emph{a} \\foo{b} \\input{c}") == ("foo", "input")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("93", [("page", "93")]),
        ("ص 93", [("page", "93")]),
        ("ص. ٩٣", [("page", "93")]),
        ("صـ 93", [("page", "93")]),
        ("ص ص. 50-51", [("page", "50–51")]),
        ("صص 50 - 51", [("page", "50–51")]),
        ("ص.ص 50--51", [("page", "50–51")]),
        ("p. 93", [("page", "93")]),
        ("pp. 5–7", [("page", "5–7")]),
        ("P. 5", [("page", "5")]),
        ("pp. xii-xv", [("page", "xii–xv")]),
        ("مج 2", [("volume", "2")]),
        ("ج 3، ص 15", [("part", "3"), ("page", "15")]),
        ("الفصل 3", [("chapter", "3")]),
        ("ف 3", [("chapter", "3")]),
        ("فقرة 12", [("paragraph", "12")]),
        ("ch. IV", [("chapter", "IV")]),
        ("vol. 2, p. 5", [("volume", "2"), ("page", "5")]),
        ("ص 5، 7، 9-11", [("page", "5, 7, 9–11")]),
        ("n. 4", [("note", "4")]),
        ("fol. 12v", [("folio", "12v")]),
        ("§ 5", [("section", "5")]),
        ("עמ' 14", [("page", "14")]),
        ("صفحه ۱۲", [("page", "12")]),
        ("s.v. كلمة", [("", "s.v. كلمة")]),
        ("", []),
    ],
)
def test_locators(written: str, expected: list[tuple[str, str]]) -> None:
    assert locators.parse(written) == tuple(Locator(*pair) for pair in expected)


def test_arabic_sorting() -> None:
    names = ["المصري", "أحمد", "ابن خلدون", "آدم", "إبراهيم", "الأحمد", "هُدى", "هدية", "زَيد"]
    ordered = sorted(names, key=collation.key)
    assert ordered == [
        "إبراهيم",
        "ابن خلدون",
        "أحمد",
        "الأحمد",
        "آدم",
        "زَيد",
        "المصري",
        "هُدى",
        "هدية",
    ]


def test_latin_sorting() -> None:
    names = ["Zola", "émile", "al-Khoei", "Eliot", "Ångström", "Łukasz", "Lucas"]
    assert sorted(names, key=collation.key) == [
        "Ångström",
        "Eliot",
        "émile",
        "al-Khoei",
        "Lucas",
        "Łukasz",
        "Zola",
    ]


def test_the_article_of_a_title_does_not_count() -> None:
    assert collation.key("The Rise", is_title=True) == "rise"
    assert collation.key("«التاريخ»") == collation.key("تاريخ")
    assert collation.key("ال") == "ال"
