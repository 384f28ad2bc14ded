"""What an author most likely did where a text is no YAML, in words that let him mend it."""

from __future__ import annotations

import re
from collections.abc import Callable

_AFTER_COLON = re.compile(r"(?P<head>^\s*(?:-\s+)?[\w-]+:\s+)(?P<value>\S.*)$")
_FIRST_SIGNS = "{}[]*&!@`#%|>,"


def hint(lines: list[str], line: int, before: int) -> str:
    """Return what to mend at a line (from 0) of a text that is no YAML; empty where none knows.

    ``before`` is the line where the table, list or text began that is broken there.
    """
    near = [lines[at] for at in dict.fromkeys((line, line - 1, before)) if 0 <= at < len(lines)]
    for look in _LOOKS:
        for text in near:
            found = look(text)
            if found:
                return found
    return _indents(lines, line)


def _tab(text: str) -> str:
    head = text[: len(text) - len(text.lstrip())]
    return (
        "a tab stands before the words of the line; put spaces in its place" if "\t" in head else ""
    )


def _arabic_comma(text: str) -> str:
    inner = re.search(r"[{\[][^\"']*،", text)
    return "the Arabic comma «،» parts nothing here: write , between the words" if inner else ""


def _sign(text: str) -> str:
    """Find a value that begins with a sign that has a meaning of its own."""
    for match in re.finditer(
        r"[\w-]+:\s+([{}\[\]*&!@`#%|>,])(?=\s*(?:$|[,}\]])|[^\s{\[\w\"-]|\w)", text
    ):
        sign = match[1]
        is_table = sign in "{[" and re.match(r"[\s\w\"'{\[-]", text[match.end() :])
        if not is_table:
            key = match[0].split(":")[0]
            return f'a value that begins with {sign} stands in quotation marks: {key}: "{sign}…"'
    return ""


def _second_colon(text: str) -> str:
    match = _AFTER_COLON.match(text)
    if match is None or match["value"][0] in "{[\"'" or not re.search(r":(\s|$)", match["value"]):
        return ""
    key, value = match["head"].strip(), match["value"]
    return f'a value with a colon stands in quotation marks: {key} "{value}"'


def _after_quote(text: str) -> str:
    match = re.search(r"""[\w-]+:\s+(["'])[^"']*\1\s*(?P<rest>[^\s,}\]#].*)$""", text)
    if match is None:
        return ""
    return "words stand after the closing quotation mark; put the whole value in one pair of them"


def _no_space(text: str) -> str:
    match = re.match(r"\s*([\w-]+):([^\s:/].*)$", text)
    return f"a space belongs after the colon: {match[1]}: {match[2]}" if match else ""


def _unclosed(text: str) -> str:
    for opening, closing in ("{}", "[]"):
        if text.count(opening) > text.count(closing):
            return f"the bracket {opening} is not closed in its line: put {closing} at its end"
        if text.count(closing) > text.count(opening):
            return f"the bracket {closing} closes nothing: delete it, or put {opening} before"
    return "a quotation mark is not closed in its line" if text.count('"') % 2 else ""


def _indents(lines: list[str], line: int) -> str:
    """Compare the indent of a line with that of the line before."""
    above = next((text for text in reversed(lines[: max(line, 0)]) if text.strip()), "")
    if not 0 <= line < len(lines) or not above:
        return ""
    here, there = (len(text) - len(text.lstrip()) for text in (lines[line], above))
    if here == there:
        return ""
    return (
        f"{here} spaces stand before this line and {there} before the one above: "
        "indent the keys of one table alike"
    )


_LOOKS: tuple[Callable[[str], str], ...] = (
    _tab,
    _sign,
    _arabic_comma,
    _after_quote,
    _second_colon,
    _no_space,
    _unclosed,
)
