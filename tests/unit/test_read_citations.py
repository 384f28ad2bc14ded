"""Citations and cross-references in all their forms."""

from __future__ import annotations

import pytest

from warraq.diagnostics import Report
from warraq.model.inlines import (
    Citation,
    CitationItem,
    CitationMode,
    CrossReference,
    Emphasis,
    Inlines,
    ReferenceKind,
    Text,
)
from warraq.model.walk import iterate, plain_text
from warraq.read.markdown import read_line
from warraq.read.passage import whole
from warraq.read.reading import Gathered, Reading
from warraq.read.syntax.locators import split_locator
from warraq.source import SourceText


def read(text: str) -> tuple[Inlines, Gathered]:
    gathered = Gathered(Report())
    return read_line(whole(SourceText("a.md", text)), Reading(gathered)), gathered


def items(text: str) -> list[tuple[str, str, str, str, str]]:
    found, gathered = read(text)
    assert [str(item) for item in gathered.report] == []
    return [
        (plain_text(item.prefix), item.key, item.locator, plain_text(item.suffix), item.mode.value)
        for node in iterate(found)
        if isinstance(node, Citation)
        for item in node.items
    ]


N, A, S = (mode.value for mode in CitationMode)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@key]", [("", "key", "", "", N)]),
        ("[@key, ص. 93]", [("", "key", "ص. 93", "", N)]),
        ("[@key، ص ص. 50-51]", [("", "key", "ص ص. 50-51", "", N)]),
        ("[@key ٩٣]", [("", "key", "٩٣", "", N)]),
        ("[see @key, pp. 5–7 and more]", [("see", "key", "pp. 5–7", " and more", N)]),
        ("[-@key]", [("", "key", "", "", S)]),
        ("[see -@key, 3]", [("see", "key", "3", "", S)]),
        ("[@a; @b]", [("", "a", "", "", N), ("", "b", "", "", N)]),
        ("[@a؛ انظر @b، مج 2، ص 5]", [("", "a", "", "", N), ("انظر", "b", "مج 2، ص 5", "", N)]),
        ("[@a; وغيره]", [("", "a", "", "; وغيره", N)]),
        ("[@a, ص 3؛ وما بعدها; @b]", [("", "a", "ص 3", "؛ وما بعدها", N), ("", "b", "", "", N)]),
        ("[@key, {ص. 5 تقريباً}، بتصرف]", [("", "key", "ص. 5 تقريباً", "، بتصرف", N)]),
        ("[@key، بتصرف]", [("", "key", "", "، بتصرف", N)]),
        ("[@{http://a.b/c?d}]", [("", "http://a.b/c?d", "", "", N)]),
        ("[@علوي_2015، ص 3]", [("", "علوي_2015", "ص 3", "", N)]),
        ("[@a.b:c-d/e_f, 1]", [("", "a.b:c-d/e_f", "1", "", N)]),
        ("[@key.]", [("", "key", "", ".", N)]),
        ("@key", [("", "key", "", "", A)]),
        ("@key.", [("", "key", "", "", A)]),
        ("يرى @key، أن", [("", "key", "", "", A)]),
        ("(@key)", [("", "key", "", "", A)]),
        ("-@key", [("", "key", "", "", S)]),
        ("@key [p. 5]", [("", "key", "p. 5", "", A)]),
        ("@key\n[ص 5، بتصرف]", [("", "key", "ص 5", "، بتصرف", A)]),
        ("@key [p. 5; see @b, 3]", [("", "key", "p. 5", "", A), ("see", "b", "3", "", N)]),
        ("@key [@b]", [("", "key", "", "", A), ("", "b", "", "", N)]),
        ("@key [x](https://a.org)", [("", "key", "", "", A)]),
        ("@key [x]{lang=en}", [("", "key", "", "", A)]),
        ("@key [^1]", [("", "key", "", "", A)]),
        ("[`@code` @key]", [("@code", "key", "", "", N)]),
        ("*[@key]*", [("", "key", "", "", N)]),
        ("x^[انظر @key، ص 3]", [("", "key", "", "", A)]),
    ],
)
def test_citations(text: str, expected: list[tuple[str, ...]]) -> None:
    if "[^1]" in text:
        found, _ = read(text)
        assert [n.items[0].key for n in iterate(found) if isinstance(n, Citation)] == ["key"]
    else:
        assert items(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a@b.com",
        "name.x@b.org",
        "\\@key",
        "@",
        "@ key",
        "[x @]",
        "`@key`",
        "[a@b.org]",
        "$@key$",
        "@@",
    ],
)
def test_what_is_no_citation(text: str) -> None:
    assert items(text) == []


def test_markup_in_prefix_and_suffix_is_kept() -> None:
    (citation,), _ = read("[*قارن:* @key, ص 3، في [the *end*]{lang=en}]")
    assert isinstance(citation, Citation)
    (item,) = citation.items
    assert item.prefix == (Emphasis(children=(Text("قارن:"),)),)
    assert plain_text(item.suffix) == "، في the end"


def test_places_of_items_and_keys_are_known() -> None:
    text = "نص [انظر: @first، ص 3؛ @second]"
    found, gathered = read(text)
    citation = found[1]
    assert isinstance(citation, Citation)
    assert citation.location.column == text.index("[") + 1
    columns = [item.location.column for item in citation.items]
    assert columns == [text.index("@first") + 1, text.index("@second") + 1]
    assert citation.items[0].prefix[0].location.column == text.index("انظر") + 1
    assert list(gathered.cited) == ["first", "second"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("@fig-map", ReferenceKind.FIGURE),
        ("@tbl-x", ReferenceKind.TABLE),
        ("@sec-x.", ReferenceKind.SECTION),
        ("@eq-x", ReferenceKind.EQUATION),
    ],
)
def test_cross_references(text: str, kind: ReferenceKind) -> None:
    found, gathered = read(text)
    assert found[0] == CrossReference(target=text[1:].rstrip("."), kind=kind)
    assert gathered.cited == {}


def test_cross_references_in_brackets() -> None:
    found, _ = read("[انظر @fig-a؛ @tbl-b]")
    kinds = [type(node) for node in found]
    assert kinds == [Text, CrossReference, Text, CrossReference]
    assert [node.text for node in found if isinstance(node, Text)] == ["انظر ", "؛ "]


def test_citation_and_reference_do_not_mix() -> None:
    _, gathered = read("[@key; @fig-a]")
    assert [item.code for item in gathered.report] == ["S045"]


@pytest.mark.parametrize(
    ("text", "locator"),
    [
        ("", ""),
        (", 93", "93"),
        ("، ص 93", "ص 93"),
        (", ص. 93", "ص. 93"),
        (", ص ص. 50-51", "ص ص. 50-51"),
        (", صص 48-51", "صص 48-51"),
        (", ٩٣", "٩٣"),
        (" p. 93", "p. 93"),
        (", pp. 5–7, 9", "pp. 5–7, 9"),
        (", pp. 3, 5-7 and more", "pp. 3, 5-7"),
        ("، مج 2، ص 15", "مج 2، ص 15"),
        (", ج 3", "ج 3"),
        (", vol. 2, ch. 3", "vol. 2, ch. 3"),
        (", p. xii", "p. xii"),
        (", § 4.2", "§ 4.2"),
        ("، ص 99أ", "ص 99أ"),
        ("، الفصل ٣", "الفصل ٣"),
        (", עמ' 5", "עמ' 5"),
        (", p. 5 ff., rest", "p. 5 ff."),
        (", pp. 5ff, rest", "pp. 5ff"),
        (", p. 5f.", "p. 5f."),
        ("، ص 5 وما بعدها، بتصرف", "ص 5 وما بعدها"),
        ("، ص 5 وما قبلها", "ص 5"),
        (", pp. 5–10 passim", "pp. 5–10 passim"),
        ("، ص 93 هامش 2", "ص 93 هامش 2"),
        (", p. 5 n. 3 and", "p. 5 n. 3"),
        (", p. 5n3", "p. 5n3"),
        (", p. 5 vol. 3", "p. 5"),
        ("، ق 12ب / 12أ", "ق 12ب / 12أ"),
        ("، ص 5 أو 6", "ص 5"),
        (", fol. 12v–13r", "fol. 12v–13r"),
        (", 2/150", "2/150"),
        ("، الفصل الأول", "الفصل الأول"),
        ("، الفصل الأخير", ""),
        (", passim", ""),
        ("، بتصرف", ""),
        (", ff", ""),
        (", للمزيد", ""),
        (", volume of essays", ""),
        ("، في عام 2018", ""),
    ],
)
def test_locators(text: str, locator: str) -> None:
    assert split_locator(text)[0] == locator


def test_item_equality_ignores_places() -> None:
    (first,), _ = read("[@k]")
    second = read("x [@k]")[0][1]
    assert first == second == Citation(items=(CitationItem(key="k"),))


@pytest.mark.parametrize("particle", ["و", "ف", "ب", "ك", "ل", "بـ", "ول", "فلـ", "وبـ"])
def test_key_after_a_particle_that_arabic_joins_to_the_word(particle: str) -> None:
    assert items(f"قال {particle}@key") == [("", "key", "", "", A)]
    found, _ = read(f"{particle}@fig-map")
    assert [node.target for node in iterate(found) if isinstance(node, CrossReference)] == [
        "fig-map"
    ]
    assert plain_text(found) == particle


@pytest.mark.parametrize("word", ["سلمى", "قول", "لو", "بنا", "سو", "w"])
def test_no_key_after_a_word(word: str) -> None:
    assert items(f"{word}@example") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[@a][@b]", [("", "a", "", "", N), ("", "b", "", "", N)]),
        ("[@a][انظر @b، ص 5]", [("", "a", "", "", N), ("انظر", "b", "ص 5", "", N)]),
        ("@a [ص 3][@b]", [("", "a", "ص 3", "", A), ("", "b", "", "", N)]),
        ("[@a][^1]", [("", "a", "", "", N)]),
        ("[@{طه حسين، 1974}، ص 5]", [("", "طه حسين، 1974", "ص 5", "", N)]),
        ("@{two  words} [p. 5]", [("", "two words", "p. 5", "", A)]),
        ("[@{a; b}؛ @c]", [("", "a; b", "", "", N), ("", "c", "", "", N)]),
    ],
)
def test_side_by_side_and_in_braces(text: str, expected: list[tuple[str, ...]]) -> None:
    found, _ = read(text)
    assert [
        (plain_text(item.prefix), item.key, item.locator, plain_text(item.suffix), item.mode.value)
        for node in iterate(found)
        if isinstance(node, Citation)
        for item in node.items
    ] == expected


@pytest.mark.parametrize("text", ["@{}", "@{ }", "[@{}]"])
def test_empty_braces_are_no_key(text: str) -> None:
    assert items(text) == []


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("نص [@ smith2001]", 4),
        ("[-@ smith، ص 5]", 1),
        ("[@a; doe2005]", 2),
        ("[@a؛ حسين1996؛ @c]", 2),
    ],
)
def test_a_key_without_its_sign_is_told(text: str, column: int) -> None:
    _, gathered = read(text)
    found = [(item.code, item.location.column) for item in gathered.report]
    assert found == [("C037", column)]


@pytest.mark.parametrize(
    "text", ["[@a; وغيره]", "[@a؛ طبعة 2001]", "[x @ 5]", "[@ ]", "[@a، 2001]"]
)
def test_other_words_are_no_keys(text: str) -> None:
    _, gathered = read(text)
    assert not list(gathered.report)
