"""Reading the values of a style's tables; what is not as expected is reported at its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from warraq.bib.yaml_tree import Items, Scalar, Table, Tree
from warraq.diagnostics import Location, Report, nearest
from warraq.lang.numerals import to_western
from warraq.lang.tags import is_well_formed

_TRUTH = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}


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
            self.fault(f"unknown {what}: “{word}”", location, *_meant(word, names))

    def table(self, tree: Table, key: str) -> Table:
        value = tree.entries.get(key)
        if value is None or (isinstance(value, Scalar) and not value.text):
            return Table({}, {}, tree.location)
        if not isinstance(value, Table):
            hint = f"write its keys beneath {key}:, each in a line, with two spaces more before it"
            self.fault(f"{key} takes a table of keys and values", value.location, hint)
            return Table({}, {}, value.location)
        return value

    def text(self, tree: Table, key: str, default: str = "") -> str:
        value = tree.entries.get(key)
        if value is not None and not isinstance(value, Scalar):
            hint = "put a text with brackets or braces in it in quotation marks"
            self.fault(f"{key} takes a text", value.location, hint)
        if isinstance(value, Scalar) and value.is_left_out:
            self.left_out(key, value.location)
        return value.text if isinstance(value, Scalar) else default

    def left_out(self, key: str, location: Location) -> None:
        """Report a key that nothing follows: # and what is after it are a comment."""
        hint = f'write {key}: "" for nothing, and {key}: "#" for the sign that begins comments'
        self.fault(f"nothing stands after {key}:", location, hint)

    def number(self, tree: Table, key: str, default: int, least: int = 1) -> int:
        text = to_western(self.text(tree, key, str(default)))
        if text.isascii() and text.isdigit() and least <= int(text[:6]) < 1000:
            return int(text[:6])
        self.fault(f"{key} takes a number from {least} to 999", tree.entries[key].location)
        return default

    def choice(self, tree: Table, key: str, names: tuple[str, ...], default: str) -> str:
        value = self.text(tree, key, default)
        if key in tree.entries and not isinstance(tree.entries[key], Scalar):
            return default
        if key in tree.entries and value not in names:
            self.member(value, names, f"value of {key}", tree.entries[key].location)
            return default
        return value

    def truth(self, tree: Table, key: str, default: bool) -> bool:
        if key not in tree.entries:
            return default
        known = _TRUTH.get(scalar(tree.entries[key]).casefold())
        if known is None:
            self.choice(tree, key, ("yes", "no"), "no")
        return bool(known)

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
        for item in items:
            if not isinstance(item, Scalar):
                self.fault(f"{key} takes a word, or words in [ ]", item.location)
        return tuple(item.text for item in items if isinstance(item, Scalar))


def _meant(word: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """Return hints at what an unknown word was to be."""
    if "،" in word:
        return ("part words by the comma , and not by «،»",)
    if "," in word:
        return (f"put several words in brackets: [{word}]",)
    if is_well_formed(word) and len(word.split("-")[0]) <= 3 and "languages" in names:
        return (f"a language stands beneath languages:, with two spaces before {word}:",)
    near = nearest(word, names)
    if near:
        return (f"did you mean “{near}”?",)
    known = f"known are: {', '.join(names)}"
    if word.isascii():
        return (known,)
    return ("keys are the English words; words of your own stand after the colon", known)


def scalar(tree: Tree) -> str:
    """Return the text of a scalar, an empty string for anything else."""
    return tree.text if isinstance(tree, Scalar) else ""
