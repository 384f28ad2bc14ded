"""Pictures of dots in the PDF: as many as their size needs, their colours and kind kept."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
import pytest
from PIL import Image, ImageCms, ImageDraw

from tests.pdf_document import context, document, export, words
from warraq.export.api import ExportContext
from warraq.export.pdf.resampling import fitted, is_drawing
from warraq.model.blocks import Figure
from warraq.model.inlines import Image as Picture

MEASURE = (210 - 72) / 25.4
"""The text's width in inches."""


def photograph(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return a picture of many colours."""
    bands = [
        Image.linear_gradient("L").resize((width, height)),
        Image.radial_gradient("L").resize((width, height)),
        Image.effect_noise((width, height), 40),
        Image.linear_gradient("L").rotate(90).resize((width, height)),
    ]
    return Image.merge(mode, bands[: len(mode)]) if len(mode) > 1 else bands[2]


def stored(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def opened(data: bytes | None) -> Image.Image:
    assert data is not None
    image = Image.open(BytesIO(data))
    image.load()
    return image


class Embedded(NamedTuple):
    """A picture as it is in a PDF."""

    width: int
    height: int
    coding: str
    data: bytes
    masked: bool


def pictures(pdf: bytes) -> list[Embedded]:
    """Return the pictures of all pages."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return [
            Embedded(
                int(image.Width),
                int(image.Height),
                str(image.Filter),
                bytes(image.read_raw_bytes()),
                "/SMask" in image,
            )
            for page in file.pages
            for image in page.get_images().values()
        ]


def at_resolution(
    resolution: float = 100, files: dict[str, bytes] | None = None, least_resolution: float = 60
) -> ExportContext:
    """Return a context with a theme for coarse pictures, which are made and read fast."""
    place = context(files)
    figures = replace(place.theme.figures, resolution=resolution, least_resolution=least_resolution)
    return replace(place, theme=replace(place.theme, figures=figures))


def embedded(data: bytes, width: str = "100%", **figures: float) -> tuple[Embedded, ExportContext]:
    """Return the picture as it is in a PDF, and the context with its report."""
    place = at_resolution(files={"a": data}, **figures)
    pdf = export(document(Figure(source="a", alternative="صورة", width=width)), place)
    (image,) = pictures(pdf)
    return image, place


def codes(place: ExportContext) -> list[str]:
    return [item.code for item in place.report]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_photograph_has_the_dots_that_its_size_needs(kind: str) -> None:
    data = stored(photograph(880, 440), kind)
    image, place = embedded(data)
    assert image.width == pytest.approx(100 * MEASURE, abs=2)
    assert image.height * 2 == pytest.approx(image.width, abs=2)
    assert (image.coding == "/DCTDecode") == (kind == "JPEG")
    assert codes(place) == []
    smaller, _ = embedded(data, "50%")
    assert smaller.width == pytest.approx(50 * MEASURE, abs=2)
    assert len(smaller.data) < len(image.data) / 2


def test_a_theme_says_how_many() -> None:
    data = stored(photograph(880, 440), "JPEG")
    assert embedded(data, resolution=0)[0].width == 880
    assert embedded(data, resolution=60)[0].width == pytest.approx(60 * MEASURE, abs=2)


def test_a_photograph_of_about_the_right_size_is_left_alone() -> None:
    data = stored(photograph(700, 140), "JPEG", quality=70)
    image, _ = embedded(data)
    assert image.data == data


def test_a_picture_printed_twice_has_the_dots_of_the_larger_one() -> None:
    place = at_resolution(100, {"a": stored(photograph(880, 440), "JPEG")})
    figures = [Figure(source="a", width=width) for width in ("20%", "80%")]
    widths = {image.width for image in pictures(export(document(*figures), place))}
    assert list(widths) == [pytest.approx(80 * MEASURE, abs=2)]


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_colours_of_a_jpeg_stay(mode: str) -> None:
    image = photograph(500, 300, mode)
    result = opened(fitted(stored(image, "JPEG", quality=95), 100))
    assert (result.format, result.mode, result.size) == ("JPEG", mode, (100, 60))
    expected = image.resize((100, 60), Image.Resampling.LANCZOS)
    for one, other in zip(result.split(), expected.split(), strict=True):
        pairs = zip(one.tobytes(), other.tobytes(), strict=True)
        assert max(abs(a - b) for a, b in pairs) < 40


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_transparency_stays(mode: str) -> None:
    result = opened(fitted(stored(photograph(500, 300, mode), "PNG"), 100))
    assert (result.format, result.mode, result.size) == ("PNG", mode, (100, 60))
    image, _ = embedded(stored(photograph(880, 300, mode), "PNG"))
    assert image.masked


def test_a_profile_of_another_colour_space_is_carried_into_the_numbers() -> None:
    xyz = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = stored(photograph(400, 300), "PNG", icc_profile=xyz)
    assert fitted(plain, 400) is None
    # The same space under another name, with red and blue exchanged.
    swapped = xyz.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    swapped = swapped.replace(b"sRGB", b"xRGB").replace("sRGB".encode("utf-16-be"), b"\0x\0R\0G\0B")
    image = Image.new("RGB", (40, 40), (255, 0, 0))
    for x in range(40):  # many colours, so that it is a photograph
        for y in range(40):
            image.putpixel((x, y), (215 + x, y, 0))
    result = opened(fitted(stored(image, "PNG", icc_profile=swapped), 40))
    red, _, blue = result.getpixel((39, 0))  # type: ignore[misc]
    assert blue > red
    assert "icc_profile" not in result.info


def test_a_profile_of_printing_colours_stays() -> None:
    profile = b"profile of a press" + bytes(200)
    data = stored(photograph(450, 300, "CMYK"), "JPEG", icc_profile=profile)
    assert opened(fitted(data, 150)).info["icc_profile"] == profile


def test_the_turn_of_the_camera_is_carried_out() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    image = photograph(450, 300)
    image.paste((255, 0, 0), (0, 250, 50, 300))
    result = opened(fitted(stored(image, "JPEG", exif=exif, quality=95), 300))
    assert result.size == (300, 450)
    assert result.getpixel((20, 20))[0] > 200  # type: ignore[index]
    assert result.getexif().get(0x0112, 1) == 1
    embedded_image, _ = embedded(stored(image, "JPEG", exif=exif), width="5cm")
    assert embedded_image.height > embedded_image.width


def drawing(width: int, height: int) -> Image.Image:
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for index in range(0, width, 40):
        draw.line((index, 0, width - index, height), "black", 3)
    return image


@pytest.mark.parametrize("mode", ["1", "P", "RGB"])
def test_drawings_keep_more_and_stay_png(mode: str) -> None:
    image = drawing(2000, 1000).convert(mode)
    assert is_drawing(image)
    data = stored(image, "PNG")
    assert fitted(data, 400) is None
    result = opened(fitted(data, 200))
    assert (result.format, result.width) == ("PNG", 800)


def test_a_photograph_in_webp_becomes_jpeg_and_a_drawing_png() -> None:
    photo = stored(photograph(450, 300), "WEBP", quality=95)
    assert opened(fitted(photo, 450)).format == "JPEG"
    assert fitted(stored(drawing(400, 300), "WEBP", lossless=True), 400) is None
    transparent = stored(photograph(450, 300, "RGBA"), "WEBP")
    assert fitted(transparent, 450) is None


def test_the_same_picture_is_made_smaller_once() -> None:
    data = stored(photograph(500, 300), "JPEG")
    assert fitted(data, 300) is fitted(data, 300)


def test_a_picture_too_coarse_for_print_is_reported_where_it_stands() -> None:
    data = stored(photograph(300, 150), "PNG")
    _, place = embedded(data)
    (item,) = place.report
    assert item.code == "E115"
    assert "55 dots" in item.message
    assert "'a'" in item.message
    assert "326 pixels" in item.hints[0].message
    assert codes(embedded(data, "6cm")[1]) == []
    assert codes(embedded(data, least_resolution=0)[1]) == []


def test_a_small_picture_in_a_line_is_not_judged() -> None:
    place = context({"a": stored(drawing(40, 40), "PNG")})
    export(document(words("نص ", Picture(source="a", alternative="علامة"))), place)
    assert codes(place) == []


def test_two_exports_with_photographs_are_identical() -> None:
    place = at_resolution(100, {"a": stored(photograph(880, 440), "JPEG")})
    resolved = document(Figure(source="a", width="50%"))
    assert export(resolved, place) == export(resolved, place)
