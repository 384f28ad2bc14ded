"""Boxes of a page in columns: where text ends in them, and the rule that stands between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tinycss2.color5 import parse_color  # type: ignore[import-untyped]
from weasyprint.formatting_structure.boxes import (
    BlockBox,
    BlockLevelBox,
    FootnoteAreaBox,
    LineBox,
    PageBox,
)
from weasyprint.layout.percent import resolve_percentages


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A place on the page, in CSS pixels."""

    left: float
    top: float
    width: float
    height: float


def in_flow(box: Any) -> list[Any]:
    """Return the children of a box that follow one another down the page."""
    return [child for child in getattr(box, "children", ()) if child.is_in_normal_flow()]


def content_end(box: Any, limit: float) -> tuple[float, float]:
    """Return the bottom of what a laid-out box holds, and the margin wanted below it.

    WeasyPrint makes a box that goes on elsewhere reach to the page's bottom; such heights do not
    count, and those of boxes with a ground are cut to ``limit``. In CSS pixels.
    """
    space = 0.0
    while True:
        space = max(space, box.margin_bottom)
        children = in_flow(box)
        bottom = box.border_box_y() + box.border_height()
        plain = not (box.padding_bottom or box.border_bottom_width)
        if not isinstance(box, BlockBox) or not children or isinstance(children[-1], LineBox):
            if isinstance(box, BlockBox) and children and plain:
                bottom = children[-1].position_y + children[-1].height
            return bottom, space
        if not plain or box.style["box_decoration_break"] == "clone":
            return min(bottom, limit), space
        box = children[-1]


def cut_heights(box: Any, limit: float) -> None:
    """Have no box that goes on elsewhere reach below ``limit``."""
    while isinstance(box, BlockBox):
        excess = box.border_box_y() + box.border_height() - limit
        if excess > 0:
            box.height = max(0, box.height - excess)
        children = in_flow(box)
        if not children:
            return
        box = children[-1]


def leading_space(root: Any, resume_at: Any) -> float:
    """Return the margin wanted above what begins at a place of the tree, in CSS pixels."""
    box = root
    while resume_at:
        ((index, resume_at),) = resume_at.items()
        if index >= len(box.children):
            return 0.0  # behind the text
        box = box.children[index]
        if isinstance(box, LineBox):
            return 0.0  # within a paragraph
    space = 0.0
    while isinstance(box, BlockLevelBox):
        space = max(space, pixels(box.style["margin_top"]))
        children = in_flow(box)
        if pixels(box.style["padding_top"]) or box.style["border_top_width"] or not children:
            break
        box = children[0]
    return space


def pixels(value: Any) -> float:
    """Return a computed length in CSS pixels; 0 for a share and for ``auto``."""
    return float(value.value) if getattr(value, "unit", None) == "px" else 0.0


def column_page(page: Any, left: float, width: float) -> Any:
    """Return a page box of which the content is one column of ``page``."""
    result = page.copy()
    result.position_x = left - (page.content_box_x() - page.position_x)
    result.width = width
    return result


def rule_box(root: Any, page: Any, place: Rectangle, color: str) -> Any:
    """Return a box that draws a rule; it belongs to no element, so no reader is told of it.

    ``color`` is a CSS colour; empty: that of the text.
    """
    box = BlockBox.anonymous_from(root, [])
    box.style = box.style.copy()
    box.style["background_color"] = parse_color(color) if color else root.style["color"]
    resolve_percentages(box, page)
    box.position_x, box.position_y = place.left, place.top
    box.width, box.height = place.width, place.height
    box.margin_top = box.margin_bottom = box.margin_left = box.margin_right = 0
    return box


def raise_areas(page: PageBox) -> None:
    """Make the notes of columns children of their page, where the notes of a page are sought."""
    root, *others = page.children
    areas = [child for child in root.children if isinstance(child, FootnoteAreaBox)]
    if areas:
        root.children = [child for child in root.children if child not in areas]
        page.children = (root, *areas, *others)


def block_children(box: Any) -> Iterator[Any]:
    """Yield the blocks of a box, laid out or not, without lines and without what floats."""
    for child in in_flow(box):
        if isinstance(child, BlockLevelBox) and not isinstance(child, LineBox):
            yield child
