"""Inline nodes: what stands within a paragraph, a heading, a cell or a caption."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from warraq.diagnostics import NOWHERE, Location
from warraq.model.attributes import Node

if TYPE_CHECKING:
    from warraq.model.blocks import Blocks


@dataclass(frozen=True, slots=True)
class Text:
    """Literal text. ``level`` is its UAX #9 embedding level; a text never spans two levels.

    ``number`` tells whether the text consists of what the algorithm resolved to a number
    (EN or AN) together with what clings to it; Word marks such a run as right-to-left.
    """

    text: str
    level: int | None = None
    number: bool = False
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Emphasis(Node):
    """Emphasis (CommonMark ``*…*``); a theme may set it bold in Arabic, italic in Latin."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strong(Node):
    """Strong importance (CommonMark ``**…**``)."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Underline(Node):
    """Underlined text (``[…]{.underline}``)."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Strike(Node):
    """Struck-out text (``~~…~~``)."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Superscript(Node):
    """Raised text (``^…^``)."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Subscript(Node):
    """Lowered text (``~…~``)."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Quoted(Node):
    """A quotation within a line; the typography pass adds the language's marks as its texts."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class Code(Node):
    """Code within a line: an isolate set left to right."""

    children: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Math(Node):
    """A LaTeX formula within a line."""

    tex: str


@dataclass(frozen=True, slots=True)
class Link(Node):
    """A link. ``target`` is a URL, or ``#id`` for a place in this document."""

    target: str
    children: Inlines
    title: str = ""


@dataclass(frozen=True, slots=True)
class Image(Node):
    """An image within a line. ``source`` is a path relative to the source folder."""

    source: str
    alternative: str = ""
    title: str = ""


class NoteKind(StrEnum):
    """Who a note is by: the text's own note, a citation's, or the author's (mark ``*``)."""

    FOOTNOTE = "footnote"
    CITATION = "citation"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Note(Node):
    """A note, held where it is called.

    ``ordinal`` counts the numbered notes of the document from 1 (0 for the ``*`` note);
    ``mark`` is what a reader sees, in the document's digits. With numbering by page the mark is
    that of numbering through the document, and a paged exporter counts anew on each page.
    """

    children: Blocks
    kind: NoteKind = NoteKind.FOOTNOTE
    ordinal: int = 0
    mark: str = ""


class CitationMode(StrEnum):
    """``[@key]``, ``@key`` with the author in the text, ``[-@key]`` without the author."""

    NORMAL = "normal"
    AUTHOR_IN_TEXT = "author-in-text"
    SUPPRESS_AUTHOR = "suppress-author"


@dataclass(frozen=True, slots=True)
class CitationItem:
    """One work of a citation. ``locator`` is as the author wrote it: «ص ص. 50-51»."""

    key: str
    prefix: Inlines = ()
    locator: str = ""
    suffix: Inlines = ()
    mode: CitationMode = CitationMode.NORMAL
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Citation(Node):
    """A citation of one or more works; the citations pass fills ``children``."""

    items: tuple[CitationItem, ...]
    children: Inlines = ()


class ReferenceKind(StrEnum):
    """What a cross-reference points at, by the prefix of its identifier."""

    SECTION = "sec"
    FIGURE = "fig"
    TABLE = "tbl"
    EQUATION = "eq"


@dataclass(frozen=True, slots=True)
class CrossReference(Node):
    """A reference to a numbered place (``@fig-…``); the references pass fills ``children``."""

    target: str
    kind: ReferenceKind
    children: Inlines = ()


@dataclass(frozen=True, slots=True)
class Term(Node):
    """A glossary term in the text. ``key`` is the entry's id; ``first`` marks its first use."""

    key: str
    children: Inlines
    first: bool = False


@dataclass(frozen=True, slots=True)
class Span(Node):
    """A phrase with attributes: a language, a direction, a class."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class LineBreak(Node):
    """A line break that the author asked for."""


InlineNode = (
    Emphasis
    | Strong
    | Underline
    | Strike
    | Superscript
    | Subscript
    | Quoted
    | Code
    | Math
    | Link
    | Image
    | Note
    | Citation
    | CrossReference
    | Term
    | Span
    | LineBreak
)
Inline = Text | InlineNode
Inlines = tuple[Inline, ...]
