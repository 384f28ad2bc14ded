"""Joining inlines with punctuation, so that no mark is doubled and quotes close in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from warraq.bib.style import Language
from warraq.bib.vocabulary import DATES
from warraq.lang.tags import primary
from warraq.model.inlines import Inline, Inlines, Span, Text
from warraq.model.walk import plain_text, with_children

_CLOSERS = "”“’‘»›\"'"
_QUOTE_KINDS = {"«": "«", "»": "«", "“": "“", "”": "“", "„": "“", '"': '"'}
_HEBREW_WORD = re.compile('[א-ת]"[א-ת]')
# French sets no-break spaces within its marks; they belong to the marks.
_QUOTE = re.compile(f"«[ \u00a0\u202f]*|[ \u00a0\u202f]*»|[{''.join(_QUOTE_KINDS)}]")
_ENDS = "?!؟…‽"
_STOPS = ".…۔"
_COMMAS = ",،;؛:"
_DATE_CLASSES = frozenset(f"citation-{name}" for name in DATES)


def punctuation(language: Language, name: str) -> str:
    """Return the punctuation of a name; what is no word of Latin letters stands for itself."""
    if name in language.punctuation:
        return language.punctuation[name]
    return name


def join(pieces: Iterable[Inlines], delimiter: str, language: Language) -> Inlines:
    """Join the pieces that hold something with a delimiter."""
    result: Inlines = ()
    for piece in pieces:
        if piece:
            result = append(result, delimiter, language) + piece if result else piece
    return result


def append(nodes: Inlines, mark: str, language: Language) -> Inlines:
    """Append a punctuation mark with the space after it.

    A full stop is left out after another, after ?, ! or an ellipsis; a comma after ? and ! and
    after the same mark, but not after the question mark of an uncertain date. Where the language
    has it so (American usage: Chicago Manual of Style, 17th edition, 6.9), commas and full stops
    go inside a closing quotation mark.
    """
    sign = mark.strip()
    space = mark[len(mark.rstrip()) :]
    if not sign:
        return (*nodes, Text(mark)) if mark else nodes
    text = _end(nodes)
    inner = text.rstrip(_CLOSERS)
    quoted = len(inner) < len(text)
    inside = quoted and language.punctuation_in_quote
    last = (inner if inside or not quoted else text)[-1:]
    if _is_superfluous(sign, last) and not (sign in _COMMAS and _ends_in_date(nodes)):
        return (*nodes, Text(space)) if space else nodes
    if inside and sign in ".,":
        nodes = _before_closers(nodes, sign)
        return (*nodes, Text(space)) if space else nodes
    return (*nodes, Text(mark))


def _end(nodes: Inlines) -> str:
    """Return enough of the end of a text, without spaces, to see what stands before its quotes."""
    text = ""
    for node in reversed(nodes):
        text = (plain_text((node,)) + text).rstrip()
        if text.rstrip(_CLOSERS):
            break
    return text


def _ends_in_date(nodes: Inlines) -> bool:
    """Whether inlines end in a date, whose question mark ends no sentence («2015?»)."""
    last = next((node for node in reversed(nodes) if plain_text(node)), None)
    if last is None:
        return False
    if isinstance(last, Span) and not _DATE_CLASSES.isdisjoint(last.attributes.classes):
        return True
    return _ends_in_date(getattr(last, "children", ()))


def _is_superfluous(sign: str, last: str) -> bool:
    if sign in _STOPS:
        return last in _STOPS + _ENDS and bool(last)
    if sign in _COMMAS:
        return bool(last) and (last == sign or (last in _ENDS and last != "…"))
    return False


def _before_closers(nodes: Inlines, sign: str) -> Inlines:
    """Put a mark before the closing quotation marks at the end of inlines."""
    for index in range(len(nodes) - 1, -1, -1):
        node = nodes[index]
        if not plain_text(node).strip(_CLOSERS):
            continue
        return (*nodes[:index], _within(node, sign), *nodes[index + 1 :])
    return (*nodes, Text(sign))


def _within(node: Inline, sign: str) -> Inline:
    if isinstance(node, Text):
        kept = node.text.rstrip(_CLOSERS)
        return replace(node, text=kept + sign + node.text[len(kept) :])
    children = getattr(node, "children", ())
    if not plain_text(children):
        return node
    return with_children(node, _before_closers(children, sign))


def capitalized(nodes: Inlines, lang: str) -> Inlines:
    """Return the inlines with the first letter made upper case, in a script that has cases.

    The small i of Turkish and Azerbaijani keeps its dot (Unicode, SpecialCasing.txt).
    """
    if not nodes:
        return nodes
    first = nodes[0]
    if isinstance(first, Text):
        letter = first.text[:1]
        is_dotted = letter == "i" and primary(lang) in ("tr", "az")
        upper = "İ" if is_dotted else letter.upper()
        changed: Inline = replace(first, text=upper + first.text[1:])
    elif getattr(first, "children", ()):
        changed = with_children(first, capitalized(getattr(first, "children", ()), lang))
    else:
        return nodes
    return (changed, *nodes[1:])


def quoted(nodes: Inlines, language: Language) -> Inlines:
    """Return the inlines in the language's quotation marks, with its inner ones within them."""
    marks = language.punctuation
    inner = requoted(nodes, language, is_quoted=True)
    return (Text(marks["open-quote"]), *inner, Text(marks["close-quote"]))


def requoted(nodes: Inlines, language: Language, *, is_quoted: bool = False) -> Inlines:
    """Return the inlines with their quotation marks made the language's, outer and inner by turns.

    «…», “…”, ”…“ and "…" are pairs. ``is_quoted``: the whole stands within quotation marks.
    """
    marks = language.punctuation
    pairs = [
        (marks["open-quote"], marks["close-quote"]),
        (marks["open-inner-quote"], marks["close-inner-quote"]),
    ]
    state = _Quotes(pairs[::-1] if is_quoted else pairs)
    return tuple(state.node(node) for node in nodes)


class _Quotes:
    """Rewrites quotation marks from left to right through nested inlines.

    «…» are told by their shape. “, ” and " open when none of their kind is open and close
    otherwise, since Arabic and Hebrew texts have the two curly ones in either order. A straight
    mark between two Hebrew letters is part of the word (צה"ל). Quotations within one another have
    the pairs by turns (Chicago Manual of Style, 17th edition, 13.30).
    """

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._pairs = pairs
        self._open: list[str] = []

    def node(self, node: Inline) -> Inline:
        if isinstance(node, Text):
            return replace(node, text=self._text(node.text))
        children = getattr(node, "children", None)
        if not children:
            return node
        return with_children(node, tuple(self.node(child) for child in children))

    def _text(self, text: str) -> str:
        if not _QUOTE.search(text):
            return text
        return _QUOTE.sub(self._mark, text)

    def _mark(self, match: re.Match[str]) -> str:
        text, place, sign = match.string, match.start(), match[0].strip()
        around = text[max(place - 1, 0) : place + 2]
        if sign == '"' and _HEBREW_WORD.fullmatch(around):
            return sign
        kind = _QUOTE_KINDS[sign]
        if kind in self._open and sign not in "«„":
            self._open.remove(kind)
            return self._pair()[1]
        if sign == "»":
            return self._pair()[1]
        opening = self._pair()[0]
        self._open.append(kind)
        return opening

    def _pair(self) -> tuple[str, str]:
        """Return the marks for the depth that has been reached."""
        return self._pairs[len(self._open) % len(self._pairs)]


def without_stop(nodes: Inlines) -> Inlines:
    """Return the inlines without the full stop at their end, where the text brings its own."""
    if not plain_text(nodes).endswith(tuple(_STOPS)):
        return nodes
    last = nodes[-1]
    if isinstance(last, Text):
        return (*nodes[:-1], replace(last, text=last.text[:-1]))
    children = getattr(last, "children", ())
    if not plain_text(children):
        return (*without_stop(nodes[:-1]), last)
    return (*nodes[:-1], with_children(last, without_stop(children)))


def merged(nodes: Inlines) -> Inlines:
    """Return the inlines with texts that follow one another made one, at every depth."""
    result: list[Inline] = []
    for node in nodes:
        last = result[-1] if result else None
        children = getattr(node, "children", ())
        if isinstance(node, Text) and isinstance(last, Text):
            result[-1] = replace(last, text=last.text + node.text)
        elif isinstance(node, Text) or not children:
            result.append(node)
        else:
            result.append(with_children(node, merged(children)))
    return tuple(result)
