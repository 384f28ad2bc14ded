"""The pictures of a laid-out document at the size in which they are printed.

How large a picture is printed is known when the pages are laid out, so it is then that it gets the
dots that it needs, and that one with too few of them is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from weasyprint.images import RasterImage

from warraq.diagnostics import Location, Report
from warraq.export.pdf.resampling import fitted
from warraq.export.pdf.resources import Pictures
from warraq.style.tokens import Figures

PIXELS_PER_INCH = 96
LEAST_WIDTH = 30
"""A picture that is printed narrower (mm) is a sign of the text, and not judged."""


@dataclass(slots=True)
class _Use:
    """A picture and the boxes in which it is printed."""

    image: RasterImage
    boxes: list[Any] = field(default_factory=list)

    @property
    def inches(self) -> float:
        """The width in which it is printed at most."""
        return max(float(box.width) for box in self.boxes) / PIXELS_PER_INCH


def fit(page_boxes: Iterable[Any], pictures: Pictures, figures: Figures, report: Report) -> None:
    """Give each picture of the pages the dots that its size needs, and report those with too few.

    The boxes of the pages are changed.
    """
    if not any(picture.is_raster for picture in pictures.all()):
        return
    for address, use in _uses(page_boxes).items():
        if use.inches <= 0:
            continue
        place = pictures.place(address)
        if place is not None:
            _judge(use, *place, figures, report)
        picture = pictures.get(address)
        if picture is not None and figures.resolution:
            _fit(use, address, picture.data, use.inches * figures.resolution)


def _uses(page_boxes: Iterable[Any]) -> dict[str, _Use]:
    uses: dict[str, _Use] = {}
    for box in _replaced(page_boxes):
        address = box.element.get("src", "")
        uses.setdefault(address, _Use(box.replacement)).boxes.append(box)
    return uses


def _replaced(page_boxes: Iterable[Any]) -> Iterator[Any]:
    for page in page_boxes:
        for box in page.descendants():
            if isinstance(getattr(box, "replacement", None), RasterImage):
                yield box


def _judge(use: _Use, source: str, location: Location, figures: Figures, report: Report) -> None:
    resolution = use.image.width / use.inches
    if resolution >= figures.least_resolution or use.inches * 25.4 < LEAST_WIDTH:
        return
    needed = round(use.inches * figures.least_resolution)
    report.warning(
        "E115",
        f"the picture {source!r} has {resolution:.0f} dots an inch at its printed width of "
        f"{use.inches * 2.54:.1f} cm, too few for print",
        location,
        f"use one that is {needed} pixels wide at least, or state a smaller width",
    )


def _fit(use: _Use, address: str, data: bytes, width: float) -> None:
    from PIL import Image

    result = fitted(data, width)
    if result is None:
        return
    image = RasterImage(Image.open(BytesIO(result)), f"{address}-fitted", result, None, {})
    for box in use.boxes:
        box.replacement = image
