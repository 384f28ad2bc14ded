"""Last touches to an engine's text: joined words, doubled marks, digits, letters after years."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from warraq.bib import joining
from warraq.bib.csl import marks
from warraq.bib.csl.ast import QUOTED
from warraq.bib.style import Language
from warraq.lang.numerals import to_digits
from warraq.lang.tags import direction_of
from warraq.model.attributes import Direction
from warraq.model.inlines import Code, Emphasis, Inline, Inlines, Link, Span, Text
from warraq.model.metadata import Digits
from warraq.model.walk import plain_text, with_children

# A mark that an engine for Latin script would not put after the one before it.
_DOUBLED = {"؟": "؟،؛.", "!": "،؛", "،": "،", "؛": "؛", ":": ":"}
_NUMBERS = re.compile(r"(?<=\d), (?=\d)")
_LETTER = re.compile("[a-z]")
_SIGN = re.compile(rf"(\d*)([{''.join(marks.SIGNS.values())}])")
_SIGN_TERMS = dict(
    zip(marks.SIGNS.values(), ("following", "passim", "recto", "verso"), strict=True)
)
_YEAR_LETTER = re.compile(r"(?<=\d{4})[a-z](?![\w’'])")


def tidied(nodes: Inlines, language: Language, digits: Digits) -> Inlines:
    """Return the text of a work in its language's own marks, letters and digits."""
    tidier = _Tidier(language, digits, direction_of(language.tag) is Direction.RTL)
    return joining.merged(tuple(tidier.node(node) for node in _requoted(nodes, language)))


def _requoted(nodes: Inlines, language: Language) -> Inlines:
    """Return inlines with the quotation marks inside quoted and emphasised titles in order."""
    result: list[Inline] = []
    for node in nodes:
        children = getattr(node, "children", ())
        if isinstance(node, Code) or not children:
            result.append(node)
        elif isinstance(node, Span) and QUOTED in node.attributes.classes:
            result.extend(_quoted(children, language))
        elif isinstance(node, Emphasis):
            result.append(replace(node, children=joining.requoted(children, language)))
        else:
            whole = _requoted(children, language)
            result.append(with_children(node, whole))
    return tuple(result)


def _quoted(nodes: Inlines, language: Language) -> Inlines:
    """Return a quoted text without its span, with inner marks for those within."""
    first, last = nodes[0], nodes[-1]
    if not isinstance(first, Text) or not isinstance(last, Text):
        return _requoted(nodes, language)
    opening = first.text[:1]
    inner = (replace(first, text=first.text[1:]), *nodes[1:])
    last = inner[-1]
    assert isinstance(last, Text)
    closing = last.text[-1:]
    inner = (*inner[:-1], replace(last, text=last.text[:-1]))
    within = joining.requoted(_requoted(inner, language), language, is_quoted=True)
    return (Text(opening), *within, Text(closing))


@dataclass(slots=True)
class _Tidier:
    """Goes through inlines from left to right; ``last`` is the character before."""

    language: Language
    digits: Digits
    is_rtl: bool
    last: str = ""

    def node(self, node: Inline) -> Inline:
        if isinstance(node, Text):
            return replace(node, text=self._text(node.text))
        children = getattr(node, "children", None)
        if not children:
            self.last = ""
            return node
        if isinstance(node, Code) or (isinstance(node, Link) and not node.target.startswith("#")):
            self.last = plain_text(node)[-1:]
            return _unshielded(node)
        if self.is_rtl and isinstance(node, Link) and _LETTER.fullmatch(plain_text(node)):
            # The second of «2017أ، ب» is a link that holds nothing but its letter.
            return replace(node, children=(Text(_LETTER.sub(self._letter, plain_text(node))),))
        return with_children(node, tuple(map(self.node, children)))

    def _text(self, text: str) -> str:
        text = _SIGN.sub(self._sign, text)
        kept: list[str] = []
        for char in text:
            if char == marks.IN_SENTENCE or (self.last == marks.ATTACHED and char.isspace()):
                continue
            if self.is_rtl and char in _DOUBLED.get(self.last, ""):
                continue
            if self.is_rtl and char in ".۔" and kept and kept[-1] in "،؛":
                kept.pop()
            if char != marks.ATTACHED:
                kept.append(char)
            self.last = char
        written = "".join(kept)
        if self.is_rtl:
            comma = self.language.punctuation["comma"]
            written = _NUMBERS.sub(comma, written)
            written = _YEAR_LETTER.sub(self._letter, written)
        return marks.unshielded(to_digits(written, self.digits))

    def _sign(self, match: re.Match[str]) -> str:
        """Return the words of a sign in a locator: «5 وما بعدها», «12ب»."""
        return self.language.terms[_SIGN_TERMS[match[2]]].single.replace("{}", match[1])

    def _letter(self, match: re.Match[str]) -> str:
        number = ord(match[0]) - ord("a")
        letters = self.language.letters
        return letters[number] if number < len(letters) else match[0]


def _unshielded(node: Inline) -> Inline:
    if isinstance(node, Text):
        return replace(node, text=marks.unshielded(node.text))
    children = tuple(_unshielded(child) for child in getattr(node, "children", ()))
    return with_children(node, children)
