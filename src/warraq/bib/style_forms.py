"""Reads the forms and parts of a style; each fault is reported at its line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from warraq.bib import vocabulary
from warraq.bib.style import FORM_NAMES, Forms, NameOrder, Part, PartKind
from warraq.bib.style_values import Values
from warraq.bib.yaml_tree import Items, Scalar, Table, Tree

_PART_KINDS = ("field", "names", "date", "term", "text", "locator", "group", "first-of", "part")
_PART_OPTIONS = (
    *("delimiter", "prefix", "suffix", "wrap", "label", "form", "order", "capitalize"),
    *("text-case", "if", "unless"),
)
_MAX_PART_DEPTH = 20
_MAX_PARTS = 20_000


@dataclass(slots=True)
class FormReader(Values):
    """Turns trees into parts and forms; ``parts`` holds the style's named parts."""

    parts: Mapping[str, Tree] = field(default_factory=dict)
    count: int = 0
    overflowing: bool = False
    is_numeric: bool = False

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
            if kinds or all(key in _PART_OPTIONS for key in tree.entries):
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
        self.is_numeric |= name == "citation-number"
        return Part(kind=PartKind.FIELD, name=name)

    def content(self, kind: str, tree: Table, depth: int) -> Part:
        value = tree.entries[kind]
        if kind in ("group", "first-of"):
            if not isinstance(value, Items):
                self.fault(f"{kind} takes a list", value.location, f"write {kind}: [author, title]")
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
        self.is_numeric |= value.text == "citation-number"
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
            text_case=self.choice(tree, "text-case", vocabulary.TEXT_CASES, part.text_case),
            present=part.present + self.words(tree, "if", vocabulary.CONDITIONS),
            absent=part.absent + self.words(tree, "unless", vocabulary.CONDITIONS),
        )
        return _ordered(changed, NameOrder(order)) if order else changed


def _ordered(part: Part, order: NameOrder) -> Part:
    children = tuple(_ordered(child, order) for child in part.parts)
    return replace(part, order=order, parts=children)
