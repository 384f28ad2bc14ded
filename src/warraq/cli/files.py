"""Puts finished outputs into place: all of them whole, or none, and an older one left as it was.

Every output is first written to a temporary file in the target's own folder and flushed to the
disk (fsync); only when all are there are they moved over the targets with rename(2), which is
atomic within a file system (POSIX), and the folder is flushed. A lock file keeps two builds from
publishing into one folder at the same time.
"""

from __future__ import annotations

import errno
import fcntl
import os
import stat
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK_NAME = ".warraq.lock"
LOCK_PATIENCE = 60.0
"""Seconds to wait for another build that publishes into the same folder."""

_STAGE_PREFIX = ".warraq-"
_STAGE_SUFFIX = ".part"
_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your quota of disk space is used up",
    errno.EACCES: "you have no permission to write there",
    errno.EPERM: "you have no permission to write there",
    errno.EROFS: "the file system is read-only",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EEXIST: "a file of that name is in the way of the folder",
    errno.EISDIR: "a folder of that name is in the way",
    errno.ENAMETOOLONG: "the name is too long for the file system",
    errno.ELOOP: "symbolic links go in a circle",
    errno.EIO: "the disk reports an error",
}


class OutputError(Exception):
    """An output cannot be put into place; the message is one line for the user."""


def publish(outputs: Mapping[Path, bytes], *, patience: float = LOCK_PATIENCE) -> None:
    """Write every output, or none: on failure the older files are as they were.

    The targets may lie in several folders, each of which is made when it is missing. ``patience``
    is how many seconds to wait for another build to finish publishing. Raises OutputError.
    """
    folders = list(dict.fromkeys(target.parent for target in outputs))
    _publish_under_locks(folders, outputs, patience)


def _publish_under_locks(
    folders: list[Path], outputs: Mapping[Path, bytes], patience: float
) -> None:
    """Take the folders' locks one inside the other, in a fixed order, then publish."""
    if folders:
        first, *others = sorted(folders)
        with _locked(first, patience):
            _publish_under_locks(others, outputs, patience)
    else:
        _stage_and_replace(outputs)


def _stage_and_replace(outputs: Mapping[Path, bytes]) -> None:
    staged: dict[Path, Path] = {}
    try:
        for target, data in outputs.items():
            with _explained(target):
                _refuse_folder(target)
                staged[target] = _stage(target, data)
        for target in outputs:
            with _explained(target):
                staged[target].replace(target)
                del staged[target]
    finally:
        for path in staged.values():
            path.unlink(missing_ok=True)
    for folder in {target.parent for target in outputs}:
        _flush_folder(folder)


def _refuse_folder(target: Path) -> None:
    """Find out before anything is moved that rename(2) would fail."""
    if target.is_dir() and not target.is_symlink():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR), target)


def _stage(target: Path, data: bytes) -> Path:
    """Write the data beside the target and flush it; return the temporary file."""
    handle, name = tempfile.mkstemp(_STAGE_SUFFIX, _STAGE_PREFIX, target.parent)
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            os.fchmod(handle, _mode(target))
            stream.flush()
            os.fsync(handle)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def _mode(target: Path) -> int:
    """Return the permissions of the older output, or those that any new file gets."""
    with suppress(OSError):
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def _locked(folder: Path, patience: float) -> Iterator[None]:
    """Hold the lock of a folder, made when it is missing, and clear what a dead build left."""
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
        handle = os.open(folder / LOCK_NAME, flags, 0o666)
    try:
        _wait_for_lock(handle, folder, patience)
        for rest in folder.glob(f"{_STAGE_PREFIX}*{_STAGE_SUFFIX}"):
            with suppress(OSError):
                rest.unlink()
        yield
    finally:
        os.close(handle)


def _wait_for_lock(handle: int, folder: Path, patience: float) -> None:
    deadline = time.monotonic() + patience
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise OutputError(f"{folder}: another build is writing there; try again") from None
            time.sleep(0.05)
        except OSError as error:
            # A file system without locks (some network mounts): publishing is atomic all the same.
            if error.errno not in {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS}:
                raise
            return
        else:
            return


def _flush_folder(folder: Path) -> None:
    """Make the new names outlive a power cut; some file systems cannot, which is no failure."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn an error of the operating system into one line about this path."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or error.strerror or str(error)
        raise OutputError(f"cannot write {path}: {reason}") from error
