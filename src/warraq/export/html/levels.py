"""Levels lowered to nested directions, for a layout engine that knows no paragraph.

WeasyPrint shapes each text box by itself and knows nothing of what stands before it in the
paragraph. So every run of a level gets an element with its direction, nested as the levels
are (UAX #9, L2: reversing from the highest level down is what nesting does), and an inline
element is cut where a run crosses its edge. What comes out is inlines again: a run is a Span,
and ``attributes.dir`` states the direction that an element has to be written with.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from warraq.model.attributes import Attributes, Direction
from warraq.model.inlines import (
    Image,
    Inline,
    Inlines,
    LineBreak,
    Math,
    Note,
    Span,
    Text,
)

_Atom = Note | Image | Math | LineBreak

# The levels are resolved already; the characters that steer the algorithm have had their say.
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_OVERRIDES = ("\u202d", "\u202e")
_POP = "\u202c"

# A run of these alone keeps its order whatever stands beside it, even if a line ends within it.
_LATIN_WORDS = re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_DIGITS = re.compile(r"[0-9]+|[\u0660-\u0669]+|[\u06f0-\u06f9]+")
_LATIN_LETTER = re.compile("[A-Za-z]")
_RTL_LETTER = re.compile("[\u05d0-\u05ea\u0620-\u064a\u0671-\u06d3]")


def lower(inlines: Inlines, base: Direction) -> Inlines:
    """Return the inlines of one paragraph with its levels as nested directions.

    ``base`` is the paragraph's direction. The inlines must have gone through the direction pass.
    A text without a level counts as of the base level.
    """
    level = 1 if base is Direction.RTL else 0
    if _is_flat(inlines, level):
        return inlines
    lowered = _Lowering(overridden=_is_overridden(inlines)).build(inlines, level, level)
    return tuple(lowered)


def _is_flat(inlines: Inlines, level: int) -> bool:
    """Whether every text is of the base level, so that nothing has to be said."""
    for node in inlines:
        if isinstance(node, Text):
            if node.level not in (level, None) or _CONTROLS.search(node.text):
                return False
        elif not isinstance(node, _Atom) and (
            node.computed.isolate or not _is_flat(node.children, level)
        ):
            return False
    return True


def _is_overridden(inlines: Inlines) -> bool:
    return any(
        any(char in node.text for char in _OVERRIDES)
        if isinstance(node, Text)
        else not isinstance(node, _Atom) and _is_overridden(node.children)
        for node in inlines
    )


def direction_of_level(level: int) -> Direction:
    """Return the direction of a level: odd is right to left (UAX #9, BD2)."""
    return Direction.RTL if level % 2 else Direction.LTR


class _Piece:
    """A node that lies wholly above the level at hand (``high``), or not."""

    __slots__ = ("high", "node")

    def __init__(self, high: bool, node: Inline) -> None:
        self.high = high
        self.node = node


class _Lowering:
    """One paragraph at work. ``embedding`` is the level of the isolate around, or the base."""

    def __init__(self, *, overridden: bool) -> None:
        self.overridden = overridden

    def build(self, nodes: Sequence[Inline], level: int, embedding: int) -> list[Inline]:
        """Return the nodes with every run above ``level`` in an element of its own."""
        pieces = _cut(nodes, level)
        result: list[Inline] = []
        start = 0
        while start < len(pieces):
            end = start
            while end < len(pieces) and pieces[end].high:
                end += 1
            if end > start:
                run = [piece.node for piece in pieces[start:end]]
                bare = _is_bare(pieces, start, end, level) and not self.overridden
                result.extend(self._texts(run) if bare else self._run(run, level + 1, embedding))
                start = end
            else:
                result.append(self._low(pieces[start].node, level, embedding))
                start += 1
        return result

    def _low(self, node: Inline, level: int, embedding: int) -> Inline:
        if isinstance(node, Text):
            return self._text(node, level)
        if isinstance(node, _Atom):
            return node
        if node.computed.isolate:
            return self._isolate(node, embedding)
        return _with_children(node, self.build(node.children, level, embedding), None)

    def _run(self, run: list[Inline], level: int, embedding: int) -> list[Inline]:
        """Return a run at or above ``level`` as one element with that level's direction."""
        direction = direction_of_level(level)
        if len(run) == 1:
            node = run[0]
            if isinstance(node, _Atom):
                return [node]
            if not isinstance(node, Text):
                if node.computed.isolate:
                    return [self._isolate(node, embedding)]
                children = self.build(node.children, level, embedding)
                return [_with_children(node, children, direction)]
        content = tuple(self.build(run, level, embedding))
        return [Span(children=content, attributes=Attributes(dir=direction))]

    def _isolate(self, node: Any, embedding: int) -> Inline:
        """Return an isolate: within it the next level of its direction is the base (X5a, X5b)."""
        odd = node.computed.dir is Direction.RTL
        inner = embedding + 1 if (embedding + 1) % 2 == odd else embedding + 2
        return _with_children(node, self.build(node.children, inner, inner), node.computed.dir)

    def _texts(self, run: Sequence[Inline]) -> list[Inline]:
        return [self._text(node, node.level or 0) for node in run if isinstance(node, Text)]

    def _text(self, node: Text, level: int) -> Text:
        text = _CONTROLS.sub("", node.text)
        if self.overridden and text:
            text = f"{_OVERRIDES[level % 2]}{text}{_POP}"
        return node if text == node.text else replace(node, text=text)


def _with_children(node: Any, children: Sequence[Inline], direction: Direction | None) -> Inline:
    attributes = node.attributes
    if attributes.dir is not direction:
        attributes = replace(attributes, dir=direction)
    result: Inline = replace(node, children=tuple(children), attributes=attributes)
    return result


def _extent(node: Inline) -> tuple[int, int] | None:
    """Return the lowest and the highest level of a node as its surroundings see it.

    None stands for a node that shows nothing, or whose level is not known: it goes with the base.
    """
    if isinstance(node, Text):
        return None if node.level is None or not node.text else (node.level, node.level)
    if isinstance(node, _Atom) or node.computed.isolate:
        level = node.computed.level
        return None if level is None else (level, level)
    extents = [extent for child in node.children if (extent := _extent(child))]
    if not extents:
        return None
    return min(low for low, _ in extents), max(high for _, high in extents)


def _edge(nodes: Sequence[Inline], *, last: bool) -> int | None:
    """Return the level at the beginning or the end of nodes, None if they show nothing."""
    node: Any
    for node in reversed(nodes) if last else nodes:
        if _is_open(node):
            level = _edge(node.children, last=last)
        else:
            extent = _extent(node)
            level = extent[0] if extent else None
        if level is not None:
            return level
    return None


def _is_open(node: Inline) -> bool:
    """Whether a node holds inlines that belong to the runs around it."""
    return not isinstance(node, Text | _Atom) and not node.computed.isolate


def _cut(nodes: Sequence[Inline], level: int) -> list[_Piece]:
    """Cut nodes so that each lies wholly above the level, or needs no part of a run outside."""
    pieces: list[_Piece] = []
    for index, node in enumerate(nodes):
        extent = _extent(node)
        if extent is None:
            pieces.append(_Piece(bool(pieces) and pieces[-1].high, node))
        elif extent[0] > level:
            pieces.append(_Piece(True, node))
        elif extent[1] <= level or not _is_open(node):
            pieces.append(_Piece(False, node))
        else:
            pieces.extend(_cut_mixed(node, pieces, nodes[index + 1 :], level))
    return pieces


def _cut_mixed(
    node: Inline, before: Sequence[_Piece], after: Sequence[Inline], level: int
) -> list[_Piece]:
    """Cut an element in which runs begin or end off what crosses its edges."""
    result: list[_Piece] = []
    rest: Inline | None = node
    if before and before[-1].high and (_edge([node], last=False) or 0) > level:
        head, rest = _split(node, level, last=False)
        result.append(_Piece(True, head))
    tail: Inline | None = None
    following = _edge(after, last=False) if rest is not None else None
    crosses = following is not None and following > level
    if crosses and rest is not None and (_edge([rest], last=True) or 0) > level:
        tail, rest = _split(rest, level, last=True)
    if rest is not None:
        result.append(_Piece(False, rest))
    if tail is not None:
        result.append(_Piece(True, tail))
    return result


def _split(node: Any, level: int, *, last: bool) -> tuple[Inline, Inline | None]:
    """Split an element in the part at one edge that lies above the level, and the rest.

    The identifier stays with the part that comes first.
    """
    children = list(node.children[::-1] if last else node.children)
    edge: list[Inline] = []
    while children:
        extent = _extent(children[0])
        if extent is not None and extent[0] <= level:
            break
        edge.append(children.pop(0))
    if children and _is_open(children[0]) and (_edge([children[0]], last=last) or 0) > level:
        part, remainder = _split(children[0], level, last=last)
        edge.append(part)
        children[:1] = [remainder] if remainder is not None else []
    if last:
        edge.reverse()
        children.reverse()
    if not children:
        return _part(node, edge, first=True), None
    return _part(node, edge, first=not last), _part(node, children, first=last)


def _part(node: Any, children: Sequence[Inline], *, first: bool) -> Any:
    attributes = node.attributes
    if not first and attributes.id:
        attributes = replace(attributes, id="")
    return replace(node, children=tuple(children), attributes=attributes)


def _is_bare(pieces: Sequence[_Piece], start: int, end: int, level: int) -> bool:
    """Whether a run of mere texts needs no element, since it cannot be ordered wrongly.

    That is so for Latin words, or one number, between letters of the level's own direction:
    wherever a line ends, the algorithm finds the same levels in each part of it. Arabic words in
    Latin text get their element all the same, since style sheets go by it.
    """
    run = [piece.node for piece in pieces[start:end]]
    if not all(isinstance(node, Text) and node.level == level + 1 for node in run):
        return False
    text = "".join([node.text for node in run if isinstance(node, Text)])
    if not (_DIGITS.fullmatch(text) or (level % 2 and _LATIN_WORDS.fullmatch(text))):
        return False
    before = pieces[start - 1].node if start else None
    after = pieces[end].node if end < len(pieces) else None
    letter = _RTL_LETTER if level % 2 else _LATIN_LETTER
    return _supports(before, letter, -1) and _supports(after, letter, 0)


def _supports(neighbour: Inline | None, letter: re.Pattern[str], touching: int) -> bool:
    """Whether a text beside a bare run holds it: a strong letter, and nothing odd at the edge."""
    if neighbour is None:
        return True
    if not isinstance(neighbour, Text) or not neighbour.text or _CONTROLS.search(neighbour.text):
        return False
    char = neighbour.text[touching]
    touches = char == " " or letter.match(char) is not None
    return touches and letter.search(neighbour.text) is not None
