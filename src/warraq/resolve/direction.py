"""Pass: direction. Gives each block its language and direction, each text its UAX #9 level.

It runs when all text is known. A block's direction is that of its own ``dir``, else of its own
``lang``, else its parent's; the document's comes last. A first strong character decides only
where the author asks for it (``dir=auto``): an Arabic paragraph may well begin with a Latin name.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, TypeVar

from warraq.lang.bidi import bidi_class, first_strong
from warraq.lang.tags import direction_of
from warraq.model.attributes import Attributes, Computed, Direction, Node
from warraq.model.blocks import (
    Admonition,
    BibliographyEntry,
    CodeBlock,
    Contents,
    ContentsEntry,
    DefinitionItem,
    Figure,
    MathBlock,
    Number,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    Verse,
    VerseLine,
)
from warraq.model.document import Document
from warraq.model.inlines import Citation, Inlines, Note, NoteKind, Span
from warraq.model.walk import is_node, map_children, plain_text
from warraq.resolve.context import Context
from warraq.resolve.levels import Scope, resolve_paragraph

_Value = TypeVar("_Value")

# Words from which a paragraph in a script that is not its language's looks like an oversight.
_WORDS_WORTH_A_MARK = 4


def run(document: Document, context: Context) -> Document:
    """Resolve languages, directions and levels of the whole document."""
    metadata = document.metadata
    direction = metadata.dir if metadata.dir not in (None, Direction.AUTO) else None
    scope = Scope(metadata.lang, direction or direction_of(metadata.lang))
    resolver = _Resolver(scope, context)
    front = resolver.visit(document.front, scope)
    blocks = resolver.visit(document.blocks, scope)
    if front is document.front and blocks is document.blocks:
        return document
    return dataclasses.replace(document, front=front, blocks=blocks)


@dataclass(frozen=True, slots=True)
class _Resolver:
    """Walks the blocks; ``document`` is the scope of the document itself."""

    document: Scope
    context: Context

    def visit(self, value: Any, scope: Scope) -> Any:
        """Return blocks (or parts of them) with everything computed."""
        if isinstance(value, tuple):
            items = tuple(self.visit(item, scope) for item in value)
            changed = any(new is not old for new, old in zip(items, value, strict=True))
            return items if changed else value
        if isinstance(value, (VerseLine, Row)):
            return self._inside(value, scope)
        if not is_node(value) or not isinstance(value, Node):
            return value
        if isinstance(value, ContentsEntry):
            value = self._in_contents(value, scope)
        scope = self._scope(value, scope)
        computed = Computed(lang=scope.lang, dir=scope.dir)
        return _replace(self._inside(value, scope), computed=computed)

    def _in_contents(self, entry: ContentsEntry, outer: Scope) -> ContentsEntry:
        """Return an entry as a line of its contents: a title of the other direction is a phrase.

        So all numbers of pages stand at one side.
        """
        own = entry.attributes
        if self._scope(entry, outer).dir is outer.dir:
            return entry
        title = Span(entry.children, attributes=Attributes(lang=own.lang, dir=own.dir))
        plain = dataclasses.replace(own, lang=None, dir=None)
        return dataclasses.replace(entry, attributes=plain, children=(title,))

    def _scope(self, node: Node, outer: Scope) -> Scope:
        attributes = node.attributes
        lang = attributes.lang or outer.lang
        if isinstance(node, CodeBlock):
            return Scope(lang, Direction.LTR)
        if attributes.dir is Direction.AUTO:
            return Scope(lang, _first_strong_direction(node) or outer.dir)
        if attributes.dir is not None:
            return Scope(lang, attributes.dir)
        return Scope(lang, direction_of(lang) if attributes.lang else outer.dir)

    def _inside(self, node: Any, scope: Scope) -> Any:
        """Resolve what a block holds; every list of inlines is a paragraph of its own."""
        match node:
            case Paragraph() | BibliographyEntry():
                self._check_language(node, scope)
                return _replace(node, children=self._paragraph(node.children, scope))
            case Section():
                number, title = self._numbered(node.number, node.title, scope)
                children = self.visit(node.children, scope)
                return _replace(node, number=number, title=title, children=children)
            case Figure():
                number, caption = self._numbered(node.number, node.caption, scope)
                return _replace(node, number=number, caption=caption)
            case Table():
                return self._table(node, scope)
            case MathBlock():
                return _replace(node, number=self._numbered(node.number, (), scope)[0])
            case ContentsEntry():
                number, children = self._numbered(node.number, node.children, scope)
                return _replace(node, number=number, children=children)
            case Quote() | Verse():
                attribution = self._paragraph(node.attribution, scope)
                return self._others(_replace(node, attribution=attribution), scope, "attribution")
            case Admonition() | Contents():
                title = self._paragraph(node.title, scope)
                return self._others(_replace(node, title=title), scope, "title")
            case DefinitionItem():
                term = self._paragraph(node.term, scope)
                return self._others(_replace(node, term=term), scope, "term")
            case VerseLine():
                parts = tuple(self._paragraph(part, scope) for part in node.hemistichs)
                return _replace(node, hemistichs=parts)
            case _:
                return map_children(node, lambda child: self.visit(child, scope))

    def _others(self, node: Any, scope: Scope, done: str) -> Any:
        """Resolve the fields of blocks of a node that has a field of inlines, done already."""
        inlines = getattr(node, done)
        return map_children(
            node, lambda child: child if child is inlines else self.visit(child, scope)
        )

    def _table(self, table: Table, scope: Scope) -> Table:
        number, caption = self._numbered(table.number, table.caption, scope)
        head, body = self.visit(table.head, scope), self.visit(table.body, scope)
        return _replace(table, number=number, caption=caption, head=head, body=body)

    def _numbered(
        self, number: Number | None, title: Inlines, scope: Scope
    ) -> tuple[Number | None, Inlines]:
        """Resolve a generated number and what follows it as one paragraph."""
        if number is None:
            return None, self._paragraph(title, scope)
        parts = (number.label, number.value, number.suffix, title)
        label, value, suffix, rest = resolve_paragraph(parts, scope, self._note)
        return _replace(number, label=label, value=value, suffix=suffix), rest

    def _paragraph(self, inlines: Inlines, scope: Scope) -> Inlines:
        return resolve_paragraph((inlines,), scope, self._note)[0]

    def _note(self, note: Note, scope: Scope) -> Note:
        """Resolve a note's blocks: in the language of its block, a citation's in the document's."""
        own = self.document if note.kind is NoteKind.CITATION else scope
        return _replace(note, children=self.visit(note.children, own))

    def _check_language(self, node: Paragraph | BibliographyEntry, scope: Scope) -> None:
        if not node.location.line:
            return
        # A citation is in the language of its works, without the author's doing.
        text = plain_text(tuple(i for i in node.children if not isinstance(i, Citation)))
        own = ("R", "AL") if scope.dir is Direction.RTL else ("L",)
        # The first letter nearly always settles it.
        if any(bidi_class(char) in own for char in text):
            return
        foreign = any(bidi_class(char) in ("L", "R", "AL") for char in text)
        is_long = len(text.split()) >= _WORDS_WORTH_A_MARK
        if foreign and is_long and not any(_is_marked(item) for item in node.children):
            self.context.report.warning(
                "B001",
                f"a whole paragraph in another script than its language ({scope.lang}) has",
                node.location,
                "mark its language: ::: {lang=en} … :::",
            )


def _is_marked(inline: Any) -> bool:
    return isinstance(inline, Node) and bool(
        inline.attributes.lang or inline.attributes.dir or inline.computed.isolate
    )


def _first_strong_direction(node: Node) -> Direction | None:
    level = first_strong(plain_text(node))
    return None if level is None else (Direction.LTR, Direction.RTL)[level]


def _replace(node: _Value, **changes: Any) -> _Value:
    """Return the node with the changes, itself when they change nothing."""
    same = all(
        getattr(node, name) is value or _equal(node, name, value) for name, value in changes.items()
    )
    return node if same else dataclasses.replace(node, **changes)  # type: ignore[type-var]


def _equal(node: Any, name: str, value: Any) -> bool:
    return isinstance(value, (Computed, Number)) and getattr(node, name) == value
