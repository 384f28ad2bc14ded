"""The HTML that WeasyPrint lays out in pages: levels as nested directions, notes as footnotes."""

from __future__ import annotations

import re
from typing import Self

from warraq.diagnostics import Report
from warraq.export.api import ExportContext
from warraq.export.html.dialect import Dialect, Flow
from warraq.export.html.joining import join
from warraq.export.html.levels import lower
from warraq.export.html.markup import Attributes as Markup
from warraq.export.html.markup import element, escape
from warraq.export.html.writer import Writer
from warraq.export.links import carried_url
from warraq.export.pdf.breaks import allow_breaks, hold_calls
from warraq.export.pdf.formulas import Formulas
from warraq.export.pdf.resources import Pictures
from warraq.export.pdf.vocalised import room_for
from warraq.model.attributes import Attributes, Direction, Node
from warraq.model.blocks import Figure, MathBlock, Paragraph, Section
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import (
    Image,
    InlineNode,
    Inlines,
    LineBreak,
    Math,
    Note,
    NoteKind,
    Span,
    Text,
)
from warraq.model.walk import iterate, plain_text
from warraq.style.scripts import families

CALL_PREFIX = "call-"
"""Before a note's identifier: the anchor of its call, which the note's mark leads back to."""


MIXED_FONTS = "mixed-fonts"
"""The class of lines with letters that a face for Arabic and Latin lacks (see ENGINE_CSS)."""

_OTHER_SCRIPTS = re.compile(
    "[\u0370-\u05ff\u0700-\u074f\u0780-\u089f\u0900-\u1fff\u2100-\ufb4f\U00010000-\U0010ffff]"
)


def _mixes_fonts(inlines: Inlines) -> bool:
    return any(
        _OTHER_SCRIPTS.search(node.text) is not None
        if isinstance(node, Text)
        else not isinstance(node, Note | Image | Math | LineBreak) and _mixes_fonts(node.children)
        for node in inlines
    )


def identifiers(document: ResolvedDocument) -> frozenset[str]:
    """Return all identifiers of a document, which its links may point at."""
    return frozenset(
        node.attributes.id
        for part in (document.front, document.blocks)
        for node in iterate(part)
        if isinstance(node, Node) and node.attributes.id
    )


_ISOLATES = {Direction.LTR: "\u2066", Direction.RTL: "\u2067"}
_POP = "\u2069"


def isolated_text(inlines: Inlines) -> str:
    """Return inlines as one line of text in which isolates stand between the characters for them.

    A running head is a single text, which Pango orders as a paragraph of the algorithm.
    """
    return " ".join(_with_isolates(inlines).split())


def _with_isolates(inlines: Inlines) -> str:
    parts = []
    for node in inlines:
        if isinstance(node, Text | Note | Image | Math | LineBreak):
            parts.append(plain_text(node))
            continue
        inner = _with_isolates(node.children)
        opening = _ISOLATES[node.computed.dir or Direction.LTR] if node.computed.isolate else ""
        parts.append(f"{opening}{inner}{_POP}" if opening else inner)
    return "".join(parts)


class PagedDialect(Dialect):
    """How the nodes of one document are written for the page."""

    literal_labels = False

    def __init__(
        self, targets: frozenset[str], pictures: Pictures, formulas: Formulas, report: Report
    ) -> None:
        """Keep what links may point at (all identifiers of the document) and its pictures."""
        self.pictures = pictures
        self._targets = targets
        self._formulas = formulas
        self._report = report

    @classmethod
    def of(cls, document: ResolvedDocument, context: ExportContext) -> Self:
        """Return the dialect for one document and one run."""
        pictures = Pictures(context.resources, context.report)
        names = families(context.theme.fonts.page.text, document.metadata.lang)
        formulas = Formulas(pictures, context.report, names)
        return cls(identifiers(document), pictures, formulas, context.report)

    def href(self, identifier: str) -> str | None:
        """Return the address of a place in the document."""
        return f"#{identifier}" if identifier in self._targets else None

    def url(self, target: str, node: InlineNode) -> str | None:
        """Return an external address; one that cannot stand in a file is reported."""
        return carried_url(target, node.location, self._report)

    def image(self, source: str, node: Image | Figure) -> str | None:
        """Return the address under which the page loads a picture."""
        return self.pictures.address(source, node.location)

    def code(self, text: str) -> str:
        """Return code line by line, so that the rest of a long line hangs in."""
        return "".join(
            element("span", {"class": "code-line"}, escape(line)) for line in text.split("\n")
        )

    def math(self, tex: str, node: Math | MathBlock) -> str:
        """Return a formula as SVG."""
        return self._formulas.markup(node)

    def lower(self, inlines: Inlines, base: Direction) -> Inlines:
        """Return inlines that stand right however WeasyPrint breaks their line."""
        lowered = allow_breaks(hold_calls(join(lower(inlines, base))))
        names = (MIXED_FONTS if _mixes_fonts(inlines) else "", room_for(inlines))
        classes = tuple(name for name in names if name)
        if not classes:
            return lowered
        return (Span(children=lowered, attributes=Attributes(classes=classes)),)

    def direction(self, node: InlineNode) -> Direction | None:
        """Return the direction that the lowering put on an element."""
        return node.attributes.dir

    def language(self, tag: str) -> Markup:
        """Return the language as HTML states it."""
        return {"lang": tag}

    def heading(self, section: Section) -> Markup:
        """Return the heading as text, for running heads and bookmarks without note calls."""
        inlines = (section.number.inlines if section.number else ()) + section.title
        plain, running = " ".join(plain_text(inlines).split()), isolated_text(inlines)
        return {"data-running": running, "data-bookmark": plain if plain != running else None}

    def note(self, note: Note, flow: Flow, writer: Writer) -> str:
        """Return a note where it is called: WeasyPrint moves it to the foot of the page.

        A first plain paragraph stands as bare text, so that the mark is on its line. The
        direction is always stated, since the note may stand within a phrase of another.
        """
        inside = Flow(flow.lang, flow.dir)
        own: dict[str, str | None] = {}
        first = note.children[0] if note.children else None
        if isinstance(first, Paragraph):
            own, inside = writer.block_attributes(first, inside)
        author = note.kind is NoteKind.AUTHOR
        attributes = {
            **own,
            "class": "footnote",
            "id": note.attributes.id or None,
            "dir": inside.dir.value,
            "data-mark": note.mark,
            "data-kind": "author" if author else None,
        }
        return element("span", attributes, writer.compact(note.children, inside))
