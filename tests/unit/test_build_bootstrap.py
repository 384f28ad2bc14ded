"""The set-up script, run on stand-ins for the machine's programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = ("dirname", "mktemp", "rm", "mkdir", "cat", "grep", "tail", "env", "sh", "touch", "true")


class Machine:
    """A folder with a checkout's bootstrap and a PATH that holds nothing but stand-ins."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout with space"
        self.bin = folder / "bin"
        self.log = folder / "log"
        (self.checkout / "tools").mkdir(parents=True)
        (self.checkout / ".venv" / "bin").mkdir(parents=True)
        self.bin.mkdir()
        shutil.copy(ROOT / "tools" / "bootstrap", self.checkout / "tools")
        for name in TOOLS:
            path = shutil.which(name)
            assert path
            (self.bin / name).symlink_to(path)
        self.program("id", "echo 0")
        self.program("apt-cache", 'echo "  Candidate: 1.0"')

    def program(self, name: str, body: str, folder: Path | None = None) -> None:
        path = (folder or self.bin) / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >>"{self.log}"\n{body}\n')
        path.chmod(0o755)

    def lacks(self, optional: str = "", required: str = "", *, until_installed: bool) -> None:
        """Set what the table of needs answers: before an installation, and for ever or not."""
        ready = f'[ -f "{self.log}.installed" ] && exit 0' if until_installed else ""
        module = "-m warraq.cli.machine"
        body = (
            f'case "$*" in "{module} --required "*) {ready or ":"}; echo {required};; '
            f'"{module} "*) {ready or ":"}; echo {required} {optional};; *) exit 2;; esac'
        )
        self.program("python", body, self.checkout / ".venv" / "bin")

    def run(self, *arguments: str, ci: bool = False) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": str(self.bin), "TMPDIR": str(self.log.parent)}
        return subprocess.run(
            [self.checkout / "tools" / "bootstrap", *arguments],
            env=environment | ({"CI": "true"} if ci else {}),
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self, program: str) -> list[str]:
        if not self.log.exists():
            return []
        lines = self.log.read_text().split("\n")
        return [line for line in lines if line.startswith(program + " ")]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_nothing_is_installed_when_nothing_lacks(machine: Machine) -> None:
    machine.program("apt-get", "exit 1")
    machine.lacks(until_installed=False)
    assert machine.run("system", "build").returncode == 0
    assert machine.calls("apt-get") == []


def test_only_what_lacks_is_installed(machine: Machine) -> None:
    machine.program("apt-get", f'touch "{machine.log}.installed"')
    machine.lacks("culmus", "libpango-1.0-0", until_installed=True)
    done = machine.run("system", "build")
    assert done.returncode == 0, done.stderr
    (call,) = machine.calls("apt-get")
    assert call.endswith("install --no-install-recommends libpango-1.0-0 culmus")


def test_package_list_is_fetched_when_it_is_missing_though_an_archive_fails(
    machine: Machine,
) -> None:
    machine.program("apt-cache", "true")
    machine.program(
        "apt-get", f'case "$*" in *update*) exit 100;; esac; touch "{machine.log}.installed"'
    )
    machine.lacks("culmus", until_installed=True)
    assert machine.run("system", "build").returncode == 0
    update, install = machine.calls("apt-get")
    assert update.endswith("update")
    assert install.endswith("culmus")


def test_without_root_one_line_says_what_to_type(machine: Machine) -> None:
    machine.program("apt-get", "exit 1")
    machine.program("id", "echo 1000")
    machine.lacks(required="libpango-1.0-0", until_installed=False)
    done = machine.run("system", "build")
    assert done.returncode == 3
    (line,) = done.stderr.strip().split("\n")
    assert line.endswith("sudo apt-get update && sudo apt-get install libpango-1.0-0")


def test_sudo_is_used_when_it_asks_for_no_password(machine: Machine) -> None:
    machine.program("apt-get", f'touch "{machine.log}.installed"')
    machine.program("id", "echo 1000")
    machine.program("sudo", 'shift; exec "$@"')
    machine.lacks("culmus", until_installed=True)
    assert machine.run("system", "build").returncode == 0
    assert machine.calls("sudo")[0] == "sudo -n true"
    assert len(machine.calls("apt-get")) == 1


@pytest.mark.parametrize(("ci", "status"), [(False, 0), (True, 3)])
def test_optional_need_stops_only_ci(machine: Machine, ci: bool, status: int) -> None:
    machine.program("apt-get", "exit 100")
    machine.lacks("poppler-utils", until_installed=False)
    done = machine.run("system", "test", ci=ci)
    assert done.returncode == status
    assert "poppler-utils" in done.stderr


def test_a_machine_without_a_package_manager_is_told_what_it_lacks(machine: Machine) -> None:
    machine.lacks(required="libpango-1.0-0", until_installed=False)
    done = machine.run("system", "build")
    assert done.returncode == 3
    assert "libpango-1.0-0" in done.stderr


def test_homebrew_is_driven_where_there_is_no_apt(machine: Machine) -> None:
    machine.program("brew", f'touch "{machine.log}.installed"')
    machine.lacks(required="pango", until_installed=True)
    assert machine.run("system", "build").returncode == 0
    assert machine.calls("brew") == ["brew install --quiet pango"]
    assert " brew build" in machine.calls("python")[0]


def test_no_python_is_one_line(machine: Machine) -> None:
    done = machine.run("venv")
    assert done.returncode == 3
    (line,) = done.stderr.strip().split("\n")
    assert "Python 3.11 or later" in line


def test_an_old_python_is_passed_over(machine: Machine) -> None:
    # Both stand-ins fail every question but the second one's, as an interpreter that is new enough.
    machine.program("python3", "exit 1")
    machine.program(
        "python3.12",
        'case "$*" in *--version*) echo Python 3.12;; *"-m venv"*) mkdir -p .venv;; esac',
    )
    done = machine.run("venv")
    assert done.returncode == 0, done.stderr
    assert "Python 3.12" in done.stderr
    home = machine.checkout / ".venv" / "stamps" / "home"
    assert home.read_text().strip() == os.path.realpath(machine.checkout)


def test_missing_venv_module_is_installed_for_that_python(machine: Machine) -> None:
    installed = f'[ -f "{machine.log}.installed" ]'
    machine.program(
        "python3",
        f'case "$*" in *ensurepip*) {installed};; *python%d*) echo python3.11-venv;; '
        '*"-m venv"*) mkdir -p .venv;; esac',
    )
    machine.program("apt-get", f'touch "{machine.log}.installed"')
    done = machine.run("venv")
    assert done.returncode == 0, done.stderr
    assert machine.calls("apt-get")[0].endswith(" python3.11-venv")
