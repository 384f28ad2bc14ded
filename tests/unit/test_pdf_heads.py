"""Running heads: one line each, cut at a word, in the order of the algorithm; bare openings."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pdf_document import LINE, context, lay_out, words
from tests.unit.test_style_paged import boxes, lines, margin_texts, named, pages
from tests.visual.oracle import flatten, glyphs, is_seen
from warraq.diagnostics import Report
from warraq.export.pdf import heads
from warraq.export.pdf.dialect import isolated_text
from warraq.export.pdf.heads import rooms, shortened
from warraq.lang.bidi import line_levels, mirrored, resolve, visual_order
from warraq.model.attributes import Attributes
from warraq.model.blocks import Contents, Section
from warraq.model.document import Document
from warraq.model.inlines import Inline, Note, Span, Text
from warraq.model.metadata import LocalizedInlines, Metadata
from warraq.resolve.context import Options
from warraq.resolve.pipeline import run
from warraq.style.tokens import Mark, PageMarks, Running

LONG = "التحالف الدولي بعد تحرير الموصل من العمليات العسكرية إلى تحقيق الاستقرار في العراق وسوريا"
PX = 96 / 25.4
BODY = '<p style="break-after: page">أ</p><p>ب</p>'


def head_boxes(page: Any, area: str = "@top") -> dict[str, Any]:
    found = (box for box in page.children if getattr(box, "at_keyword", "").startswith(area))
    return {box.at_keyword.removeprefix(area + "-"): box for box in found}


def in_width(width: int) -> Callable[[str], bool]:
    return lambda text: len(text) <= width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("أول ثان ثالث", 12, "أول ثان ثالث"),
        ("أول ثان ثالث", 11, "أول ثان…"),
        ("أول ثان، ثالث", 10, "أول ثان…"),
        ("أول: ثان ثالث", 6, "أول…"),
        ("أول – ثان", 7, "أول…"),
        ("طويلة جدا", 3, "طويلة…"),
        ("أول ثان (ثالث رابع) خامس", 16, "أول ثان…"),
        ("أول «ثان ثالث رابع» خامس", 18, "أول «ثان ثالث…"),
        ("أول \u2066The First Book\u2069 آخر", 16, "أول \u2066The First\u2069…"),
        ("أول \u2066The First Book\u2069 آخر", 7, "أول…"),
    ],
)
def test_a_long_text_is_cut_at_a_word(text: str, width: int, expected: str) -> None:
    assert shortened(text, in_width(width)) == expected


@given(st.lists(st.text("ابت(«»),.\u2066\u2069", min_size=1), min_size=1), st.integers(1, 60))
def test_a_cut_text_is_a_beginning_with_its_isolates_closed(parts: list[str], width: int) -> None:
    text = " ".join(parts)
    found = shortened(text, in_width(width))
    if found == text:
        return
    kept = found.removesuffix("…").rstrip("\u2069")
    assert text.startswith(kept)
    assert kept
    opened, closed = found.count("\u2066"), found.count("\u2069")
    assert closed >= opened - text.count("\u2066") * (opened > text.count("\u2069"))


@given(
    st.tuples(*[st.one_of(st.just(0.0), st.floats(1, 500))] * 3),
    st.tuples(st.booleans(), st.booleans()),
)
def test_the_boxes_of_a_head_fill_its_line(
    wanted: tuple[float, float, float], firm: tuple[bool, bool]
) -> None:
    found = rooms(wanted, 300, firm=firm)
    assert sum(found) == pytest.approx(300)
    assert min(found) >= -1e-9
    left, center, right = wanted
    if center:
        assert found[0] == pytest.approx(found[2])
    elif left and right and left + right + heads.GAP <= 300:
        assert found[0] >= left
        assert found[2] >= right


def test_the_journal_keeps_its_volume_where_the_title_is_long() -> None:
    running = {Mark.SHORT_TITLE: LONG * 2, Mark.JOURNAL_LINE: LONG[:60]}
    page = pages("journal", BODY, running=running)[1]
    assert margin_texts(page)["@top-left"] == LONG[:60]
    assert margin_texts(page)["@top-right"].endswith("…")


def shown(box: Any) -> str:
    """Return the visible characters of a head from left to right."""
    found = [
        glyph
        for item in boxes(box)
        if type(item).__name__ == "TextBox"
        for glyph in glyphs(item)
        if is_seen(glyph.char)
    ]
    return "".join(
        (mirrored(glyph.char) if glyph.odd else None) or glyph.char
        for glyph in sorted(found, key=lambda glyph: glyph.middle)
    )


def expected_order(text: str) -> str:
    resolution = resolve(text, 1)
    levels = line_levels(resolution, text, 0, len(text))
    order = visual_order(levels)
    return "".join(
        (mirrored(text[index]) if levels[index] % 2 else None) or text[index]
        for index in order
        if is_seen(text[index])
    )


@pytest.mark.parametrize("mark", [Mark.SHORT_TITLE, Mark.JOURNAL_LINE])
def test_a_long_head_keeps_to_one_line_and_leaves_the_other_its_room(mark: Mark) -> None:
    running = {Mark.SHORT_TITLE: "عنوان قصير", Mark.JOURNAL_LINE: "مجلة، 2018"} | {mark: LONG * 2}
    page = pages("journal", BODY, running=running)[1]
    found = head_boxes(page)
    texts = {
        name: "".join(getattr(item, "text", "") for item in boxes(box))
        for name, box in found.items()
    }
    long, short = ("right", "left") if mark is Mark.SHORT_TITLE else ("left", "right")
    assert texts[long].endswith("…")
    assert LONG.startswith(texts[long][:20])
    assert not texts[short].endswith("…")
    assert all(len(lines(box)) == 1 for box in found.values() if lines(box))
    ends = {
        name: (box.position_x, box.position_x + box.margin_width()) for name, box in found.items()
    }
    # The rule below the head still reaches from margin to margin.
    assert ends["left"][0] == pytest.approx(36 * PX)
    assert ends["right"][1] == pytest.approx((210 - 36) * PX)
    assert ends["left"][1] == pytest.approx(ends["right"][0])
    for box in found.values():
        for line in lines(box):
            (child,) = line.children
            assert child.position_x >= box.position_x - 0.1
            assert child.position_x + child.width <= box.position_x + box.margin_width() + 0.1


def test_a_long_head_in_the_middle_is_shortened_too() -> None:
    section = (
        f'<section><h1 class="heading-1" data-running="{LONG * 2}">x</h1>{BODY}{BODY}</section>'
    )
    found = pages("book", section, running={Mark.SHORT_TITLE: LONG * 2})
    for page in found[1:3]:
        (line,) = lines(head_boxes(page)["center"])
        assert "".join(getattr(item, "text", "") for item in boxes(line)).endswith("…")
        assert line.width <= (170 - 46) * PX


def test_heads_that_fit_are_left_as_css_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    running = {Mark.SHORT_TITLE: "عنوان", Mark.JOURNAL_LINE: "مجلة"}
    monkeypatch.setattr(heads, "rooms", None)  # would fail if it were called
    page = pages("journal", BODY, running=running)[1]
    assert margin_texts(page)["@top-right"] == "عنوان"


PIECES = (
    "التحالف",
    "(2014–2018)",
    "RAND",
    "«داعش»",
    "و75",
    "C++",
    "(est.)",
    "B-2",
    "3.5%",
    "،",
    "a, b",
)


def titles() -> list[tuple[Inline, ...]]:
    random = Random(5)
    result = []
    for _ in range(60):
        inlines: list[Inline] = [Text("كتاب")]
        for piece in random.choices(PIECES, k=random.randint(1, 6)):
            node: Inline = Text(f" {piece}")
            if random.random() < 0.4:
                node = Span((Text(piece),), attributes=Attributes(lang=random.choice(("en", "ar"))))
                inlines.append(Text(" "))
            inlines.append(node)
        result.append(tuple(inlines))
    return result


def test_mixed_heads_stand_in_the_order_of_the_algorithm() -> None:
    """Brackets, digits and marked phrases of section titles, as the paragraph has them."""
    sections = tuple(Section(1, title, (words(LINE * 3),)) for title in titles())
    document = run(Document(metadata=Metadata(lang="ar"), blocks=sections), Options(), Report())
    place = context()
    marks = PageMarks(header_center=Mark.SECTION)
    theme = dataclasses.replace(
        place.theme,
        page=dataclasses.replace(place.theme.page, height=105),
        running=Running(first_page_different=False, recto=marks),
    )
    layout = lay_out(document, dataclasses.replace(place, theme=theme))
    expected = {
        expected_order(flatten(section.title))
        for section in document.blocks
        if isinstance(section, Section)
    }
    seen = {shown(head_boxes(page)["center"]) for page in layout.page_boxes}
    assert len(seen) > 20
    assert seen <= expected


def test_the_title_s_marked_phrases_are_isolates_in_the_head() -> None:
    """Without them «(est.)» would leave the phrase that it belongs to."""
    phrase = Span((Text("RAND (est.)"),), attributes=Attributes(lang="en"))
    title = (LocalizedInlines("ar", (phrase, Text(" في الميزان"))),)
    blocks = (words(LINE * 90),)
    metadata = Metadata(lang="ar", title=title)
    document = run(Document(metadata=metadata, blocks=blocks), Options(), Report())
    page = lay_out(document).page_boxes[1]
    assert shown(head_boxes(page)["right"]) == expected_order("\u2066RAND (est.)\u2069 في الميزان")


def test_a_call_in_a_title_is_not_in_its_head() -> None:
    title = (Text("عنوان"), Note((words("حاشية"),)), Text(" آخر"))
    assert isolated_text(title) == "عنوان آخر"


def text_of_contents(page: Any) -> bool:
    return any(box.element is not None and box.element.tag == "nav" for box in boxes(page))


@pytest.mark.parametrize(("theme", "bare"), [("book", True), ("journal", False)])
def test_a_page_that_a_chapter_opens_has_no_head(theme: str, bare: bool) -> None:
    sections = tuple(Section(1, (Text(f"باب {name}"),), (words(LINE * 60),)) for name in "أب")
    title = (LocalizedInlines("ar", (Text("العنوان"),)),)
    metadata = Metadata(lang="ar", title=title)
    document = run(Document(metadata=metadata, blocks=(Contents(), *sections)), Options(), Report())
    found = lay_out(document, context(theme=theme)).page_boxes
    opened = [page for page in found[1:] if named(page, "h1")]
    assert len(opened) == 2 if bare else opened
    for page in opened:
        assert ("center" in head_boxes(page)) is False
        assert bool(head_boxes(page)) is not bare
        assert head_boxes(page, "@bottom")
    assert (
        all(head_boxes(page) for page in found[1:] if page not in opened and lines(page)[2:])
        or bare
    )
