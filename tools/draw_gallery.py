"""Draw the pictures of docs/gallery from the sample's PDF: ``python tools/draw_gallery.py PDF``."""

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
HEIGHT = 960
GREYS = 12


def draw(pdf: Path) -> None:
    """Draw every picture in few greys, which keeps letters sharp and files small."""
    with pypdfium2.PdfDocument(pdf) as document:
        for name, pages in PICTURES.items():
            images = [_page(document, number) for number in reversed(pages)]
            _joined(images).quantize(GREYS).save(GALLERY / name, optimize=True)


def _page(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    page = document[number - 1]
    image: Image.Image = page.render(scale=HEIGHT / page.get_height()).to_pil().convert("L")
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
    draw(Path(sys.argv[1]))
