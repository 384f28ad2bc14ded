"""Locators: «ص ص. 50-51», «pp. 5–7», «مج 2» read into label and value."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warraq.lang.numerals import to_western

# How authors write the labels, each without its full stop, in all languages together.
_SPELLINGS = {
    "page": (
        "p, pp, page, pages, pg, pgs, S, s, ss, ص, صص, ص ص, صفحة, الصفحة, صفحات, الصفحات, "
        "الصفحتان, صفحتان, صفحه, صفحهٔ, صفحۀ, עמ, עמ׳, עמ', עמוד, עמודים, ע׳, صفحہ"
    ),
    "volume": (
        "vol, vols, volume, volumes, tome, t, cilt, c, Bd, مج, المجلد, مجلد, م, جلد, "
        "דורה, כרך, כר׳, כר'"
    ),
    "part": (
        "pt, pts, part, parts, partie, ج, الجزء, جزء, القسم, قسم, ق, الأجزاء, أجزاء, بخش, "
        "חלק, ח׳, حصہ"
    ),
    "issue": (
        "no, nos, issue, issues, number, sayı, ع, العدد, عدد, شماره, شمارهٔ, ש׳, גיליון, شمارہ"
    ),
    "chapter": (
        "ch, chs, chap, chaps, chapter, chapters, bölüm, ف, فصل, الفصل, الفصول, باب, "
        "الباب, فصلِ, פרק, פרקים"
    ),
    "paragraph": (
        "para, paras, par, paragraph, paragraphs, ¶, ¶¶, فق, فقرة, الفقرة, فقرات, "
        "الفقرات, بند, סעיף, ס׳, פסקה, پیراگراف"
    ),
    "section": "sec, secs, section, sections, §, §§, المبحث, مبحث, المطلب",
    "line": "l, ll, line, lines, س, سطر, السطر, أسطر, שורה, שורות, سطور",
    "verse": "v, vv, verse, verses, بيت, البيت, الآية, آية, الآيات, פסוק",
    "note": (
        "n, nn, note, notes, fn, هامش, الهامش, هـ, ه, حاشية, ح, پانوشت, پاورقی, הערה, הע׳, حاشیہ"
    ),
    "folio": "fol, fols, f, ff, folio, folios, و, ورقة, الورقة, דף",
    "column": "col, cols, column, columns, عمود, العمود, טור",
    "number": "nr, num, رقم, الرقم, מס׳",
    "plate": "pl, pls, plate, plates, لوحة, اللوحة, ل, لوح",
    "figure": "fig, figs, figure, figures, شكل, الشكل, تصویر, איור",
    "table": "tbl, table, tables, جدول, الجدول, טבלה",
    "article": "art, arts, article, articles, المادة, مادة, المواد, م., سעיף",
    "book": "bk, bks, book, books, الكتاب, كتاب, ספר",
}
_WORDS = {label: tuple(text.split(", ")) for label, text in _SPELLINGS.items()}
LABELS = tuple(word for words in _WORDS.values() for word in words)
"""Every spelling of a label, without its full stop."""

_LABEL_OF = {word: label for label, words in _WORDS.items() for word in words}
_SPACES = re.compile(r"[\s\u00a0\u202f\u0640\u200e\u200f]+")
_PIECE = re.compile(r"(?P<label>[^\d٠-٩۰-۹]*?)[ .:]*(?P<value>[\d٠-٩۰-۹][^،,؛;]*|)$")
_LONGEST = 200
_ROMAN = re.compile(r"[ivxlcdm]+(?:[-–—][ivxlcdm]+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a work: ``label`` is one of CSL's names (page, volume, chapter, …).

    ``value`` has western digits and en dashes in its ranges. An empty label marks a text in
    which no label was recognised; it is printed as it stands.
    """

    label: str
    value: str


def parse(text: str) -> tuple[Locator, ...]:
    """Read a locator in any of the spellings authors use; a bare number is a page.

    «مج 2، ص. 15» gives two locators; «ص. 5، 7» one with two pages.
    """
    cleaned = _SPACES.sub(" ", text).strip(" .،,")
    if not cleaned:
        return ()
    if len(cleaned) > _LONGEST:
        return (Locator("", cleaned),)
    result: list[Locator] = []
    for piece in re.split(r"\s*[،,؛;]\s*", cleaned):
        located = _piece(piece)
        if located is None:
            return (Locator("", cleaned),)
        label, value = located
        if not label and result:
            last = result[-1]
            result[-1] = Locator(last.label, f"{last.value}, {value}")
        else:
            result.append(Locator(label or "page", value))
    return tuple(result)


def _piece(piece: str) -> tuple[str, str] | None:
    """Split «ص ص. 50-51» into label and value; None when it is neither number nor known label."""
    if _ROMAN.fullmatch(piece):
        return "", _normal_value(piece)
    match = _PIECE.match(piece)
    words, value = (match["label"], match["value"]) if match else (piece, "")
    if not value:
        first, _, rest = piece.partition(" ")
        label = _label(first)
        return (label, _normal_value(rest)) if label and rest else None
    if not words.strip():
        return "", _normal_value(value)
    label = _label(words)
    return (label, _normal_value(value)) if label else None


def is_label(words: str) -> bool:
    """Whether words are a known label («ص ص.», "pp.") in one of its spellings."""
    return bool(_label(words))


def _label(words: str) -> str:
    text = words.strip(" .:")
    for candidate in (text, text.replace(".", ""), re.sub(r"[ .]+", " ", text), text.lower()):
        label = _LABEL_OF.get(candidate.strip())
        if label:
            return label
    return ""


def _normal_value(value: str) -> str:
    """Return a value with western digits and unspaced en dashes between numbers."""
    text = to_western(value).strip(" .")
    text = re.sub(r"(?<=\w)\s*(?:-{1,3}|–|—|−|‑)\s*(?=\w)", "–", text)
    return re.sub(r"\s+", " ", text)
