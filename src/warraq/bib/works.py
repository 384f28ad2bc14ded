"""What the cited works are to one another: same names, same year, order in the list."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from warraq.bib import collation, dates, fields, wording
from warraq.bib.render import Work
from warraq.bib.style import NameOrder, Style, StyleKind
from warraq.lang.numerals import default_digits
from warraq.lang.tags import same_language, script
from warraq.model.metadata import Digits
from warraq.model.references import Entry
from warraq.model.walk import plain_text


def of_entries(
    entries: Iterable[Entry], style: Style, lang: str, digits: Digits | None
) -> dict[str, Work]:
    """Return the works of a document by key, each with its language.

    Works in the document's language print its digits; others their own language's. A work without a
    language takes the document's.
    """
    works: dict[str, Work] = {}
    for entry in entries:
        tag = entry.lang or lang
        if same_language(tag, lang):
            tag = lang  # The document's region chooses the names of months.
        shown = digits if digits and same_language(tag, lang) else default_digits(tag)
        works[entry.key] = Work(entry=entry, language=style.languages.get(tag), digits=shown)
    return _told_apart(works, style)


def _told_apart(works: Mapping[str, Work], style: Style) -> dict[str, Work]:
    """Mark the works of one author, and those of namesakes, however accents and letters vary.

    Works of namesakes get their full names. In an author-date style works of one author and year
    get letters then.
    """
    full = {key: _names_key(work, style, short=False) for key, work in works.items()}
    short = {key: _names_key(work, style, short=True) for key, work in works.items()}
    count = Counter(full.values())
    persons: defaultdict[str, set[str]] = defaultdict(set)
    for key, names in short.items():
        persons[names].add(full[key])
    named = {
        key: replace(
            work,
            ambiguous=not full[key] or count[full[key]] > 1,
            full_names=bool(short[key]) and len(persons[short[key]]) > 1,
        )
        for key, work in works.items()
    }
    if style.kind is not StyleKind.IN_TEXT:
        return named
    shown = {key: full[key] if work.full_names else short[key] for key, work in named.items()}
    suffixes = _year_suffixes(named, shown, style)
    return {key: replace(work, year_suffix=suffixes.get(key, "")) for key, work in named.items()}


def is_listed(work: Work, style: Style) -> bool:
    """Whether a work stands in the list: not if the style omits its type or its ``options`` say so.

    BibLaTeX manual, 3.1.2.3: ``skipbib``.
    """
    asked = re.search(r"\bskipbib\s*(?:=\s*(\w+))?", work.entry.get("options"))
    skipped = asked is not None and asked[1] in (None, "true")
    return work.entry.type not in style.omit and not skipped


def _names_key(work: Work, style: Style, short: bool) -> str:
    options = style.names if short else replace(style.names, initialize_with=None)
    names = wording.names(
        fields.creators(work.entry), work.language, options, NameOrder.GIVEN_FIRST, short
    )
    return collation.key(names)


def _year(entry: Entry) -> str:
    value = dates.of_entry(entry, "date")
    year = dates.gregorian_year(value)
    return ("" if value is None else value.start.literal) if year is None else str(year)


def _year_suffixes(
    works: Mapping[str, Work], shown: Mapping[str, str], style: Style
) -> dict[str, str]:
    """Return a letter for each work that is shown with the names and year of another."""
    groups: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key, work in works.items():
        title = plain_text(fields.short_title(work.entry, work.language))
        groups[shown[key] or title, _year(work.entry)].append(key)
    result: dict[str, str] = {}
    for keys in groups.values():
        if len(keys) > 1:
            keys.sort(key=lambda key: sort_key(works[key], style.sort))
            for number, key in enumerate(keys):
                result[key] = _letter(number, works[key].language.letters)
    return result


def _letter(number: int, letters: str) -> str:
    """Return the letter of a number from 0; after the last letter come pairs of letters."""
    if number < len(letters):
        return letters[number]
    return _letter(number // len(letters) - 1, letters) + letters[number % len(letters)]


def place(work: Work, keys: Sequence[str], lang: str) -> tuple[object, ...]:
    """Return by what a work is ordered among others in a document of a language.

    The script comes before all: the document's own, then Latin, then the others; but works that
    are numbered as the text cites them go by their numbers. ``keys`` is as in :func:`sort_key`.
    """
    if keys[0] == "citation":
        return (work.number, *sort_key(work, keys))
    own = script(work.language.tag)
    rank = 0 if own == script(lang) else 1 if own == "latn" else 2
    return (rank, own, sort_key(work, keys))


def sort_key(work: Work, keys: Sequence[str]) -> tuple[str, ...]:
    """Return the key by which a work is sorted: by its names, date and title in an order."""
    parts: dict[str, Callable[[], str]] = {
        "names": lambda: _sort_names(work),
        "date": lambda: dates.sort_key(dates.of_entry(work.entry, "date")),
        "citation": lambda: "",
        "title": lambda: _sort_title(work),
    }
    return (*(parts[name]() for name in keys), work.entry.key)


def _sort_title(work: Work) -> str:
    title = work.entry.get("sorttitle") or plain_text(
        fields.value(work.entry, "title", work.language)
    )
    return collation.key(title, is_title=True)


def _sort_names(work: Work) -> str:
    entry = work.entry
    explicit = entry.get("sortkey") or entry.get("sortname")
    if explicit:
        return collation.key(explicit)
    names = [
        f"{name.particle} {name.family}, {name.given}".strip() if name.family else name.literal
        for name in fields.creators(entry)
        if name.literal != "others"
    ]
    if not names:
        return _sort_title(work)  # With it the entry begins.
    return "\t".join(collation.key(name) for name in names)
