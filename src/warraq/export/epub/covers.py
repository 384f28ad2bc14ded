"""A cover drawn from the metadata: title, authors and publisher in the theme's face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from warraq.export import fonts
from warraq.export.epub.metadata import main_first, text_of
from warraq.export.fonts import Face, FontError
from warraq.export.html.dialect import Flow
from warraq.lang.tags import direction_of
from warraq.model.attributes import Direction
from warraq.model.metadata import LocalizedInlines, LocalizedText, Metadata

WIDTH, HEIGHT = 1600, 2560
"""The size in pixels that Kindle Direct Publishing and Apple Books ask for."""

_FRAME, _RULE = 90, 8
_TOP, _BOTTOM, _MEASURE = 420, 2380, 1180
_LEADING = 1.6
_SCALES = (1.0, 0.8, 0.64, 0.5, 0.4, 0.3)
_GROUND, _INK = (18, 52, 77), (250, 244, 230)
_SHADES, _BITS = 4, 2
"""Shades between ground and ink: with two bits a pixel the picture takes a tenth of the time and
of the bytes, and at this size its edges look smooth."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text of the cover in one size (pixels), with the space above it."""

    text: str
    size: int
    space: int
    lang: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line as it is drawn; ``top`` is its middle."""

    text: str
    size: int
    top: float
    options: dict[str, Any]


def lines(metadata: Metadata, flow: Flow) -> tuple[Line, ...]:
    """Return what the cover says: title and subtitle, authors, publisher or journal.

    There is none without a title.
    """
    lang = metadata.lang
    titles = main_first(metadata.title, lang)[:1]
    if not titles or not text_of(titles[0]):
        return ()
    subtitles = main_first(metadata.subtitle, lang)[:1]
    names = [main_first(author.name, lang)[:1] for author in metadata.authors]
    found: list[tuple[LocalizedInlines | LocalizedText, int, int]] = [
        *((value, 150, 180) for value in titles),
        *((value, 88, 40) for value in subtitles),
        *((name[0], 92, 260 if index == 0 else 0) for index, name in enumerate(names) if name),
    ]
    result = [
        Line(text_of(value), size, space, value.lang, direction_of(value.lang))
        for value, size, space in found
    ]
    house = metadata.publisher or _journal(metadata)
    if house:
        result.append(Line(house, 64, 320, lang, flow.dir))
    return tuple(line for line in result if line.text)


def _journal(metadata: Metadata) -> str:
    titles = main_first(metadata.journal.title, metadata.lang) if metadata.journal else []
    return text_of(titles[0]) if titles else ""


def draw(lines: Sequence[Line], face: Face) -> bytes | None:
    """Return the cover as PNG, or None when it could not be drawn right.

    Without Raqm, Pillow sets Arabic letters unjoined and from left to right; without a glyph it
    draws a box; a title may be too long. No cover is better than a wrong one.
    """
    from PIL import features

    if not features.check("raqm"):
        return None
    try:
        known = fonts.covered(face)
    except FontError:
        return None
    if any(ord(char) not in known for line in lines for char in line.text if _is_printed(char)):
        return None
    placed = next((found for scale in _SCALES if (found := _placed(lines, face, scale))), None)
    return _encoded(placed, face) if placed else None


def _is_printed(char: str) -> bool:
    return not char.isspace() and char not in "\u200c\u200d\u200e\u200f\u2066\u2067\u2068\u2069"


def _placed(lines: Sequence[Line], face: Face, scale: float) -> list[_Placed]:
    """Return all lines in their places at a scale, or none when they do not fit."""
    result: list[_Placed] = []
    top = float(_TOP)
    for line in lines:
        size = int(line.size * scale)
        font = _font(face, size)
        options: dict[str, Any] = {"direction": line.direction.value, "language": line.lang}
        top += line.space * scale
        for text in _wrapped(line.text, font, options):
            if font.getlength(text, **options) > _MEASURE:
                return []
            top += size * _LEADING / 2
            result.append(_Placed(text, size, top, options))
            top += size * _LEADING / 2
    return result if top <= _BOTTOM else []


def _wrapped(text: str, font: Any, options: dict[str, Any]) -> list[str]:
    """Break a text into as few lines as it needs, and these about equally long."""
    words = [(word, font.getlength(word, **options)) for word in text.split()]
    space = font.getlength(" ", **options)
    lines = _filled(words, space, _MEASURE)
    for measure in range(_MEASURE - 50, _MEASURE // 3, -50):
        narrower = _filled(words, space, measure)
        if len(narrower) > len(lines) or any(width > measure for _, width in words):
            break
        lines = narrower
    return [" ".join(line) for line in lines]


def _filled(words: Sequence[tuple[str, float]], space: float, measure: float) -> list[list[str]]:
    lines: list[list[str]] = []
    room = 0.0
    for word, width in words:
        if lines and space + width <= room:
            lines[-1].append(word)
            room -= space + width
        else:
            lines.append([word])
            room = measure - width
    return lines


def _encoded(placed: Sequence[_Placed], face: Face) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("L", (WIDTH, HEIGHT), 0)
    canvas = ImageDraw.Draw(image)
    frame = (_FRAME, _FRAME, WIDTH - _FRAME, HEIGHT - _FRAME)
    canvas.rectangle(frame, outline=140, width=_RULE)
    for line in placed:
        font = _font(face, line.size)
        place = (WIDTH / 2, line.top)
        canvas.text(place, line.text, font=font, fill=255, anchor="mm", **line.options)
    step = 255 / (_SHADES - 1)
    image = image.point([round(value / step) for value in range(256)])
    image.putpalette(_palette())
    output = BytesIO()
    image.save(output, "PNG", bits=_BITS, compress_level=6)
    return output.getvalue()


def _palette() -> list[int]:
    last = _SHADES - 1
    return [
        round(ground + (ink - ground) * shade / last)
        for shade in range(_SHADES)
        for ground, ink in zip(_GROUND, _INK, strict=True)
    ]


def _font(face: Face, size: int) -> Any:
    from PIL import ImageFont

    data = BytesIO(fonts.load(face))
    return ImageFont.truetype(data, size, face.index, layout_engine=ImageFont.Layout.RAQM)
