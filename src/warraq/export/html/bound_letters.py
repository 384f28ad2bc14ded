"""Letters that no edge of an element parts: a mark and its letter, lam and its alef.

An engine that shapes each element's text by itself cannot set a mark on a letter of another
element, and shows it on a dotted circle or beside its place; nor can it make lam and alef the one
shape that they are in every Arabic hand. So the edge moves by that one character.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from warraq.model.inlines import Image, Inline, Inlines, LineBreak, Math, Note, Text

_ATOM = (Note, Image, Math, LineBreak)
_MARKS = "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]*"
_LAM_AT_END = re.compile(f"\u0644{_MARKS}$")
_ALEF_AT_START = re.compile(f"[\u0622\u0623\u0625\u0627\u0671]{_MARKS}")


@dataclass(slots=True)
class _Leaf:
    """A text as it will be, with what its place tells: edges lie between different stretches."""

    text: str
    level: int | None
    depth: int
    stretch: int


def bind(inlines: Inlines) -> Inlines:
    """Return inlines in which no element begins with a mark, or between lam and alef."""
    if all(isinstance(node, Text) for node in inlines):
        return inlines
    leaves = list(_leaves(inlines, 0, count()))
    texts = [leaf for leaf in leaves if leaf]
    before = [leaf.text for leaf in texts]
    previous: _Leaf | None = None
    for leaf in leaves:
        if leaf is None:
            previous = None
        elif leaf.text:
            if previous and previous.stretch != leaf.stretch and previous.level == leaf.level:
                _move(previous, leaf)
            # What has lost its text altogether leaves its neighbours side by side.
            previous = leaf if leaf.text else previous
    after = [leaf.text for leaf in texts]
    return inlines if after == before else _with_texts(inlines, iter(after))


def _leaves(inlines: Inlines, depth: int, numbers: Iterator[int]) -> Iterator[_Leaf | None]:
    """Yield the texts in order, and None for what parts them."""
    stretch = next(numbers)
    for node in inlines:
        if isinstance(node, Text):
            yield _Leaf(node.text, node.level, depth, stretch)
        elif isinstance(node, _ATOM):
            yield None
        else:
            yield from _leaves(node.children, depth + 1, numbers)
            stretch = next(numbers)


def _move(previous: _Leaf, leaf: _Leaf) -> None:
    """Move what belongs together into one text: a ligature goes to the inner element."""
    marks = len(leaf.text) - len(leaf.text.lstrip("".join(filter(_is_mark, set(leaf.text)))))
    if marks and not previous.text[-1].isspace():
        previous.text, leaf.text = previous.text + leaf.text[:marks], leaf.text[marks:]
    lam, alef = _LAM_AT_END.search(previous.text), _ALEF_AT_START.match(leaf.text)
    if not (lam and alef):
        return
    if leaf.depth > previous.depth:
        previous.text, leaf.text = previous.text[: lam.start()], lam[0] + leaf.text
    else:
        previous.text, leaf.text = previous.text + alef[0], leaf.text[alef.end() :]


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


def _with_texts(inlines: Inlines, texts: Iterator[str]) -> Inlines:
    result: list[Inline] = []
    for node in inlines:
        if isinstance(node, Text):
            text = next(texts)
            result.append(node if text == node.text else replace(node, text=text))
        elif isinstance(node, _ATOM):
            result.append(node)
        else:
            container: Any = node
            children = _with_texts(node.children, texts)
            result.append(
                node if children == node.children else replace(container, children=children)
            )
    return tuple(result)
