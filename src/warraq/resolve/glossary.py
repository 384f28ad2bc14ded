"""Pass: glossary. Finds each term's entry and adds the English glossary at the end."""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import Any

from warraq.diagnostics import nearest
from warraq.lang.tags import direction_of, primary, same_language
from warraq.lang.terms import term
from warraq.model.attributes import Attributes
from warraq.model.blocks import Blocks, GlossaryItem, GlossaryList, Paragraph, Section
from warraq.model.document import Document
from warraq.model.inlines import Inlines, Term, Text
from warraq.model.references import GlossaryEntry
from warraq.model.walk import iterate, plain_text, rewrite
from warraq.resolve.context import Context
from warraq.resolve.ids import identifier

ROLE = "glossary"
_HEADWORD_LANGUAGE = "en"


def run(document: Document, context: Context) -> Document:
    """Link the terms to their entries and add the list, or take the marks of terms away."""
    if not context.options.glossary or not document.glossary:
        return _without_terms(document, context)
    keys = _keys_by_form(document.glossary)
    linker = _Linker(keys, {entry.id for entry in document.glossary}, context)
    blocks = rewrite(document.blocks, linker.link)
    if not any(isinstance(node, GlossaryList) for node in iterate(blocks)):
        blocks = (*blocks, _section(document))
    return document if blocks is document.blocks else dataclasses.replace(document, blocks=blocks)


def _without_terms(document: Document, context: Context) -> Document:
    """Splice each term's text into its place, so that the text reads as if there were no marks."""

    def unwrap(node: Any) -> Any:
        if not isinstance(node, Term):
            return node
        if context.options.glossary:
            context.report.warning(
                "G002",
                "a term is marked but the source names no glossary",
                node.location,
                "name the file in the front matter: glossary: glossary.yaml",
            )
        return node.children

    blocks = rewrite(document.blocks, unwrap)
    return document if blocks is document.blocks else dataclasses.replace(document, blocks=blocks)


def fold(text: str) -> str:
    """Return a term's form for comparison: no marks, no tatweel, no article, one alef, no case."""
    plain = "".join(
        char
        for char in unicodedata.normalize("NFD", text)
        if not unicodedata.combining(char) and char != "ـ"
    )
    words = " ".join(plain.replace("ى", "ي").replace("ة", "ه").casefold().split())
    return words.removeprefix("ال")


def _keys_by_form(entries: tuple[GlossaryEntry, ...]) -> dict[str, str]:
    result: dict[str, str] = {}
    for entry in entries:
        for form in (*(text for _, text in entry.forms), entry.abbreviation):
            if form:
                result.setdefault(fold(form), entry.id)
    return result


@dataclasses.dataclass(slots=True)
class _Linker:
    """Fills the keys of terms and remembers which came first."""

    keys: dict[str, str]
    ids: set[str]
    context: Context
    seen: set[str] = dataclasses.field(default_factory=set)

    def link(self, node: Any) -> Any:
        if not isinstance(node, Term):
            return node
        key = self._find(node)
        if not key:
            return node.children
        first = key not in self.seen
        self.seen.add(key)
        if node.key == key and node.first == first:
            return node
        return dataclasses.replace(node, key=key, first=first)

    def _find(self, node: Term) -> str:
        text = " ".join(plain_text(node.children).split())
        if node.key in self.ids:
            return node.key
        found = "" if node.key else self.keys.get(fold(text), "")
        if not found:
            near = nearest(node.key, self.ids) if node.key else nearest(fold(text), self.keys)
            hints = (f"did you mean {near!r}?",) if near else ()
            wanted = node.key or text
            self.context.report.error(
                "G001", f"the glossary has no term {wanted!r}", node.location, *hints
            )
        return found


def _section(document: Document) -> Section:
    lang = document.metadata.lang
    headword = _HEADWORD_LANGUAGE
    other = primary(lang) if not same_language(lang, headword) else "ar"
    items = sorted(
        (_item(entry, headword, other) for entry in document.glossary),
        key=lambda item: (plain_text(item.headword).casefold(), item.key),
    )
    return Section(
        attributes=Attributes(id="glossary"),
        level=1,
        title=(Text(term(lang, "glossary")),),
        children=(GlossaryList(items=tuple(items), head=_head(items, lang)),),
        role=ROLE,
    )


def _head(items: list[GlossaryItem], lang: str) -> tuple[Blocks, ...]:
    """Return the heads of the columns, each in the direction of most of its cells.

    A head stands over the start of its column: that of a column of English is on the left.
    """
    columns = {
        "glossary-term": [item.headword for item in items],
        "glossary-equivalent": [item.equivalent for item in items],
        "glossary-abbreviation": [item.abbreviation for item in items],
        "glossary-definition": [item.definition for item in items],
    }
    return tuple(_head_cell(term(lang, name), cells) for name, cells in columns.items())


def _head_cell(text: str, cells: list[Blocks]) -> Blocks:
    tags = [cell[0].attributes.lang or "" for cell in cells if cell]
    most = max(tags, key=tags.count, default="")
    attributes = Attributes(dir=direction_of(most)) if most else Attributes()
    return (Paragraph((Text(text),), role="table-head", attributes=attributes),)


def _item(entry: GlossaryEntry, headword: str, other: str) -> GlossaryItem:
    return GlossaryItem(
        attributes=Attributes(id=identifier(f"gl-{entry.id}")),
        key=entry.id,
        headword=_in_language(
            entry.form(headword) or entry.abbreviation, headword, "glossary-headword"
        ),
        equivalent=_in_language(entry.form(other), other, "glossary-headword"),
        abbreviation=_in_language(entry.abbreviation, headword, "glossary-definition"),
        definition=_definition(entry, headword, other),
        location=entry.location,
    )


def _in_language(text: str, lang: str, role: str) -> Blocks:
    return _cell((Text(text),), lang, role) if text else ()


def _cell(children: Inlines, lang: str, role: str) -> Blocks:
    return (Paragraph(children, role=role, attributes=Attributes(lang=lang)),)


def _definition(entry: GlossaryEntry, *languages: str) -> Blocks:
    """Return the definition in the first of the languages that has one, else any."""
    by_language = dict(entry.definition)
    for lang in (*languages, *by_language):
        if lang in by_language:
            return _cell(by_language[lang], lang, "glossary-definition")
    return ()
