"""The characters of an SVG label: white space collapsed, places and rotations given to each.

SVG 2, section 11.3 (white space), 11.4 and 11.9.4 (``x``, ``y``, ``dx``, ``dy``, ``rotate``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import isfinite

from weasyprint.svg.utils import normalize

from warraq.export.pdf.svg_paths import Track, track
from warraq.export.pdf.svg_tree import LABEL_PARTS, LabelNode
from warraq.export.pdf.svg_visual import logical

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PRESERVED = ("pre", "pre-wrap", "break-spaces", "preserve")

Measured = Callable[[str, str, float], float]
"""A length, the name of its attribute and the font size: gives user units."""


@dataclass(slots=True)
class Character:
    """A character, the element that styles it, and its place where one is stated.

    Lengths are user units, the rotation is in degrees.
    """

    text: str
    node: LabelNode
    x: float | None = None
    y: float | None = None
    dx: float = 0.0
    dy: float = 0.0
    rotate: float = 0.0
    way: Track | None = None
    """The path along which the character is set, from its ``x`` on."""

    @property
    def is_placed(self) -> bool:
        """Whether a chunk of its own begins here."""
        return self.x is not None or self.y is not None


@dataclass(slots=True)
class Reader:
    """Reads one label.

    ``path_of`` gives the path that an element names. ``edges`` notes where elements begin and
    end, for the bidi algorithm.
    """

    measured: Measured
    path_of: Callable[[LabelNode], str] = lambda _: ""
    characters: list[Character] = field(default_factory=list)
    edges: list[tuple[int, LabelNode, bool]] = field(default_factory=list)
    after_space: bool = True

    def read(self, label: LabelNode) -> list[Character]:
        """Return the characters of a label, without the space at its end."""
        self._element(label)
        while self.characters and self._collapses(self.characters[-1]):
            self.characters.pop()
        return self.characters

    def _element(self, node: LabelNode) -> None:
        if not node.display:
            return
        start = len(self.characters)
        self.edges.append((start, node, True))
        self._words(node.words, node)
        for child in node:
            if child.tag in LABEL_PARTS:
                self._element(child)
            self._words(child.words_after, node)
        self.edges.append((len(self.characters), node, False))
        self._place(node, self.characters[start:])
        if node.tag == "textPath":
            self._set_on_path(node, self.characters[start:])

    def _set_on_path(self, node: LabelNode, characters: list[Character]) -> None:
        way = track(self.path_of(node))
        if way is None or not characters:
            return
        stated = node.attrib.get("startOffset", "0").strip()
        if stated.endswith("%"):
            start = next(_numbers(stated[:-1]), 0.0) * way.length / 100
        else:
            start = self.measured(stated, "startOffset", float(node.attrib["font-size"]))
        for character in characters:
            character.way, character.x, character.y = way, None, None
        characters[0].x, characters[0].y = start, 0.0

    def _words(self, text: str, node: LabelNode) -> None:
        keep = _preserves(node)
        for char in logical(text):
            space = char in " \t\n\r"
            if space and self.after_space and not keep:
                continue
            self.characters.append(Character(" " if space else char, node))
            self.after_space = space

    @staticmethod
    def _collapses(character: Character) -> bool:
        return character.text == " " and not _preserves(character.node)

    def _place(self, node: LabelNode, characters: list[Character]) -> None:
        """Give an element's lists to its characters; those of an inner element come before."""
        size = float(node.get("font-size"))
        for name in ("x", "y"):
            for character, value in zip(characters, self._lengths(node, name, size), strict=False):
                if getattr(character, name) is None:
                    setattr(character, name, value)
        for name in ("dx", "dy"):
            for character, value in zip(characters, self._lengths(node, name, size), strict=False):
                setattr(character, name, getattr(character, name) or value)
        turns = list(_numbers(node.attrib.get("rotate", "")))
        for index, character in enumerate(characters if turns else ()):
            character.rotate = character.rotate or turns[min(index, len(turns) - 1)]

    def _lengths(self, node: LabelNode, name: str, size: float) -> Iterator[float]:
        for value in normalize(node.attrib.get(name)).split():
            yield self.measured(value, name, size)


def _preserves(node: LabelNode) -> bool:
    stated = node.attrib.get("white-space") or node.attrib.get(_SPACE, "")
    return stated in _PRESERVED


def _numbers(values: str) -> Iterator[float]:
    for value in normalize(values).split():
        try:
            number = float(value)
        except ValueError:
            return
        yield number if isfinite(number) else 0.0
