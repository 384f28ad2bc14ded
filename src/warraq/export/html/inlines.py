"""From the model's inlines to HTML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, assert_never, cast

from warraq.bib.identifiers import of_entry
from warraq.export.html.dialect import Dialect, Flow
from warraq.export.html.markup import Attributes, classes, element, escape, void
from warraq.model.inlines import (
    Citation,
    Code,
    CrossReference,
    Emphasis,
    Image,
    Inline,
    InlineNode,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    Quoted,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Term,
    Text,
    Underline,
)
from warraq.model.walk import iterate

if TYPE_CHECKING:
    from warraq.export.html.writer import Writer


class InlineWriter:
    """Writes what stands within one line. See Writer, which adds the blocks."""

    def __init__(self, dialect: Dialect) -> None:
        """Keep the dialect and a place for the notes that wait for the end of a link."""
        self.dialect = dialect
        self._waiting: list[str] = []

    def inlines(self, inlines: Iterable[Inline], flow: Flow) -> str:
        """Return inlines that the dialect has lowered already (see Writer.line)."""
        return "".join(
            [
                escape(node.text) if isinstance(node, Text) else self._inline(node, flow)
                for node in inlines
            ]
        )

    def anchor(self, address: str | None, content: str, own: Attributes) -> str:
        """Return a link around markup, or without an address only what ``own`` asks for."""
        if address is not None:
            content = element("a", {**own, "href": address}, content)
        elif any(value is not None for value in own.values()):
            content = element("span", own, content)
        if self._waiting:
            content += "".join(self._waiting)
            self._waiting.clear()
        return content

    def _inline(self, node: InlineNode, flow: Flow) -> str:  # noqa: C901 - one case a node type
        match node:
            case Emphasis():
                return self._phrase("em", node, flow)
            case Strong():
                return self._phrase("strong", node, flow)
            case Underline():
                return self._phrase("u", node, flow)
            case Strike():
                return self._phrase("s", node, flow)
            case Superscript():
                return self._phrase("sup", node, flow)
            case Subscript():
                return self._phrase("sub", node, flow)
            case Code():
                return self._phrase("code", node, flow)
            case Quoted() | Span():
                return self._plain(node, flow)
            case Link():
                return self._link(node, flow)
            case Term():
                return self._reference(node, f"gl-{node.key}", "term", flow)
            case CrossReference():
                return self._reference(node, node.target, "cross-reference", flow)
            case Citation():
                return self._citation(node, flow)
            case Math():
                own, _ = self._own_inline(node, flow, "math")
                return element("span", own, self.dialect.math(node.tex, node))
            case Image():
                return self._image(node, flow)
            case Note():
                return self._note(node, flow)
            case LineBreak():
                return void("br")
            case _:
                assert_never(node)

    def _phrase(
        self,
        name: str,
        node: Emphasis | Strong | Underline | Strike | Superscript | Subscript | Code,
        flow: Flow,
    ) -> str:
        own, inner = self._own_inline(node, flow)
        return element(name, own, self.inlines(node.children, inner))

    def _plain(self, node: Quoted | Span, flow: Flow) -> str:
        """Write a phrase whose element is worth writing only for its attributes."""
        own, inner = self._own_inline(node, flow)
        content = self.inlines(node.children, inner)
        if all(value is None for value in own.values()):
            return content
        return element("span", own, content)

    def _link(self, node: Link, flow: Flow) -> str:
        if flow.link:
            address = None
        elif node.target.startswith("#"):
            address = self.dialect.href(node.target[1:])
        else:
            address = self.dialect.url(node.target, node)
        own, inner = self._own_inline(node, flow, "" if address else "link")
        own["title"] = node.title or None
        if address is None:
            own["class"] = classes(*node.attributes.classes)
            return self.anchor(None, self.inlines(node.children, inner), own)
        return self.anchor(address, self.inlines(node.children, inner.within_link()), own)

    def _reference(
        self, node: Term | CrossReference | Citation, target: str, role: str, flow: Flow
    ) -> str:
        address = None if flow.link or not target else self.dialect.href(target)
        own, inner = self._own_inline(node, flow, role)
        if address is not None:
            inner = inner.within_link()
        return self.anchor(address, self.inlines(node.children, inner), own)

    def _citation(self, node: Citation, flow: Flow) -> str:
        """Link a citation of one work to its entry, unless it holds links of its own."""
        keys = {item.key for item in node.items}
        linked = any(isinstance(part, Link | Term | CrossReference) for part in iterate(node))
        target = of_entry(keys.pop()) if len(keys) == 1 and not linked else ""
        return self._reference(node, target, "citation", flow)

    def _image(self, node: Image, flow: Flow) -> str:
        own, _ = self._own_inline(node, flow)
        address = self.dialect.image(node.source, node)
        if address is None:
            return element("span", {**own, "class": "missing-image"}, escape(node.alternative))
        title = node.title or None
        return void("img", {**own, "src": address, "alt": node.alternative, "title": title})

    def _note(self, node: Note, flow: Flow) -> str:
        """Write a note's call; one within a link waits for its end, since links do not nest."""
        if not flow.link:
            return self.dialect.note(node, flow, self._whole())
        outside = Flow(flow.lang, flow.dir)
        waiting, self._waiting = self._waiting, []
        content = self.dialect.note(node, outside, self._whole())
        self._waiting = [*waiting, content]
        return ""

    def _whole(self) -> Writer:
        return cast("Writer", self)

    def _own_inline(
        self, node: InlineNode, flow: Flow, *names: str
    ) -> tuple[dict[str, str | None], Flow]:
        attributes = node.attributes
        lang = node.computed.lang or flow.lang
        result: dict[str, str | None] = {
            "id": attributes.id or None,
            "class": classes(*names, *attributes.classes),
        }
        if lang != flow.lang:
            result.update(self.dialect.language(lang))
        direction = self.dialect.direction(node)
        if direction is not None:
            result["dir"] = direction.value
        return result, Flow(lang, direction or flow.dir, flow.link)


def is_empty(inlines: Inlines) -> bool:
    """Whether inlines show nothing at all."""
    return not any(
        (isinstance(node, Text) and node.text.strip()) or isinstance(node, Image | Math | Note)
        for node in iterate(inlines)
    )
