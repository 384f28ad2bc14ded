"""Which letters of the Arabic script join to their neighbours (Unicode, ArabicShaping.txt)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ZWJ, ZWNJ = "\u200d", "\u200c"
TATWEEL = "\u0640"

_ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")

# Letters that join to the letter before them only (joining type R); every other letter of the
# Arabic script joins on both sides, but those of type U.
_RIGHT_JOINING = frozenset("آأؤإاةدذرزوٱٲٳٵٶٷڈډڊڋڌڍڎڏڐڑڒړڔڕږڗژڙۀۃۄۅۆۇۈۉۊۋۍۏےۓەۮۯݙݚݛݫݬݱݳݴݸݹࢪࢫࢬࢮࢱࢲࢹ")
_NON_JOINING = frozenset("ءٴ\u08ad")
# Number signs and the like, format characters that join nothing (type U).
_PREPENDED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2")


@cache
def joins_next(char: str) -> bool:
    """Whether a letter joins to the one after it (joining types D and C)."""
    if char in (ZWJ, TATWEEL):
        return True
    return is_letter(char) and char not in _RIGHT_JOINING and char not in _NON_JOINING


@cache
def joins_previous(char: str) -> bool:
    """Whether a letter joins to the one before it (joining types D, R and C)."""
    return char in (ZWJ, TATWEEL) or (is_letter(char) and char not in _NON_JOINING)


@cache
def is_letter(char: str) -> bool:
    """Whether a character is a letter of the Arabic script."""
    return _ARABIC.match(char) is not None and unicodedata.category(char) == "Lo"


@cache
def is_transparent(char: str) -> bool:
    """Whether joining looks through a character (type T: marks and format characters)."""
    if char in (ZWJ, ZWNJ) or char in _PREPENDED:
        return False
    return unicodedata.category(char) in ("Mn", "Me", "Cf")
