"""Pass: typography that depends on the language: quotation marks, adjoining texts, spaces."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from warraq.lang.terms import term
from warraq.model.attributes import Attributes
from warraq.model.document import Document
from warraq.model.inlines import Code, Inlines, Quoted, Text
from warraq.model.walk import is_node, map_children
from warraq.resolve.context import Context

_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def run(document: Document, context: Context) -> Document:
    """Put quotation marks by language and nesting, fold white space, join adjoining texts."""
    lang = document.metadata.lang
    front = _visit(document.front, lang, 0)
    blocks = _visit(document.blocks, lang, 0)
    if front is document.front and blocks is document.blocks:
        return document
    return dataclasses.replace(document, front=front, blocks=blocks)


def _visit(value: Any, lang: str, depth: int) -> Any:
    if isinstance(value, tuple):
        return _visit_tuple(value, lang, depth)
    if isinstance(value, Text):
        text = _SPACES.sub(" ", value.text)
        return value if text == value.text else dataclasses.replace(value, text=text)
    if not is_node(value) or isinstance(value, Code):
        return value
    attributes = getattr(value, "attributes", None)
    if isinstance(attributes, Attributes) and attributes.lang:
        lang = attributes.lang
    return map_children(value, lambda child: _visit(child, lang, depth))


def _visit_tuple(values: tuple[Any, ...], lang: str, depth: int) -> tuple[Any, ...]:
    result: list[Any] = []
    changed = False
    for value in values:
        if isinstance(value, Quoted):
            result.extend(_with_marks(value, lang, depth))
            changed = True
            continue
        new = _visit(value, lang, depth)
        changed = changed or new is not value
        if isinstance(new, Text) and result and _joins(result[-1], new):
            result[-1] = dataclasses.replace(result[-1], text=result[-1].text + new.text)
            changed = True
        elif isinstance(new, Text) and not new.text:
            changed = True
        else:
            result.append(new)
    return tuple(result) if changed else values


def _joins(before: Any, text: Text) -> bool:
    return isinstance(before, Text) and (before.level, before.number) == (text.level, text.number)


def _with_marks(node: Quoted, lang: str, depth: int) -> Inlines:
    lang = node.attributes.lang or lang
    inner = "-inner" if depth % 2 else ""
    children: Inlines = _visit(node.children, lang, depth + 1)
    opening = Text(term(lang, f"quote-open{inner}"), location=node.location)
    return (opening, *children, Text(term(lang, f"quote-close{inner}"), location=node.location))
