"""The dates of an entry as the date variables of CSL."""

from __future__ import annotations

from warraq.bib import date_wording, dates
from warraq.bib.calendars import OPEN, Calendar, Date, DateRange
from warraq.bib.style import Language
from warraq.model.metadata import Digits
from warraq.model.references import Entry

_VARIABLES = {
    "date": "issued",
    "urldate": "accessed",
    "origdate": "original-date",
    "eventdate": "event-date",
}
# An end that is not known yet, as citeproc-js and pandoc read it.
_OPEN_END = [0, 0, 0]


def date_variables(entry: Entry, language: Language) -> dict[str, dict[str, object]]:
    """Return the dates of an entry that CSL has a name for.

    What CSL has no numbers for is literal, in the words of the entry's language.
    """
    found = {name: dates.of_entry(entry, name) for name in _VARIABLES}
    return {
        _VARIABLES[name]: _date(value, language)
        for name, value in found.items()
        if value is not None
    }


def _date(value: DateRange, language: Language) -> dict[str, object]:
    """Return a date or range; one that CSL has no numbers for is literal."""
    start, end = value.start, value.end
    written = date_wording.date(value, language, Digits.WESTERN)
    if value.parallel is not None or start.calendar is not Calendar.GREGORIAN:
        return {"literal": written}  # CSL knows no other calendar.
    if start.unspecified or (end is not None and end.unspecified):
        return {"literal": written}  # Nor does it know a decade.
    if start.literal or (end is not None and end.literal not in ("", OPEN)):
        return {"literal": written if end is not None else start.literal}
    if end is not None and (start.month > 12 or end.month > 12):
        return {"literal": written}  # CSL has a place for one season only.
    result: dict[str, object] = {"date-parts": [_parts(start)]}
    if end is not None:
        result["date-parts"] = [_parts(start), _OPEN_END if end.literal else _parts(end)]
    if start.month > 12:
        result["season"] = start.month - 20
    if start.mark or (end is not None and end.mark):
        result["circa"] = True
    return result


def _parts(value: Date) -> list[int]:
    # EDTF counts a year 0, CSL does not: -43 and -44 are both 44 BCE.
    year = value.year if value.year > 0 else value.year - 1
    if not value.month or value.month > 12:
        return [year]
    return [year, value.month, value.day] if value.day else [year, value.month]
