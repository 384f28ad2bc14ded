"""UAX #9 up to the explicit levels: first strong character, matching isolates, X1 to X8.

Everything here works on one paragraph's class codes (see bidi_classes) without its separator.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from warraq.lang.bidi_classes import CODES

MAX_DEPTH: Final = 125
"""The highest explicit embedding level (BD2)."""

DIRECTIONS: Final = b"LR"
"""The code of a level's direction at the level's parity."""

_STRONG = re.compile(rb"[LRA]")
_STRONG_OR_ISOLATE = re.compile(rb"[LRAijfp]")
_ISOLATE = re.compile(rb"[ijfp]")
_EXPLICIT = re.compile(rb"[lrxyqIJijp]")

_INITIATORS: Final = b"ijf"
_OPENING_ISOLATE: Final = b"IJij"
_FIRST_STRONG_ISOLATE: Final = CODES["FSI"]
_POP_ISOLATE: Final = CODES["PDI"]
_NEUTRAL: Final = CODES["ON"]
_MATCHED: Final = (CODES["LRI"], CODES["RLI"])
_UNMATCHED: Final = tuple(b"IJ")


def first_strong_level(codes: bytes) -> int | None:
    """Return the level of the first strong character outside isolates (P2, P3), or None."""
    depth = 0
    for mark in _STRONG_OR_ISOLATE.finditer(codes):
        code = codes[mark.start()]
        if code in _INITIATORS:
            depth += 1
        elif code == _POP_ISOLATE:
            depth = max(depth - 1, 0)
        elif not depth:
            return _level_of(code)
    return None


def _level_of(strong: int) -> int:
    return 0 if strong == DIRECTIONS[0] else 1


@dataclass(slots=True)
class _Isolate:
    """An isolate whose end is not reached yet."""

    start: int
    code: int
    level: int | None = None


def match_isolates(codes: bytes) -> bytes:
    """Rewrite the isolate codes so that each says what it is (BD9, X5c).

    A first-strong isolate becomes an LRI or RLI by the text up to its matching PDI. An initiator
    without matching PDI gets the capital letter of its code; a PDI without initiator is a mere
    neutral, ON.
    """
    if not _ISOLATE.search(codes):
        return codes
    result = bytearray(codes)
    opened: list[_Isolate] = []
    end = 0
    for mark in _ISOLATE.finditer(codes):
        start, at = end, mark.start()
        end = at + 1
        if opened:
            _note_strong(opened[-1], codes, start, at)
        if codes[at] != _POP_ISOLATE:
            opened.append(_Isolate(at, codes[at]))
        elif opened:
            isolate = opened.pop()
            result[isolate.start] = _initiator(isolate, _MATCHED)
        else:
            result[at] = _NEUTRAL
    if opened:
        _note_strong(opened[-1], codes, end, len(codes))
    for isolate in opened:
        result[isolate.start] = _initiator(isolate, _UNMATCHED)
    return bytes(result)


def _note_strong(isolate: _Isolate, codes: bytes, start: int, end: int) -> None:
    """Keep the level of the first strong character directly inside a first-strong isolate."""
    if isolate.code == _FIRST_STRONG_ISOLATE and isolate.level is None:
        found = _STRONG.search(codes, start, end)
        if found:
            isolate.level = _level_of(codes[found.start()])


def _initiator(isolate: _Isolate, by_level: tuple[int, ...]) -> int:
    if isolate.code == _FIRST_STRONG_ISOLATE:
        return by_level[isolate.level or 0]
    return by_level[_MATCHED.index(isolate.code)]


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of the directional status stack; `override` is L, R or 0 for neutral."""

    level: int
    override: int
    isolate: bool


@dataclass(slots=True)
class _Status:
    """The directional status stack and its three counters (X1)."""

    entries: list[_Entry]
    overflow_isolates: int = 0
    overflow_embeddings: int = 0
    valid_isolates: int = 0

    def next_level(self, direction: int) -> int | None:
        """Return the next level of this parity, or None when it would overflow (X2 to X5c)."""
        current = self.entries[-1].level
        level = current + 1 if (current + 1) % 2 == direction else current + 2
        overflows = level > MAX_DEPTH or self.overflow_isolates or self.overflow_embeddings
        return None if overflows else level

    def open_embedding(self, direction: int, override: int) -> None:
        """Begin an embedding or an override (X2 to X5)."""
        level = self.next_level(direction)
        if level is not None:
            self.entries.append(_Entry(level, override, isolate=False))
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1

    def open_isolate(self, direction: int) -> None:
        """Begin an isolate (X5a, X5b)."""
        level = self.next_level(direction)
        if level is None:
            self.overflow_isolates += 1
        else:
            self.valid_isolates += 1
            self.entries.append(_Entry(level, 0, isolate=True))

    def close_isolate(self) -> None:
        """End the isolate and every embedding left open in it (X6a, for a matching PDI)."""
        if self.overflow_isolates:
            self.overflow_isolates -= 1
            return
        self.overflow_embeddings = 0
        while not self.entries.pop().isolate:
            pass
        self.valid_isolates -= 1

    def close_embedding(self) -> None:
        """End the last embedding or override, unless an isolate stands between (X7)."""
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.entries[-1].isolate and len(self.entries) > 1:
            self.entries.pop()

    def apply(self, code: int) -> None:
        """Obey one explicit formatting character."""
        match chr(code):
            case "l":
                self.open_embedding(0, 0)
            case "r":
                self.open_embedding(1, 0)
            case "x":
                self.open_embedding(0, DIRECTIONS[0])
            case "y":
                self.open_embedding(1, DIRECTIONS[1])
            case "i" | "I":
                self.open_isolate(0)
            case "j" | "J":
                self.open_isolate(1)
            case "p":
                self.close_isolate()
            case _:
                self.close_embedding()


@dataclass(frozen=True, slots=True)
class Explicit:
    """What X1 to X8 say of each character.

    `marks` are the class codes as `match_isolates` writes them, `codes` the same after directional
    overrides, `levels` the embedding levels (without meaning where X9 removes a character).
    """

    marks: bytes
    codes: bytes
    levels: bytes


def explicit_levels(codes: bytes, base: int) -> Explicit:
    """Apply X1 to X8 to the class codes of a paragraph at the level `base`."""
    marks = match_isolates(codes)
    overridden, levels = bytearray(marks), bytearray()
    status = _Status([_Entry(base, 0, isolate=False)])
    for mark in _EXPLICIT.finditer(marks):
        at = mark.start()
        # An isolate initiator belongs to the text outside; so does the PDI, but after it pops.
        end = at + 1 if marks[at] in _OPENING_ISOLATE else at
        _fill(overridden, levels, end, status.entries[-1])
        status.apply(marks[at])
    _fill(overridden, levels, len(marks), status.entries[-1])
    return Explicit(marks, bytes(overridden), bytes(levels))


def _fill(codes: bytearray, levels: bytearray, end: int, entry: _Entry) -> None:
    """Give the characters up to `end` that have no level yet those of the entry."""
    start = len(levels)
    levels += bytes([entry.level]) * (end - start)
    if entry.override:
        codes[start:end] = bytes([entry.override]) * (end - start)
