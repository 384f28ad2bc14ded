"""Where a locator ends: ``, ص ص. 50-51، بتصرف`` is the locator «ص ص. 50-51» and a suffix."""

from __future__ import annotations

import re

from warraq.bib.locators import FOLLOWING, PASSIM, is_label, is_note_label, is_ordinal

_SPACE = r"[ \u00a0\t\n]"
_DASH = rf"{_SPACE}?(?:-{{1,3}}|[‐‑‒–—−]){_SPACE}?"
_NUMBER = r"\d+(?:nn?\d+| ?/? ?[أب](?!\w)|(?!f)\w)?(?:[./:]\d+)*"
_ROMAN = r"[ivxlcdmIVXLCDM]+"
# A number of any script's digits after what may be a label; or a Roman one after a word.
_NUMBERED = re.compile(
    rf"([^\d,،;؛()\[\]{{}}«»\"*_`@]{{0,24}}?)(?:{_NUMBER})(?:{_DASH}(?:{_NUMBER}))*(?=\W|$|ff?(?!\w))"
)
_ORDINAL = re.compile(rf"([^\W\d_]+){_SPACE}+([^\W\d_]+)(?!\w)")
_AFTER = re.compile(rf"{_SPACE}*(?:{FOLLOWING}|(?<=\d)f(?!\w))|{_SPACE}+(?:{PASSIM})(?!\w)")
_NOTE = re.compile(rf"{_SPACE}+(?=([^\W\d_]+)\.?{_SPACE}*\d)")
_ROMAN_NUMBERED = re.compile(rf"([^\W\d_]+\.?){_SPACE}+{_ROMAN}(?:{_DASH}{_ROMAN})*(?!\w)")
_START = re.compile(rf"{_SPACE}*[,،]?{_SPACE}*")
_AND = re.compile(rf"{_SPACE}*(?:[,،;؛&/]|\band\b|و(?=[ \d])){_SPACE}*")
_BRACED = re.compile(rf"{_SPACE}*[,،]?{_SPACE}*\{{([^{{}}]*)\}}")
_AROUND_LABEL = " \u00a0\t\n.\u200e\u200f\u0640"


def split_locator(text: str) -> tuple[str, int]:
    """Return the locator as the author wrote it and how much of the text it takes.

    A locator begins with a digit of any set or with a known label and a number, after an
    optional comma (Latin or Arabic); braces hold anything: ``{ص. 5 تقريباً}``. Which words are
    labels, the bibliography knows.
    """
    braced = _BRACED.match(text)
    if braced is not None:
        return " ".join(braced[1].split()), braced.end()
    opening = _START.match(text)
    start = opening.end() if opening else 0
    end = position = _piece_end(text, start)
    while position:
        end = position
        joint = _AND.match(text, end) or _before_note(text, end)
        position = _piece_end(text, joint.end()) if joint else 0
    return (" ".join(text[start:end].split()), end) if end else ("", 0)


def _piece_end(text: str, start: int) -> int:
    """Return where a number with its label ends, 0 when none begins here."""
    numbered = _NUMBERED.match(text, start)
    if numbered is not None:
        label = numbered[1].strip(_AROUND_LABEL)
        if not label or is_label(label):
            after = _AFTER.match(text, numbered.end())
            return after.end() if after else numbered.end()
    roman = _ROMAN_NUMBERED.match(text, start)
    if roman is not None and is_label(roman[1]):
        return roman.end()
    ordinal = _ORDINAL.match(text, start)
    is_numbered = ordinal is not None and is_label(ordinal[1]) and is_ordinal(ordinal[2])
    return ordinal.end() if ordinal is not None and is_numbered else 0


def _before_note(text: str, start: int) -> re.Match[str] | None:
    """Match the space before a note of the page just named: «ص 93 هامش 2»."""
    space = _NOTE.match(text, start)
    return space if space is not None and is_note_label(space[1]) else None
