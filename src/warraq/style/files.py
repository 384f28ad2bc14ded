"""Where the shipped styles lie: in the package's own folder, or beside src/ in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def folder() -> Path:
    """Return the folder of the shipped styles.

    A wheel carries it inside the package; a checkout and an editable install have it at the root
    of the repository. Raises FileNotFoundError when neither is there (a broken installation).
    """
    package = Path(__file__).resolve().parent.parent
    for candidate in (package / "styles", package.parent.parent / "styles"):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError("the folder styles/ of warraq is missing; install the package again")


def path(relative: str) -> Path:
    """Return the place of a shipped file, such as ``css/paged.css``."""
    return folder() / relative


@cache
def read(relative: str) -> str:
    """Return the text of a shipped file (UTF-8). Raises FileNotFoundError when it is missing."""
    return path(relative).read_text(encoding="utf-8")


@cache
def names(kind: str, suffix: str) -> tuple[str, ...]:
    """Return the names (without suffix) of the shipped files of one kind, such as ``themes``."""
    return tuple(sorted(item.stem for item in path(kind).glob(f"*{suffix}")))
