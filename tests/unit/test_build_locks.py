"""The lock files pin everything that pyproject.toml asks for, and name no machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[2]
LOCKS = ("run", "test", "bench")
PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ]+)(?: ; (?P<marker>.+?))? \\$")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
INFRASTRUCTURE = [
    *sorted((ROOT / "locks").iterdir()),
    *(ROOT / name for name in ("Makefile", "pyproject.toml", "tools/bootstrap", ".ci/run")),
]


def lines_of(lock: str) -> list[str]:
    return (ROOT / "locks" / f"{lock}.lock").read_text(encoding="utf-8").split("\n")


def pins(lock: str) -> dict[str, Version]:
    found = [PIN.match(line) for line in lines_of(lock)]
    return {match["name"]: Version(match["version"]) for match in found if match}


def requirements(lock: str) -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["build"]]
    wanted += extras["test"] if lock in {"test", "bench"} else []
    wanted += extras["bench"] if lock == "bench" else []
    return [Requirement(line) for line in wanted]


@pytest.mark.parametrize("lock", LOCKS)
def test_each_line_is_a_pin_with_hashes(lock: str) -> None:
    lines = [line for line in lines_of(lock) if line and not line.startswith("#")]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if PIN.match(line):
            assert following.startswith("    --hash=sha256:"), line
        else:
            assert re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?", line), line


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_satisfies_the_project(lock: str) -> None:
    pinned = pins(lock)
    for requirement in requirements(lock):
        version = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"make lock: {requirement} has {version}"


@pytest.mark.parametrize(("small", "large"), [("run", "test"), ("test", "bench")])
def test_locks_agree(small: str, large: str) -> None:
    assert pins(small).items() <= pins(large).items()


@pytest.mark.parametrize("path", INFRASTRUCTURE, ids=lambda path: path.name)
def test_no_index_host_or_machine_path(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"\w+://|index-url|find-links|(?<![\w.])/(?:root|work|tmp|srv)\b", text)
    allowed = {"index-url", "find-links"} if path.name == "bootstrap" else set()
    assert set(found) <= allowed
