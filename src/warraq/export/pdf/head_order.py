"""Texts of running heads: plain strings for a style sheet, in which isolates are characters.

A head is the value of a property, so that no element can state a direction within it; the
characters for isolates can (UAX #9, 2.4). See heads.py for how they are set.
"""

from __future__ import annotations

from collections.abc import Iterator

from warraq.export.running import Localized, plain, running_texts
from warraq.lang.tags import direction_of
from warraq.model.attributes import Direction
from warraq.model.inlines import Image, Inlines, LineBreak, Math, Note, Text
from warraq.model.metadata import Digits, LocalizedInlines, Metadata
from warraq.resolve.levels import Scope, resolve_paragraph
from warraq.style.tokens import Mark

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"


def running_heads(metadata: Metadata, digits: Digits, base: Direction) -> dict[Mark, str]:
    """Return what the marks print in heads and feet whose direction is ``base``."""

    def write(value: Localized) -> str:
        text = _value(value, base)
        away = direction_of(value.lang) is not base
        return isolate(text, direction_of(value.lang)) if away else text

    return running_texts(metadata, digits, write)


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
