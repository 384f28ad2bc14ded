"""Block nodes: sections, paragraphs, lists, tables and the blocks that passes generate."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from warraq.diagnostics import NOWHERE, Location
from warraq.model.attributes import Node
from warraq.model.inlines import Inlines


@dataclass(frozen=True, slots=True)
class Number:
    """A generated number that precedes a title or a caption: «جدول» «3» «: ».

    The three parts are texts in the document's digits; the direction pass resolves them together
    with the title or caption that follows, and exporters print them one after the other.
    """

    label: Inlines = ()
    value: Inlines = ()
    suffix: Inlines = ()

    @property
    def inlines(self) -> Inlines:
        """Label, value and suffix in a row."""
        return self.label + self.value + self.suffix


@dataclass(frozen=True, slots=True)
class Section(Node):
    """A section with its heading and all that belongs to it.

    ``level`` counts from 1. ``role`` names a generated or special section: ``contents``,
    ``bibliography``, ``glossary``, ``appendix`` or empty.
    """

    level: int
    title: Inlines
    children: Blocks = ()
    number: Number | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph(Node):
    """A paragraph. ``role`` is a role of the theme where it is not body text (``title``, …)."""

    children: Inlines
    role: str = ""


@dataclass(frozen=True, slots=True)
class Quote(Node):
    """A block quotation with an optional attribution."""

    children: Blocks
    attribution: Inlines = ()


@dataclass(frozen=True, slots=True)
class VerseLine:
    """A line of verse: one or two hemistichs (صدر وعجز)."""

    hemistichs: tuple[Inlines, ...]
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Verse(Node):
    """A poem or a part of one."""

    lines: tuple[VerseLine, ...]
    attribution: Inlines = ()


class Numeral(StrEnum):
    """How list items are counted; DECIMAL means the document's own digits."""

    DECIMAL = "decimal"
    ARABIC_ALPHA = "arabic-alpha"
    ABJAD = "abjad"
    ARABIC_ORDINAL = "arabic-ordinal"
    LOWER_ALPHA = "lower-alpha"
    UPPER_ALPHA = "upper-alpha"
    LOWER_ROMAN = "lower-roman"
    UPPER_ROMAN = "upper-roman"
    HEBREW = "hebrew"


@dataclass(frozen=True, slots=True)
class ListItem(Node):
    """An item of a list. ``label`` is its number as printed, with its punctuation («1.»)."""

    children: Blocks
    label: str = ""


@dataclass(frozen=True, slots=True)
class List(Node):
    """A bullet list or an ordered one; ``start`` is the first item's number."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1
    numeral: Numeral = Numeral.DECIMAL
    delimiter: str = "."
    tight: bool = True


@dataclass(frozen=True, slots=True)
class DefinitionItem(Node):
    """A term with its definitions."""

    term: Inlines
    definitions: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList(Node):
    """A list of terms and definitions."""

    items: tuple[DefinitionItem, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock(Node):
    """Code in lines, set left to right. ``language`` is the programming language."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class MathBlock(Node):
    """A displayed LaTeX formula, numbered when it has an identifier."""

    tex: str
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class Figure(Node):
    """A figure with its caption. ``source`` is a path relative to the source folder."""

    source: str
    caption: Inlines = ()
    alternative: str = ""
    width: str = ""
    number: Number | None = None


class Alignment(StrEnum):
    """Alignment of a column's cells; START and END follow the table's direction."""

    START = "start"
    CENTER = "center"
    END = "end"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``width`` is a share of the whole between 0 and 1, or None."""

    alignment: Alignment | None = None
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Cell(Node):
    """A cell of a table."""

    children: Blocks
    header: bool = False
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells in logical order: the first stands at the table's start edge."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table(Node):
    """A table with its caption, columns, head rows and body rows.

    Fields stand in reading order, since notes are numbered by it: the caption is above.
    """

    columns: tuple[Column, ...]
    caption: Inlines = ()
    head: tuple[Row, ...] = ()
    body: tuple[Row, ...] = ()
    number: Number | None = None


@dataclass(frozen=True, slots=True)
class Admonition(Node):
    """A boxed remark. ``kind`` is note, tip, important, warning or caution."""

    kind: str
    children: Blocks
    title: Inlines = ()


@dataclass(frozen=True, slots=True)
class Container(Node):
    """A division with attributes: a language, a direction, a class, a role of the theme."""

    children: Blocks
    role: str = ""


@dataclass(frozen=True, slots=True)
class ThematicBreak(Node):
    """A break of thought (CommonMark ``***``)."""


@dataclass(frozen=True, slots=True)
class ContentsEntry(Node):
    """A line of the contents; ``target`` is the identifier of what it leads to."""

    target: str
    level: int
    children: Inlines
    number: Number | None = None


class ContentsKind(StrEnum):
    """What a list of contents lists: the sections, or the figures or tables with a number."""

    SECTIONS = "sections"
    FIGURES = "figures"
    TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Contents(Node):
    """The table of contents, or a list of figures or tables, filled by the contents pass."""

    title: Inlines = ()
    entries: tuple[ContentsEntry, ...] = ()
    kind: ContentsKind = ContentsKind.SECTIONS


@dataclass(frozen=True, slots=True)
class BibliographyEntry(Node):
    """An entry of a list of references in its own language."""

    key: str
    children: Inlines = ()


@dataclass(frozen=True, slots=True)
class Bibliography(Node):
    """A list of references, filled by the citations pass."""

    entries: tuple[BibliographyEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class GlossaryItem(Node):
    """A line of the glossary; each cell is a paragraph in its own language, or nothing."""

    key: str
    headword: Blocks
    equivalent: Blocks = ()
    abbreviation: Blocks = ()
    definition: Blocks = ()


@dataclass(frozen=True, slots=True)
class GlossaryList(Node):
    """The glossary, filled by the glossary pass. ``head`` holds the heads of the columns."""

    head: tuple[Blocks, ...] = ()
    items: tuple[GlossaryItem, ...] = ()


Block = (
    Section
    | Paragraph
    | Quote
    | Verse
    | List
    | DefinitionList
    | CodeBlock
    | MathBlock
    | Figure
    | Table
    | Admonition
    | Container
    | ThematicBreak
    | Contents
    | Bibliography
    | GlossaryList
)
Blocks = tuple[Block, ...]
