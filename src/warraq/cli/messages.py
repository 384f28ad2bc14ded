"""Shows diagnostics: as plain lines, in colour on a terminal, or as JSON for other programs."""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from warraq.diagnostics import NOWHERE, Diagnostic, Hint, Location, Severity

if TYPE_CHECKING:
    from rich.text import Text

_BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}


class MessageFormat(StrEnum):
    """How messages are shown."""

    TEXT = "text"
    JSON = "json"


def visible(text: str) -> str:
    """Return text of an author's so that it can do a terminal no harm.

    Control characters, surrogates and bidirectional controls become escapes: a title must not
    move the cursor, forge a line, or reorder the message around it.
    """
    return "".join(_visible(character) for character in text)


def _visible(character: str) -> str:
    if (
        character not in _BIDI_CONTROLS
        and unicodedata.category(character) not in _HIDDEN_CATEGORIES
    ):
        return character
    return character.encode("unicode_escape").decode("ascii")


def text_lines(item: Diagnostic) -> list[str]:
    """Return a diagnostic as plain lines: the first as ``file:line:column: error[C003]: …``."""
    return [visible(str(item)), *(f"    {_hint(hint)}" for hint in item.hints)]


def _hint(hint: Hint) -> str:
    place = "" if hint.location == NOWHERE else f" ({hint.location})"
    return visible(f"hint: {hint.message}{place}")


def summary(items: Iterable[Diagnostic]) -> str:
    """Return ``2 errors, 1 warning``; an empty string when there is neither."""
    counts = Counter(item.severity for item in items)
    return ", ".join(
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in (Severity.ERROR, Severity.WARNING)
        if counts[severity]
    )


def as_json(item: Diagnostic) -> dict[str, Any]:
    """Return a diagnostic as plain data. Lines and columns count from 1; unknown ones are null."""
    return {
        "code": item.code,
        "severity": str(item.severity),
        "message": item.message,
        **_place(item.location),
        "hints": [{"message": hint.message, **_place(hint.location)} for hint in item.hints],
    }


def _place(location: Location) -> dict[str, Any]:
    return {
        "file": location.file or None,
        "line": location.line or None,
        "column": location.column or None,
    }


def print_diagnostics(items: Iterable[Diagnostic]) -> None:
    """Print diagnostics to standard error, in colour when it is a terminal that wants it."""
    items = list(items)
    if not items:
        return
    if sys.stderr.isatty():
        _print_coloured(items)
    else:
        sys.stderr.writelines(f"{line}\n" for item in items for line in text_lines(item))


def _print_coloured(items: Iterable[Diagnostic]) -> None:
    from rich.console import Console

    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for item in items:
        console.print(_coloured(item))


def _coloured(item: Diagnostic) -> Text:
    from rich.text import Text

    first, *hints = text_lines(item)
    text = Text(first)
    text.highlight_words([visible(f"{item.location}:")], "bold")
    text.highlight_words([f"{item.severity}[{item.code}]"], _COLOURS[item.severity])
    for hint in hints:
        text.append(f"\n{hint}", style="cyan")
    return text
