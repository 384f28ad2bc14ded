"""Pictures of the PDF beside what Chromium draws of the same SVG: the same ink in one place."""

from __future__ import annotations

import shutil
import subprocess
from base64 import b64encode
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PIL import Image, ImageChops, ImageFilter
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.svg.utils import size

from tests.pdf_document import Files
from warraq.diagnostics import Report
from warraq.export.html.pictures import judge
from warraq.export.pdf.engine import Source, lay_out
from warraq.export.pdf.extraction import readable_text
from warraq.export.pdf.resources import ConfinedFetcher, Pictures

pytestmark = pytest.mark.visual

CASES = sorted((Path(__file__).parents[1] / "cases/svg").glob("*.svg"))
# Where the two are to differ: draw.io's words are HTML in a font that is not here; LibreOffice
# states no direction for «المجموع: », whose colon a browser then puts on the right.
APART = ("drawio", "libreoffice")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", f"--force-device-scale-factor={2}"),
)
SCALE = 2
BLUR = 5
"""Pixels over which ink is spread: the two differ in hinting and kern a little differently."""
CONTRAST = 40
"""Greys of 255 from which on spread ink counts as missing."""
MOST = 0.02
"""The share of inked pixels that may be missing in one of the two."""
# Letters that are coloured or turned by themselves are shaped by themselves here, so that Amiri's
# ligatures are lost; WeasyPrint's half circles are 1.8 % too narrow; Hebrew comes in another face.
MORE = {"curves": 0.2, "letters": 0.1, "paths": 0.04}


@cache
def chromium() -> str:
    """Return the browser's program."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "Chromium is not installed"
    return program


def extent(data: bytes) -> tuple[int, int]:
    """Return width and height in CSS pixels."""
    root = ET.fromstring(data)
    return int(size(root.get("width"))), int(size(root.get("height")))


def in_chromium(data: bytes, folder: Path) -> Image.Image:
    """Return what the browser shows."""
    width, height = extent(data)
    address = f"data:image/svg+xml;base64,{b64encode(data).decode()}"
    page, shot = folder / "page.html", folder / "shot.png"
    style = f"display: block; width: {width}px; height: {height}px"
    page.write_text(f'<body style="margin: 0"><img src="{address}" style="{style}">')
    # A window has a least size; what is more is cut off.
    window = f"--window-size={max(width, 500)},{height + 200}"
    command = [chromium(), *FLAGS, window, f"--user-data-dir={folder / 'profile'}"]
    done = subprocess.run(
        [*command, f"--screenshot={shot}", page.as_uri()], capture_output=True, check=False
    )
    assert shot.exists(), done.stderr.decode()[-500:]
    with Image.open(shot) as image:
        return image.convert("L").crop((0, 0, SCALE * width, SCALE * height))


def in_pdf(data: bytes) -> Image.Image:
    """Return what the PDF shows."""
    width, height = extent(data)
    pictures = Pictures(Files({}), Report())
    address = pictures.keep(judge(data))
    style = f"width: {width}px; height: {height}px"
    html = f'<html><head/><body><img src="{address}" style="{style}"/></body></html>'
    sheet = f"@page {{ size: {width}px {height}px; margin: 0 }} img {{ display: block }} "
    sheet += "body { margin: 0; font-family: Amiri }"
    document = lay_out(Source(html, ConfinedFetcher(pictures)), sheet).document(DocumentMetadata())
    with readable_text():
        pdf = document.write_pdf()
    page = pypdfium2.PdfDocument(BytesIO(pdf))[0]
    image: Image.Image = page.render(scale=SCALE * 96 / 72).to_pil()
    return image.convert("L").crop((0, 0, SCALE * width, SCALE * height))


def missing(one: Image.Image, other: Image.Image) -> float:
    """Return the share of inked pixels that differ by much, once ink is spread a little."""
    spread = [image.filter(ImageFilter.BoxBlur(BLUR)) for image in (one, other)]
    far = ImageChops.difference(*spread).point(lambda grey: 255 if grey > CONTRAST else 0)
    inked = ImageChops.lighter(*map(ImageChops.invert, spread))
    inked = inked.point(lambda grey: 255 if grey > CONTRAST else 0)
    return far.histogram()[255] / max(1, inked.histogram()[255])


@pytest.mark.parametrize(
    "path", [path for path in CASES if path.stem not in APART], ids=lambda path: path.stem
)
def test_a_picture_looks_as_in_a_browser(path: Path, tmp_path: Path) -> None:
    data = path.read_bytes()
    assert missing(in_chromium(data, tmp_path), in_pdf(data)) < MORE.get(path.stem, MOST)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("توزيع السكان", "ناكسلا عيزوت"),
        ('text-anchor="middle" style', 'text-anchor="start" style'),
        ("font-weight:bold", "fill: white"),
    ],
)
def test_the_measure_itself(old: str, new: str, tmp_path: Path) -> None:
    """A reversed word, an anchor or a lost word is seen."""
    data = next(path for path in CASES if path.stem == "plotly").read_bytes()
    planted = data.replace(old.encode(), new.encode())
    assert planted != data
    assert missing(in_chromium(data, tmp_path), in_pdf(planted)) > MOST
