"""Sorting keys of names and titles in Arabic and in Latin script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARABIC_FOLDS = str.maketrans("أإآٱؤئةىکیۀہھ", "ااااويهيكيههه")
_ARTICLE = re.compile(r"^(?:و?ال)(?=\w{2})")
_LATIN_ARTICLE = re.compile(r"^(?:al|el|an|ar|as|at|ad|az|ash)[-‐‑](?=\w)")
_LEADING_WORD = re.compile(r"^(?:the|an?|le|la|les|l’|der|die|das|il|el|los)\s+(?=\w)")
_NO_LETTER = re.compile(r"[^\w\s]+")
_SPECIAL = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ʿ": "", "ʾ": ""}
)


@lru_cache(maxsize=8192)
def key(text: str, is_title: bool = False) -> str:
    """Return the key by which a name or title is sorted.

    Arabic: the article ال counts for nothing at the start; أ إ آ ٱ sort as ا, ة as ه, ى as ي; vowel
    signs and tatweel do not count. ابن, أبو, آل and other first halves of compounds count as
    part of the name, as library catalogues of the Arab world have it. Latin: without case, accents
    and the article al- (Chicago Manual of Style, 17th edition, 16.76); of titles, a leading
    article counts for nothing.
    """
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_SPECIAL))
    kept = "".join(char for char in folded if unicodedata.category(char) not in ("Mn", "Lm", "Cf"))
    # NFKD takes أ apart into ا and a combining hamza; what has no decomposition is folded here.
    kept = kept.translate(_ARABIC_FOLDS)
    kept = _LATIN_ARTICLE.sub("", kept.lstrip(" «»“”\"'([‘’"))
    if is_title:
        kept = _LEADING_WORD.sub("", kept)
    return " ".join(_ARTICLE.sub("", _NO_LETTER.sub(" ", kept).strip()).split())
