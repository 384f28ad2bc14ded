"""What one family of HTML does in its own way: a class to derive from, with XHTML's habits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from warraq.export.html.markup import Attributes, escape
from warraq.model.attributes import Direction
from warraq.model.blocks import Figure, MathBlock, Section
from warraq.model.inlines import Image, Inlines, Math, Note

if TYPE_CHECKING:
    from warraq.export.html.writer import Writer
    from warraq.model.inlines import InlineNode


@dataclass(frozen=True, slots=True)
class Flow:
    """What a place inherits: language, direction, and whether it stands within a link."""

    lang: str = ""
    dir: Direction = Direction.LTR
    link: bool = False

    def within_link(self) -> Flow:
        """Return the same place inside a link."""
        return replace(self, link=True)


class Dialect:
    """The choices of one family of HTML.

    A method that returns markup must return well-formed XML. ``writer`` is the one at work: call
    its ``blocks`` and ``inlines`` for content of your own.
    """

    literal_labels = True
    """Whether the label of an ordered item is written as text before it. If not, it is the
    attribute ``data-label`` for a style sheet to print."""

    def href(self, identifier: str) -> str | None:
        """Return the address of a place in this publication, or None if it is not there."""
        return f"#{identifier}"

    def url(self, target: str, node: InlineNode) -> str | None:
        """Return the address of an external link, or None when it is written as mere text."""
        from warraq.export.links import external_url

        return external_url(target)

    def image(self, source: str, node: Image | Figure) -> str | None:
        """Return the address of an image of the source, or None if it cannot be shown."""
        return source

    def code(self, text: str) -> str:
        """Return the text of a block of code as markup."""
        return escape(text)

    def math(self, tex: str, node: Math | MathBlock) -> str:
        """Return a formula as markup; displayed when the node is a block."""
        raise NotImplementedError

    def note(self, note: Note, flow: Flow, writer: Writer) -> str:
        """Return what stands at the place of a note's call."""
        raise NotImplementedError

    def lower(self, inlines: Inlines, base: Direction) -> Inlines:
        """Return the inlines of one paragraph, made fit for what the reader can order by itself.

        XHTML readers know the bidirectional algorithm, so nothing changes here.
        """
        return inlines

    def direction(self, node: InlineNode) -> Direction | None:
        """Return the ``dir`` that an inline element states: here that of isolates."""
        return node.computed.dir if node.computed.isolate else None

    def language(self, tag: str) -> Attributes:
        """Return the attributes that state a language."""
        return {"lang": tag, "xml:lang": tag}

    def section(self, section: Section) -> Attributes:
        """Return further attributes of a section (``role``, ``epub:type``)."""
        return {}

    def heading(self, section: Section) -> Attributes:
        """Return further attributes of a section's heading."""
        return {}
