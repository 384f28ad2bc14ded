"""Where the shipped citation styles lie: in the wheel, or in the checkout beside ``src``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import warraq

MAX_SIZE = 1_000_000


class StyleFileError(Exception):
    """A style's file cannot be had; the message says why in words for the user."""


@cache
def folder() -> Path:
    """Return the folder of the shipped citation styles."""
    package = Path(warraq.__file__).parent
    inside = package / "styles" / "citation"
    return inside if inside.is_dir() else package.parents[1] / "styles" / "citation"


@cache
def shipped_names() -> tuple[str, ...]:
    """Return the names of the shipped styles in order."""
    return tuple(sorted(path.stem for path in folder().glob("[!_]*.yaml")))


@cache
def shipped_languages() -> tuple[str, ...]:
    """Return the primary tags of the languages that have a table."""
    return tuple(sorted(path.stem for path in (folder() / "languages").glob("*.yaml")))


def read(path: Path, root: Path | None) -> str:
    """Return the text of a style's file. Raises StyleFileError.

    With a root, the path is relative to it and may not leave it, symbolic links resolved.
    """
    try:
        target = path.resolve(strict=True) if root is None else (root / path).resolve(strict=True)
        if root is not None and not target.is_relative_to(root.resolve()):
            raise StyleFileError(f"{path} lies outside the source folder")
        if not target.is_file():
            raise StyleFileError(f"{path} is not a file")
        if target.stat().st_size > MAX_SIZE:
            raise StyleFileError(f"{path} is larger than {MAX_SIZE} bytes")
        return target.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StyleFileError(f"{path} is not UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise StyleFileError(f"{path}: {(error.strerror or 'cannot be read').lower()}") from error
