"""HTML in the values of a BibTeX file, as websites export it, turned into the LaTeX for it."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9A-Fa-f]{2,5});")
_TAG = re.compile(
    r"</?(?P<name>i|em|b|strong|sup|sub|u|p|br|span|div|font|scp|small|a|jats:[a-z]+|title)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_COMMANDS = {
    **dict.fromkeys(("i", "em", "jats:italic"), "emph"),
    **dict.fromkeys(("b", "strong", "jats:bold"), "textbf"),
    **dict.fromkeys(("sup", "jats:sup"), "textsuperscript"),
    **dict.fromkeys(("sub", "jats:sub"), "textsubscript"),
    "u": "underline",
}
_SPECIAL = {"&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "{": r"\{", "}": r"\}", "\u00a0": "~"}


def is_in(value: str) -> bool:
    """Whether a value holds an entity or a tag of HTML."""
    return bool(_ENTITY.search(value) or _TAG.search(value))


def as_latex(value: str) -> str:
    """Return a value with its entities as characters, and its emphasis in LaTeX's commands.

    What is emphasised without an end loses its emphasis; other tags are left out.
    """
    for name, command in _COMMANDS.items():
        pattern = rf"<{name}(?:\s[^<>]*)?>([^<>{{}}]*)</{name}\s*>"
        value = re.sub(pattern, rf"\\{command}{{\1}}", value, flags=re.IGNORECASE)
    value = _ENTITY.sub(lambda match: _character(match[0]), value)
    return " ".join(_TAG.sub("", value).split())


def _character(entity: str) -> str:
    """Return the character of an entity as LaTeX writes it; an unknown entity stays."""
    char = html.unescape(entity)
    return _SPECIAL.get(char, char)
