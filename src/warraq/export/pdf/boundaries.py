"""Marks of direction where it changes within a line, for programs that read the text back.

Such a program sees glyphs from left to right and has to turn those of right-to-left words. It
guesses for spaces and punctuation: Poppler takes what stands left of a number to belong to it up to
the next right-to-left letter, MuPDF takes a space to have the direction of what was drawn before.
An invisible mark of direction (U+200E, U+200F) at the edge settles both.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any

LRM, RLM = "\u200e", "\u200f"
_LEVEL = {"L": 0, "EN": 0, "ES": 0, "ET": 0, "R": 1, "AL": 1, "AN": 1}
"""The direction that MuPDF takes from a character; all others follow what stands before."""
_ROW = 0.6
"""In em: how far apart the base lines of one row of text may be."""


@dataclass(frozen=True, slots=True)
class Part:
    """Text of one direction that is drawn in one go, and its place in CSS pixels."""

    text: str
    rtl: bool
    left: float
    right: float
    baseline: float
    font_size: float


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks at the left and at the right edge of a part, and before what stands right of it."""

    left: str = ""
    right: str = ""
    neighbour: tuple[str, float] = ("", 0.0)


NOTHING = Marks()


@dataclass(slots=True)
class Boundaries:
    """What was drawn on a page: enough to tell which marks the next part needs."""

    stream: Any = None
    line: int = 0
    level: int = 0
    last: tuple[Part, int] | None = None
    rows: dict[int, list[tuple[Part, int]]] = field(default_factory=dict)

    def begin_line(self) -> None:
        """Take what follows to stand in another line (of another cell, perhaps)."""
        self.line += 1

    def forget(self) -> None:
        """Take nothing for granted about what was drawn last."""
        self.last = None

    def marks(self, stream: Any, part: Part) -> Marks:
        """Return the marks that a part needs, and remember the part."""
        if stream is not self.stream:
            self.stream, self.last, self.level = stream, None, 0
            self.rows.clear()
        marks = self._marks(part)
        self.last = part, self.line
        self.rows.setdefault(_row(part.baseline), []).append(self.last)
        drawn = marks.left + (part.text[::-1] if part.rtl else part.text) + marks.right
        drawn += marks.neighbour[0]
        levels = (mupdf_level(char) for char in reversed(drawn))
        self.level = next((level for level in levels if level is not None), self.level)
        return marks

    def _marks(self, part: Part) -> Marks:
        start, end = _ends(part.text)
        if start is None or end is None:
            return NOTHING
        before, same_line = self._before(part)
        alike = before is not None and before.rtl == part.rtl
        if alike and not any(map(_is_strong, part.text)) and not (part.rtl and _is_mark(end)):
            return NOTHING
        first = end if part.rtl else start
        # The digits of Arabic numbers are drawn with marks before them.
        level = mupdf_level(first) if part.rtl else 0
        own = 1 if level is None else level
        parted = alike and part.rtl if same_line else before is not None and own != self.level
        left = self._for_mupdf(part, first, parted)
        return self._for_poppler(part, start if part.rtl else end, left)

    def _for_mupdf(self, part: Part, first: str, parted: bool) -> str:
        """Return the marks at the left edge: what is drawn first is taken for what came before.

        It begins a line where text of one direction goes on elsewhere: so a mark of the other
        ``parted`` text parts two lines of one row (cells), or keeps two parts in one line.
        """
        own, other = (RLM, LRM) if part.rtl else (LRM, RLM)
        left = other if parted else ""
        if part.rtl and parted:
            # Or else Poppler would give what stands left of it, a bracket say, to the other side.
            unclear = True
        elif part.rtl:
            unclear = not _is_strong(first, rtl=True) or _ends_in_mark(part.text)
        else:
            unclear = bool(1 if parted else self.level) and mupdf_level(first) is None
        return left + own if unclear else left

    def _for_poppler(self, part: Part, last: str, left: str) -> Marks:
        """Add the marks at the right edge: a line is read from the side of its page's language.

        What stands between two directions is given to the one that is met first.
        """
        after, same_line = self._right_of(part)
        if after is None or after.rtl == part.rtl:
            return Marks(left)
        if not same_line:
            return Marks(left, LRM, (RLM, after.left)) if part.rtl else Marks(left)
        own = RLM if part.rtl else LRM
        return Marks(left, "" if _is_strong(last, part.rtl) else own)

    def _before(self, part: Part) -> tuple[Part | None, bool]:
        """Return what was drawn last if it stands in the same row, and whether in the same line."""
        if self.last is None:
            return None, False
        last, line = self.last
        near = abs(last.baseline - part.baseline) < _ROW * part.font_size
        return (last if near else None), line == self.line

    def _right_of(self, part: Part) -> tuple[Part | None, bool]:
        """Return what stands next to a part on its right, as far as it was drawn."""
        best, same = None, False
        reach = _ROW * part.font_size
        for key in range(_row(part.baseline - reach), _row(part.baseline + reach) + 1):
            for other, line in self.rows.get(key, ()):
                if (
                    other.left > part.right - 1
                    and abs(other.baseline - part.baseline) < reach
                    and (best is None or other.left < best.left)
                ):
                    best, same = other, line == self.line
        return best, same


def _row(baseline: float) -> int:
    return int(baseline // 8)


def mupdf_level(char: str) -> int | None:
    """Return 0 or 1 where MuPDF takes a direction from a character, else None."""
    return _LEVEL.get(unicodedata.bidirectional(char))


def _is_strong(char: str, rtl: bool | None = None) -> bool:
    found = unicodedata.bidirectional(char)
    if rtl is None:
        return found in ("L", "EN", "AN", "R", "AL")
    return found in (("R", "AL") if rtl else ("L", "EN"))


def _ends_in_mark(text: str) -> bool:
    """Tell whether a mark on a letter comes last, but for mere controls."""
    drawn = (unicodedata.category(char) for char in reversed(text))
    return next((found for found in drawn if found != "Cf"), "") == "Mn"


def _is_mark(char: str) -> bool:
    """Tell whether a character is punctuation that may open a piece, and no leader's dot."""
    return unicodedata.category(char)[0] == "P" and char != "."


def _ends(text: str) -> tuple[str | None, str | None]:
    """Return the first and the last character that is no mark on another, nor mere control."""
    return next(filter(_stands, text), None), next(filter(_stands, reversed(text)), None)


def _stands(char: str) -> bool:
    return unicodedata.category(char) not in ("Mn", "Cf")
