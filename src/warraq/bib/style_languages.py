"""Reads what a style prints in each language: its tables laid on the shipped ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from warraq.bib import date_wording, files, vocabulary, yaml_tree
from warraq.bib.style import Language, Term
from warraq.bib.style_forms import FormReader
from warraq.bib.style_values import scalar
from warraq.bib.yaml_tree import Items, Scalar, Table, Tree
from warraq.diagnostics import Report
from warraq.lang.tags import direction_of, primary, script
from warraq.lang.terms import terms
from warraq.model.attributes import Direction

LANGUAGE_KEYS = (
    *("punctuation", "punctuation-in-quote", "terms", "months", "seasons", "regions", "dates"),
    *("months-short", "months-islamic", "months-persian"),
    *("ordinals", "letters", "page-range-format", "parts", "forms"),
)
SHARED_KEYS = ("punctuation", "punctuation-in-quote", "terms", "dates", "page-range-format")
"""Keys of a language that a style may set for every language at once, at its top level."""


class _Months(NamedTuple):
    long: tuple[str, ...]
    short: tuple[str, ...]


@dataclass(slots=True)
class LanguageReader(FormReader):
    """Turns the tree of a language's table into a language."""

    def language(self, tag: str, tree: Tree) -> Language | None:
        if not isinstance(tree, Table):
            self.fault("a language is a table", tree.location)
            return None
        self.known(tree, LANGUAGE_KEYS, "language")
        punctuation, terms = self.table(tree, "punctuation"), self.table(tree, "terms")
        dates = self.table(tree, "dates")
        self.known(punctuation, vocabulary.PUNCTUATION, "punctuation")
        formats = vocabulary.PAGE_RANGE_FORMATS
        if "parts" in tree.entries:
            own = self.table(tree, "parts").entries
            self.parts = {**self.parts, **own}
            for part in own.values():
                self.part(part, 0)
        self.known(terms, vocabulary.TERMS, "term")
        self.patterns(dates)
        months = self.months(tag, tree)
        return Language(
            tag=tag,
            punctuation=_quotation_marks(tag) | self.marks(punctuation),
            terms={key: self.term(value) for key, value in terms.entries.items()},
            months=months.long,
            months_short=months.short,
            calendar_months={
                calendar: names
                for calendar in ("islamic", "persian")
                if (names := self.names_of(tree, f"months-{calendar}", 12))
            },
            seasons=self.names_of(tree, "seasons", 4),
            dates={key: self.text(dates, key) for key in dates.entries},
            ordinals={
                key: self.text(self.table(tree, "ordinals"), key)
                for key in self.table(tree, "ordinals").entries
            },
            letters=self.text(tree, "letters"),
            punctuation_in_quote=self.truth(tree, "punctuation-in-quote", False),
            page_range_format=self.choice(tree, "page-range-format", formats, "expanded"),
            forms=self.forms(self.table(tree, "forms")),
        )

    def marks(self, tree: Table) -> dict[str, str]:
        """Return the marks by name; one that is another's name prints what that one does."""
        own = {key: self.text(tree, key) for key in tree.entries}
        return {key: _followed(key, own) for key in own}

    def patterns(self, dates: Table) -> None:
        """Check the patterns of dates: their names, and what stands in braces in them."""
        self.known(dates, vocabulary.DATE_PATTERNS, "dates")
        for key, pattern in dates.entries.items():
            known = tuple(sorted(date_wording.PLACEHOLDERS.get(key, ())))
            for name in date_wording.placeholders(scalar(pattern)) if known else ():
                self.member(name, known, f"placeholder in the pattern {key}", pattern.location)

    def months(self, tag: str, tree: Table) -> _Months:
        """Return the months of the tag's region («ar-SY»), or the language's common ones."""
        regions = tree.entries.get("regions")
        for item in regions.items if isinstance(regions, Items) else ():
            if not isinstance(item, Table):
                self.fault("a region is a table with the keys tags and months", item.location)
                continue
            self.known(item, ("tags", "months", "months-short"), "region")
            tags = item.entries.get("tags")
            wanted = {part.upper() for part in tag.split("-")[1:]}
            months = self.long_and_short(item)
            if isinstance(tags, Items) and wanted & {scalar(value) for value in tags.items}:
                return months
        return self.long_and_short(tree)

    def long_and_short(self, tree: Table) -> _Months:
        """Return the names of the months; where no short ones are given the long ones serve."""
        long = self.names_of(tree, "months", 12)
        return _Months(long, self.names_of(tree, "months-short", 12) or long)

    def names_of(self, tree: Table, key: str, count: int) -> tuple[str, ...]:
        value = tree.entries.get(key)
        if value is None:
            return ()
        if not isinstance(value, Items) or len(value.items) != count:
            given = f", not {len(value.items)}" if isinstance(value, Items) else ""
            self.fault(f"{key} takes a list of {count} words{given}", value.location)
            return ()
        return tuple(scalar(item) for item in value.items)

    def term(self, tree: Tree) -> Term:
        """Read a word, or its forms: singular and plural, with the dual between them."""
        if isinstance(tree, Items) and len(tree.items) in (2, 3):
            single, *dual, multiple = (scalar(item) for item in tree.items)
            return Term(single, multiple, dual[0] if dual else "")
        if not isinstance(tree, Scalar):
            given = f"; these are {len(tree.items)}" if isinstance(tree, Items) else ""
            message = f"a term is a word, or a list of two or three forms{given}"
            self.fault(
                message, tree.location, "write [singular, plural] or [singular, dual, plural]"
            )
        elif tree.is_left_out:
            self.left_out("a term", tree.location)
        return Term(scalar(tree), scalar(tree))


def _followed(key: str, marks: Mapping[str, str]) -> str:
    """Return the mark that a name stands for; a name that leads back to itself is printed."""
    value = marks[key]
    for _ in marks:
        if value not in marks:
            break
        value = marks[value]
    return value


def _quotation_marks(tag: str) -> dict[str, str]:
    """Return the language's own quotation marks, those that its running text has."""
    marks = terms(tag)
    return {
        "open-quote": marks["quote-open"],
        "close-quote": marks["quote-close"],
        "open-inner-quote": marks["quote-open-inner"],
        "close-inner-quote": marks["quote-close-inner"],
    }


@dataclass(slots=True)
class LanguageTables:
    """The languages of one style: the shipped tables with the style's own laid on them."""

    shared: Tree
    overlays: Mapping[str, Tree]
    parts: Mapping[str, Tree]
    forms: Tree
    made: dict[str, Language] = field(default_factory=dict)

    def get(self, tag: str) -> Language:
        """Return the language of a tag.

        Without a table, or in another script than its usual one, a language written from right to
        left takes Arabic's, another English's.
        """
        if tag not in self.made:
            self.made[tag] = self._make(tag)
        return self.made[tag]

    def _make(self, tag: str) -> Language:
        name = primary(tag)
        is_transliterated = script(tag) != script(name)
        if is_transliterated or name not in (*files.shipped_languages(), *self.overlays):
            name = "ar" if direction_of(tag) is Direction.RTL else "en"
        base = name if name in files.shipped_languages() else "en"
        tree = yaml_tree.merged(_shipped_language(base), self.shared)
        own = [self.overlays[key] for key in dict.fromkeys((name, tag)) if key in self.overlays]
        if any(isinstance(overlay, Table) and "parts" in overlay.entries for overlay in own):
            # The style's forms are read again, with this language's parts in them.
            forms = Table({"forms": self.forms}, {"forms": tree.location}, tree.location)
            tree = yaml_tree.merged(tree, forms)
        for overlay in own:
            tree = yaml_tree.merged(tree, overlay)
        language = LanguageReader(Report(), self.parts).language(tag, tree)
        assert language is not None
        return language


@cache
def _shipped_language(name: str) -> Tree:
    path = files.folder() / "languages" / f"{name}.yaml"
    return yaml_tree.parse(files.read(path, None), f"languages/{name}.yaml")


def language_faults(name: str) -> Report:
    """Return what is wrong in a shipped language's table (for the tests)."""
    report = Report()
    LanguageReader(report).language(name, _shipped_language(name))
    return report
