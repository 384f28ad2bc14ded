"""Line numbers in the margin for reviewers: which lines count, and how they are drawn.

CSS has no line numbers. They are drawn over the finished pages, and as outlines instead of text, so
that they are neither read aloud nor found among the words by a search or a copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from weasyprint.formatting_structure.boxes import (
    FootnoteAreaBox,
    LineBox,
    MarginBox,
    TextBox,
)

from warraq.export import fonts
from warraq.export.api import ExportContext
from warraq.export.pdf.turned import is_turned
from warraq.lang.numerals import to_digits
from warraq.model.metadata import Digits

if TYPE_CHECKING:
    from weasyprint.document import Document

SIZE = 8 * 96 / 72
"""CSS pixels: 8 pt, smaller than any text of the themes."""
MARGIN_GAP = 4 * 96 / 25.4
"""CSS pixels between a number in the page's margin and the text."""
GUTTER_GAP = 1.2 * 96 / 25.4
"""The same for a number between two columns, where there is little room."""
_SAME_LINE = 1.0
"""CSS pixels by which the base lines of one line's parts may differ."""
_PASSED_OVER = frozenset({"contents", "figure", "math"})
"""Classes of blocks that Word does not count either, as our styles tell it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line's number stands: its base line, and the edge of the text that it begins at."""

    baseline: float
    edge: float
    rtl: bool
    gap: float


def places(page: Any) -> list[Place]:
    """Return the places of the lines of a page that count, in reading order.

    Those are the lines of paragraphs, headings, lists, quotations and verse; not those of tables,
    captions, contents, notes and running heads, nor of turned pages. The parts of one line of
    verse count once.
    """
    rtl = page.style["direction"] == "rtl"
    found: list[Place] = []
    if is_turned(page):
        return found
    for area in page.children:
        if isinstance(area, MarginBox | FootnoteAreaBox):
            continue
        outer = _edge(page, rtl)
        for line, edge in _lines(area, outer, rtl):
            gap = MARGIN_GAP if abs(edge - outer) < _SAME_LINE else GUTTER_GAP
            place = Place(line.position_y + line.baseline, edge, rtl, gap)
            if not (found and _is_same_line(found[-1], place)):
                found.append(place)
    return found


def _is_same_line(one: Place, other: Place) -> bool:
    return abs(one.baseline - other.baseline) < _SAME_LINE and one.edge == other.edge


def _edge(box: Any, rtl: bool) -> float:
    left: float = box.content_box_x()
    return left + box.width if rtl else left


def _lines(box: Any, edge: float, rtl: bool) -> Iterator[tuple[Any, float]]:
    """Yield the lines of a box with the edge of the page or column that they stand in."""
    if isinstance(box, LineBox):
        if any(isinstance(part, TextBox) and part.text.strip() for part in box.descendants()):
            yield box, edge
        return
    if _is_passed_over(box):
        return
    columns = _has_columns(box)
    for child in getattr(box, "children", ()):
        yield from _lines(child, _edge(child, rtl) if columns else edge, rtl)


def _is_passed_over(box: Any) -> bool:
    element = box.element
    if element is None:
        return False
    names = element.get("class") or ""
    return element.tag == "table" or not _PASSED_OVER.isdisjoint(names.split())


def _has_columns(box: Any) -> bool:
    return bool(box.style["column_count"] != "auto" or box.style["column_width"] != "auto")


# --- drawing -------------------------------------------------------------------------------------


class Numerals:
    """The outlines of digits in one face."""

    def __init__(self, face: fonts.Face) -> None:
        """Load the face. Raises FontError when its file cannot be read."""
        import uharfbuzz

        self._face = uharfbuzz.Face(fonts.load(face), face.index)
        self._font = uharfbuzz.Font(self._face)
        self._functions = uharfbuzz.DrawFuncs()
        self._functions.set_move_to_func(lambda x, y, path: path.append(("move_to", x, y)))
        self._functions.set_line_to_func(lambda x, y, path: path.append(("line_to", x, y)))
        self._functions.set_cubic_to_func(lambda *points: points[-1].append(_curve(points[:-1])))
        self._functions.set_quadratic_to_func(_add_quadratic)
        self._functions.set_close_path_func(lambda path: path.append(("close",)))

    def width(self, text: str) -> float:
        """Return the width of a number in CSS pixels."""
        return sum(self._advance(char) for char in text)

    def draw(self, stream: Any, text: str, x: float, baseline: float) -> None:
        """Fill the outlines of a number, its left end at ``x``; lengths in CSS pixels."""
        scale = SIZE / self._face.upem
        for char in text:
            path: list[Any] = []
            self._font.draw_glyph(self._glyph(char), self._functions, path)
            with stream.stacked():
                stream.transform(a=scale, d=-scale, e=x, f=baseline)
                for name, *numbers in path:
                    getattr(stream, name)(*numbers)
                stream.fill()
            x += self._advance(char)

    def _glyph(self, char: str) -> int:
        return int(self._font.get_nominal_glyph(ord(char)))

    def _advance(self, char: str) -> float:
        advance = self._font.get_glyph_h_advance(self._glyph(char))
        return float(advance) * SIZE / float(self._face.upem)


def _curve(points: Iterable[float]) -> tuple[Any, ...]:
    return ("curve_to", *points)


def _add_quadratic(x1: float, y1: float, x2: float, y2: float, path: list[Any]) -> None:
    """Write a quadratic curve of TrueType as the cubic one that PDF knows (ISO 32000-2, 8.5.2)."""
    x0, y0 = path[-1][-2:]
    first = (x0 + 2 * (x1 - x0) / 3, y0 + 2 * (y1 - y0) / 3)
    second = (x2 + 2 * (x1 - x2) / 3, y2 + 2 * (y1 - y2) / 3)
    path.append(("curve_to", *first, *second, x2, y2))


def _draw(stream: Any, color: Any, numbers: list[tuple[str, Place]], numerals: Numerals) -> None:
    stream.set_color(color)
    for text, place in numbers:
        width = numerals.width(text)
        x = place.edge + place.gap if place.rtl else place.edge - place.gap - width
        numerals.draw(stream, text, x, place.baseline)


def number_lines(document: Document, every: int, digits: Digits, context: ExportContext) -> None:
    """Have the pages of a document number their lines, each ``every``-th one."""
    numerals = _numerals(context, to_digits(1234567890, digits))
    if numerals is None:
        return
    count = 0
    for page in document.pages:
        if context.theme.page.line_numbers_restart:
            count = 0
        found = places(page._page_box)
        counted = enumerate(found, count + 1)
        count += len(found)
        numbers = [
            (to_digits(number, digits), place) for number, place in counted if number % every == 0
        ]
        color = page._page_box.style["color"]
        page.overlays.append(partial(_draw, color=color, numbers=numbers, numerals=numerals))


def _numerals(context: ExportContext, digits: str) -> Numerals | None:
    """Return the digits in the first of the text's fonts that has them."""
    from warraq.diagnostics import NOWHERE

    stack = context.theme.fonts.page.text
    for family in dict.fromkeys((*stack.arabic, *stack.latin, *stack.hebrew)):
        for face in fonts.faces(family):
            if face.weight == 400 and not face.italic and _has(face, digits):
                return Numerals(face)
    context.report.warning(
        "E107",
        "the lines are not numbered: no font of the theme has the digits",
        NOWHERE,
        "install a font that the theme names, or choose other digits",
    )
    return None


def _has(face: fonts.Face, text: str) -> bool:
    try:
        return fonts.covered(face).issuperset(map(ord, text))
    except fonts.FontError:
        return False
