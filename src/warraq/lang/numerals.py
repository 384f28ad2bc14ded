"""Numbers as a language writes them: digit sets, letter numerals, ordinals."""

from __future__ import annotations

from warraq.lang.tags import primary
from warraq.model.blocks import Numeral
from warraq.model.metadata import Digits

_WESTERN = "0123456789"
_DIGIT_SETS = {
    Digits.WESTERN: _WESTERN,
    Digits.ARABIC_INDIC: "٠١٢٣٤٥٦٧٨٩",
    Digits.EXTENDED_ARABIC_INDIC: "۰۱۲۳۴۵۶۷۸۹",
}
_TABLES = {name: str.maketrans(_WESTERN, digits) for name, digits in _DIGIT_SETS.items()}
_TO_WESTERN = str.maketrans(
    _DIGIT_SETS[Digits.ARABIC_INDIC] + _DIGIT_SETS[Digits.EXTENDED_ARABIC_INDIC], _WESTERN * 2
)

# The order of the alphabet in lists («أ، ب، ت» in dictionaries; lists count «أ، ب، ج» by abjad).
_ARABIC_ALPHABET = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LATIN_ALPHABET = "abcdefghijklmnopqrstuvwxyz"

# Additive systems: CSS Counter Styles Level 3, section 6 and Arabic abjad in its Eastern order.
_ABJAD = tuple(
    zip(
        (*range(1000, 100, -100), *range(100, 10, -10), *range(10, 0, -1)),
        "غظضذخثتشرقصفعسنملكيطحزوهدجبأ",
        strict=True,
    )
)
_HEBREW = (
    *zip(
        (400, 300, 200, 100, 90, 80, 70, 60, 50, 40, 30, 20),
        ("ת", "ש", "ר", "ק", "צ", "פ", "ע", "ס", "נ", "מ", "ל", "כ"),
        strict=True,
    ),
    # 15 and 16 are not written with letters of the divine name.
    *zip(
        (19, 18, 17, 16, 15, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1),
        ("יט", "יח", "יז", "טז", "טו", "י", "ט", "ח", "ז", "ו", "ה", "ד", "ג", "ב", "א"),
        strict=True,
    ),
)
_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
)

_ORDINAL_UNITS = (
    *("أولاً", "ثانياً", "ثالثاً", "رابعاً", "خامساً", "سادساً", "سابعاً", "ثامناً", "تاسعاً"),
    "عاشراً",
)
_ORDINAL_TENS = ("", "", "عشرين", "ثلاثين", "أربعين", "خمسين", "ستين", "سبعين", "ثمانين", "تسعين")


def to_digits(value: int | str, digits: Digits) -> str:
    """Return a number with its digits in the given set; other characters stay as they are."""
    return str(value).translate(_TO_WESTERN).translate(_TABLES[digits])


def to_western(text: str) -> str:
    """Return the text with Arabic-Indic digits of both kinds made western."""
    return text.translate(_TO_WESTERN)


def default_digits(lang: str) -> Digits:
    """Return the digits that generated numbers take where the document names none.

    Western for Arabic, since the journals' practice is divided and most authors type them;
    Persian texts use their own.
    """
    if primary(lang) == "fa":
        return Digits.EXTENDED_ARABIC_INDIC
    return Digits.WESTERN


def numeral(value: int, kind: Numeral, digits: Digits) -> str:
    """Return a number of a list; a value that the system cannot write falls back to digits."""
    written = _write(value, kind) if value > 0 else ""
    return written or to_digits(value, digits)


def _write(value: int, kind: Numeral) -> str:
    match kind:
        case Numeral.DECIMAL:
            return ""
        case Numeral.ARABIC_ALPHA:
            return _alphabetic(value, _ARABIC_ALPHABET)
        case Numeral.LOWER_ALPHA:
            return _alphabetic(value, _LATIN_ALPHABET)
        case Numeral.UPPER_ALPHA:
            return _alphabetic(value, _LATIN_ALPHABET.upper())
        case Numeral.ABJAD:
            written = _additive(value, _ABJAD) if value < 2000 else ""
            # A final ha' alone would read as the figure five: it keeps its initial form.
            return written + "ـ" if written.endswith("ه") else written
        case Numeral.HEBREW:
            return _additive(value, _HEBREW) if value < 1000 else ""
        case Numeral.LOWER_ROMAN:
            return _additive(value, _ROMAN) if value < 4000 else ""
        case Numeral.UPPER_ROMAN:
            return _additive(value, _ROMAN).upper() if value < 4000 else ""
        case Numeral.ARABIC_ORDINAL:
            return arabic_ordinal(value)


def _alphabetic(value: int, letters: str) -> str:
    """Write a number in bijective base n (CSS Counter Styles, ``alphabetic``)."""
    result = ""
    while value > 0:
        value, index = divmod(value - 1, len(letters))
        result = letters[index] + result
    return result


def _additive(value: int, symbols: tuple[tuple[int, str], ...]) -> str:
    """Write a number as a sum (CSS Counter Styles, ``additive``)."""
    result = ""
    for weight, symbol in symbols:
        count, value = divmod(value, weight)
        result += symbol * count
    return result


def arabic_ordinal(value: int) -> str:
    """Return «أولاً», «ثانياً», … up to 99; an empty string beyond."""
    if 1 <= value <= 10:
        return _ORDINAL_UNITS[value - 1]
    if not 10 < value < 100:
        return ""
    tens, unit = divmod(value, 10)
    if tens == 1:
        return ("حادي" if unit == 1 else _ORDINAL_UNITS[unit - 1].replace("اً", "")) + " عشر"
    if unit == 0:
        return _ORDINAL_TENS[tens]
    first = "حادياً" if unit == 1 else _ORDINAL_UNITS[unit - 1]
    return f"{first} و{_ORDINAL_TENS[tens]}"
