"""The fields of an entry as inlines, and the fields that are made of others."""

from __future__ import annotations

import re
from collections.abc import Callable

from warraq.bib import collation, dates, latex
from warraq.bib.style import Language
from warraq.model.attributes import Attributes, Direction
from warraq.model.inlines import Inlines, Link, Text
from warraq.model.references import Entry, Name
from warraq.model.walk import plain_text

_TITLES = {
    "title": ("subtitle", "titleaddon"),
    "booktitle": ("booksubtitle", "booktitleaddon"),
    "maintitle": ("mainsubtitle", "maintitleaddon"),
    "journaltitle": ("journalsubtitle",),
    "eventtitle": ("eventtitleaddon",),
}
# Where a title's main part ends: at a colon, a question mark, two full stops or a dash.
_MAIN_PART = re.compile(r"^(.{3,}?)(?:\s*:\s|\.\.\s*|\s[–—]\s|(?<=[?؟])\s)", re.DOTALL)
_SCHEME = re.compile(r"(?:https?|ftp)://", re.IGNORECASE)


def first(entry: Entry, *names: str) -> str:
    """Return the value of the first of these fields that the entry has."""
    return next((value for value in map(entry.get, names) if value), "")


def names(entry: Entry, role: str) -> tuple[Name, ...]:
    """Return the names of a role."""
    return next((values for key, values in entry.names if key == role), ())


def keywords(entry: Entry) -> frozenset[str]:
    """Return the keywords of an entry, which commas of either script part."""
    parts = re.split(r"\s*[,،;؛]\s*", latex.plain(entry.get("keywords")).strip())
    return frozenset(part for part in parts if part)


def persons(entry: Entry, role: str) -> int:
    """Return how many persons have a role; «and others» are more than two with those named."""
    found = names(entry, role)
    return len(found) + 1 if found and found[-1].literal == "others" else len(found)


def creators(entry: Entry) -> tuple[Name, ...]:
    """Return the names under which a work goes: its authors, else its editors."""
    return names(entry, "author") or names(entry, "editor")


def value(entry: Entry, name: str, language: Language, *, protecting: bool = False) -> Inlines:
    """Return a field as inlines, nothing when the entry lacks it.

    ``protecting``: of a title, spans stand for the braces that keep the case of letters.
    """
    made = _DERIVED.get(name)
    if made is not None:
        return made(entry, language)
    if name in _TITLES:
        return title(entry, name, language, latex.protected if protecting else latex.inlines)
    return latex.inlines(entry.get(name))


def title(
    entry: Entry,
    name: str,
    language: Language,
    convert: Callable[[str], Inlines] = latex.inlines,
) -> Inlines:
    """Return a title with its subtitle and addition, joined by the language's colon."""
    result = convert(entry.get(name))
    for extra in _TITLES[name]:
        more = convert(entry.get(extra))
        if result and more:
            ended = plain_text(result).rstrip()[-1:] in "?!؟:"
            result = (*result, Text(" " if ended else language.punctuation["subtitle"]), *more)
    return result


def short_title(entry: Entry, language: Language) -> Inlines:
    """Return ``shorttitle``, else the main part of the title."""
    given = latex.inlines(entry.get("shorttitle"))
    if given:
        return given
    nodes = latex.inlines(entry.get("title"))
    if len(nodes) != 1 or not isinstance(nodes[0], Text):
        return nodes
    match = _MAIN_PART.match(nodes[0].text)
    return (Text(match[1].rstrip()),) if match and _is_closed(match[1]) else nodes


def _is_closed(text: str) -> bool:
    """Whether every quotation mark and bracket of a text is closed in it."""
    pairs = (("«", "»"), ("“", "”"), ("(", ")"), ("[", "]"))
    return text.count('"') % 2 == 0 and all(text.count(a) == text.count(b) for a, b in pairs)


def container(entry: Entry, language: Language) -> Inlines:
    """Return the title of what contains the work: journal, book, website or series of books."""
    for name in ("journaltitle", "booktitle", "maintitle", "eventtitle"):
        if entry.get(name):
            return title(entry, name, language)
    return ()


def publisher(entry: Entry, _: Language) -> Inlines:
    """Return who publishes the work: publisher, institution or organisation."""
    return latex.inlines(first(entry, "publisher", "institution", "organization"))


def issue(entry: Entry, _: Language) -> Inlines:
    """Return the issue of a periodical: ``number`` or ``issue``."""
    return latex.inlines(first(entry, "number", "issue"))


def link(entry: Entry, _: Language) -> Inlines:
    """Return the DOI or the URL as a link, an isolate set left to right."""
    doi = _doi(entry)
    target = f"https://doi.org/{doi}" if doi else entry.get("url")
    if not target:
        return ()
    if not _SCHEME.match(target):
        return (Text(target),)
    return (_link(target, target),)


def doi(entry: Entry) -> Inlines:
    """Return the DOI without the address of the service that resolves it, as a link."""
    value = _doi(entry)
    return (_link(f"https://doi.org/{value}", value),) if value else ()


def _doi(entry: Entry) -> str:
    return re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", entry.get("doi"), flags=re.I)


def _link(target: str, text: str) -> Link:
    attributes = Attributes(classes=("citation-link",), dir=Direction.LTR)
    return Link(target=target, children=(Text(text),), attributes=attributes)


def _key(entry: Entry, _: Language) -> Inlines:
    return (Text(entry.key),)


_DERIVED: dict[str, Callable[[Entry, Language], Inlines]] = {
    "short-title": short_title,
    "container": container,
    "publisher": publisher,
    "issue": issue,
    "link": link,
    "url": link,
    "doi": link,
    "key": _key,
}


def has(entry: Entry, name: str) -> bool:
    """Whether an entry has a field, a role, a date, or one of several that stand for a word."""
    if name == "creator":
        return any(entry.get(role) for role in ("author", "editor", "translator", "organization"))
    if name == "any-date":
        return any(dates.of_entry(entry, date) for date in ("date", "urldate", "eventdate"))
    if name in ("date", "urldate", "origdate", "eventdate"):
        return dates.of_entry(entry, name) is not None
    if name == "month":
        value = dates.of_entry(entry, "date")
        return value is not None and bool(value.start.month)
    if name == "issue":
        return bool(first(entry, "number", "issue"))
    if name == "container":
        return bool(first(entry, "journaltitle", "booktitle", "maintitle", "eventtitle"))
    if name == "publisher":
        return bool(first(entry, "publisher", "institution", "organization"))
    if name == "link":
        return bool(first(entry, "doi", "url"))
    if name == "editors-only":
        return bool(entry.get("editor")) and not entry.get("author")
    if name == "short-title":
        return bool(first(entry, "shorttitle", "title"))
    if name == "author-is-publisher":
        return _is_self_published(entry)
    return bool(entry.get(name))


def _is_self_published(entry: Entry) -> bool:
    """Whether the publisher is the body that is named as the author, whose name stands once.

    Publication Manual of the APA, 7th edition, 9.29.
    """
    authors = creators(entry)
    body = collation.key(latex.plain(first(entry, "publisher", "institution", "organization")))
    return bool(body) and [collation.key(_written(name)) for name in authors] == [body]


def _written(name: Name) -> str:
    """Return a name as a file without braces writes that of a body: its words in their order."""
    return name.literal or f"{name.given} {name.particle} {name.family}"
