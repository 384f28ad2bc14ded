"""Pass: typography: quotation marks by language, emphasis within emphasis, texts, spaces."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

from warraq.lang.terms import term
from warraq.model.attributes import Attributes
from warraq.model.document import Document
from warraq.model.inlines import Code, Emphasis, Inlines, Note, Quoted, Span, Text
from warraq.model.walk import is_node, map_children
from warraq.resolve.context import Context

_SPACES = re.compile(r"[ \t\r\n\f\v]+")


def run(document: Document, context: Context) -> Document:
    """Put quotation marks by language, turn nested emphasis, fold white space, join texts."""
    lang = document.metadata.lang
    front = _visit(document.front, lang, 0)
    blocks = _visit(document.blocks, lang, 0)
    if front is document.front and blocks is document.blocks:
        return document
    return dataclasses.replace(document, front=front, blocks=blocks)


def _visit(value: Any, lang: str, depth: int) -> Any:
    if isinstance(value, tuple):
        return _visit_tuple(value, lang, depth)
    if isinstance(value, Text) or not is_node(value) or isinstance(value, Code):
        return value
    attributes = getattr(value, "attributes", None)
    if isinstance(attributes, Attributes) and attributes.lang:
        lang = attributes.lang
    return map_children(value, lambda child: _visit(child, lang, depth))


def _visit_tuple(values: tuple[Any, ...], lang: str, depth: int) -> tuple[Any, ...]:
    expanded: list[Any] = []
    for value in values:
        if isinstance(value, Quoted):
            expanded.extend(_with_marks(value, lang, depth))
        elif isinstance(value, Emphasis) and _nests(value):
            expanded.extend(_visit(_turned(value), lang, depth))
        else:
            expanded.append(_visit(value, lang, depth))
    result = [_folded(node) for node in _joined(expanded)]
    result = [node for node in result if not (isinstance(node, Text) and not node.text)]
    same = len(result) == len(values) and all(a is b for a, b in zip(result, values, strict=True))
    return values if same else tuple(result)


def _joined(nodes: list[Any]) -> list[Any]:
    """Join texts that follow one another at one level."""
    result: list[Any] = []
    for node in nodes:
        if isinstance(node, Text) and result and _joins(result[-1], node):
            result[-1] = dataclasses.replace(result[-1], text=result[-1].text + node.text)
        else:
            result.append(node)
    return result


def _joins(before: Any, text: Text) -> bool:
    return isinstance(before, Text) and (before.level, before.number) == (text.level, text.number)


def _folded(node: Any) -> Any:
    """Return a text with each stretch of white space made one space; no-break spaces stay."""
    if not isinstance(node, Text):
        return node
    text = _SPACES.sub(" ", node.text)
    return node if text == node.text else dataclasses.replace(node, text=text)


# Emphasis within emphasis is set upright (Chicago Manual of Style, 17th edition, 7.56; CSL 1.0.2).
# So the outer emphasis goes down to the texts around the inner one, in whatever they stand.


def _nests(node: Emphasis) -> bool:
    """Whether an emphasis holds another, notes aside."""
    return any(_holds_emphasis(child) for child in node.children)


def _holds_emphasis(node: Any) -> bool:
    if isinstance(node, Emphasis):
        return True
    inside = () if isinstance(node, Note) else getattr(node, "children", ())
    return any(_holds_emphasis(child) for child in inside)


def _turned(node: Emphasis) -> Inlines:
    """Return what an emphasis holds, emphasised but for the emphasis within it."""
    pieces = tuple(piece for child in node.children for piece in _emphasised(child))
    return _within(node.attributes, pieces)


def _emphasised(node: Any) -> Inlines:
    if isinstance(node, Emphasis):
        return _within(node.attributes, node.children)
    children = getattr(node, "children", ())
    if isinstance(node, Note) or not (isinstance(node, Text) or children):
        return (node,)
    if isinstance(node, Text) or not _holds_emphasis(node):
        return (Emphasis(children=(node,), location=node.location),)
    pieces = tuple(piece for child in children for piece in _emphasised(child))
    return (dataclasses.replace(node, children=pieces),)


def _within(attributes: Attributes, nodes: Inlines) -> Inlines:
    return nodes if attributes == Attributes() else (Span(children=nodes, attributes=attributes),)


def _with_marks(node: Quoted, lang: str, depth: int) -> Inlines:
    lang = node.attributes.lang or lang
    inner = "-inner" if depth % 2 else ""
    children: Inlines = _visit(node.children, lang, depth + 1)
    opening = Text(term(lang, f"quote-open{inner}"), location=node.location)
    return (opening, *children, Text(term(lang, f"quote-close{inner}"), location=node.location))
