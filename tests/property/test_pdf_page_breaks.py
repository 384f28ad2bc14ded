"""Where pages end: no heading last, no lonely line, captions with their objects, rows whole.

Documents are generated from seeds; the laws are read from the boxes of their pages.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes as kinds

from tests.kitchen_sink import png
from tests.pdf_document import LINE, context, document, lay_out, note, words
from warraq.model.blocks import (
    Block,
    Cell,
    CodeBlock,
    Column,
    Figure,
    List,
    ListItem,
    Number,
    Quote,
    Row,
    Section,
    Table,
)
from warraq.model.inlines import Inline, Text

HEADINGS = ("h1", "h2", "h3")
SIZES = {
    "low.png": (400, 120),
    "square.png": (300, 300),
    "tall.png": (200, 2000),
    "wide.png": (900, 300),
}
FILES = {name: png(*size) for name, size in SIZES.items()}
DOCUMENTS = 8


class Generator:
    """Makes documents of every kind of block, one after the other at random."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.notes = 0

    def document(self) -> list[Block]:
        return [self.section(1) for _ in range(4)]

    def section(self, level: int) -> Section:
        children = [self.block() for _ in range(self.random.randint(0, 5))]
        if level < 3:
            children += [self.section(level + 1) for _ in range(self.random.randint(0, 2))]
        return Section(level, (Text(f"عنوان {self.random.randint(1, 99)}"),), tuple(children))

    def block(self) -> Block:
        kind = self.random.choice(
            ("text", "text", "text", "list", "quote", "table", "figure", "code")
        )
        made: Block = getattr(self, kind)()
        return made

    def inlines(self, most: int) -> list[Inline | str]:
        result: list[Inline | str] = [LINE * self.random.randint(1, most)]
        if self.random.random() < 0.3:
            self.notes += 1
            result += [note(self.notes, LINE * self.random.randint(1, 3)), " بعده."]
        return result

    def text(self) -> Block:
        return words(*self.inlines(4))

    def list(self) -> Block:
        count = self.random.randint(2, 5)
        return List(tuple(ListItem((words(*self.inlines(2)),)) for _ in range(count)))

    def quote(self) -> Block:
        return Quote((words(*self.inlines(3)),))

    def table(self) -> Block:
        columns = self.random.randint(2, 4)
        rows = [
            Row(tuple(Cell((words("خلية " * self.random.randint(1, 12)),)) for _ in range(columns)))
            for _ in range(self.random.randint(1, 25))
        ]
        head = Row(tuple(Cell((words("رأس"),), header=True) for _ in range(columns)))
        caption = (Text("عنوان الجدول"),)
        return Table((Column(),) * columns, caption, (head,), tuple(rows), Number())

    def figure(self) -> Block:
        name = self.random.choice(list(SIZES))
        return Figure(
            name, (Text("عنوان الشكل " * self.random.randint(1, 8)),), "وصف", number=Number()
        )

    def code(self) -> Block:
        return CodeBlock("\n".join(f"line {index}" for index in range(self.random.randint(1, 9))))


@pytest.fixture(scope="module", params=range(DOCUMENTS))
def pages(request: pytest.FixtureRequest) -> list[Any]:
    """Return the pages of a generated document."""
    blocks = Generator(request.param).document()
    return list(lay_out(document(*blocks), context(FILES)).page_boxes)


def body(page: Any) -> Any:
    return page.children[0]


def descendants(page: Any, kind: type) -> Iterator[Any]:
    return (box for box in body(page).descendants() if isinstance(box, kind))


def bottom(page: Any) -> float:
    """Return where the text of a page must end: at its margin, or above its notes."""
    areas = [box for box in page.children if isinstance(box, kinds.FootnoteAreaBox)]
    margin = page.content_box_y() + page.height
    return float(min([margin, *(area.position_y for area in areas if area.children)]))


def test_no_heading_is_last_on_its_page(pages: list[Any]) -> None:
    for page in pages[:-1]:
        last = [box for box in body(page).descendants() if is_content(box)][-1]
        assert last.element.tag not in HEADINGS, text(last)


def is_content(box: Any) -> bool:
    return isinstance(box, kinds.LineBox | kinds.ReplacedBox) and box.element is not None


def text(box: Any) -> str:
    return "".join(getattr(item, "text", "") for item in box.descendants())


def test_no_paragraph_leaves_a_lonely_line(pages: list[Any]) -> None:
    """Two lines at least stand at the foot of a page, and at the head of the next."""
    found: dict[Any, list[int]] = defaultdict(list)
    for page in pages:
        counts: dict[Any, int] = defaultdict(int)
        for line in descendants(page, kinds.LineBox):
            if line.element.tag in ("p", "li"):
                counts[line.element] += 1
        for element, count in counts.items():
            found[element].append(count)
    divided = [counts for counts in found.values() if len(counts) > 1]
    assert all(min(counts) >= 2 for counts in divided), divided


def test_captions_stand_with_what_they_tell(pages: list[Any]) -> None:
    for page in pages:
        captions = {box.element for box in body(page).descendants() if tag(box) == "caption"}
        tables = {box.element for box in descendants(page, kinds.TableBox)}
        parents = {child: table for table in tables for child in table}
        assert all(caption in parents for caption in captions)
        for figure in figures(page):
            held = {tag(box) for box in figure.descendants()}
            assert {"img", "figcaption"} <= held


def figures(page: Any) -> list[Any]:
    """Return the figures of a page; WeasyPrint gives their element to anonymous boxes too."""
    found: dict[Any, Any] = {}
    for box in descendants(page, kinds.BlockBox):
        if box.element_tag == "figure":
            found.setdefault(box.element, box)
    return list(found.values())


def tag(box: Any) -> str:
    return "" if box.element is None else str(box.element.tag)


def test_a_caption_above_a_table_has_rows_below_it(pages: list[Any]) -> None:
    for page in pages:
        for wrapper in descendants(page, kinds.BlockBox):
            if wrapper.is_table_wrapper and any(tag(box) == "caption" for box in wrapper.children):
                bodies = [
                    group
                    for group in wrapper.descendants()
                    if isinstance(group, kinds.TableRowGroupBox) and not group.is_header
                ]
                assert any(group.children for group in bodies)


def test_rows_are_whole_and_heads_are_repeated(pages: list[Any]) -> None:
    seen: set[Any] = set()
    for page in pages:
        for table in descendants(page, kinds.TableBox):
            groups = [box for box in table.children if isinstance(box, kinds.TableRowGroupBox)]
            assert groups[0].is_header
            for group in groups[1:]:
                rows = [row.element for row in group.children]
                assert not seen.intersection(rows), "a row stands on two pages"
                seen.update(rows)


def test_nothing_runs_over_the_foot(pages: list[Any]) -> None:
    for page in pages:
        end = bottom(page) + 1
        for box in body(page).descendants():
            if is_content(box):
                assert box.position_y + box.height <= end, (tag(box), text(box)[:40])


def test_pages_are_filled(pages: list[Any]) -> None:
    """A page ends early only before what could not begin on it: a picture, a table, a heading."""
    for page, following in pairwise(pages):
        content = [box for box in body(page).descendants() if is_content(box)]
        used = max(box.position_y + box.height for box in content)
        first = next(box for box in body(following).descendants() if is_content(box))
        if tag(first) in ("p", "li") and not is_within(first, ("blockquote",)):
            room = bottom(page) - used
            assert room < 4 * first.height + 40, (room, text(first)[:40])


def is_within(box: Any, tags: tuple[str, ...]) -> bool:
    return tag(box) in tags


def with_first(block: Block, lines: int) -> list[Block]:
    """Return a heading and a block after so many lines of text."""
    return [*[words("سطر")] * lines, Section(1, (Text("عنوان"),), (block,))]


ROW = Row((Cell((words("خلية"),)),))
FOLLOWERS: list[Block] = [
    words(LINE * 2),
    List((ListItem((words(LINE),)), ListItem((words(LINE),)))),
    Quote((words(LINE * 2),)),
    Table(
        (Column(),),
        (Text("ج"),),
        (Row((Cell((words("ر"),)),)),),
        (Row((Cell((words("خ"),)),)),) * 3,
    ),
    Figure("low.png", (Text("ش"),), "وصف"),
    CodeBlock("a\nb\nc"),
    Section(2, (Text("فرع"),), (words(LINE * 2),)),
]


@pytest.mark.parametrize("follower", FOLLOWERS, ids=lambda block: type(block).__name__)
def test_a_heading_stands_with_what_follows(follower: Block) -> None:
    """At whatever line the page ends: two headings in a row go together too."""
    place = context(FILES)
    theme = dataclasses.replace(place.theme, page=dataclasses.replace(place.theme.page, height=140))
    for lines in range(2, 11):
        resolved = document(*with_first(follower, lines))
        found = list(lay_out(resolved, dataclasses.replace(place, theme=theme)).page_boxes)
        assert len(found) > 1 or lines < 8
        test_no_heading_is_last_on_its_page(found)
        test_captions_stand_with_what_they_tell(found)


def test_a_picture_taller_than_the_page_is_scaled_to_it() -> None:
    figure = Figure("tall.png", (Text("عنوان " * 30),), "وصف")
    wide = dataclasses.replace(figure, width="100%")
    found = list(lay_out(document(words("قبل"), wide, words("بعد")), context(FILES)).page_boxes)
    test_nothing_runs_over_the_foot(found)
    test_captions_stand_with_what_they_tell(found)
    (image,) = (box for page in found for box in descendants(page, kinds.ReplacedBox))
    assert image.height > 600
    assert image.style["object_fit"] == "contain"
    narrow = dataclasses.replace(figure, width="")
    (page,) = lay_out(document(narrow), context(FILES)).page_boxes
    (image,) = descendants(page, kinds.ReplacedBox)
    assert image.width / image.height == pytest.approx(0.1, rel=0.01)


def test_a_figure_that_finds_no_room_leaves_text_to_follow(pages: list[Any]) -> None:
    """What stands after a figure begins below it, on the page where the figure is."""
    for page in pages:
        for figure in figures(page):
            assert figure.position_y + figure.height <= bottom(page) + 1
