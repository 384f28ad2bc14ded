"""An SVG as WeasyPrint reads it, with the words of its labels kept as they were written.

WeasyPrint 70 rewrites the text of a label while it looks for style sheets: line ends vanish, what
follows a nested ``tspan`` is lost. It reads a relative ``font-size`` once for each element around,
knows ``font`` without a weight only, and draws every branch of a ``switch``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.svg import Node
from weasyprint.svg.utils import size

ROOT_FONT_SIZE = 16.0
"""The initial ``font-size`` in user units (CSS Fonts 3, ``medium``)."""

MAX_FONT_SIZE = 1e5

LABEL_PARTS = frozenset({"tspan", "a", "textPath"})
"""Elements that hold words within a label."""

_KEYWORDS = {
    "xx-small": 9 / 16,
    "x-small": 10 / 16,
    "small": 13 / 16,
    "medium": 1.0,
    "large": 18 / 16,
    "x-large": 24 / 16,
    "xx-large": 2.0,
}
_RELATIVE = {"smaller": 1 / 1.2, "larger": 1.2}
_SIZE = r"[\d.]+(?:px|pt|pc|em|rem|ex|mm|cm|in|%)?|(?:xx?-)?(?:small|large)|medium|smaller|larger"
_FONT = re.compile(rf"(?P<before>.*?)(?P<size>{_SIZE})(?:\s*/\s*[^\s,]+)?\s+(?P<family>\S.*)", re.S)
_BEFORE_SIZE = re.compile(r"normal|italic|oblique|bold|bolder|lighter|small-caps|[1-9]00")
_WEIGHT = re.compile(r"bold|bolder|lighter|[1-9]00")
_SLOPE = re.compile(r"italic|oblique")


class LabelNode(Node):  # type: ignore[misc]
    """A node of a picture of ours; so are all nodes that come of it."""

    attrib: dict[str, str]
    _children: list[LabelNode] | None
    size_around = ROOT_FONT_SIZE
    """The font size of the element around, in user units."""

    def __iter__(self) -> Iterator[LabelNode]:
        """Yield the children with what they inherit, of a ``switch`` the one that holds."""
        if self._children is None:
            self._children = []
            for wrapper in self._wrapper:
                child = LabelNode(wrapper, self._style)
                self.cascade(child)
                self._children.append(child)
            if self.tag == "switch":
                self._children = [node for node in self._children if _holds(node)][:1]
        return iter(self._children)

    def copy(self) -> LabelNode:
        """Return the node as it was when first created."""
        return LabelNode(self._wrapper, self._style)

    def text_children(self, element: Any, *_: Any, **__: Any) -> tuple[list[Node], bool]:
        """Leave the words alone: they are read when the label is drawn."""
        return [Node(child, self._style) for child in element.iter_children()], False

    def cascade(self, child: Node) -> None:
        """Give a child what it inherits and what style sheets say; its font size in user units."""
        super().cascade(child)
        _mend_font(child.attrib)
        inherited = self.attrib.get("font-size", "")
        child.size_around = _number(inherited)
        stated = child.attrib.get("font-size")
        if stated is not None and (stated != inherited or child is self):
            child.attrib["font-size"] = str(font_size(stated, _number(inherited)))

    @property
    def words(self) -> str:
        """The text before the first child."""
        return self._etree_node.text or ""

    @property
    def words_after(self) -> str:
        """The text after the element."""
        return self._etree_node.tail or ""


def adopt(tree: Node) -> None:
    """Turn the root of a picture, of which no child was read yet, into one of ours."""
    if isinstance(tree, LabelNode):
        return
    tree.__class__ = LabelNode
    _mend_font(tree.attrib)
    tree.attrib["font-size"] = str(font_size(tree.attrib.get("font-size", "medium")))


def font_size(stated: str, inherited: float = ROOT_FONT_SIZE) -> float:
    """Return a font size in user units; what is none counts as the inherited one."""
    value = stated.strip().lower()
    if value in _KEYWORDS:
        return ROOT_FONT_SIZE * _KEYWORDS[value]
    if value in _RELATIVE:
        return inherited * _RELATIVE[value]
    try:
        found = float(size(value, inherited, inherited))
    except ValueError:
        return inherited
    return found if 0 < found < MAX_FONT_SIZE or value[:1] == "0" else inherited


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        return ROOT_FONT_SIZE


def _mend_font(attrib: dict[str, str]) -> None:
    """Part the shorthand ``font`` again, of which WeasyPrint took the first word for the size."""
    first, rest = attrib.get("font-size", ""), attrib.get("font-family", "")
    found = _FONT.fullmatch(f"{first} {rest}") if _BEFORE_SIZE.fullmatch(first) else None
    if found is None:
        return
    attrib["font-size"], attrib["font-family"] = found["size"], found["family"]
    if weight := _WEIGHT.search(found["before"]):
        attrib["font-weight"] = weight[0]
    if slope := _SLOPE.search(found["before"]):
        attrib["font-style"] = slope[0]


def _holds(node: LabelNode) -> bool:
    """Whether a renderer of plain SVG draws a branch of a ``switch``."""
    return node.tag != "foreignObject" and "requiredExtensions" not in node.attrib
