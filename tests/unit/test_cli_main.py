"""The command starts quickly, and turns every failure into a line and an exit status."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import click
import pytest

from warraq.cli import main as cli
from warraq.cli.main import COMMANDS, ExitStatus

HEAVY = (
    "PIL bs4 docx ebooklib fontTools html5lib logging lxml markdown_it mdit_py_plugins pybtex "
    "pydantic rich ruamel weasyprint ziamath"
)


def warraq(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "warraq", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"]])
def test_start_up_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys, warraq.cli.main as m\n"
        f"try: m.main({arguments!r})\n"
        "except SystemExit as end: status = end.code\n"
        f"print('heavy:', status, sorted(set({HEAVY!r}.split()) & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    expected = "heavy: 0 []" if arguments != ["build", "--help"] else "heavy: 0 ['logging']"
    assert done.stdout.strip().split("\n")[-1] == expected


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_of_the_help_is_there(name: str) -> None:
    command = cli.warraq.get_command(click.Context(cli.warraq), name)
    assert command is not None
    assert command.name == name
    assert command.help


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Commands:"),
        (["biuld"], "Did you mean 'build'?"),
        (["zzz"], "Commands: build"),
        (["build"], "Missing argument 'SOURCE...'"),
        (["build", "x.md", "--to", "pfd"], "Did you mean 'pdf'?"),
        (["build", "x.md", "--to", "qqq"], "There are: pdf, docx, epub"),
        (["build", "x.md", "--to", ","], "names no format"),
        (["build", "a/x.md", "b/X.md"], "files of the same name"),
        (["build", "x.md", "--messages", "xml"], "'json'"),
        (["build", "x.md", "--to", "docx", "--option", "dpi"], "FORMAT.NAME=VALUE"),
        (["build", "x.md", "--to", "docx", "--option", "pdf.dpi=1"], "not being built"),
        (["build", "x.md", "--to", "docx", "--pdf-variant", "pdf/a-4"], "--pdf-variant: 'pdf' is"),
        (["build", "x.md", "--to", "pdf", "--pdf-variant", "pdf/a-9"], "none|pdf/ua-1|"),
        (["build", "x.md", "--to", "docx", "--attach-source"], "--attach-source: 'pdf' is"),
        (["explain", "Q999"], "No such code"),
    ],
)
def test_wrong_usage_is_exit_status_2(arguments: list[str], words: str) -> None:
    done = warraq(*arguments)
    assert done.returncode == ExitStatus.USAGE_ERROR
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_an_internal_error_is_told_from_a_fault_of_the_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("line one\nline two")

    monkeypatch.setattr(cli.warraq, "main", fail)
    monkeypatch.delenv("WARRAQ_DEBUG", raising=False)
    with pytest.raises(SystemExit) as end:
        cli.main([])
    assert end.value.code == ExitStatus.INTERNAL_ERROR
    err = capsys.readouterr().err
    assert "internal error" in err
    assert "RuntimeError: line one line two" in err
    monkeypatch.setenv("WARRAQ_DEBUG", "1")
    with pytest.raises(RuntimeError):
        cli.main([])


@pytest.mark.parametrize("error", [KeyboardInterrupt, click.Abort])
def test_interruption_is_no_error(
    monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(cli.warraq, "main", interrupt)
    with pytest.raises(SystemExit) as end:
        cli.main([])
    assert end.value.code == ExitStatus.INTERRUPTED


def test_a_reader_that_goes_away_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -u -m warraq doctor | true; exit ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == ExitStatus.FINE


def test_output_that_cannot_show_arabic_gets_escapes(monkeypatch: pytest.MonkeyPatch) -> None:
    page = io.BytesIO()
    stream = io.TextIOWrapper(page, encoding="iso8859-1")
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setattr(cli.warraq, "main", lambda *_, **__: print("wrote نص.pdf"))
    with pytest.raises(SystemExit) as end:
        cli.main([])
    stream.flush()
    assert end.value.code == ExitStatus.FINE
    assert page.getvalue() == b"wrote \\u0646\\u0635.pdf\n"
