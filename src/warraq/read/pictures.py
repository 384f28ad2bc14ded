"""Pictures: what kind a file is by its first bytes, how large, and whether it is whole."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

MAX_PIXELS = 40_000_000
"""No picture may have more pixels; a page in print needs a quarter of them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the first bytes of a file say. ``width`` and ``height`` in pixels, 0 when unknown."""

    kind: str
    width: int = 0
    height: int = 0
    damage: str = ""


_SVG = re.compile(rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]", re.S)
_SVG_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SVG_ACTIVE = re.compile(
    rb"<script|<foreignObject|\son\w+\s*=|(?:href|src)\s*=\s*[\"']\s*(?!#|data:image/)[^\"'\s]"
    rb"|url\(\s*[\"']?(?!#)|@import",
    re.IGNORECASE,
)


def examine(data: bytes) -> Picture | None:
    """Return what a file is, or None when it is no PNG, JPEG, GIF, WebP or SVG."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg(data)
    if data[:6] in {b"GIF87a", b"GIF89a"} and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
        return Picture("GIF", width, height, "" if b"\x3b" in data[-64:] else "its end is missing")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    if _SVG.match(data[:4096]):
        return _svg(data)
    return None


def _png(data: bytes) -> Picture:
    """PNG (third edition), sections 5.2 and 11.2.1: IHDR comes first, IEND last."""
    if len(data) < 33 or data[12:16] != b"IHDR":
        return Picture("PNG", damage="its header is missing")
    width, height = struct.unpack(">II", data[16:24])
    whole = b"IEND" in data[-64:]
    return Picture("PNG", width, height, "" if whole else "its end is missing")


def _jpeg(data: bytes) -> Picture:
    """ITU-T T.81, annex B: walk the markers to the frame header."""
    position = 2
    while position + 9 < len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF:
            position += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", data[position + 5 : position + 9])
            whole = b"\xff\xd9" in data[-1024:]
            return Picture("JPEG", width, height, "" if whole else "its end is missing")
        (length,) = struct.unpack(">H", data[position + 2 : position + 4])
        position += 2 + length
    return Picture("JPEG", damage="its header is missing")


def _webp(data: bytes) -> Picture:
    """RFC 9649, section 2.7: the canvas size of the three kinds of chunk."""
    chunk, body = data[12:16], data[20:30]
    (size,) = struct.unpack("<I", data[4:8])
    damage = "" if len(data) >= size + 8 else "its end is missing"
    if len(body) < 10:
        return Picture("WebP", damage="its header is missing")
    if chunk == b"VP8X":
        width = int.from_bytes(body[4:7], "little") + 1
        return Picture("WebP", width, int.from_bytes(body[7:10], "little") + 1, damage)
    if chunk == b"VP8L":
        bits = int.from_bytes(body[1:5], "little")
        return Picture("WebP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, damage)
    width, height = struct.unpack("<HH", body[6:10])
    return Picture("WebP", width & 0x3FFF, height & 0x3FFF, damage)


def _svg(data: bytes) -> Picture:
    if _SVG_DOCTYPE.search(data):
        return Picture("SVG", damage="it declares a document type or entities")
    if _SVG_ACTIVE.search(data):
        return Picture("SVG", damage="it holds a script or fetches other files")
    if b"</svg" not in data[-256:] and not data.rstrip().endswith(b"/>"):
        return Picture("SVG", damage="its end is missing")
    return Picture("SVG")
