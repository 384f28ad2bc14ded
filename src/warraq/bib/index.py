"""An index of BibTeX files: where every entry and field begins, in one scan of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from warraq.bib import entry_head
from warraq.diagnostics import Location

_START = re.compile(r"(?:^|(?<=[})]))[ \t]*@[ \t]*([^\W\d_]\w*+)\s*([{(])", re.MULTILINE)
_BRACE = re.compile(r"[{}]")
_LINE_END = re.compile(r"\r\n?")
# What decides where a field begins: braces, quotation marks, and a name with its equals sign.
_FIELD = re.compile(r"\\.|[{}\"]|(?<![\w:.+/-])([^\W\d_][\w:.+/-]*+)\s*+=", re.DOTALL)
# Marks that are invisible in an editor and make two keys differ that look alike (UAX #9, 2).
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u061c]")
_JOINERS = re.compile("[\u200c\u200d]")
_MOST_UNCLOSED_COMMENTS = 3
_ALL_COMPARED = 300
"""Up to so many keys are all compared with one that is not there."""
_NEIGHBOURS = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: its file, and the offsets of its text in it."""

    source: Source
    start: int
    end: int
    type: str
    key: str

    @property
    def text(self) -> str:
        return self.source.text[self.start : self.end]

    @property
    def location(self) -> Location:
        return self.source.location(self.start)

    def field_location(self, name: str, count: int = 1) -> Location:
        """Return where a field is set, by its name in the file, for the ``count``-th time.

        The entry's own location stands for a field that is not found. An entry's fields are
        looked for when the first location is asked for.
        """
        if self.start not in self.source.fields:
            self.source.fields[self.start] = _field_offsets(self.text)
        offsets = self.source.fields[self.start].get(name.lower(), ())
        if len(offsets) < count:
            return self.location
        return self.source.location(self.start + offsets[count - 1])


def _field_offsets(text: str) -> dict[str, list[int]]:
    """Return where each field of an entry begins, by its name in lower case."""
    found: dict[str, list[int]] = {}
    depth = 0
    top = 1 if text.partition("(")[0].count("{") else 0
    is_quoted = False
    for match in _FIELD.finditer(text):
        mark = match[0]
        if mark in "{}":
            depth += 1 if mark == "{" else -1
        elif mark == '"':
            is_quoted = depth == top and not is_quoted
        elif match[1] and depth == top and not is_quoted:
            found.setdefault(match[1].lower(), []).append(match.start())
    return found


@dataclass(slots=True)
class Source:
    """A file with its line index, made when the first location is asked for."""

    path: str
    text: str
    lines: list[int] = field(default_factory=list)
    fields: dict[int, dict[str, list[int]]] = field(default_factory=dict)

    def location(self, offset: int) -> Location:
        if not self.lines:
            self.lines = [0, *(match.end() for match in re.finditer("\n", self.text))]
        line = bisect_right(self.lines, offset)
        return Location(self.path, line, offset - self.lines[line - 1] + 1)


@dataclass(slots=True)
class Index:
    """Every entry of the files by its key, with the @string definitions."""

    entries: dict[str, Place] = field(default_factory=dict)
    duplicates: list[tuple[Place, Place]] = field(default_factory=list)
    strings: list[Place] = field(default_factory=list)
    keyless: list[Place] = field(default_factory=list)
    marked: list[Place] = field(default_factory=list)
    ordered: tuple[list[str], list[str]] = ([], [])

    def neighbours(self, key: str) -> list[str]:
        """Return the keys that begin or end most like another."""
        if not self.ordered[0]:
            self.ordered = sorted(self.entries), sorted(other[::-1] for other in self.entries)
        forward, backward = self.ordered
        return [
            *_around(forward, key),
            *(other[::-1] for other in _around(backward, key[::-1])),
        ]


def _around(ordered: list[str], key: str) -> list[str]:
    middle = bisect_left(ordered, key)
    return ordered[max(middle - _NEIGHBOURS, 0) : middle + _NEIGHBOURS]


def clean_key(key: str) -> str:
    """Return a key without invisible marks, each run of spaces in it as one."""
    return " ".join(_INVISIBLE.sub("", key).split())


def index(sources: Sequence[tuple[str, str]]) -> Index:
    """Find where every entry begins and ends, in one scan of each file.

    An entry ends where the next begins, so that an unclosed brace harms its own entry alone. An
    entry begins at the start of a line or after another's closing brace. Line ends of other systems
    and a byte order mark do not count.
    """
    result = Index()
    for path, text in sources:
        source = Source(path, _LINE_END.sub("\n", text.removeprefix("\ufeff")))
        for place, raw_key in _places(source):
            _file(result, place, raw_key)
    return result


def begins_entry(text: str) -> bool:
    """Whether an entry, or another command, begins anywhere in a text."""
    return _START.search(text) is not None


def _file(result: Index, place: Place, raw_key: str) -> None:
    if place.type == "string":
        result.strings.append(place)
    elif place.type == "preamble":
        return
    elif not place.key:
        result.keyless.append(place)
    elif place.key in result.entries:
        result.duplicates.append((result.entries[place.key], place))
    else:
        result.entries[place.key] = place
        if _JOINERS.sub("", " ".join(raw_key.split())) != _JOINERS.sub("", place.key):
            result.marked.append(place)


def _places(source: Source) -> Iterator[tuple[Place, str]]:
    text = source.text
    matches = list(_START.finditer(text))
    skip_to = unclosed = 0
    for number, match in enumerate(matches):
        if match.start() < skip_to:
            continue
        kind = match[1].lower()
        if kind == "comment":
            # Each unclosed comment costs a scan to the end of the file: a few are enough.
            if unclosed < _MOST_UNCLOSED_COMMENTS:
                skip_to = _balanced_end(text, match.end())
                unclosed += skip_to == match.end()
            continue
        end = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        raw = entry_head.read(text, match.end()).key
        yield Place(source, start, end, kind, clean_key(raw)), raw


def _balanced_end(text: str, offset: int) -> int:
    """Return where the brace closes that opens before ``offset``; the offset when none does."""
    depth = 1
    for match in _BRACE.finditer(text, offset):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.end()
    return offset


def nearest_key(key: str, found: Index) -> str | None:
    """Return the most similar key; in a large library one that begins or ends like it."""
    candidates: Collection[str] = found.entries
    if len(candidates) > _ALL_COMPARED:
        candidates = dict.fromkeys(found.neighbours(key))
    matches = get_close_matches(key, candidates, n=1, cutoff=0.6)
    return matches[0] if matches else None
