"""The laws of notes over documents of every kind: on their page, in order, whole, linked."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from tests.kitchen_sink import png
from tests.note_documents import PICTURE, Author, generated, resolved
from tests.note_laws import Census, areas, calls, drawn, examine, markers
from tests.pdf_document import LINE, context, lay_out, note, words
from warraq.export.pdf import PdfExporter
from warraq.export.pdf.engine import Layout
from warraq.model.attributes import Attributes
from warraq.model.blocks import (
    Block,
    Cell,
    CodeBlock,
    Column,
    Contents,
    ContentsEntry,
    Figure,
    List,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    Verse,
    VerseLine,
)
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Text
from warraq.model.metadata import NoteNumbering

NUMBERINGS = tuple(NoteNumbering)
THEMES = ("journal", "book", "manuscript")
FILES = {PICTURE: png()}


def looked_at(document: ResolvedDocument, theme: str = "journal") -> Layout:
    """Return a layout that keeps all laws."""
    layout = lay_out(document, context(FILES, theme))
    assert examine(layout, document).faults == []
    return layout


def from_seed(seed: int, sections: int, longest: int) -> Census:
    """Hold the laws against a document; each numbering, theme and language has its turn."""
    lang = "ar" if seed % 4 else "en"
    by, theme = NUMBERINGS[seed % 3], THEMES[seed % 5 % 3]
    document = generated(seed, sections, lang=lang, by=by, longest=longest)
    return examine(lay_out(document, context(FILES, theme)), document)


@pytest.mark.parametrize("seed", range(6))
def test_laws_hold(seed: int) -> None:
    census = from_seed(seed, 1, 120)
    assert census.faults == []
    assert census.notes > 1


@pytest.mark.slow
@pytest.mark.parametrize("decade", range(8))
def test_laws_hold_over_hundreds_of_pages(decade: int) -> None:
    total = Census()
    for seed in range(1000 + 10 * decade, 1010 + 10 * decade):
        total.add(from_seed(seed, 2, 3000 if seed % 5 == 0 else 250))
    assert total.faults == []
    assert total.pages > 80
    assert total.divided > 20


def section(*blocks: Block, title: str = "المقدمة") -> Section:
    """Return a section."""
    return Section(1, (Text(title),), blocks)


def prose(count: int, seed: int = 1) -> Paragraph:
    """Return a paragraph of so many words without notes."""
    return Paragraph(Author(Random(seed)).prose(count, notes=False))


def pages_with(layout: Layout, name: str) -> list[int]:
    """Return the pages, counted from 1, on which some of a note stands."""
    return [
        number
        for number, page in enumerate(layout.page_boxes, 1)
        for area in areas(page)
        for part in area.children
        if part.element.get("id") == name
    ]


def furniture(page: Any) -> list[str]:
    """Return the texts of running heads and page numbers."""
    found = (drawn(box) for box in page.children if isinstance(box, boxes.MarginBox))
    return [text for text in found if text]


def test_a_note_of_3000_words_runs_on_to_its_end() -> None:
    author = Author(Random(7))
    text = (*author.prose(40, notes=False), author.note_of(3000), *author.prose(300, notes=False))
    layout = looked_at(resolved((section(Paragraph(text), prose(400)),)))
    pages = pages_with(layout, "fn-1")
    assert len(pages) > 5
    assert pages == list(range(1, len(pages) + 1))
    parts = [box for page in layout.page_boxes[1:3] for box in areas(page)[0].descendants()]
    assert any(box.link for box in parts)
    assert any(box.style["font_weight"] == 700 for box in parts)


def test_pages_for_the_end_of_a_note_are_ordinary_pages() -> None:
    author = Author(Random(7))
    text = (*author.prose(40, notes=False), author.note_of(3000))
    layout = looked_at(resolved((section(Paragraph(text)),)), "book")
    assert len(layout.page_boxes) > 4
    for number, page in enumerate(layout.page_boxes[1:], 2):  # the first has neither
        assert not page.page_type.blank
        assert str(number) in furniture(page)
    assert sum("المقدمة" in furniture(page) for page in layout.page_boxes) >= 2
    heights = [areas(page)[0].height / page.height for page in layout.page_boxes[1:-1]]
    assert min(heights) > 0.7


def test_a_note_ends_before_a_section_on_a_new_page() -> None:
    author = Author(Random(7))
    long = section(Paragraph((*author.prose(40, notes=False), author.note_of(900))))
    layout = looked_at(resolved((long, section(prose(60), title="الفصل"))), "book")
    [begins] = [
        number
        for number, page in enumerate(layout.page_boxes, 1)
        if any(box.element_tag == "h1" and "الفصل" in drawn(box) for box in page.descendants())
    ]
    assert len(pages_with(layout, "fn-1")) > 2
    assert max(pages_with(layout, "fn-1")) < begins
    assert all(furniture(layout.page_boxes[page - 1]) for page in pages_with(layout, "fn-1")[1:])


def test_a_page_that_is_made_again_keeps_what_it_continues() -> None:
    # Page numbers of the contents are known after a first layout: some pages are made again.
    author = Author(Random(7), notes=0.1)
    entries = tuple(
        ContentsEntry(f"sec-{number}", 1, (Text(f"القسم {number}"),)) for number in range(3)
    )
    sections: list[Block] = [Contents(title=(Text("المحتويات"),), entries=entries)]
    for number in range(3):
        text = (*author.prose(90, notes=False), author.note_of(500), *author.prose(90))
        identifier = Attributes(id=f"sec-{number}")
        title = (Text(f"القسم {number}"),)
        sections.append(Section(1, title, (Paragraph(text),), attributes=identifier))
    sections[-1] = section(Paragraph((*author.prose(9), author.note_of(700))))
    layout = looked_at(resolved(tuple(sections)))
    assert len(layout.page_boxes) > 4


BLOCKS: dict[str, Block] = {
    "paragraphs": Quote(tuple(prose(40, seed) for seed in range(14))),
    "list": List(items=tuple(ListItem((prose(9, seed),)) for seed in range(45))),
    "quote": Quote((prose(600),)),
    "code": CodeBlock("\n".join(f"value_{number} = {number}" for number in range(90))),
    "verse": Verse(
        tuple(VerseLine((prose(4, seed).children, prose(4).children)) for seed in range(50))
    ),
    "table": Table(
        columns=(Column(),) * 2,
        head=(Row((Cell((prose(2),), header=True), Cell((prose(2),), header=True))),),
        body=tuple(Row((Cell((prose(6, seed),)), Cell((prose(6),)))) for seed in range(40)),
    ),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_note_of_any_blocks_is_divided(kind: str) -> None:
    text = (Text(LINE), note(1, LINE, BLOCKS[kind], LINE), Text(LINE * 9))
    layout = looked_at(resolved((Paragraph(text), prose(100))))
    pages = pages_with(layout, "fn-1")
    assert len(pages) > 1
    assert pages == list(range(1, len(pages) + 1))


def test_blocks_in_a_note_have_its_size() -> None:
    item = List(items=(ListItem((prose(9),)),))
    quote, verse = Quote((prose(20),)), Verse((VerseLine((prose(4).children,) * 2),))
    table = Table(columns=(Column(),), body=(Row((Cell((prose(6),)),)),))
    inside = (LINE, item, quote, verse, table)
    for lang in ("ar", "en"):
        layout = looked_at(resolved((Paragraph((Text(LINE), note(1, *inside))),), lang=lang))
        sizes = {
            box.style["font_size"]
            for page in layout.page_boxes
            for area in areas(page)
            for box in area.descendants()
            if isinstance(box, boxes.TextBox) and box.text.strip()
        }
        assert len(sizes) <= 2, "one size for each script"


def test_a_note_called_beside_a_continued_one_begins_there() -> None:
    # Each line has a call, so that one stands on the first line of every page.
    text: list[Any] = [Text(LINE), note(0, Paragraph(Author(Random(3)).prose(2000, notes=False)))]
    for number in range(30):
        text += [Text(LINE[:60]), note(number, f"حاشية {number}"), Text(" ")]
    layout = looked_at(resolved((Paragraph(tuple(text)),)))
    together = [
        page
        for page in layout.page_boxes
        for area in areas(page)
        if not list(markers(area.children[0])) and len(area.children) > 1
    ]
    assert together


def test_sixty_notes_stand_on_two_pages() -> None:
    text: list[Any] = []
    for number in range(60):
        text += [Text(LINE[:10]), note(number, f"حاشية {number}"), Text(" ")]
    layout = looked_at(resolved((Paragraph(tuple(text)),)))
    assert len(layout.page_boxes) == 2
    assert sum(len(list(markers(page))) for page in layout.page_boxes) == 60


def test_notes_go_with_the_row_of_their_table() -> None:
    rows = [
        Row((Cell((words(LINE[:50], note(n, LINE * 2)),)), Cell((words(LINE * 2, note(n, LINE)),))))
        for n in range(14)
    ]
    head = Row((Cell((words("رأس", note(0, LINE)),), header=True), Cell((words("رأس"),))))
    table = Table(
        columns=(Column(),) * 2,
        caption=(Text("عنوان"), note(0, LINE)),
        head=(head,),
        body=tuple(rows),
    )
    document = resolved((words(LINE * 6), table))
    layout = looked_at(document)
    heads = [
        [len(list(calls(box)))]
        for page in layout.page_boxes
        for box in page.descendants()
        if isinstance(box, boxes.TableRowGroupBox) and box.is_header
    ]
    assert len(heads) > 2
    assert heads == [[1]] + [[0]] * (len(heads) - 1), "the call stands in the first head alone"


def test_a_head_with_a_long_note_is_not_left_out() -> None:
    long = note(0, Paragraph(Author(Random(3)).prose(500, notes=False)))
    head = Row((Cell((words("رأس الجدول", long),), header=True), Cell((words("رأس"),))))
    row = Row(
        (Cell((words(LINE, note(0, LINE * 5)),)), Cell((words(LINE * 2, note(0, LINE * 5)),)))
    )
    table = Table(columns=(Column(),) * 2, head=(head,), body=(row,) * 3)
    layout = looked_at(resolved((words(LINE * 14), table)))
    tables = [
        box
        for page in layout.page_boxes
        for box in page.children[0].descendants()
        if isinstance(box, boxes.TableBox)
    ]
    assert all(box.children[0].is_header for box in tables)


def test_a_high_picture_has_room_beside_a_continued_note() -> None:
    long = note(0, Paragraph(Author(Random(3)).prose(1000, notes=False)))
    picture = Figure(PICTURE, (Text("الشكل"), note(0, LINE)), "picture", "100%")
    files = {PICTURE: png(40, 44)}
    document = resolved((words(LINE, long), picture, words(LINE * 20)))
    layout = lay_out(document, context(files))
    assert examine(layout, document).faults == []


def test_a_rule_of_full_measure_stands_over_the_rest_of_a_note() -> None:
    text = (Text(LINE), note(0, Paragraph(Author(Random(3)).prose(1500, notes=False))))
    layout = looked_at(resolved((Paragraph(text),)))
    rules = [
        area.background.layers[-1].size
        for page in layout.page_boxes
        for area in areas(page)
    ]  # fmt: skip
    measure = layout.page_boxes[0].width
    assert rules[0][0] < measure / 2
    assert [rule[0] for rule in rules[1:]] == [pytest.approx(measure)] * (len(rules) - 1)


def test_notes_without_room_begin_later_and_are_reported() -> None:
    crowd = [part for number in range(40) for part in (Text("ا"), note(number, LINE * 2))]
    cell = Cell((Paragraph(tuple(crowd)),))
    table = Table(columns=(Column(),), body=(Row((cell,)),))
    place = context(FILES)
    document = resolved((table,))
    PdfExporter().export(document, place)
    assert {item.code for item in place.report} == {"E130"}
    faults = examine(lay_out(document, context(FILES)), document).faults
    assert all(
        "begins on" in fault or "marks" in fault or "before a note" in fault for fault in faults
    )


def test_the_author_s_star_is_in_the_front_matter() -> None:
    layout = looked_at(generated(5, 1))
    first = layout.page_boxes[0]
    assert next(iter(drawn(call) for call in calls(first))) == "*"


def test_a_note_within_a_note_follows_it() -> None:
    inner = note(0, "داخلية")
    outer = note(0, words(LINE, inner, LINE))
    layout = looked_at(resolved((words(LINE, outer, LINE, note(0, "ثالثة")),)))
    assert [drawn(marker) for marker in markers(layout.page_boxes[0])] == ["(1)", "(2)", "(3)"]
    texts = [drawn(part) for part in areas(layout.page_boxes[0])[0].children]
    assert ["داخلية" in text for text in texts] == [False, True, False]


def test_bullets_in_a_note_stand_beside_their_items() -> None:
    items = List(items=tuple(ListItem((prose(9, seed),)) for seed in range(40)))
    document = resolved((words(LINE, note(0, LINE, items)),))
    assert PdfExporter().export(document, context(FILES)).data
    layout = looked_at(document)
    bullets = [
        (box.position_y, line.position_y)
        for page in layout.page_boxes
        for item in areas(page)[0].descendants()
        if item.element_tag == "li" and isinstance(item, boxes.BlockBox)
        for line in item.descendants()
        if isinstance(line, boxes.LineBox) and line.element_tag == "li"
        for placeholder in item.children
        if not isinstance(placeholder, boxes.Box)
        for box in [placeholder._box]
    ]
    assert len(bullets) >= 40
    assert all(min(abs(a - b) for _, b in bullets) < 3 for a, _ in bullets)
