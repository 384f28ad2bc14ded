"""What the cited entries lack for the style that prints them, and keys that no file has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from warraq.bib import fields, romanized
from warraq.bib.render import Work
from warraq.bib.style import FORM_NAMES, NameOrder, Part, PartKind, Style
from warraq.diagnostics import Location, nearest
from warraq.model.document import Document
from warraq.model.references import Entry, Name
from warraq.resolve.context import Context

_OF_ENTRY = (PartKind.FIELD, PartKind.NAMES, PartKind.DATE)
# Conditions that the citation decides, or the other works, and not the entry.
_OF_CITATION = ("ambiguous", "locator", "page-locator", "year-suffix", "citation-number")
_WHAT = {"creator": "author or editor", "any-date": "date"}


def report_undefined(
    key: str, known: Mapping[str, Entry], place: Location, document: Document, context: Context
) -> None:
    """Report a key that no bibliography file has (C001), with the nearest that one has."""
    near = nearest(key, known)
    hints = [f"did you mean “{near}”?"] if near else []
    if not known and not document.metadata.bibliography:
        hints.append("name the bibliography file in the front matter: bibliography: references.bib")
    context.report.error("C001", f"no bibliography file has the key “{key}”", place, *hints)


def report_missing_fields(entries: Iterable[Entry], style: Style, context: Context) -> None:
    """Report the fields that a style prints and an entry lacks (C008)."""
    for entry in entries:
        wanted = style.requires.get(entry.type, style.requires.get("default", ()))
        for name in wanted:
            if not fields.has(entry, name):
                what = f"{_WHAT.get(name, name)}, which the style {style.name} prints"
                message = f"the entry “{entry.key}” has no {what}"
                context.report.warning("C008", message, entry.location)


def report_unromanized(works: Iterable[Work], style: Style, context: Context) -> None:
    """Report the fields that the romanized list lacks (C017)."""
    for item in romanized.works(works, style):
        if item.missing:
            entry = item.work.entry
            names = ", ".join(item.missing)
            message = f"the romanized list prints “{entry.key}” in part in its own script"
            context.report.warning("C017", message, entry.location, f"add the fields: {names}")


def report_undivided_names(works: Iterable[Work], style: Style, context: Context) -> None:
    """Report the names whose family name the style needs and nobody can tell (C009).

    A style needs it where it puts the family name first, or prints it alone.
    """
    for work in works:
        entry = work.entry
        for role, names in entry.names:
            for name in _undivided(names, role, work, style):
                message = (
                    f"the style {style.name} needs the family name of “{name.literal}”, which is "
                    "printed as it is written"
                )
                hint = "write «family, given», or put braces around the name of a body"
                context.report.warning("C009", message, entry.place_of(role), hint)


def _undivided(names: tuple[Name, ...], role: str, work: Work, style: Style) -> tuple[Name, ...]:
    """Return the uncertain names that stand where the style needs their family name."""
    if not any(name.uncertain for name in names):
        return ()
    orders = {
        NameOrder.FAMILY_FIRST if part.form == "short" else part.order
        for name in FORM_NAMES
        for part in _printed(style.form(work.language, name, work.entry.type), work.entry)
        if part.kind is PartKind.NAMES and part.name == role
    }
    if NameOrder.FAMILY_FIRST in orders:
        return tuple(name for name in names if name.uncertain)
    return names[:1] if NameOrder.FIRST_INVERTED in orders and names[0].uncertain else ()


def _printed(part: Part, entry: Entry) -> Iterator[Part]:
    """Yield the parts that may print something of an entry."""
    if any(not _may_have(entry, name) for name in part.present):
        return
    yield part
    for child in part.parts:
        inner = tuple(_printed(child, entry))
        yield from inner
        if part.kind is PartKind.FIRST_OF and any(_prints(each, entry) for each in inner):
            return


def _prints(part: Part, entry: Entry) -> bool:
    return part.kind in _OF_ENTRY and fields.has(entry, part.name)


def _may_have(entry: Entry, name: str) -> bool:
    return name in _OF_CITATION or fields.has(entry, name)
