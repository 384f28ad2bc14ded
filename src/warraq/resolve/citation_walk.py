"""The citations of a document in the order of its reader, each with what is around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from warraq.bib import clusters
from warraq.bib.positions import Cited, Cluster
from warraq.bib.render import Work
from warraq.bib.style import Style
from warraq.model.attributes import Attributes
from warraq.model.blocks import Paragraph, Section
from warraq.model.inlines import Citation, Inlines, Note, NoteKind, Text
from warraq.model.walk import is_node, map_children
from warraq.resolve import citation_spacing
from warraq.resolve.notes import AUTHOR_NAME


@dataclass(slots=True)
class State:
    """What a walk has met: notes, first-level sections, and the clusters for the positions."""

    note: int = 0
    notes: int = 0
    section: int = 0
    clusters: list[Cluster] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a node: its language, and the number of the note that holds it.

    ``index`` counts the notes alone, from 0.
    """

    lang: str
    note: int | None = None
    index: int | None = None
    is_note: bool = False
    stopped: bool = False

    @property
    def setting(self) -> clusters.Setting:
        """What the text of a citation depends on."""
        return clusters.Setting(self.lang, self.is_note, self.stopped)


def with_text(citation: Citation, text: Inlines) -> Citation:
    """Return a citation with a text, the same citation when it has that text."""
    return citation if text == citation.children else replace(citation, children=text)


@dataclass(slots=True)
class Walker:
    """Walks the tree in the reader's order and hands over each citation with what is around it."""

    fill: Callable[[Citation, Around], Citation]
    style: Style
    works: Mapping[str, Work]
    lang: str
    pages: tuple[int, ...] | None
    state: State = field(default_factory=State)

    def visit(self, value: Any, around: Around) -> Any:
        """Return a node, or nodes, with each citation as ``fill`` makes it."""
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

    def _tuple(self, values: tuple[Any, ...], around: Around) -> tuple[Any, ...]:
        result: list[Any] = []
        for index, value in enumerate(values):
            here = around
            if isinstance(value, Citation):
                following = values[index + 1] if index + 1 < len(values) else None
                here = replace(around, stopped=_begins_with_stop(following))
            filled = self.visit(value, here)
            if isinstance(filled, Citation) and index and not here.is_note:
                citation_spacing.set_apart(result, filled)
            result.append(filled)
        pairs = zip(result, values, strict=False)
        same = len(result) == len(values) and all(new is old for new, old in pairs)
        return values if same else tuple(result)

    def _citation(self, citation: Citation, around: Around) -> Citation:
        if AUTHOR_NAME in citation.attributes.classes:
            name = clusters.author(citation.items[0], self.works, self.style, around.lang)
            return with_text(citation, name)
        note = around.note
        if note is None:
            self.state.note += 1
            note = self.state.note
        items = tuple(Cited(item.key, clusters.locator_text(item)) for item in citation.items)
        self.state.clusters.append(
            Cluster(items, note, str(self.state.section), self._page(around))
        )
        return self.fill(citation, around)

    def _page(self, around: Around) -> str:
        """Return the page of the note at hand, if the style asks for it.

        Where no pages are known each note has one of its own: «ibid.» would be a guess.
        """
        if self.style.scope != "page" or around.index is None:
            return ""
        known = self.pages is not None and around.index < len(self.pages)
        return str(self.pages[around.index]) if self.pages and known else f"note {around.index}"

    def _note(self, note: Note, around: Around) -> Note:
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
