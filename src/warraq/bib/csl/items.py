"""Entries as items of CSL-JSON: what a CSL processor or a reference manager reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from warraq.bib import fields, latex, style
from warraq.bib.csl.dates import date_variables
from warraq.bib.csl.names import name_variables
from warraq.bib.csl.rich_text import escaped, rich_text
from warraq.bib.csl.types import csl_type
from warraq.bib.style import Language
from warraq.diagnostics import Report
from warraq.lang.numerals import to_western
from warraq.model.references import Entry
from warraq.model.walk import plain_text

# Fields that CSL knows under a name of its own, whatever the type (CSL 1.0.2, appendix IV).
_TEXTS = {
    "publisher-place": "location",
    "event-place": "venue",
    "medium": "howpublished",
    "status": "pubstate",
    "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
    "call-number": "library",
    "annote": "annotation",
    "keyword": "keywords",
}
_TITLES = {
    "collection-title": "series",
    "original-title": "origtitle",
    "container-title-short": "shortjournal",
    "volume-title": "issuetitle",
}
_NUMBERS = {
    "volume": "volume",
    "number-of-volumes": "volumes",
    "part": "part",
    "edition": "edition",
    "page": "pages",
    "number-of-pages": "pagetotal",
    "chapter-number": "chapter",
    "version": "version",
}
_VERBATIM = {"ISBN": "isbn", "ISSN": "issn", "URL": "url"}
_PERIODICAL_TYPES = frozenset({"article", "periodical", "suppperiodical", "review"})
_LEGAL_TYPES = frozenset({"jurisdiction", "legislation", "legal", "patent", "standard"})
# Types whose ``number`` is that of the work itself, and not its place in a series.
_NUMBERED_TYPES = _LEGAL_TYPES | {"report", "manual", "dataset", "software", "misc", "online"}
_DOI_PREFIX = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_DASHES = re.compile(r"(?<=\w)\s*(?:-{1,3}|–|—|−)\s*(?=\w)")


def item(entry: Entry) -> dict[str, object]:
    """Return an entry as an item of CSL-JSON (schema of CSL 1.0.2), without what it lacks.

    Titles are rich text; the parts of a title are joined, and kinds of theses named, as the
    entry's language does it. Numbers have western digits, which processors count with. An
    abstract is left out.
    """
    language = _language(entry.lang)
    values: dict[str, object] = {"id": entry.key, "type": csl_type(entry)}
    if entry.lang:
        values["language"] = entry.lang
    values.update(_titles(entry, language))
    values.update(name_variables(entry))
    values.update(date_variables(entry, language))
    values.update(_publication(entry, language))
    for table, convert in _TABLES:
        for variable, name in table.items():
            values[variable] = convert(entry.get(name))
    values.update(_series_number(entry))
    values.update(_identifiers(entry))
    return {name: value for name, value in values.items() if value}


@cache
def _language(tag: str) -> Language:
    """Return the words of a language, as the shipped styles have them."""
    return style.load(style.DEFAULT, None, Report()).languages.get(tag)


def _text(value: str) -> str:
    return rich_text(latex.inlines(value))


def _title(value: str) -> str:
    return rich_text(latex.protected(value))


def _number(value: str) -> str:
    """Return a number or range: western digits, and the hyphen that CSL-JSON has in ranges."""
    return escaped(_DASHES.sub("-", to_western(latex.plain(value))))


_TABLES: tuple[tuple[dict[str, str], Callable[[str], str]], ...] = (
    (_TITLES, _title),
    (_TEXTS, _text),
    (_NUMBERS, _number),
    (_VERBATIM, str),
)


# Titles


def _titles(entry: Entry, language: Language) -> dict[str, str]:
    def joined(name: str) -> str:
        return rich_text(fields.title(entry, name, language, latex.protected))

    event = joined("eventtitle")
    return {
        "title": joined("title"),
        "title-short": _short_title(entry, language),
        "container-title": _container(entry, language, joined("maintitle"), joined("booktitle")),
        "event-title": event,
        "event": event,  # The name of the same in styles written for CSL 1.0.1.
    }


def _short_title(entry: Entry, language: Language) -> str:
    """Return the short title where the entry has one or its title has an evident main part."""
    given = _title(entry.get("shorttitle"))
    if given:
        return given
    short = fields.short_title(entry, language)
    whole = plain_text(fields.title(entry, "title", language))
    return rich_text(short) if plain_text(short) != whole else ""


def _container(entry: Entry, language: Language, whole: str, book: str) -> str:
    """Return the journal or book; the work of several volumes and its volume are both named."""
    journal = rich_text(fields.title(entry, "journaltitle", language, latex.protected))
    if journal:
        return journal
    return language.punctuation["subtitle"].join(filter(None, (whole, book)))


# Publication


def _publication(entry: Entry, language: Language) -> dict[str, str]:
    publisher = _text(fields.first(entry, "publisher", "institution", "organization"))
    values = {
        "publisher": publisher,
        "genre": _genre(entry.get("type"), language),
        "note": ". ".join(filter(None, (_text(entry.get(n)) for n in ("note", "addendum")))),
    }
    if entry.type in _LEGAL_TYPES:
        values["authority"] = publisher
        values["jurisdiction"] = _text(entry.get("location"))
    return values


def _genre(value: str, language: Language) -> str:
    """Return the kind of a work; BibLaTeX's keys (phdthesis) in the words of the language."""
    term = language.terms.get(value.strip().casefold())
    return term.single if term else _text(value)


def _series_number(entry: Entry) -> dict[str, str]:
    """Return what ``number`` counts: issues, books of a series, or reports and laws."""
    number, issue, eid = (_number(entry.get(name)) for name in ("number", "issue", "eid"))
    if entry.type in _PERIODICAL_TYPES:
        numbers = ", ".join(filter(None, (number, issue)))
        return {"issue": numbers, "number": eid}
    is_own = entry.type in _NUMBERED_TYPES or not entry.get("series")
    return {"issue": issue, "number" if is_own else "collection-number": number or eid}


def _identifiers(entry: Entry) -> dict[str, str]:
    """Return the DOI, and identifiers of archives (``eprint``)."""
    values = {"DOI": _DOI_PREFIX.sub("", entry.get("doi"))}
    eprint, kind = entry.get("eprint"), entry.get("eprinttype").strip()
    match kind.casefold():
        case "pubmed" | "pmid":
            values["PMID"] = eprint
        case "pmcid" | "pmc":
            values["PMCID"] = eprint
        case "arxiv" if eprint:
            values |= {"archive": "arXiv", "archive_location": eprint}
            if not entry.get("url"):
                values["URL"] = f"https://arxiv.org/abs/{eprint}"
        case _:
            values |= {"archive": kind if eprint else "", "archive_location": eprint}
    return values
