"""A document's citations and list by a CSL style: one run a language, each work from its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any, cast

from warraq.bib import clusters, joining
from warraq.bib.clusters import Setting
from warraq.bib.csl import cutting, marks
from warraq.bib.csl.asking import Asking, Paper, Plan, Request, engine_item
from warraq.bib.csl.cutting import Cut
from warraq.bib.csl.engine import Engine, Job, Output
from warraq.bib.csl.pandoc import item_of_target
from warraq.bib.csl.style import CslStyle
from warraq.bib.csl.tidying import tidied
from warraq.bib.csl.variant import derive
from warraq.bib.identifiers import of_entry
from warraq.bib.render import Work
from warraq.bib.style import Language, StyleKind
from warraq.lang.numerals import default_digits, to_digits
from warraq.lang.tags import primary, same_language, script
from warraq.model.attributes import Attributes
from warraq.model.inlines import CitationItem, Inlines, Link, Span, Text
from warraq.model.metadata import Digits
from warraq.model.walk import plain_text, rewrite

_MOST_PROCESSES = 4
_COMMAS = ",;،؛ "


@dataclass(frozen=True, slots=True)
class Result:
    """The text of each request and of each entry by key.

    ``places`` are those of the entries in the style's own list, for a style that numbers them the
    places in the one list of all, else those in the list of the run of the work's language.
    """

    citations: tuple[Inlines, ...]
    entries: Mapping[str, Inlines]
    places: Mapping[str, int]


def run(style: CslStyle, paper: Paper, requests: Sequence[Request], engine: Engine) -> Result:
    """Return the texts of a paper. Raises EngineError.

    Every run sees all citations and works, so that positions, letters and numbers agree. A
    citation of works in several languages is cut and each work taken from the run of its own.
    """
    keys = tuple(paper.works)
    asking = Asking(style, paper, {key: number for number, key in enumerate(keys)})
    maker = _Maker(style, paper, keys)
    plans = tuple(asking.plan(request) for request in requests)
    outputs = maker.outputs(plans, engine)
    if style.is_numeric:
        order = enumerate(outputs[paper.lang].entries, 1)
        maker = replace(maker, numbers={keys[number]: str(place) for place, number in order})
    citations = tuple(maker.citation(plan, index, outputs) for index, plan in enumerate(plans))
    return Result(citations, dict(maker.entries(outputs)), dict(maker.places(outputs)))


@dataclass(frozen=True, slots=True)
class _Maker:
    style: CslStyle
    paper: Paper
    keys: tuple[str, ...]
    numbers: Mapping[str, str] = field(default_factory=dict)
    """The numbers of the works by a style that cites by numbers, in western digits."""

    def outputs(self, plans: Sequence[Plan], engine: Engine) -> Mapping[str, Output]:
        """Return the output of one run for each language of a work or around a citation."""
        tags = [self.paper.lang, *(plan.lang for plan in plans)]
        tags += [work.language.tag for work in self.paper.works.values()]
        wanted = list(dict.fromkeys(tags))
        items = tuple(engine_item(work) for work in self.paper.works.values())
        cited = tuple(plan.cluster for plan in plans)
        links = self.style.kind is StyleKind.IN_TEXT and self.style.has_list
        mixed = _mixes_languages(self.paper.works.values())
        jobs = [
            Job(derive(self.style, self.paper.languages.get(tag), tag, mixed), items, cited, links)
            for tag in wanted
        ]
        with ThreadPoolExecutor(min(len(jobs), _MOST_PROCESSES)) as pool:
            return dict(zip(wanted, pool.map(engine.run, jobs), strict=True))

    def citation(self, plan: Plan, index: int, outputs: Mapping[str, Output]) -> Inlines:
        """Return the text of a citation."""
        if plan.whole:
            return self._whole(plan, outputs[plan.lang].clusters[index])
        works = (self.paper.works.get(item.key) for item in plan.request.citation.items)
        tags = {plan.lang, *(work.language.tag for work in works if work)}
        cuts = {tag: cutting.cut(outputs[tag].clusters[index]) for tag in tags}
        nodes = self._joined(plan, cuts)
        setting = plan.request.setting
        if self.style.kind is StyleKind.NOTE and setting.is_note:
            nodes = joining.capitalized(nodes, setting.lang)
        elif setting.stopped:
            nodes = joining.without_stop(nodes)
        return joining.merged(nodes)

    def _whole(self, plan: Plan, nodes: Inlines) -> Inlines:
        affixes: dict[int, Inlines] = {}
        for place, item in enumerate(plan.request.citation.items):
            affixes[2 * place], affixes[2 * place + 1] = item.prefix, item.suffix
        work = self.paper.works.get(plan.request.citation.items[0].key)
        if work is None:
            return (Text(plan.request.citation.items[0].key),)
        language = self.paper.languages.get(plan.lang)
        digits = work.digits if same_language(work.language.tag, plan.lang) else self._digits()
        nodes = self._linked(cutting.filled(tidied(nodes, language, digits), affixes))
        if same_language(plan.lang, plan.request.setting.lang):
            return nodes
        return (Span(children=nodes, attributes=Attributes(lang=plan.lang)),)

    def _joined(self, plan: Plan, cuts: Mapping[str, Cut]) -> Inlines:
        """Return the works of a citation joined as the run of the language around them does."""
        setting = plan.request.setting
        language = self.paper.languages.get(setting.lang)
        digits = self._digits()
        outer = cuts[plan.lang]
        items = plan.request.citation.items
        unknown = [place for place, item in enumerate(items) if item.key not in self.paper.works]
        nodes: Inlines = ()
        for count, place in enumerate((*outer.items, *unknown)):
            piece = self._work(place, items[place], setting, cuts)
            if nodes and piece:
                gap = outer.between[count - 1] if count <= len(outer.between) else (Text("; "),)
                nodes = _appended(nodes, tidied(gap, language, digits), language)
            nodes += piece
        if not nodes or (self.style.kind is StyleKind.NOTE and not setting.is_note):
            return nodes
        whole = (*tidied(outer.head, language, digits), *nodes)
        return _appended(whole, tidied(outer.tail, language, digits), language)

    def _work(
        self, place: int, item: CitationItem, setting: Setting, cuts: Mapping[str, Cut]
    ) -> Inlines:
        """Return one work from the run of its language, with the author's words around it."""
        work = self.paper.works.get(item.key)
        if work is None:
            return (Text(item.key),)
        tag = work.language.tag
        found = self._numbered_item(cuts[tag].items.get(place, ()), item.key)
        nodes = self._linked(tidied(found, work.language, work.digits))
        attributes = Attributes(
            classes=("citation-item",),
            lang=None if same_language(tag, setting.lang) else tag,
            pairs=(("key", item.key),),
        )
        span = (Span(children=nodes, attributes=attributes),) if nodes else ()
        return (*clusters.spaced(item.prefix), *span, *clusters.set_off(item.suffix))

    def entries(self, outputs: Mapping[str, Output]) -> Iterator[tuple[str, Inlines]]:
        """Yield key and text of each entry, in the order that the run of the paper gives."""
        for number in outputs[self.paper.lang].entries:
            key = self.keys[number]
            work = self.paper.works[key]
            nodes = outputs[work.language.tag].entries.get(number, ())
            text = tidied(self._numbered(nodes), work.language, work.digits)
            yield key, cutting.stripped(self._linked(text))

    def places(self, outputs: Mapping[str, Output]) -> Iterator[tuple[str, int]]:
        """Yield key and place of each entry in the style's list."""
        orders = {
            tag: {number: place for place, number in enumerate(output.entries)}
            for tag, output in outputs.items()
        }
        for number, key in enumerate(self.keys):
            own = self.paper.works[key].language.tag
            order = orders[self.paper.lang if self.style.is_numeric else own]
            yield key, order.get(number, len(order))

    def _numbered(self, nodes: Inlines) -> Inlines:
        """Return an entry whose number has the digits of the paper, as where it is cited."""

        def visit(node: Any) -> Any:
            if isinstance(node, Span) and "citation-number" in node.attributes.classes:
                shown = marks.shielded(to_digits(plain_text(node), self._digits()))
                return replace(node, children=(Text(shown),))
            return node

        return cast(Inlines, rewrite(nodes, visit))

    def _numbered_item(self, nodes: Inlines, key: str) -> Inlines:
        """Return a work of a citation whose number has the digits of the paper, as in the list."""
        number = self.numbers.get(key, "")
        shown = marks.shielded(to_digits(number, self._digits()))
        return _replaced_once(nodes, number, shown) if number else nodes

    def _digits(self) -> Digits:
        return self.paper.digits or default_digits(self.paper.lang)

    def _linked(self, nodes: Inlines) -> Inlines:
        """Return inlines whose links to entries lead to the identifiers of the list."""

        def visit(node: Any) -> Any:
            number = item_of_target(node.target) if isinstance(node, Link) else None
            if number is None:
                return node
            attributes = Attributes(classes=("citation",))
            target = f"#{of_entry(self.keys[number])}"
            return replace(node, target=target, attributes=attributes)

        return cast(Inlines, rewrite(nodes, visit))


def _replaced_once(nodes: Inlines, number: str, shown: str) -> Inlines:
    """Return inlines with the first place of a number changed, at whatever depth it stands."""
    pattern = re.compile(rf"(?<!\d){number}(?!\d)")

    def visit(node: Any) -> Any:
        if not isinstance(node, Text) or done or not pattern.search(node.text):
            return node
        done.append(True)
        return replace(node, text=pattern.sub(shown, node.text, count=1))

    done: list[bool] = []
    return cast(Inlines, rewrite(nodes, visit))


def _mixes_languages(works: Iterable[Work]) -> bool:
    """Whether works of several languages are in one script, so that they sort among each other."""
    tags = {primary(work.language.tag) for work in works}
    return len({script(tag) for tag in tags}) < len(tags)


def _appended(nodes: Inlines, more: Inlines, language: Language) -> Inlines:
    """Return inlines with a delimiter or ending after them, no mark doubled.

    A stop takes the place of a comma, which a style prints before what an entry lacks.
    """
    if plain_text(more).startswith("."):
        nodes = cutting.without_last(nodes, _COMMAS)
    if all(isinstance(node, Text) for node in more):
        return joining.append(nodes, plain_text(more), language)
    return (*nodes, *more)
