"""Text in columns: order, notes at the foot of their column, rules, parts across, balance."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest
import weasyprint
from weasyprint.formatting_structure.boxes import (
    BlockBox,
    FootnoteAreaBox,
    LineBox,
    MarginBox,
    TextBox,
)

from tests.pdf_document import LINE, context, document, lay_out, lay_out_heard, note, words
from tests.visual.generated import paragraph
from tests.visual.oracle import judge, paragraphs
from tests.visual.typeset import OnePicture
from warraq.export.api import ExportContext
from warraq.export.pdf import exporter, notes
from warraq.export.pdf.columns_feet import Feet
from warraq.export.pdf.columns_sheet import Sheet
from warraq.export.pdf.engine import Layout
from warraq.model.attributes import Attributes
from warraq.model.blocks import (
    Block,
    Cell,
    Column,
    Paragraph,
    Row,
    Section,
    Table,
    Verse,
    VerseLine,
)
from warraq.model.document import Document, ResolvedDocument
from warraq.model.inlines import Inlines, Note, Text
from warraq.model.metadata import Metadata, NoteNumbering
from warraq.resolve import direction
from warraq.resolve.context import Context
from warraq.style.tokens import ColumnsStart, Part

PER_MM = 96 / 25.4
ENGLISH = (
    "The Coalition pursues five lines of effort: military operations and capacity building, "
    "stopping the flow of foreign fighters, and cutting off finance. "
)


def columns(**changes: Any) -> ExportContext:
    """Return a context with the theme of two columns, some of its tokens changed."""
    place = context(theme="journal-two-columns")
    tokens = dataclasses.replace(place.theme.columns, **changes)
    return dataclasses.replace(place, theme=dataclasses.replace(place.theme, columns=tokens))


def english(*blocks: Block) -> ResolvedDocument:
    return document(*blocks, metadata=Metadata(lang="en"))


def with_front(front: tuple[Block, ...], *blocks: Block) -> ResolvedDocument:
    source = Document(metadata=Metadata(lang="ar"), front=front, blocks=blocks)
    done = direction.run(source, Context())
    return ResolvedDocument(metadata=done.metadata, front=done.front, blocks=done.blocks)


def section(title: str, *blocks: Block, level: int = 1) -> Section:
    return Section(children=blocks, level=level, title=(Text(title),))


def plain(count: int, text: str = LINE) -> list[Paragraph]:
    return [words(f"{number} {text}") for number in range(count)]


def article(seed: int, calls: int) -> ResolvedDocument:
    """Return an article with notes of all lengths, some close together, under headings."""
    random = Random(seed)
    number = 0
    blocks: list[Block] = []
    while number < calls:
        parts: list[Any] = [LINE[: random.randint(60, len(LINE))]]
        for _ in range(random.randint(0, 4)):
            number += 1
            parts += [
                note(number, LINE * random.choice([1, 1, 1, 2, 4])),
                " ",
                LINE[: random.randint(20, 160)],
            ]
        blocks.append(section("عنوان", words(*parts), *plain(random.randint(0, 2))))
        if random.random() < 0.2:
            number += 1
            blocks.append(across(LINE * random.randint(1, 9), note(number, LINE)))
    return document(*blocks, numbering=NoteNumbering.DOCUMENT)


def across(text: str, *inlines: Note) -> Paragraph:
    return Paragraph(children=(Text(text), *inlines), attributes=Attributes(classes=("across",)))


def table(cells: int, rows: int = 3, text: str = "قيمة") -> Table:
    row = Row(tuple(Cell(children=(words(f"{text} {n}"),)) for n in range(cells)))
    return Table(columns=tuple(Column() for _ in range(cells)), head=(row,), body=(row,) * rows)


@dataclass(frozen=True)
class Placed:
    """A line of the text or of a note: its page, its column (-1: across) and its place."""

    page: int
    column: int
    top: float
    bottom: float
    text: str
    is_note: bool
    box: Any


def placed(layout: Layout, count: int = 2, gap: float = 9) -> list[Placed]:
    """Return all lines in the order in which they are drawn."""
    result = []
    for number, page in enumerate(layout.page_boxes):
        width = (page.width - (count - 1) * gap * PER_MM) / count
        lefts = [page.content_box_x() + n * (width + gap * PER_MM) for n in range(count)]
        if page.style["direction"] == "rtl":
            lefts.reverse()
        for area in page.children:
            if isinstance(area, MarginBox):
                continue
            is_note = isinstance(area, FootnoteAreaBox)
            for part in [area] if is_note else area.children:
                here = _column(part, lefts, width)
                for line in (box for box in part.descendants() if isinstance(box, LineBox)):
                    bottom = line.position_y + line.height
                    text = "".join(b.text for b in line.descendants() if isinstance(b, TextBox))
                    result.append(
                        Placed(number, here, line.position_y, bottom, text, is_note, line)
                    )
    return result


def _column(part: Any, lefts: list[float], width: float) -> int:
    """Return the column of a part of the page, -1 for one that is as wide as the page."""
    for number, edge in enumerate(lefts):
        if abs(part.position_x - edge) < 0.1 and abs(part.width - width) < 0.1:
            return number
    return -1


def rules(layout: Layout) -> list[list[Any]]:
    """Return the rules between columns, by page."""
    return [
        [
            box
            for box in page.children[0].children
            if type(box) is BlockBox and not box.children and box.height
        ]
        for page in layout.page_boxes
    ]


@pytest.mark.parametrize("count", [2, 3])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_text_goes_from_column_to_column_and_from_page_to_page(lang: str, count: int) -> None:
    text = LINE if lang == "ar" else ENGLISH
    source = document(*plain(60, text * 3), metadata=Metadata(lang=lang))
    layout = lay_out(source, columns(count=count, balanced=False))
    lines = placed(layout, count)
    order = [(line.page, line.column, line.top) for line in lines]
    assert order == sorted(order)
    assert {line.column for line in lines} == set(range(count))
    numbers = [int(line.text.split()[0]) for line in lines if line.text.split()[0].isdecimal()]
    assert numbers == list(range(60))
    first, second = (next(x.box for x in lines if x.column == n) for n in (0, 1))
    assert (first.position_x > second.position_x) is (lang == "ar")


@pytest.mark.parametrize("seed", range(6))
def test_notes_stand_once_at_the_foot_of_their_own_column(seed: int) -> None:
    layout, heard = lay_out_heard(article(seed, 40), columns())
    _assert_notes_in_place(layout)
    assert len(layout.page_boxes) > 2
    verdict = judge(paragraphs(layout.page_boxes), heard.texts)
    assert verdict.unknown == []  # each paragraph and each note is whole
    assert verdict.faults == verdict.ragged == []


def _assert_notes_in_place(layout: Layout) -> None:
    calls, marks = _note_places(placed(layout))
    assert len(calls) >= 40
    for call, (page, column) in calls.items():
        # What stands across has its notes at the foot of the first column, if there is one.
        assert marks.pop(call, None) in {(page, column), (page, max(column, 0))}
    assert marks == {}


def _note_places(lines: list[Placed]) -> tuple[dict[Any, Any], dict[Any, Any]]:
    calls: dict[Any, Any] = {}
    marks: dict[Any, Any] = {}
    for line in lines:
        for box in line.box.descendants():
            if not isinstance(box, TextBox):
                continue
            tag = str(box.element_tag)
            if tag.endswith("::footnote-call"):
                assert box.element not in calls
                calls[box.element] = line.page, line.column
            if tag.endswith(notes.MARKER):
                assert box.element not in marks
                marks[box.element] = line.page, line.column
    return calls, marks


@pytest.mark.parametrize("seed", range(4, 8))
def test_nothing_stands_on_anything_else(seed: int) -> None:
    layout = lay_out(article(seed, 40), columns())
    _assert_apart(layout)


def _assert_apart(layout: Layout, count: int = 2) -> None:
    """No line stands on another, and none below the page's end."""
    above: list[Placed] = []
    lines = sorted(placed(layout, count), key=lambda line: (line.page, line.top))
    for line in lines:
        page = layout.page_boxes[line.page]
        assert line.bottom < page.content_box_y() + page.height + 1, line.text
        above = [x for x in above if x.page == line.page and x.bottom > line.top + 1]
        for other in above:
            one, two = line.box, other.box
            right = min(one.position_x + one.width, two.position_x + two.width)
            assert right - max(one.position_x, two.position_x) < 1, (line.text, other.text)
        above.append(line)


def test_a_long_note_goes_on_in_the_next_column() -> None:
    parts: list[Any] = [LINE, note(1, LINE * 25), LINE * 4]
    layout = lay_out(document(*plain(8), words(*parts), *plain(20)), columns())
    found = [line for line in placed(layout) if line.is_note]
    assert {(line.page, line.column) for line in found} >= {(0, 0), (0, 1)}
    text = " ".join(line.text for line in found).split()
    assert [word for word in text if word != "(1)"] == (LINE * 25).split()
    _assert_apart(layout)


def test_notes_left_over_at_the_end_of_the_text_are_set_in_columns() -> None:
    layout = lay_out(document(words(LINE, note(1, LINE * 60))), columns())
    found = [line for line in placed(layout) if line.is_note]
    assert {line.column for line in found} == {0, 1}
    assert [w for x in found for w in x.text.split() if w != "(1)"] == (LINE * 60).split()


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("seed", [1, 2])
def test_lines_in_columns_are_in_the_order_of_the_algorithm(seed: int, lang: str) -> None:
    random = Random(seed)
    blocks = [paragraph(random, number) for number in range(160)]
    source = document(*blocks, metadata=Metadata(lang=lang))
    layout, heard = lay_out_heard(source, replace(columns(), resources=OnePicture()))
    verdict = judge(paragraphs(layout.page_boxes), heard.texts)
    assert verdict.unknown == []
    assert verdict.faults == []
    assert verdict.ragged == []
    assert verdict.justified > 100


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_rule_stands_in_the_middle_between_two_columns(lang: str) -> None:
    source = document(*plain(60), metadata=Metadata(lang=lang))
    layout = lay_out(source, columns(count=3, rule_width=1.5))
    page, found = layout.page_boxes[0], rules(layout)[0]
    width = (page.width - 18 * PER_MM) / 3
    middles = sorted(box.position_x + box.width / 2 - page.content_box_x() for box in found)
    wanted = [width + 4.5 * PER_MM, 2 * width + 13.5 * PER_MM]
    assert middles == pytest.approx(wanted)
    assert {box.width for box in found} == {2.0}
    assert all(box.position_y == page.content_box_y() for box in found)
    assert all(box.height == pytest.approx(page.height) for box in found)


def test_no_rule_where_none_is_wanted() -> None:
    assert not any(rules(lay_out(document(*plain(60)), columns(rule_width=0))))
    assert not any(rules(lay_out(document(*plain(60)))))


def test_columns_that_are_not_filled_become_equal() -> None:
    source = document(*plain(50))
    ends = _last_ends(lay_out(source, columns()))
    assert abs(ends[0] - ends[1]) < 60
    first, *rest = _last_ends(lay_out(source, columns(balanced=False)))
    assert not rest or first - rest[0] > 60


def _last_ends(layout: Layout) -> list[float]:
    lines = [line for line in placed(layout) if line.page == len(layout.page_boxes) - 1]
    numbers = sorted({line.column for line in lines})
    return [max(x.bottom for x in lines if x.column == number) for number in numbers]


def test_the_front_matter_stands_across_above_the_columns() -> None:
    front = (words(LINE * 5), words(LINE * 5))
    layout = lay_out(with_front(front, *plain(40)), columns())
    lines = placed(layout)
    across = [line for line in lines if line.column == -1]
    assert {line.page for line in across} == {0}
    tops = [min(x.top for x in lines if (x.page, x.column) == (0, n)) for n in (0, 1)]
    assert tops[0] == pytest.approx(tops[1])
    assert 0 <= tops[0] - max(line.bottom for line in across) < 20
    _assert_apart(layout)


def test_columns_begin_on_the_next_page_if_the_theme_wants_it() -> None:
    layout = lay_out(with_front((words(LINE),), *plain(20)), columns(start=ColumnsStart.PAGE))
    assert {line.column for line in placed(layout) if line.page == 0} == {-1}
    assert {line.column for line in placed(layout) if line.page == 1} == {0, 1}


def test_notes_of_a_page_without_columns_run_across_it() -> None:
    front = (words(LINE, note(1, LINE * 3)),)
    layout = lay_out(with_front(front, *plain(20)), columns(start=ColumnsStart.PAGE))
    found = [line for line in placed(layout) if line.is_note]
    assert {line.column for line in found} == {-1}
    below = lay_out(with_front(front, *plain(20)), columns())
    assert {line.column for line in placed(below) if line.is_note} == {0}


def test_a_table_that_does_not_fit_stands_across_with_its_heading() -> None:
    wide = section("جدول عريض", table(7, text="مؤسسات"), level=2)
    layout = lay_out(document(*plain(12), wide, *plain(12)), columns())
    lines = placed(layout)
    across = [line for line in lines if line.column == -1]
    assert across[0].text == "جدول عريض"
    assert len(lines) > len(across)
    assert {line.page for line in across} == {0}
    above = [x for x in lines if x.bottom <= across[0].top and x.column >= 0]
    below = [x for x in lines if x.page == 0 and x.top >= across[-1].bottom]
    assert {x.column for x in above} == {x.column for x in below} == {0, 1}
    _assert_apart(layout)


def test_a_table_that_fits_stands_in_its_column() -> None:
    layout = lay_out(document(*plain(4), table(2), *plain(4)), columns())
    assert -1 not in {line.column for line in placed(layout)}
    every = columns(across=(Part.TABLES,))
    assert -1 in {x.column for x in placed(lay_out(document(*plain(4), table(2)), every))}


def captioned(number: int, rows: int, *inlines: Note) -> Table:
    """Return a table across the columns with a caption."""
    made = table(7, rows, "مؤسسات")
    caption: Inlines = (Text(f"جدول {number}"), *inlines)
    return dataclasses.replace(made, caption=caption, attributes=Attributes(classes=("across",)))


def captions(lines: list[Placed]) -> list[tuple[str, int, int]]:
    return [(x.text, x.page, x.column) for x in lines if x.text.startswith("جدول")]


def test_a_table_without_room_begins_the_next_page_and_the_text_goes_on() -> None:
    layout = lay_out(document(*plain(22), captioned(1, 14), *plain(40)), columns())
    lines = placed(layout)
    assert captions(lines) == [("جدول 1", 1, -1)]
    page = layout.page_boxes[1]
    assert next(x for x in lines if x.page == 1).top == pytest.approx(page.content_box_y(), abs=2)
    ends = [max(x.bottom for x in lines if (x.page, x.column) == (0, n)) for n in (0, 1)]
    assert min(ends) > page.content_box_y() + page.height - 80
    numbers = [x.text.split()[0] for x in lines if x.column >= 0 and x.text[0].isdecimal()]
    assert [int(n) for n in numbers if n.isdecimal()] == [*range(22), *range(40)]
    _assert_apart(layout)


def test_tables_that_move_keep_their_order() -> None:
    blocks: list[Any] = [block for n in range(1, 5) for block in (captioned(n, 12), *plain(3))]
    layout = lay_out(document(*plain(22), *blocks), columns())
    found = captions(placed(layout))
    assert [text for text, _, _ in found] == [f"جدول {n}" for n in range(1, 5)]
    assert [page for _, page, _ in found] == sorted(page for _, page, _ in found)
    assert found[0][1] == 1
    _assert_apart(layout)


def test_a_table_that_moves_behind_the_text_has_a_page() -> None:
    layout = lay_out(document(*plain(22), captioned(1, 14)), columns())
    assert len(layout.page_boxes) == 2
    assert captions(placed(layout)) == [("جدول 1", 1, -1)]


def test_what_has_a_note_or_no_caption_stays_where_it_is() -> None:
    with_note = document(*plain(22), captioned(1, 14, note(1, "حاشية")), *plain(40))
    bare = dataclasses.replace(captioned(1, 14), caption=())
    for source in (with_note, document(*plain(22), bare, *plain(40))):
        lines = placed(lay_out(source, columns()))
        numbers = [x.text.split()[0] for x in lines if x.page == 0 and x.column >= 0]
        assert max(int(n) for n in numbers if n.isdecimal()) == 21
        assert {x.column for x in lines if x.page == 1} == {-1, 0, 1}


def test_an_author_puts_a_block_across() -> None:
    layout = lay_out(document(*plain(6), across(LINE * 3), *plain(6)), columns())
    assert len([line for line in placed(layout) if line.column == -1]) >= 2
    _assert_apart(layout)


def test_a_heading_does_not_keep_its_space_at_the_head_of_a_column() -> None:
    for count in range(8, 30):
        layout = lay_out(document(*plain(count), section("عنوان", *plain(40))), columns())
        lines = [line for line in placed(layout) if line.page == 0]
        second = next(line for line in lines if line.column == 1)
        if second.text == "عنوان":
            page = layout.page_boxes[0]
            heading = next(line for line in lines if line.text == "عنوان")
            assert heading.top == pytest.approx(page.content_box_y(), abs=1)
            return
    pytest.fail("no heading came to the head of the second column")


def test_halves_of_verse_stand_below_one_another_in_a_column() -> None:
    verse = Verse(
        lines=(
            VerseLine(
                (
                    (Text("قفا نبك من ذكرى حبيب ومنزل"),),
                    (Text("بسقط اللوى بين الدخول فحومل"),),
                )
            ),
        )
    )
    layout = lay_out(document(verse), columns(balanced=False))
    first, second = placed(layout)
    assert second.top >= first.bottom - 1
    one, other = placed(lay_out(document(verse)))
    assert one.top == pytest.approx(other.top, abs=1)


def test_pages_of_another_name_have_no_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    original = exporter._stylesheet
    css = ".foreign { page: foreign }"
    monkeypatch.setattr(exporter, "_stylesheet", lambda *items: original(*items) + css)
    foreign = Paragraph(
        children=(Text(LINE), note(1, LINE)), attributes=Attributes(classes=("foreign", "across"))
    )
    layout = lay_out(document(*plain(6), foreign, *plain(6)), columns())
    lines = placed(layout)
    assert {x.column for x in lines if x.page == 1} == {-1}
    assert {x.column for x in lines if x.page != 1} == {0, 1}
    assert [x.page for x in lines if x.is_note and "(1)" in x.text] == [1]


def test_columns_are_no_business_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user of WeasyPrint in the process gets its own columns still."""
    lay_out(document(*plain(4)), columns())
    monkeypatch.setattr(Sheet, "fill", lambda _self: pytest.fail("a layout that is not ours"))
    html = "<p style='column-count: 2'>" + "word " * 400
    pages = weasyprint.HTML(string=html).render().pages
    found = [b for b in pages[0]._page_box.descendants() if getattr(b, "is_column", False)]
    assert len(found) == 2


@pytest.mark.parametrize("fault", ["trials", "rests"])
def test_the_checks_see_a_fault(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a trial has changed must be undone, and what a column has no room for must go on."""
    if fault == "trials":
        monkeypatch.setattr(Feet, "restore", lambda _self, _state: None)
        with pytest.raises(AssertionError):
            _assert_notes_in_place(lay_out(article(2, 40), columns()))
    else:
        monkeypatch.setattr(Feet, "close", lambda _self, _index, _text_end: None)
        layout, heard = lay_out_heard(article(5, 40), columns())
        assert judge(paragraphs(layout.page_boxes), heard.texts).unknown
