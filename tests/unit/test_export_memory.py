"""What builds remember: found again as it was kept, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from warraq.export import memory
from warraq.export.memory import FolderMemory, memory_of


def test_a_record_is_found_again(tmp_path: Path) -> None:
    remembered = FolderMemory(tmp_path / "warraq")
    assert remembered.recall("ك") is None
    remembered.keep("ك", b"one")
    remembered.keep("ك", b"two")
    assert remembered.recall("ك") == b"two"
    assert remembered.recall("other") is None
    assert len(list((tmp_path / "warraq").iterdir())) == 1, "no temporary file is left"


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: data + b" ", lambda _: b""])
def test_a_damaged_record_is_none(tmp_path: Path, spoil: object) -> None:
    remembered = FolderMemory(tmp_path)
    remembered.keep("key", b"data")
    [path] = tmp_path.iterdir()
    path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
    assert remembered.recall("key") is None


def test_a_record_of_another_key_is_none(tmp_path: Path) -> None:
    remembered = FolderMemory(tmp_path)
    remembered.keep("one", b"data")
    [path] = tmp_path.iterdir()
    remembered.keep("two", b"other")
    [other] = set(tmp_path.iterdir()) - {path}
    other.replace(path)
    assert remembered.recall("one") is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    remembered = FolderMemory(tmp_path / "file" / "below")
    remembered.keep("key", b"data")
    assert remembered.recall("key") is None


def test_the_oldest_records_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MOST_RECORDS", 3)
    remembered = FolderMemory(tmp_path)
    for number in range(5):
        before = set(tmp_path.iterdir())
        remembered.keep(str(number), b"data")
        [path] = set(tmp_path.iterdir()) - before
        os.utime(path, (number, number))
    kept = [number for number in range(5) if remembered.recall(str(number))]
    assert kept == [2, 3, 4]


def test_a_long_record_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "LONGEST_RECORD", 100)
    remembered = FolderMemory(tmp_path)
    remembered.keep("key", b"x" * 50)
    assert remembered.recall("key") is None


@pytest.mark.parametrize(
    ("environment", "folder"),
    [
        ({"XDG_CACHE_HOME": "/somewhere", "HOME": "/home/me"}, "/somewhere/warraq"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/home/me"}, "/home/me/.cache/warraq"),
        ({"XDG_CACHE_HOME": "", "HOME": "/home/me"}, "/home/me/.cache/warraq"),
        ({}, None),
    ],
)
def test_the_folder_is_the_user_s_cache(environment: dict[str, str], folder: str | None) -> None:
    found = memory_of(environment)
    assert (str(found.folder) if found else None) == folder
