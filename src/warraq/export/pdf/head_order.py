"""Texts of running heads: plain strings for a style sheet, in which the order is fixed.

A head is the value of a property, so that no element can state a direction within it. Characters
can, but WeasyPrint orders each line by itself, and what began on the line before is forgotten.
Here the levels of UAX #9 are resolved beforehand and stated, word by word, by overrides and marks
of direction: an order that holds wherever a long head is broken in lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from warraq.export.running import Localized, plain, running_texts
from warraq.lang.bidi import bidi_class, resolve
from warraq.lang.tags import direction_of
from warraq.model.attributes import Direction
from warraq.model.inlines import Image, Inlines, LineBreak, Math, Note, Text
from warraq.model.metadata import Digits, LocalizedInlines, Metadata
from warraq.resolve.levels import Scope, resolve_paragraph
from warraq.style.tokens import Mark

LRM, RLM = "\u200e", "\u200f"
LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
_OVERRIDES = ("\u202d", "\u202e")
_POP = "\u202c"
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# Each ends where a line may: after spaces, and after the signs that a line may break behind.
_WORD = re.compile(r"\s+|[^\s–—/-]+[–—/-]*\s*|[–—/-]+\s*")
_STRONG = (("L",), ("R", "AL"))


def running_heads(metadata: Metadata, digits: Digits, base: Direction) -> dict[Mark, str]:
    """Return what the marks print in heads and feet whose direction is ``base``."""

    def write(value: Localized) -> str:
        text = _value(value, base)
        away = direction_of(value.lang) is not base
        return isolate(text, direction_of(value.lang)) if away else text

    texts = running_texts(metadata, digits, write)
    return {mark: pinned(text, base) for mark, text in texts.items()}


def _value(value: Localized, base: Direction) -> str:
    if not isinstance(value, LocalizedInlines):
        return plain(value)
    scope = Scope(value.lang, base)
    (children,) = resolve_paragraph((value.children,), scope, lambda note, _: note)
    return isolated(children)


def isolated(inlines: Inlines) -> str:
    """Return the text of resolved inlines with its isolates, in one line, without note calls."""
    return " ".join("".join(_texts(inlines)).split())


def _texts(inlines: Inlines) -> Iterator[str]:
    for node in inlines:
        match node:
            case Text():
                yield node.text
            case LineBreak():
                yield " "
            case Note() | Image() | Math():
                continue
            case _ if node.computed.isolate:
                yield isolate("".join(_texts(node.children)), node.computed.dir)
            case _:
                yield from _texts(node.children)


def isolate(text: str, direction: Direction | None) -> str:
    """Return a text as an isolate of a direction (UAX #9, 2.4)."""
    return f"{RLI if direction is Direction.RTL else LRI}{text}{PDI}"


def pinned(text: str, base: Direction) -> str:
    """Return a text, one paragraph of a base direction, so that Pango cannot order it otherwise.

    Isolates within it are resolved and gone. A text that nobody could order wrongly stays as it is.
    """
    level = 1 if base is Direction.RTL else 0
    levels = resolve(text, level).levels
    if set(levels) == {level} and not _CONTROLS.search(text):
        return text
    return "".join(_words(text, levels, level))


def _words(text: str, levels: tuple[int, ...], base: int) -> Iterator[str]:
    for word in _WORD.finditer(text):
        places = range(*word.span())
        for level, part in groupby(places, key=levels.__getitem__):
            bare = _CONTROLS.sub("", "".join([text[place] for place in part]))
            if bare:
                yield _stated(bare, level, base)


def _stated(text: str, level: int, base: int) -> str:
    """Return a text of one level with what states it: nothing, marks or overrides."""
    if level > base:
        opening = "".join(_path(base, level))
        return opening + text + _POP * len(opening)
    letters = text.rstrip()
    if letters and all(bidi_class(char) in _STRONG[base % 2] for char in letters):
        return text
    mark = RLM if base % 2 else LRM
    return mark + text + mark


def _path(level: int, target: int) -> Iterator[str]:
    """Yield the overrides that lead from one level to another (UAX #9, X4, X5).

    Each leads to the next level of its direction.
    """
    while level < target:
        level += 1 if (target - level) % 2 else 2
        yield _OVERRIDES[level % 2]
