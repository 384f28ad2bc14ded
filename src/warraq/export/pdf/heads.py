"""Running heads and feet that keep to one line: room shared by need, long texts shortened.

CSS gives the boxes of a margin their widths without a thought for the lines that come of it: a
title longer than its share breaks, and its second line runs over the text.

A head is one text, which Pango orders as a paragraph of the bidirectional algorithm; but isolates,
which stand for the marked phrases of a title, mean nothing to it. Overrides do: they state levels.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import page as pages
from weasyprint.layout.preferred import max_content_width

from warraq.lang.bidi import resolve

GAP = 18.0
"""CSS pixels at least between two texts of a line."""
_SLACK = 0.5
"""CSS pixels that a box is wider than its text, whatever is rounded."""
ELLIPSIS = "…"
_OPENING, _CLOSING = "([{«“‘‹„", ")]}»”’›“"
_ISOLATES, _POP = "\u2066\u2067\u2068", "\u2069"
_MARKS = "\u200e\u200f"
_OVERRIDES, _POP_OVERRIDE = "\u202d\u202e", "\u202c"
_NOT_LAST = " \u00a0.,،:;؛؟?!–—-/·" + _OPENING
_original = pages.compute_variable_dimension

Widths = tuple[float, float, float]


def install(context_class: type) -> None:
    """Have the margins of layouts of this class fitted; all others stay as WeasyPrint has them."""

    def compute_variable_dimension(
        context: Any, side_boxes: Sequence[Any], vertical: bool, available: float
    ) -> None:
        _original(context, side_boxes, vertical, available)
        if isinstance(context, context_class) and not vertical:
            _fit(context, side_boxes, available)

    if pages.compute_variable_dimension is _original:
        pages.compute_variable_dimension = compute_variable_dimension


def _fit(context: Any, boxes: Sequence[Any], available: float) -> None:
    """Give the three boxes of a line their widths, and shorten what finds no room."""
    texts = [item for box in boxes for item in box.descendants() if isinstance(item, TextBox)]
    logical = {id(item): item.text for item in texts}
    for item in texts:
        item.text = ordered(item.text, item.style["direction"])
    wanted = tuple(_natural_width(context, box) for box in boxes)
    left, center, right = wanted
    if all(width <= box.width + _SLACK for width, box in zip(wanted, boxes, strict=True)):
        return
    first, _, last = (box.style["flex_shrink"] == 0 for box in boxes)
    shares = rooms((left, center, right), available, firm=(first, last))
    for box, room in zip(boxes, shares, strict=True):
        if not box.is_generated:
            continue
        box.width, box.margin_left, box.margin_right = room, 0, 0
        for text_box in (item for item in box.descendants() if isinstance(item, TextBox)):
            _shorten(context, box, text_box, logical[id(text_box)], room)


def _natural_width(context: Any, box: Any) -> float:
    if not box.is_generated:
        return 0.0
    width = float(max_content_width(context, box, outer=False))
    return width + _SLACK if width else 0.0


def rooms(wanted: Widths, available: float, *, firm: tuple[bool, bool] = (False, False)) -> Widths:
    """Return the widths of three boxes side by side that share a line, and fill it.

    A text that needs less than its share leaves the rest to the others; one in the middle stays
    there. Of two at the sides a firm one has up to two thirds: a journal's volume and issue say
    more than the end of a long title.
    """
    left, center, right = wanted
    if center:
        side = max(left, right)
        side = side + GAP if side else 0.0
        middle = min(max(center, available - 2 * side), max(available - 2 * side, available / 3))
        return (available - middle) / 2, middle, (available - middle) / 2
    if not (left and right):
        return (available, 0.0, 0.0) if left else (0.0, 0.0, available)
    if firm[0] is not firm[1]:
        return _beside(left, right, available, left_first=firm[0])
    half = available / 2
    if left + GAP <= half or right + GAP <= half:
        first = left + GAP if left < right else available - right - GAP
        return first, 0.0, available - first
    return half, 0.0, half


def _beside(left: float, right: float, available: float, *, left_first: bool) -> Widths:
    """Return the widths of two boxes of which one is served first."""
    room = min((left if left_first else right) + GAP, available * 2 / 3)
    return (room, 0.0, available - room) if left_first else (available - room, 0.0, room)


def _shorten(context: Any, box: Any, text_box: Any, text: str, room: float) -> None:
    """Shorten a text to the room of its box."""
    direction = text_box.style["direction"]

    def fits(text: str) -> bool:
        text_box.text = ordered(text, direction)
        return _natural_width(context, box) <= room

    text_box.text = ordered(shortened(text, fits), direction)


@lru_cache
def ordered(text: str, direction: str) -> str:
    """Return a text with isolates as one with overrides, which has the same order (UAX #9, X4–X7).

    Without isolates it is returned as it is.
    """
    if not any(char in _ISOLATES for char in text):
        return text
    base = 1 if direction == "rtl" else 0
    result, current = _OVERRIDES[base], base
    for char, level in zip(text, resolve(text, base).levels, strict=True):
        while current > level:
            result, current = result + _POP_OVERRIDE, current - 1
        while current < level:
            current += 1
            result += _OVERRIDES[current % 2]
        # A mark stands where an isolate begins or ends: what lies on both sides may be of levels
        # that would otherwise be taken for one run (L2).
        result += _MARKS[level % 2] if char in _ISOLATES + _POP else char
    return result + _POP_OVERRIDE * (current - base + 1)


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """Return a text, or as many of its first words as fit before an ellipsis; at least one.

    What is cut within an isolate closes it. Punctuation does not stand before the ellipsis, and
    a bracket or quotation that is cut goes altogether where that leaves half of the words.
    """
    if fits(text):
        return text
    words = text.split(" ")
    low, high = 1, len(words) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if fits(_cut(words[:middle])):
            low = middle
        else:
            high = middle - 1
    return _cut(words[: _before_open_bracket(words[:low])])


def _before_open_bracket(words: Sequence[str]) -> int:
    """Return how many words to keep: all, or those before a bracket that is not closed."""
    depth, first = 0, len(words)
    for index, word in enumerate(words):
        if depth == 0:
            first = index
        depth += sum((char in _OPENING) - (char in _CLOSING) for char in word)
        depth = max(depth, 0)
    return first if depth and 2 * first >= len(words) else len(words)


def _cut(words: Sequence[str]) -> str:
    kept = " ".join(words)
    start = kept.rstrip(_NOT_LAST + _ISOLATES)
    kept = start or kept
    open_isolates = sum((char in _ISOLATES) - (char == _POP) for char in kept)
    return kept + _POP * max(open_isolates, 0) + ELLIPSIS
