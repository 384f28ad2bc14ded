"""The numbers of the last build as the first guess, so that an unchanged document takes one pass.

Marks that restart on each page, and citations that look no further than the page, hang on pages
that only a layout shows; from scratch that takes several. A guess is tried only for the very same
document and style sheet, and holds only if its pages bear it out: else the pages are made from
scratch, so that the result is the same with a guess, without one and with a wrong one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import weasyprint

from warraq import __version__
from warraq.export.api import ExportContext

_LONGEST_MARK = 12


@dataclass(frozen=True, slots=True)
class Guess:
    """Marks of notes by identifier, and the page of each note where citations depend on it."""

    marks: dict[str, str]
    pages: tuple[int, ...] | None = None


def key_of(page: str, stylesheet: str) -> str:
    """Return what a guess is kept under: the whole input of a layout, but for its pictures."""
    parts = ("notes", __version__, weasyprint.__version__, stylesheet, page)
    return sha256("\0".join(parts).encode()).hexdigest()


def recall(context: ExportContext, key: str) -> Guess | None:
    """Return the guess under a key, None if there is none that makes sense."""
    data = context.memory.recall(key) if context.memory else None
    if data is None:
        return None
    try:
        found = json.loads(data)
        marks, pages = found["marks"], found["pages"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not (_are_marks(marks) and _are_pages(pages)):
        return None
    return Guess(marks, None if pages is None else tuple(pages))


def keep(context: ExportContext, key: str, guess: Guess) -> None:
    """Keep a guess for the next build."""
    if context.memory:
        record = {"marks": guess.marks, "pages": guess.pages}
        context.memory.keep(key, json.dumps(record, ensure_ascii=False).encode())


def _are_marks(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(mark, str) and 0 < len(mark) <= _LONGEST_MARK for mark in value.values()
    )


def _are_pages(value: Any) -> bool:
    return value is None or (
        isinstance(value, list) and all(type(number) is int for number in value)
    )
