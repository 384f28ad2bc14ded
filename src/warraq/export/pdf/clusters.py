"""One piece for each character of a cluster: what readers of a PDF need to find words again.

A shaper turns a cluster of characters into a cluster of glyphs: a letter and its marks, a letter
cut into parts (an alef and its hamza), one glyph for two letters (lam-alef). A PDF states the text
of each glyph alone, and programs that read it back put the glyphs in order by their places, so a
mark that is raised, or a glyph that stands for two letters, comes out at the wrong place. Here a
cluster is cut into pieces of one character each, which stand side by side on the base line: a
piece draws the glyphs that belong to its character, or nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

Component = tuple[int, float, float]
"""A glyph and its offset from the origin, in thousandths of an em."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A glyph of a cluster; its place from the cluster's left edge, in thousandths of an em."""

    glyph: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Piece:
    """What is drawn for one character; its advance in thousandths of an em."""

    text: str
    components: tuple[Component, ...]
    advance: float


_DROPPED = frozenset(
    "\u200d\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u202d\u202e\u200e\u200f\u061c"
)
"""Characters that only steer shaping and direction: no part of the text that is read back."""


def characters(text: str) -> str:
    """Return the characters of a cluster that are text."""
    if _DROPPED.isdisjoint(text):
        return text
    return "".join(char for char in text if char not in _DROPPED)


def pieces(text: str, glyphs: Sequence[Placed], advance: float, rtl: bool) -> list[Piece]:
    """Return the pieces of a cluster from left to right.

    ``text`` has one character or more in logical order, ``glyphs`` are in visual order, and
    ``advance`` is the width of the cluster. Marks follow their letter in the order of reading:
    from right to left they stand before it.
    """
    marks = [unicodedata.category(char) in ("Mn", "Me", "Cf") for char in text]
    letters = [index for index, mark in enumerate(marks) if not mark]
    marked = [index for index, mark in enumerate(marks) if mark]
    if not letters:
        letters = [marked.pop(0)]
    logical = list(reversed(glyphs)) if rtl else list(glyphs)
    count = max(1, len(logical) - len(marked))
    drawn: dict[int, list[Placed]] = {(letters[-1] if rtl else letters[0]): logical[:count]}
    for index, glyph in zip(marked, logical[count:], strict=False):
        drawn[index] = [glyph]
    width = advance / len(letters)
    order = range(len(text) - 1, -1, -1) if rtl else range(len(text))
    result: list[Piece] = []
    left = 0.0
    for index in order:
        own = width if index in letters else 0.0
        components = tuple((part.glyph, part.x - left, part.y) for part in drawn.get(index, ()))
        result.append(Piece(text[index], components, own))
        left += own
    return result
