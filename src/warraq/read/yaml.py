"""YAML as located text: every scalar stays the text that the author typed.

libyaml's event parser takes a fiftieth of the time of a round-trip loader, and its events carry
their places. Without a schema `no`, `1e3`, dates and `12:30:45` cannot become something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from warraq.diagnostics import Hint, Location, Report
from warraq.read.passage import Passage, aligned
from warraq.source import SourceText, escaped

MAX_DEPTH = 12
MAX_CHARACTERS = 1_000_000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text with the stretch of the source that it comes from."""

    text: str
    source: SourceText = field(repr=False)
    start: int
    end: int
    plain: bool = True

    @property
    def location(self) -> Location:
        """Where the text begins."""
        return self.source.location(self.start)

    @property
    def is_null(self) -> bool:
        """Whether nothing was written (``key:``, ``key: null``)."""
        return self.plain and self.text in _NULLS

    def passage(self) -> Passage:
        """Return the text with the place of each of its lines."""
        return aligned(self.text, self.source, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping with its value."""

    key: str
    location: Location
    value: Value


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping; of a key that is written twice the first value counts."""

    entries: tuple[Entry, ...]
    location: Location

    def get(self, key: str) -> Value | None:
        """Return the value of a key, None when it is missing or null."""
        for entry in self.entries:
            if entry.key == key:
                null = isinstance(entry.value, Scalar) and entry.value.is_null
                return None if null else entry.value
        return None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Value, ...]
    location: Location


Value = Scalar | Mapping | Sequence


class _RefusedError(Exception):
    """YAML that is well formed, but more than a publication needs."""

    def __init__(self, code: str, message: str, index: int, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.index = index
        self.hint = hint


def load(source: SourceText, start: int, end: int, report: Report) -> Value | None:
    """Return the YAML between two offsets, None when it is empty or at fault (reported)."""
    if end - start > MAX_CHARACTERS:
        report.error(
            "M013",
            f"more than {MAX_CHARACTERS:,} characters of YAML",
            source.location(start),
        )
        return None
    import yaml  # type: ignore[import-untyped]

    # The source's own report has named these; the library would stop at them.
    text = _CONTROLS.sub(" ", source.text[start:end])
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _Composer(yaml.parse(text, Loader=loader), source, start, report).document()
    except _RefusedError as error:
        report.error(error.code, str(error), source.location(start + error.index), error.hint)
    except yaml.YAMLError as error:
        _report_syntax(error, source, start, end, report)
    return None


class _Composer:
    """Builds values from the library's events, without aliases, tags or deep nesting."""

    def __init__(
        self, events: Iterator[Any], source: SourceText, base: int, report: Report
    ) -> None:
        self.events = events
        self.source = source
        self.base = base
        self.report = report

    def document(self) -> Value | None:
        """Return the one document of the stream."""
        result: Value | None = None
        for event in self.events:
            name = type(event).__name__
            if name in {"ScalarEvent", "MappingStartEvent", "SequenceStartEvent", "AliasEvent"}:
                if result is not None:
                    raise _RefusedError(
                        "M001", "a second YAML document", event.start_mark.index, "keep one"
                    )
                result = self._value(event, 0)
        return result

    def _value(self, event: Any, depth: int) -> Value:
        index: int = event.start_mark.index
        self._check(event, index, depth)
        match type(event).__name__:
            case "ScalarEvent":
                start, end = self.base + index, self.base + event.end_mark.index
                plain = not event.style
                text = event.value
                if not plain:
                    text = escaped(text, self.source.location(start), self.report)
                return Scalar(text, self.source, start, end, plain)
            case "MappingStartEvent":
                return self._mapping(index, depth)
            case _:
                return self._sequence(index, depth)

    def _check(self, event: Any, index: int, depth: int) -> None:
        if type(event).__name__ == "AliasEvent" or getattr(event, "anchor", None):
            raise _RefusedError(
                "M002",
                "anchors (&) and aliases (*) are not used here",
                index,
                "write the value out, or put it in quotes if the sign belongs to the text",
            )
        if getattr(event, "tag", None):
            raise _RefusedError(
                "M002", f"the tag {event.tag} is not used here", index, "every value is a text"
            )
        if depth > MAX_DEPTH:
            raise _RefusedError(
                "M013", f"nested more than {MAX_DEPTH} levels deep", index, "make it flatter"
            )

    def _mapping(self, index: int, depth: int) -> Mapping:
        entries: dict[str, Entry] = {}
        while (event := next(self.events)) and type(event).__name__ != "MappingEndEvent":
            key = self._value(event, depth + 1)
            value = self._value(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                raise _RefusedError(
                    "M001", "a key must be a text", event.start_mark.index, "write key: value"
                )
            entry = Entry(key.text, key.location, value)
            if key.text in entries:
                self.report.error(
                    "M003",
                    f"the key {key.text!r} is written twice",
                    key.location,
                    Hint("it stands here first", entries[key.text].location),
                )
            entries.setdefault(key.text, entry)
        return Mapping(tuple(entries.values()), self.source.location(self.base + index))

    def _sequence(self, index: int, depth: int) -> Sequence:
        items: list[Value] = []
        while (event := next(self.events)) and type(event).__name__ != "SequenceEndEvent":
            items.append(self._value(event, depth + 1))
        return Sequence(tuple(items), self.source.location(self.base + index))


# --- faults of syntax -----------------------------------------------------------------------

_KEY_LINE = re.compile(r"^[ \t-]*([^\s:#'\"{\[][^:\n]*):(?:\s|$)", re.MULTILINE)
_HINTS = (
    ("mapping values are not allowed", 'put a value that holds a colon in quotes: key: "a: b"'),
    ("cannot start any token", "indent with spaces, not tabs; put signs as @ and % in quotes"),
    ("unexpected end of stream", "a quotation mark is not closed"),
    ("did not find expected key", "indent the keys of one level equally"),
    ("did not find expected '-' indicator", "indent the items of the list equally"),
    ("could not find expected ':'", "write a colon and a space after the key"),
    ("did not find expected ','", "a bracket or a brace is not closed"),
)


def _report_syntax(error: Any, source: SourceText, start: int, end: int, report: Report) -> None:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = min(start + (mark.index if mark is not None else 0), end)
    key = _key_before(source.text, start, place)
    hints = [hint for words, hint in _HINTS if words in problem]
    near = f" at the key {key!r}" if key else ""
    message = " ".join(problem.split("\n")[0].split())
    report.error("M001", f"bad YAML{near}: {message}", source.location(place), *hints)


def _key_before(text: str, start: int, place: int) -> str:
    """Return the key in whose value the fault lies."""
    line_end = text.find("\n", place)
    found = ""
    for match in _KEY_LINE.finditer(text, start, line_end if line_end >= 0 else len(text)):
        if match.start() <= place:
            found = match[1].strip()
    return found
