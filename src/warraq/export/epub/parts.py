"""The files of a book: where it is cut, what each file is, and where each identifier lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import dropwhile, takewhile

from warraq.model.attributes import Node
from warraq.model.blocks import Block, Blocks, Contents, Section
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import LineBreak
from warraq.model.walk import iterate


class Matter(StrEnum):
    """The divisions of a book (EPUB 3 Structural Semantics Vocabulary, document partitions)."""

    FRONT = "frontmatter"
    BODY = "bodymatter"
    BACK = "backmatter"


class Kind(StrEnum):
    """What a file is, by its term in the EPUB 3 Structural Semantics Vocabulary."""

    COVER = "cover"
    TITLE_PAGE = "titlepage"
    CONTENTS = "toc"
    TEXT = "text"
    CHAPTER = "chapter"
    APPENDIX = "appendix"
    BIBLIOGRAPHY = "bibliography"
    GLOSSARY = "glossary"

    @property
    def matter(self) -> Matter:
        """Return the division that such a file belongs to."""
        match self:
            case Kind.COVER | Kind.TITLE_PAGE | Kind.CONTENTS:
                return Matter.FRONT
            case Kind.TEXT | Kind.CHAPTER:
                return Matter.BODY
            case _:
                return Matter.BACK


_KINDS = {
    "appendix": Kind.APPENDIX,
    "bibliography": Kind.BIBLIOGRAPHY,
    "glossary": Kind.GLOSSARY,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A file of the book. ``name`` is its name without suffix, plain ASCII, unique."""

    name: str
    kind: Kind
    blocks: Blocks

    @property
    def file(self) -> str:
        """Return the file's name; all content stands in one folder."""
        return f"{self.name}.xhtml"

    @property
    def section(self) -> Section | None:
        """Return the section that fills the file, None for a file of other things."""
        match self.blocks:
            case (Section() as section,):
                return section
            case _:
                return None


def split(document: ResolvedDocument) -> tuple[Part, ...]:
    """Return the files in reading order: a title page, then one for each outermost section.

    What stands between sections has files of its own. The first contents beside the sections,
    with the lists of figures and tables that follow, become the navigation document, which
    reading systems keep at hand; without any it follows the title page, as books have it.
    """
    parts = [Part("title-page", Kind.TITLE_PAGE, document.front)] if document.front else []
    navigation = _first_contents(document.blocks)
    for blocks in _groups(document.blocks, navigation):
        match blocks:
            case _ if blocks is navigation:
                parts.append(Part("nav", Kind.CONTENTS, blocks))
            case (Section() as section,):
                kind = _KINDS.get(section.role, Kind.CHAPTER)
                parts.append(Part(_name(kind, parts), kind, blocks))
            case _:
                parts.append(Part(_name(Kind.TEXT, parts), Kind.TEXT, blocks))
    if all(part.kind is not Kind.CONTENTS for part in parts):
        parts.insert(1 if document.front else 0, Part("nav", Kind.CONTENTS, ()))
    if all(part.kind.matter is Matter.FRONT for part in parts):
        parts.append(Part("text-1", Kind.TEXT, ()))
    return tuple(parts)


def _name(kind: Kind, parts: Iterable[Part]) -> str:
    count = sum(part.kind is kind for part in parts) + 1
    counted = kind in (Kind.TEXT, Kind.CHAPTER, Kind.APPENDIX) or count > 1
    return f"{kind}-{count}" if counted else kind.value


def _groups(blocks: Blocks, navigation: Blocks) -> Iterator[Blocks]:
    """Yield each section, the blocks of the navigation, and what lies between them together."""
    places = {id(block) for block in navigation}
    loose: list[Block] = []
    for block in blocks:
        if not (isinstance(block, Section) or id(block) in places):
            loose.append(block)
            continue
        if loose:
            yield tuple(loose)
            loose = []
        if isinstance(block, Section):
            yield (block,)
        elif block is navigation[0]:
            yield navigation
    if loose:
        yield tuple(loose)


def _first_contents(blocks: Blocks) -> Blocks:
    """Return the first contents beside the sections, with the lists right after them."""
    following = dropwhile(lambda block: not isinstance(block, Contents), blocks)
    return tuple(takewhile(lambda block: isinstance(block, Contents), following))


@dataclass(frozen=True, slots=True)
class Division:
    """A section that has a semantic of its own, and its address in the book."""

    section: Section
    kind: Kind
    address: str


def divisions(part: Part) -> Iterator[Division]:
    """Yield the section that fills a file, and the special ones further in.

    A section within one of the same kind (the lists of one bibliography) is a part of that.
    """
    if part.section is not None:
        yield Division(part.section, part.kind, part.file)
    inner: set[str] = set()
    for node in iterate(part.blocks):
        if not isinstance(node, Section) or node is part.section:
            continue
        kind = _KINDS.get(node.role)
        if kind is None or kind is part.kind or node.attributes.id in inner:
            continue
        inner.update(item.attributes.id for item in iterate(node) if isinstance(item, Section))
        yield Division(node, kind, f"{part.file}#{node.attributes.id}")


def places(parts: Iterable[Part]) -> Mapping[str, str]:
    """Return the file of each identifier of the document."""
    result: dict[str, str] = {}
    for part in parts:
        if part.kind is Kind.CONTENTS:
            continue
        for node in iterate(part.blocks):
            # A line break is written without attributes, so that nothing can point at it.
            if isinstance(node, Node) and node.attributes.id and not isinstance(node, LineBreak):
                result.setdefault(node.attributes.id, part.file)
    return result


def fresh(wanted: str, taken: Mapping[str, str]) -> str:
    """Return an identifier that the document does not have: the wanted one, or one like it."""
    while wanted in taken:
        wanted += "-"
    return wanted
