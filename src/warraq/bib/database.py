"""BibTeX files: an index of every entry, and a full reading of those that are cited."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Sequence
from typing import Any

from warraq.bib import inheritance, languages, latex, names
from warraq.bib.index import Index, Place, clean_key, index, nearest_key
from warraq.bib.vocabulary import ROLES
from warraq.diagnostics import Hint, Location, Report
from warraq.model.references import Entry, Name

_SPACES = re.compile(r"[ \t\r\n]+")

_TYPES = {
    **dict.fromkeys(("phdthesis", "mastersthesis"), "thesis"),
    "techreport": "report",
    "electronic": "online",
    "www": "online",
    "webpage": "online",
    "conference": "inproceedings",
}
_FIELDS = {
    "journal": "journaltitle",
    "address": "location",
    "school": "institution",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "key": "sortkey",
    "lang": "langid",
}
_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_THESIS_TYPES = {"phdthesis": "phdthesis", "mastersthesis": "mathesis"}
_VERBATIM = frozenset({"url", "doi", "eprint", "file", "pdf", "urlraw"})
# A value that ends, and the name of the next field without a comma between them.
_MISSING_COMMA = re.compile(
    r"(?P<value>\}(?=\s+[A-Za-z][\w-]*\s*=)"
    r"|(?:\"|=[ \t]*\w+)(?=[ \t]*\r?\n[ \t]*[A-Za-z][\w-]*[ \t]*=))"
)
# A role, also transliterated or translated: author, author_latn, author_en.
_ROLE = re.compile(rf"(?:{'|'.join(ROLES)})(?:_[a-z]{{2,8}})?")
_LARGEST_SEARCHED = 100_000
MAX_EXPANSION = 1_000_000
"""How many characters @string names may grow to within one entry."""


def load(
    sources: Sequence[tuple[str, str]], keys: Collection[str] | None, report: Report
) -> tuple[Entry, ...]:
    """Return the entries with the given keys (all when None) in the order of the files.

    ``sources`` are pairs of a path as shown to the user and the file's text. With them come the
    entries that they inherit from (``crossref``, ``xdata``), already merged into them and not
    returned, and for each key that no file has, the entry with the nearest key, so that the
    citations pass can name it. Never raises for what a file holds.
    """
    found = index(sources)
    wanted = _wanted(found, keys)
    _report_index(found, wanted if keys is not None else None, report)
    reader = _Reader(report)
    for place in found.strings:
        reader.string(place)
    raw: dict[str, inheritance.RawEntry] = {}
    pending = deque(sorted(wanted, key=lambda key: _order(found, key)))
    while pending:
        key = pending.popleft()
        if key in raw or key not in found.entries:
            continue
        raw[key] = reader.entry(found.entries[key])
        pending.extend(inheritance.parents(raw[key]))
    merged = inheritance.resolve(raw, report)
    return tuple(_entry(merged[key], report) for key in raw if key in wanted)


def _order(found: Index, key: str) -> tuple[str, int]:
    place = found.entries[key]
    return place.source.path, place.start


def _wanted(found: Index, keys: Collection[str] | None) -> frozenset[str]:
    if keys is None:
        return frozenset(found.entries)
    cleaned = {clean_key(key) for key in keys}
    present = {key for key in cleaned if key in found.entries}
    near = (nearest_key(key, found) for key in sorted(cleaned - present))
    return frozenset(present.union(key for key in near if key))


def _report_index(found: Index, wanted: frozenset[str] | None, report: Report) -> None:
    for first, second in found.duplicates:
        if wanted is None or first.key in wanted:
            report.warning(
                "C002",
                f"the key “{first.key}” stands here a second time; this entry is ignored",
                second.location,
                Hint("it stands here first", first.location),
            )
    for place in found.keyless:
        report.warning("C004", f"an @{place.type} entry without a key is ignored", place.location)


class _Macros(dict[str, str]):
    """The @string names, looked up without regard to case, with a bound to their growth."""

    budget = MAX_EXPANSION

    def __getitem__(self, name: str) -> str:
        value = super().__getitem__(name.lower())
        self.budget -= len(value)
        if self.budget < 0:
            raise KeyError(name)
        return value

    def __setitem__(self, name: str, value: str) -> None:
        super().__setitem__(name.lower(), value)


class _Reader:
    """Parses the text of one entry after another with pybtex's low-level parser."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._macros = _Macros((name, name) for name in _MONTHS)

    def string(self, place: Place) -> None:
        """Take in an @string definition."""
        for name, (key, value) in self._parse(place, place.text):
            if name.lower() == "string" and key:
                self._macros[key] = "".join(value)

    def entry(self, place: Place) -> inheritance.RawEntry:
        """Return an entry's fields as the file has them, faults reported."""
        text = self._mended(place)
        fields: dict[str, str] = {}
        for name, body in self._parse(place, text):
            if name.lower() != place.type:
                continue
            for raw_name, parts in body[1]:
                self._keep(place, fields, raw_name.lower(), "".join(parts))
            break
        thesis = _THESIS_TYPES.get(place.type)
        if thesis:
            fields.setdefault("type", thesis)
        kind = _TYPES.get(place.type, place.type)
        return inheritance.RawEntry(place.key, kind, fields, place.location)

    def _keep(self, place: Place, fields: dict[str, str], raw_name: str, raw: str) -> None:
        name = _FIELDS.get(raw_name, raw_name)
        value = _SPACES.sub(" ", raw).strip()
        if name == "month" and value in _MONTHS:
            value = str(_MONTHS.index(value) + 1)
        if name in fields:
            if fields[name] != value:
                where = _field_location(place, raw_name)
                message = (
                    f"the entry “{place.key}” has the field {raw_name} twice; the first counts"
                )
                self._report.warning("C003", message, where)
        elif value:
            fields[name] = value

    def _mended(self, place: Place) -> str:
        """Return an entry's text with the commas put in that are missing between two fields."""
        text = place.text
        pieces: list[str] = []
        done = depth = 0
        for match in _MISSING_COMMA.finditer(text):
            end = match.end("value")
            piece = text[done:end]
            depth += piece.count("{") - piece.count("}")
            pieces.append(piece)
            done = end
            if depth == 1:
                pieces.append(",")
                where = place.source.location(place.start + end - 1)
                message = f"a comma is missing in the entry “{place.key}”"
                self._report.warning("C005", message, where)
        return "".join((*pieces, text[done:]))

    def _parse(self, place: Place, text: str) -> list[tuple[str, Any]]:
        """Return what pybtex reads: for each command its name and body."""
        from pybtex.database.input.bibtex import LowLevelParser
        from pybtex.scanner import PybtexSyntaxError

        self._macros.budget = MAX_EXPANSION
        faults: list[PybtexSyntaxError] = []
        parser = LowLevelParser(text, macros=self._macros, handle_error=faults.append)
        try:
            result = list(parser)
        except RecursionError:
            self._report.error("C004", "braces are nested too deep", place.location)
            return []
        for fault in faults:
            self._report_fault(place, fault)
        return result

    def _report_fault(self, place: Place, fault: object) -> None:
        message = str(getattr(fault, "args", ("",))[0])
        line = int(getattr(fault, "lineno", None) or 1)
        location = Location(place.source.path, place.location.line + line - 1)
        subject = f"the entry “{place.key}”" if place.type != "string" else "this @string"
        if getattr(fault, "error_type", "") == "undefined string":
            if self._macros.budget < 0:
                text = f"the @string names in {subject} grow beyond {MAX_EXPANSION} characters"
                self._report.error("C015", text, location)
                return
            hint = "put the value in braces, or define the name with @string"
            self._report.warning("C006", f"“{message}” in {subject} is no @string", location, hint)
            return
        if message == "premature end of file":
            message = "a brace or a quotation mark is not closed"
        self._report.error("C004", f"{subject} is broken: {message}", location)


def _field_location(place: Place, name: str) -> Location:
    """Return where a field of an entry is set for the last time; a huge entry is not searched."""
    if place.end - place.start > _LARGEST_SEARCHED:
        return place.location
    found = list(re.finditer(rf"\b{re.escape(name)}\s*=", place.text, re.IGNORECASE))
    return place.source.location(place.start + found[-1].start()) if found else place.location


def _entry(raw: inheritance.RawEntry, report: Report) -> Entry:
    _report_latex(raw, report)
    tag = _language(raw, report)
    roles: list[tuple[str, tuple[Name, ...]]] = []
    for role in raw.fields:
        if _ROLE.fullmatch(role):
            parsed = names.parse(raw.fields[role], tag)
            roles.append((role, parsed.names))
            for doubtful in parsed.doubtful:
                message = f"“{doubtful}” is kept as it is: which part is the family name is unclear"
                hint = "write «family, given», or put braces around the name of a body"
                report.info("C009", message, raw.location, hint)
    return Entry(
        key=raw.key,
        type=raw.type,
        fields=tuple((name, _value(name, value)) for name, value in raw.fields.items()),
        names=tuple(roles),
        lang=tag,
        location=raw.location,
    )


def _value(name: str, value: str) -> str:
    return latex.verbatim(value) if name in _VERBATIM else value


def _language(raw: inheritance.RawEntry, report: Report) -> str:
    for name in ("langid", "language", "hyphenation"):
        value = raw.fields.get(name, "")
        if value:
            tag = languages.tag_of(value)
            if tag:
                return tag
            message = f"“{value}” in the entry “{raw.key}” is no language known here"
            report.warning("C011", message, raw.location, "use a tag such as ar, en or fa")
    for name in ("title", "booktitle", "journaltitle", "author", "editor"):
        tag = languages.guess(latex.plain(raw.fields.get(name, "")))
        if tag:
            return tag
    return ""


def _report_latex(raw: inheritance.RawEntry, report: Report) -> None:
    for name, value in raw.fields.items():
        if "\\" not in value or name in _VERBATIM or name in ("abstract", "annotation", "note_"):
            continue
        for command in latex.faults(value):
            message = f"the command \\{command} in the field {name} of “{raw.key}” is left out"
            report.warning("C012", message, raw.location)
