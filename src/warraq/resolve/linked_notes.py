"""Notes that are called within the text of a link: the link ends before the call and goes on after.

A call is a link itself, and links do not nest. The link is taken to the words around the call, so
that emphasis, quotations and phrases of another language keep what they hold.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from warraq.model.attributes import NO_ATTRIBUTES, Attributes
from warraq.model.inlines import Inline, Inlines, Link, Note, Span
from warraq.model.walk import iterate, with_children


def parted(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return nodes with every link parted that holds a note, themselves when there is none."""
    if not any(isinstance(value, Link) and _has_note(value) for value in values):
        return values
    result: list[Any] = []
    for value in values:
        if isinstance(value, Link) and _has_note(value):
            result += _parts(value)
        else:
            result.append(value)
    return tuple(result)


def _has_note(node: Inline) -> bool:
    return any(isinstance(part, Note) for part in iterate(node))


def _parts(link: Link) -> Inlines:
    """Return what stands for a link; one in a language of its own stays one phrase."""
    own = link.attributes
    if not (own.lang or own.dir):
        return _around(link, link.children)
    phrase = Attributes(lang=own.lang, dir=own.dir)
    bare = dataclasses.replace(link, attributes=dataclasses.replace(own, lang=None, dir=None))
    return (Span(_around(bare, link.children), attributes=phrase, location=link.location),)


def _around(link: Link, children: Inlines) -> Inlines:
    """Return a link's children with the link around those that hold no note."""
    result: list[Inline] = []
    group: list[Inline] = []
    rest = link

    def close() -> None:
        nonlocal rest
        if group:
            result.append(dataclasses.replace(rest, children=tuple(group)))
            group.clear()
            # Its name is that of the first part alone.
            rest = dataclasses.replace(rest, attributes=_unnamed(rest.attributes))

    for child in children:
        if not _has_note(child):
            group.append(child)
            continue
        close()
        if isinstance(child, Note):
            result.append(child)
        else:
            container: Any = child
            result.append(with_children(child, _around(rest, container.children)))
            rest = dataclasses.replace(rest, attributes=_unnamed(rest.attributes))
    close()
    return tuple(result)


def _unnamed(attributes: Attributes) -> Attributes:
    if not attributes.id:
        return attributes
    bare = dataclasses.replace(attributes, id="")
    return NO_ATTRIBUTES if bare == NO_ATTRIBUTES else bare
