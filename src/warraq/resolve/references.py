"""Pass: cross-references get the label and number of what they point at."""

from __future__ import annotations

import dataclasses
from typing import Any

from warraq.diagnostics import nearest
from warraq.lang.terms import term
from warraq.model.attributes import Attributes
from warraq.model.blocks import BibliographyEntry, Figure, GlossaryItem, MathBlock, Section, Table
from warraq.model.document import Document
from warraq.model.inlines import CrossReference, Inlines, Link, Note, Text
from warraq.model.metadata import SectionNumbering
from warraq.model.walk import iterate, plain_text, rewrite
from warraq.resolve.context import Context

_NO_BREAK_SPACE = "\u00a0"
_PREFIXES = ("sec-", "fig-", "tbl-", "eq-")


def run(document: Document, context: Context) -> Document:
    """Fill every cross-reference; report X001 for one that points nowhere, X003 for a link."""
    targets = _targets(document)

    def fill(node: Any) -> Any:
        if isinstance(node, Link) and node.target.startswith("#"):
            _check_link(node, targets, context)
            return node
        if not isinstance(node, CrossReference):
            return node
        children = _display(node, targets.get(node.target), document, context)
        if children is None:
            _report_missing(node, targets, context)
            children = (Text(f"@{node.target}"),)
        return node if children == node.children else dataclasses.replace(node, children=children)

    front, blocks = rewrite(document.front, fill), rewrite(document.blocks, fill)
    if front is document.front and blocks is document.blocks:
        return document
    return dataclasses.replace(document, front=front, blocks=blocks)


def _targets(document: Document) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for node in (*iterate(document.front), *iterate(document.blocks)):
        attributes = getattr(node, "attributes", None)
        if isinstance(attributes, Attributes) and attributes.id:
            result.setdefault(attributes.id, node)
    return result


def _display(
    node: CrossReference, target: Any, document: Document, context: Context
) -> Inlines | None:
    """Return what the reference prints, or None when there is no such place."""
    lang = document.metadata.lang
    match target:
        case Section():
            return _section_display(target, document)
        case Figure() | Table() | MathBlock():
            return _numbered_display(target, lang, node, context)
        case BibliographyEntry() | GlossaryItem() | Note() | None:
            return None
        case _:
            return None


def _section_display(section: Section, document: Document) -> Inlines:
    """A decimal number is cited as one; an ordinal («أولاً») is not, the title is clearer."""
    lang = document.metadata.lang
    decimal = document.metadata.section_numbering is SectionNumbering.DECIMAL
    if decimal and section.number is not None:
        name = term(lang, "section")
        return (Text(f"{name}{_NO_BREAK_SPACE}{plain_text(section.number.value)}"),)
    title = plain_text(section.title).strip()
    return (Text(term(lang, "quote-open") + title + term(lang, "quote-close")),)


def _numbered_display(
    target: Figure | Table | MathBlock, lang: str, node: CrossReference, context: Context
) -> Inlines:
    if target.number is None:
        context.report.error(
            "X004",
            f"{node.target!r} has no number to refer to",
            node.location,
            "give it a caption",
        )
        return (Text(f"@{node.target}"),)
    # In running text the noun may differ from that of the caption: «الشكل 1» has the article.
    if isinstance(target, MathBlock):
        name, text = term(lang, "reference-equation"), plain_text(target.number.inlines)
    else:
        kind = "reference-figure" if isinstance(target, Figure) else "reference-table"
        name, text = term(lang, kind), plain_text(target.number.value)
    return (Text(f"{name}{_NO_BREAK_SPACE}{text}"),)


def _report_missing(node: CrossReference, targets: dict[str, Any], context: Context) -> None:
    names = [name for name in targets if name.startswith(_PREFIXES)]
    near = nearest(node.target, names)
    hints = (f"did you mean @{near}?",) if near else ()
    context.report.error(
        "X001", f"nothing has the identifier {node.target!r}", node.location, *hints
    )


def _check_link(node: Link, targets: dict[str, Any], context: Context) -> None:
    if node.target[1:] in targets:
        return
    near = nearest(node.target[1:], targets)
    hints = (f"did you mean #{near}?",) if near else ()
    context.report.error(
        "X003", f"the link {node.target!r} points nowhere in this document", node.location, *hints
    )
