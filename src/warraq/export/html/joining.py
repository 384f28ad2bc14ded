"""Arabic letters that join across the edge of an element.

An engine that shapes each element's text by itself leaves letters unjoined where a tag falls
inside a word. ZERO WIDTH JOINER on both sides of the edge restores the forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from warraq.model.inlines import Image, Inline, Inlines, LineBreak, Math, Note, Text

ZWJ = "\u200d"

_ATOM = (Note, Image, Math, LineBreak)
_ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")

# Letters that join to the letter before them only (Unicode, ArabicShaping.txt, joining type R);
# every other letter of the Arabic script joins on both sides, but those of type U.
_RIGHT_JOINING = frozenset("آأؤإاةدذرزوٱٲٳٵٶٷڈډڊڋڌڍڎڏڐڑڒړڔڕږڗژڙۀۃۄۅۆۇۈۉۊۋۍۏےۓەۮۯݙݚݛݫݬݱݳݴݸݹࢪࢫࢬࢮࢱࢲࢹ")
_NON_JOINING = frozenset("ءٴ\u08ad")
_TATWEEL = "\u0640"
# Number signs and the like, format characters that join nothing (type U).
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2")


@cache
def _joins_next(char: str) -> bool:
    """Whether a letter joins to the one after it (joining types D and C)."""
    if char in (ZWJ, _TATWEEL):
        return True
    return _is_letter(char) and char not in _RIGHT_JOINING and char not in _NON_JOINING


@cache
def _joins_previous(char: str) -> bool:
    """Whether a letter joins to the one before it (joining types D, R and C)."""
    return char in (ZWJ, _TATWEEL) or (_is_letter(char) and char not in _NON_JOINING)


def _is_letter(char: str) -> bool:
    return _ARABIC.match(char) is not None and unicodedata.category(char) == "Lo"


@cache
def _is_transparent(char: str) -> bool:
    """Whether joining looks through a character (type T: marks and format characters)."""
    if char in (ZWJ, "\u200c") or char in _PREPENDED:
        return False
    return unicodedata.category(char) in ("Mn", "Me", "Cf")


def join(inlines: Inlines) -> Inlines:
    """Return inlines with joiners where an element begins or ends between joining letters.

    Texts that follow one another in one element are one to the engine and stay as they are; a
    note, an image or a formula between two letters parts them.
    """
    if all(isinstance(node, Text) for node in inlines):
        return inlines
    places = _joints(inlines)
    return _apply(inlines, places, iter(range(_count(inlines)))) if places else inlines


def _joints(inlines: Inlines) -> dict[int, tuple[bool, bool]]:
    """Return, by the number of a text, whether a joiner stands before and after it."""
    result: dict[int, tuple[bool, bool]] = {}
    previous: tuple[int, Text, int] | None = None
    index = 0
    for node, parent in _leaves(inlines, 0, iter(range(1, 1_000_000_000))):
        if not isinstance(node, Text):
            previous = None
            continue
        if node.text:
            if previous and parent != previous[2] and _joined(previous[1].text, node.text):
                result[previous[0]] = (result.get(previous[0], (False, False))[0], True)
                result[index] = (True, False)
            previous = (index, node, parent)
        index += 1
    return result


def _leaves(inlines: Inlines, parent: int, numbers: Iterator[int]) -> Iterator[tuple[Inline, int]]:
    """Yield texts and atoms in order, each with the number of the stretch it stands in.

    Texts are of one stretch when no edge of an element lies between them.
    """
    stretch = parent
    for node in inlines:
        if isinstance(node, (Text, *_ATOM)):
            yield node, stretch
        else:
            yield from _leaves(node.children, next(numbers), numbers)
            stretch = next(numbers)


def _count(inlines: Inlines) -> int:
    return sum(
        1 if isinstance(node, Text) else 0 if isinstance(node, _ATOM) else _count(node.children)
        for node in inlines
    )


def _joined(before: str, after: str) -> bool:
    left = next((char for char in reversed(before) if not _is_transparent(char)), "")
    right = next((char for char in after if not _is_transparent(char)), "")
    return bool(left and right) and _joins_next(left) and _joins_previous(right)


def _apply(
    inlines: Inlines, places: dict[int, tuple[bool, bool]], indices: Iterator[int]
) -> Inlines:
    result: list[Inline] = []
    node: Any
    for node in inlines:
        if isinstance(node, Text):
            before, after = places.get(next(indices), (False, False))
            if before or after:
                text = ZWJ * before + node.text + ZWJ * after
                node = replace(node, text=text)  # noqa: PLW2901
        elif not isinstance(node, _ATOM):
            children = _apply(node.children, places, indices)
            if children != node.children:
                node = replace(node, children=children)  # noqa: PLW2901
        result.append(node)
    return tuple(result)
