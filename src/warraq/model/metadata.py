"""Metadata of a publication as the front matter states it, each text in its languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from warraq.diagnostics import NOWHERE, Location
from warraq.model.attributes import Direction
from warraq.model.blocks import Blocks
from warraq.model.inlines import Inlines


class Digits(StrEnum):
    """The digits of generated numbers (Unicode's names of the digit sets)."""

    WESTERN = "western"
    ARABIC_INDIC = "arabic-indic"
    EXTENDED_ARABIC_INDIC = "extended-arabic-indic"


class NoteNumbering(StrEnum):
    """Where note numbers start anew."""

    PAGE = "page"
    DOCUMENT = "document"
    SECTION = "section"


class SectionNumbering(StrEnum):
    """How sections are numbered: not at all, 1.2.3, or by the language's own ordinals."""

    NONE = "none"
    DECIMAL = "decimal"
    ORDINALS = "ordinals"


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A plain text in one language (a name, an affiliation)."""

    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class LocalizedInlines:
    """A marked-up line in one language (a title)."""

    lang: str
    children: Inlines
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LocalizedBlocks:
    """Marked-up paragraphs in one language (an abstract)."""

    lang: str
    children: Blocks
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class LocalizedKeywords:
    """The keywords in one language."""

    lang: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Author:
    """An author: each text in one or more languages, the document's own first."""

    name: tuple[LocalizedText, ...]
    affiliation: tuple[LocalizedText, ...] = ()
    email: str = ""
    orcid: str = ""
    note: tuple[LocalizedInlines, ...] = ()
    location: Location = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Journal:
    """Where an article appears. ``pages`` is «45-78»; its first number starts the paging."""

    title: tuple[LocalizedText, ...] = ()
    volume: str = ""
    issue: str = ""
    pages: str = ""
    issn: str = ""


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of the text."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """All that the front matter says; ``places`` tells where, by the keys as written.

    Dates are ISO 8601 (``2024``, ``2024-03``, ``2024-03-09``). Localised values hold the main
    language first, then the others in the order of the source.
    """

    lang: str = "ar"
    dir: Direction | None = None
    title: tuple[LocalizedInlines, ...] = ()
    subtitle: tuple[LocalizedInlines, ...] = ()
    short_title: tuple[LocalizedText, ...] = ()
    authors: tuple[Author, ...] = ()
    abstract: tuple[LocalizedBlocks, ...] = ()
    keywords: tuple[LocalizedKeywords, ...] = ()
    date: str = ""
    received: str = ""
    accepted: str = ""
    journal: Journal | None = None
    publisher: str = ""
    doi: str = ""
    isbn: str = ""
    licence: Licence | None = None
    bibliography: tuple[str, ...] = ()
    glossary: tuple[str, ...] = ()
    nocite: tuple[str, ...] = ()
    theme: str = "journal"
    citation_style: str = ""
    digits: Digits | None = None
    note_numbering: NoteNumbering = NoteNumbering.DOCUMENT
    section_numbering: SectionNumbering = SectionNumbering.NONE
    contents: bool = False
    contents_depth: int = 3
    list_of_figures: bool = False
    list_of_tables: bool = False
    location: Location = field(default=NOWHERE, compare=False, repr=False)
    places: tuple[tuple[str, Location], ...] = field(default=(), compare=False, repr=False)

    def place_of(self, key: str) -> Location:
        """Return where the front matter states a key, else where the front matter begins."""
        return next((place for name, place in self.places if name == key), self.location)
