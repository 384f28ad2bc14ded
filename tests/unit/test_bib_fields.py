"""LaTeX, locators and sorting keys of entries."""

from __future__ import annotations

import pytest

from warraq.bib import collation, latex, locators, wording
from warraq.bib import style as styles
from warraq.bib.locators import Locator
from warraq.diagnostics import Report
from warraq.model.inlines import Emphasis, Link, Strong, Superscript, Text
from warraq.model.metadata import Digits


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
        ("ص93", [("page", "93")]),
        ("ص:93", [("page", "93")]),
        ("p.93", [("page", "93")]),
        ("s. 5", [("page", "5")]),
        ("ss. 5-7", [("page", "5–7")]),
        ("S. 5", [("page", "5")]),
        ("עמ׳ 12–14", [("page", "12–14")]),
        ("صص ۱۲-۱۵", [("page", "12–15")]),
        ("xii", [("page", "xii")]),
        ("p. A12", [("page", "A12")]),
        ("ص. [5]", [("page", "[5]")]),
        ("ص 12 مكرر", [("page", "12 مكرر")]),
        ("ص 5 و7", [("page", "5, 7")]),
        ("pp. 5, 7 and 9", [("page", "5, 7, 9")]),
        ("pp. 5 & 7", [("page", "5, 7")]),
        ("5 وما بعدها", [("page", "5ff")]),
        ("ص. 5 فما بعدها.", [("page", "5ff")]),
        ("pp. 5ff.", [("page", "5ff")]),
        ("p. 5 et seq.", [("page", "5ff")]),
        ("s. 5 vd.", [("page", "5ff")]),
        ("p. 5f.", [("page", "5–6")]),
        ("pp. 5–10 passim", [("page", "5–10 passim")]),
        ("passim", [("", "passim")]),
        ("في مواضع متفرقة", [("", "passim")]),
        ("§§ 4–6", [("section", "4–6")]),
        ("§ 4, para. 2", [("section", "4"), ("paragraph", "2")]),
        ("مج 2، ج 1، ص. 15، ح 3", [("volume", "2"), ("part", "1"), ("page", "15"), ("note", "3")]),
        ("ص 93 هامش 2", [("page", "93"), ("note", "2")]),
        ("ص. 93-94 (هامش 2)", [("page", "93–94"), ("note", "2")]),
        ("p. 5n3", [("page", "5"), ("note", "3")]),
        ("93 n. 2", [("page", "93"), ("note", "2")]),
        ("2/150", [("volume", "2"), ("page", "150")]),
        ("٢/١٥٠-١٥٥", [("volume", "2"), ("page", "150–155")]),
        ("ج 2/150", [("part", "2"), ("page", "150")]),
        ("ج2/ص150", [("part", "2"), ("page", "150")]),
        ("12/2015", [("volume", "12"), ("page", "2015")]),
        ("ص 12/13", [("page", "12/13")]),
        ("fol. 12v–13r", [("folio", "12v–13r")]),
        ("ق 12ب / 12أ", [("folio", "12v/12r")]),
        ("ورقة 12/ظ", [("folio", "12v")]),
        ("ل 12 أ", [("folio", "12r")]),
        ("ق 12", [("part", "12")]),
        ("الجزء الثاني، ص 5", [("part", "2"), ("page", "5")]),
        ("الفصل الأول", [("chapter", "1")]),
        ("حديث رقم 123", [("number", "123")]),
        ("ماده ۵", [("article", "5")]),
        ("Kap. 3", [("chapter", "3")]),
        ("n° 4", [("issue", "4")]),
        ("ص", [("", "ص")]),
        ("ص وما بعدها", [("page", "وما بعدها")]),
        ("9" * 300, [("", "9" * 300)]),
        ("s.v. كلمة", [("", "s.v. كلمة")]),
        ("", []),
    ],
)
def test_locators(written: str, expected: list[tuple[str, str]]) -> None:
    assert locators.parse(written) == tuple(Locator(*pair) for pair in expected)


@pytest.mark.parametrize(
    ("written", "ar", "en", "he"),
    [
        ("5ff.", "ص. 5 وما بعدها", "pp. 5ff.", "עמ׳ 5 ואילך"),
        ("ص 5-10، passim", "ص ص. 5–10 في مواضع متفرقة", "pp. 5–10 passim", None),
        ("ورقة 12ب-13أ", "و و. 12ب–13أ", "fols. 12v–13r", "דפים 12ב–13א"),
        ("مج 2، ص 5، 7", "المجلد 2، ص ص. 5، 7", "vol. 2, pp. 5, 7", None),
    ],
)
def test_locators_in_the_words_of_a_language(
    written: str, ar: str, en: str, he: str | None
) -> None:
    style = styles.load("arabic-notes", None, Report())
    shown = {
        tag: wording.locators(
            locators.parse(written), style.languages.get(tag), Digits.WESTERN
        ).replace(wording.NO_BREAK, " ")
        for tag in ("ar", "en", "he")
    }
    assert (shown["ar"], shown["en"], he and shown["he"]) == (ar, en, he)


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
