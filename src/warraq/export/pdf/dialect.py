"""The HTML that WeasyPrint lays out in pages: levels as nested directions, notes as footnotes."""

from __future__ import annotations

from typing import Self

from warraq.diagnostics import Report
from warraq.export.api import ExportContext
from warraq.export.html.bound_letters import bind
from warraq.export.html.dialect import Dialect, Flow
from warraq.export.html.joining import join
from warraq.export.html.levels import lower
from warraq.export.html.markup import Attributes as Markup
from warraq.export.html.markup import element, escape
from warraq.export.html.writer import Writer
from warraq.export.links import carried_url
from warraq.export.pdf.breaks import allow_breaks, hold_calls
from warraq.export.pdf.formulas import Formulas
from warraq.export.pdf.head_order import isolate, isolated
from warraq.export.pdf.resources import Pictures
from warraq.export.pdf.vocalised import room_for
from warraq.lang.tags import direction_of
from warraq.model.attributes import Attributes, Direction, Node
from warraq.model.blocks import Figure, MathBlock, Numeral, Paragraph, Section
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import (
    Image,
    InlineNode,
    Inlines,
    Math,
    Note,
    NoteKind,
    Span,
)
from warraq.model.metadata import Metadata
from warraq.model.walk import iterate, plain_text
from warraq.style.scripts import families

CALL_PREFIX = "call-"
"""Before a note's identifier: the anchor of its call, which the note's mark leads back to."""


def direction(metadata: Metadata) -> Direction:
    """Return the direction of a document: stated, or that of its language."""
    if metadata.dir in (Direction.LTR, Direction.RTL):
        return metadata.dir
    return direction_of(metadata.lang)


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


class PagedDialect(Dialect):
    """How the nodes of one document are written for the page."""

    literal_labels = False
    labels_in_line = frozenset({Numeral.ARABIC_ORDINAL})

    def __init__(
        self,
        targets: frozenset[str],
        pictures: Pictures,
        formulas: Formulas,
        report: Report,
        base: Direction = Direction.RTL,
    ) -> None:
        """Keep what links may point at (all identifiers of the document) and its pictures.

        ``base`` is the direction of the pages.
        """
        self._base = base
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
        base = direction(document.metadata)
        return cls(identifiers(document), pictures, formulas, context.report, base)

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
        lowered = allow_breaks(hold_calls(join(bind(lower(inlines, base)))))
        room = room_for(inlines)
        if not room:
            return lowered
        return (Span(children=lowered, attributes=Attributes(classes=(room,))),)

    def direction(self, node: InlineNode) -> Direction | None:
        """Return the direction that the lowering put on an element."""
        return node.attributes.dir

    def language(self, tag: str) -> Markup:
        """Return the language as HTML states it."""
        return {"lang": tag}

    def heading(self, section: Section) -> Markup:
        """Return the heading's text for running heads and for bookmarks, without note calls."""
        number = section.number.inlines if section.number else ()
        title = number + section.title
        bookmark = " ".join(plain_text(title).split())
        return {"data-bookmark": bookmark, **self.contents_heading(title, section.computed.dir)}

    def contents_heading(self, title: Inlines, base: Direction | None) -> Markup:
        """Return the text that names a part in running heads; ``base`` is its own direction."""
        text = isolated(title)
        if base is not None and base is not self._base:
            text = isolate(text, base)
        return {"data-running": text}

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
            "data-call": flow.dir.value if flow.dir is not inside.dir else None,
        }
        return element("span", attributes, writer.compact(note.children, inside))
