"""Cuts an engine's citation into its items and what stands before, between and after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from warraq.bib import joining
from warraq.bib.csl import marks
from warraq.model.inlines import Inline, Inlines, Text
from warraq.model.walk import plain_text, with_children

_MARK = re.compile(
    f"{marks.ITEM_START}(?P<item>\\d+){marks.NUMBER_END}"
    f"|{marks.AFFIX}(?P<affix>\\d+){marks.NUMBER_END}|(?P<end>{marks.ITEM_END})"
)


@dataclass(frozen=True, slots=True)
class Cut:
    """The pieces of a citation: items by their places in it, in the order of the style.

    ``between`` holds what stands between each item and the next.
    """

    head: Inlines
    items: Mapping[int, Inlines]
    between: tuple[Inlines, ...]
    tail: Inlines


def opening(place: int) -> str:
    """Return what is put before an item of a place."""
    return f"{marks.ITEM_START}{place}{marks.NUMBER_END}"


def affix(number: int) -> str:
    """Return what stands for an author's own prefix or suffix of a number."""
    return f"{marks.AFFIX}{number}{marks.NUMBER_END}"


def cut(nodes: Inlines) -> Cut:
    """Cut a citation at the marks of its items; formatting around several is kept on each."""
    head: list[Inline] = []
    items: dict[int, list[Inline]] = {}
    gaps: list[list[Inline]] = []
    current = head
    for piece in _pieces(nodes):
        match piece:
            case re.Match() if piece["item"] is not None:
                current = items.setdefault(int(piece["item"]), [])
            case re.Match() if piece["end"] is not None:
                current = []
                gaps.append(current)
            case re.Match():
                continue
            case _:
                current.append(piece)
    between = [_text(gap) for gap in gaps[:-1]]
    tail = _text(gaps[-1]) if gaps else ()
    found = {place: stripped(_text(item)) for place, item in items.items()}
    return Cut(_text(head), found, tuple(between), tail)


def filled(nodes: Inlines, affixes: Mapping[int, Inlines]) -> Inlines:
    """Return a citation with the author's affixes in the places of their marks."""
    result: list[Inline] = []
    for piece in _pieces(nodes):
        if not isinstance(piece, re.Match):
            result.append(piece)
        elif piece["affix"] is not None:
            result.extend(affixes.get(int(piece["affix"]), ()))
    return _text(result)


def stripped(nodes: Inlines) -> Inlines:
    """Return inlines without the white space around them, be it within formatting."""
    return without_last(_stripped_at(nodes, 0, " "), " ")


def without_last(nodes: Inlines, chars: str) -> Inlines:
    """Return inlines without some characters at their end, be it within formatting."""
    found = _stripped_at(nodes, -1, chars)
    return tuple(node for node in found if not (isinstance(node, Text) and not node.text))


def _stripped_at(nodes: Inlines, end: int, chars: str) -> Inlines:
    """Return inlines without some characters at one end: the first (0) or the last (-1)."""
    if not nodes:
        return nodes
    node = nodes[end]
    if isinstance(node, Text):
        text = node.text.lstrip(chars) if end == 0 else node.text.rstrip(chars)
        changed: Inline = replace(node, text=text)
    else:
        children = getattr(node, "children", ())
        changed = (
            with_children(node, joining.merged(_stripped_at(children, end, chars)))
            if children
            else node
        )
    return (changed, *nodes[1:]) if end == 0 else (*nodes[:-1], changed)


def _text(nodes: list[Inline]) -> Inlines:
    return joining.merged(tuple(nodes))


def _pieces(nodes: Inlines) -> Iterator[Inline | re.Match[str]]:
    """Yield marks and what is between them; a node around marks is repeated for each piece."""
    for node in nodes:
        if isinstance(node, Text):
            yield from _text_pieces(node)
        elif not _MARK.search(plain_text(node)):
            yield node
        else:
            yield from _node_pieces(node)


def _text_pieces(node: Text) -> Iterator[Inline | re.Match[str]]:
    done = 0
    for match in _MARK.finditer(node.text):
        if match.start() > done:
            yield replace(node, text=node.text[done : match.start()])
        yield match
        done = match.end()
    if done < len(node.text):
        yield replace(node, text=node.text[done:])


def _node_pieces(node: Inline) -> Iterator[Inline | re.Match[str]]:
    held: list[Inline] = []
    for piece in _pieces(getattr(node, "children", ())):
        if isinstance(piece, re.Match):
            if held:
                yield with_children(node, _text(held))
            held = []
            yield piece
        else:
            held.append(piece)
    if held:
        yield with_children(node, _text(held))
