"""The letter case of titles: sentence case, title case and the others of CSL, in Latin script."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from warraq.bib.latex import PROTECTED
from warraq.bib.vocabulary import words
from warraq.lang.tags import primary
from warraq.model.attributes import Attributes
from warraq.model.inlines import Inline, Inlines, Span, Text
from warraq.model.walk import with_children

# CSL 1.0.2, appendix "Title Case Conversion".
_STOP_WORDS = words(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via "
    "with yet about against among between through under without vs. vs de van von al"
)
_WORD = re.compile(r"[^\W\d_][\w’'.\u0300-\u036f]*")
# What ends a part of a title, after which the next word is a first one.
_BREAK = re.compile(r"[:.?!—–“]\s*$|[:.?!]\s*[“‘\"'(]$")


def apply(nodes: Inlines, case: str, lang: str) -> Inlines:
    """Return inlines in a case (CSL 1.0.2, "Text-case"); what braces protect keeps its own.

    Sentence and title case belong to English titles alone, as CSL has it: other languages write
    their titles by rules of their own. Words with a capital inside (ISIS, McDonald) stay.
    """
    if case in ("sentence", "title") and primary(lang) != "en":
        return nodes
    return _Caser(_WORDS[case]).nodes(nodes)


def _sentence(word: str, is_first: bool) -> str:
    if is_first:
        return word[:1].upper() + word[1:]
    return word.lower() if word[1:].islower() or len(word) == 1 else word


def _title(word: str, is_first: bool) -> str:
    if not word.islower():
        return word
    if word in _STOP_WORDS and not is_first:
        return word
    return word[:1].upper() + word[1:]


def _first(word: str, is_first: bool) -> str:
    return word[:1].upper() + word[1:] if is_first else word


_WORDS: dict[str, Callable[[str, bool], str]] = {
    "sentence": _sentence,
    "title": _title,
    "capitalize-first": _first,
    "lowercase": lambda word, _: word.lower(),
    "uppercase": lambda word, _: word.upper(),
}


@dataclass(slots=True)
class _Caser:
    """Walks through nested inlines from left to right; ``before`` is the text up to here."""

    convert: Callable[[str, bool], str]
    before: str = ""

    def nodes(self, nodes: Inlines) -> Inlines:
        return tuple(self.node(node) for node in nodes)

    def node(self, node: Inline) -> Inline:
        if isinstance(node, Text):
            return replace(node, text=self.text(node.text))
        if isinstance(node, Span) and PROTECTED in node.attributes.classes:
            self.before = "protected"
            return node
        children = getattr(node, "children", None)
        if not children:
            return node
        return with_children(node, self.nodes(children))

    def text(self, text: str) -> str:
        base = self.before

        def word(match: re.Match[str]) -> str:
            before = base + text[: match.start()]
            is_first = not before.strip(" «“‘\"'([") or bool(_BREAK.search(before))
            follows_hyphen = text[match.start() - 1 : match.start()] == "-"
            return match[0] if follows_hyphen else self.convert(match[0], is_first)

        self.before = (base + text)[-8:]
        return _WORD.sub(word, text)


def unprotected(nodes: Inlines) -> Inlines:
    """Return the inlines without the spans that protect their case."""
    result: list[Inline] = []
    for node in nodes:
        children = getattr(node, "children", None)
        if isinstance(node, Text) or not children:
            result.append(node)
        elif isinstance(node, Span) and node.attributes == Attributes(classes=(PROTECTED,)):
            result.extend(unprotected(children))
        else:
            result.append(with_children(node, unprotected(children)))
    return tuple(result)
