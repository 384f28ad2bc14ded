"""Word documents: runs, links, notes and lists."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.docx_package import (
    NS,
    Package,
    codes,
    made,
    paragraphs,
    properties,
    run_of,
    text_of,
    values,
)
from tests.kitchen_sink import en, p
from warraq.diagnostics import Report
from warraq.export.docx import DocxOptions
from warraq.export.docx.markup import name
from warraq.export.docx.story import Bookmarks
from warraq.model.attributes import Attributes
from warraq.model.blocks import (
    CodeBlock,
    List,
    ListItem,
    Numeral,
    Section,
)
from warraq.model.inlines import (
    Emphasis,
    Link,
    Note,
    Strong,
    Text,
)
from warraq.model.metadata import (
    Digits,
    NoteNumbering,
)

# --- runs -----------------------------------------------------------------------------------------


def test_runs_are_cut_by_level_and_numbers_are_right_to_left() -> None:
    package = made(p("قال Rand في 2014 (ط 2)."))
    assert [text_of(run) for run in paragraphs(package.body)[0].iter(name("r"))] == [
        "قال ",
        "Rand",
        " في 2014 (ط 2).",
    ]
    assert "rtl" in properties(run_of(package, "2014"))
    assert run_of(package, "Rand").find(name("rPr")) is None


def test_the_number_in_a_left_to_right_paragraph_stays_left_to_right() -> None:
    package = made(p("In 2014 it grew."), lang="en")
    assert run_of(package, "2014").find(name("rPr")) is None


def test_nested_emphasis_names_one_style_and_adds_the_other() -> None:
    package = made(
        p(Strong((Text("أ "), Emphasis((Text("ب"),)))), en(Emphasis((Strong((Text("c"),)),))))
    )
    assert properties(run_of(package, "ب")) == {
        "rStyle": "Strong",
        "bCs": None,
        "i": None,
        "rtl": None,
    }
    assert properties(run_of(package, "c"))["rStyle"] == "Emphasis"
    assert "b" in properties(run_of(package, "c"))


def test_a_language_is_stated_where_it_is_not_the_documents() -> None:
    french = p("قال ", dataclasses.replace(en("Résumé"), attributes=Attributes(lang="fr")), ".")
    package = made(french, p("قال ", en("Summary")))
    lang = run_of(package, "Résumé").find("w:rPr/w:lang", NS)
    assert lang.get(name("val")) == "fr"
    assert run_of(package, "Summary").find(name("rPr")) is None


def test_a_paragraph_states_its_language() -> None:
    note = Note((p("Une note.", attributes=Attributes(lang="fr")),))
    package = made(p("Un texte.", note, attributes=Attributes(lang="fr")))
    assert run_of(package, "Un texte").find("w:rPr/w:lang", NS).get(name("val")) == "fr"
    assert values(package.notes, ".//w:lang") == ["fr"]


def test_characters_that_word_writes_as_elements() -> None:
    package = made(p("أ\u00adب\u2011ج"))
    run = run_of(package, "أ")
    assert [item.tag.rpartition("}")[2] for item in run][1:] == [
        "t",
        "softHyphen",
        "t",
        "noBreakHyphen",
        "t",
    ]


def test_a_forbidden_character_is_replaced_and_reported() -> None:
    report = Report()
    package = made(p("أ\x01ب"), report=report)
    assert text_of(package.body) == "أ\ufffdب"
    assert codes(report) == ["E201"]


# --- links and bookmarks --------------------------------------------------------------------------


def test_addresses_are_encoded_and_others_refused() -> None:
    report = Report()
    package = made(
        p(
            Link("https://example.org/[a]?q=%zz نص", (Text("رابط"),)),
            Link("javascript:alert(1)", (Text("خطر"),)),
            Link("file:///etc/passwd", (Text("ملف"),)),
        ),
        report=report,
    )
    targets = [
        item.get("Target")
        for item in package.parts["word/_rels/document.xml.rels"]
        if item.get("TargetMode") == "External"
    ]
    assert targets == ["https://example.org/%5Ba%5D?q=%25zz%20%D9%86%D8%B5"]
    assert codes(report) == ["E001", "E001"]
    assert "خطر" in text_of(package.body)


def test_a_link_to_nowhere_is_mere_text() -> None:
    package = made(p(Link("#nowhere", (Text("رابط"),))))
    assert package.body.find(".//w:hyperlink", NS) is None
    assert text_of(package.body) == "رابط"


@pytest.mark.parametrize(
    ("identifiers", "names"),
    [
        (["sec-a", "sec_a"], ["sec_a", "sec_a_"]),
        (["SEC-A", "sec-a"], ["SEC_A", "sec_a_"]),
        (["x" * 60], ["x" * 31 + "_"]),
        (["1a"], ["b_1a"]),
    ],
)
def test_bookmark_names_are_words_of_forty_letters(
    identifiers: list[str], names: list[str]
) -> None:
    bookmarks = Bookmarks()
    for identifier in identifiers:
        bookmarks.declare(identifier)
    found = list(bookmarks.names.values())
    assert len({item.casefold() for item in found}) == len(identifiers)
    assert all(item.startswith(start) for item, start in zip(found, names, strict=True))
    assert all(len(item) <= 40 and item.isidentifier() for item in found)


# --- notes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbering", "restart"),
    [
        (NoteNumbering.PAGE, "eachPage"),
        (NoteNumbering.SECTION, "eachSect"),
        (NoteNumbering.DOCUMENT, "continuous"),
    ],
)
def test_notes_restart_in_settings_and_sections(numbering: NoteNumbering, restart: str) -> None:
    sections = (Section(1, (Text("ع"),), (p("ن", Note((p("ح"),))),)) for _ in range(2))
    package = made(*sections, note_numbering=numbering)
    settings = package.parts["word/settings.xml"]
    assert values(settings, "w:footnotePr/w:numRestart") == [restart]
    count = 2 if numbering is NoteNumbering.SECTION else 1
    assert values(package.body, ".//w:sectPr/w:footnotePr/w:numRestart") == [restart] * count


def test_an_english_note_is_left_to_right_and_of_the_twin_style() -> None:
    note = Note((p("An English note.", attributes=Attributes(lang="en")),))
    package = made(p("نص", note))
    paragraph = paragraphs(package.notes)[-1]
    assert values(paragraph, "w:pPr/w:pStyle") == ["FootnoteTextLTR"]
    assert values(paragraph, "w:pPr/w:bidi") == ["0"]


def test_links_in_notes_are_relationships_of_the_notes() -> None:
    note = Note((p("انظر ", Link("https://a.example/", (Text("رابط"),))),))
    package = made(p("نص", note))
    relations = package.parts["word/_rels/footnotes.xml.rels"]
    assert [item.get("Target") for item in relations] == ["https://a.example/"]


def test_a_note_may_hold_lists_and_code_alone() -> None:
    blocks = (List((ListItem((p("بند"),)),)), CodeBlock("x = 1\n"))
    package = made(p("نص", Note(blocks)))
    note = package.notes[-1]
    assert [text_of(item).strip() for item in paragraphs(note)] == ["()", "بند", "x = 1"]
    assert note.find("w:p//w:footnoteRef", NS) is not None


def test_a_note_within_a_note_follows_in_brackets() -> None:
    report = Report()
    inner = Note((p("داخلية"),))
    package = made(p("نص", Note((p("خارجية", inner, "."),))), report=report)
    assert "خارجية [داخلية]." in text_of(package.notes)
    assert codes(report) == ["E202"]


def test_literal_marks_are_in_the_digits_of_the_document() -> None:
    options = DocxOptions(literal_note_marks=True)
    package = made(p("نص", Note((p("ح"),))), digits=Digits.ARABIC_INDIC, options=options)
    call = package.body.find(".//w:footnoteReference", NS)
    assert call.get(name("customMarkFollows")) == "1"
    assert text_of(call.getparent()) == "١"


# --- lists ----------------------------------------------------------------------------------------


def listed(numeral: Numeral, start: int = 1, **fields: Any) -> Package:
    items = tuple(ListItem((p(text),)) for text in ("أول", "ثان"))
    node = List(items, ordered=True, numeral=numeral, start=start, delimiter="-")
    return made(node, **fields)


@pytest.mark.parametrize(
    ("numeral", "format_name"),
    [
        (Numeral.DECIMAL, "decimal"),
        (Numeral.ABJAD, "arabicAbjad"),
        (Numeral.ARABIC_ALPHA, "arabicAlpha"),
        (Numeral.UPPER_ROMAN, "upperRoman"),
        (Numeral.HEBREW, "hebrew1"),
    ],
)
def test_native_numbering(numeral: Numeral, format_name: str) -> None:
    package = listed(numeral, start=3)
    numbering = package.parts["word/numbering.xml"]
    assert values(numbering, ".//w:lvl[@w:ilvl='0']/w:numFmt") == [format_name]
    assert values(numbering, ".//w:lvl[@w:ilvl='0']/w:lvlText") == ["%1-"]
    assert values(numbering, ".//w:startOverride") == ["3"]
    assert text_of(package.body) == "أولثان"


@pytest.mark.parametrize(
    ("numeral", "fields", "label"),
    [
        (Numeral.ARABIC_ORDINAL, {}, "أولاً-"),
        (Numeral.DECIMAL, {"digits": Digits.ARABIC_INDIC}, "١-"),
    ],
)
def test_labels_that_word_cannot_count_are_text(
    numeral: Numeral, fields: dict[str, Any], label: str
) -> None:
    package = listed(numeral, **fields)
    first = paragraphs(package.body)[0]
    assert first.find("w:pPr/w:numPr", NS) is None
    assert text_of(first).startswith(f"{label} ")


def test_each_list_counts_by_itself() -> None:
    items = (ListItem((p("بند"),)),)
    package = made(*[List(items, ordered=True) for _ in range(3)])
    assert values(package.body, ".//w:numId") == ["1", "2", "3"]
    assert len(package.parts["word/numbering.xml"].findall("w:abstractNum", NS)) == 1


def test_deep_lists_stay_on_the_deepest_level_of_word() -> None:
    node = List((ListItem((p("بند"),)),))
    for _ in range(11):
        node = List((ListItem((p("بند"), node)),))
    package = made(node)
    levels = [int(value) for value in values(package.body, ".//w:ilvl")]
    assert levels == [*range(9), 8, 8, 8]
