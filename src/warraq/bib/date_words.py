"""Dates that are written out: «12 رمضان 1436هـ», “May 5–9, 2015”, «صيف-خريف 2014»."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from warraq.bib import month_names
from warraq.bib.calendars import Calendar, Date

_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u061c]")
_DASH = r"\s*(?:-{1,3}|[‐‑–—])\s*"
# What follows a year, without spaces, tatweel and full stops.
_MARKS = {
    **dict.fromkeys(
        ("ه", "هج", "هجري", "هجريه", "هجريا", "للهجره", "ق", "هق", "ھ", "ah"), "islamic"
    ),
    **dict.fromkeys(("هجريقمري", "قمري", "hicri", "h", "להגרה"), "islamic"),
    **dict.fromkeys(("ش", "هش", "هجريشمسي", "شمسي", "خورشيدي", "sh", "hş", "ללוחהפרסי"), "persian"),
    **dict.fromkeys(("م", "ميلادي", "ميلاديه", "ميلاديا", "للميلاد", "ء", "عيسوي"), "gregory"),
    **dict.fromkeys(("ad", "ce", "miladi"), "gregory"),
    **dict.fromkeys(("قم", "قبلالميلاد", "bc", "bce", "mö", "avjc", "לפנהס"), "bce"),
}
_MARKED_AFTER = re.compile(r"(?P<rest>.*\d)[\s.]*(?P<mark>[^\W\d][^\d]*)", re.DOTALL)
_MARKED_BEFORE = re.compile(r"(?P<mark>[^\W\d][\w.]*?)[\s.]*(?P<rest>\d{1,4})")
_CIRCA = re.compile(r"(?:c\.|ca\.?|circa|vers|env\.|yaklaşık|نحو|حوالي|حدود)\s+(?=\S)", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """What was read: a date or range, and whether it names its calendar itself."""

    start: Date
    end: Date | None = None
    is_stated: bool = False

    def within(self, calendar: Calendar) -> Found:
        """Return the same in a calendar, which then is stated."""
        start = _within(self.start, calendar)
        return Found(start, _within(self.end, calendar) if self.end else None, is_stated=True)


def _within(value: Date, calendar: Calendar) -> Date:
    return value if value.literal else replace(value, calendar=calendar)


def cleaned(text: str) -> str:
    """Return a text without invisible marks and tatweel, its spaces single."""
    visible = _INVISIBLE.sub("", text).replace("ـ", "").replace("\u200d", "")
    return _SPACES.sub(" ", visible).strip()


def without_mark(text: str) -> tuple[str, str]:
    """Split «1436 هـ» into «1436» and ``islamic``: a calendar's key, ``bce`` or nothing."""
    for form in (_MARKED_AFTER, _MARKED_BEFORE):
        match = form.fullmatch(text)
        word = re.sub(r"[\s.'’״\"-]", "", month_names.folded(match["mark"])) if match else ""
        mark = _folded_marks().get(word, "")
        if match and mark:
            return match["rest"].strip(), mark
    return text, ""


@cache
def _folded_marks() -> dict[str, str]:
    return {month_names.folded(word): mark for word, mark in _MARKS.items()}


def without_circa(text: str) -> tuple[str, str]:
    """Split “ca. 2015” into the date and EDTF's mark of an approximate one."""
    match = _CIRCA.match(text)
    return (text[match.end() :], "~") if match else (text, "")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Return the orders in which day, month and year are written, ranges within them included."""
    day = rf"(?P<day>\d{{1,2}})\.?(?:st|nd|rd|th|er)?(?:{_DASH}(?P<last_day>\d{{1,2}})\.?)?"
    name = month_names.pattern()
    month = rf"ב?(?P<month>{name})(?:(?:\s*[/]\s*|{_DASH})(?P<last_month>{name}))?"
    year = r"(?:(?P<era>a\.?h\.?|hs?\.)\s*)?(?P<year>\d{3,4})"
    comma = r"\s*[,،]?\s*"
    orders = (
        rf"(?:{day}(?:\s+(?:of|de|من))?\s*)?{month}{comma}{year}",
        rf"{month}\s+{day}{comma}{year}",
        rf"{year}{comma}{month}(?:\s+{day})?",
        rf"{year}{comma}{day}\s*{month}",
        (
            rf"(?P<day>\d{{1,2}})\s+(?P<month>{name}){_DASH}"
            rf"(?P<last_day>\d{{1,2}})\s+(?P<last_month>{name}){comma}{year}"
        ),
        (
            rf"(?P<month>{name})\s+(?P<day>\d{{1,2}}){_DASH}"
            rf"(?P<last_month>{name})\s+(?P<last_day>\d{{1,2}}){comma}{year}"
        ),
    )
    return tuple(re.compile(order) for order in orders)


def read(text: str) -> Found | None:
    """Read a date with a month or season in words, None when it is none."""
    if len(text) > 100 or not any(char.isdigit() for char in text):
        return None
    plain = month_names.folded(text)
    for order in _patterns():
        match = order.fullmatch(plain)
        if match:
            return _found({key: value for key, value in match.groupdict().items() if value})
    return None


def _found(parts: dict[str, str]) -> Found | None:
    era = without_mark(f"{parts.get('era', '')} {parts['year']}")[1]
    calendar, month = month_names.find(parts["month"])
    last_calendar, last_month = month_names.find(parts.get("last_month", parts["month"]))
    day = int(parts.get("day", 0))
    last_day = int(parts.get("last_day", 0))
    if last_calendar is not calendar or max(day, last_day) > 31:
        return None
    if era:
        if calendar not in (None, era):
            return None
        calendar = Calendar(era)
    where = calendar or Calendar.GREGORIAN
    start = Date(int(parts["year"]), month, day, calendar=where)
    if last_month == month and not last_day:
        # «شباط/فبراير» names one month twice.
        return Found(start, is_stated=calendar is not None)
    if (last_month, last_day or 31) < (month, day):
        return None
    end = replace(start, month=last_month, day=last_day)
    return Found(start, end, is_stated=calendar is not None)
