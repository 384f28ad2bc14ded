"""The wheel carries all that the package reads, and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BUILD = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-c", BUILD, folder], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return folder / done.stdout.split()[-1]


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_wheel_holds_each_file_of_the_package_once(wheel: Path) -> None:
    package = ROOT / "src"
    expected = {
        str(path.relative_to(package))
        for path in (package / "warraq").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    styles = {
        f"warraq/{path.relative_to(ROOT)}"
        for path in (ROOT / "styles").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert styles, "styles/ is empty"
    assert not expected & styles, "a file of styles/ is also under src/"
    content = {name for name in names(wheel) if ".dist-info/" not in name}
    assert content == expected | styles


def test_wheel_states_licence_and_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = {name.split("/", 1)[1]: name for name in archive.namelist() if ".dist-info" in name}
        assert "licenses/LICENSE" in info
        points = archive.read(info["entry_points.txt"]).decode()
        metadata = archive.read(info["METADATA"]).decode()
    assert "warraq = warraq.cli.main:main" in points
    assert "warraq.exporters" not in points
    assert "License-Expression: MIT" in metadata


def test_wheel_runs_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    program = (
        "import warraq, importlib.resources as r;"
        "print(warraq.__file__, (r.files('warraq') / 'styles').is_dir())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [str(site / "warraq" / "__init__.py"), "True"]
