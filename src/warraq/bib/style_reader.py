"""Reads a style's YAML into the classes of ``style``; each fault is reported at its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from warraq.bib import style_source, vocabulary, yaml_tree
from warraq.bib.languages import tag_of
from warraq.bib.style import ClusterOptions, ListGroup, NameOptions, Romanization, Style, StyleKind
from warraq.bib.style_languages import SHARED_KEYS, LanguageReader, LanguageTables
from warraq.bib.yaml_tree import Items, Table
from warraq.diagnostics import Location, Report
from warraq.lang.tags import is_well_formed, script

STYLE_KEYS = (
    *("extends", "title", "kind", "names", "cluster", "requires", "parts", "forms", "list"),
    *("languages", "scope", "near-note-distance", *SHARED_KEYS),
)
NAME_KEYS = (
    "et-al-min",
    "et-al-use-first",
    "et-al-use-last",
    "initialize-with",
    "initialize-with-hyphen",
)
CLUSTER_KEYS = (
    *("prefix", "suffix", "delimiter", "delimiter-after-locator"),
    *("wrap", "sort", "idem", "collapse"),
)
LIST_KEYS = ("groups", "sort", "names", "subsequent-author-substitute", "romanized", "omit")
ROMANIZED_KEYS = ("language", "works")
ROMANIZED_WORKS = ("non-latin", "all")
GROUP_KEYS = ("works", "types", "keywords", "title", "heading", "groups")
SORT_KEYS = ("names", "date", "title", "citation")
SCOPES = ("document", "section", "page")
COLLAPSES = ("none", "citation-number", "year", "author")


def read(name: str, root: Path | None, report: Report, location: Location) -> Style | None:
    """Return the style of a name or path, or None when a fault forbids its use."""
    reader = _Reader(report)
    tree = style_source.tree(name, root, report, location)
    if tree is None:
        return None
    style = reader.style(name, tree)
    if report.has_errors:
        return None
    if not style.forms:
        hint = "extend a shipped style: extends: arabic-notes"
        message = "the style has no forms, and prints titles alone"
        report.warning("C014", message, tree.location, hint)
    if style.is_numeric and not _lists_numbers(style):
        message = "the citations print numbers, and the list of references does not"
        hint = "begin the form list with citation-number, or with {field: citation-number, wrap: …}"
        report.warning("C014", message, tree.keys.get("forms", tree.location), hint)
    return style


def _lists_numbers(style: Style) -> bool:
    """Whether an entry of the list has its number in some form."""
    pending = list(style.forms.get("list", {}).values())
    while pending:
        part = pending.pop()
        if part.name == "citation-number":
            return True
        pending.extend(part.parts)
    return False


def _is_language(tag: str) -> bool:
    return is_well_formed(tag) and len(tag.split("-")[0]) in (2, 3)


class _Reader(LanguageReader):
    """Turns the tree of a style into the style."""

    def style(self, name: str, tree: Table) -> Style:
        self.known(tree, STYLE_KEYS, "style")
        self.parts = self.table(tree, "parts").entries
        lists = self.table(tree, "list")
        self.known(lists, LIST_KEYS, "list")
        for part in self.parts.values():
            self.part(part, 0)
        languages = self.languages(tree)
        names = self.name_options(self.table(tree, "names"), NameOptions())
        requires = self.table(tree, "requires")
        self.known(requires, vocabulary.ENTRY_TYPES, "requires", "entry type")
        cluster, kind = self.cluster(self.table(tree, "cluster")), self.kind(tree)
        if cluster.sort and kind is StyleKind.NOTE:
            # What «ibid.» means hangs on the order of the works in a note.
            place = self.table(tree, "cluster").entries["sort"].location
            self.fault("sort orders the works of citations in the text, not in notes", place)
        return Style(
            name=name,
            title=self.text(tree, "title"),
            kind=kind,
            forms=self.forms(self.table(tree, "forms")),
            cluster=cluster,
            names=names,
            list_names=self.name_options(self.table(lists, "names"), names),
            scope=self.choice(tree, "scope", SCOPES, "document"),
            near_note_distance=self.number(tree, "near-note-distance", 0, least=0),
            groups=self.groups(lists),
            sort=self.words(lists, "sort", SORT_KEYS) or ("names", "date", "title"),
            omit=self.words(lists, "omit", vocabulary.ENTRY_TYPES),
            subsequent_author_substitute=self.text(lists, "subsequent-author-substitute"),
            romanized=self.romanized(lists),
            requires={
                key: self.words(requires, key, vocabulary.REQUIRABLE) for key in requires.entries
            },
            languages=languages,
            is_numeric=self.is_numeric,
        )

    def kind(self, tree: Table) -> StyleKind:
        return StyleKind(self.choice(tree, "kind", tuple(StyleKind), "note"))

    def languages(self, tree: Table) -> LanguageTables:
        """Return the style's languages, the faults of its own tables reported."""
        common = yaml_tree.picked(tree, SHARED_KEYS)
        parts = self.parts
        for tag, overlay in (("", common), *self.table(tree, "languages").entries.items()):
            if tag and not _is_language(tag):
                self.language_name(tag, self.table(tree, "languages").keys[tag])
            self.language(tag, overlay)
            self.parts = parts
        overlays = self.table(tree, "languages").entries
        return LanguageTables(common, overlays, parts, self.table(tree, "forms"))

    def language_name(self, name: str, location: Location) -> None:
        """Report a language that is not named by its tag, for which nothing would look."""
        tag = tag_of(name)
        hint = f"write {tag}:" if tag else "write a tag such as ar:, en: or fa:"
        self.fault(f"“{name}” is no tag of a language", location, hint)

    def name_options(self, tree: Table, default: NameOptions) -> NameOptions:
        self.known(tree, NAME_KEYS, "names")
        with_initials = "initialize-with" in tree.entries
        return replace(
            default,
            et_al_min=self.number(tree, "et-al-min", default.et_al_min),
            et_al_use_first=self.number(tree, "et-al-use-first", default.et_al_use_first),
            et_al_use_last=self.truth(tree, "et-al-use-last", default.et_al_use_last),
            initialize_with=self.text(tree, "initialize-with")
            if with_initials
            else default.initialize_with,
            initialize_with_hyphen=self.truth(
                tree, "initialize-with-hyphen", default.initialize_with_hyphen
            ),
        )

    def cluster(self, tree: Table) -> ClusterOptions:
        self.known(tree, CLUSTER_KEYS, "cluster")
        return ClusterOptions(
            prefix=self.text(tree, "prefix"),
            suffix=self.text(tree, "suffix"),
            delimiter=self.text(tree, "delimiter", "semicolon"),
            delimiter_after_locator=self.text(tree, "delimiter-after-locator"),
            wrap=self.words(tree, "wrap", vocabulary.WRAPS),
            sort=self.words(tree, "sort", SORT_KEYS),
            idem=self.truth(tree, "idem", False),
            collapse=self.choice(tree, "collapse", COLLAPSES, ""),
        )

    def romanized(self, tree: Table) -> Romanization | None:
        if "romanized" not in tree.entries:
            return None
        table = self.table(tree, "romanized")
        self.known(table, ROMANIZED_KEYS, "romanized")
        language = self.text(table, "language", "en")
        if not is_well_formed(language) or script(language) != "latn":
            place = table.entries["language"].location
            self.fault("language takes the tag of a language in Latin script", place)
        return Romanization(
            language=language, works=self.choice(table, "works", ROMANIZED_WORKS, "non-latin")
        )

    def groups(self, tree: Table, depth: int = 0) -> tuple[ListGroup, ...]:
        """Read the groups of the list; a group may be parted into groups once more."""
        value = tree.entries.get("groups")
        if value is None:
            return ()
        if not isinstance(value, Items) or depth > 1:
            self.fault("groups takes a list of groups, at most two deep", value.location)
            return ()
        return tuple(self._groups(value, depth))

    def _groups(self, tree: Items, depth: int) -> Iterable[ListGroup]:
        for item in tree.items:
            if not isinstance(item, Table):
                self.fault("a group is a table with the keys works and title", item.location)
                continue
            self.known(item, GROUP_KEYS, "group")
            yield ListGroup(
                works=self.choice(item, "works", ("own", "foreign", "all"), "all"),
                types=self.words(item, "types", vocabulary.ENTRY_TYPES),
                keywords=self.texts(item, "keywords"),
                title=self.choice(item, "title", vocabulary.TERMS, "other-works"),
                heading=self.text(item, "heading"),
                groups=self.groups(item, depth + 1),
            )
