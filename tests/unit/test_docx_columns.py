"""Columns in Word: sections of several columns for the text, of one for what stands across."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from tests.docx_package import export, faults, made, values
from tests.kitchen_sink import p, resolved_kitchen_sink
from warraq.export.docx.markup import name
from warraq.model.attributes import Attributes
from warraq.model.blocks import Block, Cell, Column, Paragraph, Row, Section, Table
from warraq.model.inlines import Text
from warraq.model.metadata import LocalizedInlines, NoteNumbering
from warraq.style.theme import Theme, load_theme
from warraq.style.tokens import ColumnsStart, Part, Start


def theme(**changes: Any) -> Theme:
    """Return the theme of two columns, some of its tokens changed."""
    result = load_theme("journal-two-columns")
    return dataclasses.replace(result, columns=dataclasses.replace(result.columns, **changes))


def sections(*blocks: Block, look: Theme | None = None, **fields: Any) -> list[tuple[str, str]]:
    """Return how each Word section begins and how many columns it has."""
    package = made(*blocks, theme=look or theme(), title=TITLE, **fields)
    assert faults(package) == []
    found = list(package.body.iter(name("sectPr")))
    kinds = [values(item, "w:type")[0] for item in found]
    counts = [values(item, "w:cols", "w:num")[0] or "1" for item in found]
    return list(zip(kinds, counts, strict=True))


def table(cells: int) -> Table:
    row = Row(tuple(Cell(children=(p("قيمة طويلة " * 20),)) for _ in range(cells)))
    return Table(columns=(Column(),) * cells, body=(row,))


TITLE = (LocalizedInlines("ar", (Text("عنوان"),)),)
FRONT = ("nextPage", "1")
BODY = ("continuous", "2")
ACROSS = ("continuous", "1")


def test_the_body_is_in_columns_below_the_front_matter() -> None:
    assert sections(p("نص")) == [FRONT, BODY]
    assert sections(p("نص"), look=theme(start=ColumnsStart.PAGE)) == [FRONT, ("nextPage", "2")]
    assert sections(p("نص"), look=load_theme("journal")) == [FRONT]


def test_what_stands_across_has_a_section_of_one_column() -> None:
    wide = Paragraph(children=(Text("نص"),), attributes=Attributes(classes=("across",)))
    assert sections(p("قبل"), wide, p("بعد")) == [FRONT, BODY, ACROSS, BODY]
    assert sections(p("قبل"), table(4), p("بعد")) == [FRONT, BODY, ACROSS, BODY]
    assert sections(p("قبل"), table(3), p("بعد")) == [FRONT, BODY]
    tables = theme(across=(Part.TABLES,))
    assert sections(p("قبل"), table(3), p("بعد"), look=tables) == [FRONT, BODY, ACROSS, BODY]


def test_a_heading_goes_across_with_what_follows_it() -> None:
    inner = Section(children=(table(5), p("بعد")), level=2, title=(Text("جداول"),))
    outer = Section(children=(inner,), level=1, title=(Text("ملحق"),))
    package = made(p("قبل"), outer, theme=theme())
    found = [values(item, "w:cols", "w:num")[0] for item in package.body.iter(name("sectPr"))]
    assert found == ["2", None, "2"]
    (first, *_) = package.body.iterfind(f".//{name('pPr')}/{name('sectPr')}")
    assert "".join(first.getparent().getparent().itertext()) == "قبل"


@pytest.mark.parametrize("start", [Start.RECTO, Start.PAGE])
def test_sections_of_the_first_level_keep_their_columns(start: Start) -> None:
    look = dataclasses.replace(theme(), section_start=start)
    parts = [Section(children=(p("نص"),), level=1, title=(Text("باب"),)) for _ in range(2)]
    kind = "oddPage" if start is Start.RECTO else "nextPage"
    found = sections(*parts, look=look, note_numbering=NoteNumbering.SECTION)
    assert found == [FRONT, (kind, "2"), (kind, "2")]


def test_notes_counted_by_section_are_not_counted_by_what_stands_across() -> None:
    found = sections(p("قبل"), table(5), p("بعد"), note_numbering=NoteNumbering.SECTION)
    assert found == [FRONT, BODY]


def test_gap_rule_and_widths_are_the_theme_s() -> None:
    package = made(p("قبل"), table(2), table(4), theme=theme(gap=10, rule_width=0))
    (columns, *_) = [item for item in package.body.iter(name("cols")) if item.get(name("num"))]
    assert columns.get(name("space")) == "567"
    assert columns.get(name("sep")) == "0"
    grids = [values(item, "w:gridCol", "w:w") for item in package.body.iter(name("tblGrid"))]
    widths = [sum(map(int, grid)) for grid in grids]
    assert widths[0] == pytest.approx((9638 - 567) / 2, abs=10)
    assert widths[1] == pytest.approx(9638, abs=10)


def test_the_kitchen_sink_in_columns_has_no_fault() -> None:
    assert faults(export(resolved_kitchen_sink(), theme=theme())) == []
