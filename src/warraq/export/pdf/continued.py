"""A note laid out by itself: whole, or as far as a height reaches, to run on on the next page.

WeasyPrint never divides a note: a long one moves whole, and one taller than the page loses its
end. Here each note is laid out alone by WeasyPrint's own rules for blocks and pages, so that
paragraphs, lists, quotations, verse, code and tables within a note are divided as in the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import absolute_layout
from weasyprint.layout.block import block_level_layout, collapse_margin

MIN_LINES = 7
"""Notes of fewer lines stay whole."""
FIRST_LINES = 3
"""How many lines of a long note stand at least on the page of its call."""
_BEGINNING = 0.25
"""The share of a page that is laid out of a note to know the least of it."""
_ROOMY = 0.5
"""The share of a page above which what does not fit is divided against its will."""
_AT_END = 1e-3
_SAME = 1e-6
"""CSS pixels by which two heights may differ and still be the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """A note from some place to its end. ``begin`` is that place as WeasyPrint states it."""

    note: Any
    begin: Any = None


@dataclass(frozen=True, slots=True, eq=False)
class Fragment:
    """What stands on one page of a note: the laid-out box, its height and margins in CSS pixels."""

    stretch: Stretch
    box: Any
    top: float
    height: float
    bottom: float
    end: Any

    @property
    def lead(self) -> float:
        """What there is between this and the note before it, if that has a margin like its own."""
        return max(self.top, _margin(self.stretch.note, "bottom"))

    @property
    def cost(self) -> float:
        """The height with what parts it from the note before it."""
        return (
            self.lead + self.height + max(0.0, self.bottom - _margin(self.stretch.note, "bottom"))
        )

    @property
    def rest(self) -> tuple[Stretch, ...]:
        """What is left of the note for the next page: one stretch or none."""
        return () if self.end is None else (Stretch(self.stretch.note, self.end),)


class Cutter:
    """Lays the notes of one page out; what it has found once, it knows."""

    def __init__(self, context: Any, area: Any) -> None:
        """Begin with nothing known."""
        self._context = context
        self._area = area
        self._whole: dict[int, Fragment] = {}
        self._least: dict[tuple[int, bool], Fragment] = {}
        self._called: dict[int, list[Stretch]] = {}
        self._cut: dict[tuple[int, float], tuple[Stretch, Fragment | None]] = {}
        self._kept: list[Fragment] = []  # so that no other takes the identity of one

    def called_in(self, fragment: Fragment) -> list[Stretch]:
        """Return the notes called within a part of a note."""
        key = id(fragment)
        if key not in self._called:
            boxes_in_it = fragment.box.descendants()
            called = (getattr(box, "footnote", None) for box in boxes_in_it)
            self._called[key] = [Stretch(note) for note in called if note is not None]
            self._kept.append(fragment)
        return self._called[key]

    def whole(self, stretch: Stretch) -> Fragment:
        """Return all that is left of a note."""
        key = id(stretch)
        if key not in self._whole:
            fragment = self._lay_out(stretch, inf, force=True)
            assert fragment is not None
            self._whole[key] = fragment
        return self._whole[key]

    def cut(self, stretch: Stretch, limit: float) -> Fragment | None:
        """Return as much of a note as a height takes, or None where nothing fits."""
        whole = self._whole.get(id(stretch))
        if whole is not None and whole.cost <= limit + _SAME:
            return whole
        key = id(stretch), round(limit, 3)
        if key not in self._cut:
            self._cut[key] = stretch, self._divided(stretch, limit)
        return self._cut[key][1]

    def _divided(self, stretch: Stretch, limit: float) -> Fragment | None:
        top = 0.0 if stretch.begin is not None else _margin(stretch.note, "top")
        gap = max(0.0, _margin(stretch.note, "bottom") - top)
        fragment = self._lay_out(stretch, limit - gap, force=False)
        if fragment is None and limit > self._area.page.height * _ROOMY:
            fragment = self._forced_within(stretch, limit - gap)
        if fragment is None:
            return None
        if fragment.end is None:
            self._whole[id(stretch)] = fragment
            # Where only the margin below it goes over, there is no such margin.
            below = max(0.0, fragment.bottom - (fragment.cost - limit))
            return fragment if fragment.cost <= limit + _SAME else replace(fragment, bottom=below)
        _close(fragment.box, limit - gap)
        return replace(fragment, height=fragment.box.border_height())

    def _forced_within(self, stretch: Stretch, limit: float) -> Fragment | None:
        """Divide what asks not to be divided (code, a table's row) but is higher than a page."""
        fragment = self._lay_out(stretch, limit, force=True)
        return fragment if fragment and fragment.height <= limit + _SAME else None

    def least(self, stretch: Stretch, *, tight: bool) -> Fragment:
        """Return the fewest lines that may stand on a page: a short note is never divided.

        ``tight``: where room is scarce, a short one may be divided too, after any line.
        """
        key = id(stretch), tight
        if key not in self._least:
            self._least[key] = self._fewest(stretch, tight)
        return self._least[key]

    def forced(self, stretch: Stretch, limit: float) -> Fragment:
        """Return something of a note, even if it is higher than the limit (a tall picture)."""
        fragment = self._lay_out(stretch, limit, force=True)
        assert fragment is not None
        return fragment

    def _fewest(self, stretch: Stretch, tight: bool) -> Fragment:
        beginning = self.cut(stretch, self._area.page.height * _BEGINNING) or self.whole(stretch)
        bottoms = sorted({box.position_y + box.height for box in lines(beginning.box)})
        short = beginning.end is None and len(bottoms) < MIN_LINES
        if short and not tight and stretch.begin is None:
            return beginning
        first = 1 if tight or stretch.begin is not None else FIRST_LINES
        for bottom in bottoms[first - 1 : -1]:
            fragment = self.cut(stretch, bottom - beginning.top + beginning.lead)
            if fragment is not None:
                return fragment
        return beginning

    def _lay_out(self, stretch: Stretch, limit: float, *, force: bool) -> Fragment | None:
        context, area, note = self._context, self._area, stretch.note
        note.position_x, note.position_y = area.content_box_x(), 0
        bottom_space = -inf if limit == inf else 0
        placed: list[Any] = []
        with _alone(context, note, limit + _SAME):
            box, end, _, margins, _, _ = block_level_layout(
                context, note, bottom_space, stretch.begin, _container(area), force, placed, placed
            )
            # The bullets of lists; each may hold another.
            for bullet in placed if box is not None else ():
                absolute_layout(context, bullet, area.page, placed, 0, None)
        if box is None:
            return None
        bottom = collapse_margin([*margins, box.margin_bottom]) if end is None else 0.0
        return Fragment(stretch, box, box.border_box_y(), box.border_height(), bottom, end)


def _close(box: Any, limit: float) -> None:
    """Let a divided box end with its last line.

    WeasyPrint draws it, and what is divided in it, to the end of its page.
    """
    beyond = limit - (content_bottom(box) - box.position_y)
    end = box.position_y + limit
    if beyond <= _SAME:
        return
    for child in box.descendants():
        block = isinstance(child, boxes.BlockLevelBox) and not isinstance(child, boxes.TableBox)
        if block and abs(child.border_box_y() + child.border_height() - end) < _AT_END:
            child.height -= beyond


def _margin(note: Any, side: str) -> float:
    margin = note.style[f"margin_{side}"]
    return float(margin.value) if margin.unit == "px" else 0.0


def _container(area: Any) -> Any:
    """Return a box of the area's width for a note to stand in."""
    container = boxes.BlockBox.anonymous_from(area, [])
    container.width, container.height = area.page.width, inf
    return container


@contextmanager
def _alone(context: Any, note: Any, limit: float) -> Iterator[None]:
    """Let WeasyPrint take the note for a page of its own, without the page that is being made."""
    own = {
        "page_bottom": limit,
        "footnotes": (),
        "paragraph": None,
        "in_column": False,
        "forced_break": False,
    }
    kept = {name: getattr(context, name) for name in own}
    vars(context).update(own)
    context.create_block_formatting_context(note)
    try:
        yield
    finally:
        context.finish_block_formatting_context()
        vars(context).update(kept)


def lines(box: Any) -> Iterator[Any]:
    """Yield what a page may break between: lines, and pictures that are blocks."""
    for child in box.descendants():
        if isinstance(child, boxes.LineBox | boxes.BlockReplacedBox):
            yield child


def content_bottom(box: Any) -> float:
    """Return where what is seen of a box ends, in CSS pixels from the page's top.

    A divided box reaches to the end of its page; what counts is its text, and the decoration
    below it.
    """
    return max((_seen_bottom(child) for child in box.descendants()), default=box.position_y)


def _seen_bottom(box: Any) -> float:
    if isinstance(box, boxes.LineBox):
        return float(box.position_y + box.height)
    if isinstance(box, boxes.ReplacedBox | boxes.TableCellBox):
        return float(box.position_y + box.margin_height())
    if isinstance(box, boxes.BlockLevelBox) and (box.padding_bottom or box.border_bottom_width):
        return float(box.border_box_y() + box.border_height())
    return -inf
