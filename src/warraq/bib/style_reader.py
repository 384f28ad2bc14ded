"""Reads a style's YAML into the classes of ``style``; each fault is reported at its line."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from warraq.bib import style_source, vocabulary
from warraq.bib.style import ListGroup, Style, StyleKind
from warraq.bib.style_languages import LanguageReader, LanguageTables
from warraq.bib.yaml_tree import Items, Table
from warraq.diagnostics import Location, Report

STYLE_KEYS = (
    *("extends", "title", "kind", "names", "cluster", "requires", "parts", "forms", "list"),
    *("languages", "scope"),
)


def read(name: str, root: Path | None, report: Report, location: Location) -> Style | None:
    """Return the style of a name or path, or None when a fault forbids its use."""
    reader = _Reader(report)
    tree = style_source.tree(name, root, report, location)
    if tree is None:
        return None
    style = reader.style(name, tree)
    return None if report.has_errors else style


class _Reader(LanguageReader):
    """Turns the tree of a style into the style."""

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
