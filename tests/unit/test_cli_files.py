"""Outputs come into place whole, all of them or none."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest

from warraq.cli import files
from warraq.cli.files import LOCK_NAME, OutputError, publish


def listing(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {LOCK_NAME}


def test_publish_makes_the_folder_and_writes_every_output(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    publish({folder / "x.pdf": b"pdf", folder / "نص.docx": b"docx", tmp_path / "c" / "y": b""})
    assert (folder / "x.pdf").read_bytes() == b"pdf"
    assert (folder / "نص.docx").read_bytes() == b"docx"
    assert (tmp_path / "c" / "y").read_bytes() == b""
    assert listing(folder) == {"x.pdf", "نص.docx"}


def test_nothing_to_publish_is_no_failure() -> None:
    publish({})


def test_mode_is_that_of_a_new_file_or_of_the_older_output(tmp_path: Path) -> None:
    target = tmp_path / "x.pdf"
    mask = os.umask(0o027)
    try:
        publish({target: b"1"})
        assert target.stat().st_mode & 0o777 == 0o640
        target.chmod(0o604)
        publish({target: b"2"})
        assert target.stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(mask)


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EACCES, "permission"), (errno.EROFS, "read-only")],
)
def test_failure_in_the_second_output_leaves_the_first_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    first, second = tmp_path / "x.pdf", tmp_path / "x.docx"
    first.write_bytes(b"old")
    calls: list[int] = []

    def fsync(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files.os, "fsync", fsync)
    with pytest.raises(OutputError, match=words) as caught:
        publish({first: b"new", second: b"new"})
    assert str(second) in str(caught.value)
    assert first.read_bytes() == b"old"
    assert listing(tmp_path) == {"x.pdf"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_real_full_disk_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def mkstemp(*_: object) -> tuple[int, str]:
        return os.open("/dev/full", os.O_WRONLY), str(tmp_path / "stage")

    monkeypatch.setattr(files.tempfile, "mkstemp", mkstemp)
    with pytest.raises(OutputError, match="the disk is full"):
        publish({tmp_path / "x.pdf": b"data"})


def test_a_folder_in_the_way_is_found_before_anything_moves(tmp_path: Path) -> None:
    (tmp_path / "x.docx").mkdir()
    (tmp_path / "x.pdf").write_bytes(b"old")
    with pytest.raises(OutputError, match="a folder of that name"):
        publish({tmp_path / "x.pdf": b"new", tmp_path / "x.docx": b"new"})
    assert (tmp_path / "x.pdf").read_bytes() == b"old"
    assert listing(tmp_path) == {"x.pdf", "x.docx"}


@pytest.mark.parametrize("output", ["file", "file/below"])
def test_a_file_where_the_folder_should_be(tmp_path: Path, output: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="file"):
        publish({tmp_path / output / "x.pdf": b""})


def test_a_lock_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / LOCK_NAME).symlink_to(victim)
    with pytest.raises(OutputError, match="symbolic links"):
        publish({tmp_path / "dist" / "x.pdf": b""})
    assert not victim.exists()


def test_a_second_build_waits_and_then_says_so(tmp_path: Path) -> None:
    with (tmp_path / LOCK_NAME).open("wb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(OutputError, match="another build"):
            publish({tmp_path / "x.pdf": b""}, patience=0.1)
    publish({tmp_path / "x.pdf": b"1"}, patience=0.1)
    assert listing(tmp_path) == {"x.pdf"}


def test_what_a_killed_build_left_is_cleared(tmp_path: Path) -> None:
    program = (
        "import os, sys, signal, warraq.cli.files as f; from pathlib import Path\n"
        "f.os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)\n"
        "f.publish({Path(sys.argv[1]) / 'x.pdf': b'half'})\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, tmp_path], check=False)
    assert killed.returncode < 0
    assert len(listing(tmp_path)) == 1
    assert not (tmp_path / "x.pdf").exists()
    publish({tmp_path / "y.pdf": b"whole"})
    assert listing(tmp_path) == {"y.pdf"}


def test_builds_at_the_same_time_leave_one_whole_set(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from warraq.cli.files import publish\n"
        "folder, mark = Path(sys.argv[1]), sys.argv[2].encode() * 200_000\n"
        "for _ in range(10): publish({folder / 'x.pdf': mark, folder / 'x.docx': mark})\n"
    )
    builds = [
        subprocess.Popen([sys.executable, "-c", program, tmp_path, mark]) for mark in ("a", "b")
    ]
    assert [build.wait() for build in builds] == [0, 0]
    pdf, docx = (tmp_path / "x.pdf").read_bytes(), (tmp_path / "x.docx").read_bytes()
    assert pdf == docx
    assert len(set(pdf)) == 1
    assert listing(tmp_path) == {"x.pdf", "x.docx"}
