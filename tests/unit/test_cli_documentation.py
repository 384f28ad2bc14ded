"""docs/command-line.md says what the command does: its commands, options and exit statuses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from warraq.cli import build, check
from warraq.cli.main import COMMANDS, ExitStatus

PAGE = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_shown(name: str) -> None:
    assert f"warraq {name} " in PAGE


def test_the_options_of_build_are_those_of_the_table() -> None:
    described = set(re.findall(r"^\| `(--[a-z-]+)", PAGE, re.MULTILINE))
    real = {option for item in build.command.params for option in item.opts if option[:2] == "--"}
    assert described == real
    shared = {option for item in check.command.params for option in item.opts}
    assert shared - {"sources"} <= real


def test_each_exit_status_is_explained() -> None:
    described = {int(number) for number in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
    assert described == set(ExitStatus)
