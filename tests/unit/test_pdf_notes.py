"""Notes of the page: on the page of their call, numbered, linked, divided when they are long."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from weasyprint.formatting_structure.boxes import InlineBox

from tests.pdf_document import LINE, document, lay_out, lay_out_heard, note, words
from tests.visual.oracle import judge, paragraphs
from warraq.export.pdf import notes
from warraq.export.pdf.engine import Layout, PagedContext
from warraq.export.pdf.shaped_lines import shaped
from warraq.model.blocks import List, ListItem, Paragraph
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Emphasis, Link, NoteKind, Text
from warraq.model.metadata import Metadata, NoteNumbering


def article(
    seed: int, calls: int, numbering: NoteNumbering = NoteNumbering.PAGE
) -> ResolvedDocument:
    """Return an article with notes of all lengths, some of them close together."""
    random = Random(seed)
    number, blocks = 0, []
    while number < calls:
        parts: list[Any] = [LINE[: random.randint(60, len(LINE))]]
        for _ in range(random.randint(1, 4)):
            number += 1
            parts += [
                note(number, LINE * random.choice([1, 1, 1, 2, 4])),
                " ",
                LINE[: random.randint(20, 160)],
            ]
        blocks.append(words(*parts))
    return document(*blocks, numbering=numbering)


def boxes(layout: Layout) -> list[tuple[Any, ...]]:
    """Return what a layout shows: every box with its place and text."""
    return [
        (
            page,
            type(box).__name__,
            box.element_tag,
            box.position_x,
            box.position_y,
            getattr(box, "text", ""),
        )
        for page, root in enumerate(layout.page_boxes)
        for box in root.descendants()
    ]


def marks(layout: Layout) -> list[list[str]]:
    """Return the marks of the calls by page, as they are drawn, without the theme's brackets."""
    return [
        [_text(call).strip("()⁽⁾") for call in notes._placed_calls(page)]
        for page in layout.page_boxes
    ]


def _text(box: Any) -> str:
    return "".join(child.text for child in box.descendants() if hasattr(child, "text"))


@pytest.mark.parametrize("seed", range(4))
def test_a_note_stands_on_the_page_of_its_call(seed: int) -> None:
    layout = lay_out(article(seed, 30))
    call_pages, mark_pages = notes.note_pages(layout)
    assert len(call_pages) == len(mark_pages) >= 30
    assert call_pages == mark_pages
    assert len(layout.page_boxes) > 3


def test_numbers_restart_on_each_page() -> None:
    found = marks(lay_out(article(1, 40)))
    assert found == [[str(n) for n in range(1, len(page) + 1)] for page in found]
    assert sum(map(len, found)) >= 40


def test_marks_in_the_notes_are_those_of_the_calls() -> None:
    layout = lay_out(article(2, 25))
    for page in layout.page_boxes:
        called = [call.element.get("id") for call in notes._placed_calls(page)]
        markers = [
            (box.element.get("id"), _text(box).strip())
            for box in page.descendants()
            if str(box.element_tag).endswith(notes.MARKER) and isinstance(box, InlineBox)
        ]
        assert markers == [(name, f"({n})") for n, name in enumerate(called, 1)]


def test_the_author_s_note_does_not_count() -> None:
    author = note(1, "باحثة", kind=NoteKind.AUTHOR)
    layout = lay_out(document(words("الاسم", author), words(LINE, note(2, "أ"), note(3, "ب"))))
    assert marks(layout) == [["*", "1", "2"]]


def test_numbers_through_the_document_are_the_model_s() -> None:
    found = marks(lay_out(article(1, 20, NoteNumbering.DOCUMENT)))
    flat = [mark for page in found for mark in page]
    assert flat == [str(n) for n in range(1, len(flat) + 1)]


def test_marks_are_in_the_document_s_digits() -> None:
    metadata = Metadata(lang="fa", note_numbering=NoteNumbering.PAGE)
    layout = lay_out(document(words(LINE, note(1, "أ"), note(2, "ب")), metadata=metadata))
    assert marks(layout) == [["۱", "۲"]]


def test_rewriting_marks_gives_the_pages_of_a_second_layout(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolved = article(3, 40)
    quick = boxes(lay_out(resolved))
    layouts = []
    original = notes.state_marks
    monkeypatch.setattr(notes, "rewrite_marks", lambda *_: False)
    monkeypatch.setattr(notes, "state_marks", lambda found: (layouts.append(1), original(found)))
    assert boxes(lay_out(resolved)) == quick
    assert layouts


def test_marks_of_another_width_need_a_second_layout() -> None:
    crowd = [note(n, f"حاشية {n}") for n in range(1, 14)]
    parts = [part for item in crowd for part in (LINE[:40], item, " ")]
    layout = lay_out(document(words(*parts)))
    assert marks(layout) == [[str(n) for n in range(1, 14)]]
    for page in layout.page_boxes:
        for call in notes._placed_calls(page):
            text = next(box for box in call.descendants() if hasattr(box, "text"))
            assert shaped(layout.context, text, text.text).width == pytest.approx(text.width)


def long_note(sentences: int) -> Paragraph:
    parts: list[Any] = []
    for number in range(sentences):
        link = Link(target="https://example.org/a", children=(Text("https://example.org/a"),))
        emphasis = Emphasis(children=(Text("دعم العمليات"),))
        parts += [
            f"جملة {number} (World Bank) ",
            emphasis,
            " العسكرية، ",
            link,
            "، وبناء القدرات. ",
        ]
    return words(*parts)


@pytest.mark.parametrize("sentences", [6, 45, 90])
def test_a_long_note_runs_on_without_losing_a_word(sentences: int) -> None:
    blocks = [
        words(LINE * 4, note(1, "قصيرة")),
        words(LINE, note(2, long_note(sentences)), LINE, note(3, "بعدها"), LINE * 2),
        *[words(LINE * 5, note(4 + n, "أخرى")) for n in range(6)],
    ]
    layout, dialect = lay_out_heard(document(*blocks))
    verdict = judge(paragraphs(layout.page_boxes), dialect.texts)
    assert verdict.unknown == []
    assert verdict.faults == []
    assert verdict.ragged == []
    pages = _pages_of_note(layout, "fn-2")
    assert pages == list(range(pages[0], pages[0] + len(pages)))
    assert len(pages) > (sentences > 20)
    _check_inside(layout)
    call_pages, mark_pages = notes.note_pages(layout)
    assert call_pages == mark_pages


def _pages_of_note(layout: Layout, name: str) -> list[int]:
    found = []
    for number, page in enumerate(layout.page_boxes):
        elements = (box.element for area in page.children[1:] for box in area.descendants())
        if any(element is not None and element.get("id") == name for element in elements):
            found.append(number)
    return found


def _check_inside(layout: Layout) -> None:
    """Check that text and notes neither overlap nor leave the page."""
    for page in layout.page_boxes:
        body, *areas = [child for child in page.children if "Margin" not in type(child).__name__]
        lines = [box for box in body.descendants() if type(box).__name__ == "LineBox"]
        bottom = max((line.position_y + line.height for line in lines), default=0)
        for area in areas:
            assert bottom <= area.position_y + 0.5
            end = area.position_y + area.margin_height()
            assert end <= page.content_box_y() + page.height + 0.5
        assert lines, "a page without text"


def test_a_note_with_a_list_stays_whole_where_there_is_room() -> None:
    items = tuple(ListItem(children=(words("بند"),)) for _ in range(10))
    layout = lay_out(document(words(LINE, note(1, words(LINE * 3), List(items=items)))))
    assert _pages_of_note(layout, "fn-1") == [0]


def test_other_users_of_weasyprint_see_no_correction() -> None:
    import weasyprint
    from weasyprint.layout import LayoutContext

    html = weasyprint.HTML(string='<p dir="rtl">كتاب <b>abc</b>')

    def places() -> list[Any]:
        page = html.render().pages[0]._page_box
        return [(type(box).__name__, box.position_x, box.width) for box in page.descendants()]

    before = places()
    lay_out(article(1, 3))
    assert places() == before
    assert LayoutContext._update_footnote_area is not PagedContext._update_footnote_area


def test_a_call_begins_no_line() -> None:
    blocks = []
    for pad in range(40):
        calls = [note(2 * pad + number, "note") for number in (1, 2)]
        lead = "It was a book that many have read in those years with " + "i" * pad
        blocks.append(words(lead, " them (in Egypt)", *calls, ". They" if pad % 2 else ""))
    layout = lay_out(document(*blocks, metadata=Metadata(lang="en")))
    lines = [
        "".join(getattr(box, "text", "") for box in line.descendants())
        for page in layout.page_boxes
        for line in page.descendants()
        if type(line).__name__ == "LineBox"
    ]
    body = [line.lstrip("\u2060 ") for line in lines if "note" not in line]
    assert len(body) > 50
    assert [line for line in body if line[:1] == "(" and line[1:2].isdigit()] == []
