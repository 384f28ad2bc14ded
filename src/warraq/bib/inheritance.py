"""Entries that inherit fields from others: ``crossref`` and ``xdata``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from warraq.bib.index import Place
from warraq.bib.vocabulary import words
from warraq.diagnostics import Location, Report


@dataclass(frozen=True, slots=True)
class RawEntry:
    """An entry as the file has it, its type and field names normalised.

    ``names`` holds the names of the fields in the file by their normalised names, ``place`` where
    the entry stands; of what is inherited nothing is known there.
    """

    key: str
    type: str
    fields: Mapping[str, str]
    place: Place
    names: Mapping[str, str]

    @property
    def location(self) -> Location:
        """Return where the entry begins."""
        return self.place.location

    def location_of(self, name: str) -> Location:
        """Return where a field is set; for one that is inherited, where the entry begins."""
        return self.place.field_location(self.names.get(name, name))


# BibLaTeX manual, appendix B: a child takes its parent's title as the title of its container.
_RENAMED = {
    "book": {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"},
    "periodical": {"title": "journaltitle", "subtitle": "journalsubtitle"},
    "mv": {"title": "maintitle", "subtitle": "mainsubtitle", "titleaddon": "maintitleaddon"},
}
_IN_BOOK = words("inbook incollection inproceedings inreference suppbook suppcollection bookinbook")
_IN_PERIODICAL = frozenset({"article", "suppperiodical", "review"})
_NEVER = words(
    "crossref xref xdata entryset keywords label shorttitle shorthand sortkey sorttitle presort "
    "execute options related"
)


def parents(entry: RawEntry) -> tuple[str, ...]:
    """Return the keys of the entries from which one inherits, ``xdata`` before ``crossref``."""
    keys = re.split(r"\s*,\s*", entry.fields.get("xdata", ""))
    return tuple(key for key in (*keys, entry.fields.get("crossref", "").strip()) if key)


def resolve(entries: Mapping[str, RawEntry], report: Report) -> dict[str, RawEntry]:
    """Return the entries with what they inherit; a cycle or a missing parent is reported."""
    done: dict[str, RawEntry] = {}
    for key in entries:
        _resolve(key, entries, done, report)
    return done


def _resolve(
    start: str, entries: Mapping[str, RawEntry], done: dict[str, RawEntry], report: Report
) -> None:
    """Resolve an entry after its parents, with a stack, so that long chains cost no recursion."""
    stack = [start]
    opened: set[str] = set()
    while stack:
        key = stack[-1]
        if key in done:
            stack.pop()
            continue
        missing = [
            parent
            for parent in parents(entries[key])
            if parent in entries and parent not in done and parent not in opened
        ]
        opened.add(key)
        if missing:
            stack.extend(missing)
            continue
        done[key] = _merged(entries[key], entries, done, report)
        stack.pop()


def _merged(
    entry: RawEntry, entries: Mapping[str, RawEntry], done: Mapping[str, RawEntry], report: Report
) -> RawEntry:
    fields = dict(entry.fields)
    for key in parents(entry):
        if key in done:
            for name, value in _inherited(entry, done[key]).items():
                fields.setdefault(name, value)
        elif key in entries:
            message = f"the entries “{entry.key}” and “{key}” inherit from each other"
            report.error("C007", message, _location_of_parent(entry, key))
        else:
            message = f"“{entry.key}” inherits from “{key}”, which no file has"
            report.error("C007", message, _location_of_parent(entry, key))
    return replace(entry, fields=fields)


def _location_of_parent(entry: RawEntry, key: str) -> Location:
    is_crossref = entry.fields.get("crossref", "").strip() == key
    return entry.location_of("crossref" if is_crossref else "xdata")


def _inherited(child: RawEntry, parent: RawEntry) -> dict[str, str]:
    if parent.type == "xdata":
        return {name: value for name, value in parent.fields.items() if name not in _NEVER}
    renamed: Mapping[str, str] = {}
    if child.type in _IN_PERIODICAL:
        renamed = _RENAMED["periodical"]
    elif child.type in _IN_BOOK:
        renamed = _RENAMED["book"]
    elif parent.type.startswith("mv"):
        renamed = _RENAMED["mv"]
    result: dict[str, str] = {}
    for name, value in parent.fields.items():
        if name == "author" and child.type in _IN_BOOK:
            result["bookauthor"] = value
            if child.type != "inbook":
                continue
        if name not in _NEVER:
            result[renamed.get(name, name)] = value
    return result
