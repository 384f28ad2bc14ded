"""Reads a style's YAML into the classes of ``style``; each fault is reported at its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from warraq.bib import files, style_source, vocabulary, yaml_tree
from warraq.bib.style import (
    FORM_NAMES,
    Forms,
    Language,
    ListGroup,
    NameOrder,
    Part,
    PartKind,
    Style,
    StyleKind,
    Term,
)
from warraq.bib.style_values import Values, scalar
from warraq.bib.yaml_tree import Items, Scalar, Table, Tree
from warraq.diagnostics import Location, Report
from warraq.lang.tags import direction_of, primary
from warraq.lang.terms import terms
from warraq.model.attributes import Direction

STYLE_KEYS = (
    *("extends", "title", "kind", "names", "cluster", "requires", "parts", "forms", "list"),
    *("languages", "scope"),
)
LANGUAGE_KEYS = (
    *("punctuation", "punctuation-in-quote", "terms", "months", "seasons", "regions", "dates"),
    *("ordinals", "letters", "forms"),
)
_PART_KINDS = ("field", "names", "date", "term", "text", "locator", "group", "first-of", "part")
_PART_OPTIONS = (
    *("delimiter", "prefix", "suffix", "wrap", "label", "form", "order", "capitalize"),
    *("if", "unless"),
)
_MAX_PART_DEPTH = 20
_MAX_PARTS = 20_000


def read(name: str, root: Path | None, report: Report, location: Location) -> Style | None:
    """Return the style of a name or path, or None when a fault forbids its use."""
    reader = _Reader(report)
    tree = style_source.tree(name, root, report, location)
    if tree is None:
        return None
    style = reader.style(name, tree)
    return None if report.has_errors else style


@dataclass(slots=True)
class _Reader(Values):
    """Turns trees into parts, forms and languages; ``parts`` holds the style's named parts."""

    parts: Mapping[str, Tree] = field(default_factory=dict)
    count: int = 0
    overflowing: bool = False

    def style(self, name: str, tree: Table) -> Style:
        self.known(tree, STYLE_KEYS, "style")
        self.parts = self.table(tree, "parts").entries
        names, cluster = self.table(tree, "names"), self.table(tree, "cluster")
        lists = self.table(tree, "list")
        self.known(names, ("et-al-min", "et-al-use-first"), "names")
        self.known(cluster, ("prefix", "suffix", "delimiter"), "cluster")
        self.known(lists, ("groups", "sort"), "list")
        for part in self.parts.values():
            self.part(part, 0)
        overlays = self.table(tree, "languages").entries
        languages = LanguageTables(overlays, self.parts)
        for tag, overlay in overlays.items():
            self.language(tag, overlay)
        return Style(
            name=name,
            kind=StyleKind(self.choice(tree, "kind", tuple(StyleKind), "note")),
            forms=self.forms(self.table(tree, "forms")),
            cluster_prefix=self.text(cluster, "prefix"),
            cluster_suffix=self.text(cluster, "suffix"),
            cluster_delimiter=self.text(cluster, "delimiter", "semicolon"),
            et_al_min=self.number(names, "et-al-min", 4),
            et_al_use_first=self.number(names, "et-al-use-first", 1),
            scope=self.choice(tree, "scope", ("document", "section"), "document"),
            groups=tuple(self.groups(lists)),
            sort=self.words(lists, "sort", ("names", "date", "title"))
            or ("names", "date", "title"),
            requires={
                key: self.words(self.table(tree, "requires"), key, vocabulary.REQUIRABLE)
                for key in self.table(tree, "requires").entries
            },
            languages=languages,
        )

    def groups(self, lists: Table) -> Iterable[ListGroup]:
        tree = lists.entries.get("groups", Items((), lists.location))
        for item in tree.items if isinstance(tree, Items) else ():
            if not isinstance(item, Table):
                self.fault("a group is a table with the keys works and title", item.location)
                continue
            self.known(item, ("works", "title"), "group")
            works = self.choice(item, "works", ("own", "foreign", "all"), "all")
            yield ListGroup(works=works, title=self.choice(item, "title", vocabulary.TERMS, ""))

    # Forms and parts

    def forms(self, tree: Table) -> Forms:
        self.known(tree, FORM_NAMES, "forms")
        result: dict[str, dict[str, Part]] = {}
        for position, value in tree.entries.items():
            if isinstance(value, Table):
                self.known(value, vocabulary.ENTRY_TYPES, "form", "entry type")
                result[position] = {kind: self.form(form) for kind, form in value.entries.items()}
            else:
                result[position] = {"default": self.form(value)}
        return result

    def form(self, tree: Tree) -> Part:
        if isinstance(tree, Items):
            children = tuple(self.part(item, 0) for item in tree.items)
            return Part(kind=PartKind.GROUP, parts=children, delimiter="comma")
        return self.part(tree, 0)

    def part(self, tree: Tree, depth: int) -> Part:
        self.count += 1
        if depth > _MAX_PART_DEPTH or self.count > _MAX_PARTS:
            if not self.overflowing:
                self.fault("parts refer to one another without end", tree.location)
            self.overflowing = True
            return Part(kind=PartKind.TEXT)
        if isinstance(tree, Scalar):
            return self.named(tree, depth)
        if isinstance(tree, Items):
            self.fault("a list stands where a part is expected; write group: […]", tree.location)
            return Part(kind=PartKind.TEXT)
        kinds = [key for key in tree.entries if key in _PART_KINDS]
        self.known(tree, (*_PART_KINDS, *_PART_OPTIONS), "part")
        if len(kinds) != 1:
            wanted = ", ".join(_PART_KINDS)
            self.fault(f"a part has exactly one of the keys {wanted}", tree.location)
            return Part(kind=PartKind.TEXT)
        return self.decorated(self.content(kinds[0], tree, depth), tree)

    def named(self, tree: Scalar, depth: int) -> Part:
        """Read the short form of a part: a part's, role's, date's or field's name."""
        name = tree.text
        if name in self.parts:
            return self.part(self.parts[name], depth + 1)
        if name == "locator":
            return Part(kind=PartKind.LOCATOR)
        if name in vocabulary.ROLES:
            return Part(kind=PartKind.NAMES, name=name)
        if name in vocabulary.DATES:
            return Part(kind=PartKind.DATE, name=name)
        self.member(name, (*vocabulary.FIELDS, *self.parts), "part or field", tree.location)
        return Part(kind=PartKind.FIELD, name=name)

    def content(self, kind: str, tree: Table, depth: int) -> Part:
        value = tree.entries[kind]
        if kind in ("group", "first-of"):
            if not isinstance(value, Items):
                self.fault(f"{kind} takes a list", value.location)
                return Part(kind=PartKind.TEXT)
            children = tuple(
                self.part(item, depth + 1) for item in value.items if not self.overflowing
            )
            delimiter = self.text(tree, "delimiter", "comma")
            return Part(kind=PartKind(kind), parts=children, delimiter=delimiter)
        if not isinstance(value, Scalar):
            self.fault(f"{kind} takes a word", value.location)
            return Part(kind=PartKind.TEXT)
        known = {
            "field": vocabulary.FIELDS,
            "names": vocabulary.ROLES,
            "date": vocabulary.DATES,
            "term": vocabulary.TERMS,
            "part": tuple(self.parts),
        }
        if kind in known:
            self.member(value.text, known[kind], kind, value.location)
        if kind == "part":
            return self.named(value, depth)
        return Part(kind=PartKind(kind), name="" if kind == "locator" else value.text)

    def decorated(self, part: Part, tree: Table) -> Part:
        """Lay a part's options on it; ``order`` reaches the names inside a group."""
        wrap = self.words(tree, "wrap", vocabulary.WRAPS)
        order = self.choice(tree, "order", tuple(NameOrder), "") if "order" in tree.entries else ""
        changed = replace(
            part,
            prefix=self.text(tree, "prefix", part.prefix),
            suffix=self.text(tree, "suffix", part.suffix),
            wrap=wrap or part.wrap,
            label=self.choice(tree, "label", vocabulary.TERMS, part.label),
            form=self.choice(tree, "form", vocabulary.FORMS_OF_PART, part.form),
            capitalize=self.truth(tree, "capitalize", part.capitalize),
            present=part.present + self.words(tree, "if", vocabulary.CONDITIONS),
            absent=part.absent + self.words(tree, "unless", vocabulary.CONDITIONS),
        )
        return _ordered(changed, NameOrder(order)) if order else changed

    # Languages

    def language(self, tag: str, tree: Tree) -> Language | None:
        if not isinstance(tree, Table):
            self.fault("a language is a table", tree.location)
            return None
        self.known(tree, LANGUAGE_KEYS, "language")
        punctuation, terms = self.table(tree, "punctuation"), self.table(tree, "terms")
        dates = self.table(tree, "dates")
        self.known(punctuation, vocabulary.PUNCTUATION, "punctuation")
        self.known(terms, vocabulary.TERMS, "term")
        self.known(dates, vocabulary.DATE_PATTERNS, "dates")
        return Language(
            tag=tag,
            punctuation=_quotation_marks(tag)
            | {key: self.text(punctuation, key) for key in punctuation.entries},
            terms={key: self.term(value) for key, value in terms.entries.items()},
            months=self.months(tag, tree),
            seasons=self.names_of(tree, "seasons", 4),
            dates={key: self.text(dates, key) for key in dates.entries},
            ordinals={
                key: self.text(self.table(tree, "ordinals"), key)
                for key in self.table(tree, "ordinals").entries
            },
            letters=self.text(tree, "letters"),
            punctuation_in_quote=self.truth(tree, "punctuation-in-quote", False),
            forms=self.forms(self.table(tree, "forms")),
        )

    def months(self, tag: str, tree: Table) -> tuple[str, ...]:
        """Return the months of the tag's region («ar-SY»), or the language's common ones."""
        regions = tree.entries.get("regions")
        for item in regions.items if isinstance(regions, Items) else ():
            if not isinstance(item, Table):
                self.fault("a region is a table with the keys tags and months", item.location)
                continue
            self.known(item, ("tags", "months"), "region")
            months = self.names_of(item, "months", 12)
            tags = item.entries.get("tags")
            wanted = {part.upper() for part in tag.split("-")[1:]}
            if isinstance(tags, Items) and wanted & {scalar(value) for value in tags.items}:
                return months
        return self.names_of(tree, "months", 12)

    def names_of(self, tree: Table, key: str, count: int) -> tuple[str, ...]:
        value = tree.entries.get(key)
        if value is None:
            return ()
        if not isinstance(value, Items) or len(value.items) != count:
            self.fault(f"{key} takes a list of {count} words", value.location)
            return ()
        return tuple(scalar(item) for item in value.items)

    def term(self, tree: Tree) -> Term:
        if isinstance(tree, Items) and len(tree.items) == 2:
            return Term(scalar(tree.items[0]), scalar(tree.items[1]))
        if not isinstance(tree, Scalar):
            self.fault("a term is a word, or a list of its singular and plural", tree.location)
        return Term(scalar(tree), scalar(tree))


def _quotation_marks(tag: str) -> dict[str, str]:
    """Return the language's own quotation marks, those that its running text has."""
    marks = terms(tag)
    return {
        "open-quote": marks["quote-open"],
        "close-quote": marks["quote-close"],
        "open-inner-quote": marks["quote-open-inner"],
        "close-inner-quote": marks["quote-close-inner"],
    }


def _ordered(part: Part, order: NameOrder) -> Part:
    children = tuple(_ordered(child, order) for child in part.parts)
    return replace(part, order=order, parts=children)


@dataclass(slots=True)
class LanguageTables:
    """The languages of one style: the shipped tables with the style's own laid on them."""

    overlays: Mapping[str, Tree]
    parts: Mapping[str, Tree]
    made: dict[str, Language] = field(default_factory=dict)

    def get(self, tag: str) -> Language:
        """Return the language of a tag.

        Without a table, a language written from right to left takes Arabic's, another English's.
        """
        if tag not in self.made:
            self.made[tag] = self._make(tag)
        return self.made[tag]

    def _make(self, tag: str) -> Language:
        name = primary(tag)
        if name not in files.shipped_languages() and name not in self.overlays:
            name = "ar" if direction_of(tag) is Direction.RTL else "en"
        base = name if name in files.shipped_languages() else "en"
        tree: Tree = _shipped_language(base)
        for overlay in dict.fromkeys((name, tag)):
            if overlay in self.overlays:
                tree = yaml_tree.merged(tree, self.overlays[overlay])
        language = _Reader(Report(), self.parts).language(tag, tree)
        assert language is not None
        return language


@cache
def _shipped_language(name: str) -> Tree:
    path = files.folder() / "languages" / f"{name}.yaml"
    return yaml_tree.parse(files.read(path, None), f"languages/{name}.yaml")


def language_faults(name: str) -> Report:
    """Return what is wrong in a shipped language's table (for the tests)."""
    report = Report()
    _Reader(report).language(name, _shipped_language(name))
    return report
