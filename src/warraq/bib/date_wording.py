"""Dates in the words of a language: ranges without repetition, every calendar, part by part."""

from __future__ import annotations

import re

from warraq.bib.calendars import OPEN, Calendar, Date, DateRange
from warraq.bib.style import Language
from warraq.lang.numerals import to_digits
from warraq.lang.tags import script
from warraq.model.metadata import Digits

_PLACEHOLDER = re.compile(r"\{([a-z-]+)\}")
PLACEHOLDERS = {
    **dict.fromkeys(("day", "month"), frozenset({"day", "month", "month-number", "year", "comma"})),
    **dict.fromkeys(("year", "bce", *Calendar), frozenset({"year"})),
    "first-day": frozenset({"day"}),
    "decade": frozenset({"year", "last"}),
    "range": frozenset({"start", "end"}),
    "pair": frozenset({"first", "second"}),
}
"""What may stand in braces in each of a language's date patterns."""


def filled(pattern: str, **parts: str) -> str:
    """Return a pattern with its placeholders replaced; a part that is missing leaves no gap.

    With it go the spaces and the comma that set it off, and brackets that would be empty.
    """
    named = {name.replace("_", "-"): value for name, value in parts.items()}
    text = _PLACEHOLDER.sub(lambda match: named.get(match[1], ""), pattern)
    if all(named.values()):
        return text
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    text = re.sub(r"(?<=[(\[])[\s,،]+|[\s,،]+(?=[)\]])", "", text)
    text = re.sub(r"\s*([,،])(?:\s*[,،])+", r"\1", re.sub(r"\s+", " ", text))
    return re.sub(r"\s+(?=[,،])", "", text).strip(" ,،/-")


def placeholders(pattern: str) -> tuple[str, ...]:
    """Return the names in braces of a pattern, a brace that belongs to none as itself."""
    names = _PLACEHOLDER.findall(pattern)
    return (*names, *re.findall(r"[{}]", _PLACEHOLDER.sub("", pattern)))


def date(value: DateRange, language: Language, digits: Digits, form: str = "") -> str:
    """Return a date or range in full, or its part by form.

    ``short`` has the short names of the months, ``year`` the year alone, ``month-day`` all but the
    year. A date in two calendars is printed in both, in the order of the source.
    """
    writer = _Writer(language, digits, form, is_paired=value.parallel is not None)
    first = writer.range(value)
    if value.parallel is None:
        return first
    second = writer.range(value.parallel)
    if not (first and second):
        return first or second
    return filled(language.dates["pair"], first=first, second=second)


class _Writer:
    """Writes the dates of one entry in a language, a digit set and a form."""

    def __init__(self, language: Language, digits: Digits, form: str, is_paired: bool) -> None:
        self._language = language
        self._digits = digits
        self._form = form
        self._is_paired = is_paired

    def range(self, value: DateRange) -> str:
        """Return a date or range; what its two ends have in common is written once."""
        if value.end is None:
            return self._single(value.start)
        if OPEN in (value.start.literal, value.end.literal):
            start = "" if value.start.literal == OPEN else self._single(value.start)
            end = "" if value.end.literal == OPEN else self._single(value.end)
            return self._joined(start, end) if start or end else ""
        joined = self._in_common(value.start, value.end)
        if joined is not None:
            return joined
        start, end = self._single(value.start), self._single(value.end)
        return start if start == end or not end else self._joined(start, end)

    def _joined(self, start: str, end: str) -> str:
        pattern = self._language.dates["range"]
        return pattern.replace("{start}", start).replace("{end}", end)

    def _in_common(self, start: Date, end: Date) -> str | None:
        """Return a range of years, or one within a year or month; None for any other."""
        is_plain = not (start.mark or end.mark or start.unspecified or end.unspecified)
        if not is_plain or start.calendar is not end.calendar:
            return None
        if start.year != end.year:
            is_years = self._form == "year" or not (start.month or end.month)
            return self._years(start, end) if is_years else None
        if not start.month or not end.month or bool(start.day) is not bool(end.day):
            return None
        if self._form == "year":
            return self._single(start)
        if start.month == end.month:
            if not start.day or start.day == end.day:
                return self._single(start)
            days = self._joined(self._day(start.day), self._number(end.day))
            return self._filled(start, day=days)
        if not start.day:
            months = self._joined(self._month(start), self._month(end))
            numbers = self._joined(self._number(start.month), self._number(end.month))
            return self._filled(start, month=months, month_number=numbers)
        pattern = self._language.dates["day"]
        is_year_first = -1 < pattern.find("{year}") < pattern.find("{day}")
        if is_year_first:
            return self._joined(self._single(start), self._filled(end, year=""))
        return self._joined(self._filled(start, year=""), self._single(end))

    def _single(self, value: Date) -> str:
        if value.literal:
            return value.literal if self._form != "month-day" else ""
        text = self._year(value) if self._form == "year" else self._filled(value)
        if self._form == "month-day":
            return text
        if value.mark in ("~", "%"):
            text = self._language.terms["circa"].single.replace("{}", text)
        mark = "؟" if script(self._language.tag) == "arab" else "?"
        return text + mark if value.mark in ("?", "%") else text

    def _filled(self, value: Date, **given: str) -> str:
        """Return a date by the pattern of what it states, some of its parts given."""
        if not value.month:
            return "" if self._form == "month-day" or "year" in given else self._year(value)
        parts = {
            "day": self._day(value.day),
            "month": self._month(value),
            "month_number": self._number(value.month) if value.month <= 12 else self._month(value),
            "year": "" if self._form == "month-day" else self._year(value),
        }
        parts.update(given)
        kind = "day" if value.day else "month"
        comma = self._language.punctuation["comma"]
        return filled(self._language.dates[kind], **parts, comma=comma)

    def _day(self, day: int) -> str:
        """Return a day of the month; before its name French has an ordinal for the first."""
        number = self._number(day) if day else ""
        is_first = day == 1 and "{month}" in self._language.dates["day"]
        return filled(self._language.dates["first-day"], day=number) if is_first else number

    def _years(self, start: Date, end: Date) -> str | None:
        """Return a range of years with their calendar named once."""
        if (start.year < 0) is not (end.year < 0):
            return None
        if self._form == "month-day":
            return ""
        years = self._joined(self._year_number(start), self._year_number(end))
        return filled(self._year_pattern(start), year=years)

    def _year(self, value: Date) -> str:
        if value.unspecified:
            return self._unspecified(value)
        return filled(self._year_pattern(value), year=self._year_number(value))

    def _year_number(self, value: Date) -> str:
        return self._number(value.year if value.year > 0 else 1 - value.year)

    def _year_pattern(self, value: Date) -> str:
        if value.year < 0:
            return self._language.dates["bce"]
        if value.calendar is not Calendar.GREGORIAN or self._is_paired:
            return self._language.dates[value.calendar]
        return self._language.dates["year"]

    def _unspecified(self, value: Date) -> str:
        year, last = value.year, value.year + 10**value.unspecified - 1
        if value.unspecified == 1:
            pattern = self._language.dates["decade"]
            return filled(pattern, year=self._number(year), last=self._number(last))
        return self._joined(self._number(year), self._number(last))

    def _number(self, value: int) -> str:
        return to_digits(value, self._digits)

    def _month(self, value: Date) -> str:
        if value.month > 20:
            return self._language.seasons[value.month - 21]
        names = self._language.calendar_months.get(value.calendar, ())
        if not names:
            is_short = self._form == "short"
            names = self._language.months_short if is_short else self._language.months
        return names[value.month - 1]
