"""Diagnostics: what is wrong in a source, where, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How grave a diagnostic is; only errors stop an export."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a source file. Line and column count characters from 1; 0 means unknown."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return ``file:line:column`` without the parts that are unknown."""
        parts = [self.file or "-"]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


NOWHERE = Location()


@dataclass(frozen=True, slots=True)
class Hint:
    """Advice that belongs to a diagnostic: the nearest right thing, or another place to look."""

    message: str
    location: Location = NOWHERE


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault. ``code`` is stable (a letter for the family and three digits)."""

    code: str
    severity: Severity
    message: str
    location: Location = NOWHERE
    hints: tuple[Hint, ...] = ()

    def __str__(self) -> str:
        """Return the first line as the text renderer prints it."""
        return f"{self.location}: {self.severity}[{self.code}]: {self.message}"


@dataclass(slots=True)
class Report:
    """Collects diagnostics while a document is read, resolved and exported."""

    diagnostics: list[Diagnostic] = field(default_factory=list)
    _seen: set[Diagnostic] = field(default_factory=set, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Note what is there already."""
        self._seen.update(self.diagnostics)

    def add(self, diagnostic: Diagnostic) -> None:
        """Keep one diagnostic; the same one twice is kept once."""
        if diagnostic not in self._seen:
            self._seen.add(diagnostic)
            self.diagnostics.append(diagnostic)

    def error(self, code: str, message: str, location: Location, *hints: str | Hint) -> None:
        """Report a fault that forbids an export."""
        self.add(Diagnostic(code, Severity.ERROR, message, location, _as_hints(hints)))

    def warning(self, code: str, message: str, location: Location, *hints: str | Hint) -> None:
        """Report something doubtful that ``--strict`` makes an error."""
        self.add(Diagnostic(code, Severity.WARNING, message, location, _as_hints(hints)))

    def info(self, code: str, message: str, location: Location, *hints: str | Hint) -> None:
        """Report a fact worth knowing."""
        self.add(Diagnostic(code, Severity.INFO, message, location, _as_hints(hints)))

    def __iter__(self) -> Iterator[Diagnostic]:
        """Iterate in the order of the source: by file, line and column, then as found."""
        return iter(sorted(self.diagnostics, key=lambda item: item.location))

    def __len__(self) -> int:
        """Return how many diagnostics there are."""
        return len(self.diagnostics)

    @property
    def has_errors(self) -> bool:
        """Whether an export must not happen."""
        return any(item.severity is Severity.ERROR for item in self.diagnostics)

    def made_strict(self) -> Report:
        """Return a copy in which each warning is an error (``--strict``)."""
        return Report([_strict(item) for item in self.diagnostics])


def _strict(item: Diagnostic) -> Diagnostic:
    if item.severity is not Severity.WARNING:
        return item
    return Diagnostic(item.code, Severity.ERROR, item.message, item.location, item.hints)


def _as_hints(hints: Iterable[str | Hint]) -> tuple[Hint, ...]:
    return tuple(hint if isinstance(hint, Hint) else Hint(hint) for hint in hints)


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate most like ``word``, or None when none is near."""
    from difflib import get_close_matches

    matches = get_close_matches(word, list(candidates), n=1, cutoff=0.6)
    return matches[0] if matches else None
