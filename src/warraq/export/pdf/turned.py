"""Turned pages: what is wider than the measure stands sideways, the heads and the foot as ever.

A turned page is laid out as a sheet on its side (the style sheet's ``@page turned``), so that a
table breaks over several of them and repeats its head. Then its content is turned, and the page
gets the upright sheet back before its heads are made. The top of the content looks to the side
where lines begin, as it does in books of either direction.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import layout

from warraq.style.css_pages import TURNED

_original = layout.make_margin_boxes


def install(context_class: type) -> None:
    """Have pages of layouts of this class turned; all others stay as WeasyPrint makes them."""

    def make_margin_boxes(context: Any, page: Any, state: Any) -> Iterator[Any]:
        if isinstance(context, context_class) and is_turned(page):
            _turn(page)
        yield from _original(context, page, state)

    if layout.make_margin_boxes is _original:
        layout.make_margin_boxes = make_margin_boxes


def is_turned(page: Any) -> bool:
    """Tell whether a page holds what stands sideways."""
    return bool(page.page_type.name == TURNED and not page.page_type.blank)


def _turn(page: Any) -> None:
    """Turn the content of a page by a right angle, and give the page its upright measures.

    From left to right, the content's top goes to the left, from right to left to the right. The
    matrices are those of PDF and CSS: x' = a·x + c·y + e, y' = b·x + d·y + f.
    """
    width, height = page.margin_width(), page.margin_height()
    top, right, bottom, left = (
        page.margin_top,
        page.margin_right,
        page.margin_bottom,
        page.margin_left,
    )
    if page.style["direction"] == "rtl":
        matrix = (0, 1, -1, 0, height, 0)
        margins = (left, top, right, bottom)
    else:
        matrix = (0, -1, 1, 0, 0, width)
        margins = (right, bottom, left, top)
    for box in page.children:
        _transform(box, *matrix)
    page.margin_top, page.margin_right, page.margin_bottom, page.margin_left = margins
    page.width, page.height = page.height, page.width


def _transform(box: Any, a: float, b: float, c: float, d: float, e: float, f: float) -> None:
    """State a matrix of the page as a transform of the box, which turns about its own corner."""
    x, y = box.border_box_x(), box.border_box_y()
    box.style = box.style.copy()
    box.style["transform_origin"] = (_pixels(0), _pixels(0))
    shift = (e - x + a * x + c * y, f - y + b * x + d * y)
    box.style["transform"] = (("matrix", (a, b, c, d, *shift)),)


def _pixels(value: float) -> Any:
    from weasyprint.css.properties import Dimension

    return Dimension(value, "px")
