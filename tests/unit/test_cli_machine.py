"""The table of what the machine needs, and what ``warraq doctor`` makes of it."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from warraq.cli import doctor, machine
from warraq.cli.machine import Manager, Need, Purpose
from warraq.cli.main import ExitStatus


def present() -> bool:
    return True


def absent() -> bool:
    return False


THERE = Need("Pango", "sets lines", Purpose.BUILD, present, ("libpango",), ("pango",), True)
REQUIRED = Need("a font", "has letters", Purpose.BUILD, absent, ("amiri", "x"), ("font",), True)
OPTIONAL = Need("Hebrew", "is read", Purpose.BUILD, absent, ("amiri", "culmus"))
FOR_TESTS = Need("Java", "validates", Purpose.TEST, absent, ("jre",), ("openjdk",))


def run_doctor(monkeypatch: pytest.MonkeyPatch, *needs: Need) -> tuple[int, str]:
    monkeypatch.setattr(machine, "NEEDS", needs)
    monkeypatch.setattr(machine, "this_manager", lambda: Manager.APT)
    result = CliRunner().invoke(doctor.command, standalone_mode=False)
    assert result.exception is None
    return int(result.return_value), result.output


def test_needs_of_this_table_are_whole() -> None:
    for need in machine.NEEDS:
        assert need.apt, need.name
        assert need.name
        assert need.reason
    assert len({need.name for need in machine.NEEDS}) == len(machine.NEEDS)


def test_missing_and_packages() -> None:
    needs = [REQUIRED, OPTIONAL, FOR_TESTS]
    assert machine.packages(needs, Manager.APT) == ["amiri", "x", "culmus", "jre"]
    assert machine.packages(needs, Manager.BREW) == ["font", "openjdk"]


def test_missing_looks_at_the_purposes_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "NEEDS", (THERE, REQUIRED, OPTIONAL, FOR_TESTS))
    assert machine.missing([Purpose.BUILD]) == [REQUIRED, OPTIONAL]
    assert machine.missing([Purpose.TEST]) == [FOR_TESTS]
    assert machine.missing([]) == []


@pytest.mark.parametrize(
    ("needs", "status"),
    [((THERE,), 0), ((OPTIONAL, FOR_TESTS), 0), ((THERE, REQUIRED), 3)],
)
def test_doctor_fails_only_for_what_a_build_needs(
    monkeypatch: pytest.MonkeyPatch, needs: tuple[Need, ...], status: int
) -> None:
    assert run_doctor(monkeypatch, *needs)[0] == ExitStatus(status)


def test_doctor_names_the_command_that_mends(monkeypatch: pytest.MonkeyPatch) -> None:
    _, output = run_doctor(monkeypatch, THERE, REQUIRED, OPTIONAL, FOR_TESTS)
    assert "  has    Pango\n" in output
    assert "  LACKS  a font, which has letters\n" in output
    assert "apt-get install amiri x culmus\n" in output
    assert "apt-get install jre\n" in output


def test_a_library_is_found_and_a_missing_one_is_not() -> None:
    assert machine.has_library("libc.so.6", "c")
    assert not machine.has_library("libnosuchthing-9.so.1", "nosuchthing")


def test_fonts_are_found_by_language_and_by_family() -> None:
    assert machine.has_font(":lang=ar")
    assert machine.has_font("Amiri")
    assert not machine.has_font("No Such Face 9")
    assert not machine.has_font(":lang=zxx")


def test_without_fontconfig_there_is_no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_fontconfig", lambda: None)
    assert not machine.has_font("Amiri")


def test_a_program_must_also_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stub = tmp_path / "java"
    stub.write_text("#!/bin/sh\nexit 1\n")
    stub.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.has_program("java")
    assert not machine.has_program("java", "-version")
    assert not machine.has_program("javac")
    stub.write_text("no interpreter line")
    assert not machine.has_program("java", "-version")


def test_this_manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert machine.this_manager() is None
    for name, manager in (("brew", Manager.BREW), ("apt-get", Manager.APT)):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
        assert machine.this_manager() is manager


@pytest.mark.parametrize(
    ("arguments", "status"),
    [(["apt", "build"], 0), (["--required", "brew", "test"], 0), (["dnf", "build"], 2), ([], 2)],
)
def test_the_set_up_asks_by_command(arguments: list[str], status: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "warraq.cli.machine", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == status
    known = {name for need in machine.NEEDS for name in (*need.apt, *need.brew)}
    assert set(done.stdout.split()) <= known


def test_needs_are_immutable() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        THERE.name = "x"  # type: ignore[misc]
