"""An SVG label laid out: its characters in the order of the bidi algorithm, shaped and anchored.

The label is cut into lines (where it moves down), a line into chunks (where a place is stated,
SVG 2, section 11.5), a chunk into pieces of one style and one level. A piece is shaped as a whole
and the pieces of a chunk stand in visual order (UAX #9, L2). The base direction is ``direction``
where the picture states it; else the first strong letter decides, as it did in the drawing
programs that are built on Pango. ``text-anchor`` goes by what is stated alone, as in browsers.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from warraq.export.html.joining import joined
from warraq.export.pdf.svg_characters import Character
from warraq.export.pdf.svg_paths import Track, set_on, shift_onto
from warraq.export.pdf.svg_shaping import Shaper, Shaping
from warraq.export.pdf.svg_tree import LabelNode
from warraq.lang.bidi import first_strong, line_levels, resolve, visual_order
from warraq.lang.joining import ZWJ

NEW_LINE = 0.6
"""In em: a move down by so much, at a stated ``x``, begins a line."""

_LAM = frozenset("لڵڶڷڸ")
_ALEF = frozenset("اأإآٱٲٳٵ")
_CONTROLS = {
    ("embed", 0): "\u202a",
    ("embed", 1): "\u202b",
    ("bidi-override", 0): "\u202d",
    ("bidi-override", 1): "\u202e",
    ("isolate", 0): "\u2066",
    ("isolate", 1): "\u2067",
}
_OVERRIDES = ("\u202d", "\u202e")
_ENDS = {"embed": "\u202c", "bidi-override": "\u202c", "isolate": "\u2069"}


@dataclass(slots=True, eq=False)
class Piece:
    """Text of one style and level. ``x`` is its left edge, ``y`` its base line, in user units."""

    characters: list[Character]
    level: int
    text: str = ""
    x: float = 0.0
    y: float = 0.0
    rotate: float = 0.0
    """Degrees clockwise about that place."""
    shaping: Shaping | None = field(default=None, repr=False)

    @property
    def node(self) -> LabelNode:
        """The element that styles the piece."""
        return self.characters[0].node

    @property
    def first(self) -> Character:
        """The first character in the order of reading."""
        return self.characters[0]

    @property
    def rtl(self) -> bool:
        """Whether the piece runs from right to left."""
        return bool(self.level % 2)

    @property
    def is_letter(self) -> bool:
        """Whether the piece is one letter with its marks, as converters place them one by one."""
        return not any(unicodedata.category(char.text)[0] == "L" for char in self.characters[1:])

    @property
    def width(self) -> float:
        """The advance in user units."""
        return self.shaping.width if self.shaping else 0.0


def lay_out(
    characters: Sequence[Character],
    edges: Sequence[tuple[int, LabelNode, bool]],
    shaper: Shaper,
) -> list[Piece]:
    """Return the pieces of a label, placed."""
    _detach(characters)
    pen, result = (0.0, 0.0), []
    for start, end in _lines(characters):
        low, high = bisect_left(edges, start, key=_index), bisect_right(edges, end, key=_index)
        inside = [(index - start, node, opens) for index, node, opens in edges[low:high]]
        pieces = _pieces(characters[start:end], inside)
        _join(pieces)
        for piece in pieces:
            piece.shaping = shaper.shape(piece.text, piece.node, rtl=piece.rtl)
        for chunk in _chunks(pieces):
            pen = _place(chunk, pen, shaper)
        result += pieces
    return result


def _index(edge: tuple[int, LabelNode, bool]) -> int:
    return edge[0]


def stated_direction(node: LabelNode) -> int | None:
    """Return the level that ``direction`` states, None where it states none."""
    if node.attrib.get("unicode-bidi") == "plaintext":
        return None
    return {"ltr": 0, "rtl": 1}.get(node.attrib.get("direction", ""))


# --- cutting ---------------------------------------------------------------------------------


def _detach(characters: Sequence[Character]) -> None:
    """Take the places from characters that are part of the glyph before them."""
    for before, after in pairwise(characters):
        if _is_part(before, after):
            after.x = after.y = None
            after.dx = after.dy = 0.0
            after.rotate = before.rotate


def _lines(characters: Sequence[Character]) -> Iterator[tuple[int, int]]:
    start, y = 0, None
    for index, character in enumerate(characters):
        size = float(character.node.attrib["font-size"])
        moved = character.y is not None and y is not None and character.y != y
        lowered = character.x is not None and abs(character.dy) > NEW_LINE * size
        if (moved or lowered) and index > start:
            yield start, index
            start = index
        y = character.y if character.y is not None else y
    if characters:
        yield start, len(characters)


def _pieces(
    characters: Sequence[Character], edges: Sequence[tuple[int, LabelNode, bool]]
) -> list[Piece]:
    levels = _levels(characters, edges)
    pieces: list[Piece] = []
    for character, level in zip(characters, levels, strict=True):
        last = pieces[-1] if pieces else None
        if last is None or level != last.level or _parts(last.characters[-1], character):
            pieces.append(Piece([character], level))
        else:
            last.characters.append(character)
    return pieces


def _parts(before: Character, after: Character) -> bool:
    moved = after.is_placed or after.dx or after.dy or after.rotate != before.rotate
    turned = (after.rotate or after.way) and not _is_part(before, after)
    return bool(after.node is not before.node or moved or turned)


def _is_part(before: Character, after: Character) -> bool:
    """Whether a character is drawn in the glyph of the one before it."""
    if unicodedata.category(after.text) in ("Mn", "Me", "Cf"):
        return True
    ligature = before.text in _LAM and after.text in _ALEF
    return ligature and before.node is after.node


def _levels(
    characters: Sequence[Character], edges: Sequence[tuple[int, LabelNode, bool]]
) -> list[int]:
    """Return the level of each character of a line, which is a paragraph by itself."""
    text, places, marks = "", [], _marks(edges)
    for index, character in enumerate(characters):
        text += marks.get(index, "")
        places.append(len(text))
        text += character.text
    base = stated_direction(characters[0].node) if characters else None
    if base is None:
        base = first_strong(text) or 0
    levels = line_levels(resolve(text, base), text, 0, len(text))
    return [levels[place] for place in places]


def _marks(edges: Sequence[tuple[int, LabelNode, bool]]) -> dict[int, str]:
    """Return the controls before each character for what ``unicode-bidi`` states."""
    marks: dict[int, str] = {}
    open_nodes: list[tuple[str, str]] = []
    for index, node, opens in edges:
        if not opens:
            if open_nodes:
                kind, _ = open_nodes.pop()
                marks[index] = marks.get(index, "") + _ENDS.get(kind, "")
            continue
        stated = node.attrib.get("unicode-bidi", "")
        inherited = bool(open_nodes) and open_nodes[-1][1] == stated
        kind = "" if inherited else stated.replace("isolate-override", "isolate")
        control = _CONTROLS.get((kind, stated_direction(node) or 0), "")
        open_nodes.append((kind if control else "", stated))
        marks[index] = marks.get(index, "") + control
    return marks


def _join(pieces: Sequence[Piece]) -> None:
    """Write the texts of pieces, with joiners where letters join across their edges."""
    for piece in pieces:
        piece.text = _overridden("".join([char.text for char in piece.characters]), piece.level)
    for before, after in pairwise(pieces):
        alone = before.is_letter or after.is_letter
        if joined(before.text, after.text) and (not after.first.is_placed or alone):
            before.text += ZWJ
            after.text = ZWJ + after.text


def _overridden(text: str, level: int) -> str:
    """Return a text that keeps its level in a shaper that resolves it by itself."""
    against = ("R", "AL") if level % 2 == 0 else ("L",)
    if any(unicodedata.bidirectional(char) in against for char in text):
        return f"{_OVERRIDES[level % 2]}{text}\u202c"
    return text


def _chunks(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    chunk: list[Piece] = []
    for piece in pieces:
        if chunk and piece.first.is_placed:
            yield chunk
            chunk = []
        chunk.append(piece)
    if chunk:
        yield chunk


# --- placing ---------------------------------------------------------------------------------


def _place(chunk: Sequence[Piece], pen: tuple[float, float], shaper: Shaper) -> tuple[float, float]:
    """Place the pieces of a chunk; return where the next one begins without a place of its own."""
    first = chunk[0].first
    x = (pen[0] if first.x is None else first.x) + first.dx
    y = (pen[1] if first.y is None else first.y) + first.dy
    _stretch(chunk, shaper)
    left = 0.0
    for index in visual_order([piece.level for piece in chunk]):
        chunk[index].x = left
        left += chunk[index].width
    shift_x = shift_y = 0.0
    for piece in chunk:
        if piece.first is not first:
            shift_x += piece.first.dx
            shift_y += piece.first.dy
        piece.x += shift_x
        piece.y = y + shift_y - shaper.baseline_shift(piece.node)
    low = min(piece.x for piece in chunk)
    high = max(piece.x + piece.width for piece in chunk)
    rtl = stated_direction(first.node) == 1
    anchor = first.node.attrib.get("text-anchor", "start").strip()
    share = {"middle": 0.5, "end": 0.0 if rtl else 1.0}.get(anchor, 1.0 if rtl else 0.0)
    move = x - low - share * (high - low)
    for piece in chunk:
        piece.x += move
        piece.rotate = piece.first.rotate
    if first.way:
        _bend(chunk, first.way, low + move, high + move)
        return first.way.points[-1]
    return (low if rtl else high) + move, y + shift_y


def _bend(chunk: Sequence[Piece], way: Track, low: float, high: float) -> None:
    shift = shift_onto(way, low, high)
    for piece in chunk:
        left, rise = piece.x + shift, piece.y
        piece.x, piece.y, turn = set_on(way, left, piece.width, rise)
        piece.rotate += turn


def _stretch(chunk: Sequence[Piece], shaper: Shaper) -> None:
    """Give a chunk the ``textLength`` that it states: Latin spaced out, other text scaled."""
    stated = {piece.node.attrib.get("textLength") for piece in chunk}
    if len(stated) != 1 or None in stated:
        return
    wanted = shaper.length(str(stated.pop()), float(chunk[0].node.attrib["font-size"]))
    natural = sum(piece.width for piece in chunk)
    if wanted <= 0 or natural <= 0:
        return
    gaps = sum(len(piece.characters) for piece in chunk) - 1
    spaced = chunk[0].node.attrib.get("lengthAdjust") != "spacingAndGlyphs" and gaps > 0
    for piece in chunk:
        if spaced and not any(other.rtl for other in chunk):
            shaper.space_out(piece, (wanted - natural) / gaps, last=piece is chunk[-1])
        elif piece.shaping:
            piece.shaping.stretch *= wanted / natural
