"""A paragraph as plain text beside the levels that the model wants for it.

Word and LibreOffice know no isolates: to them a paragraph is its characters. Here its inlines
become pieces of text with their levels, the edges of isolates, and the places for marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from warraq.lang.bidi import resolve
from warraq.model.attributes import Direction
from warraq.model.inlines import Image, Inlines, LineBreak, Math, Note, Text

LRM, RLM = "\u200e", "\u200f"
MARKS = (LRM, RLM)
"""The mark of an even and of an odd level."""
_OBJECT = "\ufffc"
_LINE_SEPARATOR = "\u2028"
# What a note's number counts as in plain text: nothing (LibreOffice holds a control character).
_NOTE = "\u0001"


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a mark; ``node`` counts isolates and atoms, ``side`` is a field of Edges."""

    node: int
    side: str
    mark: str


@dataclass(frozen=True, slots=True)
class Boundary:
    """The edge of an isolate with the level outside it."""

    node: int
    level: int
    opens: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one level."""

    text: str
    level: int


Item = Slot | Boundary | Piece


@dataclass(slots=True)
class Flat:
    """Collects the items of a paragraph of level ``base``.

    ``call`` are the texts around the mark of a note. ``nodes`` holds the direction of each
    isolate, None for an atom. ``complete`` is False when a level is missing.
    """

    base: int
    call: tuple[str, str]
    items: list[Item] = field(default_factory=list)
    nodes: list[Direction | None] = field(default_factory=list)
    complete: bool = True

    def add_all(self, inlines: Inlines) -> None:
        """Collect inlines."""
        for node in inlines:
            self._add(node)

    def _add(self, node: Any) -> None:
        match node:
            case Text():
                self._text(node.text, node.level)
            case Note():
                self._atom(self.call[0] + _NOTE + self.call[1], node.computed.level)
            case Image() | Math():
                self._atom(_OBJECT, node.computed.level)
            case LineBreak():
                self._text(_LINE_SEPARATOR, node.computed.level)
            case _ if node.computed.isolate:
                self._isolate(node)
            case _:
                self.add_all(node.children)

    def _text(self, text: str, level: int | None) -> None:
        if not text:
            return
        if level is None:
            self.complete = False
        else:
            self.items.append(Piece(text, level))

    def _atom(self, text: str, level: int | None) -> None:
        node, mark = self._node(None), MARKS[(level or 0) % 2]
        self.items.append(Slot(node, "outer_start", mark))
        self._text(text, level)
        self.items.append(Slot(node, "outer_end", mark))

    def _isolate(self, node: Any) -> None:
        level, direction = node.computed.level, node.computed.dir
        if level is None:
            self.complete = False
            return
        index = self._node(direction)
        outer, inner = MARKS[level % 2], MARKS[direction is Direction.RTL]
        self.items.append(Slot(index, "outer_start", outer))
        self.items.append(Boundary(index, level, opens=True))
        self.items.append(Slot(index, "inner_start", inner))
        self.add_all(node.children)
        self.items.append(Slot(index, "inner_end", inner))
        self.items.append(Boundary(index, level, opens=False))
        self.items.append(Slot(index, "outer_end", outer))

    def _node(self, direction: Direction | None) -> int:
        self.nodes.append(direction)
        return len(self.nodes) - 1

    def is_plain(self) -> bool:
        """Whether plain text has the wanted levels, and no edge parts what it would join.

        A quick test for the many paragraphs that need no marks: two characters of one level are
        parted by an edge whose level is lower.
        """
        text = "".join([item.text for item in self.items if isinstance(item, Piece)])
        wanted = [item.level for item in self._expanded()]
        if not text or set(wanted) == {self.base}:
            return True
        return list(resolve(text, self.base).levels) == wanted and not self._is_parted(wanted)

    def _expanded(self) -> Iterator[Piece]:
        for item in self.items:
            if isinstance(item, Piece):
                yield from [item] * len(item.text)

    def _is_parted(self, levels: list[int]) -> bool:
        position = 0
        for item in self.items:
            match item:
                case Piece():
                    position += len(item.text)
                case Boundary() if 0 < position < len(levels):
                    if min(levels[position - 1 : position + 1]) > item.level:
                        return True
                case _:
                    pass
        return False

    def characters(self) -> list[Item]:
        """Return the items with each piece cut into its characters."""
        result: list[Item] = []
        for item in self.items:
            if isinstance(item, Piece):
                result.extend([Piece(char, item.level) for char in item.text])
            else:
                result.append(item)
        return result
