"""The romanized list: works in other scripts under their transliterated names and titles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from warraq.bib import latex
from warraq.bib.render import Work
from warraq.bib.style import Romanization, Style
from warraq.bib.vocabulary import ROLES, words
from warraq.lang.numerals import default_digits
from warraq.lang.tags import primary, script, script_language
from warraq.model.references import Entry, Name

LATIN = "latn"
"""The ending of the fields that hold a transliteration (ISO 15924: the Latin script)."""

_TITLES = words("title booktitle maintitle journaltitle eventtitle shorttitle")
_ADDITIONS = words(
    "subtitle titleaddon booksubtitle booktitleaddon mainsubtitle maintitleaddon journalsubtitle"
)
_BODIES = words("publisher institution organization location series")
# Journals, bodies and places are known by a translated name too; a work's own title is not.
_TRANSLATABLE = (_TITLES | _BODIES) - {"title", "shorttitle"}
_SORTING = words("sortkey sortname sorttitle")


@dataclass(frozen=True, slots=True)
class Romanized:
    """A work as the romanized list prints it, and the fields in Latin script that it lacks."""

    work: Work
    missing: tuple[str, ...] = ()


def works(whole: Iterable[Work], style: Style) -> tuple[Romanized, ...]:
    """Return the works of the romanized list, none where the style asks for no such list.

    These are the works in other scripts than Latin, and the others too if the style lists all.
    """
    options = style.romanized
    if options is None:
        return ()
    return tuple(
        _romanized(work, style, options) if script(work.language.tag) != LATIN else Romanized(work)
        for work in whole
        if options.works == "all" or script(work.language.tag) != LATIN
    )


def _romanized(work: Work, style: Style, options: Romanization) -> Romanized:
    """Return a work with its fields in Latin script; one that has none stays as it is."""
    fields, without = _fields(work.entry, options.language)
    names, nameless = _names(work.entry, options.language)
    tag = f"{primary(work.language.tag)}-Latn"
    romanized = replace(
        work,
        entry=replace(work.entry, fields=fields, names=names, lang=tag),
        language=replace(style.languages.get(options.language), tag=tag),
        digits=default_digits(options.language),
        translation=(options.language, work.entry.get(f"title_{primary(options.language)}")),
    )
    return Romanized(romanized, (*nameless, *without))


def _fields(entry: Entry, lang: str) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    values = dict(entry.fields)
    fields: list[tuple[str, str]] = []
    missing: list[str] = []
    for name, value in values.items():
        if name not in _TITLES | _ADDITIONS | _BODIES | _SORTING or not _is_foreign(value):
            fields.append((name, value))
            continue
        latin = values.get(f"{name}_{LATIN}", "")
        if not latin and name in _TRANSLATABLE:
            latin = values.get(f"{name}_{primary(lang)}", "")
        if latin:
            fields.append((name, latin))
        elif name not in _SORTING | {"shorttitle"}:
            missing.append(f"{name}_{LATIN}")
            # A subtitle is as likely as not in the transliterated title.
            fields.extend([(name, value)] if name not in _ADDITIONS else [])
    return tuple(fields), tuple(missing)


def _names(
    entry: Entry, lang: str
) -> tuple[tuple[tuple[str, tuple[Name, ...]], ...], tuple[str, ...]]:
    roles = dict(entry.names)
    result: list[tuple[str, tuple[Name, ...]]] = []
    missing: list[str] = []
    for role in ROLES:
        own = roles.get(role, ())
        latin = roles.get(f"{role}_{LATIN}") or roles.get(f"{role}_{primary(lang)}")
        if own and not latin and any(_is_foreign(name.family + name.literal) for name in own):
            missing.append(f"{role}_{LATIN}")
        if own:
            result.append((role, latin or own))
    return tuple(result), tuple(missing)


def _is_foreign(value: str) -> bool:
    return script_language(latex.plain(value)) not in ("en", "")
