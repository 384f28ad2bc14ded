"""Citation styles as data: parts, forms, languages; and where styles are found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from warraq.bib.positions import Position
from warraq.diagnostics import NOWHERE, Diagnostic, Location, Report

if TYPE_CHECKING:
    from warraq.bib.csl.style import CslStyle

DEFAULT = "arabic-notes"


class StyleKind(StrEnum):
    """Whether a style cites in notes or in the line of the text."""

    NOTE = "note"
    IN_TEXT = "in-text"


class PartKind(StrEnum):
    """What a part prints."""

    FIELD = "field"
    NAMES = "names"
    DATE = "date"
    TERM = "term"
    TEXT = "text"
    LOCATOR = "locator"
    GROUP = "group"
    FIRST_OF = "first-of"


class NameOrder(StrEnum):
    """Given name first, family name first, or family first for the first name only."""

    GIVEN_FIRST = "given-first"
    FAMILY_FIRST = "family-first"
    FIRST_INVERTED = "first-inverted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a form.

    ``name`` is a field, role, date, term or literal text by ``kind``; ``parts`` the children of a
    group or the alternatives of a choice. ``label`` names a term printed with the value.
    ``delimiter``, ``prefix`` and ``suffix`` name an entry of the language's punctuation, or stand
    for themselves. ``present`` and ``absent`` are the fields on which the part depends.
    """

    kind: PartKind
    name: str = ""
    parts: tuple[Part, ...] = ()
    delimiter: str = ""
    prefix: str = ""
    suffix: str = ""
    wrap: tuple[str, ...] = ()
    label: str = ""
    form: str = ""
    order: NameOrder = NameOrder.GIVEN_FIRST
    capitalize: bool = False
    text_case: str = ""
    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the apparatus in its singular and plural, and its dual where a language has one."""

    single: str
    multiple: str
    dual: str = ""

    def counted(self, count: int) -> str:
        """Return the form for so many persons or things (CLDR plural rules for Arabic)."""
        if count < 2:
            return self.single
        return self.dual or self.multiple if count == 2 else self.multiple


Forms = Mapping[str, Mapping[str, Part]]
"""By position (or ``list``), then by entry type or ``default``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """What a style prints in one language. ``forms`` holds the forms that only it has.

    ``calendar_months`` holds the months of other calendars than the Gregorian by their CLDR key.
    """

    tag: str
    punctuation: Mapping[str, str]
    terms: Mapping[str, Term]
    months: tuple[str, ...]
    seasons: tuple[str, ...]
    dates: Mapping[str, str]
    ordinals: Mapping[str, str]
    letters: str
    punctuation_in_quote: bool
    page_range_format: str
    forms: Forms
    months_short: tuple[str, ...] = ()
    calendar_months: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NameOptions:
    """How many names are printed, and how given names are (CSL 1.0.2, "Name").

    From ``et_al_min`` names on only the first ``et_al_use_first`` are, and the last one after an
    ellipsis if ``et_al_use_last``. ``initialize_with`` follows each initial of a given name in a
    script that has cases; None prints given names in full. ``initialize_with_hyphen`` keeps the
    hyphen of a compound given name between its initials.
    """

    et_al_min: int = 4
    et_al_use_first: int = 1
    et_al_use_last: bool = False
    initialize_with: str | None = None
    initialize_with_hyphen: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGroup:
    """A group of the list of references.

    ``works`` chooses those in the document's own language, or the others; ``types`` entry types
    and ``keywords`` works with one of these, all when empty. A work belongs to the first group
    that takes it. ``title`` is a term, ``heading`` a text of the style's own instead of it.
    """

    works: str
    title: str
    heading: str = ""
    types: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    groups: tuple[ListGroup, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Romanization:
    """A further list in Latin script, in the words of ``language``.

    ``works``: those in other scripts («non-latin»), or «all».
    """

    language: str = "en"
    works: str = "non-latin"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterOptions:
    """How the works of one citation are joined.

    ``idem``: a work after another of the same author names him by the term. ``collapse``:
    «citation-number» prints 1–3 for 1, 2, 3; «year» an author's name once for his several works,
    «author» also where places in them are cited. ``sort`` orders the works of a citation in the
    text as it does those of the list. ``delimiter_after_locator`` stands after a work with a place
    in it, where the delimiter would run into that place.
    """

    prefix: str = ""
    suffix: str = ""
    delimiter: str = "semicolon"
    delimiter_after_locator: str = ""
    wrap: tuple[str, ...] = ()
    sort: tuple[str, ...] = ()
    idem: bool = False
    collapse: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A whole citation style. Languages are made when an entry asks for one.

    ``csl`` is the CSL style by which an engine writes citations and list, where that is wanted.
    """

    name: str
    kind: StyleKind
    forms: Forms
    title: str = ""
    cluster: ClusterOptions = field(default_factory=ClusterOptions)
    names: NameOptions = field(default_factory=NameOptions)
    list_names: NameOptions = field(default_factory=NameOptions)
    scope: str = "document"
    near_note_distance: int = 0
    groups: tuple[ListGroup, ...] = ()
    sort: tuple[str, ...] = ("names", "date", "title")
    omit: tuple[str, ...] = ()
    subsequent_author_substitute: str = ""
    romanized: Romanization | None = None
    is_numeric: bool = False
    requires: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    languages: Languages
    csl: CslStyle | None = None

    def form(self, language: Language, position: Position | str, entry_type: str) -> Part:
        """Return the form for an entry of a type at a position, the language's own before all."""
        names = _POSITION_FALLBACK[str(position)]
        for name in names:
            for forms in (language.forms, self.forms):
                table = forms.get(name, {})
                for kind in (entry_type, type_fallback(entry_type), "default"):
                    if kind in table:
                        return table[kind]
        return Part(kind=PartKind.FIELD, name="title")


# A position without a form of its own takes that of the next one here.
_POSITION_FALLBACK = {
    "first": ("first",),
    "subsequent": ("subsequent", "first"),
    "near-note": ("near-note", "subsequent", "first"),
    "ibid": ("ibid", "near-note", "subsequent", "first"),
    "ibid-with-locator": ("ibid-with-locator", "ibid", "near-note", "subsequent", "first"),
    "list": ("list", "first"),
}
FORM_NAMES = tuple(_POSITION_FALLBACK)

# BibLaTeX types that most styles set alike (BibLaTeX manual, section 2.1).
_TYPE_FALLBACK = {
    **dict.fromkeys(("mvbook", "collection", "mvcollection", "proceedings", "reference"), "book"),
    **dict.fromkeys(("manual", "booklet", "mvproceedings", "mvreference", "bookinbook"), "book"),
    **dict.fromkeys(("inbook", "suppbook", "suppcollection", "inreference"), "incollection"),
    **dict.fromkeys(("inproceedings", "conference"), "incollection"),
    **dict.fromkeys(("suppperiodical", "review"), "article"),
    **dict.fromkeys(("dataset", "software", "video", "audio"), "online"),
}


def type_fallback(entry_type: str) -> str:
    """Return the type as which most styles set an entry type, ``default`` when there is none."""
    return _TYPE_FALLBACK.get(entry_type, "default")


class Languages(Protocol):
    """The languages of a style, each made when it is first asked for."""

    def get(self, tag: str) -> Language:
        """Return the language of a tag; one without a table takes its script's main language."""
        ...


@dataclass(frozen=True, slots=True)
class _Loaded:
    style: Style | None
    diagnostics: tuple[Diagnostic, ...]


def load(name: str, root: Path | None, report: Report, location: Location = NOWHERE) -> Style:
    """Return a style by its shipped name or by the path of a YAML or CSL file.

    With a ``root`` the path is taken relative to it and must lie below it. Every fault goes to
    the report: C013 for a style that is not there, at ``location``, and C014 for a faulty one, at
    its line. Then the default style stands in, so that the run finds the other faults too.
    """
    if name.lower().endswith(".csl"):
        from warraq.bib.csl import style as csl_style

        return csl_style.load(name, root, report, location)
    loaded = _shipped(name or DEFAULT) if not _is_path(name) else _read(name, root, location)
    for diagnostic in loaded.diagnostics:
        report.add(replace(diagnostic, location=_placed(diagnostic.location, location)))
    if loaded.style is not None:
        return loaded.style
    fallback = _shipped(DEFAULT).style
    assert fallback is not None, "the default style is tested"
    return fallback


def _placed(own: Location, citing: Location) -> Location:
    return citing if own == NOWHERE else own


def _is_path(name: str) -> bool:
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))


@cache
def _shipped(name: str) -> _Loaded:
    return _read(name, None, NOWHERE)


def _read(name: str, root: Path | None, location: Location) -> _Loaded:
    from warraq.bib import style_reader

    report = Report()
    style = style_reader.read(name, root, report, location)
    return _Loaded(style, tuple(report.diagnostics))
