"""Bibliographic and glossary entries as data, before any style touches them."""

from __future__ import annotations

from dataclasses import dataclass, field

from warraq.diagnostics import NOWHERE, Location
from warraq.model.inlines import Inlines


@dataclass(frozen=True, slots=True)
class Name:
    """A personal or corporate name.

    A corporate name, or one that cannot be split with certainty, has ``literal`` alone; the
    latter is ``uncertain``: a style that needs its family name cannot have it.
    """

    given: str = ""
    family: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the bibliography.

    ``fields`` holds the raw values by BibLaTeX field name; ``names`` the parsed names by role
    (author, editor, translator; a last Name with literal ``others`` stands for «and others»);
    ``lang`` is the entry's own language as a BCP 47 tag. ``places`` says where the fields stand
    that hold an uncertain name.
    """

    key: str
    type: str
    fields: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, tuple[Name, ...]], ...] = ()
    lang: str = ""
    location: Location = field(default=NOWHERE, compare=False, repr=False)
    places: tuple[tuple[str, Location], ...] = field(default=(), compare=False, repr=False)

    def place_of(self, name: str) -> Location:
        """Return where a field stands as far as that is known, else where the entry begins."""
        return next((place for key, place in self.places if key == name), self.location)

    def get(self, name: str) -> str:
        """Return a field's raw value, or an empty string."""
        return next((value for key, value in self.fields if key == name), "")


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term of the glossary: its forms by language, abbreviation and definitions."""

    id: str
    forms: tuple[tuple[str, str], ...]
    abbreviation: str = ""
    definition: tuple[tuple[str, Inlines], ...] = ()
    location: Location = field(default=NOWHERE, compare=False, repr=False)

    def form(self, lang: str) -> str:
        """Return the term in a language (primary subtag), or an empty string."""
        return next((text for tag, text in self.forms if tag == lang), "")
