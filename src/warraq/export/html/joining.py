"""Arabic letters that join across the edge of an element.

An engine that shapes each element's text by itself leaves letters unjoined where a tag falls
inside a word. ZERO WIDTH JOINER on both sides of the edge restores the forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from warraq.lang.joining import ZWJ, is_transparent, joins_next, joins_previous
from warraq.model.inlines import Image, Inline, Inlines, LineBreak, Math, Note, Text

_ATOM = (Note, Image, Math, LineBreak)


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
            if previous and parent != previous[2] and joined(previous[1].text, node.text):
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


def joined(before: str, after: str) -> bool:
    """Whether the last letter of a text joins to the first one of the next."""
    left = next((char for char in reversed(before) if not is_transparent(char)), "")
    right = next((char for char in after if not is_transparent(char)), "")
    return bool(left and right) and joins_next(left) and joins_previous(right)


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
