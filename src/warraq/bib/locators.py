"""Locators: «ص ص. 50-51», «pp. 5–7», «مج 2» read into label and value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from warraq.lang.numerals import to_western

# How authors write the labels, each without its full stop, in all languages together.
_SPELLINGS = {
    "page": (
        "p, pp, page, pages, pg, pgs, S, s, ss, ص, صص, ص ص, صفحة, الصفحة, صفحات, الصفحات, "
        "الصفحتان, صفحتان, صفحه, صفحهٔ, صفحۀ, עמ, עמ׳, עמ', עמוד, עמודים, ע׳, صفحہ, sayfa, "
        "Seite, Seiten"
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
        "no, nos, n°, nº, №, issue, issues, number, sayı, Heft, "
        "ع, العدد, عدد, شماره, شمارهٔ, ש׳, גיליון, شمارہ"
    ),
    "chapter": (
        "ch, chs, chap, chaps, chapter, chapters, bölüm, böl, Kap, ف, فصل, الفصل, الفصول, باب, "
        "الباب, فصلِ, פרק, פרקים"
    ),
    "paragraph": (
        "para, paras, par, paragraph, paragraphs, ¶, ¶¶, Abs, فق, فقرة, الفقرة, فقرات, "
        "الفقرات, بند, סעיף, ס׳, פסקה, پیراگراف"
    ),
    "section": "sec, secs, section, sections, §, §§, المبحث, مبحث, المطلب",
    "line": "l, ll, line, lines, Z, س, سطر, السطر, أسطر, שורה, שורות, سطور",
    "verse": "v, vv, verse, verses, بيت, البيت, الآية, آية, الآيات, פסוק",
    "note": (
        "n, nn, note, notes, fn, fns, footnote, dipnot, dn, Anm, "
        "هامش, الهامش, هـ, ه, حاشية, ح, پانوشت, پاورقی, הערה, הע׳, حاشیہ"
    ),
    "folio": "fol, fols, f, ff, folio, folios, و, ورقة, الورقة, דף",
    "column": "col, cols, column, columns, عمود, العمود, טור",
    "number": (
        "nr, num, رقم, الرقم, حديث, الحديث, حديث رقم, الحديث رقم, رقم الحديث, hadith, מס׳, מס'"
    ),
    "plate": "pl, pls, plate, plates, لوحة, اللوحة, ل, لوح",
    "figure": "fig, figs, figure, figures, شكل, الشكل, تصویر, איור",
    "table": "tbl, table, tables, جدول, الجدول, טבלה",
    "article": "art, arts, article, articles, المادة, مادة, المواد, madde, md, ماده, סעיף",
    "book": "bk, bks, book, books, الكتاب, كتاب, ספר",
}
_WORDS = {label: tuple(text.split(", ")) for label, text in _SPELLINGS.items()}
LABELS = tuple(word for words in _WORDS.values() for word in words)
"""Every spelling of a label, without its full stop."""

_LABEL_OF = {word: label for label, words in _WORDS.items() for word in words}
_SPACES = re.compile(r"[\s\u00a0\u202f\u0640\u200e\u200f\u061c]+")
_PIECE = re.compile(
    r"(?P<label>[^\d٠-٩۰-۹\[]*?)[ .:]*(?P<value>\[?[\d٠-٩۰-۹][^،,؛;]*|)$", re.DOTALL
)
_LONGEST = 200
_ROMAN = re.compile(r"[ivxlcdm]+(?:[-–—][ivxlcdm]+)?", re.IGNORECASE)
FOLLOWING = (
    r"ff\b\.?|f\.|(?:sqq?|et seqq?|et suiv|vd)\b\.?|[وف]ما بعدها|وما يليها|به بعد|و بعد|ואילך"
)
"""What authors write after a page for those that follow, as a regular expression."""

PASSIM = r"passim|(?:و?في )?مواضع (?:متفرقة|مختلفة|متعددة)|(?:در )?جاهای گوناگون"
_FOLLOWING = re.compile(rf"(?<=[\d])\s*(?:{FOLLOWING})")
_ONE_FOLLOWING = re.compile(r"(\d+)\s?f\.?")
_PASSIM = re.compile(rf"[ ،,]*(?:{PASSIM})")
# «5 و7», “5 and 7”, «(هامش 2)», “5n3”: what is a list, and what begins a locator of its own.
_CONJUNCTION = re.compile(r"(?<=\d)\s*(?:\s(?:and|et|ve|und)\s|&|\sو|\sו-?)\s*(?=\d)")
_NOTE_IN_BRACKETS = re.compile(r"\s*\(([^()\d]+\d+)\)$")
_NOTE_OF_PAGE = re.compile(r"(?<=\d)(?:\s+(?P<label>[^\W\d]+)\.?\s*|nn?\.?\s?)(?=\d)")
_LABEL_AFTER_SLASH = re.compile(r"(?<=\d)\s*/\s*(?P<label>[^\W\d]+)\.?\s*(?=\d)")
_VOLUME_AND_PAGE = re.compile(r"(\d{1,2})\s*/\s*(\d{1,5}(?:–\d{1,5})?(?:ff)?)")
# The two sides of a folio: «12أ», «12 ب», «12/ظ», 12r, 12 verso, 12b.
_SIDE = re.compile(r"(?<=\d)\s?/?\s?(أ|ا|و|recto|r|a|ب|ظ|verso|v|b)(?!\w)")
_RECTO = frozenset({"أ", "ا", "و", "recto", "r", "a"})
_ORDINALS = {
    word: str(number)
    for number, words in enumerate(
        (
            "الأول الأولى الاول الاولى",
            "الثاني الثانية",
            "الثالث الثالثة",
            "الرابع الرابعة",
            "الخامس الخامسة",
            "السادس السادسة",
            "السابع السابعة",
            "الثامن الثامنة",
            "التاسع التاسعة",
            "العاشر العاشرة",
        ),
        1,
    )
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a work: ``label`` is one of CSL's names (page, volume, chapter, …).

    ``value`` has western digits and en dashes in its ranges; ``ff``, ``passim``, ``r`` and ``v``
    stand for what follows, for here and there, and for the sides of a folio in any language. An
    empty label marks a text in which no label was recognised; it is printed as it stands.
    """

    label: str
    value: str


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Locator, ...]:
    """Read a locator in any of the spellings authors use; a bare number is a page.

    «مج 2، ص. 15» gives two locators; «ص. 5، 7» one with two pages; «2/150» is page 150 of volume
    2, as the ISNAD system writes it. The value says ``5ff`` for «5 وما بعدها», ``passim`` for
    «مواضع متفرقة», and ``12r`` and ``12v`` for the sides of a folio.
    """
    cleaned = _SPACES.sub(" ", text).strip(" .،,")
    if not cleaned:
        return ()
    if len(cleaned) > _LONGEST:
        return (Locator("", cleaned),)
    result: list[Locator] = []
    for piece in re.split(r"\s*[،,؛;]\s*", _separated(to_western(cleaned))):
        located = _piece(piece)
        if located is None:
            return (Locator("", cleaned),)
        label, value = located
        if not label and result and value != "passim":
            last = result[-1]
            result[-1] = Locator(last.label, f"{last.value}, {value}")
        else:
            result.extend(_located(label, value))
    return tuple(result)


def _separated(text: str) -> str:
    """Return a locator with commas between what it lists, and before notes of a page."""
    text = _PASSIM.sub(" passim", text).strip()
    text = _FOLLOWING.sub(lambda match: "f" if match[0].strip() == "f." else "ff", text)
    text = _ONE_FOLLOWING.sub(_with_next, text) if text.endswith(("f", "f.")) else text
    text = _CONJUNCTION.sub(", ", text)
    text = _NOTE_IN_BRACKETS.sub(r", \1", text)
    text = _NOTE_OF_PAGE.sub(_as_note, text)
    return _LABEL_AFTER_SLASH.sub(
        lambda match: f", {match['label']} " if _label(match["label"]) else match[0], text
    )


def _with_next(match: re.Match[str]) -> str:
    """Write “5f.”, the page and the next one, as a range; “5ff” is left alone."""
    is_last = match.end() == len(match.string)
    return f"{match[1]}–{int(match[1]) + 1}" if is_last else match[0]


def _as_note(match: re.Match[str]) -> str:
    label = match["label"] or "n"
    return f", {label} " if _label(label) == "note" else match[0]


def _located(label: str, value: str) -> tuple[Locator, ...]:
    both = _VOLUME_AND_PAGE.fullmatch(value) if label in ("", "volume", "part") else None
    if both:
        return Locator(label or "volume", both[1]), Locator("page", both[2])
    if label in ("part", "plate") and re.fullmatch(r"\d+\s?/?\s?[أاب](?!\w).*", value):
        label = "folio"  # «ق 12ب» is no part and «ل 12/أ» no plate.
    if label == "folio":
        value = _SIDE.sub(lambda match: "r" if match[1] in _RECTO else "v", value)
        value = re.sub(r"\s*/\s*", "/", value)
    return (Locator(label or ("" if value == "passim" else "page"), value),)


def _piece(piece: str) -> tuple[str, str] | None:
    """Split «ص ص. 50-51» into label and value; None when it is neither number nor known label."""
    if _ROMAN.fullmatch(piece) or piece == "passim":
        return "", _normal_value(piece)
    match = _PIECE.match(piece)
    words, value = (match["label"], match["value"]) if match else (piece, "")
    if value and not words.strip():
        return "", _normal_value(value)
    label = _label(words) if value else ""
    if label:
        return label, _normal_value(value)
    # The value is no number: “ch. IV”, “p. A12”, «الفصل الأول».
    first, _, rest = piece.partition(" ")
    label = _label(first)
    return (label, _normal_value(_ORDINALS.get(rest, rest))) if label and rest else None


def label_of(text: str) -> str:
    """Return the label that a word spells («ص» → page), an empty string for any other word."""
    word = text.strip(" .:")
    return _LABEL_OF.get(word) or (_LABEL_OF.get(word.lower(), "") if len(word) > 1 else "")


def is_label(words: str) -> bool:
    """Whether words are a known label («ص ص.», "pp.") in one of its spellings."""
    return bool(_label(words))


def is_note_label(words: str) -> bool:
    """Whether words are a label of notes: «هامش», "n.", which may follow a page without comma."""
    return _label(words) == "note"


def is_ordinal(word: str) -> bool:
    """Whether a word after a label stands for a number: «الأول»."""
    return word in _ORDINALS


def _label(words: str) -> str:
    text = words.strip(" .:")
    for candidate in (text, text.replace(".", ""), re.sub(r"[ .]+", " ", text), text.lower()):
        label = _LABEL_OF.get(candidate.strip())
        if label:
            return label
    return ""


def _normal_value(value: str) -> str:
    """Return a value with unspaced en dashes between numbers."""
    text = re.sub(r"(?<=\w)\s*(?:-{1,3}|–|—|−|‑)\s*(?=\w)", "–", value.strip(" ."))
    return re.sub(r"\s+", " ", text)
