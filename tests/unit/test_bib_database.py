"""Reading BibTeX files as scholars have them: whole, broken, doubled, inherited, hostile."""

from __future__ import annotations

import pytest

from warraq.bib import field_names
from warraq.bib.database import MAX_EXPANSION, load
from warraq.diagnostics import Report, Severity
from warraq.model.references import Entry, Name


def read(text: str, *keys: str) -> tuple[dict[str, Entry], Report]:
    report = Report()
    entries = load([("b.bib", text)], keys or None, report)
    return {entry.key: entry for entry in entries}, report


def codes(report: Report) -> list[tuple[str, int]]:
    """Return the codes with their lines, but not that of entries which are not cited."""
    return [(item.code, item.location.line) for item in report if item.code != "C016"]


def test_only_the_wanted_entries_are_read_in_the_order_of_the_file() -> None:
    text = "@book{b, title={B}}\n@book{a, title={A}}\n@book{broken, title={"
    entries, report = read(text, "a", "b")
    assert list(entries) == ["b", "a"]
    assert not codes(report)


def test_fields_take_the_names_of_biblatex() -> None:
    entries, _ = read('@PhdThesis(k, Title = "T", SCHOOL = {S}, address = {A}, journal = {J})')
    entry = entries["k"]
    assert entry.type == "thesis"
    assert dict(entry.fields) == {
        "title": "T",
        "institution": "S",
        "location": "A",
        "journaltitle": "J",
        "type": "phdthesis",
    }


def test_strings_months_and_concatenation() -> None:
    strings = "@string{IJ = {International } # {Journal}}\n"
    entries, report = read(strings + "@article{k, journal = ij # { of X}, month = mar}")
    assert entries["k"].get("journaltitle") == "International Journal of X"
    assert entries["k"].get("month") == "3"
    assert not report.diagnostics


def test_an_undefined_string_is_reported_at_its_line() -> None:
    entries, report = read("@article{k,\n title = {T},\n journal = unknown,\n year = 2000}")
    assert codes(report) == [("C006", 3)]
    assert entries["k"].get("year") == "2000"


def test_a_duplicate_key_names_both_places_and_the_first_counts() -> None:
    entries, report = read("@book{k, title={One}}\n\n@book{k, title={Two}}\n", "k")
    (item,) = report
    assert (item.code, item.location.line, item.hints[0].location.line) == ("C002", 3, 1)
    assert entries["k"].get("title") == "One"


def test_a_duplicate_key_that_nobody_cites_is_not_reported() -> None:
    _, report = read("@book{k, title={One}}\n@book{k, title={Two}}\n@book{a, title={A}}", "a")
    assert not codes(report)


def test_a_duplicate_field_with_another_value_is_reported_at_the_second() -> None:
    entries, report = read("@book{k,\n title={One},\n year=1,\n title={Two},\n year=1}")
    assert codes(report) == [("C003", 4)]
    assert entries["k"].get("title") == "One"


def test_a_missing_comma_loses_no_field() -> None:
    entries, report = read(
        "@book{k,\n title = {A}\n author = {B, C},\n year = 2000\n note = {N}\n}"
    )
    assert codes(report) == [("C005", 2), ("C005", 4)]
    assert [name for name, _ in entries["k"].fields] == ["title", "author", "year", "note"]


def test_a_missing_comma_within_a_line() -> None:
    entries, report = read("@book{k, title = {A} author = {B, C}, year = 2000}")
    assert codes(report) == [("C005", 1)]
    assert [name for name, _ in entries["k"].fields] == ["title", "author", "year"]


def test_an_equals_sign_inside_a_value_is_no_missing_comma() -> None:
    entries, report = read("@book{k,\n title = {A {b}\n x = y},\n year = 2000}")
    assert not report.diagnostics
    assert entries["k"].get("title") == "A {b} x = y"


def test_an_unclosed_brace_harms_its_own_entry_alone() -> None:
    entries, report = read("@book{a,\n title = {A,\n year = 2000\n}\n@book{b, title = {B}}\n")
    (item,) = report
    assert (item.code, item.severity) == ("C004", Severity.ERROR)
    assert "“a”" in item.message
    assert entries["b"].get("title") == "B"


def test_entries_in_a_comment_do_not_leak() -> None:
    entries, _ = read("@comment{\n@book{hidden, title={H}}\n}\n@book{k, title={K}}")
    assert list(entries) == ["k"]


def test_a_line_commented_with_a_percent_sign_is_no_entry() -> None:
    entries, _ = read("% @book{hidden, title={H}}\n@book{k, title={K}} @book{l, title={L}}")
    assert list(entries) == ["k", "l"]


def test_invisible_marks_in_keys_do_not_count() -> None:
    entries, _ = read("@book{\u200fعلوي2015\u200f, title={T}}", "علوي2015")
    assert list(entries) == ["علوي2015"]


def test_direction_marks_in_a_key_are_reported_for_other_programs() -> None:
    keys = ("علوي2015\u200f", "كتاب\u200cها", "b\u200e")
    text = "\n".join(f"@book{{{key}, title={{T}}}}" for key in keys)
    _, report = read(text, "علوي2015", "كتاب\u200cها")
    assert codes(report) == [("C018", 1)]
    _, report = read(text)
    assert codes(report) == [("C018", 1), ("C018", 3)]


def test_a_key_of_marks_alone_is_none() -> None:
    entries, report = read("@book{\u200f, title={T}}")
    assert not entries
    assert codes(report) == [("C004", 1)]


def test_entries_that_are_not_cited_are_told_file_by_file() -> None:
    report = Report()
    first = "@book{a, crossref={p}}\n@book{p, title={P}}\n@xdata{x, note={N}}\n" + "".join(
        f"@book{{b{n}, title={{B}}}}\n" for n in range(7)
    )
    second = "@book{c, title={C}}\n@book{d, title={D}}"
    load([("first.bib", first), ("second.bib", second), ("third.bib", "")], ["a", "c"], report)
    told = [(item.location.file, item.message) for item in report if item.code == "C016"]
    assert told == [
        ("first.bib", "7 entries are not cited: b0, b1, b2, b3, b4, …"),
        ("second.bib", "one entry is not cited: d"),
    ]


@pytest.mark.parametrize("keys", [None, []])
def test_nothing_is_told_of_entries_where_nothing_is_cited(keys: list[str] | None) -> None:
    report = Report()
    load([("b.bib", "@book{a, title={A}}")], keys, report)
    assert not report.diagnostics


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("@book{k,\n title = {A},\n title = {B},\n title = {C}}", "C003", 3, 2),
        ("@book{k,\n journal = {A},\n journaltitle = {B}}", "C003", 3, 2),
        ("@book{k, note = {title = {x}},\n title = {A},\n title = {B}}", "C003", 3, 2),
        ('@book{k, note = "title = x",\n title = {A},\n title = {B}}', "C003", 3, 2),
        ("@book(k, title = {A},\n title = {B})", "C003", 2, 2),
        ("@book{k,\n title = {A},\n year = 19 # unknown,\n}", "C006", 3, 14),
        ("@book{k,\n title = {A}\n year = unknown,\n}", "C006", 3, 9),
        ("@book{k, title = {A},\n  crossref = {nowhere}}", "C007", 2, 3),
        ("@book{k, title = {A},\n  xdata = {x, y}}", "C007", 2, 3),
        ("@book{k, title = {A},\n  langid = {klingonese}}", "C011", 2, 3),
        ("@book{k, title = {A},\n  journal = {\\foo{x}}}", "C012", 2, 3),
        ("@book{k, title = {A},\n  note = {unclosed,\n year = 2000}", "C004", 2, 3),
        ("@book{k, title = {A},\n  note {x}}", "C023", 2, 3),
    ],
)
def test_a_fault_of_a_field_is_reported_at_the_field(
    text: str, code: str, line: int, column: int
) -> None:
    _, report = read(text)
    place = next(item.location for item in report if item.code == code)
    assert (place.line, place.column) == (line, column)


def test_every_duplicate_of_a_field_is_reported_at_its_own_place() -> None:
    _, report = read("@book{k,\n title={A},\n title={B},\n title={A},\n title={C}}")
    assert codes(report) == [("C003", 3), ("C003", 5)]


def test_an_address_after_an_entry_is_no_fault() -> None:
    entries, report = read("@book{k, title={A}}\nask someone@example.org (or @you)\n@book{l}")
    assert list(entries) == ["k", "l"]
    assert not report.diagnostics


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_and_byte_order_marks_do_not_count(end: str) -> None:
    text = f"\ufeff@book{{a,{end} title={{A}}}}{end}@book{{b,{end} title={{B}},{end} title={{C}}}}"
    entries, report = read(text)
    assert [entry.get("title") for entry in entries.values()] == ["A", "B"]
    assert [(item.location.line, item.location.column) for item in report] == [(5, 2)]


def test_control_characters_are_left_out() -> None:
    entries, _ = read("@book{k, title={A\x00B\x07\x0b\x9fC\tD}}")
    assert entries["k"].get("title") == "ABC D"


def test_months_by_their_macros() -> None:
    text = '@article{a, month=mar}@article{b, month=jun # "--" # jul}@article{c, month="13~" # feb}'
    entries, report = read(text)
    assert [entry.get("month") for entry in entries.values()] == ["3", "jun--jul", "13~feb"]
    assert not report.diagnostics


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("title_latn", "title_latn"),
        ("Title-Latn", "title_latn"),
        ("titleromanized", "title_latn"),
        ("romanisedtitle", "title_latn"),
        ("title_translit", "title_latn"),
        ("journal_latn", "journaltitle_latn"),
        ("address_latn", "location_latn"),
        ("title_en", "title_en"),
        ("title-fr", "title_fr"),
        ("translatedtitle", "title_en"),
        ("titletranslation", "title_en"),
        ("journal-en", "journaltitle_en"),
        ("author_romanized", "author_latn"),
        ("shorttitle", "shorttitle"),
        ("origtitle", "origtitle"),
        ("titleaddon", "titleaddon"),
        ("translator", "translator"),
        ("translatortype", "translatortype"),
        ("key", "sortkey"),
    ],
)
def test_names_of_fields(written: str, kept: str) -> None:
    assert field_names.normalised(written) == kept


def test_romanised_and_translated_names_are_names() -> None:
    text = """@article{k, author = {علوي، مصطفى}, author_latn = {ʻAlawī, Muṣṭafá and others},
    author_en = {Mustafa Alawi}, translator_en = {Smith, Ann}, langid = {arabic}}"""
    entries, _ = read(text)
    assert dict(entries["k"].names) == {
        "author": (Name("مصطفى", "علوي"),),
        "author_latn": (Name("Muṣṭafá", "ʻAlawī"), Name(literal="others")),
        "author_en": (Name("Mustafa", "Alawi"),),
        "translator_en": (Name("Ann", "Smith"),),
    }


def test_the_place_of_an_uncertain_name_is_kept() -> None:
    entries, _ = read("@book{k, title={T},\n author={مركز الأهرام},\n editor={علوي، مصطفى}}")
    entry = entries["k"]
    assert (entry.place_of("author").line, entry.place_of("editor").line) == (2, 1)


def test_an_entry_without_a_key_is_reported() -> None:
    _, report = read("@book{, title={T}}")
    assert codes(report) == [("C004", 1)]


def test_the_nearest_entry_comes_with_an_unknown_key() -> None:
    entries, _ = read("@book{alawi2015, title={T}}\n@book{other, title={O}}", "alawi2105")
    assert list(entries) == ["alawi2015"]


def test_a_chapter_inherits_from_its_book_and_from_data() -> None:
    text = """@incollection{c, title={C}, author={A, B}, crossref={p}, xdata={x}}
    @collection{p, title={P}, subtitle={Sub}, editor={E, F}, year=1999, publisher={P1}}
    @xdata{x, location={Cairo}, publisher={X1}}"""
    entries, report = read(text, "c")
    entry = entries["c"]
    assert list(entries) == ["c"]
    assert (entry.get("title"), entry.get("booktitle"), entry.get("booksubtitle")) == (
        "C",
        "P",
        "Sub",
    )
    assert (entry.get("publisher"), entry.get("location"), entry.get("year")) == (
        "X1",
        "Cairo",
        "1999",
    )
    assert not report.diagnostics


def test_an_article_inherits_from_its_periodical() -> None:
    text = "@article{a, title={A}, crossref=p}\n@periodical{p, title={P}, year=1999}"
    entries, _ = read(text.replace("crossref=p", "crossref={p}"), "a")
    assert (entries["a"].get("title"), entries["a"].get("journaltitle")) == ("A", "P")


@pytest.mark.parametrize("text", ["@book{a, crossref={b}}\n@book{b, crossref={a}, title={B}}"])
def test_a_cycle_is_reported(text: str) -> None:
    entries, report = read(text, "a")
    assert {code for code, _ in codes(report)} == {"C007"}
    assert "inherit from each other" in next(iter(report)).message
    assert list(entries) == ["a"]


def test_a_missing_parent_is_reported() -> None:
    _, report = read("@book{a, crossref={nowhere}, title={A}}")
    assert codes(report) == [("C007", 1)]


def test_a_long_chain_of_parents_is_followed() -> None:
    links = [f"@book{{k{n}, crossref={{k{n + 1}}}}}" for n in range(3000)]
    entries, report = read("\n".join([*links, "@book{k3000, title={End}}"]), "k0")
    assert entries["k0"].get("title") == "End"
    assert not report.diagnostics


def test_strings_made_of_one_another_do_not_exhaust_the_memory() -> None:
    bomb = "@string{s0 = {0123456789}}\n" + "\n".join(
        f"@string{{s{n} = " + " # ".join([f"s{n - 1}"] * 10) + "}" for n in range(1, 12)
    )
    entries, report = read(f"{bomb}\n@book{{k, title = s11}}")
    assert "C015" in {code for code, _ in codes(report)}
    assert len(entries["k"].get("title")) <= MAX_EXPANSION


def test_deep_braces_are_reported() -> None:
    _, report = read("@book{k, title = {" + "{" * 500 + "x" + "}" * 500 + "}}")
    assert codes(report) == [("C004", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "@comment{" * 100_000,
        "@book{k, author = {" + "{a} and " * 20_000 + "}}",
        "@book{k,\n" + "title = {x}\n" * 20_000 + "}",
        "@book{k, title = {" + "\\emph{" * 90 + "}" * 90 + "$" * 100_000 + "}}",
        "@book{k, pages = {" + "-" * 100_000 + "}}",
        " " * 500_000 + "@book{k, title = {A}}",
    ],
)
def test_a_hostile_file_is_read_in_linear_time(text: str) -> None:
    # Quadratic reading of any of these would take minutes: the suite's own time limit tells.
    read(text)


def test_no_command_reads_a_file_and_none_is_shown_raw() -> None:
    _, report = read("@book{k, title = {A \\input{/etc/passwd} \\write18{x} \\foo{B}}}")
    assert [code for code, _ in codes(report)] == ["C012"] * 3


@pytest.mark.parametrize(
    ("field", "tag"),
    [
        ("langid = {arabic}", "ar"),
        ("language = {ar}", "ar"),
        ("language = {Persian}", "fa"),
        ("langid = {british}", "en"),
        ("hyphenation = {ngerman}", "de"),
        ("langid = {ar-SY}", "ar-SY"),
        ("note = {}", "ar"),
    ],
)
def test_the_language_of_an_entry(field: str, tag: str) -> None:
    entries, report = read("@book{k, title = {كتاب}, " + field + "}")
    assert entries["k"].lang == tag
    assert not report.diagnostics


def test_an_unknown_language_is_reported_and_the_script_decides() -> None:
    entries, report = read("@book{k, title = {A Book}, langid = {klingonese}}")
    assert codes(report) == [("C011", 1)]
    assert entries["k"].lang == "en"


def test_a_verbatim_field_keeps_its_characters() -> None:
    entries, _ = read("@online{k, url = {https://example.org/a\\_b?c=1\\&d=50\\%~e}}")
    assert entries["k"].get("url") == "https://example.org/a_b?c=1&d=50%~e"


@pytest.mark.parametrize(
    "text", ["", "no entries", "@", "@book", "@book{", "@book{k", "@{}", "@string{"]
)
def test_a_malformed_file_never_raises(text: str) -> None:
    read(text)
    read(text, "k")


def test_the_last_entry_of_a_large_library_is_found() -> None:
    text = "".join(f"@article{{key{n},\n  title = {{Title {n}}},\n}}\n" for n in range(20000))
    entries, report = read(text, "key19999")
    assert entries["key19999"].location.line == 19999 * 3 + 1
    assert not codes(report)


def test_names_joined_without_and_are_told_with_what_to_write() -> None:
    entries, report = read("@book{k, title = {T},\n author = {أحمد عمر؛ ليلى حسن}}")
    (item,) = report
    assert (item.code, item.severity, item.location.line) == ("C019", Severity.WARNING, 2)
    assert item.hints[0].message.endswith(": أحمد عمر and ليلى حسن")
    assert entries["k"].names == (("author", (Name(literal="أحمد عمر؛ ليلى حسن"),)),)


def test_entries_that_only_give_fields_to_others_are_no_works() -> None:
    text = "@xdata{press, publisher={P}}\n@book{k, title={T}, xdata={press}}"
    entries, report = read(text)
    assert list(entries) == ["k"]
    assert entries["k"].get("publisher") == "P"
    assert not codes(report)
