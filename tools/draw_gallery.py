"""Build what docs/gallery shows and draw its pictures: ``python tools/draw_gallery.py``.

Pages stand as in an open Arabic book, the first at the right. Few greys keep letters sharp and
files small.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image

import warraq

ROOT = Path(__file__).resolve().parents[1]
GALLERY = ROOT / "docs" / "gallery"
CASES = Path("tests") / "cases"
SAMPLE = Path("source") / "article.md"
HEIGHT = 960
GREYS = 12


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its source and theme, its pages, and the part of them that it shows.

    ``part`` is the left, top, right and bottom edge as shares of the page, or None: all of it.
    """

    name: str
    source: Path
    pages: tuple[int, ...]
    theme: str = ""
    part: tuple[float, float, float, float] | None = None


KASHIDA = CASES / "kashida" / "on.toml"
_LINES = (0.13, 0.40, 0.87, 0.86)
PICTURES = (
    Picture("first-page", SAMPLE, (1, 4)),
    Picture("contents", SAMPLE, (3,)),
    Picture("table", SAMPLE, (10,)),
    Picture("references", SAMPLE, (20, 21)),
    Picture("two-columns", SAMPLE, (3, 7), "journal-two-columns"),
    Picture("kashida-off", SAMPLE, (9,), "", _LINES),
    Picture("kashida-on", SAMPLE, (9,), str(KASHIDA), _LINES),
    Picture("notes", CASES / "gallery" / "edition.md", (3, 4)),
    Picture("verse", CASES / "gallery" / "blocks.md", (1,)),
    Picture("persian", CASES / "languages" / "persian.md", (1, 2)),
    Picture("hebrew", CASES / "languages" / "hebrew.md", (1, 2)),
    Picture("urdu", CASES / "languages" / "urdu.md", (1, 2)),
)


def draw(picture: Picture, pdf: Path) -> None:
    """Draw one picture of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        if picture.part is None:
            image = _joined([_page(document, number) for number in reversed(picture.pages)])
        else:
            page = _page(document, picture.pages[0], HEIGHT * 3 // 2)
            sizes = (page.width, page.height, page.width, page.height)
            edges = zip(picture.part, sizes, strict=True)
            left, top, right, bottom = (round(share * size) for share, size in edges)
            image = page.crop((left, top, right, bottom))
    image.quantize(GREYS).save(GALLERY / f"{picture.name}.png", optimize=True)


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


def main() -> None:
    """Build each source once for each theme, and draw."""
    built: dict[tuple[Path, str], Path] = {}
    with tempfile.TemporaryDirectory() as folder:
        for picture in PICTURES:
            key = (picture.source, picture.theme)
            if key not in built:
                built[key] = Path(folder) / f"{len(built)}.pdf"
                built[key].write_bytes(_pdf(*key))
            draw(picture, built[key])
            print(f"{picture.name}: {(GALLERY / f'{picture.name}.png').stat().st_size // 1024} kB")


def _pdf(source: Path, theme: str) -> bytes:
    if theme.endswith(".toml"):
        theme = str(ROOT / theme)
    return warraq.export(warraq.resolve(warraq.load(ROOT / source), theme=theme), "pdf").data


if __name__ == "__main__":
    main()
