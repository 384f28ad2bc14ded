"""Where a line may break: within a long word, and never between a word and its note's call."""

from __future__ import annotations

import operator
import re
from dataclasses import replace
from typing import Any

from warraq.model.inlines import Image, Inline, Inlines, LineBreak, Math, Note, Text

ZWSP = "\u200b"
"""ZERO WIDTH SPACE: what the element wbr would become, without a box of its own."""
WORD_JOINER = "\u2060"

_LONG_WORD = 30
"""A word of fewer letters finds its place without help."""
_LONGEST_PIECE = 60
"""WeasyPrint looks for breaks within a word in quadratic time; pieces of this length are fast."""

_WORD = re.compile(rf"\S{{{_LONG_WORD},}}")
_BREAK_AFTER = re.compile(r"(?<=[/.?&=#_,;:–-])(?=[^\s/.?&=#_,;:–-])")
_HOST = re.compile(r"\S*?[A-Za-z]://[^\s/?#]{1,40}(?=[/?#]|$)")
"""Scheme and host of an address, within which no break is offered."""
_BREAK_BEFORE = re.compile(r"(?<=[^\s/.?&=#_,;:~%–-])(?=[/.?&=#_~%])")
_STRETCH = re.compile(rf"[^{ZWSP}]{{{_LONGEST_PIECE}}}(?=[^{ZWSP}])")
_OBJECT = "\ufffc"
_ATOM = (Note, Image, Math, LineBreak)


def allow_breaks(inlines: Inlines) -> Inlines:
    """Return inlines whose long words hold break opportunities.

    Only words that could not stand on a line are touched, so that copied text stays clean.
    """
    return tuple([_allow(node) for node in inlines]) if _any_long(inlines) else inlines


def hold_calls(inlines: Inlines) -> Inlines:
    """Return inlines with each note's call held to what stands before it, in whatever element.

    A line may break before a bracket that follows a full stop, a question mark or another bracket
    (UAX #14, LB13, LB30), but a call never begins one.
    """
    return _hold(inlines, " ")[0]


def _hold(inlines: Inlines, last: str) -> tuple[Inlines, str]:
    """Return held inlines and the character that they end with; ``last`` stands before them."""
    result: list[Inline] = []
    for node in inlines:
        if isinstance(node, Text):
            last = node.text[-1:] or last
        elif isinstance(node, Note):
            if _parts(last):
                result.append(Text(WORD_JOINER))
            last = _OBJECT
        elif isinstance(node, _ATOM):
            last = " " if isinstance(node, LineBreak) else _OBJECT
        else:
            container: Any = node
            children, last = _hold(container.children, last)
            if children is not container.children:
                result.append(replace(container, children=children))
                continue
        result.append(node)
    same = len(result) == len(inlines) and all(map(operator.is_, result, inlines))
    return (inlines if same else tuple(result)), last


def _parts(before: str) -> bool:
    """Whether a line could break between a character and a call's bracket."""
    return not before.isalnum() and not before.isspace()


def _any_long(inlines: Inlines) -> bool:
    for node in inlines:
        if isinstance(node, Text):
            if len(node.text) >= _LONG_WORD and _WORD.search(node.text):
                return True
        elif not isinstance(node, _ATOM) and _any_long(node.children):
            return True
    return False


def _allow(node: Inline) -> Inline:
    if isinstance(node, Text):
        return replace(node, text=_WORD.sub(_break_word, node.text))
    if isinstance(node, _ATOM):
        return node
    container: Any = node
    result: Inline = replace(container, children=tuple([_allow(child) for child in node.children]))
    return result


def _break_word(found: re.Match[str]) -> str:
    """Return a word with its breaks: an address breaks before its signs, so that none is lost.

    Chicago Manual of Style, 17th edition, 14.18.
    """
    host = _HOST.match(found[0])
    if host is None:
        word = _BREAK_AFTER.sub(ZWSP, found[0])
    else:
        word = host[0] + _BREAK_BEFORE.sub(ZWSP, found[0][host.end() - 1 :])[1:]
    return _STRETCH.sub(lambda part: part[0] + ZWSP, word)
