"""The order in which PDFium takes pieces of text: that of the places of their first glyphs.

PDFium reads the text in Chrome and in many other programs. It takes the pieces of a row (a piece is
what one operator shows) by the places of their first glyphs, from left to right. Where a document
states that its pages are turned from right to left, it then reads the row backwards: it turns the
letters of right-to-left words again, and leaves the words of a left-to-right phrase as they are:
«end not did». So in a row that has such a phrase each piece begins with a space without width or
ink that stands beyond the right edge of the page, each further left than the one before it in the
order of reading. Other programs see nothing of what lies outside the page. Of two such spaces that
lie in one place PDFium takes one, so that a full stop stays with its word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import floor
from typing import Any, NamedTuple
from unicodedata import bidirectional

from weasyprint.formatting_structure.boxes import LineBox, TextBox

FAR = 800.0
"""In CSS pixels beyond the edge: where the first piece of a row is put."""
APART, ROUND, TOGETHER = 150, 1000, 10
"""In 1/1000 em: how far apart at least pieces are put that do not touch, and a multiple for it;
a multiple for pieces that touch. PDFium takes a glyph for a repeated one within 70.
"""
ROW = 6.0
"""In CSS pixels: how far apart the base lines of one row of text may be."""

_WEAK = frozenset(("EN", "AN", "NSM", "CS", "ES", "ET", "BN"))
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
_WORD = re.compile(r"\w")
_PHRASE = re.compile(r"[^\W\d_].*\w|\w.*[^\W\d_]")
"""What begins or ends with a letter, and is longer than it."""


@lru_cache(4096)
def kind(char: str) -> str:
    """Return the kind of a character as PDFium parts a line: a run of one kind stays together."""
    found = bidirectional(char)
    if found in ("R", "AL"):
        return "R"
    return "W" if found in _WEAK else found if found == "L" else "N"


@lru_cache(4096)
def is_mixed(text: str, *, rtl: bool) -> bool:
    """Tell whether a text has a left-to-right phrase that PDFium takes for more than one run.

    Numbers and their signs are no phrase in right-to-left text.
    """
    phrases = _RIGHT_TO_LEFT.split(text)
    if rtl or len(phrases) > 1:
        phrases = [found[0] for phrase in phrases if (found := _PHRASE.search(phrase))]
    return any(len({kind(char) for char in phrase.strip()}) > 1 for phrase in phrases)


class Place(NamedTuple):
    """How far from the pen the first glyph of a piece stands, in 1/1000 em.

    ``moved`` tells whether its base line is another than that of the row's first piece, ``joined``
    whether it touches the piece before.
    """

    away: int
    moved: bool
    joined: bool


@dataclass(slots=True)
class Order:
    """The rows of a page whose pieces must be put in order, and the place of the last piece."""

    edge: float = 0.0
    rows: list[float] = field(default_factory=list)
    baseline: float = 0.0
    last: float = 0.0
    end: str = " "

    def begin_page(self, page: Any) -> None:
        """Find the rows of a page that hold more than right-to-left text and single words."""
        self.edge = page.margin_width() + page.bleed["right"] + FAR
        self.rows = sorted(baseline for baseline, boxes in _lines(page) if _is_mixed(boxes))
        self.baseline, self.last, self.end = float("-inf"), self.edge, " "

    def begin_line(self) -> None:
        """Take what follows to stand apart from what was drawn before."""
        self.end = " "

    def needs(self, baseline: float) -> bool:
        """Tell whether the row at a base line must be put in order."""
        index = bisect_left(self.rows, baseline - ROW)
        return index < len(self.rows) and self.rows[index] < baseline + ROW

    def away(self, pen: float, baseline: float, font_size: float, text: str) -> Place:
        """Return how far from the pen the first glyph of a piece must stand, in 1/1000 em.

        ``text`` is that of the piece in logical order. The numbers are round, since a document has
        thousands of them.
        """
        if abs(baseline - self.baseline) > ROW:
            self.last, self.baseline, self.end = self.edge, baseline, " "
        moved = baseline != self.baseline
        joined = not (self.end.isspace() or text[:1].isspace())
        distance = (self.last - pen) * 1000 / font_size
        least, unit = (1, TOGETHER) if joined else (APART, ROUND)
        away = floor((distance - least) / unit) * unit
        self.last = pen + away * font_size / 1000
        self.end = text[-1:] or " "
        return Place(away, moved, joined)


def _lines(page: Any) -> Iterator[tuple[float, list[Any]]]:
    """Yield the base line of each line of a page and its boxes of text."""
    boxes = [page]
    while boxes:
        box = boxes.pop()
        box = getattr(box, "_box", box)
        children = getattr(box, "children", ())
        if isinstance(box, LineBox):
            yield box.position_y + box.baseline, list(_texts(box))
        boxes += children


def _texts(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, TextBox):
            yield child
        elif hasattr(child, "children"):
            yield from _texts(child)


def _is_mixed(boxes: Sequence[Any]) -> bool:
    """Tell whether a line has text from left to right that PDFium would part."""
    words = [box for box in boxes if _WORD.search(box.text)]
    if any(is_mixed(box.text, rtl=box.style["direction"] == "rtl") for box in words):
        return True
    plain = (not _RIGHT_TO_LEFT.search(box.text) for box in words)
    return any(one and other for one, other in pairwise(plain))
