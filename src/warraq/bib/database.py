"""BibTeX files: an index of every entry, and a full reading of those that are cited."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Collection, Container, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from warraq.bib import (
    arabic_fields,
    field_names,
    inheritance,
    languages,
    latex,
    lost,
    names,
    slips,
    value_slips,
    vocabulary,
)
from warraq.bib.index import Index, Place, clean_key, index, nearest_key
from warraq.diagnostics import Hint, Location, Report, nearest
from warraq.model.references import Entry, Name

if TYPE_CHECKING:
    from warraq.bib.scanner import Fault

_SPACES = re.compile(r"[ \t\r\n]+")

_TYPES = {
    **dict.fromkeys(("phdthesis", "mastersthesis"), "thesis"),
    "techreport": "report",
    "electronic": "online",
    "www": "online",
    "webpage": "online",
    "conference": "inproceedings",
}
_KNOWN_TYPES = frozenset((*vocabulary.ENTRY_TYPES, *_TYPES)) - {"default"} | vocabulary.words(
    "xdata set commentary bibnote customa customb customc customd custome customf"
)
_MONTHS = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
# Types that stand for another with a value of ``type`` (BibLaTeX manual, 2.1.2).
_TYPE_VALUES = {
    "phdthesis": "phdthesis",
    "mastersthesis": "mathesis",
    "techreport": "techreport",
}
_VERBATIM = frozenset({"url", "doi", "eprint", "file", "pdf", "urlraw"})
_ODD_IN_KEY = re.compile(r"[\s،؛]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SHOWN_KEYS = 5
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
    lost.report(sources, report)
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
    if keys:
        _report_unused(found, raw, report)
    merged = inheritance.resolve(raw, report)
    return tuple(_entry(merged[key], report) for key in raw if key in wanted)


def _order(found: Index, key: str) -> tuple[str, int]:
    place = found.entries[key]
    return place.source.path, place.start


def _wanted(found: Index, keys: Collection[str] | None) -> frozenset[str]:
    if keys is None:
        return frozenset(key for key, place in found.entries.items() if place.type != "xdata")
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
        message = f"an @{place.type} entry without a key is ignored"
        hint = f"write a key before its fields: @{place.type}{{smith2001, …"
        report.warning("C004", message, place.location, hint)
    for key, place in found.entries.items() if wanted is None else _present(found, wanted):
        if _ODD_IN_KEY.search(key):
            message = f"the key “{key}” has a space or a comma in it, which other programs refuse"
            hint = f"cite it as @{{{key}}}, or give it a key without them"
            report.warning("C022", message, place.location, hint)
    for place in found.marked:
        if wanted is None or place.key in wanted:
            message = f"the key “{place.key}” has invisible marks in the file, which do not count"
            hint = "delete them: other programs take the key for another"
            report.warning("C018", message, place.location, hint)


def _present(found: Index, keys: Collection[str]) -> Iterator[tuple[str, Place]]:
    return ((key, found.entries[key]) for key in sorted(keys))


def _report_unused(found: Index, used: Container[str], report: Report) -> None:
    """Name the entries of each file that nothing cites and no cited entry inherits from."""
    unused: dict[str, list[Place]] = {}
    for key, place in found.entries.items():
        if key not in used and place.type != "xdata":
            unused.setdefault(place.source.path, []).append(place)
    for path, places in unused.items():
        first = ", ".join(place.key for place in places[:_SHOWN_KEYS])
        more = ", …" if len(places) > _SHOWN_KEYS else ""
        count = "one entry is" if len(places) == 1 else f"{len(places)} entries are"
        report.info("C016", f"{count} not cited: {first}{more}", Location(path))


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
        parsed = self._parse(place, place.text, [])
        if parsed and parsed[0]:
            self._macros[parsed[0]] = "".join(parsed[1])

    def entry(self, place: Place) -> inheritance.RawEntry:
        """Return an entry's fields as the file has them, faults reported."""
        fields: dict[str, str] = {}
        names: dict[str, str] = {}
        count: Counter[str] = Counter()
        parsed = self._parse(place, *self._mended(place))
        for raw_name, parts in parsed[1] if parsed else ():
            count[raw_name.lower()] += 1
            name = field_names.normalised(raw_name)
            value = _value(name, "".join(parts))
            if name in fields and fields[name] != value:
                where = place.field_location(raw_name, count[raw_name.lower()])
                message = (
                    f"the entry “{place.key}” has the field {raw_name} twice; the first counts"
                )
                self._report.warning("C003", message, where)
            elif value and name not in fields and not value_slips.is_filler(name, value):
                fields[name] = value
                names[name] = raw_name.lower()
        type_value = _TYPE_VALUES.get(place.type)
        if type_value:
            fields.setdefault("type", type_value)
        entry = inheritance.RawEntry(place.key, self._kind(place), fields, place, names)
        self._report_names(entry)
        for finding in value_slips.find(fields):
            if finding.value is not None:
                fields[finding.name] = finding.value
            message = f"the field {names[finding.name]} of “{entry.key}” {finding.message}"
            where = entry.location_of(finding.name)
            self._report.warning(finding.code, message, where, finding.hint)
        return entry

    def _kind(self, place: Place) -> str:
        """Return BibLaTeX's type of an entry; one that is not known is reported."""
        kind = arabic_fields.TYPES.get(place.type) or _TYPES.get(place.type, place.type)
        if kind in _KNOWN_TYPES and place.type.isascii():
            return kind
        if kind in _KNOWN_TYPES:
            message = f"the type @{place.type} is read as @{kind}"
            hint = f"write @{kind}: other programs know no Arabic names"
        else:
            near = nearest(kind, sorted(_KNOWN_TYPES))
            message = f"no type of entries is called @{place.type}"
            hint = f"did you mean @{near}?" if near else "it is printed like a work of no type"
        self._report.warning("C020", message, place.location, hint)
        return kind

    def _report_names(self, entry: inheritance.RawEntry) -> None:
        """Report fields with an Arabic name, and those whose name a slip may have changed."""
        for name, raw_name in entry.names.items():
            if raw_name in arabic_fields.FIELDS:
                message = f"the field {raw_name} of “{entry.key}” is read as {name}"
                hint = f"write {name}: other programs know no Arabic names"
                self._report.warning("C021", message, entry.location_of(name), hint)
                continue
            near = field_names.nearest_printed(raw_name)
            if near and field_names.normalised(near) not in entry.fields:
                message = f"the field {raw_name} of “{entry.key}” is not printed"
                hint = f"did you mean {near}?"
                self._report.warning("C021", message, entry.location_of(name), hint)

    def _mended(self, place: Place) -> tuple[str, list[int]]:
        """Return an entry's text with its slips mended, and the offsets of what was put in."""
        mended = slips.mend(place.text)
        for slip in mended.slips:
            where = place.source.location(place.start + slip.offset)
            message = f"in the entry “{place.key}” {slip.message}"
            report = self._report.error if slip.is_error else self._report.warning
            report(slip.code, message, where, *([slip.hint] if slip.hint else []))
        return mended.text, mended.inserted

    def _parse(self, place: Place, text: str, inserted: list[int]) -> Any:
        """Return what pybtex reads in an entry: its key or name, and its fields or value."""
        from warraq.bib import scanner

        self._macros.budget = MAX_EXPANSION
        body, faults = scanner.parse(text, self._macros)
        for fault in faults:
            offset = fault.offset - bisect_left(inserted, fault.offset)
            self._report_fault(place, fault, place.source.location(place.start + offset))
        return body

    def _report_fault(self, place: Place, fault: Fault, location: Location) -> None:
        subject = f"the entry “{place.key}”" if place.type != "string" else "this @string"
        if fault.undefined:
            if self._macros.budget < 0:
                text = f"the @string names in {subject} grow beyond {MAX_EXPANSION} characters"
                self._report.error("C015", text, location)
                return
            hint = "put the value in braces, or define the name with @string"
            message = f"“{fault.undefined}” in {subject} is no @string"
            self._report.warning("C006", message, location, hint)
            return
        if fault.is_unclosed:
            location = place.field_location(fault.field) if fault.field else place.location
        self._report.error("C004", f"{subject} is broken: {fault.message}", location)


def _entry(raw: inheritance.RawEntry, report: Report) -> Entry:
    _report_latex(raw, report)
    tag = _language(raw, report)
    roles: list[tuple[str, tuple[Name, ...]]] = []
    places: list[tuple[str, Location]] = []
    for role, value in raw.fields.items():
        if not field_names.is_list_of_names(role):
            continue
        parsed = names.parse(value, field_names.language_of(role, tag))
        roles.append((role, parsed.names))
        for several in parsed.joined:
            _report_joined(raw, role, several, report)
        if parsed.doubtful:
            places.append((role, raw.location_of(role)))
    return Entry(
        key=raw.key,
        type=raw.type,
        fields=tuple(raw.fields.items()),
        names=tuple(roles),
        lang=tag,
        location=raw.location,
        places=tuple(places),
    )


def _report_joined(
    raw: inheritance.RawEntry, role: str, several: tuple[str, ...], report: Report
) -> None:
    """Report what seems to be several names that no ``and`` parts (C019)."""
    whole, *parts = several
    message = f"“{whole}” in the field {role} of “{raw.key}” seems to be several names"
    meant = f": {' and '.join(parts)}" if parts else ""
    report.warning(
        "C019",
        message,
        raw.location_of(role),
        f"write the word and between two names{meant}",
        "put braces around the name of a body, and around a family name of several words",
    )


def _value(name: str, raw: str) -> str:
    value = _SPACES.sub(" ", _CONTROLS.sub("", raw)).strip()
    if name == "month":
        value = value.strip("#")  # JabRef's mark of a string.
    if name == "month" and value in _MONTHS:
        return str(_MONTHS.index(value) + 1)
    return latex.verbatim(value) if name in _VERBATIM else value


def _language(raw: inheritance.RawEntry, report: Report) -> str:
    for name in ("langid", "language", "hyphenation"):
        value = raw.fields.get(name, "")
        if value:
            tag = languages.tag_of(value)
            if tag:
                return tag
            message = f"“{value}” in the entry “{raw.key}” is no language known here"
            report.warning("C011", message, raw.location_of(name), "use a tag such as ar, en or fa")
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
            report.warning("C012", message, raw.location_of(name))
