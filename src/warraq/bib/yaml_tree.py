"""YAML as a tree that knows its places: texts, lists and mappings, and nothing else.

libyaml's event parser is about fifty times as fast as a round-trip loader, and events carry line
and column. No scalar becomes a number, a date or a boolean; anchors, aliases and tags are refused,
since a style needs none and they are how a small file becomes a large one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from warraq.bib import yaml_hints
from warraq.diagnostics import Location

MAX_SIZE = 1_000_000
MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text; ``is_left_out`` where nothing stands, not even quotation marks."""

    text: str
    location: Location
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Tree, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping; ``keys`` holds where each key stands."""

    entries: dict[str, Tree]
    keys: dict[str, Location]
    location: Location


Tree = Scalar | Items | Table


@dataclass(slots=True)
class TreeError(Exception):
    """The text is no YAML, or more than we accept."""

    message: str
    location: Location
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.location}: {self.message}"


def parse(text: str, file: str, doubles: list[TreeError] | None = None) -> Tree:
    """Return the tree of a YAML text of one document. Raises TreeError.

    Keys that stand twice are an error of that kind too, or go into ``doubles``.
    """
    import yaml  # type: ignore[import-untyped]

    if len(text) > MAX_SIZE:
        raise TreeError(f"larger than {MAX_SIZE} characters", Location(file))
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return _Builder(file, doubles).build(yaml.parse(text, Loader=loader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).splitlines()[0]
        place = Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)
        begun: Any = getattr(error, "context_mark", None) or mark
        hint = yaml_hints.hint(text.splitlines(), mark.line, begun.line) if mark else ""
        raise TreeError(f"not YAML: {problem}", place, hint) from error


@dataclass(slots=True)
class _Frame:
    location: Location
    table: bool
    values: list[Tree] = field(default_factory=list)


@dataclass(slots=True)
class _Builder:
    """Builds the tree from events with a stack of its own, so that depth costs no recursion."""

    file: str
    doubles: list[TreeError] | None = None
    stack: list[_Frame] = field(default_factory=list)
    root: Tree | None = None

    def build(self, events: Any) -> Tree:
        from yaml import events as kinds

        for event in events:
            place = Location(self.file, event.start_mark.line + 1, event.start_mark.column + 1)
            if isinstance(event, kinds.AliasEvent) or getattr(event, "anchor", None):
                raise TreeError("anchors and aliases are not accepted", place)
            if getattr(event, "tag", None):
                raise TreeError("tags are not accepted", place)
            if isinstance(event, kinds.ScalarEvent):
                self._add(self._scalar(event, place))
            elif isinstance(event, (kinds.MappingStartEvent, kinds.SequenceStartEvent)):
                self._open(place, isinstance(event, kinds.MappingStartEvent))
            elif isinstance(event, (kinds.MappingEndEvent, kinds.SequenceEndEvent)):
                self._add(_closed(self.stack.pop(), self.doubles))
        return self.root or Table({}, {}, Location(self.file, 1, 1))

    def _scalar(self, event: Any, place: Location) -> Scalar:
        is_quoted = event.style in ("'", '"')
        if is_quoted and event.end_mark.line > event.start_mark.line:
            message = "the quotation mark that opens here is closed in another line"
            raise TreeError(
                message, place, f"close it, or write the mark itself as '{event.style}'"
            )
        return Scalar(event.value, place, is_left_out=not event.value and not is_quoted)

    def _open(self, place: Location, table: bool) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise TreeError(f"nested deeper than {MAX_DEPTH} levels", place)
        self.stack.append(_Frame(place, table))

    def _add(self, value: Tree) -> None:
        if self.stack:
            self.stack[-1].values.append(value)
        elif self.root is None:
            self.root = value
        else:
            raise TreeError("more than one document", value.location)


def _closed(frame: _Frame, doubles: list[TreeError] | None) -> Tree:
    if not frame.table:
        return Items(tuple(frame.values), frame.location)
    entries: dict[str, Tree] = {}
    keys: dict[str, Location] = {}
    for key, value in zip(frame.values[::2], frame.values[1::2], strict=True):
        if not isinstance(key, Scalar):
            raise TreeError("a key must be a text", key.location)
        if key.text in entries:
            double = TreeError(f"the key “{key.text}” stands here twice", key.location)
            if doubles is None:
                raise double
            doubles.append(double)
            continue
        entries[key.text], keys[key.text] = value, key.location
    return Table(entries, keys, frame.location)


def merged(base: Tree, over: Tree) -> Tree:
    """Return ``base`` with ``over`` laid on it: mappings key by key, all else replaced."""
    if not (isinstance(base, Table) and isinstance(over, Table)):
        return over
    entries, keys = dict(base.entries), base.keys | over.keys
    for key, value in over.entries.items():
        entries[key] = merged(entries[key], value) if key in entries else value
    return Table(entries, keys, over.location)


def picked(tree: Table, names: Iterable[str]) -> Table:
    """Return a mapping with only some of its keys."""
    found = [name for name in names if name in tree.entries]
    return Table(
        {name: tree.entries[name] for name in found},
        {name: tree.keys[name] for name in found},
        tree.location,
    )
