"""What a diagnostic looks like on a terminal, in a pipe and to a program."""

from __future__ import annotations

import io
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.cli import messages
from warraq.diagnostics import Diagnostic, Hint, Location, Severity

ITEM = Diagnostic(
    "C003",
    Severity.ERROR,
    "no work has the key «علوي»",
    Location("نص.md", 3, 7),
    (Hint("did you mean @alawi?", Location("refs.bib", 9)), Hint("see the documentation")),
)
WARNING = Diagnostic("T001", Severity.WARNING, "two spaces", Location("نص.md", 4))


class Terminal(io.StringIO):
    """A standard error that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_plain_lines_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    messages.print_diagnostics([ITEM, WARNING])
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.split("\n") == [
        "نص.md:3:7: error[C003]: no work has the key «علوي»",
        "    hint: did you mean @alawi? (refs.bib:9)",
        "    hint: see the documentation",
        "نص.md:4: warning[T001]: two spaces",
        "",
    ]


def test_colour_on_a_terminal_changes_no_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    messages.print_diagnostics([ITEM, WARNING])
    plain = capsys.readouterr().err
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.delenv("NO_COLOR", raising=False)
    messages.print_diagnostics([ITEM, WARNING])
    text = terminal.getvalue()
    assert "\x1b[1;31merror[C003]" in text
    import re

    assert re.sub(r"\x1b\[[0-9;]*m", "", text) == plain


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", "1")
    messages.print_diagnostics([ITEM])
    assert "\x1b[1;31m" not in terminal.getvalue()
    assert "[C003]" in terminal.getvalue()


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("\x1b[2J\x1b]0;title\x07", "\\x1b[2J\\x1b]0;title\\x07"),
        ("a\nb.md:1: error", "a\\nb.md:1: error"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\u2028", "\\u2028"),
        ("\udcff", "\\udcff"),
        ("عَرَبِيّ [bold]x[/bold]", "عَرَبِيّ [bold]x[/bold]"),
        ("a\u200cb\u200d", "a\u200cb\u200d"),
    ],
)
def test_text_of_an_author_does_a_terminal_no_harm(hostile: str, shown: str) -> None:
    assert messages.visible(hostile) == shown
    item = Diagnostic("S001", Severity.ERROR, hostile, Location(hostile, 1), (Hint(hostile),))
    assert [shown in line for line in messages.text_lines(item)] == [True, True]


@given(st.text())
def test_a_message_is_one_line_that_can_be_printed(text: str) -> None:
    (line,) = messages.text_lines(Diagnostic("S001", Severity.INFO, text))
    assert line.isprintable() or not set(line) & set(map(chr, range(32)))
    line.encode("utf-8")


def test_json_has_every_field_and_null_for_the_unknown() -> None:
    data = json.loads(json.dumps(messages.as_json(ITEM)))
    assert data == {
        "code": "C003",
        "severity": "error",
        "message": "no work has the key «علوي»",
        "file": "نص.md",
        "line": 3,
        "column": 7,
        "hints": [
            {"message": "did you mean @alawi?", "file": "refs.bib", "line": 9, "column": None},
            {"message": "see the documentation", "file": None, "line": None, "column": None},
        ],
    }


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        ([WARNING], "1 warning"),
        ([ITEM, ITEM, WARNING], "2 errors, 1 warning"),
        ([Diagnostic("E001", Severity.INFO, "x")], ""),
    ],
)
def test_summary(items: list[Diagnostic], expected: str) -> None:
    assert messages.summary(items) == expected
