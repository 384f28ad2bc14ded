"""Dates of entries: EDTF as BibLaTeX writes it, year and month as BibTeX does, dates in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from warraq.bib import date_words, latex, month_names
from warraq.bib.calendars import (
    LARGEST_YEAR,
    OPEN,
    Calendar,
    Date,
    DateRange,
    corresponds,
    in_gregorian,
)
from warraq.bib.date_words import Found
from warraq.lang.numerals import to_western
from warraq.lang.tags import primary
from warraq.model.references import Entry

# Extended Date/Time Format (ISO 8601-2:2019), levels 0 and 1 as far as BibLaTeX accepts them.
_EDTF = re.compile(
    r"(?P<year>-?\d{1,6}|\d{2}[Xu]{2}|\d{3}[Xu])"
    r"(?:-(?P<month>\d{1,2}|[Xu]{2})(?:-(?P<day>\d{1,2}|[Xu]{2}))?)?"
    r"(?:T[\d:.Z+-]*)?(?P<mark>[~?%]?)"
)
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})")
_YEAR_AND_MONTH = re.compile(r"(?P<year>\d{4})/(?P<month>\d{1,2})|(\d{1,2})/(\d{4})")
_RANGE = re.compile(r"/|\s*(?:-{2,3}|[–—])\s*|\s+-\s+|(?<=\d)-(?=\d{4})")
_PAIR = re.compile(r"\s*(?:/|=|\(|\[|(?:،\s*)?\bالموافق\s*(?:ل|لـ)?|-{1,3}|[–—])\s*")
_LONGEST = 200
_SURELY_GREGORIAN = 1500
_UNKNOWN_ENDS = frozenset({"", "..", "open", "unknown", "*"})
_CALENDAR_NAMES = {
    **dict.fromkeys(("gregorian", "gregory", "julian", "ميلادي"), Calendar.GREGORIAN),
    **dict.fromkeys(("islamic", "hijri", "ah", "hicri", "هجري"), Calendar.ISLAMIC),
    **dict.fromkeys(("persian", "jalali", "shamsi", "solar hijri", "شمسي"), Calendar.PERSIAN),
    **dict.fromkeys(("hebrew", "jewish"), Calendar.HEBREW),
}
_CORRESPONDING = (Calendar.ISLAMIC, Calendar.PERSIAN, Calendar.HEBREW)
_HEBREW_YEAR = re.compile("[א-ת]{1,5}[׳״\"'][א-ת]{0,2}")


@lru_cache(maxsize=4096)
def parse(value: str, lang: str = "", calendar: Calendar | None = None) -> DateRange | None:
    """Read a date, a range or a date in two calendars; None for an empty value.

    Digits may be of any script. A date that names no calendar is of ``calendar``; without one, a
    year that only another calendar can mean is taken for that (:func:`calendar_of_year`), by the
    language of the entry. What no rule reads stays literal.
    """
    text = date_words.cleaned(to_western(value))
    if not text:
        return None
    plain = text if len(text) > _LONGEST else date_words.cleaned(latex.plain(text))
    for candidate in dict.fromkeys((text, plain)):
        found = None if len(candidate) > _LONGEST else _whole(candidate)
        if isinstance(found, Found):
            return _settled(found, lang, calendar)
        if found is not None:
            return found
    return DateRange(Date(literal=latex.plain(value.strip())))


def _whole(text: str) -> Found | DateRange | None:
    """Read a text as one date, as a date in two calendars, as a range, in this order."""
    return _date(text) or _pair(text) or _range(text)


def _settled(found: Found, lang: str, calendar: Calendar | None) -> DateRange:
    if not found.is_stated:
        years = [date.year for date in (found.start, found.end) if date and not date.literal]
        guessed = {calendar_of_year(year, lang) for year in years}
        known = calendar or (guessed.pop() if len(guessed) == 1 else Calendar.GREGORIAN)
        if all(0 < year <= LARGEST_YEAR for year in years):
            found = found.within(known)
    return DateRange(found.start, found.end)


def calendar_of_year(year: int, lang: str) -> Calendar:
    """Return the calendar of a bare year in an entry of a language.

    In Persian, Dari and Pashto 1300–1499 is a Persian (solar) year and 1200–1299, before that
    calendar was in use, an Islamic one; in Arabic and Urdu 1200–1499 is an Islamic year. These are
    the years of the printing press in these calendars, and hardly ever Gregorian ones.
    """
    if primary(lang) in ("fa", "prs", "ps") and 1300 <= year < 1500:
        return Calendar.PERSIAN
    if primary(lang) in ("fa", "prs", "ps", "ar", "ur") and 1200 <= year < 1500:
        return Calendar.ISLAMIC
    return Calendar.GREGORIAN


# One date


def _date(text: str) -> Found | None:
    """Read one date, or a range with common parts («5–9 مايو 2015»)."""
    text, circa = date_words.without_circa(text.strip())
    rest, mark = date_words.without_mark(text)
    number = _numeric(rest)
    found = Found(number) if number else date_words.read(rest)
    if found is None:
        return None
    if mark == "bce":
        start = replace(found.start, year=1 - found.start.year)
        return Found(start, is_stated=True) if start.year < 0 and not found.end else None
    if mark:
        named = Calendar(mark)
        if found.is_stated and found.start.calendar is not named:
            return None
        found = found.within(named)
    if found.is_stated and not _is_sane(found.start):
        return None
    return replace(found, start=replace(found.start, mark=circa)) if circa else found


def _is_sane(value: Date) -> bool:
    return value.calendar is Calendar.GREGORIAN or 0 < value.year <= LARGEST_YEAR


def _numeric(text: str) -> Date | None:
    match = _DAY_FIRST.fullmatch(text) or _YEAR_FIRST.fullmatch(text)
    if match:
        return _checked(int(match["year"]), int(match["month"]), int(match["day"]), "")
    match = _YEAR_AND_MONTH.fullmatch(text)
    if match:
        year, month = match.group(1, 2) if match[1] else match.group(4, 3)
        return _checked(int(year), int(month), 0, "") if int(month) <= 12 else None
    match = _EDTF.fullmatch(text)
    if not match:
        return None
    known = match["year"].rstrip("Xu")
    unspecified = len(match["year"]) - len(known)
    if unspecified:
        return Date(int(known) * 10**unspecified, unspecified=unspecified)
    month, day = (int(part) if part and part.isdigit() else 0 for part in match.group(2, 3))
    return _checked(int(match["year"]), month, day, match["mark"])


def _checked(year: int, month: int, day: int, mark: str) -> Date | None:
    if year == 0 or not (0 <= month <= 12 or 21 <= month <= 24) or not 0 <= day <= 31:
        return None
    return Date(year, month, day if 0 < month <= 12 else 0, mark)


# Two dates


def _splits(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    for match in pattern.finditer(text):
        yield text[: match.start()].strip(), text[match.end() :].strip(" )]")


def _range(text: str) -> Found | None:
    """Read a range; an end without a calendar of its own takes that of the other."""
    for left, right in _splits(_RANGE, text):
        start, end = _end_of_range(left), _end_of_range(right)
        if start is None or end is None or start.end or end.end:
            continue
        for named, other in ((start, end), (end, start)):
            if named.is_stated and not other.is_stated:
                calendar = named.start.calendar
                start, end = start.within(calendar), end.within(calendar)
        if _follow(start.start, end.start):
            return Found(start.start, end.start, is_stated=start.is_stated or end.is_stated)
    return None


def _follow(start: Date, end: Date) -> bool:
    """Whether two dates make a range: one is open, or the second is later in the same calendar."""
    if OPEN in (start.literal, end.literal):
        return True
    return start.calendar is end.calendar and start.year <= end.year


def _end_of_range(text: str) -> Found | None:
    return Found(Date(literal=OPEN)) if text in _UNKNOWN_ENDS else _date(text)


def _pair(text: str) -> DateRange | None:
    """Read a date in two calendars: «1436هـ/2015م», «1394/2015», «1436هـ (2015م)»."""
    for left, right in _splits(_PAIR, text):
        first, second = _date(left) or _range(left), _date(right) or _range(right)
        if first and second:
            first, second = _told_apart(first, second)
            if _differ(first, second):
                return _paired(first, second)
        elif _HEBREW_YEAR.fullmatch(left) and second and not second.is_stated:
            return DateRange(Date(literal=left), parallel=DateRange(second.start, second.end))
        elif _HEBREW_YEAR.fullmatch(right) and first and not first.is_stated:
            return DateRange(first.start, first.end, DateRange(Date(literal=right)))
    return None


def _differ(first: Found, second: Found) -> bool:
    is_stated = first.is_stated and second.is_stated
    return is_stated and first.start.calendar is not second.start.calendar


def _paired(first: Found, second: Found) -> DateRange:
    return DateRange(first.start, first.end, DateRange(second.start, second.end))


def _told_apart(first: Found, second: Found) -> tuple[Found, Found]:
    """State the calendars of two dates that name one or none, where the years correspond."""
    for one, other in ((first, second), (second, first)):
        if other.is_stated and other.start.calendar is not Calendar.GREGORIAN:
            continue
        # The other may be Gregorian: of which calendar would this one be the same year?
        for calendar in _CORRESPONDING:
            here = one if one.is_stated else one.within(calendar)
            if here.start.calendar is not calendar or not _is_sane(here.start):
                continue
            is_later = one.is_stated and other.start.year >= _SURELY_GREGORIAN
            if is_later or corresponds(here.start, other.start.year):
                there = other.within(Calendar.GREGORIAN)
                return (here, there) if one is first else (there, here)
    return first, second


# Entries


def of_entry(entry: Entry, name: str) -> DateRange | None:
    """Return the date of an entry: ``date``, ``urldate``, ``origdate`` or ``eventdate``.

    ``date`` falls back to ``year``, ``month`` and ``day`` (BibTeX). The field ``calendar`` names
    the calendar of dates that name none. Medieval years are no surprise in an ``origdate``: a bare
    one is Gregorian.
    """
    value = entry.get(name)
    calendar = _CALENDAR_NAMES.get(entry.get("calendar").strip().casefold())
    lang = "" if name == "origdate" else entry.lang
    if value or name != "date":
        return parse(value, lang, calendar)
    year = entry.get("year")
    month, day = entry.get("month"), to_western(entry.get("day")).strip()
    if year and month:
        dated = _with_month(parse(year, lang, calendar), month, day)
        in_words = parse(f"{day} {month} {year}", lang, calendar) if dated is None else dated
        if in_words is not None and not in_words.start.literal:
            return in_words
    return parse(year, lang, calendar)


def _with_month(year: DateRange | None, name: str, day: str) -> DateRange | None:
    """Lay a month on a year, or on that of two parallel years whose calendar has it."""
    calendar, month = month_of(name)
    if year is None or year.end or not month:
        return None
    if year.parallel and year.start.calendar is not (calendar or Calendar.GREGORIAN):
        parallel = _with_month(year.parallel, name, day)
        return parallel and replace(year, parallel=parallel)
    start = year.start
    if not start.year or start.month or (calendar and calendar is not start.calendar):
        return None
    number = int(day) if month <= 12 and day.isdigit() and 1 <= int(day) <= 31 else 0
    return replace(year, start=replace(start, month=month, day=number))


def month_of(value: str) -> tuple[Calendar | None, int]:
    """Return a month from its number (1 to 12) or its name; 21 to 24 for a season, 0 for neither.

    A number and a season belong to no calendar of their own.
    """
    text = to_western(value).strip().strip(".{}")
    if text.isdigit():
        return None, int(text) if 1 <= int(text[:6]) <= 12 else 0
    return month_names.find(latex.plain(text))


# Order


def gregorian_year(value: DateRange | None) -> int | None:
    """Return the Gregorian year in which a date begins, None when it has none."""
    start = _gregorian_start(value)
    return None if start is None else start[0]


def sort_key(value: DateRange | None) -> str:
    """Return the key by which dates are sorted, in all calendars together; no date comes last.

    Works without a date come last in the Chicago Manual of Style, 17th edition, 15.44.
    """
    start = _gregorian_start(value)
    if start is None:
        return "9999999"
    return f"{start[0] + 1_000_000:07d}{start[1]:02d}{start[2]:02d}"


def _gregorian_start(value: DateRange | None) -> tuple[int, int, int] | None:
    if value is None:
        return None
    ranges = [part for part in (value, value.parallel) if part]
    # A range with an open start is placed by its end.
    ends = [part.end if part.end and part.start.literal else part.start for part in ranges]
    dates = [date for date in ends if not date.literal]
    if not dates:
        return None
    own = [date for date in dates if date.calendar is Calendar.GREGORIAN]
    return in_gregorian((own or dates)[0])
