"""Pass: the front matter. Makes blocks of the metadata: the document's language, then others."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import TypeVar

from warraq.lang.dates import format_date
from warraq.lang.numerals import default_digits, to_digits
from warraq.lang.tags import same_language
from warraq.lang.terms import term
from warraq.model.attributes import Attributes
from warraq.model.blocks import Block, Blocks, Container, Paragraph
from warraq.model.document import Document
from warraq.model.inlines import Inlines, Link, Strong, Text
from warraq.model.metadata import (
    Digits,
    Journal,
    LocalizedBlocks,
    LocalizedInlines,
    LocalizedKeywords,
    LocalizedText,
    Metadata,
)
from warraq.resolve.context import Context
from warraq.resolve.front_authors import address, authors

_LOCALIZED = TypeVar(
    "_LOCALIZED", LocalizedText, LocalizedInlines, LocalizedBlocks, LocalizedKeywords
)
_NO_BREAK_SPACE = "\u00a0"
_DOI = "https://doi.org/"


def run(document: Document, context: Context) -> Document:
    """Fill ``front``: a container for the document's language, then one for each other."""
    metadata = document.metadata
    main = Container(children=tuple(_main(metadata)), role="front-main")
    others = tuple(_other(metadata, lang) for lang in _other_languages(metadata))
    front: Blocks = (main, *others) if main.children else others
    return document if front == document.front else dataclasses.replace(document, front=front)


def _in(values: Sequence[_LOCALIZED], lang: str) -> _LOCALIZED | None:
    return next((value for value in values if same_language(value.lang, lang)), None)


def _other_languages(metadata: Metadata) -> tuple[str, ...]:
    """Return the further languages of title, abstract and keywords, in the source's order."""
    tags = [
        item.lang
        for values in (metadata.title, metadata.abstract, metadata.keywords)
        for item in values
    ]
    return tuple(dict.fromkeys(tag for tag in tags if not same_language(tag, metadata.lang)))


def _main(metadata: Metadata) -> Iterator[Block]:
    lang = metadata.lang
    if metadata.journal is not None:
        yield from _journal(metadata.journal, metadata)
    yield from _title(metadata.title, lang, "title")
    yield from _title(metadata.subtitle, lang, "subtitle")
    yield from authors(metadata.authors, lang, is_main=True)
    yield from _dates(metadata)
    yield from _abstract(metadata, lang)
    yield from _rights(metadata)


def _other(metadata: Metadata, lang: str) -> Container:
    blocks = [
        *_title(metadata.title, lang, "title-translated"),
        *_title(metadata.subtitle, lang, "subtitle"),
        *authors(metadata.authors, lang, is_main=False),
        *_abstract(metadata, lang),
    ]
    return Container(
        children=tuple(blocks), role="front-translated", attributes=Attributes(lang=lang)
    )


def _title(values: Sequence[LocalizedInlines], lang: str, role: str) -> Iterator[Block]:
    value = _in(values, lang)
    if value is not None:
        yield Paragraph(value.children, role=role, location=value.location)


def _journal(journal: Journal, metadata: Metadata) -> Iterator[Block]:
    text = journal_line(journal, metadata.lang, _digits(metadata), metadata.date[:4])
    if text:
        yield Paragraph((Text(text),), role="journal-line")


def journal_line(journal: Journal, lang: str, digits: Digits, year: str) -> str:
    """Return «title، المجلد 12، العدد 2، 2018 …» as the head of a first page states it."""
    title = _in(journal.title, lang) or (journal.title[0] if journal.title else None)
    parts = [title.text] if title else []
    for name, value in (
        ("volume", journal.volume),
        ("issue", journal.issue),
        ("", year),
        ("pages", journal.pages),
    ):
        if value:
            word = f"{term(lang, name)} " if name else ""
            parts.append(word + to_digits(value.replace("-", "–"), digits))
    if journal.issn:
        parts.append(f"ISSN {journal.issn}")
    return term(lang, "list-separator").join(parts)


def _digits(metadata: Metadata) -> Digits:
    return metadata.digits or default_digits(metadata.lang)


def _dates(metadata: Metadata) -> Iterator[Block]:
    lang, digits = metadata.lang, _digits(metadata)
    pairs = (("received", metadata.received), ("accepted", metadata.accepted))
    parts = [f"{term(lang, key)}: {_whole_date(iso, lang, digits)}" for key, iso in pairs if iso]
    if metadata.date:
        date = _whole_date(metadata.date, lang, digits)
        parts.append(f"{term(lang, 'published')}: {date}" if parts or metadata.journal else date)
    if parts:
        yield Paragraph((Text(" · ".join(parts)),), role="dates")


def _whole_date(iso: str, lang: str, digits: Digits) -> str:
    """Return a date that no line divides."""
    return format_date(iso, lang, digits).replace(" ", _NO_BREAK_SPACE)


def _abstract(metadata: Metadata, lang: str) -> Iterator[Block]:
    abstract = _in(metadata.abstract, lang)
    if abstract is not None:
        yield Paragraph((Text(term(abstract.lang, "abstract")),), role="abstract-heading")
        yield from (_with_role(block, "abstract") for block in abstract.children)
    keywords = _in(metadata.keywords, lang)
    if keywords is not None and keywords.words:
        label = Strong((Text(term(keywords.lang, "keywords") + ":"),))
        words = term(keywords.lang, "list-separator").join(keywords.words)
        yield Paragraph((label, Text(f" {words}")), role="keywords")


def _with_role(block: Block, role: str) -> Block:
    if isinstance(block, Paragraph) and not block.role:
        return dataclasses.replace(block, role=role)
    return block


def _rights(metadata: Metadata) -> Iterator[Block]:
    children: Inlines = ()
    if metadata.doi:
        doi = metadata.doi.removeprefix(_DOI)
        children += (address(_DOI + doi, f"DOI: {doi}"),)
    licence = metadata.licence
    if licence is not None:
        text: Inlines = (Text(licence.name),)
        if licence.url:
            text = (Link(licence.url, text),)
        label = Text(f"{term(metadata.lang, 'licence')}: ")
        children += (*((Text(" · "),) if children else ()), label, *text)
    if children:
        yield Paragraph(children, role="licence")
