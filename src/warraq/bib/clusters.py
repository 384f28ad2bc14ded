"""The text of one citation: its works in their forms, joined as the text around it joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from warraq.bib import fields, joining, locators, wording
from warraq.bib import works as working
from warraq.bib.identifiers import of_entry
from warraq.bib.positions import Position
from warraq.bib.render import Renderer, Work
from warraq.bib.style import NameOrder, Style, StyleKind
from warraq.lang.tags import same_language, script, script_language
from warraq.model.attributes import Attributes
from warraq.model.inlines import (
    Citation,
    CitationItem,
    CitationMode,
    Inlines,
    Link,
    Span,
    Text,
)
from warraq.model.walk import iterate, plain_text


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a citation stands: the language around it, and whether it makes a note by itself.

    ``stopped``: the author's text goes on with a full stop right after the citation.
    """

    lang: str
    is_note: bool = False
    stopped: bool = False


def locator_text(item: CitationItem) -> str:
    """Return a normalised form of a locator, the same for the same place however written."""
    found = locators.parse(item.locator)
    return "; ".join(f"{locator.label} {locator.value}" for locator in found)


def note_language(citation: Citation, works: Mapping[str, Work], lang: str) -> str | None:
    """Return the foreign language of a citation note, or None when it is the document's.

    A note is foreign when all its works are in one foreign language and what the author wrote
    before and after them is in the same script.
    """
    tags = {_tag(works, item.key, lang) for item in citation.items}
    if len(tags) != 1:
        return None
    tag = tags.pop()
    if same_language(tag, lang):
        return None
    own = "".join(plain_text(item.prefix) + plain_text(item.suffix) for item in citation.items)
    written = script_language(own)
    return tag if not written or script(written) == script(tag) else None


def _tag(works: Mapping[str, Work], key: str, lang: str) -> str:
    return works[key].language.tag if key in works else lang


def render(
    citation: Citation,
    places: Sequence[Position],
    works: Mapping[str, Work],
    style: Style,
    setting: Setting,
) -> Inlines:
    """Return the text of a citation; each work in another language is an isolate."""
    language = style.languages.get(setting.lang)
    cluster = _Cluster(works, style, setting)
    pieces = [cluster.item(item, place) for item, place in zip(citation.items, places, strict=True)]
    delimiter = joining.punctuation(language, style.cluster_delimiter)
    nodes = joining.join(pieces, delimiter, language)
    if not nodes:
        return ()
    named = citation.items[0].mode is CitationMode.AUTHOR_IN_TEXT and not setting.is_note
    if named or style.kind is StyleKind.IN_TEXT:
        nodes = _bracketed(citation.items[0], nodes, cluster, named)
    elif setting.is_note:
        if citation.items[0].prefix:
            nodes = joining.capitalized(nodes)  # «see» begins the sentence that a note is.
        nodes = joining.append(nodes, joining.punctuation(language, style.cluster_suffix), language)
    elif setting.stopped:
        nodes = joining.without_stop(nodes)
    return joining.merged(nodes)


def author(item: CitationItem, works: Mapping[str, Work], style: Style, lang: str) -> Inlines:
    """Return the names of a work as the text names them, an isolate in another language."""
    work = works.get(item.key)
    if work is None:
        return (Text(item.key),)
    short = style.kind is StyleKind.IN_TEXT and not work.full_names
    text = wording.names(
        working.creators(work.entry), work.language, style, NameOrder.GIVEN_FIRST, short
    )
    nodes: Inlines = (Text(text),) if text else fields.short_title(work.entry, work.language)
    return (_span("citation-author", item.key, nodes, work, lang),)


def _bracketed(item: CitationItem, nodes: Inlines, cluster: _Cluster, named: bool) -> Inlines:
    """Put a citation in the line into brackets, after its author when the text names him."""
    style = cluster.style
    marks = ("(", ")")
    if style.kind is StyleKind.IN_TEXT:
        language = style.languages.get(cluster.setting.lang)
        names = (style.cluster_prefix, style.cluster_suffix)
        marks = (joining.punctuation(language, names[0]), joining.punctuation(language, names[1]))
    whole = (Text(marks[0]), *nodes, Text(marks[1]))
    if not named:
        return whole
    return (*author(item, cluster.works, style, cluster.setting.lang), Text(" "), *whole)


@dataclass(frozen=True, slots=True)
class _Cluster:
    works: Mapping[str, Work]
    style: Style
    setting: Setting

    def item(self, item: CitationItem, place: Position) -> Inlines:
        """Return one work with the author's own words around it."""
        return (*_spaced(item.prefix), *self._work(item, place), *_set_off(item.suffix))

    def _work(self, item: CitationItem, place: Position) -> Inlines:
        work = self.works.get(item.key)
        if work is None:
            return (Text(item.key),)
        form = self.style.form(work.language, place, work.entry.type)
        renderer = Renderer(
            style=self.style,
            work=work,
            locators=locators.parse(item.locator),
            suppress_author=self._is_suppressed(item),
        )
        nodes = renderer.form(form)
        if self.style.kind is StyleKind.IN_TEXT:
            nodes = _linked(nodes, item.key)
        return (_span("citation-item", item.key, nodes, work, self.setting.lang),) if nodes else ()

    def _is_suppressed(self, item: CitationItem) -> bool:
        if item.mode is CitationMode.AUTHOR_IN_TEXT:
            return not self.setting.is_note
        return item.mode is CitationMode.SUPPRESS_AUTHOR


def _span(name: str, key: str, nodes: Inlines, work: Work, lang: str) -> Span:
    tag = work.language.tag
    foreign = None if same_language(tag, lang) else tag
    attributes = Attributes(classes=(name,), lang=foreign, pairs=(("key", key),))
    return Span(children=nodes, attributes=attributes)


def _linked(nodes: Inlines, key: str) -> Inlines:
    """Link a work to its entry in the list, unless it holds a link of its own."""
    if not nodes or any(isinstance(node, Link) for node in iterate(nodes)):
        return nodes
    attributes = Attributes(classes=("citation",))
    return (Link(target=f"#{of_entry(key)}", children=nodes, attributes=attributes),)


def _spaced(prefix: Inlines) -> Inlines:
    """Return a prefix that ends in a space."""
    text = plain_text(prefix)
    if not text.strip() or text[-1].isspace():
        return prefix if text.strip() else ()
    return (*prefix, Text(" "))


def _set_off(suffix: Inlines) -> Inlines:
    """Return a suffix that begins with a space or a punctuation mark."""
    text = plain_text(suffix)
    if not text.strip() or text[0].isspace() or text[0] in ".,،;؛:":
        return suffix if text.strip() else ()
    return (Text(" "), *suffix)
