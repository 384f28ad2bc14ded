"""numbering.xml: the native numbering of lists (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from warraq.export.docx.markup import Element, add, root, serialize
from warraq.model.attributes import Direction
from warraq.model.blocks import List, Numeral
from warraq.model.metadata import Digits

# ST_NumberFormat (17.18.59). Word has no format for «أولاً», nor one for Arabic-Indic digits
# («hindiNumbers» shows 1, 2): such labels are written as text.
_FORMATS = {
    Numeral.DECIMAL: "decimal",
    Numeral.ARABIC_ALPHA: "arabicAlpha",
    Numeral.ABJAD: "arabicAbjad",
    Numeral.LOWER_ALPHA: "lowerLetter",
    Numeral.UPPER_ALPHA: "upperLetter",
    Numeral.LOWER_ROMAN: "lowerRoman",
    Numeral.UPPER_ROMAN: "upperRoman",
    Numeral.HEBREW: "hebrew1",
}
_BULLETS = "•◦▪"
MOST_LEVEL = 8
"""The deepest level that Word has; deeper lists are set in as far and counted on this one."""
_MOST = 32_767
"""The highest number that a list may start with."""


def native_format(node: List, digits: Digits) -> str | None:
    """Return Word's number format for a list, or None when labels have to be written as text."""
    if not node.ordered:
        return "bullet"
    if node.numeral is Numeral.DECIMAL and digits is not Digits.WESTERN:
        return None
    return _FORMATS.get(node.numeral) if 0 <= node.start <= _MOST else None


@dataclass(frozen=True, slots=True)
class _Kind:
    """What lists that share an abstract numbering have in common; lengths in twips."""

    format: str
    opening: str
    closing: str
    direction: Direction
    step: int
    hanging: int


@dataclass(slots=True)
class Numbering:
    """All lists of a document: an abstract numbering for each kind, a number for each list."""

    kinds: dict[_Kind, int] = field(default_factory=dict)
    lists: list[tuple[int, int, int]] = field(default_factory=list)
    """The abstract numbering, the level and the start of each list."""

    def declare(
        self,
        node: List,
        format_name: str,
        direction: Direction,
        indent: tuple[int, int],
        depth: int,
    ) -> str:
        """Return the number of a new list that counts by itself.

        ``indent`` holds the indent of a level and how far labels hang out, in twips.
        """
        opening, closing = ("(", ")") if node.delimiter == "()" else ("", node.delimiter)
        if format_name == "bullet":
            opening, closing = "", ""
        kind = _Kind(format_name, opening, closing, direction, *indent)
        abstract = self.kinds.setdefault(kind, len(self.kinds))
        self.lists.append((abstract, min(depth, MOST_LEVEL), node.start))
        return str(len(self.lists))

    def xml(self) -> bytes:
        """Return the part."""
        element = root("numbering")
        for kind, number in self.kinds.items():
            _add_abstract(element, number, kind)
        for number, (abstract, level, start) in enumerate(self.lists, 1):
            item = add(element, "num", numId=str(number))
            add(item, "abstractNumId", val=str(abstract))
            override = add(item, "lvlOverride", ilvl=str(level))
            add(override, "startOverride", val=str(start))
        return serialize(element)


def _add_abstract(parent: Element, number: int, kind: _Kind) -> None:
    abstract = add(parent, "abstractNum", abstractNumId=str(number))
    add(abstract, "multiLevelType", val="multilevel")
    for level in range(MOST_LEVEL + 1):
        _add_level(abstract, level, kind)


def _add_level(parent: Element, level: int, kind: _Kind) -> None:
    item = add(parent, "lvl", ilvl=str(level))
    add(item, "start", val="1")
    add(item, "numFmt", val=kind.format)
    bullet = kind.format == "bullet"
    text = _BULLETS[level % 3] if bullet else f"{kind.opening}%{level + 1}{kind.closing}"
    add(item, "lvlText", val=text)
    add(item, "lvlJc", val="left")
    indent = str(kind.step * (level + 1))
    add(add(item, "pPr"), "ind", left=indent, hanging=str(kind.hanging))
    if kind.direction is Direction.RTL:
        add(add(item, "rPr"), "rtl")
