"""Where a locator ends: ``, ص ص. 50-51، بتصرف`` is the locator «ص ص. 50-51» and a suffix."""

from __future__ import annotations

import re

from warraq.bib.locators import LABELS

# Words that say where a passage stands, beside the labels that a style prints in its own words.
_OTHERS = (
    *("ق", "مسألة", "المسألة", "سورة", "حديث", "الحديث", "بند", "البند", "رقم", "ف ف"),
    *("s.v", "sub verbo", "op", "at", "ff", "pgs", "chapters"),
)
_LABELS = (*LABELS, *_OTHERS)
_LABEL = "(?:" + "|".join(re.escape(word) for word in sorted(_LABELS, key=len, reverse=True)) + ")"
_NUMBER = r"(?:\d+\w?(?:[./:]\d+)*|[ivxlcdmIVXLCDM]+\b|[\u0621-\u064a](?=\d)\d*)"
_DASH = r"[ \u00a0]?(?:-{1,3}|[‐‑‒–—−])[ \u00a0]?"
_RANGE = rf"{_NUMBER}(?:{_DASH}{_NUMBER})*"
_DIGITS = rf"(?=\d){_RANGE}"
_SPACE = r"[ \u00a0\t\n]*"
_LABELLED = rf"{_LABEL}\.?{_SPACE}{_RANGE}"
_AND = rf"(?:{_SPACE}(?:[,،;؛&/]|\band\b|و(?=[ \d])){_SPACE})"
_LOCATOR = re.compile(
    rf"{_SPACE}[,،]?{_SPACE}((?:{_LABELLED}|{_DIGITS})(?:{_AND}(?:{_LABELLED}|{_DIGITS}))*)(?!\w)"
)
_BRACED = re.compile(rf"{_SPACE}[,،]?{_SPACE}\{{([^{{}}]*)\}}")


def split_locator(text: str) -> tuple[str, int]:
    """Return the locator as the author wrote it and how much of the text it takes.

    A locator begins with a digit of any set or with a known label and a number, after an
    optional comma (Latin or Arabic); braces hold anything: ``{ص. 5 تقريباً}``.
    """
    match = _BRACED.match(text) or _LOCATOR.match(text)
    if match is None:
        return "", 0
    return " ".join(match[1].split()), match.end()
