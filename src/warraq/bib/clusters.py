"""The text of one citation: its works in their forms, joined as the text around it joins."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from warraq.bib import fields, joining, locators, wording
from warraq.bib import works as working
from warraq.bib.identifiers import of_entry
from warraq.bib.positions import Position
from warraq.bib.render import Renderer, Work, wrapped
from warraq.bib.style import NameOrder, Part, Style, StyleKind
from warraq.lang.bidi import bidi_class
from warraq.lang.tags import direction_of, same_language, script, script_language
from warraq.model.attributes import Attributes, Direction
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
    nodes = cluster.joined(citation.items, places)
    named = citation.items[0].mode is CitationMode.AUTHOR_IN_TEXT and not setting.is_note
    if not nodes:
        return author(citation.items[0], works, style, setting.lang) if named else ()
    if named or style.kind is StyleKind.IN_TEXT:
        nodes = _bracketed(citation.items[0], nodes, cluster, named)
    elif setting.is_note:
        if citation.items[0].prefix:
            # «see» begins the sentence that a note is.
            nodes = joining.capitalized(nodes, setting.lang)
        nodes = joining.append(nodes, joining.punctuation(language, style.cluster.suffix), language)
    elif setting.stopped:
        nodes = joining.without_stop(nodes)
    return joining.merged(nodes)


def author(item: CitationItem, works: Mapping[str, Work], style: Style, lang: str) -> Inlines:
    """Return the names of a work as the text names them, an isolate in another language."""
    work = works.get(item.key)
    if work is None:
        return (Text(item.key),)
    short = style.kind is StyleKind.IN_TEXT and not work.full_names
    values = fields.creators(work.entry)
    language = wording.language_of_names(values, work.language, style.languages)
    text = wording.names(
        values,
        language,
        style.names,
        NameOrder.GIVEN_FIRST,
        short,
        in_text=True,
    )
    title = fields.short_title(work.entry, work.language)
    nodes: Inlines = (Text(text),) if text else title or (Text(item.key),)
    named = replace(work, language=language) if text else work
    return (_span("citation-author", item.key, nodes, named, lang),)


def _bracketed(item: CitationItem, nodes: Inlines, cluster: _Cluster, named: bool) -> Inlines:
    """Put a citation in the line into brackets, after its author when the text names him."""
    style = cluster.style
    marks = ("(", ")")
    if style.kind is StyleKind.IN_TEXT:
        language = style.languages.get(cluster.setting.lang)
        names = (style.cluster.prefix, style.cluster.suffix)
        marks = (joining.punctuation(language, names[0]), joining.punctuation(language, names[1]))
    whole = tuple(node for node in (Text(marks[0]), *nodes, Text(marks[1])) if node != Text(""))
    for wrap in style.cluster.wrap:
        whole = wrapped(wrap, whole, style.languages.get(cluster.setting.lang))
    if not named:
        return whole
    return (*author(item, cluster.works, style, cluster.setting.lang), Text(" "), *whole)


@dataclass(frozen=True, slots=True)
class _Cluster:
    works: Mapping[str, Work]
    style: Style
    setting: Setting

    def joined(self, items: Sequence[CitationItem], places: Sequence[Position]) -> Inlines:
        """Return the works joined, those that belong together drawn into one as the style asks."""
        language = self.style.languages.get(self.setting.lang)
        nodes: Inlines = ()
        items, places = self._ordered(items, places)
        runs = _runs(items, self._continues)
        for start, end in runs:
            piece = self._run(
                items[start:end], places[start:end], items[start - 1] if start else None
            )
            if piece and nodes:
                mark = joining.punctuation(language, self._delimiter(items[start - 1]))
                nodes = joining.append(nodes, mark, language) + piece
            else:
                nodes = nodes or piece
        return nodes

    def _delimiter(self, before: CitationItem) -> str:
        options = self.style.cluster
        has_words = before.locator or before.suffix
        return (options.delimiter_after_locator if has_words else "") or options.delimiter

    def _ordered(
        self, items: Sequence[CitationItem], places: Sequence[Position]
    ) -> tuple[Sequence[CitationItem], Sequence[Position]]:
        """Return the works in the style's order; words of the author between them fix theirs."""
        keys = self.style.cluster.sort
        if not keys or any(item.prefix or item.key not in self.works for item in items):
            return items, places
        order = sorted(
            range(len(items)),
            key=lambda index: working.place(self.works[items[index].key], keys, self.setting.lang),
        )
        return [items[index] for index in order], [places[index] for index in order]

    def _run(
        self, items: Sequence[CitationItem], places: Sequence[Position], before: CitationItem | None
    ) -> Inlines:
        """Return works that belong together: «1–3», or an author's years after his name."""
        if len(items) == 1:
            return self.item(items[0], places[0], before)
        first = self._work(items[0], places[0], before, False)
        rest = [
            self._work(item, place, None, True)
            for item, place in zip(items[1:], places[1:], strict=True)
        ]
        if self.style.cluster.collapse == "citation-number":
            around = self.style.languages.get(self.setting.lang)
            delimiter = joining.punctuation(around, self.style.cluster.delimiter)
            nodes = (*first, Text("–" if len(items) > 2 else delimiter), *rest[-1])
        else:
            nodes = self._years(items, (first, *rest))
        return (*spaced(items[0].prefix), *nodes, *set_off(items[-1].suffix))

    def _years(self, items: Sequence[CitationItem], pieces: Sequence[Inlines]) -> Inlines:
        """Join an author's years by commas; one after a place in the work before, as works are.

        In another language they are one isolate: each by itself, «Smith, 2001, 2003» would be read
        from the right.
        """
        language = self.works[items[0].key].language
        delimiter = joining.punctuation(language, self.style.cluster.delimiter)
        nodes = pieces[0]
        for before, piece in zip(items, pieces[1:], strict=False):
            mark = delimiter if before.locator else language.punctuation["comma"]
            nodes = joining.append(nodes, mark, language) + piece
        if same_language(language.tag, self.setting.lang):
            return nodes
        return (Span(children=nodes, attributes=Attributes(lang=language.tag)),)

    def _continues(self, one: CitationItem, two: CitationItem) -> bool:
        """Whether a work is drawn into one with the work before it."""
        first, second = self.works.get(one.key), self.works.get(two.key)
        collapse = self.style.cluster.collapse
        plain = not (one.suffix or two.prefix) and (not one.locator or collapse == "author")
        if first is None or second is None or not plain:
            return False
        match collapse:
            case "citation-number":
                follows = first.number + 1 == second.number
                return follows and not (two.locator or two.suffix or one.prefix)
            case "year" | "author":
                return self._is_same_author(first, second) and two.mode is CitationMode.NORMAL
            case _:
                return False

    def _is_same_author(self, first: Work, second: Work) -> bool:
        names = fields.creators(first.entry)
        return (
            bool(names)
            and names == fields.creators(second.entry)
            and (first.language.tag == second.language.tag)
        )

    def item(
        self,
        item: CitationItem,
        place: Position,
        before: CitationItem | None,
        repeated: bool = False,
    ) -> Inlines:
        """Return one work with the author's own words around it.

        ``before`` is the work before it; ``repeated`` leaves out the author, who stands before.
        """
        work = self._work(item, place, before, repeated)
        if not work:
            own = (_without_space(item.prefix), item.suffix)
            return joining.join(own, " ", self.style.languages.get(self.setting.lang))
        return (*spaced(item.prefix), *work, *set_off(item.suffix))

    def _work(
        self, item: CitationItem, place: Position, before: CitationItem | None, repeated: bool
    ) -> Inlines:
        work = self.works.get(item.key)
        if work is None:
            return (Text(item.key),)
        form = self.style.form(work.language, place, work.entry.type)
        renderer = Renderer(
            style=self.style,
            work=work,
            locators=locators.parse(item.locator),
            suppress_author=self._is_suppressed(item) or repeated,
            same_author=self._follows_same_author(work, before),
        )
        nodes = renderer.form(form)
        if item.mode is CitationMode.SUPPRESS_AUTHOR and self._says_nothing(nodes):
            nodes = self._named(renderer, form)
        if not nodes and item.mode is not CitationMode.AUTHOR_IN_TEXT and not repeated:
            nodes = (Text(item.key),)  # An entry without author and title, which C008 reports.
        if self.style.kind is StyleKind.IN_TEXT and working.is_listed(work, self.style):
            nodes = _linked(nodes, item.key)
        return (_span("citation-item", item.key, nodes, work, self.setting.lang),) if nodes else ()

    def _says_nothing(self, nodes: Inlines) -> bool:
        """Whether a citation without its author is empty, or a note that names a place alone."""
        if self.style.kind is StyleKind.IN_TEXT:
            return not nodes
        return not any(char.isalnum() for char in plain_text(_without_locators(nodes)))

    def _named(self, renderer: Renderer, form: Part) -> Inlines:
        """Return a citation by the title, where the form has one, else by the author after all."""
        told = replace(renderer, work=replace(renderer.work, ambiguous=True)).form(form)
        if not self._says_nothing(told):
            return told
        return replace(renderer, suppress_author=False).form(form)

    def _follows_same_author(self, work: Work, before: CitationItem | None) -> bool:
        other = self.works.get(before.key) if before and self.style.cluster.idem else None
        return other is not None and other is not work and self._is_same_author(other, work)

    def _is_suppressed(self, item: CitationItem) -> bool:
        if item.mode is CitationMode.AUTHOR_IN_TEXT:
            return not self.setting.is_note
        return item.mode is CitationMode.SUPPRESS_AUTHOR


def _runs(
    items: Sequence[CitationItem], continues: Callable[[CitationItem, CitationItem], bool]
) -> list[tuple[int, int]]:
    """Return start and end of each run of items that belong together."""
    starts = [
        index
        for index in range(len(items))
        if not index or not continues(items[index - 1], items[index])
    ]
    return list(zip(starts, [*starts[1:], len(items)], strict=True))


def _without_locators(nodes: Inlines) -> Inlines:
    return tuple(
        node
        for node in nodes
        if not (isinstance(node, Span) and "citation-locator" in node.attributes.classes)
    )


def _span(name: str, key: str, nodes: Inlines, work: Work, lang: str) -> Span:
    tag = work.language.tag
    is_number = bool(nodes) and plain_text(nodes).strip("[]") == work.citation_number
    # A number is in the paper's own language, whatever work it means; so is a name of another
    # script with a number («Hourani 220» of an Arabic work), which the work's would turn round.
    is_own = is_number or same_language(tag, lang) or not _has_script(plain_text(nodes), tag)
    foreign = None if is_own else tag
    attributes = Attributes(classes=(name,), lang=foreign, pairs=(("key", key),))
    return Span(children=nodes, attributes=attributes)


def _has_script(text: str, tag: str) -> bool:
    """Whether a text has letters of a language's direction, or none at all."""
    strong = {bidi_class(char) for char in text} & {"L", "R", "AL"}
    own = {"R", "AL"} if direction_of(tag) is Direction.RTL else {"L"}
    return not strong or bool(strong & own)


def _linked(nodes: Inlines, key: str) -> Inlines:
    """Link a work to its entry in the list, unless it holds a link of its own."""
    if not nodes or any(isinstance(node, Link) for node in iterate(nodes)):
        return nodes
    attributes = Attributes(classes=("citation",))
    return (Link(target=f"#{of_entry(key)}", children=nodes, attributes=attributes),)


def spaced(prefix: Inlines) -> Inlines:
    """Return a prefix that ends in a space."""
    text = plain_text(prefix)
    if not text.strip() or text[-1].isspace():
        return prefix if text.strip() else ()
    return (*prefix, Text(" "))


def _without_space(prefix: Inlines) -> Inlines:
    """Return a prefix without the space at its end, which set it off from the work."""
    last = prefix[-1] if prefix else None
    if not isinstance(last, Text):
        return prefix
    text = last.text.rstrip()
    return (*prefix[:-1], Text(text)) if text else prefix[:-1]


def set_off(suffix: Inlines) -> Inlines:
    """Return a suffix that begins with a space or a punctuation mark."""
    text = plain_text(suffix)
    if not text.strip() or text[0].isspace() or text[0] in ".,،;؛:":
        return suffix if text.strip() else ()
    return (Text(" "), *suffix)
