"""Pass: numbering of notes, sections, figures, tables, equations and list items."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from warraq.lang.numerals import default_digits, numeral, to_digits
from warraq.lang.tags import direction_of
from warraq.lang.terms import term
from warraq.model.attributes import Direction
from warraq.model.blocks import (
    Figure,
    List,
    ListItem,
    MathBlock,
    Number,
    Numeral,
    Section,
    Table,
)
from warraq.model.document import Document
from warraq.model.inlines import Inlines, Note, NoteKind, Text
from warraq.model.metadata import Digits, NoteNumbering, SectionNumbering
from warraq.model.walk import is_node, map_children
from warraq.resolve.context import Context

UNNUMBERED = "unnumbered"
_NO_BREAK_SPACE = "\u00a0"


@dataclass(slots=True)
class _Counters:
    """All counters of a document while it is walked in reading order."""

    lang: str
    digits: Digits
    note_numbering: NoteNumbering
    section_numbering: SectionNumbering
    notes: int = 0
    notes_shown: int = 0
    authors: int = 0
    sections: list[int] = field(default_factory=list)
    captions: dict[str, int] = field(default_factory=dict)


def run(document: Document, context: Context) -> Document:
    """Number everything that is numbered, in reading order, front matter first."""
    metadata = document.metadata
    counters = _Counters(
        lang=metadata.lang,
        digits=metadata.digits or default_digits(metadata.lang),
        note_numbering=metadata.note_numbering,
        section_numbering=metadata.section_numbering,
    )
    front = _visit(document.front, counters)
    blocks = _visit(document.blocks, counters)
    if front is document.front and blocks is document.blocks:
        return document
    return dataclasses.replace(document, front=front, blocks=blocks)


def _visit(value: Any, counters: _Counters) -> Any:
    """Number a tree from its top down, since a section counts before what it holds."""
    if isinstance(value, tuple):
        items = tuple(_visit(item, counters) for item in value)
        changed = any(new is not old for new, old in zip(items, value, strict=True))
        return items if changed else value
    if not is_node(value) or isinstance(value, Text):
        return value
    numbered = _numbered(value, counters)
    return map_children(numbered, lambda child: _visit(child, counters))


def _numbered(node: Any, counters: _Counters) -> Any:
    if isinstance(node, Note):
        return _numbered_note(node, counters)
    if isinstance(node, Section):
        return _numbered_section(node, counters)
    if isinstance(node, Figure) and node.caption:
        return _captioned(node, "figure", counters)
    if isinstance(node, Table) and node.caption:
        return _captioned(node, "table", counters)
    if isinstance(node, MathBlock) and node.attributes.id:
        return _numbered_equation(node, counters)
    if isinstance(node, List) and node.ordered:
        return _labelled(node, counters.digits)
    return node


def _replace(node: Any, **changes: Any) -> Any:
    same = all(getattr(node, name) == value for name, value in changes.items())
    return node if same else dataclasses.replace(node, **changes)


def _numbered_note(note: Note, counters: _Counters) -> Note:
    if note.kind is NoteKind.AUTHOR:
        counters.authors += 1
        name, mark, ordinal = f"fn-author-{counters.authors}", "*" * counters.authors, 0
    else:
        counters.notes += 1
        counters.notes_shown += 1
        ordinal = counters.notes
        name, mark = f"fn-{ordinal}", to_digits(counters.notes_shown, counters.digits)
    attributes = dataclasses.replace(note.attributes, id=name)
    result: Note = _replace(note, ordinal=ordinal, mark=mark, attributes=attributes)
    return result


def _numbered_section(section: Section, counters: _Counters) -> Section:
    if section.level == 1 and counters.note_numbering is NoteNumbering.SECTION:
        counters.notes_shown = 0
    if counters.section_numbering is SectionNumbering.NONE or _is_unnumbered(section):
        return section
    depth = section.level
    counters.sections = (counters.sections + [0] * depth)[:depth]
    counters.sections[-1] += 1
    number = _section_number(counters)
    result: Section = _replace(section, number=number)
    return result


def _is_unnumbered(section: Section) -> bool:
    return bool(section.role) or UNNUMBERED in section.attributes.classes


def _section_number(counters: _Counters) -> Number:
    if counters.section_numbering is SectionNumbering.DECIMAL:
        value = ".".join(str(count) for count in counters.sections if count)
        return Number(
            value=(Text(to_digits(value, counters.digits)),), suffix=(Text(_NO_BREAK_SPACE * 2),)
        )
    value, suffix = _ordinal(counters.sections[-1], len(counters.sections), counters)
    return Number(value=(Text(value),), suffix=(Text(suffix),))


def _ordinal(count: int, level: int, counters: _Counters) -> tuple[str, str]:
    """Return the number of a heading in the manner of the language, with what parts it off.

    Arabic papers count «أولاً: », then «أ- », «1- », «أ) », «1) » (seen throughout the
    guidelines of Arab journals); other languages take letters and digits of their own script.
    """
    kinds = _ORDINAL_LEVELS["arab" if counters.lang[:2] == "ar" else _letters(counters.lang)]
    kind, suffix = kinds[min(level, len(kinds)) - 1]
    return numeral(count, kind, counters.digits), suffix


def _letters(lang: str) -> str:
    if lang[:2] == "he":
        return "hebr"
    return "rtl" if direction_of(lang) is Direction.RTL else "ltr"


_ORDINAL_LEVELS: dict[str, tuple[tuple[Numeral, str], ...]] = {
    "arab": (
        (Numeral.ARABIC_ORDINAL, ": "),
        (Numeral.ABJAD, "- "),
        (Numeral.DECIMAL, "- "),
        (Numeral.ABJAD, ") "),
        (Numeral.DECIMAL, ") "),
    ),
    "rtl": (
        (Numeral.DECIMAL, ". "),
        (Numeral.ABJAD, ". "),
        (Numeral.DECIMAL, ") "),
        (Numeral.ABJAD, ") "),
    ),
    "hebr": (
        (Numeral.HEBREW, ". "),
        (Numeral.DECIMAL, ". "),
        (Numeral.HEBREW, ") "),
        (Numeral.DECIMAL, ") "),
    ),
    "ltr": (
        (Numeral.UPPER_ROMAN, ". "),
        (Numeral.UPPER_ALPHA, ". "),
        (Numeral.DECIMAL, ". "),
        (Numeral.LOWER_ALPHA, ") "),
    ),
}


def _captioned(node: Any, kind: str, counters: _Counters) -> Any:
    if UNNUMBERED in node.attributes.classes:
        return node
    counters.captions[kind] = counters.captions.get(kind, 0) + 1
    number = Number(
        label=(Text(term(counters.lang, kind) + _NO_BREAK_SPACE),),
        value=_digits(counters.captions[kind], counters),
        suffix=(Text(term(counters.lang, "number-separator")),),
    )
    return _replace(node, number=number)


def _digits(value: int, counters: _Counters) -> Inlines:
    return (Text(to_digits(value, counters.digits)),)


def _numbered_equation(node: MathBlock, counters: _Counters) -> MathBlock:
    counters.captions["equation"] = counters.captions.get("equation", 0) + 1
    number = Number(
        label=(Text("("),),
        value=_digits(counters.captions["equation"], counters),
        suffix=(Text(")"),),
    )
    result: MathBlock = _replace(node, number=number)
    return result


def _labelled(node: List, digits: Digits) -> List:
    items = tuple(
        _labelled_item(item, node.start + index, node, digits)
        for index, item in enumerate(node.items)
    )
    changed = any(new is not old for new, old in zip(items, node.items, strict=True))
    return dataclasses.replace(node, items=items) if changed else node


def _labelled_item(item: ListItem, value: int, node: List, digits: Digits) -> ListItem:
    opening = "(" if node.delimiter == "()" else ""
    closing = ")" if node.delimiter == "()" else node.delimiter
    label = f"{opening}{numeral(value, node.numeral, digits)}{closing}"
    result: ListItem = _replace(item, label=label)
    return result
