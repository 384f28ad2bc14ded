"""Words in the values of numbers, and what belongs into another field."""

from __future__ import annotations

import pytest

from warraq.bib.database import load
from warraq.bib.value_slips import find
from warraq.diagnostics import Report


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("volume", "المجلد 12", "12"),
        ("volume", "مج4", "4"),
        ("volume", "Vol. 12", "12"),
        ("volume", "vol. 12", "12"),
        ("volume", "المجلد الثاني", "الثاني"),
        ("number", "العدد 3", "3"),
        ("number", "العدد الأول", "الأول"),
        ("number", "ع ٢", "٢"),
        ("number", "العددان 3-4", "3-4"),
        ("number", "no. 3", "3"),
        ("pages", "ص93", "93"),
        ("pages", "ص ص 10-22", "10-22"),
        ("pages", "93-95ص", "93-95"),
        ("pages", "pp. 20--31", "20--31"),
        ("pages", "p5", "5"),
    ],
)
def test_the_label_of_a_number_is_told_and_left_out(name: str, value: str, read: str) -> None:
    assert [(item.code, item.value) for item in find({name: value})] == [("C025", read)]


@pytest.mark.parametrize(
    ("name", "value"),
    [("volume", "ج 2"), ("volume", "الجزء الثاني"), ("volume", "السنة 5"), ("pages", "350 ص")],
)
def test_another_word_is_told_and_left_alone(name: str, value: str) -> None:
    assert [(item.code, item.value) for item in find({name: value})] == [("C025", None)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pages", "S93--S99"),
        ("pages", "e123"),
        ("pages", "12--30, 45"),
        ("pages", "xii--xx"),
        ("volume", "C 12"),
        ("volume", "12A"),
        ("volume", "الثاني"),
        ("number", "A/RES/70/1"),
        ("number", "3-4"),
        ("number", "Special Issue"),
        ("journaltitle", "Annual Review, Second Series"),
        ("journaltitle", "المجلة العربية للعلوم السياسية"),
        ("journaltitle", "Journal of Physics A (2)"),
        ("title", "NATO"),
        ("title", "NATO, OPEC and the EU"),
        ("title", "الدولة والمجتمع في المشرق العربي"),
        ("url", "https://example.org/a"),
    ],
)
def test_sound_values_are_left_alone(name: str, value: str) -> None:
    assert list(find({name: value})) == []


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("journaltitle", "مجلة الديمقراطية، المجلد 15، العدد 57", "C026"),
        ("journaltitle", "شؤون عربية، ع 12", "C026"),
        ("journaltitle", "Arab Affairs, 12(3)", "C026"),
        ("journaltitle", "Arab Affairs, vol. 12", "C026"),
        ("title", "STATES AND SOCIETIES IN THE EAST", "C027"),
        ("url", "<Go to ISI>://WOS:0001", "C025"),
    ],
)
def test_what_belongs_elsewhere_is_told(name: str, value: str, code: str) -> None:
    assert [item.code for item in find({name: value})] == [code]


@pytest.mark.parametrize(
    ("month", "is_known"),
    [
        ("foo", False),
        ("13", False),
        ("0", False),
        ("3", True),
        ("٣", True),
        ("مايو", True),
        ("مايو/حزيران", True),
        ("Jan-Feb", True),
        ("Spring", True),
        ("12 May", True),
    ],
)
def test_a_month_that_is_not_printed_is_told(month: str, is_known: bool) -> None:
    codes = [item.code for item in find({"year": "2000", "month": month})]
    assert codes == ([] if is_known else ["C034"])


def test_the_value_that_counts_is_read_and_the_place_told() -> None:
    report = Report()
    text = "@article{k,\n volume = {المجلد 12},\n month = {#mar#},\n type = {Journal Article}}"
    (entry,) = load([("b.bib", text)], None, report)
    assert [(item.code, item.location.line) for item in report] == [("C025", 2)]
    assert dict(entry.fields) == {"volume": "12", "month": "3"}


def test_letters_stored_by_their_shape_are_read_as_letters() -> None:
    report = Report()
    text = "@book{k,\n title = {ﻟﺒﻨﺎن ﷺ},\n abstract = {ﻟﺒﻨﺎن}}"
    (entry,) = load([("b.bib", text)], None, report)
    assert [(item.code, item.location.line) for item in report] == [("C035", 2)]
    assert entry.get("title") == "لبنان ﷺ"


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("السياسة &amp; الاقتصاد", "السياسة \\& الاقتصاد"),
        ("&quot;أ&quot;", '"أ"'),
        ("A <i>study</i> of <b>X</b>", "A \\emph{study} of \\textbf{X}"),
        ("H<sub>2</sub>O", "H\\textsubscript{2}O"),
        ('<p class="x">A</p>', "A"),
        ("<i>A", None),
        ("A<br/>B", "A B"),
        ("<p>A <i>b</i></p>", "A \\emph{b}"),
        ("&#1593;&#x0644;", "عل"),
        ("x <y> & z; a < b > c", None),
        ("Tom & Jerry; more", None),
    ],
)
def test_html_is_read_as_what_it_stands_for(value: str, read: str | None) -> None:
    found = [(item.code, item.value) for item in find({"title": value})]
    assert found == ([] if read is None else [("C036", read)])


def test_each_finding_is_read_as_the_one_before_left_it() -> None:
    findings = [item.value for item in find({"title": "السياسة &amp; <i>الحكم</i> /"})]
    assert findings[-1] == "السياسة \\& \\emph{الحكم}"


def test_html_in_an_address_is_left_alone() -> None:
    assert list(find({"url": "https://example.org/?a=1&amp;b=2", "abstract": "<p>x</p>"})) == []


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("title", "الخليج : دراسة مقارنة /", "الخليج : دراسة مقارنة"),
        ("journaltitle", "مجلة العلوم السياسية.", "مجلة العلوم السياسية"),
        ("location", "بيروت :", "بيروت"),
        ("publisher", "دار النور،", "دار النور"),
        ("author", "نور، خالد (1970-)", "نور، خالد"),
        ("author", "Doe, Jane, 1950-2001 and Roe, Al", "Doe, Jane and Roe, Al"),
    ],
)
def test_marks_of_catalogues_are_left_out(name: str, value: str, read: str) -> None:
    assert [(item.code, item.value) for item in find({name: value})] == [("C025", read)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "What now?"),
        ("title", "Made in the U.S."),
        ("title", "Smith & Co."),
        ("title", "وبعد..."),
        ("publisher", "Wiley Inc."),
        ("author", "سالم، محمد"),
        ("author", "{مجموعة 1968}"),
    ],
)
def test_marks_that_belong_to_the_value_stay(name: str, value: str) -> None:
    assert list(find({name: value})) == []
