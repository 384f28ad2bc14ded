"""Walking and rebuilding trees: the one place that knows which fields hold nodes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from warraq.model.inlines import Inline, Inlines

# Fields that hold no node; everything else that is a tuple or a node-like value may.
_LEAF_FIELDS = frozenset({"attributes", "computed", "location"})

Replacement = Any
"""What a rewriting function returns: a node, or a tuple of nodes that takes its place."""


_CHILD_FIELDS: dict[type, tuple[str, ...]] = {}


def child_fields(node_type: type) -> tuple[str, ...]:
    """Return the names of the fields of a node type that may hold other nodes."""
    names = _CHILD_FIELDS.get(node_type)
    if names is None:
        names = tuple(
            item.name
            for item in (
                dataclasses.fields(node_type) if dataclasses.is_dataclass(node_type) else ()
            )
            if item.name not in _LEAF_FIELDS and _may_hold_nodes(str(item.type))
        )
        _CHILD_FIELDS[node_type] = names
    return names


def _may_hold_nodes(annotation: str) -> bool:
    words = ("Inline", "Block", "Number", "Row", "Cell", "Item", "Entry", "Verse", "Author")
    return any(word in annotation for word in (*words, "Text", "Localized", "Metadata"))


def is_node(value: object) -> bool:
    """Whether a value is a part of a tree (a dataclass instance of the model)."""
    # The lookup spares the slow test for the types that are met again and again.
    return type(value) in _CHILD_FIELDS or dataclasses.is_dataclass(type(value))


def iterate(value: Any) -> Iterator[Any]:
    """Yield every node of a tree (or of a tuple of trees) in document order, parents first."""
    # An explicit stack: this runs in every pass, and nested generators cost a frame a level.
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, tuple):
            stack.extend(reversed(value))
        elif is_node(value):
            yield value
            names = child_fields(type(value))
            stack.extend(getattr(value, name) for name in reversed(names))


def plain_text(value: Any) -> str:
    """Return the text of inlines, without the notes in it; a line break counts as a space.

    Of a citation the finished text counts, in which the author's prefix and suffix stand again.
    """
    from warraq.model.inlines import Citation, LineBreak, Note, Text

    parts: list[str] = []
    stack = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, Text):
            parts.append(value.text)
        elif isinstance(value, tuple):
            stack.extend(reversed(value))
        elif isinstance(value, LineBreak):
            parts.append(" ")
        elif isinstance(value, Citation):
            stack.append(value.children)
        elif not isinstance(value, Note) and is_node(value):
            names = child_fields(type(value))
            stack.extend(getattr(value, name) for name in reversed(names))
    return "".join(parts)


def rewrite(value: Any, function: Callable[[Any], Replacement]) -> Any:
    """Rebuild a tree bottom-up: each node is replaced by what ``function`` returns for it.

    A function may return the node itself, another one, or a tuple that is spliced into the place.
    Subtrees in which nothing changes stay the identical objects.
    """
    if isinstance(value, tuple):
        return _rewrite_tuple(value, function)
    if is_node(value):
        return function(map_children(value, lambda child: rewrite(child, function)))
    return value


def map_children(node: Any, function: Callable[[Any], Any]) -> Any:
    """Return the node with ``function`` applied to each child field, itself when none changes."""
    changes = {}
    for name in child_fields(type(node)):
        old = getattr(node, name)
        new = function(old)
        if new is not old:
            changes[name] = new
    return dataclasses.replace(node, **changes) if changes else node


def with_children(node: Inline, children: Inlines) -> Inline:
    """Return an inline with other children; it must be one that has children."""
    # The type of an inline does not say which have; a text, an image and the like have none.
    result: Inline = dataclasses.replace(cast(Any, node), children=children)
    return result


def _rewrite_tuple(
    values: tuple[Any, ...], function: Callable[[Any], Replacement]
) -> tuple[Any, ...]:
    changed = False
    result: list[Any] = []
    for old in values:
        new = rewrite(old, function)
        changed = changed or new is not old
        if isinstance(new, tuple) and not isinstance(old, tuple):
            result.extend(new)
        else:
            result.append(new)
    return tuple(result) if changed else values
