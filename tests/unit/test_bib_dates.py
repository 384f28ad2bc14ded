"""Dates of entries: every form that files have, every calendar, and how they are printed."""

from __future__ import annotations

import pytest

from warraq.bib import date_wording, dates
from warraq.bib import style as styles
from warraq.bib.calendars import OPEN, Calendar, Date, DateRange, in_gregorian
from warraq.diagnostics import Report
from warraq.lang.numerals import default_digits
from warraq.model.metadata import Digits
from warraq.model.references import Entry

ISLAMIC, PERSIAN, HEBREW = Calendar.ISLAMIC, Calendar.PERSIAN, Calendar.HEBREW


def entry(lang: str = "", **fields: str) -> Entry:
    return Entry(key="k", type="book", fields=tuple(fields.items()), lang=lang)


def printed(value: str, lang: str, form: str = "") -> str:
    found = dates.parse(value, lang)
    assert found is not None
    language = styles.load("arabic-notes", None, Report()).languages.get(lang)
    return date_wording.date(found, language, Digits.WESTERN, form)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"date": "2015-01"}, Date(2015, 1)),
        ({"date": "٢٠١٥-٠١-٠٩"}, Date(2015, 1, 9)),
        ({"date": "2015-01-09T10:20:00Z"}, Date(2015, 1, 9)),
        ({"date": "2015~"}, Date(2015, mark="~")),
        ({"date": "ca. 2015"}, Date(2015, mark="~")),
        ({"date": "2015-21"}, Date(2015, 21)),
        ({"date": "199X"}, Date(1990, unspecified=1)),
        ({"date": "19XX"}, Date(1900, unspecified=2)),
        ({"year": "2015", "month": "3", "day": "7"}, Date(2015, 3, 7)),
        ({"year": "2015", "month": "March"}, Date(2015, 3)),
        ({"year": "2015", "month": "sept."}, Date(2015, 9)),
        ({"year": "۲۰۱۵", "month": "آذار"}, Date(2015, 3)),
        ({"year": "2015", "month": "13 February"}, Date(2015, 2, 13)),
        ({"year": "2015", "month": "Summer"}, Date(2015, 22)),
        ({"date": "15/2/2018"}, Date(2018, 2, 15)),
        ({"date": "2018/10"}, Date(2018, 10)),
        ({"date": "10/2018"}, Date(2018, 10)),
        ({"date": "2015-13"}, Date(literal="2015-13")),
        ({"date": "2015/2014"}, Date(literal="2015/2014")),
        ({"date": "0000"}, Date(literal="0000")),
        ({"date": "in press"}, Date(literal="in press")),
        ({"date": "{د.ت.}"}, Date(literal="د.ت.")),
        ({"date": "-0043"}, Date(-43)),
        ({"date": "44 BCE"}, Date(-43)),
        ({"date": "44 ق.م"}, Date(-43)),
        ({"date": "2015م"}, Date(2015)),
        ({"date": "99999999هـ"}, Date(literal="99999999هـ")),
        ({"date": "9" * 300}, Date(literal="9" * 300)),
    ],
)
def test_one_date(fields: dict[str, str], expected: Date) -> None:
    found = dates.of_entry(entry(**fields), "date")
    assert found == DateRange(expected)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("13 February 2018", Date(2018, 2, 13)),
        ("February 13th, 2018", Date(2018, 2, 13)),
        ("15 فبراير 2018", Date(2018, 2, 15)),
        ("15 شباط/فبراير 2018", Date(2018, 2, 15)),
        ("كانون الثاني ٢٠١٥م", Date(2015, 1)),
        ("15 בפברואר 2018", Date(2018, 2, 15)),
        ("3 Ağustos 2018", Date(2018, 8, 3)),
        ("1er août 2018", Date(2018, 8, 1)),
        ("2018، يناير", Date(2018, 1)),
        ("شتاء 2015", Date(2015, 24)),
        ("12 رمضان 1436هـ", Date(1436, 9, 12, calendar=ISLAMIC)),
        ("12 رمضـان 1436", Date(1436, 9, 12, calendar=ISLAMIC)),
        ("ربيع الأول 1436", Date(1436, 3, calendar=ISLAMIC)),
        ("غرة المحرم", Date(literal="غرة المحرم")),
        ("ذي الحجة 1436", Date(1436, 12, calendar=ISLAMIC)),
        ("Rajab 1433 AH", Date(1433, 7, calendar=ISLAMIC)),
        ("۱۲ مهر ۱۳۹۴", Date(1394, 7, 12, calendar=PERSIAN)),
        ("رمضان 2015م", Date(literal="رمضان 2015م")),
        ("45 مايو 2015", Date(literal="45 مايو 2015")),
    ],
)
def test_a_date_in_words(value: str, expected: Date) -> None:
    assert dates.parse(value) == DateRange(expected)


@pytest.mark.parametrize(
    ("value", "lang", "calendar"),
    [
        ("1436هـ", "ar", ISLAMIC),
        ("1436 هـ", "en", ISLAMIC),
        ("١٤٣٦ هجرية", "ar", ISLAMIC),
        ("AH 1436", "en", ISLAMIC),
        ("1436 A.H.", "en", ISLAMIC),
        ("۱۴۳۶ق", "fa", ISLAMIC),
        ("1394ش", "ar", PERSIAN),
        ("1394 هـ.ش", "ar", PERSIAN),
        ("1394 ه‍.ش.", "fa", PERSIAN),
        ("1436", "ar", ISLAMIC),
        ("1436", "ur", ISLAMIC),
        ("1436", "en", Calendar.GREGORIAN),
        ("1199", "ar", Calendar.GREGORIAN),
        ("1500", "ar", Calendar.GREGORIAN),
        ("2015", "ar", Calendar.GREGORIAN),
        ("۱۳۹۴", "fa", PERSIAN),
        ("۱۲۸۵", "fa", ISLAMIC),
        ("1350م", "ar", Calendar.GREGORIAN),
    ],
)
def test_the_calendar_of_a_year(value: str, lang: str, calendar: Calendar) -> None:
    found = dates.parse(value, lang)
    assert found is not None
    assert (found.start.calendar, found.start.literal, found.parallel) == (calendar, "", None)


def test_the_field_calendar_names_the_calendar() -> None:
    value = dates.of_entry(entry("en", date="1436-03", calendar="Hijri"), "date")
    assert value == DateRange(Date(1436, 3, calendar=ISLAMIC))
    gregorian = dates.of_entry(entry("ar", date="1377", calendar="gregorian"), "date")
    assert gregorian == DateRange(Date(1377))


def test_a_medieval_date_of_origin_is_gregorian() -> None:
    assert dates.of_entry(entry("ar", origdate="1377"), "origdate") == DateRange(Date(1377))


PAIR = DateRange(Date(1436, calendar=ISLAMIC), parallel=DateRange(Date(2015)))
PERSIAN_PAIR = DateRange(Date(1394, calendar=PERSIAN), parallel=DateRange(Date(2015)))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1436هـ/2015م", PAIR),
        ("1436 هـ / 2015 م", PAIR),
        ("١٤٣٦هـ / ٢٠١٥م", PAIR),
        ("1436هـ - 2015م", PAIR),
        ("1436هـ–2015م", PAIR),
        ("1436هـ (2015م)", PAIR),
        ("1436هـ الموافق 2015م", PAIR),
        ("1436هـ = 2015م", PAIR),
        ("1436/2015", PAIR),
        ("1436/2015م", PAIR),
        ("\u200f1436هـ/2015م\u200f", PAIR),
        ("1394/2015", PERSIAN_PAIR),
        ("۱۳۹۴ش/۲۰۱۵م", PERSIAN_PAIR),
        ("2015/1436", DateRange(Date(2015), parallel=DateRange(Date(1436, calendar=ISLAMIC)))),
        ("5785/2025", DateRange(Date(5785, calendar=HEBREW), parallel=DateRange(Date(2025)))),
        ("תשפ״ה/2025", DateRange(Date(literal="תשפ״ה"), parallel=DateRange(Date(2025)))),
        (
            "1435-1436هـ / 2014-2015م",
            DateRange(
                Date(1435, calendar=ISLAMIC),
                Date(1436, calendar=ISLAMIC),
                DateRange(Date(2014), Date(2015)),
            ),
        ),
        (
            "12 رمضان 1436هـ الموافق 29 يونيو 2015م",
            DateRange(Date(1436, 9, 12, calendar=ISLAMIC), parallel=DateRange(Date(2015, 6, 29))),
        ),
        # The years do not correspond, but the source says what they are.
        ("1436هـ/2010", DateRange(Date(1436, calendar=ISLAMIC), parallel=DateRange(Date(2010)))),
        # No year of another calendar falls into the other one: a range.
        ("1914/1918", DateRange(Date(1914), Date(1918))),
        ("1430-1436هـ", DateRange(Date(1430, calendar=ISLAMIC), Date(1436, calendar=ISLAMIC))),
    ],
)
def test_a_date_in_two_calendars(value: str, expected: DateRange) -> None:
    assert dates.parse(value) == expected


def test_a_month_goes_to_the_calendar_that_has_it() -> None:
    islamic = dates.of_entry(entry(year="1436هـ/2015م", month="رمضان"), "date")
    assert islamic is not None
    assert islamic.parallel is not None
    assert (islamic.start.month, islamic.parallel.start.month) == (9, 0)
    gregorian = dates.of_entry(entry(year="1436هـ/2015م", month="6"), "date")
    assert gregorian is not None
    assert gregorian.parallel is not None
    assert (gregorian.start.month, gregorian.parallel.start.month) == (0, 6)


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        ("2001-05/2003", Date(2001, 5), Date(2003)),
        ("2014-2015", Date(2014), Date(2015)),
        ("2014--2015", Date(2014), Date(2015)),
        ("2001/..", Date(2001), Date(literal=OPEN)),
        ("2001/", Date(2001), Date(literal=OPEN)),
        ("/2001", Date(literal=OPEN), Date(2001)),
        ("2014~/2015?", Date(2014, mark="~"), Date(2015, mark="?")),
        ("5–9 مايو 2015", Date(2015, 5, 5), Date(2015, 5, 9)),
        ("May 5–9, 2015", Date(2015, 5, 5), Date(2015, 5, 9)),
        ("30 مايو – 2 يونيو 2015", Date(2015, 5, 30), Date(2015, 6, 2)),
        ("صيف-خريف 2014", Date(2014, 22), Date(2014, 23)),
        ("May--June 2015", Date(2015, 5), Date(2015, 6)),
        ("مايو 2014 – يونيو 2015", Date(2014, 5), Date(2015, 6)),
    ],
)
def test_ranges(value: str, start: Date, end: Date) -> None:
    assert dates.parse(value) == DateRange(start, end)


def test_no_date() -> None:
    assert dates.parse("") is None
    assert dates.parse(" \u200f ") is None
    assert dates.of_entry(entry(month="3"), "date") is None
    assert dates.of_entry(entry(), "urldate") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Date(1436, 1, 1, calendar=ISLAMIC), (2014, 10, 25)),
        (Date(1436, 9, 12, calendar=ISLAMIC), (2015, 6, 29)),
        (Date(1, 1, 1, calendar=ISLAMIC), (622, 7, 19)),
        (Date(1394, 1, 1, calendar=PERSIAN), (2015, 3, 21)),
        (Date(1394, 7, 12, calendar=PERSIAN), (2015, 10, 4)),
        (Date(1394, 10, 20, calendar=PERSIAN), (2016, 1, 10)),
        (Date(1394, calendar=PERSIAN), (2015, 0, 0)),
        (Date(1394, 24, calendar=PERSIAN), (2016, 2, 0)),
        (Date(5785, calendar=HEBREW), (2025, 0, 0)),
    ],
)
def test_conversion(value: Date, expected: tuple[int, int, int]) -> None:
    year, month, day = in_gregorian(value)
    assert (year, month) == expected[:2]
    assert abs(day - expected[2]) <= 1


def test_all_calendars_are_sorted_together() -> None:
    ordered = ["-0099", "44 BCE", "0900", "1430هـ", "2012", "1394ش/2015م", "/2016", "1440هـ", "د.ت"]
    values = [dates.parse(value) for value in ordered]
    assert sorted(values, key=dates.sort_key) == values


@pytest.mark.parametrize(
    ("value", "ar", "en"),
    [
        ("2015", "2015", "2015"),
        ("2015-05", "مايو 2015", "May 2015"),
        ("2015-05-09", "9 مايو 2015", "May 9, 2015"),
        ("2015-22", "صيف 2015", "Summer 2015"),
        ("2015-22/2015-23", "صيف–خريف 2015", "Summer–Autumn 2015"),
        ("2014/2015", "2014–2015", "2014–2015"),
        ("2015/2015", "2015", "2015"),
        ("2015-05-05/2015-05-09", "5–9 مايو 2015", "May 5–9, 2015"),
        ("2015-05-05/2015-05-05", "5 مايو 2015", "May 5, 2015"),
        ("2015-05/2015-06", "مايو–يونيو 2015", "May–June 2015"),
        ("2015-05-30/2015-06-02", "30 مايو–2 يونيو 2015", "May 30–June 2, 2015"),
        ("2014-12/2015-01", "ديسمبر 2014–يناير 2015", "December 2014–January 2015"),
        ("2015/..", "2015–", "2015–"),
        ("../2015", "–2015", "–2015"),
        ("2015~", "نحو 2015", "ca. 2015"),
        ("2015?", "2015؟", "2015?"),
        ("2015%", "نحو 2015؟", "ca. 2015?"),
        ("2014~/2015~", "نحو 2014–نحو 2015", "ca. 2014–ca. 2015"),
        ("199X", "1990–1999", "1990s"),
        ("19XX", "1900–1999", "1900–1999"),
        ("-0043", "44 ق.م.", "44 BCE"),
        ("-0043/-0042", "44–43 ق.م.", "44–43 BCE"),
        ("-0043/0014", "44 ق.م.–14", "44 BCE–14"),
        ("1436هـ", "1436هـ", "AH 1436"),
        ("12 رمضان 1436هـ", "12 رمضان 1436هـ", "Ramadan 12, AH 1436"),
        ("1436هـ/2015م", "1436هـ/2015م", "AH 1436/2015"),
        ("2015م/1436هـ", "2015م/1436هـ", "2015/AH 1436"),
        ("1435-1436هـ / 2014-2015م", "1435–1436هـ/2014–2015م", "AH 1435–1436/2014–2015"),
        ("1394ش", "1394ش", "1394 SH"),
        ("بهار 1394ش", "ربيع 1394ش", "Spring 1394 SH"),
        ("5785/2025", "5785/2025م", "5785/2025"),
        ("in press", "in press", "in press"),
    ],
)
def test_dates_as_they_are_printed(value: str, ar: str, en: str) -> None:
    assert printed(value, "ar") == ar
    assert printed(value, "en") == en


@pytest.mark.parametrize(
    ("value", "form", "ar", "en"),
    [
        ("2015-05-09", "year", "2015", "2015"),
        ("2015-01-09", "month-day", "9 يناير", "January 9"),
        ("2015-01-09", "short", "9 يناير 2015", "Jan. 9, 2015"),
        ("2015-08/2015-09", "short", "أغسطس–سبتمبر 2015", "Aug.–Sept. 2015"),
        ("2015-05-05/2015-05-09", "month-day", "5–9 مايو", "May 5–9"),
        ("2015-05-30/2015-06-02", "month-day", "30 مايو–2 يونيو", "May 30–June 2"),
        ("2015-05-30/2015-06-02", "year", "2015", "2015"),
        ("2015", "month-day", "", ""),
        ("2014/2015", "month-day", "", ""),
        ("2014-12/2015-01", "year", "2014–2015", "2014–2015"),
        ("1436هـ/2015م", "year", "1436هـ/2015م", "AH 1436/2015"),
        ("1436هـ/2015م", "month-day", "", ""),
        ("1436هـ/يونيو 2015م", "month-day", "يونيو", "June"),
        ("2015~", "year", "نحو 2015", "ca. 2015"),
        ("in press", "month-day", "", ""),
    ],
)
def test_parts_of_dates(value: str, form: str, ar: str, en: str) -> None:
    assert printed(value, "ar", form) == ar
    assert printed(value, "en", form) == en


@pytest.mark.parametrize(
    ("lang", "value", "text"),
    [
        ("ar-SY", "2015-05", "أيار 2015"),
        ("fa", "۱۳۹۴", "1394"),
        ("fa", "۱۳۹۴/۲۰۱۵", "1394/2015م"),
        ("fa", "۱۲ مهر ۱۳۹۴", "12 مهر 1394"),
        ("fa", "۱۴۳۶ق", "1436ق"),
        ("ur", "1436", "1436ھ"),
        ("he", "2015-05-09", "9 במאי 2015"),
        ("tr", "1436/2015", "H. 1436/2015"),
        ("fr", "1436/2015", "1436\u00a0H./2015"),
        ("tr", "44 BCE", "MÖ 44"),
        ("fr", "2018-05-01", "1er mai 2018"),
        ("fr", "2018-05-02", "2 mai 2018"),
        ("fr", "2018-05-01/2018-05-11", "1er–11 mai 2018"),
        ("ur", "1924", "1924ء"),
        ("ur", "2001/2003", "2001–2003ء"),
    ],
)
def test_dates_in_other_languages(lang: str, value: str, text: str) -> None:
    assert printed(value, lang) == text


@pytest.mark.parametrize("lang", ["ar", "en", "fa", "he", "ur", "tr", "fr", "ar-MA", "de", "ug"])
@pytest.mark.parametrize("calendar", list(Calendar))
def test_every_language_prints_every_month_of_every_calendar(lang: str, calendar: Calendar) -> None:
    language = styles.load("arabic-notes", None, Report()).languages.get(lang)
    for form in ("", "short", "year", "month-day"):
        texts = {
            date_wording.date(
                DateRange(Date(1436, month, 3, calendar=calendar)),
                language,
                default_digits(lang),
                form,
            )
            for month in range(1, 13)
        }
        assert len(texts) == (1 if form == "year" else 12)
        assert not any("{" in text for text in texts)


@pytest.mark.parametrize(
    ("pattern", "parts", "text"),
    [
        (
            "({year}{comma}{month} {day})",
            {"year": "2015", "month": "May", "day": ""},
            "(2015, May)",
        ),
        ("({year}{comma}{month} {day})", {"year": "", "month": "May", "day": "5"}, "(May 5)"),
        ("({year}{comma}{month} {day})", {"year": "2015", "month": "", "day": ""}, "(2015)"),
        ("{month} {day}{comma}{year}", {"year": "", "month": "May", "day": "5"}, "May 5"),
        ("{day} {month}، {year}", {"year": "2015", "month": "", "day": ""}, "2015"),
        ("{month} ({year})", {"year": "", "month": "May"}, "May"),
        ("{year.__class__}", {"year": "2015"}, "{year.__class__}"),
    ],
)
def test_a_missing_part_leaves_no_gap(pattern: str, parts: dict[str, str], text: str) -> None:
    assert date_wording.filled(pattern, **parts, comma=", ") == text
