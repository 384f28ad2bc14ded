"""Reading the values of a style's tables; what is not as expected is reported at its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from warraq.bib.yaml_tree import Items, Scalar, Table, Tree
from warraq.diagnostics import Location, Report, nearest

_TRUTH = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(slots=True)
class Values:
    """Reads texts, numbers, choices and tables out of a tree (C014 for each fault)."""

    report: Report

    def fault(self, message: str, location: Location, *hints: str) -> None:
        self.report.error("C014", message, location, *hints)

    def known(self, tree: Table, names: Iterable[str], what: str, kind: str = "key") -> None:
        for key in tree.entries:
            self.member(key, tuple(names), f"{kind} in {what}", tree.keys[key])

    def member(self, word: str, names: tuple[str, ...], what: str, location: Location) -> None:
        if word not in names:
            near = nearest(word, names)
            hints = (f"did you mean “{near}”?",) if near else (f"known are: {', '.join(names)}",)
            self.fault(f"unknown {what}: “{word}”", location, *hints)

    def table(self, tree: Table, key: str) -> Table:
        value = tree.entries.get(key)
        if value is None or (isinstance(value, Scalar) and not value.text):
            return Table({}, {}, tree.location)
        if not isinstance(value, Table):
            self.fault(f"{key} takes a table of keys and values", value.location)
            return Table({}, {}, value.location)
        return value

    def text(self, tree: Table, key: str, default: str = "") -> str:
        value = tree.entries.get(key)
        if value is not None and not isinstance(value, Scalar):
            self.fault(f"{key} takes a text", value.location)
        return value.text if isinstance(value, Scalar) else default

    def number(self, tree: Table, key: str, default: int, least: int = 1) -> int:
        text = self.text(tree, key, str(default))
        if text.isascii() and text.isdigit() and least <= int(text[:6]) < 1000:
            return int(text[:6])
        self.fault(f"{key} takes a number from {least} to 999", tree.entries[key].location)
        return default

    def choice(self, tree: Table, key: str, names: tuple[str, ...], default: str) -> str:
        value = self.text(tree, key, default)
        if key in tree.entries and value not in names:
            self.member(value, names, f"value of {key}", tree.entries[key].location)
            return default
        return value

    def truth(self, tree: Table, key: str, default: bool) -> bool:
        if key not in tree.entries:
            return default
        return _TRUTH[self.choice(tree, key, tuple(_TRUTH), "no")]

    def words(self, tree: Table, key: str, names: tuple[str, ...]) -> tuple[str, ...]:
        """Read one word or a list of words, each one of the names."""
        result = self.texts(tree, key)
        for word in result:
            self.member(word, names, f"value of {key}", tree.entries[key].location)
        return result

    def texts(self, tree: Table, key: str) -> tuple[str, ...]:
        """Read one text or a list of texts."""
        value = tree.entries.get(key)
        items = value.items if isinstance(value, Items) else (value,) if value is not None else ()
        return tuple(scalar(item) for item in items)


def scalar(tree: Tree) -> str:
    """Return the text of a scalar, an empty string for anything else."""
    return tree.text if isinstance(tree, Scalar) else ""
