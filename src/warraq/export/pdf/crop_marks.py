"""Marks for the cutter and the printer, outside the bleed, and the boxes that tell their places.

WeasyPrint 70 has the marks within the bleed, where a picture would cover them and the knife might
leave them, and says that no bleed is wider than ten points.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import pydyf  # type: ignore[import-untyped]

from warraq.style.css_pages import SLUG

if TYPE_CHECKING:
    from weasyprint.document import Document

    from warraq.style.tokens import Page

_PX = 96 / 25.4
"""CSS pixels in a millimetre."""
_POINTS = 72 / 25.4
GAP = 1.0
"""Between the bleed and a mark, mm."""
LENGTH = 5.0
"""Of a mark, mm; with the gap it fits into the slug."""
_LEAST_OFFSET = 2.0
"""Between the trimmed sheet and a mark, mm, where there is no bleed."""
_LINE = 0.25 * 96 / 72
_CIRCLE = 0.5522847498
"""The share of a radius by which four Bézier curves come closest to a circle."""


def add_marks(document: Document, page: Page) -> None:
    """Have the pages of a document bear crop marks and registration marks."""
    offset = max(page.bleed, _LEAST_OFFSET) + GAP
    assert offset + LENGTH <= page.bleed + SLUG
    for sheet in document.pages:
        box = sheet._page_box
        sheet.overlays.append(
            partial(
                _draw, color=box.style["color"], width=sheet.width, height=sheet.height,
                near=offset * _PX, far=(offset + LENGTH) * _PX,
            )
        )  # fmt: skip


def _draw(stream: Any, color: Any, width: float, height: float, near: float, far: float) -> None:
    stream.set_color(color, stroke=True)
    stream.set_line_width(_LINE)
    for x, out_x in ((0, -1), (width, 1)):
        for y, out_y in ((0, -1), (height, 1)):
            _line(stream, x + out_x * near, y, x + out_x * far, y)
            _line(stream, x, y + out_y * near, x, y + out_y * far)
    middle, radius = (near + far) / 2, (far - near) / 2
    for x, y in (
        (width / 2, -middle),
        (width / 2, height + middle),
        (-middle, height / 2),
        (width + middle, height / 2),
    ):
        _line(stream, x - radius, y, x + radius, y)
        _line(stream, x, y - radius, x, y + radius)
        _circle(stream, x, y, radius * 0.6)


def _line(stream: Any, x1: float, y1: float, x2: float, y2: float) -> None:
    stream.move_to(x1, y1)
    stream.line_to(x2, y2)
    stream.stroke()


def _circle(stream: Any, x: float, y: float, radius: float) -> None:
    handle = radius * _CIRCLE
    stream.move_to(x + radius, y)
    stream.curve_to(x + radius, y + handle, x + handle, y + radius, x, y + radius)
    stream.curve_to(x - handle, y + radius, x - radius, y + handle, x - radius, y)
    stream.curve_to(x - radius, y - handle, x - handle, y - radius, x, y - radius)
    stream.curve_to(x + handle, y - radius, x + radius, y - handle, x + radius, y)
    stream.stroke()


def state_bleed(pdf: Any, bleed: float) -> None:
    """State the bleed (in mm) around the trimmed sheet of each page (ISO 32000-2, 14.11.2)."""
    points = bleed * _POINTS
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/Page":
            left, top, right, bottom = item["TrimBox"]
            box = (left - points, top - points, right + points, bottom + points)
            item["BleedBox"] = pydyf.Array(box)
