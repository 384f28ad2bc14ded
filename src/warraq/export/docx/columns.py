"""Word sections in their turn: where one ends, how the next begins, how many columns it has."""

from __future__ import annotations

from dataclasses import dataclass, field

from warraq.export.docx.markup import Element, is_a, name
from warraq.export.docx.paragraphs import new_paragraph
from warraq.export.docx.sections import RunningHeads, add_section
from warraq.export.docx.story import Draft
from warraq.model.blocks import (
    Bibliography,
    Block,
    Contents,
    Figure,
    GlossaryList,
    Section,
    Table,
)
from warraq.style.tokens import ACROSS_CLASS, Part

_MANY_CELLS = 4
"""Cells in a row that are crowded in a column; Word cannot be asked how wide they would be."""
_PARTS: dict[type, Part] = {
    Contents: Part.CONTENTS,
    Figure: Part.FIGURES,
    Table: Part.TABLES,
    Bibliography: Part.BIBLIOGRAPHY,
    GlossaryList: Part.GLOSSARY,
}


def stands_across(block: Block, parts: tuple[Part, ...]) -> bool:
    """Whether a block stands across the columns; a heading does where what follows it does."""
    if ACROSS_CLASS in block.attributes.classes or _PARTS.get(type(block)) in parts:
        return True
    if isinstance(block, Table) and len(block.columns) >= _MANY_CELLS:
        return True
    if isinstance(block, Section) and block.children:
        return stands_across(block.children[0], parts)
    return False


@dataclass(slots=True)
class Sections:
    """The Word sections of a body while it is written.

    A section is described at its end (ECMA-376 part 1, 17.6.18), so how it began and the number
    of its columns are kept until then.
    """

    draft: Draft
    body: Element
    heads: RunningHeads
    columns: int = 1
    _kind: str = "nextPage"
    _is_first: bool = True
    _start: int = field(default=0)

    def begin(self, kind: str, columns: int) -> None:
        """End the section at hand, if it holds anything, and begin another.

        ``kind`` says where it begins: nextPage, oddPage or continuous.
        """
        if len(self.body) > self._start:
            self._end()
            self._kind = kind
        elif kind != "continuous" and not self._is_first:
            self._kind = kind
        self.columns = columns

    def finish(self) -> None:
        """Describe the last section, as the body's own."""
        if not len(self.body) or not is_a(self.body[-1], "p"):
            new_paragraph(self.draft, self.body, "body", self.draft.direction)
        self._describe(self.body)

    def _end(self) -> None:
        last = self.body[-1]
        if not is_a(last, "p"):
            last = new_paragraph(self.draft, self.body, "body", self.draft.direction)
        properties = last.find(name("pPr"))
        assert properties is not None
        self._describe(properties)
        self._is_first = False
        self._start = len(self.body)

    def _describe(self, parent: Element) -> None:
        add_section(
            parent,
            self.draft,
            self.heads,
            kind=self._kind,
            is_first=self._is_first,
            columns=self.columns,
        )
