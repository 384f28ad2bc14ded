"""Where a locator ends: ``, ص ص. 50-51، بتصرف`` is the locator «ص ص. 50-51» and a suffix."""

from __future__ import annotations

import re

_LABELS = (
    # Arabic, Persian, Urdu
    "ص ص", "صص", "ص", "صفحة", "الصفحة", "صفحات", "الصفحات", "الصفحتان", "صفحه", "صفحہ",
    "ج", "جزء", "الجزء", "مج", "مجلد", "المجلد", "جلد", "م", "ع", "العدد", "عدد",
    "ف", "فصل", "الفصل", "باب", "الباب", "ق", "قسم", "القسم", "فقرة", "الفقرة", "ف ف",
    "هامش", "الهامش", "حاشية", "الحاشية", "هـ", "مادة", "المادة", "بند", "البند",
    "سطر", "السطر", "س", "بيت", "البيت", "آية", "الآية", "سورة", "حديث", "الحديث", "رقم",
    "عمود", "العمود", "ورقة", "الورقة", "و", "لوحة", "ل", "مسألة", "المسألة", "شكل", "جدول",
    # Hebrew
    "עמ'", "עמ׳", "עמוד", "עמודים", "פרק", "כרך", "סעיף", "הערה", "דף",
    # Latin script
    "pp", "p", "pages", "page", "pgs", "pg", "vols", "vol", "volume", "chaps", "chap", "ch",
    "chapters", "chapter", "secs", "sec", "sections", "section", "paras", "para", "paragraphs",
    "paragraph", "§§", "§", "¶¶", "¶", "bk", "book", "pt", "part", "nos", "no", "nn", "n",
    "note", "notes", "fn", "cols", "col", "column", "figs", "fig", "figure", "fols", "fol",
    "folio", "ff", "ll", "l", "line", "lines", "v", "vv", "verse", "verses", "art", "op",
    "table", "S", "Bd", "t", "s.v", "sub verbo", "at",
)  # fmt: skip
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
