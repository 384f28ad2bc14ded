"""The mistakes of editors who write a style without help, and what would let them mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from warraq.bib import style
from warraq.diagnostics import Report


def faults(folder: Path, text: str) -> list[tuple[int, int, str]]:
    """Return line, column and words of each fault, its hints after it."""
    (folder / "house.yaml").write_text(text, encoding="utf-8")
    report = Report()
    style.load("house.yaml", folder, report)
    assert {item.code for item in report} <= {"C014"}
    return [
        (
            item.location.line,
            item.location.column,
            " / ".join((item.message, *(hint.message for hint in item.hints))),
        )
        for item in report
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("languages:\n\tar:\n\t  terms: {ibid: x}", 2, "a tab stands"),
        ("title: مجلة: المثال", 1, 'title: "مجلة: المثال"'),
        ("languages:\n  ar:\n    terms:\n      accessed: شوهد: في", 4, 'accessed: "شوهد: في"'),
        ("punctuation: {open-quote: {, close-quote: }}", 1, 'open-quote: "{'),
        ("punctuation: {open-quote: «, close-quote: »، comma: x}", 1, "«،» parts nothing"),
        ("terms: {ibid: المصدر نفسه، op-cit: مصدر}", 1, "«،» parts nothing"),
        ("terms:\n    ibid: x\n   op-cit: y", 3, "3 spaces stand before this line and 4"),
        ('title: "مجلة" المثال', 1, "after the closing quotation mark"),
        ("terms: {no-date: @د.ت}", 1, 'no-date: "@'),
        ("terms: {no-date: *}", 1, 'no-date: "*'),
        ("terms: {no-date: %}", 1, 'no-date: "%'),
        ("terms: {number: #}\n", 2, 'number: "#'),
        ("forms:\n  first: [creator, title\n  ibid: [title]", 3, "the bracket [ is not closed"),
        ("title:مجلة\nkind: note", 2, "a space belongs after the colon: title: مجلة"),
        ("extends:arabic-notes", 1, "a colon and a space"),
        ('punctuation:\n  open-quote: "\n  close-quote: "', 2, "closed in another line"),
        ("terms:\n  number: # a comment\n  page: x", 2, "nothing stands after"),
        ("title:\nkind: note", 1, "nothing stands after title:"),
        ("languages:\nar:\n  terms: {ibid: x}", 2, "beneath languages:, with two spaces"),
        ("لغات:\n  ar: {}", 1, "keys are the English words"),
        ("languages:\n  arabic:\n    terms: {ibid: x}", 2, "write ar:"),
        ("languages:\n  العربية: {}", 2, "write ar:"),
        ("languages: {klingonese: {}}", 1, "a tag such as ar:"),
        ("terms: {المرجع السابق: x}", 1, "words of your own stand after the colon"),
        ("terms: {page: [a, b, c, d]}", 1, "these are 4"),
        ("terms: {page: [a]}", 1, "[singular, plural]"),
        ("terms: {page: {one: a}}", 1, "[singular, plural]"),
        ("names: {et-al-min: ثلاثة}", 1, "takes a number"),
        ("cluster: semicolon", 1, "write its keys beneath cluster:"),
        ("terms:\n  - ibid: x", 2, "write its keys beneath terms:"),
        ("list: {sort: {names: date}}", 1, "words in [ ]"),
        ("forms: {list: title, first: [a, b]}", 1, "unknown part"),
        ("forms:\n  list: title, date", 2, "[title, date]"),
        ("forms: {first: [title، date]}", 1, "and not by «،»"),
        ("forms: {first: {book: {group: title}}}", 1, "write group: [author, title]"),
        ("languages: {ar: {months: [a, b]}}", 1, "12 words, not 2"),
        ("requires: {bok: [title]}", 1, "book"),
        ("extends: [arabic-notes, apa]", 1, "extends takes one name"),
        ("title: x", 1, "extend a shipped style"),
        ("", 1, "extend a shipped style"),
    ],
)
def test_the_message_says_how_to_mend_it(tmp_path: Path, text: str, line: int, words: str) -> None:
    found = faults(tmp_path, text)
    assert any(at == line and words in message for at, _, message in found), found


@pytest.mark.parametrize("word", ["yes", "Yes", "TRUE", "on"])
def test_yes_is_understood_as_editors_write_it(tmp_path: Path, word: str) -> None:
    assert faults(tmp_path, f"extends: arabic-notes\ncluster: {{idem: {word}}}") == []


@pytest.mark.parametrize(("part", "count"), [("title", 1), ("citation-number", 0)])
def test_a_list_without_the_numbers_of_the_citations_is_told(
    tmp_path: Path, part: str, count: int
) -> None:
    text = "kind: in-text\nforms:\n  first: [citation-number]\n  list: [{group: [%s]}, date]"
    found = faults(tmp_path, text % part)
    assert [line for line, *_ in found] == [2] * count


def test_arabic_digits_are_numbers(tmp_path: Path) -> None:
    assert faults(tmp_path, "extends: arabic-notes\nnear-note-distance: ٥") == []


def test_empty_texts_in_quotation_marks_are_meant(tmp_path: Path) -> None:
    text = 'extends: arabic-notes\ncluster: {prefix: ""}\nterms: {accessed: ""}'
    assert faults(tmp_path, text) == []


def test_keys_that_stand_twice_hide_no_other_fault(tmp_path: Path) -> None:
    text = "extends: arabic-notes\nforms:\n  first: [title]\n  first: [date]\nkind: notes\nkind: x"
    found = faults(tmp_path, text)
    assert [line for line, *_ in found] == [4, 5, 6]


def test_a_style_in_a_folder_extends_one_above_it(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("extends: apa\nterms: {ibid: X}", encoding="utf-8")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "house.yaml").write_text("extends: ../base.yaml", encoding="utf-8")
    report = Report()
    loaded = style.load("sub/house.yaml", tmp_path, report)
    assert not list(report)
    assert loaded.languages.get("en").terms["ibid"].single == "X"


def test_a_style_above_the_source_folder_is_out_of_reach(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("extends: apa", encoding="utf-8")
    (tmp_path / "paper").mkdir()
    (tmp_path / "paper" / "house.yaml").write_text("extends: ../base.yaml", encoding="utf-8")
    report = Report()
    style.load("house.yaml", tmp_path / "paper", report)
    (item,) = report
    assert item.code == "C013"
    assert "outside the source folder" in item.message
