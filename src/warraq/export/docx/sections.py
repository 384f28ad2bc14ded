"""Sections: page set-up, running heads and page numbers (ECMA-376 part 1, 17.6 and 17.10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from warraq.export.docx.container import new_part, set_blob
from warraq.export.docx.fields import field
from warraq.export.docx.markup import Element, add, name, root, serialize
from warraq.export.docx.paragraphs import Layout, new_paragraph
from warraq.export.docx.runs import PLAIN, add_run, add_text
from warraq.export.docx.settings import add_note_numbering
from warraq.export.docx.story import Draft, Story
from warraq.lang.bidi import resolve
from warraq.lang.numerals import to_digits, to_western
from warraq.model.attributes import Direction
from warraq.style.tokens import Mark, PageMarks
from warraq.style.word import page_setup

if TYPE_CHECKING:
    from docx.opc.part import Part

_PLACES = ("start", "center", "end")
"""Between each two stands a tab: the styles of heads have a stop in the middle and at the end."""
_NUMBER = re.compile(r"\d+")
_MOST_PAGES = 2_147_483_647


@dataclass(frozen=True, slots=True)
class RunningHeads:
    """The relationships of heads and feet: kind of page, header or footer, identifier."""

    references: tuple[tuple[str, str, str], ...]


def add_running_heads(draft: Draft, main: Part) -> RunningHeads:
    """Make the parts of all heads and feet that the theme wants."""
    running = draft.theme.running
    pages = [("default", running.recto)]
    if draft.theme.page.mirrored:
        pages.append(("even", running.verso))
    if running.first_page_different:
        pages.append(("first", running.first))
    references: list[tuple[str, str, str]] = []
    for kind, marks in pages:
        for area in ("header", "footer"):
            number = len(references) // 2 + 1
            part = new_part(draft.package, f"/word/{area}{number}.xml", area)
            set_blob(part, _running_head(draft, part, area, marks))
            identifier = Story(draft, main).relate(part, area)
            references.append((kind, area, identifier))
    return RunningHeads(tuple(references))


def _running_head(draft: Draft, part: Part, area: str, marks: PageMarks) -> bytes:
    element = root("hdr" if area == "header" else "ftr")
    wanted = [getattr(marks, f"{area}_{place}") for place in _PLACES]
    rtl = draft.direction is Direction.RTL
    in_the_middle = wanted == [Mark.NONE, wanted[1], Mark.NONE]
    layout = Layout(
        justification="center" if in_the_middle else "left",
        unruled=not any(wanted) and area == "header",
    )
    paragraph = new_paragraph(draft, element, area, draft.direction, layout)
    if in_the_middle:
        wanted = [wanted[1]]
    for number, mark in enumerate(wanted):
        if number and any(item is not Mark.NONE for item in wanted[number:]):
            add(add_run(paragraph, draft, PLAIN, rtl=rtl), "tab")
        _write_mark(draft, paragraph, mark, rtl=rtl)
    return serialize(element)


def _write_mark(draft: Draft, paragraph: Element, mark: Mark, *, rtl: bool) -> None:
    match mark:
        case Mark.NONE:
            return
        case Mark.PAGE:
            first = to_digits(1, draft.digits)
            with field(paragraph, draft, "PAGE", rtl=rtl):
                add_text(paragraph, draft, first, rtl=rtl)
        case Mark.SECTION:
            # The number of a built-in heading style serves in every language of Word.
            with field(paragraph, draft, "STYLEREF 1", rtl=rtl):
                _write_line(draft, paragraph, draft.running.get(Mark.SHORT_TITLE, ""))
        case _:
            _write_line(draft, paragraph, draft.running.get(mark, ""))


def _write_line(draft: Draft, paragraph: Element, text: str) -> None:
    """Write a plain text in runs by level."""
    if not text:
        return
    resolution = resolve(text, int(draft.direction is Direction.RTL))
    kinds = [
        level % 2 == 1 or kind in ("EN", "AN")
        for level, kind in zip(resolution.levels, resolution.classes, strict=True)
    ]
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or kinds[index] != kinds[start]:
            add_text(paragraph, draft, text[start:index], rtl=kinds[start])
            start = index


def add_section(
    parent: Element,
    draft: Draft,
    heads: RunningHeads,
    *,
    kind: str,
    is_first: bool,
    columns: int = 1,
) -> Element:
    """Append ``w:sectPr``, its children in the order of CT_SectPr.

    ``kind`` says where the section begins: nextPage, oddPage or continuous. Heads and the first
    page's number are stated once; later sections take them over. ``columns`` is their number.
    """
    section = add(parent, "sectPr")
    if is_first:
        for page, area, identifier in heads.references:
            attributes = {name("type"): page, name("r:id"): identifier}
            etree.SubElement(section, name(f"{area}Reference"), attributes)
    add_note_numbering(section, draft)
    add(section, "type", val=kind)
    setup = page_setup(draft.theme, draft.direction)
    add(section, "pgSz", w=str(setup.width), h=str(setup.height))
    add(
        section,
        "pgMar",
        top=str(setup.top),
        right=str(setup.right),
        bottom=str(setup.bottom),
        left=str(setup.left),
        header=str(setup.header),
        footer=str(setup.footer),
        gutter="0",
    )
    _add_line_numbers(section, draft)
    start = first_page(draft) if is_first else None
    if start is not None:
        add(section, "pgNumType", start=str(start))
    if columns == 1:
        add(section, "cols", space="708")
    else:
        rule = "1" if draft.theme.columns.rule_width else "0"
        add(section, "cols", num=str(columns), sep=rule, space=str(setup.column_gap))
    if is_first and draft.theme.running.first_page_different:
        add(section, "titlePg")
    if setup.bidi:
        add(section, "bidi")
        add(section, "rtlGutter")
    add(section, "docGrid", linePitch="360")
    return section


def _add_line_numbers(section: Element, draft: Draft) -> None:
    """Number the lines for reviewers if theme or option ask (ECMA-376 part 1, 17.6.8)."""
    page, every = draft.theme.page, draft.options.line_numbers
    if every is None:
        every = page.line_numbers
    if every > 0:
        restart = "newPage" if page.line_numbers_restart else "continuous"
        add(section, "lnNumType", countBy=str(every), restart=restart)


def first_page(draft: Draft) -> int | None:
    """Return the number of the first page as the journal states it («45-78»), or None."""
    journal = draft.document.metadata.journal
    found = _NUMBER.search(to_western(journal.pages)) if journal else None
    if found is None or int(found[0]) > _MOST_PAGES:
        return None
    return int(found[0])
