"""A text under way through a parser, with the way back from each character to its file."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from warraq.diagnostics import Location
from warraq.source import SourceText

Pieces = tuple[tuple[int, int], ...]
"""Pairs (offset in the text, offset in the source), ascending; offsets between count on."""


@dataclass(frozen=True)
class Passage:
    """A part of a source, perhaps unfolded or stripped of prefixes."""

    text: str
    source: SourceText = field(repr=False)
    pieces: Pieces = ((0, 0),)

    def offset(self, position: int) -> int:
        """Return the offset in the source of a position in the text."""
        index = max(bisect_right(self.pieces, (position, len(self.source.text) + 1)) - 1, 0)
        start, offset = self.pieces[index]
        return offset + position - start

    def location(self, position: int) -> Location:
        """Return file, line and column of a position in the text."""
        return self.source.location(self.offset(position))

    @cached_property
    def line_starts(self) -> list[int]:
        """The position at which each line of the text begins."""
        starts, position = [0], self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    def line_bounds(self, number: int) -> tuple[int, int]:
        """Return start and end (without LF) of a line counted from 0."""
        starts = self.line_starts
        if number >= len(starts):
            return len(self.text), len(self.text)
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(self.text)
        return starts[number], end

    def line_location(self, number: int) -> Location:
        """Return the place of the first character of a line that is not a space."""
        start, end = self.line_bounds(number)
        line = self.text[start:end]
        return self.location(start + len(line) - len(line.lstrip()))

    def part(self, start: int, end: int) -> Passage:
        """Return a stretch of the text as a passage of its own."""
        inner = tuple((at - start, to) for at, to in self._within(start + 1, end))
        return Passage(self.text[start:end], self.source, ((0, self.offset(start)), *inner))

    def _within(self, start: int, end: int) -> Pieces:
        """Return the pieces that begin between two positions of the text."""
        if len(self.pieces) == 1:
            return ()
        return self.pieces[bisect_left(self.pieces, (start,)) : bisect_left(self.pieces, (end,))]

    def lines_of(self, content: str, first_line: int, cursor: int = 0) -> Passage:
        """Return ``content``, whose lines are ends of the text's lines, as a passage.

        ``first_line`` is the line in which the content begins. A block parser strips what stands
        before a line (indentation, ``>``, list markers) and spaces at the end, never letters
        within; ``cursor`` is where the search in the first line starts.
        """
        pieces: list[tuple[int, int]] = []
        position = 0
        for line, start in self.placed_lines(content, first_line, cursor):
            pieces.append((position, self.offset(start)))
            end = start + len(line)
            pieces += [(position + at - start, to) for at, to in self._within(start + 1, end)]
            position += len(line) + 1
        return Passage(content, self.source, tuple(pieces))

    def placed_lines(
        self, content: str, first_line: int, cursor: int = 0
    ) -> Iterator[tuple[str, int]]:
        """Yield each line of ``content`` with the position in the text where it begins."""
        for number, line in enumerate(content.split("\n"), first_line):
            yield line, self._find(line, number, cursor)
            cursor = 0

    def _find(self, line: str, number: int, cursor: int) -> int:
        start, end = self.line_bounds(number)
        stripped = line.rstrip()
        tail = len(self.text[start:end].rstrip()) + start
        if self.text.endswith(stripped, start + cursor, tail):
            return tail - len(stripped)
        found = self.text.find(stripped, start + cursor, end)
        return found if found >= 0 else start


def whole(source: SourceText) -> Passage:
    """Return a whole source as a passage."""
    return Passage(source.text, source)


def aligned(value: str, source: SourceText, start: int, end: int) -> Passage:
    """Return a YAML scalar's value as a passage: each source line is sought in the value.

    ``start`` and ``end`` bound the scalar in the source. Folding, indentation and quotes are
    undone by the search; a line that an escape changed keeps the place of the line before.
    """
    pieces: list[tuple[int, int]] = [(0, start)]
    cursor = 0
    position = start
    for line in source.text[start:end].split("\n"):
        stripped = line.strip()
        lead = len(line) - len(line.lstrip())
        if position == start and stripped[:1] in {"'", '"'}:
            stripped, lead = stripped[1:].rstrip("'\""), lead + 1
        found = value.find(stripped, cursor) if stripped else -1
        if found >= 0:
            pieces.append((found, position + lead))
            cursor = found + len(stripped)
        position += len(line) + 1
    unique = dict(pieces)
    return Passage(value, source, tuple(sorted(unique.items())))
