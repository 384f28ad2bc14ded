"""The command as a user runs it, with the real library, in a folder of the user's own."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from warraq.cli.files import LOCK_NAME
from warraq.cli.main import ExitStatus

TEXT = """---
title: {ar: "رسالة في الوِراقة", en: "On the copyist's craft"}
lang: ar
date: 2024-05-01
---

# مقدمة

كان الورّاق ينسخ الكتاب[^1] ويجلّده ويبيعه في [Baghdad]{lang=en}.

[^1]: انظر الفهرست.
"""
SIGNATURES = {"pdf": b"%PDF-", "docx": b"PK\x03\x04", "epub": b"PK\x03\x04"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "my book كتاب"
    path.mkdir()
    (path / "رسالة.md").write_text(TEXT, encoding="utf-8")
    return path


def warraq(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "warraq", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def outputs(folder: Path) -> dict[str, bytes]:
    files = (path for path in (folder / "dist").iterdir() if path.name != LOCK_NAME)
    return {path.name: path.read_bytes() for path in files}


def test_one_command_makes_three_files_that_are_the_same_every_time(folder: Path) -> None:
    done = warraq(folder, "build", "رسالة.md")
    assert (done.returncode, done.stderr) == (ExitStatus.FINE, "")
    assert [line.split(" (")[0] for line in done.stdout.strip().split("\n")] == [
        f"wrote dist/رسالة.{suffix}" for suffix in SIGNATURES
    ]
    first = outputs(folder)
    assert {name: data[: len(SIGNATURES[name[6:]])] for name, data in first.items()} == {
        f"رسالة.{suffix}": signature for suffix, signature in SIGNATURES.items()
    }
    assert warraq(folder, "build", "رسالة.md").returncode == ExitStatus.FINE
    assert outputs(folder) == first


def test_an_error_in_the_source_leaves_the_older_output(folder: Path) -> None:
    assert warraq(folder, "build", "رسالة.md", "--to", "docx").returncode == ExitStatus.FINE
    before = outputs(folder)
    (folder / "رسالة.md").write_text(TEXT + "\nانظر [@unknown] و[^9].\n", encoding="utf-8")
    done = warraq(folder, "build", "رسالة.md", "--to", "docx")
    assert done.returncode == ExitStatus.SOURCE_ERROR
    assert "رسالة.md:13:" in done.stderr
    assert done.stderr.strip().split("\n")[-1].endswith("nothing was written")
    assert outputs(folder) == before


@pytest.mark.parametrize("name", ["لا-شيء.md", ".", "بايت.md"])
def test_what_cannot_be_read_is_a_diagnostic(folder: Path, name: str) -> None:
    (folder / "بايت.md").write_bytes(b"\xff\xfe broken")
    done = warraq(folder, "check", name, "--messages", "json")
    assert done.returncode == ExitStatus.SOURCE_ERROR
    (source,) = json.loads(done.stdout)["sources"]
    (item,) = [item for item in source["diagnostics"] if item["severity"] == "error"]
    assert item["code"] in {"S001", "S004"}
    assert (source["diagnostics"] == [item]) == (item["code"] == "S001")
    assert done.stderr == ""


def test_a_folder_that_may_not_be_written_is_one_line(folder: Path) -> None:
    (folder / "dist").write_text("a file where the folder should be")
    done = warraq(folder, "build", "رسالة.md", "--to", "docx")
    assert done.returncode == ExitStatus.MACHINE_ERROR
    assert done.stderr.count("\n") == 1
    assert "cannot write dist" in done.stderr


def test_a_terminal_sees_progress_and_colour(folder: Path) -> None:
    (folder / "رسالة.md").write_text(TEXT + "\n[@unknown]\n", encoding="utf-8")
    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("this machine has no pseudo-terminals")
    done = subprocess.Popen(
        [sys.executable, "-m", "warraq", "check", "رسالة.md"],
        cwd=folder,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "80"},
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # Linux says EIO when the other side has closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    assert done.wait() == ExitStatus.SOURCE_ERROR
    assert "رسالة.md: resolving" in seen.decode()
    assert b"\x1b[1;31merror[" in seen


def faults(folder: Path, source: str, *arguments: str) -> dict[str, tuple[str, int]]:
    """Build a text; return the place of each fault by its code."""
    (folder / "a.md").write_text(source, encoding="utf-8")
    run = warraq(folder, "build", "a.md", "--to", "docx", "--messages", "json", *arguments)
    assert run.returncode == ExitStatus.SOURCE_ERROR
    items = json.loads(run.stdout)["sources"][0]["diagnostics"]
    return {item["code"]: (item["file"], item["line"]) for item in items}


def test_a_faulty_theme_and_style_are_shown_at_their_keys_in_one_run(folder: Path) -> None:
    head = "---\ntitle: ع\ntheme: jurnal\ncitation-style: arabic-note\n---\n"
    found = faults(folder, f"{head}نص [@x].\n")
    assert (found["M019"], found["C013"]) == (("a.md", 3), ("a.md", 4))


def test_a_faulty_option_is_named(folder: Path) -> None:
    head = "---\ntitle: ع\n---\n"
    options = ("--theme", "jurnal", "--citation-style", "arabic-note")
    found = faults(folder, f"{head}نص [@x].\n", *options)
    assert (found["M019"][0], found["C013"][0]) == ("--theme", "--citation-style")
