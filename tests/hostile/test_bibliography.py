"""Bibliography files made to crash, stall or exhaust, or to read a file: what each one does."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from warraq.bib import dates, latex, locators, names
from warraq.bib.database import load
from warraq.diagnostics import Report, Severity
from warraq.model.references import Entry
from warraq.read.publication import load_publication

SECONDS = 30.0
"""Of the processor: far more than any of these takes; quadratic reading would take minutes."""


def read(text: str, *keys: str) -> tuple[dict[str, Entry], Report]:
    report = Report()
    start = time.process_time()
    entries = load([("b.bib", text)], keys or None, report)
    assert time.process_time() - start < SECONDS
    return {entry.key: entry for entry in entries}, report


def codes(report: Report) -> set[str]:
    return {item.code for item in report}


def cycle(length: int, field: str) -> str:
    return "\n".join(
        f"@{'xdata' if field == 'xdata' else 'book'}{{k{n}, {field} = {{k{(n + 1) % length}}},"
        f" note{n} = {{N}}}}"
        for n in range(length)
    )


@pytest.mark.parametrize("length", [1, 2, 1000])
@pytest.mark.parametrize("field", ["crossref", "xdata"])
def test_a_cycle_of_inheritance_is_reported_and_no_entry_is_lost(length: int, field: str) -> None:
    entries, report = read(cycle(length, field), *(f"k{n}" for n in range(length)))
    assert len(entries) == length
    assert codes(report) == {"C007"}
    # Each inherits what it can: the chain is broken in one place only.
    assert entries["k0"].get(f"note{length - 1}") == "N" or length == 1


def test_four_hundred_sets_of_data_that_each_inherit_from_all_before() -> None:
    sets = [
        f"@xdata{{x{n}, f{n} = {{N}}, xdata = {{{','.join(f'x{m}' for m in range(n))}}}}}"
        for n in range(400)
    ]
    entries, report = read("\n".join([*sets, "@book{k, xdata = {x399}, title = {T}}"]), "k")
    assert entries["k"].get("f0") == "N"
    assert not report.diagnostics


@pytest.mark.parametrize("value", ["{{{}}}", '"{{{}}}"', "{{a {} b}} # {{c}}"])
def test_ten_thousand_levels_of_braces(value: str) -> None:
    deep = value.replace("{{", "{").replace("}}", "}").replace("{}", "{" * 10_000 + "}" * 10_000)
    entries, report = read(f"@book{{k, title = {deep}, year = 1}}\n@book{{l, title = {{L}}}}")
    assert list(entries) == ["k", "l"]
    assert codes(report) == {"C004"}
    assert entries["l"].get("title") == "L"


@pytest.mark.parametrize("unit", ["{", "}", "\\em ", "\\emph", "\\emph{", "{\\it ", "\\'", "$"])
def test_latex_of_endless_depth_has_an_end(unit: str) -> None:
    start = time.process_time()
    assert latex.plain(unit * 20_000 + "last") is not None
    latex.faults(unit * 20_000 + "last")
    assert time.process_time() - start < SECONDS


@pytest.mark.parametrize("unit", ["كلمة ", "a-", "{a}", "a~", "\\emph{x} ", "\\foo{x} ", '\\"o'])
def test_a_field_of_two_hundred_thousand_characters(unit: str) -> None:
    value = unit * (200_000 // len(unit))
    entries, _ = read(f"@book{{k, title = {{{value}}}, author = {{علوي، مصطفى}}}}", "k")
    start = time.process_time()
    assert latex.plain(entries["k"].get("title"))
    assert time.process_time() - start < SECONDS


@pytest.mark.slow
def test_a_field_of_five_megabytes() -> None:
    entries, report = read("@book{k, title = {" + "كلمة " * 1_000_000 + "}}\n@book{l, title={L}}")
    assert len(entries["k"].get("title")) == 4_999_999
    assert entries["l"].get("title") == "L"
    assert not report.diagnostics


def test_a_hundred_thousand_names() -> None:
    entries, report = read("@book{k, author = {" + " and ".join(["علوي، مصطفى"] * 100_000) + "}}")
    assert len(entries["k"].names[0][1]) == 100_000
    assert not report.diagnostics


def test_a_brace_that_is_never_closed_ends_with_its_entry() -> None:
    text = "@book{k, title = {" * 50_000 + "\n@book{l, title = {L}}"
    entries, report = read(text)
    assert codes(report) == {"C004"}
    assert entries["l"].get("title") == "L"


@pytest.mark.parametrize("field", ["title = {{x{}}},\n", "f{} = undefined{},\n", "f{} = {{x}}\n"])
def test_twenty_thousand_fields_each_with_a_fault(field: str) -> None:
    text = "".join(field.format(n, n) for n in range(20_000))
    _, report = read(f"@book{{k,\n{text}}}", "k")
    assert len(report) > 19_000
    assert len({item.location.line for item in report}) > 19_000


def test_a_hundred_thousand_entries_with_one_key() -> None:
    entries, report = read("@book{k, title={x}}\n" * 100_000, "k")
    assert list(entries) == ["k"]
    assert codes(report) == {"C002"}


def test_strings_that_double_one_another() -> None:
    bomb = "@string{s0 = {0123456789}}\n" + "\n".join(
        f"@string{{s{n} = s{n - 1} # s{n - 1}}}" for n in range(1, 60)
    )
    tracemalloc.start()
    _, report = read(f"{bomb}\n@book{{k, title = s59 # s59}}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "C015" in codes(report)
    assert peak < 100_000_000


SECRET = "the secret of the machine"
COMMANDS = (
    *(
        "\\input{F}",
        "\\input F",
        "\\include{F}",
        "\\openin5=F",
        "\\read5 to \\x",
        "\\verbatiminput{F}",
    ),
    *(
        "\\lstinputlisting{F}",
        "\\includegraphics{F}",
        "\\csname input\\endcsname{F}",
        "\\import{F}{}",
    ),
    *("\\InputIfFileExists{F}{}{}", "\\directlua{io.open('F')}", "\\immediate\\write18{cat F}"),
    *(
        "\\catcode`\\@=11 \\@input{F}",
        "\\special{ps: (F) run}",
        "\\usepackage{F}",
        "\\bibliography{F}",
    ),
)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("field", ["title", "author", "note", "date", "journaltitle_latn"])
def test_no_command_reads_a_file_or_runs_a_program(
    command: str, field: str, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    value = command.replace("F", str(tmp_path / "secret.txt"))
    entries, report = read(f"@book{{k, title = {{T}}, {field}x = {{}}, {field} = {{A {value} B}}}}")
    entry = entries["k"]
    texts = [latex.plain(text) for _, text in entry.fields]
    texts += [name.literal + name.family + name.given for _, group in entry.names for name in group]
    found = dates.of_entry(entry, "date")
    texts.append(found.start.literal if found else "")
    assert not any(SECRET in text or "\\" in text for text in texts)
    assert field == "title" or "C012" in codes(report)


def test_a_bibliography_outside_the_source_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.bib").write_text("@book{k, title={T}}", encoding="utf-8")
    inside = tmp_path / "in"
    inside.mkdir()
    paper = inside / "paper.md"
    paper.write_text("---\nbibliography: ../secret.bib\n---\n\n[@k]\n", encoding="utf-8")
    report = Report()
    document = load_publication(paper, report).document
    assert not document.references
    assert report.has_errors


@pytest.mark.parametrize("mark", ["\u200f", "\u200e", "\u202b", "\u2067", "\ufeff", "\u061c"])
def test_marks_in_keys_on_either_side(mark: str) -> None:
    entries, report = read(f"@book{{{mark}علوي{mark}2015, title={{T}}}}", f"علوي2015{mark}")
    assert list(entries) == ["علوي2015"]
    assert codes(report) == {"C018"}


@pytest.mark.parametrize(
    "text",
    [
        "\x00" * 1000,
        "@book{\x00, title={\x00}}",
        "@book{k, title={a\x00b}, author={\x00}, date={\x00}}",
        "\ufeff\ufeff@book{k, title={T}}",
        "@" * 100_000,
        "@book{" + "k" * 200_000 + "}",
        "@book{k" + "," * 100_000 + "}",
        "@book{k, " + "=" * 100_000 + "}",
        "@book{k, title = " + "# " * 50_000 + "}",
        "@book{k, title = {x}" + " " * 200_000 + "y}",
        "@book{k, date = {" + "1436/" * 50_000 + "}, pages = {" + "1-" * 50_000 + "}}",
        "@string{" * 20_000,
        '@book{k, title = "' + "{" * 50 + '"' * 50_000,
        "@preamble{" + "\\input{x}" * 20_000 + "}",
    ],
)
def test_nonsense_never_raises(text: str) -> None:
    entries, _ = read(text)
    for entry in entries.values():
        dates.of_entry(entry, "date")
        latex.inlines(entry.get("title"))


@pytest.mark.parametrize(
    "text", ["ص " * 500, "1/" * 500, "5n" * 90, "12أ/" * 60, "(" * 200, "و 5 " * 50, "ff. " * 50]
)
def test_nonsense_as_a_locator_never_raises(text: str) -> None:
    assert locators.parse(text)


@pytest.mark.parametrize(
    "text", ["، " * 5000, "and " * 5000, "{" * 5000, "د. " * 5000, "بن " * 5000]
)
def test_nonsense_as_a_name_never_raises(text: str) -> None:
    names.parse(text, "ar")


def library(size: int) -> str:
    return "".join(
        f"@article{{author{n % 977}title{n},\n  author = {{علوي، مصطفى and Smith, John {n}}},\n"
        f"  title = {{عنوان {n}: The \\emph{{Title}} of a Work}},\n  journal = {{السياسة}},\n"
        f"  volume = {{{n % 90}}},\n  year = {{{1990 + n % 30}}},\n  pages = {{{n}--{n + 9}}},\n"
        f"  doi = {{10.1000/{n}}},\n  langid = {{arabic}},\n}}\n\n"
        for n in range(size)
    )


def _measured(text: str, keys: Sequence[str]) -> tuple[tuple[Entry, ...], Report, float, float]:
    """Return entries and diagnostics with the seconds and the megabytes that reading them took."""
    report = Report()
    start = time.process_time()
    entries = load([("b.bib", text)], keys, report)
    seconds = time.process_time() - start
    tracemalloc.start()
    load([("b.bib", text)], keys, Report())
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return entries, report, seconds, peak


@pytest.mark.slow
def test_thirty_of_a_hundred_thousand_entries_cost_seconds() -> None:
    keys = [f"author{n % 977}title{n}" for n in range(0, 100_000, 3334)]
    entries, report, seconds, megabytes = _measured(library(100_000), keys)
    assert {entry.key for entry in entries} == set(keys)
    assert {item.severity for item in report} == {Severity.INFO}
    assert seconds < 15
    assert megabytes < 300


@pytest.mark.slow
def test_thirty_misspelt_keys_among_a_hundred_thousand_find_the_nearest() -> None:
    numbers = range(50_000, 80_000, 1000)
    keys = [f"author{n % 977}titel{n}" for n in numbers]
    entries, _, seconds, megabytes = _measured(library(100_000), keys)
    assert {entry.key for entry in entries} == {f"author{n % 977}title{n}" for n in numbers}
    assert seconds < 30
    assert megabytes < 400
