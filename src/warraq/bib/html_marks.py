"""HTML in the values of a BibTeX file, as websites export it, turned into the LaTeX for it."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
# A tag without its end is text: «a <i> b» may be one of mathematics.
_PAIR = re.compile(
    r"<(?P<name>i|em|b|strong|sup|sub|u|p|span|div|font|scp|small|a|jats:[a-z]+)(?:\s[^<>]*)?>"
    r"(?P<inner>[^<>]*)</(?P=name)\s*>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_DEEPEST = 10
_COMMANDS = {
    **dict.fromkeys(("i", "em", "jats:italic"), "emph"),
    **dict.fromkeys(("b", "strong", "jats:bold"), "textbf"),
    **dict.fromkeys(("sup", "jats:sup"), "textsuperscript"),
    **dict.fromkeys(("sub", "jats:sub"), "textsubscript"),
    "u": "underline",
}
_SPECIAL = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "{": r"\{", "}": r"\}", "\u00a0": "~"}


def is_in(value: str) -> bool:
    """Whether a value holds an entity, or a tag of HTML with its end."""
    return any(pattern.search(value) for pattern in (_ENTITY, _PAIR, _BREAK))


def as_latex(value: str) -> str:
    """Return a value with its entities as characters, and its emphasis in LaTeX's commands.

    Tags that stand for nothing that is printed are left out.
    """
    for _ in range(_DEEPEST):
        value, count = _PAIR.subn(_command, value)
        if not count:
            break
    value = _BREAK.sub(" ", value)
    return " ".join(_ENTITY.sub(lambda match: _character(match[0]), value).split())


def _command(match: re.Match[str]) -> str:
    command = _COMMANDS.get(match["name"].lower())
    return f"\\{command}{{{match['inner']}}}" if command else match["inner"]


def _character(entity: str) -> str:
    """Return the character of an entity as LaTeX writes it; an unknown entity stays."""
    import html

    char = html.unescape(entity)
    return _SPECIAL.get(char, char)
