"""The height of a page's notes, reckoned from each note's own instead of laid out again and again.

WeasyPrint lays all notes of a page out anew whenever one comes or goes: with five notes on a page
that is nearly half of the whole layout. A note's lines do not depend on its neighbours, so each is
measured once, and the heights are added as CSS 2.2, section 8.3.1 collapses margins.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any

from weasyprint.formatting_structure import build
from weasyprint.layout.block import block_level_layout


@dataclass(frozen=True, slots=True)
class Extent:
    """The height of a note's border box and its margins, in CSS pixels. ``note`` keeps it alive."""

    note: Any
    top: float
    height: float
    bottom: float


class Measure:
    """Measures the notes of one layout."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self._extents: dict[tuple[int, float], Extent] = {}

    def height(self, context: Any, area: Any, notes: list[Any]) -> float | None:
        """Return the height of an area with notes, or None where it has to be laid out."""
        extents = [self._extent(context, area, note) for note in notes]
        if extents[0].top and not (area.padding_top or area.border_top_width):
            return None  # the margin would leave the area
        if extents[-1].bottom and (area.padding_bottom or area.border_bottom_width):
            return None
        if any(extent.top < 0 or extent.bottom < 0 for extent in extents):
            return None
        gaps = sum(max(above.bottom, below.top) for above, below in pairwise(extents))
        return extents[0].top + sum(extent.height for extent in extents) + gaps

    def _extent(self, context: Any, area: Any, note: Any) -> Extent:
        key = (id(note), area.page.width)
        if key not in self._extents:
            self._extents[key] = self._measured(context, area, note)
        return self._extents[key]

    def _measured(self, context: Any, area: Any, note: Any) -> Extent:
        alone = build.create_anonymous_boxes(area.copy_with_children([note]).deepcopy())
        laid_out = block_level_layout(context, alone, -inf, None, area.page)[0].children[0]
        height = laid_out.border_height()
        return Extent(note, laid_out.margin_top, height, laid_out.margin_bottom)
