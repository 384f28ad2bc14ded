"""Draw the pictures of docs/gallery from the sample's PDF.

``python tools/draw_gallery.py PDF [PDF_WITH_KASHIDA [PDF_IN_TWO_COLUMNS]]``; the second is built
with ``--theme tests/cases/kashida/on.toml``, the third with ``--theme journal-two-columns``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image

GALLERY = Path(__file__).resolve().parents[1] / "docs" / "gallery"
# Each picture with its pages, the first at the right as in an open Arabic journal.
PICTURES = {
    "first-page.png": (1, 4),
    "references.png": (20, 21),
}
PICTURES_IN_COLUMNS = {
    "two-columns.png": (3, 7),
}
# A page whose lines lack much, and the part of it that is shown: left, top, right, bottom.
KASHIDA = 9
PART = (0.13, 0.40, 0.87, 0.86)
HEIGHT = 960
GREYS = 12


def draw(pdf: Path, pictures: dict[str, tuple[int, int]]) -> None:
    """Draw pictures in few greys, which keeps letters sharp and files small."""
    with pypdfium2.PdfDocument(pdf) as document:
        for name, pages in pictures.items():
            images = [_page(document, number) for number in reversed(pages)]
            _joined(images).quantize(GREYS).save(GALLERY / name, optimize=True)


def draw_kashida(without: Path, with_: Path) -> None:
    """Draw one piece of text with and without extended joins."""
    for name, pdf in (("kashida-off.png", without), ("kashida-on.png", with_)):
        with pypdfium2.PdfDocument(pdf) as document:
            page = _page(document, KASHIDA, HEIGHT * 3 // 2)
        sizes = (page.width, page.height, page.width, page.height)
        box = tuple(round(share * size) for share, size in zip(PART, sizes, strict=True))
        page.crop(box).quantize(GREYS).save(GALLERY / name, optimize=True)


def _page(document: pypdfium2.PdfDocument, number: int, height: int = HEIGHT) -> Image.Image:
    page = document[number - 1]
    image: Image.Image = page.render(scale=height / page.get_height()).to_pil().convert("L")
    return image


def _joined(images: list[Image.Image]) -> Image.Image:
    """Return the pages beside one another, each with a thin frame on a grey ground."""
    gap = 12
    width = sum(image.width for image in images) + gap * (len(images) + 1)
    whole = Image.new("L", (width, HEIGHT + 2 * gap), 224)
    left = gap
    for image in images:
        whole.paste(image, (left, gap))
        left += image.width + gap
    return whole


if __name__ == "__main__":
    draw(Path(sys.argv[1]), PICTURES)
    if len(sys.argv) > 2:
        draw_kashida(Path(sys.argv[1]), Path(sys.argv[2]))
    if len(sys.argv) > 3:
        draw(Path(sys.argv[3]), PICTURES_IN_COLUMNS)
