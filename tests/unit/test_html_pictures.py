"""Pictures are judged by their content: what may be embedded, and what may not."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from warraq.export.html.pictures import PictureError, judge

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'


def raster(kind: str) -> bytes:
    file = BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_what_can_be_embedded(kind: str) -> None:
    assert judge(raster(kind)).media_type == f"image/{kind.lower()}"


def test_svg() -> None:
    data = SVG.format("<text>a<tspan>كتاب</tspan></text>").encode()
    picture = judge(data)
    assert (picture.media_type, picture.data, picture.upright) == ("image/svg+xml", data, False)
    assert judge(SVG.format('<g writing-mode="vertical-rl"/>').encode()).upright
    assert judge(b"\xef\xbb\xbf" + SVG.format("").encode()).media_type == "image/svg+xml"


def test_labels_that_draw_io_shortened_are_whole_again_and_without_html() -> None:
    html = "<foreignObject><p onclick='x()'>جمع المخطوطات\n وفهرستها</p></foreignObject>"
    content = f"<switch>{html}<text x='1'>جمع المخط...</text></switch>"
    data = judge(SVG.format(content).encode()).data.decode()
    assert "جمع المخطوطات وفهرستها</" in data
    assert "foreignObject" not in data
    other = f"<switch>{html}<text>شيء آخر...</text></switch>"
    assert "شيء آخر..." in judge(SVG.format(other).encode()).data.decode()
    with pytest.raises(PictureError, match="foreignObject"):
        judge(SVG.format(f"<switch>{html}</switch>").encode())


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_truncated_picture_is_refused(kind: str) -> None:
    file = BytesIO()
    Image.effect_noise((200, 200), 50).convert("RGB").save(file, kind)
    with pytest.raises(PictureError, match="damaged"):
        judge(file.getvalue()[: len(file.getvalue()) // 2])


def test_more_pixels_than_a_machine_bears() -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    data += struct.pack(">I", zlib.crc32(chunk)) + b"\0\0\0\0IEND\xaeB`\x82"
    with pytest.raises(PictureError, match="pixels"):
        judge(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"<html></html>",
        b"<svg",
        b"\xff\xfe<\0s\0v\0g\0",
        b"\x89PNG\r\n\x1a\n",
        b"BM" + b"\0" * 60,
    ],
)
def test_what_is_no_picture(data: bytes) -> None:
    with pytest.raises(PictureError):
        judge(data)


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        '<rect onclick="x()"/>',
        '<image href="http://example.org/a.png"/>',
        '<image xlink:href="file:///etc/passwd"/>',
        '<use href="other.svg#a"/>',
        "<foreignObject/>",
        '<g id="a"><use href="#a"/></g>',
        "<g>" * 150 + "</g>" * 150,
        '<g id="a0"/>'
        + "".join(f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 8)),
    ],
)
def test_dangerous_svg(content: str) -> None:
    with pytest.raises(PictureError):
        judge(SVG.format(content).encode())


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">]>' + SVG.format("<text>&a;</text>")
    with pytest.raises(PictureError, match="entities"):
        judge(bomb.encode())
