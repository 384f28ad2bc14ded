"""The Makefile's targets exist, and continuous integration runs nothing else."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
BUILDS = ["pdf", "docx", "epub", "all", "csl", "check", "formats", "doctor"]
CHECKS = ["test", "test-all", "visual", "bench", "lint", "format", "lock", "clean", "distclean"]


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("target", BUILDS + CHECKS)
def test_target_is_known_and_described(target: str) -> None:
    assert make("-n", target).returncode == 0
    assert re.search(rf"\b{re.escape(target)}\b", make("help").stdout)


def test_source_and_format_reach_the_command() -> None:
    plan = make("-n", "docx", "SOURCE=a folder/نص.md", "ARGS=--strict").stdout
    assert '.venv/bin/warraq build "a folder/نص.md" --output "dist" --strict --to docx' in plan


def test_makefile_keeps_to_what_make_3_81_knows() -> None:
    for newer in (r"^\.ONESHELL", r"^\.SHELLFLAGS", r"!=", r"::?:=", r"\$\(file ", r"\$\(guile "):
        assert not re.search(newer, MAKEFILE, re.MULTILINE), newer


def test_ci_runs_make_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").split("\n")
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == [
        "set -euo pipefail",
        'cd "$(dirname "$0")/.."',
        "exec make test-all",
    ]
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
