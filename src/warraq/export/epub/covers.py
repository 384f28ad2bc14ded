"""A cover drawn from the metadata: title, authors and publisher in the theme's face."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from warraq.export import fonts
from warraq.export.epub.metadata import main_first, text_of
from warraq.export.fonts import Face, FontError
from warraq.model.attributes import Direction
from warraq.model.blocks import Container, Paragraph
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Image, Inline, Inlines, LineBreak, Math, Note, Text
from warraq.model.metadata import Metadata

WIDTH, HEIGHT = 1600, 2560
"""The size in pixels that Kindle Direct Publishing and Apple Books ask for."""

_FRAME, _RULE = 90, 8
_TOP, _BOTTOM, _MEASURE = 200, 2380, 1180
_LEADING = 1.6
# Of each role on the title page: its size, the space above the first and above the others.
_SIZES = {"title": (150, 180, 40), "subtitle": (88, 40, 40), "author": (92, 260, 0)}
_HOUSE_SIZE, _HOUSE_SPACE = 64, 320
_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"
_INVISIBLE = frozenset("\u200c\u200d\u200e\u200f\u061c\u2066\u2067\u2068\u2069\u202a\u202b\u202c")
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


def lines(document: ResolvedDocument) -> tuple[Line, ...]:
    """Return what the cover says: title and subtitle, authors, publisher or journal.

    There is none without a title. The words are those of the title page, since there their
    languages and isolates are resolved.
    """
    main = next((block for block in document.front if isinstance(block, Container)), None)
    if main is None or main.role != "front-main":
        return ()
    paragraphs = [block for block in main.children if isinstance(block, Paragraph)]
    if not any(node.role == "title" for node in paragraphs):
        return ()
    result: list[Line] = []
    for role, (size, first, further) in _SIZES.items():
        for index, node in enumerate(node for node in paragraphs if node.role == role):
            space = further if index else first
            result.append(_line(node, size, space))
    house = document.metadata.publisher or _journal(document.metadata)
    if house:
        scope = main.computed
        result.append(Line(house, _HOUSE_SIZE, _HOUSE_SPACE, scope.lang, scope.dir))
    return tuple(line for line in result if line.text)


def _line(node: Paragraph, size: int, space: int) -> Line:
    return Line(isolated(node.children).strip(), size, space, node.computed.lang, node.computed.dir)


def isolated(inlines: Inlines) -> str:
    """Return inlines as plain text with its isolates as characters (UAX #9, section 2.4).

    Spaces within an isolate do not break: each line is ordered by itself, and the parts of a
    phrase that two lines share would lose each other.
    """
    return "".join(_isolated(node) for node in inlines)


def _isolated(node: Inline) -> str:
    match node:
        case Text():
            return node.text
        case LineBreak():
            return " "
        case Note() | Image() | Math():
            return ""
        case _:
            text = isolated(node.children)
            if not node.computed.isolate:
                return text
            initiator = _LRI if node.computed.dir is Direction.LTR else _RLI
            return initiator + text.replace(" ", "\u00a0") + _PDI


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
    return not char.isspace() and char not in _INVISIBLE


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
    if top > _BOTTOM:
        return []
    # What is left over goes above and below, more of it below.
    down = (_BOTTOM - top) / 3
    return [replace(line, top=line.top + down) for line in result]


def _wrapped(text: str, font: Any, options: dict[str, Any]) -> list[str]:
    """Break a text into as few lines as it needs, and these about equally long."""
    words = [(word, font.getlength(word, **options)) for word in text.split(" ") if word]
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
