"""Arabic labels that a program turned into shapes in visual order, put back into letters.

Libraries that cannot draw Arabic (Matplotlib above all) are given text that was shaped and turned
before: presentation forms from left to right. An SVG keeps it as text, and whatever draws that
turns it a second time.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from warraq.lang.bidi import mirrored

_FORM = "\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc"
"""Letters in one of their forms; not the signs that have no other code (﴿, ﷺ)."""
_JOINED = ("<medial>", "<final>")
_WORD = re.compile(f"[{_FORM}]+")
_NUMBER_OR_LATIN = re.compile(
    r"%?[A-Za-z\d\u00c0-\u024f](?:[A-Za-z\d\u00c0-\u024f.,:/'’ –-]*[A-Za-z\d\u00c0-\u024f])?"
)


def logical(text: str) -> str:
    """Return a text in letters and in the order of reading, as it is where it holds no forms."""
    words = _WORD.findall(text)
    if not words:
        return text
    if sum(_is_turned(word) for word in words) > 0:
        text = "".join([mirrored(char) or char for char in reversed(text)])
        text = _NUMBER_OR_LATIN.sub(lambda found: found[0][::-1], text)
    return _WORD.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _is_turned(word: str) -> int:
    """Return how often the letters of a word join from the wrong side, less those that join right.

    A letter in its initial form joins to the one after it.
    """
    forms = [unicodedata.decomposition(char).partition(" ")[0] for char in word]
    return sum(
        (before in _JOINED and after == "<initial>") - (before == "<initial>" and after in _JOINED)
        for before, after in pairwise(forms)
    )
