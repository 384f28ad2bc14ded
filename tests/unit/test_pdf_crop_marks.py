"""Crop marks: outside the bleed, with boxes that a printer's program reads, the pages unmoved."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pikepdf
import pypdfium2
import pytest

from tests.pdf_document import LINE, context, document, export, words
from warraq.export.api import ExportContext
from warraq.style.css_pages import SLUG

MM = 72 / 25.4
BOXES = ("/MediaBox", "/TrimBox", "/BleedBox")
RESOLVED = document(*[words(LINE * 5)] * 20)


def with_page(**tokens: Any) -> ExportContext:
    place = context(theme="book")
    page = dataclasses.replace(place.theme.page, **tokens)
    return dataclasses.replace(place, theme=dataclasses.replace(place.theme, page=page))


def boxes_of(data: bytes) -> list[list[float]]:
    """Return media, trim and bleed box of the last page in millimetres."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[-1]
        return [[round(float(value) / MM, 2) for value in page[name]] for name in BOXES]


@pytest.mark.parametrize("bleed", [0, 3, 5])
def test_boxes_with_marks(bleed: float) -> None:
    media, trim, bled = boxes_of(export(RESOLVED, with_page(bleed=bleed, crop_marks=True)))
    assert trim == [0, 0, 170, 240]
    assert bled == [-bleed, -bleed, 170 + bleed, 240 + bleed]
    assert media == [-bleed - SLUG, -bleed - SLUG, 170 + bleed + SLUG, 240 + bleed + SLUG]


def test_boxes_without_marks() -> None:
    media, trim, bled = boxes_of(export(RESOLVED, with_page(bleed=5)))
    assert media == bled == [-5, -5, 175, 245]
    assert trim == [0, 0, 170, 240]
    media, trim, bled = boxes_of(export(RESOLVED, with_page()))
    assert media == trim == bled


def picture(data: bytes, number: int) -> Any:
    return pypdfium2.PdfDocument(data)[number].render(scale=1.5).to_pil().convert("L")


def test_the_trimmed_sheet_is_as_without_marks() -> None:
    """Head, foot, margins and text stand where they do on a sheet of the trimmed size."""
    plain, marked = export(RESOLVED, with_page()), export(RESOLVED, with_page(crop_marks=True))
    edge = round(SLUG * MM * 1.5)
    for number in range(2):
        one, other = picture(plain, number), picture(marked, number)
        area = (edge, edge, edge + one.width - 1, edge + one.height - 1)
        inner = other.crop(area)
        # Rounded to pixels, the sheet may lie a fraction of one aside.
        shape = one.point(lambda value: 255 - value).getbbox()
        found = inner.point(lambda value: 255 - value).getbbox()
        assert found == pytest.approx(shape, abs=1)


@pytest.mark.parametrize("bleed", [0, 3])
def test_marks_stand_outside_the_bleed(bleed: float) -> None:
    image = picture(export(RESOLVED, with_page(bleed=bleed, crop_marks=True)), 0)
    ink = image.point(lambda value: 255 if value < 200 else 0)
    slug = round(SLUG * MM * 1.5)
    strip = ink.crop((0, 0, image.width, slug))
    assert strip.getbbox() is not None
    bleed_only = (slug, slug, image.width - slug, slug + round(max(bleed, 2) * MM * 1.5))
    assert ink.crop(bleed_only).getbbox() is None
    # Each corner has its two marks, each side its registration mark.
    corner = round((bleed + SLUG) * MM * 1.5)
    for x in (corner, image.width - corner):
        column = ink.crop((x - 2, 0, x + 2, slug))
        assert column.getbbox() is not None
    middle = image.width // 2
    assert ink.crop((middle - 10, 0, middle + 10, slug)).getbbox() is not None


def test_marks_are_artifacts_in_a_tagged_file() -> None:
    with pikepdf.open(io.BytesIO(export(RESOLVED, with_page(crop_marks=True)))) as pdf:
        names = [str(item.operator) for item in pikepdf.parse_content_stream(pdf.pages[0])]
    depth = 0
    for name in names:
        depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(name, 0)
        assert name != "S" or depth == 1
