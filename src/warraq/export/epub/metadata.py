"""The package metadata of a book (EPUB 3.3, section 5.5) from the metadata of the document."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from warraq.bib.names import parse
from warraq.lang.tags import direction_of, same_language, script
from warraq.model.attributes import Direction
from warraq.model.metadata import (
    Author,
    Journal,
    LocalizedBlocks,
    LocalizedInlines,
    LocalizedText,
    Metadata,
)
from warraq.model.walk import plain_text

_DOI = "https://doi.org/"
_LAST_MOMENT = 253_402_300_799
"""The end of the year 9999."""
_Localized = TypeVar("_Localized", LocalizedText, LocalizedInlines, LocalizedBlocks)


@dataclass(frozen=True, slots=True)
class Statement:
    """One element of the metadata. ``name`` is ``dc:title``, ``meta`` or ``link``.

    In the attributes, ``lang`` stands for ``xml:lang``.
    """

    name: str
    text: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


def identifier(metadata: Metadata, title: str) -> str:
    """Return the identifier of the publication, the same in every build.

    It is derived from the DOI, else the ISBN, else from language, title, authors and date
    (RFC 9562, section 5.5: name-based UUID).
    """
    if metadata.doi:
        name = _DOI + metadata.doi.removeprefix(_DOI).lower()
    elif _isbn(metadata):
        name = f"urn:isbn:{_isbn(metadata)}"
    else:
        authors = [name.text for author in metadata.authors for name in author.name[:1]]
        name = "\n".join(["warraq", metadata.lang, title, *authors, metadata.date])
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"


def statements(
    metadata: Metadata, title: str, timestamp: int, direction: Direction
) -> Iterator[Statement]:
    """Yield what the metadata says of the work; what is true of the file only comes from others.

    ``title`` is the title to print where the metadata has none. One language alone is stated:
    readers infer the direction of a book from it, and some take the last one.
    """
    yield Statement("dc:identifier", identifier(metadata, title), {"id": "publication-id"})
    yield from _identifiers(metadata)
    yield from _titles(metadata, title)
    yield Statement("dc:language", metadata.lang)
    for number, author in enumerate(metadata.authors, 1):
        yield from _creator(author, number, metadata.lang)
    if metadata.publisher:
        yield Statement("dc:publisher", metadata.publisher, _language(metadata.lang))
    if metadata.date:
        yield Statement("dc:date", metadata.date)
    yield from _rights(metadata)
    for keywords in metadata.keywords:
        for word in keywords.words:
            yield Statement("dc:subject", word, _language(keywords.lang))
    for abstract in metadata.abstract:
        yield Statement("dc:description", text_of(abstract), _language(abstract.lang))
    if metadata.journal is not None:
        yield from _collection(metadata.journal, metadata.lang)
    modified = datetime.fromtimestamp(min(timestamp, _LAST_MOMENT), UTC)
    yield _meta("dcterms:modified", modified.strftime("%Y-%m-%dT%H:%M:%SZ"))
    # Kindle's own hint; it knows no page progression.
    mode = "horizontal-rl" if direction is Direction.RTL else "horizontal-lr"
    yield Statement("meta", "", {"name": "primary-writing-mode", "content": mode})


def _meta(name: str, text: str, refines: str = "", **attributes: str) -> Statement:
    target = {"refines": f"#{refines}"} if refines else {}
    return Statement("meta", text, {**target, "property": name, **attributes})


def _language(lang: str) -> dict[str, str]:
    return {"lang": lang, "dir": direction_of(lang).value}


def text_of(value: LocalizedText | LocalizedInlines | LocalizedBlocks) -> str:
    """Return a value as plain text; its paragraphs are parted by a space."""
    match value:
        case LocalizedText():
            return " ".join(value.text.split())
        case LocalizedInlines():
            return " ".join(plain_text(value.children).split())
        case LocalizedBlocks():
            return " ".join(" ".join(plain_text(block).split()) for block in value.children)


def main_first(values: Sequence[_Localized], lang: str) -> list[_Localized]:
    """Return the values with the one in the main language first; the others keep their order."""
    return sorted(values, key=lambda value: not same_language(value.lang, lang))


def _identifiers(metadata: Metadata) -> Iterator[Statement]:
    """Yield DOI and ISBN with their kinds (ONIX code list 5: 06 is DOI, 02 and 15 are ISBN)."""
    if metadata.doi:
        doi = metadata.doi.removeprefix(_DOI)
        yield Statement("dc:identifier", _DOI + doi, {"id": "doi"})
        yield _meta("identifier-type", "06", "doi", scheme="onix:codelist5")
    isbn = _isbn(metadata)
    if isbn:
        yield Statement("dc:identifier", f"urn:isbn:{isbn}", {"id": "isbn"})
        kind = "15" if len(isbn) == 13 else "02"
        yield _meta("identifier-type", kind, "isbn", scheme="onix:codelist5")


def _isbn(metadata: Metadata) -> str:
    """Return the ISBN without hyphens, nothing for what is none."""
    number = "".join(char for char in metadata.isbn.upper() if char in "0123456789X")
    return number if len(number) in (10, 13) else ""


def _titles(metadata: Metadata, title: str) -> Iterator[Statement]:
    yield from _title(main_first(metadata.title, metadata.lang), title, "title", metadata.lang)
    subtitles = main_first(metadata.subtitle, metadata.lang)
    if subtitles:
        yield from _title(subtitles, text_of(subtitles[0]), "subtitle", metadata.lang)
    for value in main_first(metadata.title, metadata.lang)[1:]:
        yield _meta("dcterms:alternative", text_of(value), **_language(value.lang))


def _title(
    values: Sequence[LocalizedInlines], text: str, name: str, lang: str
) -> Iterator[Statement]:
    own = values[0].lang if values else lang
    yield Statement("dc:title", text, {"id": name, **_language(own)})
    kind, order = ("main", "1") if name == "title" else ("subtitle", "2")
    yield _meta("title-type", kind, name)
    yield _meta("display-seq", order, name)
    for value in values[1:]:
        yield _meta("alternate-script", text_of(value), name, **_language(value.lang))


def _creator(author: Author, number: int, lang: str) -> Iterator[Statement]:
    names = main_first(author.name, lang)
    if not names:
        return
    name = f"creator-{number}"
    first = names[0]
    yield Statement("dc:creator", text_of(first), {"id": name, **_language(first.lang)})
    yield _meta("role", "aut", name, scheme="marc:relators")
    yield _meta("file-as", file_as(text_of(first), first.lang), name, **_language(first.lang))
    yield _meta("display-seq", str(number), name)
    for other in names[1:]:
        yield _meta("alternate-script", text_of(other), name, **_language(other.lang))


def file_as(name: str, lang: str) -> str:
    """Return a name as lists sort it, the family first; one that cannot be split stays whole."""
    names = parse(name, lang).names
    if len(names) != 1 or not (names[0].family and names[0].given):
        return name
    family = " ".join(part for part in (names[0].particle, names[0].family) if part)
    comma = "، " if script(lang) == "arab" else ", "
    return comma.join(part for part in (family, names[0].given, names[0].suffix) if part)


def _rights(metadata: Metadata) -> Iterator[Statement]:
    licence = metadata.licence
    if licence is None:
        return
    yield Statement("dc:rights", licence.name)
    if licence.url:
        yield _meta("dcterms:license", licence.url)


def _collection(journal: Journal, lang: str) -> Iterator[Statement]:
    """Yield the journal as the series that an article belongs to."""
    titles = main_first(journal.title, lang)
    if not titles:
        return
    first = titles[0]
    yield _meta("belongs-to-collection", text_of(first), id="journal", **_language(first.lang))
    yield _meta("collection-type", "series", "journal")
    position = [part for part in (journal.volume, journal.issue) if part]
    if position and all(part.isascii() and part.isdigit() for part in position):
        yield _meta("group-position", ".".join(position), "journal")
    if journal.issn:
        yield _meta("dcterms:identifier", f"urn:issn:{journal.issn}", "journal")
    for other in titles[1:]:
        yield _meta("alternate-script", text_of(other), "journal", **_language(other.lang))
