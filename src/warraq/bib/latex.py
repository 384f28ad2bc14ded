"""LaTeX in the values of a BibTeX file, turned into inlines; nothing is executed or read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import cast

from warraq.bib.vocabulary import table, words
from warraq.model.attributes import Attributes
from warraq.model.inlines import (
    Emphasis,
    Inline,
    Inlines,
    Link,
    Math,
    Span,
    Strong,
    Subscript,
    Superscript,
    Text,
    Underline,
)
from warraq.model.walk import plain_text

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]+)\*?[ \t]*"
    r"|\\(?P<symbol>.)"
    r"|(?P<open>\{)|(?P<close>\})"
    r"|(?P<math>\$[^$]*\$)"
    r"|(?P<mark>---?|``|''|~)"
    r"|(?P<text>[^\\{}$~`'-]+|.)",
    re.DOTALL,
)
_MARKS = {"--": "–", "---": "—", "``": "“", "''": "”", "~": "\u00a0"}
_ACCENTS = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "b": "\u0331",
    "d": "\u0323",
}
_LETTERS = {
    **table(
        "ss ß ae æ AE Æ oe œ OE Œ o ø O Ø l ł L Ł aa å AA Å i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ "
        "S § P ¶ copyright © pounds £ euro € texteuro € ldots … dots … textellipsis … "
        "textendash – textemdash — bibrangedash – textquoteleft ‘ textquoteright ’ "
        "textquotedblleft “ textquotedblright ” guillemotleft « guillemotright » "
        "textbackslash \\ textasciitilde ~ slash / textunderscore _ textdegree ° "
        "textregistered ® LaTeX LaTeX TeX TeX BibTeX BibTeX"
    ),
    **dict.fromkeys(("quad", "qquad", "space", "newline", "par", "addspace"), " "),
    **dict.fromkeys(("relax", "noopsort", "protect"), ""),
}
_WRAPPERS = {
    **dict.fromkeys(("emph", "textit", "textsl", "mkbibemph", "mkbibitalic"), Emphasis),
    **dict.fromkeys(("textbf", "mkbibbold"), Strong),
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript"), Superscript),
    "textsubscript": Subscript,
    "underline": Underline,
}
_SWITCHES = {
    **dict.fromkeys(("em", "it", "itshape", "sl", "slshape"), Emphasis),
    **dict.fromkeys(("bf", "bfseries"), Strong),
}
_QUOTES = frozenset({"enquote", "mkbibquote", "textquote"})
# Their argument is shown as it is.
_TRANSPARENT = words(
    "textsc textrm textup textnormal textmd textsf texttt text mbox hbox RL LR textarabic "
    "textarab arabicfont textenglish textlatin uppercase lowercase MakeUppercase MakeLowercase "
    "sc scshape rm rmfamily sf tt upshape normalfont small footnotesize"
)
# They would read or write a file, or run a program: the argument is dropped and reported.
_DANGEROUS = words(
    "input include includegraphics import subfile openin openout read write immediate closein "
    "verbatiminput lstinputlisting InputIfFileExists special csname catcode def let directlua "
    "loop usepackage bibliography newcommand renewcommand"
)
PROTECTED = "nocase"
"""The class of a span around what braces protect from a change of case."""

_DEEPEST = 50
"""How deep constructs may stand in one another; no title comes near, and recursion has an end."""

_SAFE_LINK = re.compile(r"(?:https?|ftp|mailto):", re.IGNORECASE)


@dataclass(slots=True)
class _Converter:
    """One pass over the tokens of a value; ``faults`` collects what could not be shown.

    ``protects`` keeps the groups in braces as spans.
    """

    tokens: list[re.Match[str]]
    protects: bool = False
    position: int = 0
    depth: int = 0
    open_quotes: int = 0
    faults: list[str] = field(default_factory=list)

    def sequence(self) -> list[Inline]:
        """Convert up to the end or to the brace that closes the present group."""
        result: list[Inline] = []
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token["close"]:
                break
            if token["word"] in _SWITCHES and self.depth < _DEEPEST:
                self.depth += 1
                rest = tuple(_merged(self.sequence()))
                self.depth -= 1
                return [*result, cast(Inline, _SWITCHES[token["word"]](children=rest))]
            result.extend(self.one(token))
        return result

    def one(self, token: re.Match[str]) -> list[Inline]:
        """Convert the construct that begins with a token; too deep in others, its text alone."""
        if self.depth >= _DEEPEST:
            return [Text(token["text"])] if token["text"] else []
        self.depth += 1
        result = self.construct(token)
        self.depth -= 1
        return result

    def construct(self, token: re.Match[str]) -> list[Inline]:
        if token["text"]:
            return [Text(token["text"])]
        if token["open"]:
            return self.group()
        if token["mark"]:
            return [Text(self.mark(token["mark"]))]
        if token["math"]:
            return _math(token["math"][1:-1])
        if token["symbol"]:
            return self.symbol(token["symbol"])
        return self.command(token["word"] or "")

    def group(self) -> list[Inline]:
        """Convert a group in braces; one that begins with a command protects no letters.

        BibTeX calls it a special character (btxdoc, section 4, item 6).
        """
        following = self.tokens[self.position] if self.position < len(self.tokens) else None
        is_special = following is not None and (following["word"] or following["symbol"])
        children = self.sequence()
        if not self.protects or is_special or not children:
            return children
        attributes = Attributes(classes=(PROTECTED,))
        return [Span(children=tuple(_merged(children)), attributes=attributes)]

    def mark(self, mark: str) -> str:
        """Convert dashes, ties and quotes; closing quotes count only after opening ones."""
        if mark == "``":
            self.open_quotes += 1
        elif mark == "''":
            if not self.open_quotes:
                return mark
            self.open_quotes -= 1
        return _MARKS.get(mark, mark)

    def symbol(self, symbol: str) -> list[Inline]:
        if symbol in _ACCENTS:
            return self.accent(_ACCENTS[symbol])
        return [Text({"\\": " ", ",": "\u202f", "-": "", "/": "", "@": ""}.get(symbol, symbol))]

    def accent(self, combining: str) -> list[Inline]:
        base = plain_text(tuple(self.argument()))
        base = {"ı": "i", "ȷ": "j"}.get(base, base)
        if not base:
            return []
        return [Text(unicodedata.normalize("NFC", base[0] + combining + base[1:]))]

    def command(self, name: str) -> list[Inline]:
        if name in _LETTERS:
            return [Text(_LETTERS[name])]
        if name in _ACCENTS:
            return self.accent(_ACCENTS[name])
        if name in _WRAPPERS:
            return [cast(Inline, _WRAPPERS[name](children=tuple(_merged(self.argument()))))]
        if name in _QUOTES:
            return [Text("“"), *self.argument(), Text("”")]
        if name in ("url", "nolinkurl"):
            return _link(plain_text(tuple(self.argument())), ())
        if name == "href":
            target = plain_text(tuple(self.argument()))
            return _link(target, tuple(_merged(self.argument())))
        if name in _DANGEROUS:
            self.faults.append(name)
            if plain_text(tuple(self.argument())).isdigit():
                self.argument()  # \write18{…}: the number is that of a stream.
            return []
        if name not in _TRANSPARENT:
            self.faults.append(name)
        return []

    def argument(self) -> list[Inline]:
        """Convert a command's argument: a group, a command or the next character."""
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token["close"]:
                self.position -= 1
                return []
            text = (token["text"] or "").lstrip()
            if token["open"]:
                return self.sequence()
            if token["text"] is None:
                return self.one(token)
            if text:
                return [Text(text[0]), *([Text(text[1:])] if text[1:] else [])]
        return []


def _math(tex: str) -> list[Inline]:
    simple = re.fullmatch(r"([\^_])\{?([\w.+-]*)\}?", tex)
    if not simple:
        return [Math(tex=tex)] if tex.strip() else []
    kind = Superscript if simple[1] == "^" else Subscript
    return [kind(children=(Text(simple[2]),))]


def _link(target: str, children: Inlines) -> list[Inline]:
    shown = children or (Text(target),)
    return [Link(target=target, children=shown)] if _SAFE_LINK.match(target) else list(shown)


def _merged(nodes: list[Inline]) -> list[Inline]:
    """Join texts that follow one another, each run in one step."""
    result: list[Inline] = []
    for is_text, run in groupby(nodes, lambda node: isinstance(node, Text)):
        if is_text:
            text = plain_text(tuple(run))
            result.extend([Text(text)] if text else [])
        else:
            result.extend(run)
    return result


def _convert(value: str, *, protects: bool = False) -> tuple[Inlines, tuple[str, ...]]:
    if not any(char in value for char in "\\{}$~-`"):
        return ((Text(value),) if value else ()), ()
    converter = _Converter(list(_TOKEN.finditer(value)), protects=protects)
    nodes: list[Inline] = []
    while converter.position < len(converter.tokens):
        nodes.extend(converter.sequence())  # A stray closing brace ends a sequence: go on.
    return tuple(_merged(nodes)), tuple(converter.faults)


@lru_cache(maxsize=4096)
def inlines(value: str) -> Inlines:
    """Return a value as inlines: emphasis, accents and dashes resolved, braces gone."""
    return _convert(value)[0]


@lru_cache(maxsize=4096)
def protected(value: str) -> Inlines:
    """Return a value as inlines, with a span around what braces protect from a change of case."""
    return _convert(value, protects=True)[0]


@lru_cache(maxsize=4096)
def plain(value: str) -> str:
    """Return a value as plain Unicode text."""
    return plain_text(inlines(value))


def faults(value: str) -> tuple[str, ...]:
    """Return the names of the commands in a value that mean nothing to us or are forbidden."""
    return _convert(value)[1] if "\\" in value else ()


def verbatim(value: str) -> str:
    """Return the value of a verbatim field (url, doi, eprint): escapes undone, braces gone.

    BibLaTeX manual, section 2.2.1, names these fields; BibTeX files escape them all the same.
    """
    text = re.sub(r"\\url\s*", "", value.strip())
    text = text.replace("{\\textasciitilde}", "~").replace("\\textasciitilde", "~")
    return re.sub(r"\\([_%&#~$])", r"\1", text).replace("{", "").replace("}", "").strip()
