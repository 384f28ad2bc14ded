"""Pass: identifiers. Every section, figure, table and equation gets one that is unique."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import Any

from warraq.diagnostics import Hint, Location
from warraq.model.attributes import Attributes
from warraq.model.blocks import Figure, Section, Table
from warraq.model.document import Document
from warraq.model.inlines import CrossReference, Link
from warraq.model.walk import iterate, rewrite
from warraq.resolve.context import Context

# NCName (Namespaces in XML 1.0, section 3), narrowed to ASCII for the sake of e-readers.
_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*\Z")
_PREFIXES = {Section: "sec", Figure: "fig", Table: "tbl"}


def identifier(name: str) -> str:
    """Return the name as an ASCII NCName; each other character becomes its code point."""
    if _NCNAME.match(name):
        return name
    written = "".join(
        char if char.isascii() and (char.isalnum() or char in "-_.") else f"_{ord(char):x}"
        for char in name
    )
    return written if _NCNAME.match(written) else f"id-{written}"


@dataclass(slots=True)
class _Names:
    """The identifiers given so far, with the places of the author's own."""

    taken: dict[str, Location] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)

    def next(self, prefix: str) -> str:
        """Return the next free generated identifier."""
        while True:
            self.counters[prefix] = self.counters.get(prefix, 0) + 1
            name = f"{prefix}-{self.counters[prefix]}"
            if name not in self.taken:
                return name


def run(document: Document, context: Context) -> Document:
    """Give identifiers; report X002 for one that the author wrote twice."""
    names = _Names()
    for node in iterate(document.blocks):
        own = _attributes(node).id
        if own:
            _claim(identifier(own), node.location, names, context)
    seen: set[str] = set()
    blocks = rewrite(document.blocks, lambda node: _with_id(node, names, seen))
    return document if blocks is document.blocks else dataclasses.replace(document, blocks=blocks)


def _attributes(node: Any) -> Attributes:
    attributes = getattr(node, "attributes", None)
    return attributes if isinstance(attributes, Attributes) else Attributes()


def _claim(name: str, place: Location, names: _Names, context: Context) -> None:
    first = names.taken.get(name)
    if first is None:
        names.taken[name] = place
        return
    context.report.error(
        "X002",
        f"the identifier {name!r} is used twice",
        place,
        Hint("first used here", first),
    )


def _with_id(node: Any, names: _Names, seen: set[str]) -> Any:
    if isinstance(node, Link) and node.target.startswith("#"):
        target = "#" + identifier(node.target[1:])
        return node if target == node.target else dataclasses.replace(node, target=target)
    if isinstance(node, CrossReference):
        target = identifier(node.target)
        return node if target == node.target else dataclasses.replace(node, target=target)
    own = _attributes(node).id
    if own:
        name = identifier(own)
        if name in seen:
            name = names.next(name)
        seen.add(name)
        return _renamed(node, name)
    prefix = _PREFIXES.get(type(node))
    if prefix is None:
        return node
    name = names.next(prefix)
    names.taken[name] = node.location
    return _renamed(node, name)


def _renamed(node: Any, name: str) -> Any:
    if node.attributes.id == name:
        return node
    return dataclasses.replace(node, attributes=dataclasses.replace(node.attributes, id=name))
