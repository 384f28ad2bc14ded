"""The variant of a CSL style for a language: what is put into other words, marks and places."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from warraq.bib import style as styles
from warraq.bib.csl import marks, punctuation, terms
from warraq.bib.csl.locale import LOCATORS
from warraq.bib.csl.style import NAMESPACE, CslStyle
from warraq.bib.csl.variant import derive
from warraq.bib.style import Language, StyleKind
from warraq.diagnostics import Report


def language(tag: str) -> Language:
    return styles.load(styles.DEFAULT, None, Report()).languages.get(tag)


def style(body: str, attributes: str = "", lang: str = "en-US") -> CslStyle:
    text = (
        f'<style xmlns="{NAMESPACE[1:-1]}" class="note" version="1.0" {attributes}>{body}</style>'
    )
    return CslStyle("a.csl", "", etree.fromstring(text), StyleKind.NOTE, lang, False, True)


def variant(body: str, tag: str = "ar", attributes: str = "", **options: Any) -> etree._Element:
    made = style(body, attributes, options.pop("lang", "en-US"))
    return etree.fromstring(derive(made, language(tag), tag, **options))


def layout(body: str) -> str:
    return f"<citation><layout>{body}</layout></citation>"


def only(root: etree._Element, name: str) -> etree._Element:
    (node,) = root.iter(f"{NAMESPACE}{name}")
    return node


def term(root: etree._Element, name: str, form: str = "long") -> str | None:
    """Return the first text of a term, which is what a processor takes."""
    for node in root.iter(f"{NAMESPACE}term"):
        if (node.get("name"), node.get("form", "long")) == (name, form):
            return "|".join(child.text or "" for child in node) or node.text
    return None


def test_the_style_itself_stays_as_it_is() -> None:
    made = style(layout('<text variable="title" prefix=", " text-case="title"/>'))
    before = etree.tostring(made.tree)
    derive(made, language("ar"), "ar")
    assert etree.tostring(made.tree) == before


def test_no_link_is_left_for_an_engine_to_follow() -> None:
    body = (
        '<info><link rel="independent-parent" href="http://example.org/x"/></info>'
        '<info xmlns="urn:other"><link rel="independent-parent" href="file:///x"/></info>'
    )
    for tag in ("en", "ar"):
        made = etree.tostring(variant(body + layout(""), tag))
        assert b"link" not in made
        assert b"href" not in made


def test_a_language_that_csl_serves_well_keeps_csl_s_words_and_the_style_s_marks() -> None:
    root = variant(layout('<text variable="title" prefix=", " text-case="title"/>'), "fr")
    assert root.get("default-locale") == "fr"
    assert only(root, "text").attrib == {"variable": "title", "prefix": ", ", "text-case": "title"}
    assert term(root, "ibid") is None
    assert term(root, "page", "verb") == "warraqpage"


def test_the_style_s_own_language_is_not_translated() -> None:
    body = '<locale><terms><term name="ibid">هنا</term></terms></locale>'
    root = variant(body + layout('<text term="ibid" suffix=", p. "/>'), "ar-EG", lang="ar")
    assert only(root, "text").get("suffix") == ", p. "
    assert term(root, "ibid") == "هنا"


@pytest.mark.parametrize("tag", ["ar", "fa", "he", "ur", "ckb"])
def test_every_word_that_a_style_may_ask_for_is_in_the_language(tag: str) -> None:
    root = variant(layout('<text term="ibid"/>'), tag)
    for name in (*("ibid", "et-al", "in", "no date", "accessed", "retrieved", "from", "editor"),):
        for form in ("long", "short"):
            written = term(root, name, form)
            assert written, name
            assert not any("a" <= char.lower() <= "z" for char in written)
    assert {node.get("name") for node in root.iter(f"{NAMESPACE}term")} > set(LOCATORS)
    page = language(tag).terms["page"]
    assert term(root, "page", "short") == "|".join(dict.fromkeys((page.single, page.multiple)))
    assert term(root, "open-quote") == language(tag).punctuation["open-quote"]


def test_the_months_are_those_of_the_region() -> None:
    assert term(variant(layout(""), "ar-SY"), "month-01") == "كانون الثاني"
    assert term(variant(layout(""), "ar"), "month-01", "short") == "يناير"


def test_a_term_that_the_style_empties_stays_empty() -> None:
    body = (
        '<locale xml:lang="en"><terms><term name="page" form="short"><single/><multiple/></term>'
        '<term name="in">inside</term></terms></locale>'
        '<locale><terms><term name="house">maison</term></terms></locale>'
        '<locale xml:lang="fr"><terms><term name="at"/></terms></locale>'
    )
    root = variant(body + layout(""))
    assert term(root, "page", "short") == "|"
    assert term(root, "in") == "في:"
    assert term(root, "house") == "maison"
    assert term(root, "at") == "في"
    assert len(root.findall(f"{NAMESPACE}locale")) == 1


def test_marks_are_the_language_s() -> None:
    body = '<text variable="title" prefix="; " suffix="?, "/><group delimiter=", "/>'
    root = variant(layout(body))
    assert only(root, "text").get("prefix") == "؛ "
    assert only(root, "text").get("suffix") == "؟، "
    assert only(root, "group").get("delimiter") == "، "
    assert only(variant(layout(body), "he"), "text").get("suffix") == "?, "


@pytest.mark.parametrize(
    ("text", "opens", "expected"),
    [
        (", ", False, "، "),
        (" (", True, " ("),
        ('"', True, "«"),
        ('"', False, "»"),
        ("“", True, "«"),
        ("”, ", False, "»، "),
        (". https://doi.org/a,b?c", True, ". https://doi.org/a,b?c"),
        ("&#160;; ", False, "&#160;؛ "),
        ("", False, ""),
    ],
)
def test_marks_of_affixes(text: str, opens: bool, expected: str) -> None:
    assert punctuation.marks(text, language("ar"), opens=opens) == expected


def test_urdu_has_its_own_full_stop_but_not_within_words() -> None:
    assert punctuation.marks("). ", language("ur")) == ")۔ "
    assert punctuation.marks("et al.x", language("ur")) == "et al.x"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In: ", "في: "),
        ("Accessed ", "تاريخ الاطلاع: "),
        (" (accessed ", " (تاريخ الاطلاع: "),
        ("vol. ", "المجلد "),
        ("Available at: ", "متاح على: "),
        ("pp. ", "ص ص. "),
        ("Edited by ", "تحرير: "),
        ("Inn ", "Inn "),
        ("doi:", "doi:"),
        ("https://in.example.org/", "https://in.example.org/"),
        ("", ""),
    ],
)
def test_english_words_in_affixes(text: str, expected: str) -> None:
    assert punctuation.phrases(text, terms.words("ar").phrases) == expected


def test_letters_without_case_are_not_given_one_and_names_are_not_shortened() -> None:
    body = '<names variable="author"><name initialize-with=". "/></names>'
    root = variant(
        layout(body + '<text variable="title" text-case="title"/>'),
        attributes='initialize-with="."',
    )
    assert not {"text-case", "initialize-with"} & {
        name for node in root.iter() for name in node.attrib
    }


def test_and_is_written_as_one_with_the_next_name() -> None:
    body = '<names variable="author"><name and="text" delimiter=", "/></names>'
    root = variant(layout(body), attributes='delimiter-precedes-last="always"')
    assert term(root, "and") == f"و{marks.ATTACHED}"
    assert only(root, "name").get("delimiter") == " و"
    assert root.get("delimiter-precedes-last") == "never"
    persian = variant(layout(body), "fa")
    assert term(persian, "and") == "و"
    assert only(persian, "name").get("delimiter") == "، "


def test_names_without_and_are_joined_by_the_comma() -> None:
    root = variant(layout('<names variable="author"><name delimiter=", "/></names>'))
    assert only(root, "name").get("delimiter") == "، "
    assert root.get("name-delimiter") == "، "
    assert root.get("sort-separator") == "، "


DATE = (
    '<date variable="issued"><date-part name="month" suffix=" "/>'
    '<date-part name="day" suffix=", "/><date-part name="year"/></date>'
)


def test_the_day_stands_before_the_month() -> None:
    root = variant(layout(DATE))
    date = root.find(f"{NAMESPACE}citation//{NAMESPACE}date")
    assert date is not None
    assert [(part.get("name"), part.get("suffix")) for part in date] == [
        ("day", " "),
        ("month", " "),
        ("year", None),
    ]


def test_a_date_without_a_day_is_left_alone() -> None:
    body = '<date variable="issued"><date-part name="year"/><date-part name="month"/></date>'
    date = variant(layout(body)).find(f"{NAMESPACE}citation//{NAMESPACE}date")
    assert date is not None
    assert [part.get("name") for part in date] == ["year", "month"]


def test_the_word_for_an_edition_stands_before_its_number() -> None:
    body = (
        '<group delimiter=" "><number variable="edition" form="ordinal" prefix="("/>'
        '<text term="edition" form="short" suffix=")"/></group>'
    )
    group = only(variant(layout(body)), "group")
    assert [node.get("term") or node.get("variable") for node in group] == ["edition", "edition"]
    assert [node.tag for node in group] == [f"{NAMESPACE}text", f"{NAMESPACE}number"]
    assert (group[0].get("prefix"), group[1].get("suffix")) == ("(", ")")


def test_a_label_without_a_name_follows_the_names() -> None:
    root = variant(layout('<names variable="editor"><label prefix=", "/></names>'), "en")
    assert [node.tag for node in only(root, "names")] == [f"{NAMESPACE}name", f"{NAMESPACE}label"]


def test_no_dash_stands_for_an_author_where_languages_are_mixed() -> None:
    body = layout("") + '<bibliography subsequent-author-substitute="---"><layout/></bibliography>'
    assert only(variant(body, "en"), "bibliography").get("subsequent-author-substitute") == "---"
    assert not only(variant(body, "en", mixed=True), "bibliography").attrib


@pytest.mark.parametrize("name", terms.LANGUAGES)
def test_the_words_of_a_language_are_in_its_own_script(name: str) -> None:
    words = terms.words(name)
    written = [*words.verbs.values(), *words.phrases.values()]
    written += [form for pair in words.terms.values() for form in pair]
    assert all(text.strip() == text != "" for text in written)
    assert not [text for text in written if any("a" <= char.lower() <= "z" for char in text)]
    assert all(phrase == phrase.lower() for phrase in words.phrases)


def test_the_words_of_all_languages_are_the_same_ones() -> None:
    least = set(terms.words("he").terms) | set(terms.words("ur").terms)
    assert least <= set(terms.words("ar").terms)
