"""A generated publication: mixed text at every place that a document has.

Headings with numbers, contents, notes, captions, cells, lists, definitions, verse, quotations,
admonitions, formulas with numbers, references and a glossary: all as the passes leave them.
"""

from __future__ import annotations

from random import Random

from tests.visual.generated import PICTURE, Mixture, inlines, note
from warraq.model.attributes import Attributes
from warraq.model.blocks import (
    Admonition,
    Bibliography,
    BibliographyEntry,
    Block,
    Cell,
    Column,
    Contents,
    ContentsEntry,
    DefinitionItem,
    DefinitionList,
    Figure,
    GlossaryItem,
    GlossaryList,
    List,
    ListItem,
    MathBlock,
    Number,
    Numeral,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    Verse,
    VerseLine,
)
from warraq.model.document import Document
from warraq.model.inlines import Inlines, Text
from warraq.model.metadata import Metadata

_NUMBERS = ("1.2", "أولاً", "٣", "IV", "۲.۱", "(أ)", "2-3")
_SUFFIXES = (": ", ". ", " ", " – ")
_LABELS = {
    Numeral.DECIMAL: ("1.", "12)", "(٣)", "۴-"),
    Numeral.ABJAD: ("أ.", "ب)", "(ج)", "د-"),
    Numeral.ARABIC_ORDINAL: ("أولاً:", "ثانيًا:", "ثالثًا.", "رابعًا-"),
    Numeral.LOWER_ROMAN: ("i.", "ii)", "(iii)", "iv-"),
    Numeral.HEBREW: ("א.", "ב)", "(ג)", "ד-"),
}


def document(random: Random, lang: str, sections: int) -> Document:
    """Return a document in a language whose every place holds generated text."""
    maker = _Document(random, lang)
    blocks = tuple(maker.section(number) for number in range(sections))
    entries = tuple(maker.entries)
    contents = Contents(title=maker.line(2), entries=entries)
    lists = (maker.references(12), maker.glossary(8))
    return Document(metadata=Metadata(lang=lang), blocks=(contents, *blocks, *lists))


class _Document:
    def __init__(self, random: Random, lang: str) -> None:
        self.random = random
        self.lang = lang
        self.entries: list[ContentsEntry] = []
        self.notes = 0

    def line(self, tokens: int, *, notes: bool = False) -> Inlines:
        """Return inlines without line breaks or pictures."""
        mixture = Mixture(atoms=False)
        made = inlines(self.random, self.lang, self.random.randint(1, tokens), mixture)
        if notes and self.random.random() < 0.5:
            self.notes += 1
            # The call ends a number, a Latin word, a bracket or whatever else comes.
            made = (*made, note(self.random, self.notes))
        return made

    def number(self, label: str = "") -> Number:
        value = self.random.choice(_NUMBERS)
        suffix = self.random.choice(_SUFFIXES)
        return Number(
            label=(Text(label),) if label else (), value=(Text(value),), suffix=(Text(suffix),)
        )

    def attributes(self, identifier: str | None = None) -> Attributes:
        """Return attributes that now and then turn a block to another language."""
        lang = self.random.choice(("en", "ar", "fa")) if self.random.random() < 0.25 else None
        return Attributes(id=identifier, lang=lang)

    def paragraph(self, tokens: int = 14) -> Paragraph:
        return Paragraph(self.line(tokens, notes=True), attributes=self.attributes())

    def section(self, index: int) -> Section:
        attributes = self.attributes(f"sec-{index}")
        number, title = self.number(), self.line(6)
        level = self.random.randint(1, 3)
        entry = Attributes(lang=attributes.lang)
        self.entries.append(ContentsEntry(f"sec-{index}", level, title, number, attributes=entry))
        children = self.children()
        self.random.shuffle(children)
        return Section(level, title, tuple(children), number, attributes=attributes)

    def children(self) -> list[Block]:
        """Return one block of each kind, and paragraphs between them."""
        return [
            *(self.paragraph(24) for _ in range(4)),
            Quote((self.paragraph(),), self.line(4), attributes=self.attributes()),
            Admonition("note", (self.paragraph(),), self.line(4), attributes=self.attributes()),
            self.list(),
            self.definitions(),
            self.verse(),
            self.table(),
            Figure(PICTURE, self.line(8, notes=True), "", "", self.number("شكل ")),
            MathBlock("x+1", self.number()),
        ]

    def list(self) -> List:
        numeral = self.random.choice(tuple(_LABELS))
        items = tuple(
            ListItem((self.paragraph(),), label, attributes=self.attributes())
            for label in _LABELS[numeral]
        )
        return List(items, ordered=True, numeral=numeral, tight=self.random.random() < 0.5)

    def definitions(self) -> DefinitionList:
        items = tuple(DefinitionItem(self.line(3), ((self.paragraph(),),)) for _ in range(2))
        return DefinitionList(items, attributes=self.attributes())

    def verse(self) -> Verse:
        lines = tuple(VerseLine((self.line(4), self.line(4))) for _ in range(2))
        return Verse(lines, self.line(3), attributes=self.attributes())

    def table(self) -> Table:
        head = Row(tuple(Cell(self.cells(2), header=True) for _ in range(3)))
        body = tuple(Row(tuple(Cell(self.cells(4)) for _ in range(3))) for _ in range(3))
        caption = self.line(8, notes=True)
        columns = (Column(), Column(), Column())
        attributes = self.attributes()
        number = self.number("جدول ")
        return Table(columns, caption, (head,), body, number, attributes=attributes)

    def references(self, count: int) -> Bibliography:
        return Bibliography(
            entries=tuple(
                BibliographyEntry(f"k{n}", self.line(20), attributes=self.attributes())
                for n in range(count)
            )
        )

    def cells(self, tokens: int) -> tuple[Paragraph]:
        return (Paragraph(self.line(tokens), attributes=self.attributes()),)

    def glossary(self, count: int) -> GlossaryList:
        head = tuple(self.cells(1) for _ in range(4))
        items = tuple(
            GlossaryItem(f"g{n}", self.cells(2), self.cells(2), self.cells(1), self.cells(8))
            for n in range(count)
        )
        return GlossaryList(head=head, items=items)
