"""Text in columns, each with its notes at its own foot, and parts that stand across all of them.

WeasyPrint's own columns give a page wrong notes: their heights are guessed and laid out anew until
they fit, a note may leave the page of its call, and the notes run across the page in lines twice
as long as the text's. Here each column is filled as if it were a page of its own, once and in
turn, so that all that holds for the notes of pages holds for those of columns.

A sheet is a pile of bands: text in columns, or a part across them. Where one ends and the next
begins is a change of the CSS property ``page``; the text then goes on below, on the same sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.layout import page as page_layout

from warraq.export.pdf.columns_feet import Feet
from warraq.export.pdf.columns_fill import is_ours
from warraq.export.pdf.columns_sheet import Sheet

_installed: list[Any] = []
"""The function that gives pages their columns, once it is there."""


@dataclass(frozen=True, slots=True)
class ColumnSettings:
    """How many columns there are; lengths in CSS pixels. An empty colour is that of the text."""

    count: int
    gap: float
    rule_width: float
    rule_color: str
    balanced: bool


def install(context_class: type) -> None:
    """Have layouts of this class that want columns get them; all others stay WeasyPrint's."""

    original = page_layout.block_level_layout
    if original in _installed:
        return

    def layout(context: Any, box: Any, *arguments: Any, **named: Any) -> Any:
        wanted = isinstance(context, context_class) and context.columns is not None  # type: ignore[attr-defined]
        if wanted and box.is_for_root_element:
            _, resume_at, page, _, positioned, *_ = arguments
            if is_ours(page.page_type.name):
                return lay_out_sheet(context, box, resume_at, page, positioned)
        return original(context, box, *arguments, **named)

    _installed.append(layout)
    page_layout.block_level_layout = layout


def lay_out_sheet(context: Any, root: Any, resume_at: Any, page: Any, positioned: list[Any]) -> Any:
    """Fill a page in columns; return what ``block_level_layout`` returns for a root box."""
    count, gap = context.columns.count, context.columns.gap
    number, forced = context.current_page, context.forced_break
    rest = context.foot.give_up()
    try:
        sheet = Sheet(context, root, page, resume_at, Feet(context, page, count, gap, rest))
        before = sheet.feet.state()
        sheet.fill()
        if sheet.feet.has_notes and not sheet.has_columns:
            # Notes of a page that is not in columns have lines as long as its text.
            sheet.feet.restore(before)
            sheet = Sheet(context, root, page, resume_at, Feet(context, page, 1, 0, rest))
            sheet.fill()
    finally:
        context.current_page, context.forced_break = number, forced
    box, feet = sheet.box(), sheet.feet
    context.finish_columns(feet.columns, feet.rest, box, is_crowded=feet.is_crowded)
    positioned.extend(sheet.positioned)
    return box, sheet.resume_at, sheet.next_page, [], False, None
