"""What one build remembers for the next: small records in the user's cache folder.

Nothing depends on a record: it can be missing, old, damaged or wrong, and the folder may be deleted
at any time. Whoever asks has to find out whether what is recalled still holds.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

MOST_RECORDS = 200
"""When there are more, the oldest are deleted."""
LONGEST_RECORD = 4_000_000
"""Bytes; a longer record is neither written nor read."""
_DIGEST = 64


@dataclass(frozen=True, slots=True)
class FolderMemory:
    """Records in a folder, one file each, named by their key, each with a digest of its own."""

    folder: Path

    def recall(self, key: str) -> bytes | None:
        """Return what was kept under a key, None if there is nothing or it is damaged."""
        try:
            with self._path(key).open("rb") as file:
                record = file.read(LONGEST_RECORD + 1)
        except OSError:
            return None
        digest, data = record[:_DIGEST], record[_DIGEST:]
        return data if digest == _digest(key, data) else None

    def keep(self, key: str, data: bytes) -> None:
        """Keep data under a key; what cannot be written is forgotten in silence."""
        if len(data) > LONGEST_RECORD - _DIGEST:
            return
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            _replace(self._path(key), _digest(key, data) + data)
            self._forget_oldest()

    def _path(self, key: str) -> Path:
        return self.folder / sha256(key.encode()).hexdigest()

    def _forget_oldest(self) -> None:
        paths = list(self.folder.iterdir())
        if len(paths) > MOST_RECORDS:
            paths.sort(key=lambda path: path.stat().st_mtime)
            for path in paths[:-MOST_RECORDS]:
                path.unlink(missing_ok=True)


def _digest(key: str, data: bytes) -> bytes:
    return sha256(key.encode() + b"\0" + data).hexdigest().encode()


def _replace(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees all of it or nothing."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        with suppress(OSError):
            Path(name).unlink()
        raise


def memory_of(environment: Mapping[str, str]) -> FolderMemory | None:
    """Return the memory of the user, None if there is no folder for it.

    The folder is ``warraq`` below XDG_CACHE_HOME, else below ``.cache`` in the home folder (XDG
    Base Directory Specification); a relative path there counts as none.
    """
    for name, below in (("XDG_CACHE_HOME", "warraq"), ("HOME", ".cache/warraq")):
        folder = environment.get(name, "")
        if folder and Path(folder).is_absolute():
            return FolderMemory(Path(folder) / below)
    return None
