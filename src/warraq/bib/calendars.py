"""Calendars of dates: Gregorian, Islamic, Persian and Hebrew years, and how they correspond."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

OPEN = ".."


class Calendar(StrEnum):
    """The calendars that are told apart, by their keys in CLDR (Unicode extension ``ca``)."""

    GREGORIAN = "gregory"
    ISLAMIC = "islamic"
    PERSIAN = "persian"
    HEBREW = "hebrew"


@dataclass(frozen=True, slots=True)
class Date:
    """A day, a month (1 to 12), a season (21 to 24) or a year; 0 means not stated.

    ``mark`` is EDTF's: ``~`` approximate, ``?`` uncertain, ``%`` both. ``unspecified`` counts the
    last digits of the year that EDTF leaves open: 1 for a decade (199X), 2 for a century (19XX).
    Years before the common era count as in EDTF: -43 is 44 BCE. ``literal`` holds a date that no
    rule could read («د.ت», «in press»); then the numbers are 0.
    """

    year: int = 0
    month: int = 0
    day: int = 0
    mark: str = ""
    literal: str = ""
    calendar: Calendar = Calendar.GREGORIAN
    unspecified: int = 0


@dataclass(frozen=True, slots=True)
class DateRange:
    """A date, or a range when ``end`` is there; an open end is a Date with the literal «..».

    ``parallel`` is the same date in a second calendar, in the order of the source: of
    «1436هـ/2015م» the Islamic year comes first and the Gregorian one is parallel to it.
    """

    start: Date
    end: Date | None = None
    parallel: DateRange | None = None


LARGEST_YEAR = 6000
"""The largest year of a calendar other than the Gregorian one."""

# Rata die of 1 Muharram 1 (Dershowitz and Reingold, Calendrical Calculations, chapter 7).
_ISLAMIC_EPOCH = 227015
_PERSIAN_OFFSET = 621
_HEBREW_OFFSET = 3760


def in_gregorian(value: Date) -> tuple[int, int, int]:
    """Return year, month and day of a date in the Gregorian calendar, 0 for what is not stated.

    A year or month of another calendar lies in two of this one: the one that holds its middle is
    returned. The arithmetic is that of the tabular Islamic calendar, and of Persian years that
    begin on 21 March: both are off by a day now and then.
    """
    match value.calendar:
        case Calendar.GREGORIAN:
            return value.year, value.month, value.day
        case Calendar.HEBREW:
            return value.year - _HEBREW_OFFSET, 0, 0
        case Calendar.ISLAMIC | Calendar.PERSIAN:
            return _converted(value)
        case other:
            assert_never(other)


def _converted(value: Date) -> tuple[int, int, int]:
    ordinal = _islamic_ordinal if value.calendar is Calendar.ISLAMIC else _persian_ordinal
    month = value.month
    if month > 20:  # The middle month of a season; the Persian year begins with spring.
        month = (month - 21) * 3 + 2
    day = dt.date.fromordinal(ordinal(value.year, month or 7, value.day or 15))
    return day.year, day.month if month else 0, day.day if value.day else 0


def _islamic_ordinal(year: int, month: int, day: int) -> int:
    days_before = 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return _ISLAMIC_EPOCH - 1 + days_before + day


def _persian_ordinal(year: int, month: int, day: int) -> int:
    new_year = dt.date(year + _PERSIAN_OFFSET, 3, 21).toordinal()
    return new_year + 30 * (month - 1) + min(month - 1, 6) + day - 1


def corresponds(value: Date, year: int) -> bool:
    """Whether a date of any calendar falls into a Gregorian year, or into one next to it."""
    return abs(in_gregorian(value)[0] - year) <= 1
