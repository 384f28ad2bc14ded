"""Slips of the hand in BibTeX entries: read as they are meant, and told at their place."""

from __future__ import annotations

import time

import pytest

from warraq.bib import slips
from warraq.bib.database import load
from warraq.diagnostics import Report
from warraq.model.references import Entry


def read(text: str) -> tuple[dict[str, Entry], list[tuple[str, int, int]]]:
    report = Report()
    entries = load([("b.bib", text)], None, report)
    places = [(item.code, item.location.line, item.location.column) for item in report]
    return {entry.key: entry for entry in entries}, places


@pytest.mark.parametrize(
    ("text", "place", "fields"),
    [
        ("@book{k, title = {A},, year = 1}", ("C023", 1, 22), ["title", "year"]),
        ("@book{k,\n, title = {A}}", ("C023", 2, 1), ["title"]),
        ("@book{k, title {A}, year = 1}", ("C023", 1, 10), ["title", "year"]),
        ('@book{k, title = "a "b" c", year = 1}', ("C023", 1, 21), ["title", "year"]),
        ("@book{k, title = “A”, year = 1}", ("C023", 1, 18), ["title", "year"]),
        ("@book{k, title = «A», year = 1}", ("C023", 1, 18), ["title", "year"]),
        ("@book{k, title = {A},\n% year = 2,\n year = 1}", ("C023", 2, 1), ["title", "year"]),
        ("@book{k, pages = 3-9, year = 1}", ("C023", 1, 18), ["pages", "year"]),
        ("@book{k, title = {A}},\n year = 1}", ("C023", 1, 21), ["title", "year"]),
        ("@book{k, title = {A},},\n year = {1}\n}", ("C023", 1, 22), ["title", "year"]),
        ("@book{k, title = {A}, year = 1\n", ("C023", 1, 30), ["title", "year"]),
        ("@book(k, title = {A}, year = 1\n", ("C023", 1, 30), ["title", "year"]),
        ("@book{k, title = {A}، year = 1}", ("C023", 1, 21), ["title", "year"]),
        ("@book{k, title = {A}, year = {1};}", ("C023", 1, 33), ["title", "year"]),
        ("@book{k, title: {A}, year = 1}", ("C023", 1, 10), ["title", "year"]),
        ("@book{k, title = {A}, year = 1)", ("C023", 1, 31), ["title", "year"]),
        ("@book{k، title = {A}, year = 1}", ("C005", 1, 10), ["title", "year"]),
        ("@book{k;\n title = {A}, year = 1}", ("C005", 1, 9), ["title", "year"]),
        ("@book{k, title = {A \\{ B}, year = {1}}", ("C004", 1, 10), ["title", "year"]),
        ("@book{k\n title = {A}, year = 1}", ("C005", 1, 8), ["title", "year"]),
        ("@book{k title = {A}, year = 1}", ("C005", 1, 9), ["title", "year"]),
        ("@book{k, title = {A} # {B} year = 1}", ("C005", 1, 26), ["title", "year"]),
        ("@book{k, title = {A,\n year = {1}}", ("C004", 1, 10), ["title", "year"]),
        ("@book{k, title = {A {B,\n year = {1},\n}", ("C004", 1, 10), ["title", "year"]),
    ],
)
def test_a_slip_is_told_and_no_field_is_lost(
    text: str, place: tuple[str, int, int], fields: list[str]
) -> None:
    entries, places = read(text)
    assert places == [place]
    assert [name for name, _ in entries["k"].fields] == fields


@pytest.mark.parametrize(
    "text",
    [
        "@book{k, title = {A}, year = 2001,}",
        "@book{k, title = {50\\% {of} \\{ \\}}, year = 2001\n}",
        "@book{k\n , title = {A}\n , year = 2001\n}",
        '@book{k, title = "A {"}b{"} c", month = jan # "~5"}',
        "@book{a'b, title = {x, y = z}}",
        "@book{k, title = {A}, year = {١٩٧٣}}",
        "@book(k, title = {A)})",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert slips.mend(text).slips == []
    assert read(text)[1] == []


def test_quotation_marks_inside_are_kept_in_the_value() -> None:
    entries, _ = read('@book{k, title = "عن "الشعر" الحر"}')
    assert entries["k"].get("title") == 'عن "الشعر" الحر'


def test_what_follows_an_unclosed_brace_is_told_once() -> None:
    entries, places = read("@book{k,\n title = {A,\n year = {2000}\n}\n% a word\n")
    assert places == [("C004", 2, 2)]
    assert entries["k"].get("year") == "2000"


def test_a_quotation_mark_with_a_backslash_ends_no_value() -> None:
    entries, places = read('@book{k, author = "M\\"uller, A", year = "2000"}')
    assert [code for code, *_ in places] == ["C023"]
    assert entries["k"].names[0][1][0].family == "Müller"


def test_an_unclosed_brace_takes_no_other_field() -> None:
    entries, _ = read("@book{k,\n title = {A,\n year = {2000}\n}")
    assert (entries["k"].get("title"), entries["k"].get("year")) == ("A", "2000")


@pytest.mark.parametrize(
    ("head", "key", "codes"),
    [
        ("{كتاب الأيام ,", "كتاب الأيام", ["C022"]),
        ("{ طه  حسين، 1974,", "طه حسين، 1974", ["C022"]),
        ("{a=b,", "a=b", []),
        ("{smith\n,", "smith", []),
        ('{O"Neil,', 'O"Neil', []),
    ],
)
def test_keys_are_read_up_to_the_comma(head: str, key: str, codes: list[str]) -> None:
    entries, places = read(f"@book{head} title = {{A}}}}")
    assert list(entries) == [key]
    assert entries[key].get("title") == "A"
    assert [code for code, *_ in places] == codes


@pytest.mark.parametrize(
    "text", ["@article{\n author = {A}}", "@misc{, title={A}}", '@book{title="A, B"}', "@book{}"]
)
def test_a_field_is_never_taken_for_the_key(text: str) -> None:
    assert read(text) == ({}, [("C004", 1, 1)])


def test_arabic_names_of_types_and_fields_are_read_and_told() -> None:
    entries, places = read("@كتاب{ك,\n عنوان = {أ},\n مؤلف = {ب، ت}\n}")
    assert entries["ك"].type == "book"
    assert [name for name, _ in entries["ك"].fields] == ["title", "author"]
    assert places == [("C020", 1, 1), ("C021", 2, 2), ("C021", 3, 2)]


def test_names_with_a_slip_are_told_with_the_nearest_right_one() -> None:
    report = Report()
    load([("b.bib", "@boook{k, auther = {A}, titel = {B}, yaer = 1}")], None, report)
    hints = [item.hints[0].message for item in report]
    assert hints == [f"did you mean {name}?" for name in ("@book", "author", "title", "year")]


def test_fields_of_reference_managers_are_no_slips() -> None:
    names = (
        "timestamp owner groups mendeley-tags bdsk-url-1 date-added date-modified __markedentry "
        "creationdate comment-user shortjournal journaliso articleno numpages eissn issue_date "
        "keyword_x annote file readstatus citationkey citekey priority ranking date_en"
    )
    _, places = read("@book{k, " + ", ".join(f"{name} = {{x}}" for name in names.split()) + "}")
    assert places == []


def test_a_field_near_one_that_is_there_is_no_slip() -> None:
    assert read("@book{k, author = {A}, authors = {B}}")[1] == []


@pytest.mark.parametrize(
    "tail",
    [
        'title = "' + 'a "' * 20_000,
        "title = {" * 20_000,
        "a={b} " * 20_000,
        ",}" * 20_000,
        " t = “a" * 20_000,
        "t={" + "a,\n b={" * 20_000,
        "%\n" * 20_000,
        "a={b}" + "}," * 20_000,
    ],
)
def test_hostile_entries_cost_no_more_than_their_length(tail: str) -> None:
    start = time.perf_counter()
    slips.mend("@book{k, " + tail)
    assert time.perf_counter() - start < 5
