"""The citations pass: the text of every citation and the list of references."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import Any

from warraq.bib import clusters, lists
from warraq.bib import works as working
from warraq.bib.positions import Cited, Cluster, positions
from warraq.bib.render import Work
from warraq.bib.style import Style
from warraq.model.attributes import Attributes
from warraq.model.blocks import Bibliography, Block, Blocks, Container, Paragraph, Section
from warraq.model.document import Document
from warraq.model.inlines import (
    Citation,
    Note,
    NoteKind,
    Text,
)
from warraq.model.references import Entry
from warraq.model.walk import is_node, iterate, map_children
from warraq.resolve import citation_faults
from warraq.resolve.citation_faults import report_undefined
from warraq.resolve.citation_style import style_of
from warraq.resolve.context import Context
from warraq.resolve.notes import AUTHOR_NAME

LIST_ID = "refs"
"""The identifier of the division in which an author wants the list (as in Pandoc)."""


def run(document: Document, context: Context) -> Document:
    """Fill every citation and add the list of references.

    Reports keys that no bibliography file has (C001) and what the style needs and a cited entry
    lacks (C008, C009, C017). Running twice changes nothing.
    """
    tree = (document.front, document.blocks)
    cited = [node for node in iterate(tree) if isinstance(node, Citation)]
    if not cited and not document.metadata.nocite:
        return document
    style = style_of(document, context)
    lang = document.metadata.lang
    entries = _cited_entries(document, cited, context)
    works = working.of_entries(entries, style, lang, document.metadata.digits)
    if style.csl is not None:
        return _by_engine(document, works, style, context)
    works = lists.numbered(works, style, lang, _order(cited), document.metadata.digits)
    citation_faults.report_missing_fields(entries, style, context)
    citation_faults.report_undivided_names(works.values(), style, context)
    citation_faults.report_unromanized(works.values(), style, context)
    front, blocks = _filled(tree, works, style, lang, context.options.note_pages)
    blocks = _with_list(blocks, works, style, lang)
    if front is document.front and blocks is document.blocks:
        return document
    return dataclasses.replace(document, front=front, blocks=blocks)


def _cited_entries(
    document: Document, cited: list[Citation], context: Context
) -> tuple[Entry, ...]:
    """Return the entries that are cited or named in ``nocite``, in the order of the files."""
    known = {entry.key: entry for entry in document.references}
    keys: set[str] = set()
    for citation in cited:
        for item in citation.items:
            keys.add(item.key)
            if item.key not in known:
                place = item.location if item.location.line else citation.location
                report_undefined(item.key, known, place, context)
    for key in document.metadata.nocite:
        name = key.removeprefix("@")
        if name == "*":
            return document.references
        keys.add(name)
        if name not in known:
            report_undefined(name, known, document.metadata.place_of("nocite"), context)
    return tuple(entry for entry in document.references if entry.key in keys)


def _order(cited: list[Citation]) -> list[str]:
    return [item.key for citation in cited for item in citation.items]


# CSL styles


def _by_engine(
    document: Document, works: Mapping[str, Work], style: Style, context: Context
) -> Document:
    """Fill the citations and the list with what the engine for CSL styles makes of them."""
    from warraq.resolve import csl

    tree = (document.front, document.blocks)
    lang = document.metadata.lang
    asked: list[tuple[Citation, _Around]] = []

    def ask(citation: Citation, around: _Around) -> Citation:
        asked.append((citation, around))
        return citation

    _Walker(ask, style, works, lang, None).visit(tree, _Around(lang))
    requests = [
        csl.Request(
            citation,
            clusters.Setting(around.lang, around.is_note, around.stopped),
            0 if around.note is None else around.note,
        )
        for citation, around in asked
    ]
    made = csl.texts(document, works, style, requests, context)
    if made is None:
        return document
    texts = iter(made.citations)

    def fill(citation: Citation, _: _Around) -> Citation:
        children = next(texts)
        return citation if children == citation.children else replace(citation, children=children)

    front, blocks = _Walker(fill, style, made.works, lang, None).visit(tree, _Around(lang))
    if made.entries:
        blocks = csl.with_entries(_with_list(blocks, made.works, style, lang), made.entries)
    return dataclasses.replace(document, front=front, blocks=blocks)


# Filling the citations


@dataclass(slots=True)
class _State:
    """The order of the citations: notes and scopes counted as a reader meets them."""

    scope: str = "document"
    note: int = 0
    notes: int = 0
    section: int = 0
    clusters: list[Cluster] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Around:
    """What is around a node: its language, and the number of the note that holds it.

    ``index`` counts the notes alone, from 0.
    """

    lang: str
    note: int | None = None
    index: int | None = None
    is_note: bool = False
    stopped: bool = False


def _filled(
    tree: Any,
    works: Mapping[str, Work],
    style: Style,
    lang: str,
    pages: tuple[int, ...] | None,
) -> Any:
    collector = _Walker(lambda citation, _: citation, style, works, lang, pages)
    collector.visit(tree, _Around(lang))
    places = iter(positions(collector.state.clusters, style.near_note_distance))

    def fill(citation: Citation, around: _Around) -> Citation:
        setting = clusters.Setting(around.lang, around.is_note, around.stopped)
        children = clusters.render(citation, next(places), works, style, setting)
        return citation if children == citation.children else replace(citation, children=children)

    return _Walker(fill, style, works, lang, pages).visit(tree, _Around(lang))


@dataclass(slots=True)
class _Walker:
    """Walks the tree in the reader's order and hands over each citation with what is around it."""

    fill: Callable[[Citation, _Around], Citation]
    style: Style
    works: Mapping[str, Work]
    lang: str
    pages: tuple[int, ...] | None
    state: _State = field(default_factory=_State)

    def visit(self, value: Any, around: _Around) -> Any:
        if isinstance(value, tuple):
            return self._tuple(value, around)
        if not is_node(value):
            return value
        if isinstance(value, Citation):
            return self._citation(value, around)
        if isinstance(value, Note):
            return self._note(value, around)
        if isinstance(value, Section) and value.level == 1 and self.style.scope == "section":
            self.state.section += 1
        attributes = getattr(value, "attributes", None)
        if isinstance(attributes, Attributes) and attributes.lang:
            around = replace(around, lang=attributes.lang)
        return map_children(value, lambda child: self.visit(child, around))

    def _tuple(self, values: tuple[Any, ...], around: _Around) -> tuple[Any, ...]:
        result: list[Any] = []
        for index, value in enumerate(values):
            here = around
            if isinstance(value, Citation):
                following = values[index + 1] if index + 1 < len(values) else None
                here = replace(around, stopped=_begins_with_stop(following))
            result.append(self.visit(value, here))
        same = all(new is old for new, old in zip(result, values, strict=True))
        return values if same else tuple(result)

    def _citation(self, citation: Citation, around: _Around) -> Citation:
        if AUTHOR_NAME in citation.attributes.classes:
            children = clusters.author(citation.items[0], self.works, self.style, around.lang)
            return (
                citation if children == citation.children else replace(citation, children=children)
            )
        note = around.note
        if note is None:
            self.state.note += 1
            note = self.state.note
        items = tuple(Cited(item.key, clusters.locator_text(item)) for item in citation.items)
        self.state.clusters.append(
            Cluster(items, note, str(self.state.section), self._page(around))
        )
        return self.fill(citation, around)

    def _page(self, around: _Around) -> str:
        """Return the page of the note at hand, if the style asks for it.

        Where no pages are known each note has one of its own: «ibid.» would be a guess.
        """
        if self.style.scope != "page" or around.index is None:
            return ""
        known = self.pages is not None and around.index < len(self.pages)
        return str(self.pages[around.index]) if self.pages and known else f"note {around.index}"

    def _note(self, note: Note, around: _Around) -> Note:
        self.state.note += 1
        index, self.state.notes = self.state.notes, self.state.notes + 1
        inside = replace(around, note=self.state.note, index=index, is_note=False, stopped=False)
        citation = _only_citation(note)
        if citation is None:
            result = map_children(note, lambda child: self.visit(child, inside))
            assert isinstance(result, Note)
            return result
        # A citation's note is the document's own, whatever the language of the passage.
        lang = clusters.note_language(citation, self.works, self.lang)
        filled = self._citation(citation, replace(inside, lang=lang or self.lang, is_note=True))
        return _with_citation(note, citation, filled, lang)


def _begins_with_stop(node: Any) -> bool:
    return isinstance(node, Text) and node.text.startswith((".", "۔"))


def _only_citation(note: Note) -> Citation | None:
    """Return the citation of a note that holds nothing else."""
    if note.kind is not NoteKind.CITATION or len(note.children) != 1:
        return None
    paragraph = note.children[0]
    if not isinstance(paragraph, Paragraph) or len(paragraph.children) != 1:
        return None
    citation = paragraph.children[0]
    return citation if isinstance(citation, Citation) else None


def _with_citation(note: Note, old: Citation, new: Citation, lang: str | None) -> Note:
    paragraph = note.children[0]
    assert isinstance(paragraph, Paragraph)
    if new is old and paragraph.attributes.lang == lang:
        return note
    attributes = replace(paragraph.attributes, lang=lang)
    return replace(note, children=(replace(paragraph, children=(new,), attributes=attributes),))


# The list of references


def _with_list(blocks: Blocks, works: Mapping[str, Work], style: Style, lang: str) -> Blocks:
    """Return the blocks with the list in the division ``refs``, else before the glossary."""
    placed, is_placed = _in_division(blocks, works, style, lang, 0)
    if is_placed or not works:
        return placed
    section = _section(works, style, lang, blocks)
    present = [block for block in blocks if _is_list(block)]
    if present:
        return blocks if present == [section] else _replaced(blocks, present[0], section)
    index = next(
        (
            number
            for number, block in enumerate(blocks)
            if isinstance(block, Section) and block.role == "glossary"
        ),
        len(blocks),
    )
    return (*blocks[:index], section, *blocks[index:])


def _replaced(blocks: Blocks, old: Block, new: Block) -> Blocks:
    return tuple(new if block is old else block for block in blocks)


def _is_list(block: Block) -> bool:
    return isinstance(block, Section) and block.role == lists.ROLE


def _section(works: Mapping[str, Work], style: Style, lang: str, blocks: Blocks) -> Section:
    """Return the list as a section whose identifiers the author has not taken for his own."""
    own = tuple(block for block in blocks if not _is_list(block))
    taken = {
        attributes.id
        for node in iterate(own)
        if isinstance(attributes := getattr(node, "attributes", None), Attributes)
    }
    names = (f"{lists.ROLE_ID}{suffix}" for suffix in chain([""], map("-{}".format, count(2))))
    sections = (
        Section(
            level=1,
            title=(Text(lists.heading(style.languages.get(lang))),),
            children=lists.sections(works.values(), style, lang, 2, name),
            role=lists.ROLE,
            attributes=Attributes(id=name),
        )
        for name in names
    )
    return next(section for section in sections if taken.isdisjoint(lists.identifiers((section,))))


def _in_division(
    blocks: Blocks, works: Mapping[str, Work], style: Style, lang: str, level: int
) -> tuple[Blocks, bool]:
    """Fill the author's division ``refs`` wherever it stands in the sections."""
    filled: Block
    for index, block in enumerate(blocks):
        if _is_division(block):
            assert isinstance(block, (Container, Bibliography))
            filled = _division(block, lists.sections(works.values(), style, lang, level + 1))
        elif isinstance(block, (Section, Container)) and not _is_list(block):
            inner = block.level if isinstance(block, Section) else level
            children, found = _in_division(block.children, works, style, lang, inner)
            if not found:
                continue
            filled = block if children is block.children else replace(block, children=children)
        else:
            continue
        return (
            blocks if filled is block else (*blocks[:index], filled, *blocks[index + 1 :])
        ), True
    return blocks, False


def _is_division(block: Block) -> bool:
    """Whether a block is where an author wants the list: the reader leaves an empty one there."""
    if isinstance(block, Bibliography):
        return not block.entries
    return isinstance(block, Container) and block.attributes.id == LIST_ID


def _division(block: Container | Bibliography, children: Blocks) -> Block:
    """Return the author's division with the list in it; two groups need sections."""
    if isinstance(block, Container) and block.children == children:
        return block
    attributes = replace(block.attributes, id=LIST_ID)
    return Container(children=children, attributes=attributes, location=block.location)
