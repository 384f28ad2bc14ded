"""Lengths of a theme in the units of WordprocessingML, and the set-up of the page in them.

Rounding: to the nearest whole unit, halves upwards. A twip is 1/20 pt; sizes count half-points;
widths of borders count eighths of a point.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from warraq.model.attributes import Direction
from warraq.style.tokens import LineRule, Role, Theme

_TWIPS_PER_MM = 1440 / 25.4


def nearest(value: float) -> int:
    """Return the nearest whole number; halves go up, whatever the sign."""
    return floor(value + 0.5)


def twips(points: float) -> int:
    """Return points in twips."""
    return nearest(points * 20)


def twips_of_mm(millimetres: float) -> int:
    """Return millimetres in twips."""
    return nearest(millimetres * _TWIPS_PER_MM)


def half_points(points: float) -> int:
    """Return points in half-points (``w:sz``)."""
    return nearest(points * 2)


def eighths(points: float) -> int:
    """Return points in eighths (``w:sz`` of a border), from 2 to 96 as ST_EighthPointMeasure."""
    return min(max(nearest(points * 8), 2), 96)


def line_spacing(theme: Theme, role: Role, direction: Direction) -> tuple[int, str]:
    """Return ``w:line`` and ``w:lineRule`` of a paragraph in a direction.

    «atLeast» counts twips, «auto» 240ths of single spacing (ECMA-376 part 1, 17.3.1.33).
    """
    match theme.word.line_rule:
        case LineRule.AT_LEAST:
            return twips((role.size(direction) or 0) * role.line_height), "atLeast"
        case LineRule.MULTIPLE:
            return nearest(240 * role.line_height / theme.word.single_line), "auto"


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The page in twips, as ``w:pgSz`` and ``w:pgMar`` want it.

    With ``mirrored`` (``w:mirrorMargins`` in the settings) left and right are those of an odd
    page: the binding is on the right there in a right-to-left publication.
    """

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    mirrored: bool
    bidi: bool
    columns: int = 1
    column_gap: int = 0

    @property
    def measure(self) -> int:
        """The width of the text."""
        return self.width - self.left - self.right

    @property
    def column(self) -> int:
        """The width of a column of the body."""
        return (self.measure - (self.columns - 1) * self.column_gap) // self.columns


def page_setup(theme: Theme, direction: Direction) -> PageSetup:
    """Return the set-up of the page for a document in a direction."""
    page = theme.page
    rtl = direction is Direction.RTL
    inside, outside = twips_of_mm(page.margin_inside), twips_of_mm(page.margin_outside)
    return PageSetup(
        width=twips_of_mm(page.width),
        height=twips_of_mm(page.height),
        top=twips_of_mm(page.margin_top),
        right=inside if rtl else outside,
        bottom=twips_of_mm(page.margin_bottom),
        left=outside if rtl else inside,
        header=twips_of_mm(page.header_distance),
        footer=twips_of_mm(page.footer_distance),
        mirrored=page.mirrored,
        bidi=rtl,
        columns=theme.columns.count,
        column_gap=twips_of_mm(theme.columns.gap),
    )
