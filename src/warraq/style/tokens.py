"""The design tokens of a theme as frozen data: page, fonts, roles, notes, running heads.

Each field says its unit. ``number`` bounds what a theme file may state; the loader checks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


def number(default: float | None, low: float, high: float) -> Any:
    """Return a field that holds a number between two bounds (both allowed)."""
    return field(default=default, metadata={"low": low, "high": high})


def whole(default: int, low: int, high: int) -> Any:
    """Return a field that holds a whole number between two bounds (both allowed)."""
    return field(default=default, metadata={"low": low, "high": high})


def color(default: str) -> Any:
    """Return a field that holds a colour: six hexadecimal digits after «#»; empty: as the text."""
    return field(default=default, metadata={"pattern": r"#[0-9A-Fa-f]{6}|", "form": "#rrggbb"})


class Kind(StrEnum):
    """What a role is applied to."""

    PARAGRAPH = "paragraph"
    CHARACTER = "character"


class Align(StrEnum):
    """Alignment of lines; START and END follow the direction of the paragraph."""

    START = "start"
    CENTER = "center"
    END = "end"
    JUSTIFY = "justify"


class Slope(StrEnum):
    """CSS ``font-style``. Arabic script has no italic, so its roles stay NORMAL."""

    NORMAL = "normal"
    ITALIC = "italic"


class Usage(StrEnum):
    """Which stack of the theme's fonts a role is set in."""

    TEXT = "text"
    HEADING = "heading"
    MONOSPACE = "monospace"


class Side(StrEnum):
    """Where a caption stands."""

    ABOVE = "above"
    BELOW = "below"


class Start(StrEnum):
    """Where a section of the first level begins: anywhere, on a new page, on a recto."""

    AUTO = "auto"
    PAGE = "page"
    RECTO = "recto"


class ColumnsStart(StrEnum):
    """Where columns begin: below the front matter, or on the page after it."""

    FRONT = "front"
    PAGE = "page"


class Part(StrEnum):
    """A part of the body that may stand across all columns; FIGURES and TABLES: each of them."""

    CONTENTS = "contents"
    FIGURES = "figures"
    TABLES = "tables"
    BIBLIOGRAPHY = "bibliography"
    GLOSSARY = "glossary"


ACROSS_CLASS = "across"
"""The class by which an author puts a block across the columns."""


class Mark(StrEnum):
    """What a place of a running head holds.

    PAGE is the page number, SECTION the title of the section of the first level; the others come
    from the metadata and are the same on all pages.
    """

    NONE = ""
    PAGE = "page"
    SECTION = "section"
    TITLE = "title"
    SHORT_TITLE = "short-title"
    AUTHOR = "author"
    JOURNAL = "journal"
    JOURNAL_LINE = "journal-line"


class LineRule(StrEnum):
    """How Word sets lines apart.

    AT_LEAST: never less than ``line_height`` × size in points, as CSS does. MULTIPLE: a multiple
    of the face's own single spacing, as Word's user interface offers it (1.5 lines).
    """

    AT_LEAST = "at-least"
    MULTIPLE = "multiple"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The sheet and the margins in mm.

    The *inside* margin is where the publication is bound: on the right in a right-to-left one.
    Without ``mirrored`` it stands on that side of every page.
    """

    width: float = number(210, 50, 1000)
    height: float = number(297, 50, 1500)
    margin_top: float = number(30, 0, 200)
    margin_bottom: float = number(30, 0, 200)
    margin_inside: float = number(36, 0, 200)
    margin_outside: float = number(36, 0, 200)
    header_distance: float = number(15, 0, 100)
    footer_distance: float = number(15, 0, 100)
    mirrored: bool = False
    bleed: float = number(0, 0, 20)
    crop_marks: bool = False
    line_numbers: int = whole(0, 0, 100)
    """Each nth line bears its number in the margin, for reviewers; 0: none."""
    line_numbers_restart: bool = False
    """Whether lines count from 1 on each page."""

    @property
    def measure(self) -> float:
        """The width of the text in mm."""
        return self.width - self.margin_inside - self.margin_outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Columns of the body; the front matter always stands across them.

    ``across`` names the parts that do so too; a table that does not fit in a column does anyhow.
    """

    count: int = whole(1, 1, 3)
    gap: float = number(8, 2, 50)
    """Between two columns, mm."""
    rule_width: float = number(0.4, 0, 10)
    """Of the rule between two columns, pt; 0: none."""
    start: ColumnsStart = ColumnsStart.FRONT
    balanced: bool = True
    """Whether columns that the text does not fill are made equal."""
    across: tuple[Part, ...] = (Part.CONTENTS,)


@dataclass(frozen=True, slots=True, kw_only=True)
class FontStack:
    """Font families by script, the wanted one first. An empty tuple means: as the text's."""

    arabic: tuple[str, ...] = ()
    latin: tuple[str, ...] = ()
    hebrew: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FontSet:
    """The stacks of one kind of output."""

    text: FontStack = FontStack()
    heading: FontStack = FontStack()
    monospace: FontStack = FontStack()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """``page`` for PDF and EPUB, which carry their fonts; ``word`` names what editors have."""

    page: FontSet = FontSet()
    word: FontSet = FontSet()


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """Notes: the decoration of their marks and the rule above them.

    ``call_*`` stand around the mark in the text, ``marker_*`` around it before the note.
    """

    call_prefix: str = "("
    call_suffix: str = ")"
    marker_prefix: str = "("
    marker_suffix: str = ")"
    rule_length: float = number(45, 0, 500)
    """mm"""
    rule_width: float = number(0.5, 0, 10)
    """pt"""
    continued_rule_full: bool = True
    """Whether the rule spans the measure where a page begins with the rest of a note."""
    space_above: float = number(12, 0, 100)
    """Between the text and the rule, pt."""
    space_below_rule: float = number(4, 0, 100)
    """Between the rule and the first note, pt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMarks:
    """What stands in the head and the foot of a page; start and end follow the direction."""

    header_start: Mark = Mark.NONE
    header_center: Mark = Mark.NONE
    header_end: Mark = Mark.NONE
    footer_start: Mark = Mark.NONE
    footer_center: Mark = Mark.NONE
    footer_end: Mark = Mark.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Running heads. ``verso`` counts only on mirrored pages; otherwise all are as ``recto``.

    ``first`` holds for the first page when ``first_page_different`` is set. ``rule_width`` is
    that of the line below the head in pt; 0: none.
    """

    first_page_different: bool = True
    first: PageMarks = PageMarks()
    recto: PageMarks = PageMarks()
    verso: PageMarks = PageMarks()
    rule_width: float = number(0, 0, 10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Tables in the manner of books: rules above, below the head and below; none upright."""

    caption: Side = Side.ABOVE
    rule_top: float = number(0.8, 0, 10)
    """pt"""
    rule_head: float = number(0.4, 0, 10)
    """pt"""
    rule_bottom: float = number(0.8, 0, 10)
    """pt"""
    rule_rows: float = number(0, 0, 10)
    """Between the rows of the body, pt; 0: none."""
    padding_block: float = number(3, 0, 50)
    """Above and below the text of a cell, pt."""
    padding_inline: float = number(5, 0, 50)
    """Before and after the text of a cell, pt."""
    space_before: float = number(10, 0, 200)
    """pt"""
    space_after: float = number(12, 0, 200)
    """pt"""
    least_size: float = number(9, 4, 30)
    """The smallest type that a table wider than the measure is set in, pt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures; their spaces are those of the roles ``figure`` and ``caption-figure``."""

    caption: Side = Side.BELOW
    resolution: float = number(300, 0, 2400)
    """Of photographs in the PDF, dots an inch; 0: as they are."""
    least_resolution: float = number(150, 0, 2400)
    """Below it a picture of dots is reported, dots an inch; 0: never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """Colours of lines and grounds; those of text belong to the roles."""

    rule: str = color("#000000")
    code_background: str = color("#F4F4F4")
    admonition_background: str = color("#F7F7F7")
    admonition_rule: str = color("#9C9C9C")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What holds for Word alone.

    ``single_line`` is the height of single-spaced lines as a multiple of the size (1.15 in Times
    New Roman); LineRule.MULTIPLE divides by it.
    """

    line_rule: LineRule = LineRule.AT_LEAST
    single_line: float = number(1.15, 0.8, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Justification:
    """How justified lines are filled in PDF: by spaces alone, or by extended joins too.

    ``kashida_longest`` bounds one extension in running text, ``kashida_longest_verse`` in verse,
    both in em. ``space_most`` is how wide spaces grow before a word is extended, as a multiple of
    their own width.
    """

    kashida: bool = False
    kashida_longest: float = number(1.0, 0.1, 4)
    kashida_longest_verse: float = number(1.3, 0.1, 8)
    space_most: float = number(1.33, 1, 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """How one kind of paragraph, or of phrase, looks. The identity of roles is in ``roles.py``.

    ``arabic_*`` hold for right-to-left scripts, ``latin_*`` for the others. A paragraph is set in
    the size of its own direction; Word moreover sets each run in the size of its script. None in
    a character role means: as the text around.
    """

    name: str
    kind: Kind = Kind.PARAGRAPH
    selector: str = ""
    """CSS selector."""
    word: str = ""
    """Name of the Word style («heading 1»)."""
    word_id: str = ""
    """Identifier of the Word style («Heading1»)."""
    based_on: str = ""
    """The role whose look this one inherits; empty: none."""
    next: str = ""
    """The role of the paragraph that Word begins after this one; empty: the same."""
    font: Usage | None = None
    arabic_size: float | None = number(None, 4, 200)
    """pt"""
    latin_size: float | None = number(None, 4, 200)
    """pt"""
    arabic_weight: int | None = number(None, 400, 700)
    """400 regular or 700 bold"""
    latin_weight: int | None = number(None, 400, 700)
    """400 regular or 700 bold"""
    arabic_style: Slope | None = None
    latin_style: Slope | None = None
    color: str = color("")
    underline: bool = False
    superscript: bool = False
    scale: float = number(1.0, 0.3, 3)
    """Of a character role in CSS: its size as a multiple of that around."""
    line_height: float = number(1.6, 0.8, 4)
    """Multiple of the size."""
    space_before: float = number(0, 0, 300)
    """pt"""
    space_after: float = number(0, 0, 300)
    """pt"""
    contextual_spacing: bool = False
    """No space between two neighbours of the same role."""
    indent_start: float = number(0, 0, 30)
    """em of the role's own size"""
    indent_end: float = number(0, 0, 30)
    """em"""
    first_line: float = number(0, -30, 30)
    """em; negative: the first line hangs out by so much"""
    align: Align = Align.START
    keep_with_next: bool = False
    keep_together: bool = False
    orphans: int = whole(2, 1, 9)
    """Lines at least at the foot of a page."""
    widows: int = whole(2, 1, 9)
    """Lines at least at the head of a page."""

    def size(self, direction: str) -> float | None:
        """Return the size in pt of a paragraph in a direction (``ltr`` or ``rtl``)."""
        return self.arabic_size if direction == "rtl" else self.latin_size

    def weight(self, direction: str) -> int | None:
        """Return the weight of text in a direction."""
        return self.arabic_weight if direction == "rtl" else self.latin_weight

    def slope(self, direction: str) -> Slope | None:
        """Return the slope of text in a direction."""
        return self.arabic_style if direction == "rtl" else self.latin_style


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme: all that an exporter may know of the look."""

    name: str
    title: str = ""
    page: Page = Page()
    columns: Columns = Columns()
    fonts: Fonts = Fonts()
    notes: Notes = Notes()
    running: Running = Running()
    tables: Tables = Tables()
    figures: Figures = Figures()
    colors: Colors = Colors()
    justification: Justification = Justification()
    word: Word = Word()
    section_start: Start = Start.AUTO
    """Where a section of the first level begins."""
    roles: Mapping[str, Role] = field(default_factory=dict)

    @property
    def column_measure(self) -> float:
        """The width of a column of the body in mm; of the whole text where there is but one."""
        count = self.columns.count
        return (self.page.measure - (count - 1) * self.columns.gap) / count

    @property
    def first_page_different(self) -> bool:
        """Whether the first page bears other running heads."""
        return self.running.first_page_different

    @property
    def body(self) -> Role:
        """The role of ordinary paragraphs."""
        return self.roles["body"]
