"""What the paged style sheet does in WeasyPrint: pages, margins, heads, notes, first lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from warraq.model.attributes import Direction
from warraq.model.metadata import Digits
from warraq.style.css import stylesheet
from warraq.style.theme import load_theme
from warraq.style.tokens import Mark

ARABIC = "وقد بنيت استراتيجية التحالف الدولي على عدة أسس أهمها دعم العمليات وبناء القدرات "
PX = 96 / 25.4
"""CSS pixels in a millimetre."""


def pages(name: str, body: str, dir: Direction = Direction.RTL, **more: Any) -> list[Any]:
    """Lay a body out as the PDF exporter does and return the boxes of the pages."""
    from warraq.export.pdf import notes
    from warraq.export.pdf.engine import Source, lay_out
    from warraq.export.pdf.resources import ConfinedFetcher

    lang = "ar" if dir is Direction.RTL else "en"
    css = stylesheet(load_theme(name), "paged", lang=lang, dir=dir, **more)
    html = f'<html lang="{lang}" dir="{dir}"><head></head><body>{body}</body></html>'
    source = Source(html, ConfinedFetcher(None))  # type: ignore[arg-type]
    return list(lay_out(source, css, notes.prepare).page_boxes)


def boxes(root: Any) -> Iterator[Any]:
    yield root
    for child in [*getattr(root, "children", [])]:
        yield from boxes(child)


def named(root: Any, tag: str) -> list[Any]:
    blocks = (box for box in boxes(root) if type(box).__name__ == "BlockBox")
    return [box for box in blocks if box.element_tag == tag]


def text(root: Any) -> str:
    return "".join(getattr(box, "text", "") for box in boxes(root))


def edges(root: Any) -> tuple[float, float]:
    """Return the leftmost and the rightmost place of text in a box, in CSS pixels."""
    found = [box for box in boxes(root) if getattr(box, "text", "").strip()]
    return min(b.position_x for b in found), max(b.position_x + b.width for b in found)


def lines(root: Any) -> list[Any]:
    return [box for box in boxes(root) if type(box).__name__ == "LineBox"]


def margin_texts(page: Any) -> dict[str, str]:
    found = [box for box in page.children if getattr(box, "at_keyword", "").startswith("@")]
    return {box.at_keyword: text(box) for box in found if text(box)}


def test_first_lines_of_both_directions_are_indented_at_their_start() -> None:
    long = ARABIC * 4
    (page,) = pages("journal", f'<p>{long}</p><p dir="ltr" lang="en">{"word " * 60}</p>')
    arabic, english = named(page, "p")
    first, second = (edges(line) for line in lines(arabic)[:2])
    indent = 1.6 * 13.5 * 96 / 72
    assert second[1] - first[1] == pytest.approx(indent, abs=0.5)
    assert first[0] == pytest.approx(second[0], abs=0.7)
    first, second = (edges(line) for line in lines(english)[:2])
    assert first[0] - second[0] == pytest.approx(1.6 * 12 * 96 / 72, abs=0.5)


def test_an_entry_of_the_bibliography_hangs_out_at_its_start() -> None:
    body = f'<ul class="bibliography"><li class="bibliography-entry">{ARABIC * 3}</li></ul>'
    (page,) = pages("journal", body)
    first, second = (edges(line) for line in lines(page)[:2])
    right = (210 - 36) * PX
    assert first[1] == pytest.approx(right, abs=0.5)
    assert first[1] - second[1] == pytest.approx(2 * 12.5 * 96 / 72, abs=0.5)


@pytest.mark.parametrize("pad", range(5))
def test_a_number_at_the_end_of_a_line_of_an_entry_is_kept_whole(pad: int) -> None:
    # In a span around the whole entry, as a line of several fonts has it, every word is the first.
    pages_cited = 'עמ׳ <span dir="ltr">115</span>–<span dir="ltr">140</span> ' * 20
    entry = f'<li class="bibliography-entry"><span>{"א" * pad} {pages_cited}</span></li>'
    (page,) = pages("journal", f'<ul class="bibliography">{entry}</ul>')
    (inside,) = named(page, "ul")
    numbers = {box.text for box in boxes(inside) if getattr(box, "text", "").isdigit()}
    assert numbers == {"115", "140"}


@pytest.mark.parametrize("pad", range(36, 50, 3))
def test_a_citation_of_many_parts_is_broken_and_leaves_no_gap(pad: int) -> None:
    # The bracket after it is too much for the line, and no single text of it can be broken.
    year, first, last = (f'<span dir="ltr">{number}</span>' for number in ("١٩٨٦", "١٢", "١٩"))
    parts = f"<span>الجابري</span>، {year}، <span>ص\u00a0ص.\u00a0{first}–{last}</span>"
    before = f"كلمة كلمة كلمة كلمة كلمة {'ا' * pad} وقد ناقش ذلك الجابري (١٩٩٣، ص. ٣٥)"
    body = f"<p>{before} وخالفه غيره في عام {year} (<a>{parts}</a>). وفي {'كلمة ' * 9}</p>"
    (page,) = pages("journal", body)
    found = [text(line).strip() for line in lines(named(page, "p")[0])]
    assert all(len(line) > 45 for line in found[:-1])


def test_pages_count_from_the_first_in_the_digits_of_the_document() -> None:
    body = '<p style="break-after: page">أ</p>' * 2 + "<p>ب</p>"
    found = pages("manuscript", body, digits=Digits.ARABIC_INDIC, start_page=45)
    assert [margin_texts(page) for page in found] == [
        {"@bottom-center": "٤٥"},
        {"@bottom-center": "٤٦"},
        {"@bottom-center": "٤٧"},
    ]


def test_a_book_is_bound_in_the_middle_of_the_spread() -> None:
    heading = '<section><h1 class="heading-1" data-running="الفصل">الفصل</h1>'
    page = '<p style="break-after: page">أ</p>'
    body = f"{heading}{page * 2}<p>ب</p></section>"
    title = {Mark.SHORT_TITLE: "الكتاب"}
    opening, even, odd = pages("book", f"<p>ت</p>{body}", running=title)[-3:]
    assert odd.margin_right == pytest.approx(24 * PX)
    assert odd.margin_left == pytest.approx(22 * PX)
    assert even.margin_right == pytest.approx(22 * PX)
    assert margin_texts(opening) == {"@bottom-left": "3"}
    assert margin_texts(odd) == {"@top-center": "الفصل", "@bottom-left": "5"}
    assert margin_texts(even) == {"@top-center": "الكتاب", "@bottom-right": "4"}


def test_a_recto_before_the_first_section_bears_the_title() -> None:
    heading = '<p class="contents-heading" data-running="المحتويات">المحتويات</p>'
    contents = f'<nav class="contents">{heading}</nav>'
    front = '<header><p style="break-after: page">أ</p></header>'
    blank = '<p style="break-after: page">أ</p>'
    title = {Mark.SHORT_TITLE: "الكتاب"}
    found = pages("book", front + blank * 2 + contents, running=title)
    assert margin_texts(found[2])["@top-center"] == "الكتاب"
    lines = '<p style="break-after: page">أ</p>' * 2 + "<p>ب</p>"
    long = contents.replace("</nav>", f"{lines}</nav>")
    found = pages("book", front + blank + long, running=title)
    assert "@top-center" not in margin_texts(found[2])
    assert margin_texts(found[4])["@top-center"] == "المحتويات"


def test_chapters_of_a_book_begin_on_an_odd_page_and_blanks_are_blank() -> None:
    chapter = '<section><h1 class="heading-1" data-running="ف">ف</h1><p>نص</p></section>'
    found = pages("book", chapter * 2, running={Mark.SHORT_TITLE: "الكتاب"})
    assert [bool(named(page, "h1")) for page in found] == [True, False, True]
    assert margin_texts(found[1]) == {}


def test_a_ruled_head_reaches_from_margin_to_margin() -> None:
    running = {Mark.SHORT_TITLE: "عنوان", Mark.JOURNAL_LINE: "مجلة"}
    page = pages("journal", '<p style="break-after: page">أ</p><p>ب</p>', running=running)[1]
    heads = [b for b in page.children if getattr(b, "at_keyword", "").startswith("@top-")]
    ruled = sorted((b.position_x, b.position_x + b.width) for b in heads if b.border_bottom_width)
    assert ruled[0][0] == pytest.approx(36 * PX, abs=0.1)
    assert ruled[-1][1] == pytest.approx(174 * PX, abs=0.1)
    for (_, end), (start, _) in pairwise(ruled):
        assert end == pytest.approx(start, abs=0.1)


def test_a_note_has_its_mark_and_stands_at_the_foot() -> None:
    note = '<span class="footnote" dir="rtl" data-mark="٧">حاشية</span>'
    star = '<span class="footnote" dir="rtl" data-mark="*" data-kind="author">باحث</span>'
    (page,) = pages("journal", f"<p>نص{note} وآخر{star}.</p>")
    assert text(named(page, "p")[0]) == "نص(٧) وآخر*."
    (area,) = [box for box in page.children if type(box).__name__ == "NoteArea"]
    assert [text(line) for line in lines(area)] == ["(٧) حاشية", "* باحث"]
    assert edges(area)[1] == pytest.approx((210 - 36) * PX, abs=0.5)


def test_labels_of_a_list_hang_in_the_indent() -> None:
    item = f'<li class="list-item" data-label="أ-">{ARABIC * 2}</li>'
    (page,) = pages("journal", f"<ol>{item}</ol>")
    label = next(box for box in boxes(page) if getattr(box, "text", "") == "أ-")
    right = (210 - 36) * PX
    assert label.position_x + label.width == pytest.approx(right, abs=0.5)
    content = edges(lines(named(page, "li")[0])[-1])
    assert right - content[1] == pytest.approx(2 * 13.5 * 96 / 72, abs=0.5)


def test_the_halves_of_a_verse_have_one_width() -> None:
    halves = [("على قدر أهل العزم", "تأتي العزائم"), ("وتعظم في عين الصغير", "صغارها كلها")]
    rows = "".join(
        f'<p class="verse-line"><span class="hemistich">{one}</span> '
        f'<span class="hemistich">{two}</span></p>'
        for one, two in halves
    )
    (page,) = pages("journal", f'<div class="verse">{rows}</div>')
    (verse,) = named(page, "div")
    ends = [edges(line) for line in lines(verse)]
    assert len(ends) == 4
    assert ends[0][1] == pytest.approx(ends[2][1], abs=0.5)
    assert ends[0][0] == pytest.approx(ends[2][0], abs=0.5)
    assert ends[1][1] < ends[0][0]
