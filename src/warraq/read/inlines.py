"""From inline tokens to inline nodes, each at its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from markdown_it.token import Token

from warraq.diagnostics import NOWHERE, Location
from warraq.model.attributes import NO_ATTRIBUTES, Attributes
from warraq.model.blocks import Paragraph
from warraq.model.inlines import (
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from warraq.model.walk import plain_text
from warraq.read.parser import MAX_DEPTH, parser
from warraq.read.passage import Passage
from warraq.read.reading import Reading
from warraq.read.syntax import attributes as attribute_syntax
from warraq.read.syntax import html, images, links, spans
from warraq.read.syntax.citation_nodes import citation, cross_references

_SPACE = re.compile(r"[ \t\n\r]+")


def read_inlines(passage: Passage, reading: Reading, *, keep_lines: bool = False) -> Inlines:
    """Return the nodes of a line or paragraph of markup.

    With ``keep_lines`` each line end is a LineBreak and spaces stay as they are (verse).
    """
    return InlineBuilder(passage, reading, keep_lines=keep_lines).build(tokens_of(passage, reading))


def tokens_of(passage: Passage, reading: Reading) -> list[Token]:
    """Return the inline tokens of a passage; what goes wrong is reported at its place."""
    reading.current = passage
    html.check_entities(passage, reading.report)
    md = parser()
    return md.inline.parse(passage.text, md, reading.env, [])


class _Collector:
    """Gathers siblings; neighbouring pieces of text become one."""

    def __init__(self, opening: Token | None = None, *, keep_space: bool = False) -> None:
        self.opening = opening
        self.keep_space = keep_space
        self.nodes: list[Inline] = []
        self.parts: list[str] = []
        self.place = NOWHERE

    def text(self, text: str, place: Callable[[], Location]) -> None:
        if text:
            if not self.parts:
                self.place = place()
            self.parts.append(text)

    def add(self, nodes: Inlines) -> None:
        for node in nodes:
            if isinstance(node, Text):
                self.text(node.text, lambda location=node.location: location)  # type: ignore[misc]
            else:
                self._flush(before_break=isinstance(node, LineBreak))
                self.nodes.append(node)

    def finish(self) -> Inlines:
        self._flush(before_break=False)
        return tuple(self.nodes)

    def _flush(self, *, before_break: bool) -> None:
        if not self.parts:
            return
        text = "".join(self.parts)
        self.parts.clear()
        if not self.keep_space:
            text = _SPACE.sub(" ", text)
            text = text.rstrip(" ") if before_break else text
            if self.nodes and isinstance(self.nodes[-1], LineBreak):
                text = text.lstrip(" ")
        if text:
            self.nodes.append(Text(text, location=self.place))


class InlineBuilder:
    """Builds the nodes of one passage."""

    def __init__(
        self,
        passage: Passage,
        reading: Reading,
        *,
        keep_lines: bool = False,
        in_cell: bool = False,
    ) -> None:
        self.passage = passage
        self.reading = reading
        self.keep_lines = keep_lines
        # Within a table \| stands for | even in code (GFM, "Tables").
        self.in_cell = in_cell

    def build(self, tokens: Sequence[Token], base: int = 0) -> Inlines:
        """Return the nodes of tokens whose places count from ``base`` in the passage."""
        collector = _Collector(keep_space=self.keep_lines)
        stack: list[_Collector] = []
        skipped = 0
        for token in tokens:
            if token.nesting == 0:
                self._single(token, collector, base)
            elif token.nesting > 0:
                if len(stack) >= MAX_DEPTH:
                    self.reading.current = self.passage
                    self.reading.too_deep()
                    skipped += 1
                    continue
                self._open(token, base)
                stack.append(collector)
                collector = _Collector(token, keep_space=self.keep_lines)
            elif skipped:
                skipped -= 1
            else:
                done, collector = collector, stack.pop()
                collector.add(self._paired(done, token, base))
        return collector.finish()

    def location(self, token: Token, base: int, shift: int = 0) -> Location:
        """Return the place of a token."""
        return self.passage.location(base + int(token.meta.get("at", 0)) + shift)

    def attributes(self, token: Token, location: Location) -> Attributes:
        """Return the attributes that the syntax has put on a token."""
        pairs = token.meta.get("attributes")
        if not pairs:
            return NO_ATTRIBUTES
        return attribute_syntax.to_attributes(pairs, location, self.reading.report)

    # --- tokens without children ------------------------------------------------------------

    def _single(self, token: Token, collector: _Collector, base: int) -> None:
        match token.type:
            case "text" | "text_special":
                collector.text(token.content, lambda: self.location(token, base))
            case "softbreak" if not self.keep_lines:
                collector.text(" ", lambda: self.location(token, base))
            case "html_inline":
                collector.add(html.shown(token.content, self.location(token, base), self.reading))
            case _:
                collector.add(self._node(token, self.location(token, base), base))

    def _node(self, token: Token, location: Location, base: int) -> Inlines:
        match token.type:
            case "softbreak" | "hardbreak":
                return (LineBreak(location=location),)
            case "code_inline":
                content = token.content.replace("\\|", "|") if self.in_cell else token.content
                text = Text(_SPACE.sub(" ", content), location=location)
                attributes = self.attributes(token, location)
                return (Code(children=(text,), attributes=attributes, location=location),)
            case "math_inline":
                attributes = self.attributes(token, location)
                return (Math(tex=token.content, attributes=attributes, location=location),)
            case "image":
                return (self._image(token, location, base),)
            case "note_call":
                return self._note_call(token.meta["label"], location)
            case "reference":
                return cross_references(token.meta["key"], location)
            case "citation":
                return citation(self, token, base)
            case _:
                raise AssertionError(f"unknown inline token {token.type}")

    def _image(self, token: Token, location: Location, base: int) -> Inline:
        label = self.build(token.children or (), base + int(token.meta["at"]) + 2)
        attributes = self.attributes(token, location)
        source = images.source(str(token.attrs["src"]), location, self.reading)
        return Image(
            source=source,
            alternative=attributes.get("alt") or plain_text(label),
            title=str(token.attrs.get("title", "")),
            attributes=attributes,
            location=location,
        )

    def _note_call(self, label: str, location: Location) -> Inlines:
        from warraq.read.notes import called_note

        return called_note(label, location, self.reading)

    # --- tokens in pairs --------------------------------------------------------------------

    def _open(self, token: Token, base: int) -> None:
        if token.type != "note_open":
            return
        if self.reading.within_note:
            token.meta["nested"] = True
            self.reading.report.error(
                "S043",
                "a note within a note",
                self.location(token, base),
                "write its text in parentheses",
            )
        self.reading.within_note = True

    def _paired(self, done: _Collector, closing: Token, base: int) -> Inlines:
        opening = done.opening
        assert opening is not None
        children = done.finish()
        location = self.location(opening, base)
        match opening.type:
            case "em_open":
                return (Emphasis(children=children, location=location),)
            case "strong_open":
                return (Strong(children=children, location=location),)
            case "s_open":
                return (Strike(children=children, location=location),)
            case "sub_open":
                return (Subscript(children=children, location=self.location(opening, base, -1)),)
            case "sup_open":
                return (Superscript(children=children, location=self.location(opening, base, -1)),)
            case "span_open":
                attributes = self.attributes(opening, location)
                return (spans.node(children, attributes, location, self.reading.report),)
            case "note_open":
                return self._inline_note(opening, children, location)
            case "link_open":
                return self._link(opening, closing, children, base)
            case _:
                raise AssertionError(f"unknown inline token {opening.type}")

    def _inline_note(self, opening: Token, children: Inlines, location: Location) -> Inlines:
        if opening.meta.get("nested"):
            return children
        self.reading.within_note = False
        if not plain_text(children).strip() and not children:
            self.reading.report.error("S044", "the note has no text", location)
        start = children[0].location if children else location
        return (Note(children=(Paragraph(children=children, location=start),), location=location),)

    def _link(self, opening: Token, closing: Token, children: Inlines, base: int) -> Inlines:
        shift = 0 if opening.markup == "autolink" else -1
        location = self.location(opening, base, shift)
        attributes = self.attributes(closing, location)
        target = links.target(str(opening.attrs["href"]), location, self.reading.report)
        if target is None:
            return children
        return (
            Link(
                target=target,
                children=children,
                title=str(opening.attrs.get("title", "")),
                attributes=attributes,
                location=location,
            ),
        )
