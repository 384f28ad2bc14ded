"""The citations pass: the text of every citation and the list of references."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from warraq.bib import clusters, lists
from warraq.bib import works as working
from warraq.bib.positions import positions
from warraq.bib.render import Work
from warraq.bib.style import Style
from warraq.model.document import Document
from warraq.model.inlines import Citation, CitationMode, Superscript, Text
from warraq.model.references import Entry
from warraq.model.walk import iterate
from warraq.resolve import citation_faults
from warraq.resolve.citation_faults import report_undefined
from warraq.resolve.citation_style import style_of
from warraq.resolve.citation_walk import Around, Walker, with_text
from warraq.resolve.context import Context
from warraq.resolve.reference_list import with_list


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
    blocks = with_list(blocks, works, style, lang)
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
                report_undefined(item.key, known, place, document, context)
    for key in document.metadata.nocite:
        name = key.removeprefix("@")
        if name == "*":
            return document.references
        keys.add(name)
        if name not in known:
            place = document.metadata.place_of("nocite")
            report_undefined(name, known, place, document, context)
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
    asked: list[tuple[Citation, Around]] = []

    def ask(citation: Citation, around: Around) -> Citation:
        asked.append((citation, around))
        return citation

    Walker(ask, style, works, lang, None).visit(tree, Around(lang))
    requests = [
        csl.Request(citation, around.setting, around.note or 0) for citation, around in asked
    ]
    made = csl.texts(document, works, style, requests, context)
    if made is None:
        return document
    texts = iter(made.citations)

    def fill(citation: Citation, around: Around) -> Citation:
        text, first = next(texts), citation.items[0]
        is_named = first.mode is CitationMode.AUTHOR_IN_TEXT and first.key in works
        if style.csl is not None and style.csl.is_numeric and is_named:
            # A style that prints numbers alone has no name for the sentence.
            author = clusters.author(first, works, style, around.lang)
            is_raised = isinstance(next(iter(text), None), Superscript)
            text = (*author, *(() if is_raised else (Text(" "),)), *text)
        return with_text(citation, text)

    front, blocks = Walker(fill, style, made.works, lang, None).visit(tree, Around(lang))
    if made.entries:
        blocks = csl.with_entries(with_list(blocks, made.works, style, lang), made.entries)
    return dataclasses.replace(document, front=front, blocks=blocks)


def _filled(
    tree: Any,
    works: Mapping[str, Work],
    style: Style,
    lang: str,
    pages: tuple[int, ...] | None,
) -> Any:
    collector = Walker(lambda citation, _: citation, style, works, lang, pages)
    collector.visit(tree, Around(lang))
    places = iter(positions(collector.state.clusters, style.near_note_distance))

    def fill(citation: Citation, around: Around) -> Citation:
        text = clusters.render(citation, next(places), works, style, around.setting)
        return with_text(citation, text)

    return Walker(fill, style, works, lang, pages).visit(tree, Around(lang))
