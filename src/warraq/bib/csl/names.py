"""The names of an entry as the name variables of CSL."""

from __future__ import annotations

import re

from warraq.bib import fields, names
from warraq.model.references import Entry, Name

_ROLES = {
    "author": "author",
    "translator": "translator",
    "bookauthor": "container-author",
    # CSL 1.0.2 has one name for all who add to the work of another.
    **dict.fromkeys(("commentator", "annotator"), "contributor"),
    **dict.fromkeys(("introduction", "foreword", "afterword"), "contributor"),
}
# ``editortype`` of BibLaTeX; what is not here is an editor's work (founder, redactor, …).
_EDITORS = {
    "compiler": "compiler",
    "organizer": "organizer",
    "director": "director",
    "illustrator": "illustrator",
    "producer": "producer",
    "collaborator": "contributor",
}
_AUTHORS_OF_PERFORMANCES = {
    "movie": "director",
    "video": "director",
    "music": "composer",
    "performance": "performer",
}
# Particles that a family name loses when it stands alone (Alexander von Humboldt).
_DROPPED = frozenset(
    ("von", "vom", "zu", "zum", "zur", "von der", "von dem", "von den", "von und zu")
)


def name_variables(entry: Entry) -> dict[str, list[dict[str, str]]]:
    """Return every role of an entry that CSL has a name for, with its names in order."""
    result: dict[str, list[dict[str, str]]] = {}
    for role, variable in _roles(entry):
        values = _names(entry, role)
        if values:
            written = (_name(value, entry) for value in values)
            present = result.setdefault(variable, [])
            present.extend(value for value in written if value not in present)
    return result


def _roles(entry: Entry) -> list[tuple[str, str]]:
    """Return pairs of a role of BibLaTeX and its variable."""
    pairs = list(_ROLES.items())
    for role in ("editor", "editora", "editorb", "editorc"):
        kind = entry.get(f"{role}type").strip().casefold()
        pairs.append((role, _EDITORS.get(kind, "editor")))
    performed = _AUTHORS_OF_PERFORMANCES.get(entry.type)
    return [("author", performed), *pairs] if performed else pairs


def _names(entry: Entry, role: str) -> tuple[Name, ...]:
    parsed = fields.names(entry, role)
    if parsed or not entry.get(role):
        return parsed
    return names.parse(entry.get(role), entry.lang).names


def _name(value: Name, entry: Entry) -> dict[str, str]:
    """Return a name; «and others» is a literal ``others``, as pandoc has it."""
    if not value.family:
        return {"literal": value.literal or value.given}
    particle = "dropping-particle" if _is_dropped(value, entry) else "non-dropping-particle"
    parts = {
        "family": value.family,
        "given": value.given,
        particle: value.particle,
        "suffix": value.suffix,
    }
    return {name: text for name, text in parts.items() if text}


def _is_dropped(value: Name, entry: Entry) -> bool:
    """Whether a particle is no part of the family name: as ``useprefix`` says, else as is usual.

    In French «de» goes and an article after it stays (CSL 1.0.2: Jean de La Fontaine).
    """
    stated = re.search(r"useprefix\s*(?:=\s*(true|false))?", entry.get("options"))
    if stated:
        return stated[1] == "false"
    particle = value.particle.casefold()
    if particle == "de":
        return value.family.startswith(("La ", "Le ", "L'", "L’"))
    return particle in _DROPPED
