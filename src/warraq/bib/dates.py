"""Dates of entries: EDTF as BibLaTeX writes it, and year and month as BibTeX does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warraq.lang.numerals import to_western
from warraq.model.references import Entry

_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_ARABIC_MONTHS = {
    "يناير": 1,
    "فبراير": 2,
    "مارس": 3,
    "أبريل": 4,
    "ابريل": 4,
    "إبريل": 4,
    "مايو": 5,
    "يونيو": 6,
    "يونيه": 6,
    "يوليو": 7,
    "يوليه": 7,
    "أغسطس": 8,
    "اغسطس": 8,
    "سبتمبر": 9,
    "أكتوبر": 10,
    "اكتوبر": 10,
    "نوفمبر": 11,
    "ديسمبر": 12,
    "كانون الثاني": 1,
    "شباط": 2,
    "آذار": 3,
    "نيسان": 4,
    "أيار": 5,
    "حزيران": 6,
    "تموز": 7,
    "آب": 8,
    "أيلول": 9,
    "تشرين الأول": 10,
    "تشرين الثاني": 11,
    "كانون الأول": 12,
    "جانفي": 1,
    "فيفري": 2,
    "أفريل": 4,
    "ماي": 5,
    "جوان": 6,
    "جويلية": 7,
    "أوت": 8,
}
# Extended Date/Time Format (ISO 8601-2:2019), levels 0 and 1 as far as BibLaTeX accepts them.
_EDTF = re.compile(
    r"(?P<year>-?\d{1,6}|\d{2}[Xu]{2}|\d{3}[Xu])"
    r"(?:-(?P<month>\d{1,2}|[Xu]{2})(?:-(?P<day>\d{1,2}|[Xu]{2}))?)?"
    r"(?:T[\d:.Z+-]*)?(?P<mark>[~?%]?)"
)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
OPEN = ".."


@dataclass(frozen=True, slots=True)
class Date:
    """A day, a month (1 to 12), a season (21 to 24) or a year; 0 means not stated.

    ``mark`` is EDTF's: ``~`` approximate, ``?`` uncertain, ``%`` both. ``literal`` holds a date
    that no rule could read («د.ت», «in press», «1436هـ/2015م»); then the numbers are 0.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    mark: str = ""
    literal: str = ""


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date, or a range when ``end`` is there; an open end is a Date with the literal «..»."""

    start: Date
    end: Date | None = None


def parse(value: str) -> DateRange | None:
    """Read an EDTF date or range (digits of any script), None for an empty value."""
    text = to_western(value).strip()
    if not text:
        return None
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        return DateRange(_checked(int(slashed[3]), int(slashed[2]), int(slashed[1]), "", value))
    if "/" in text:
        start, _, end = text.partition("/")
        first, last = _single(start), _single(end)
        if first is not None and last is not None:
            return DateRange(first, last)
        return DateRange(Date(literal=value.strip()))
    return DateRange(_single(text) or Date(literal=value.strip()))


def _single(text: str) -> Date | None:
    text = text.strip()
    if text in ("", "..", "open", "unknown", "*"):
        return Date(literal=OPEN)
    match = _EDTF.fullmatch(text)
    if not match:
        return None
    if not match["year"].lstrip("-").isdigit():
        # 19XX and 199X: the decade or century alone is known; shown with its ~.
        digits = re.sub("[Xu]", "0", match["year"])
        return Date(int(digits), mark="~")
    month = int(match["month"]) if match["month"] and match["month"].isdigit() else 0
    day = int(match["day"]) if match["day"] and match["day"].isdigit() else 0
    return _checked(int(match["year"]), month, day, match["mark"], text)


def _checked(year: int, month: int, day: int, mark: str, text: str) -> Date:
    if not (0 <= month <= 12 or 21 <= month <= 24) or not 0 <= day <= 31:
        return Date(literal=text)
    return Date(year, month, day if month else 0, mark)


def month_number(value: str) -> int:
    """Return 1 to 12 for a month's number, English name or abbreviation, or Arabic name; else 0."""
    text = to_western(value).strip().strip(".{}").casefold()
    if text.isdigit():
        return int(text) if 1 <= int(text) <= 12 else 0
    if text in _ARABIC_MONTHS:
        return _ARABIC_MONTHS[text]
    matches = [
        n for n, name in enumerate(_MONTH_NAMES, 1) if len(text) > 2 and name.startswith(text)
    ]
    return matches[0] if matches else 0


def of_entry(entry: Entry, name: str) -> DateRange | None:
    """Return the date of an entry: ``date``, ``urldate``, ``origdate`` or ``eventdate``.

    ``date`` falls back to ``year``, ``month`` and ``day`` (BibTeX).
    """
    value = entry.get(name)
    if value or name != "date":
        return parse(value)
    year = parse(entry.get("year"))
    if year is None or not year.start.year or year.start.month or year.end:
        return year
    month, day = month_number(entry.get("month")), to_western(entry.get("day")).strip()
    start = year.start
    number = int(day) if month and day.isdigit() and 1 <= int(day) <= 31 else 0
    return DateRange(Date(start.year, month, number, start.mark))
