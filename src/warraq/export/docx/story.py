"""What the writers of a Word document share: the draft, its stories and a place in them.

A *story* is a part with running text (ECMA-376 part 1, 17.2 ff.): the body, the footnotes, a
header. Each has relationships of its own, so links and pictures belong to one.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from warraq.export.docx.numbering import Numbering
from warraq.lang.numerals import default_digits
from warraq.model.attributes import Direction
from warraq.model.metadata import Digits
from warraq.style.tokens import Mark, Role, Theme

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.package import Package

    from warraq.export.api import ExportContext
    from warraq.export.docx import DocxOptions
    from warraq.export.docx.citation_fields import CitationFields
    from warraq.export.docx.columns import Sections
    from warraq.model.document import ResolvedDocument
    from warraq.model.inlines import Note

# Word's limit for the name of a bookmark, and what it may hold.
_LONGEST_NAME = 40
_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9_]")


@dataclass(slots=True)
class Bookmarks:
    """Bookmark names for identifiers, and the numbers that bookmarks have in the file."""

    names: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    placed: set[str] = field(default_factory=set)
    """Identifiers whose bookmark is written."""
    count: int = 0

    def declare(self, identifier: str) -> None:
        """Give an identifier a name: letters, digits and low lines, at most 40, unique."""
        if identifier in self.names:
            return
        name = _NOT_IN_NAME.sub("_", identifier)
        if not name[:1].isalpha():
            name = f"b_{name}"
        if len(name) > _LONGEST_NAME or name.casefold() in self.taken:
            digest = hashlib.sha256(identifier.encode()).hexdigest()[:8]
            name = f"{name[: _LONGEST_NAME - 9]}_{digest}"
        self.taken.add(name.casefold())
        self.names[identifier] = name

    def next_number(self) -> str:
        """Return a number for one bookmark."""
        self.count += 1
        return str(self.count)


@dataclass(slots=True)
class Draft:
    """The document while it is written."""

    document: ResolvedDocument
    context: ExportContext
    options: DocxOptions
    package: Package
    direction: Direction
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    numbering: Numbering = field(default_factory=Numbering)
    notes: list[Note] = field(default_factory=list)
    captions: dict[str, str] = field(default_factory=dict)
    """Numbers of captions by identifier, as REF fields show them."""
    listed: dict[str, str] = field(default_factory=dict)
    """The letters of the lists of figures and tables, by the names of their sequences."""
    glossary: dict[str, str] = field(default_factory=dict)
    """Identifier of the glossary's line by the key of the term."""
    pictures: dict[str, Part] = field(default_factory=dict)
    """Parts of pictures by the digest of their content."""
    drawings: int = 0
    citation_fields: CitationFields | None = None
    sections: Sections | None = None
    """Where the text is in columns: the Word sections, for what stands across them."""
    running: dict[Mark, str] = field(default_factory=dict)
    """Texts of running heads."""
    default_ltr_lang: str = "en"
    default_rtl_lang: str = "ar"

    @property
    def theme(self) -> Theme:
        """The theme."""
        return self.context.theme

    @property
    def lang(self) -> str:
        """The language of the document."""
        return self.document.metadata.lang

    @property
    def digits(self) -> Digits:
        """The digits of generated numbers."""
        metadata = self.document.metadata
        return metadata.digits or default_digits(metadata.lang)


@dataclass(frozen=True, slots=True)
class Story:
    """A part with running text; ``is_notes`` where no further note can be called."""

    draft: Draft
    part: Part
    is_notes: bool = False
    note: int = 0
    """Number of the footnote that is being written."""
    related: dict[tuple[str, str], str] = field(default_factory=dict)
    """Identifiers of relationships by kind and target; python-docx searches all for each one."""

    def relate(self, target: Part | str, kind: str) -> str:
        """Return the id of a relationship to a part, or to an address outside."""
        from warraq.export.docx.container import RELATIONSHIP

        external = isinstance(target, str)
        key = (kind, target if isinstance(target, str) else str(target.partname))
        if key not in self.related:
            identifier = f"rId{len(self.part.rels) + 1}"
            self.part.load_rel(RELATIONSHIP + kind, target, identifier, external)
            self.related[key] = identifier
        return self.related[key]


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks are written: the role of plain paragraphs, and how far they are set in.

    ``width`` is the width of the column, ``indent`` and ``indent_end`` what surrounding blocks
    take of it on the two sides, all in twips; ``direction`` is that of the surrounding block.
    """

    role: str
    direction: Direction
    width: int
    indent: int = 0
    indent_end: int = 0
    list_depth: int = 0
    boxed: bool = False
    in_cell: bool = False
    is_across: bool = False
    """Whether a surrounding block stands across the columns of the body."""

    @property
    def room(self) -> int:
        """The width that is left."""
        return max(1, self.width - self.indent - self.indent_end)

    def within(self, role: Role, direction: Direction) -> Place:
        """Return the place inside a block that is set in as much as a role is."""
        return replace(
            self,
            role=role.name,
            direction=direction,
            indent=self.indent + indent_start(role, direction),
            indent_end=self.indent_end + indent_end(role, direction),
        )


def em(role: Role, direction: Direction) -> float:
    """Return the size of a role in points."""
    return role.size(direction) or 12.0


def indent_start(role: Role, direction: Direction) -> int:
    """Return a role's indent at the start in twips."""
    return round(role.indent_start * em(role, direction) * 20)


def indent_end(role: Role, direction: Direction) -> int:
    """Return a role's indent at the end in twips."""
    return round(role.indent_end * em(role, direction) * 20)


def role_of(theme: Theme, name: str) -> Role:
    """Return a role of the theme by name, that of body text for a name without a role."""
    return theme.roles.get(name) or theme.body
