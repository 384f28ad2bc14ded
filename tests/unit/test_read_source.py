"""Decoding: every fault of a text is found at its place, and nothing else is."""

from __future__ import annotations

import pytest

from warraq.diagnostics import Location, Report, Severity
from warraq.source import _ANY_FAULT, _CLEAN, MAX_REPORTS, SourceText, decode


def _faults(data: bytes) -> list[tuple[str, int, int]]:
    report = Report()
    decode(data, "a.md", report)
    return [(item.code, item.location.line, item.location.column) for item in report]


def test_location_counts_characters_not_bytes() -> None:
    source = SourceText("a.md", "سطر\nثانٍ x")
    assert source.location(0) == Location("a.md", 1, 1)
    assert source.location(4) == Location("a.md", 2, 1)
    assert source.location(source.text.index("x")) == Location("a.md", 2, 6)
    assert source.line(1) == "ثانٍ x"


@pytest.mark.parametrize("text", ["", "\n", "x", "سطر\n\nسطر\n"])
def test_plain_text_is_kept(text: str) -> None:
    report = Report()
    assert decode(text.encode(), "a.md", report).text == text
    assert len(report) == 0


def test_line_ends_and_byte_order_mark() -> None:
    report = Report()
    source = decode("\ufeffا\r\nب\rج\n".encode(), "a.md", report)
    assert source.text == "ا\nب\nج\n"
    assert source.location(source.text.index("ج")) == Location("a.md", 3, 1)
    assert len(report) == 0


def test_other_line_separators_do_not_end_a_line() -> None:
    source = decode("a\u0085b\u2028c\n\nd".encode(), "a.md", Report())
    assert source.location(source.text.index("d")).line == 3
    assert "\u2028" not in source.text


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"ab\n c\xe9d", ("S004", 2, 3)),
        (b"\xed\xa0\x80", ("S004", 1, 1)),
        (b"x\x00", ("S005", 1, 2)),
        (b"x\x0c", ("S005", 1, 2)),
        (b"x\n\x1b[0m", ("S005", 2, 1)),
        ("x\ufffe".encode(), ("S006", 1, 2)),
        ("\U0001ffff".encode(), ("S006", 1, 1)),
        ("\ufdd0".encode(), ("S006", 1, 1)),
        ("ا\ufffd".encode(), ("S008", 1, 2)),
        ("x\u0091".encode(), ("S009", 1, 2)),
        ("x\u2029y".encode(), ("S009", 1, 2)),
        (b"x\x7f", ("S009", 1, 2)),
    ],
)
def test_fault_is_reported_with_its_place(data: bytes, fault: tuple[str, int, int]) -> None:
    assert _faults(data) == [fault]


def test_all_faults_are_reported_in_one_run() -> None:
    assert _faults(b"\xff\n\x00\n\xef\xbf\xbe") == [("S004", 1, 1), ("S005", 2, 1), ("S006", 3, 1)]


def test_reports_of_one_kind_are_bounded() -> None:
    assert len(_faults(b"\x00 " * 1000)) == MAX_REPORTS


def test_forbidden_characters_never_reach_the_parser() -> None:
    source = decode(b"a\x00\xff\xef\xbf\xbf\x1f", "a.md", Report())
    assert source.text == "a" + "\ufffd" * 4


def test_utf_16_is_named() -> None:
    report = Report()
    source = decode("نص".encode("utf-16"), "a.md", report)
    assert source.text == "نص"
    assert "UTF-16" in next(iter(report)).message


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("\u202aabc\u202c", []),
        ("\u2067نص \u2066abc\u2069\u2069", []),
        ("\u200eabc\u200f", []),
        ("x \u202babc", [(1, 3)]),
        ("\u202babc\n\nxyz\u202c", [(1, 1), (3, 4)]),
        ("\u202babc\u2069", [(1, 1), (1, 5)]),
        ("\u202babc\nxyz\u202c", []),
    ],
)
def test_unbalanced_direction_controls(text: str, places: list[tuple[int, int]]) -> None:
    report = Report()
    decode(text.encode(), "a.md", report)
    assert {item.code for item in report} <= {"S007"}
    assert all(item.severity is Severity.WARNING for item in report)
    assert [(item.location.line, item.location.column) for item in report] == places


def test_no_fault_passes_at_the_first_glance() -> None:
    clean = [char for char in map(chr, range(0x10000)) if _CLEAN.fullmatch(char)]
    assert len(clean) > 63_000
    assert not _ANY_FAULT.search("".join(clean))
