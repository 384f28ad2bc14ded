"""One entry of a BibTeX file read by pybtex's low-level parser, its faults collected."""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

from pybtex.database.input.bibtex import LowLevelParser, UndefinedMacro
from pybtex.scanner import Literal, Pattern, PrematureEOF, PybtexSyntaxError, Token

_BRACES = re.compile(r"[{}]")
_BRACES_AND_QUOTE = re.compile(r"[{}\"]")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in an entry: where in its text, and in which field.

    ``undefined`` is the name of an @string that nobody defined.
    """

    message: str
    offset: int
    field: str = ""
    undefined: str = ""
    is_unclosed: bool = False


def parse(text: str, macros: MutableMapping[str, str]) -> tuple[Any, list[Fault]]:
    """Return the body of the first command of a text, None for a broken one, and its faults.

    An entry's text has no key. Its body is an empty key and its fields, that of an @string its
    name and value, a value being a list of parts. An @string is not yet in ``macros``.
    """
    faults: list[Fault] = []

    def keep(error: PybtexSyntaxError) -> None:
        faults.append(_fault(error))

    parser = _Parser(text, macros=macros, handle_error=keep, keyless_entries=True)
    try:
        _, body = next(iter(parser), ("", None))
    except RecursionError:
        faults.append(Fault("braces are nested too deep", 0))
        return None, faults
    return body, faults


def _fault(error: PybtexSyntaxError) -> Fault:
    parser = error.parser
    field = parser.current_field_name or ""
    message = str(error.args[0])
    if isinstance(error, UndefinedMacro):
        return Fault(message, parser.pos - len(message), field, undefined=message)
    if isinstance(error, PrematureEOF):
        unclosed = "a brace or a quotation mark is not closed"
        return Fault(unclosed, parser.pos, field, is_unclosed=True)
    return Fault(message, parser.pos, field)


class _Parser(LowLevelParser):  # type: ignore[misc]
    """pybtex's parser, which looks for the next brace in one search and not in one for each sort.

    A search for each reads to the end of the value for every brace in it, which takes minutes for
    a large one.
    """

    pos: int
    # Names in any script: authors write fields in their own.
    NAME = Pattern(r"[^\s\d\"#%'(),={}][^\s\"#%'(),={}]*", "a valid name")

    def skip_to(self, patterns: Sequence[Pattern]) -> Token | None:
        if self.RBRACE not in patterns:
            found: Token | None = super().skip_to(patterns)
            return found
        searched = _BRACES_AND_QUOTE if self.QUOTE in patterns else _BRACES
        match = searched.search(self.text, self.pos)
        if match is None:
            return None
        value = self.text[self.pos : match.end()]
        self.pos = match.end()
        self.update_lineno(value)
        return Token(value, self._mark(match[0]))

    def _mark(self, char: str) -> Literal:
        mark: Literal = {"{": self.LBRACE, "}": self.RBRACE, '"': self.QUOTE}[char]
        return mark
