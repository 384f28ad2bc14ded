"""Levels of a paragraph: its inlines as one text for UAX #9, and the levels back on its texts.

Marked phrases stand in that text between isolate initiators and U+2069, notes, images and
formulas as U+FFFC, line breaks as U+2028 (class WS, so that they end no paragraph).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from warraq.lang.bidi import Resolution, bidi_class, first_strong, resolve
from warraq.lang.tags import direction_of
from warraq.model.attributes import Computed, Direction
from warraq.model.inlines import (
    Code,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    Text,
)
from warraq.model.walk import plain_text

_LRI, _RLI, _FSI, _PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_INITIATORS = {Direction.LTR: _LRI, Direction.RTL: _RLI}
_OBJECT = "\ufffc"
_LINE_SEPARATOR = "\u2028"
# A boundary neutral, which stands for an author's character that must not act.
_INERT = "\u200b"


@dataclass(frozen=True, slots=True)
class Scope:
    """The language and direction in force."""

    lang: str
    dir: Direction


NoteVisitor = Callable[[Note, Scope], Note]


def resolve_paragraph(
    parts: tuple[Inlines, ...], scope: Scope, visit_note: NoteVisitor
) -> tuple[Inlines, ...]:
    """Resolve inlines that follow one another in one paragraph; return them part by part.

    Each text is cut where the level changes, or where a number begins or ends. ``visit_note``
    resolves the blocks of a note.
    """
    if not any(parts):
        return parts
    flat = _Flat()
    for part in parts:
        flat.add_all(part, scope)
    base = 1 if scope.dir is Direction.RTL else 0
    cursor = _Cursor(resolve("".join(flat.pieces), base), flat.closers, visit_note, scope)
    return tuple(cursor.take_all(part, scope) for part in parts)


def isolate_direction(node: Any, scope: Scope) -> Direction | None:
    """Return the direction of a node that is an isolate, None for any other.

    A phrase is one when its language or direction is marked; so are code and a link that shows
    an address, both left to right.
    """
    attributes = node.attributes
    if attributes.dir is Direction.AUTO:
        return _first_strong(node) or scope.dir
    if attributes.dir is not None:
        return Direction(attributes.dir)
    if attributes.lang:
        return direction_of(attributes.lang)
    if isinstance(node, Code) or (isinstance(node, Link) and _shows_address(node)):
        return Direction.LTR
    return None


def _first_strong(node: Any) -> Direction | None:
    level = first_strong(plain_text(node))
    return None if level is None else (Direction.LTR, Direction.RTL)[level]


def _shows_address(link: Link) -> bool:
    text = plain_text(link.children)
    if any(bidi_class(char) in ("R", "AL") for char in text):
        return False
    return "://" in text or link.target in (text, f"mailto:{text}") or "/10." in link.target


@dataclass(slots=True)
class _Flat:
    """The text of a paragraph as the algorithm sees it.

    ``closers`` holds, for each isolate in order, how many characters close its content beside
    the U+2069 of its own: the author's initiators that nothing closes.
    """

    pieces: list[str] = field(default_factory=list)
    closers: list[int] = field(default_factory=list)

    def add_all(self, inlines: Inlines, scope: Scope) -> None:
        for node in inlines:
            self.add(node, scope)

    def add(self, node: Inline, scope: Scope) -> None:
        match node:
            case Text():
                self.pieces.append(node.text)
            case Note() | Image() | Math():
                self.pieces.append(_OBJECT)
            case LineBreak():
                self.pieces.append(_LINE_SEPARATOR)
            case _:
                self._add_container(node, scope)

    def _add_container(self, node: Any, scope: Scope) -> None:
        direction = isolate_direction(node, scope)
        if direction is None:
            self.add_all(node.children, scope)
            return
        index = len(self.closers)
        self.closers.append(0)
        start = len(self.pieces)
        self.add_all(node.children, _inner(node, scope, direction))
        content, self.closers[index] = _balanced("".join(self.pieces[start:]))
        self.pieces[start:] = (_INITIATORS[direction], content, _PDI * (self.closers[index] + 1))


def _inner(node: Any, scope: Scope, direction: Direction | None) -> Scope:
    return Scope(node.attributes.lang or scope.lang, direction or scope.dir)


def _balanced(content: str) -> tuple[str, int]:
    """Return the content with its stray U+2069 made inert, and the number of open isolates."""
    if not any(char in content for char in (_LRI, _RLI, _FSI, _PDI)):
        return content, 0
    depth, result = 0, []
    for char in content:
        if char == _PDI and depth == 0:
            result.append(_INERT)
            continue
        depth += (char in (_LRI, _RLI, _FSI)) - (char == _PDI)
        result.append(char)
    return "".join(result), depth


@dataclass(slots=True)
class _Cursor:
    """Walks the same inlines again and hands out the levels in the order of the flat text."""

    resolution: Resolution
    closers: list[int]
    visit_note: NoteVisitor
    block: Scope
    position: int = 0
    isolates: int = 0

    def take_all(self, inlines: Inlines, scope: Scope) -> Inlines:
        result: list[Inline] = []
        for node in inlines:
            result.extend(self.take(node, scope))
        same = len(result) == len(inlines) and all(
            new is old for new, old in zip(result, inlines, strict=True)
        )
        return inlines if same else tuple(result)

    def take(self, node: Inline, scope: Scope) -> Inlines:
        match node:
            case Text():
                return self._text(node)
            case Note():
                resolved = self.visit_note(node, self.block)
                return (self._atom(resolved, scope),)
            case Image() | Math() | LineBreak():
                return (self._atom(node, scope),)
            case _:
                return (self._container(node, scope),)

    def _skip(self, count: int = 1) -> int:
        """Move on and return the level at the place that was left."""
        level = self.resolution.levels[self.position]
        self.position += count
        return level

    def _atom(self, node: Any, scope: Scope) -> Any:
        computed = Computed(lang=scope.lang, dir=scope.dir, level=self._skip())
        return _computed(node, computed)

    def _container(self, node: Any, scope: Scope) -> Any:
        direction = isolate_direction(node, scope)
        inner = _inner(node, scope, direction)
        level = None
        if direction is not None:
            level = self._skip()
            extra = self.closers[self.isolates]
            self.isolates += 1
        children = self.take_all(node.children, inner)
        if direction is not None:
            self._skip(extra + 1)
        if children is not node.children:
            node = dataclasses.replace(node, children=children)
        isolate = direction is not None
        return _computed(node, Computed(inner.lang, inner.dir, isolate=isolate, level=level))

    def _text(self, node: Text) -> Inlines:
        start, end = self.position, self.position + len(node.text)
        self.position = end
        levels = self.resolution.levels[start:end]
        classes = self.resolution.classes[start:end]
        numbers = [name in ("EN", "AN") for name in classes]
        if len(set(levels)) <= 1 and len(set(numbers)) <= 1:
            level = levels[0] if levels else node.level
            return (_leveled(node, node.text, level, bool(numbers and numbers[0])),)
        return tuple(_pieces(node, list(zip(levels, numbers, strict=True))))


def _computed(node: Any, computed: Computed) -> Any:
    return node if node.computed == computed else dataclasses.replace(node, computed=computed)


def _leveled(node: Text, text: str, level: int | None, number: bool) -> Text:
    if (node.text, node.level, node.number) == (text, level, number):
        return node
    return Text(text, level, number, location=node.location)


def _pieces(node: Text, keys: list[tuple[int, bool]]) -> list[Text]:
    """Cut a text where its level, or its being a number, changes."""
    result, start = [], 0
    for (level, number), group in groupby(keys):
        length = len(list(group))
        location = node.location
        if location.column:
            location = dataclasses.replace(location, column=location.column + start)
        piece = Text(node.text[start : start + length], level, number, location=location)
        result.append(piece)
        start += length
    return result
