"""Punctuation and English words that a style writes out, in the marks and words of a language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from warraq.bib.style import Language

_ADDRESS = re.compile(r"[a-z]+://|doi\.org|www\.|urn:", re.IGNORECASE)
# Marks, and whole entities, which some styles have escaped twice: their semicolon is none.
_MARK = re.compile(r"&#?\w+;|[,;?]")
_OPENERS = '“"„'
_CLOSERS = '”"“'


def marks(text: str, language: Language, *, opens: bool = False) -> str:
    """Return an affix or delimiter with its marks made the language's.

    ``opens``: the text stands before a value, so that a straight quotation mark opens. The
    address of a website stays.
    """
    if _ADDRESS.search(text):
        return text
    table = _table(language)
    written = _MARK.sub(lambda match: table.get(match[0], match[0]), text)
    if language.punctuation["stop"] != ".":
        written = re.sub(
            r"(?<![A-Za-z0-9])\.(?![A-Za-z0-9])", language.punctuation["stop"], written
        )
    quote = language.punctuation["open-quote" if opens else "close-quote"]
    return re.sub(f"[{_OPENERS if opens else _CLOSERS}]", quote, written)


def _table(language: Language) -> Mapping[str, str]:
    comma = language.punctuation["comma"].strip()
    table = {",": comma, ";": language.punctuation["semicolon"].strip()}
    return {**table, "?": "؟"} if comma == "،" else table


def phrases(text: str, known: Mapping[str, str]) -> str:
    """Return a text with the English phrases that are known put into the language."""
    if not re.search(r"[A-Za-z]", text) or _ADDRESS.search(text):
        return text
    longest_first = sorted(known, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return re.sub(
        rf"(?<![A-Za-z])(?:{pattern})(?![A-Za-z])",
        lambda match: known[match[0].lower()],
        text,
        flags=re.IGNORECASE,
    )
