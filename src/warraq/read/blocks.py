"""From block tokens to block nodes, each at its place."""

from __future__ import annotations

from dataclasses import replace

from markdown_it.token import Token

from warraq.diagnostics import NOWHERE, Location
from warraq.model.attributes import Attributes
from warraq.model.blocks import (
    Block,
    Blocks,
    CodeBlock,
    DefinitionItem,
    DefinitionList,
    List,
    ListItem,
    MathBlock,
    Paragraph,
    Table,
    ThematicBreak,
)
from warraq.model.inlines import Inlines
from warraq.read.inlines import InlineBuilder, read_inlines, tokens_of
from warraq.read.passage import Passage
from warraq.read.reading import Reading
from warraq.read.sections import Heading, sections
from warraq.read.syntax import attributes as attribute_syntax
from warraq.read.syntax import decoration, div_nodes, figures, quotes, slips, table_nodes
from warraq.read.syntax.tables import CAPTION

Pairs = attribute_syntax.Pairs


class BlockBuilder:
    """Builds the blocks of one run of tokens; ``build`` may be called once."""

    def __init__(
        self, tokens: list[Token], passage: Passage, reading: Reading, original: str = ""
    ) -> None:
        self.tokens = tokens
        self.passage = passage
        self.original = original
        self.reading = reading
        self.index = 0
        self.pending: tuple[Pairs, Location] | None = None
        self.caption: tuple[Passage, Pairs] | None = None

    def build(self) -> Blocks:
        """Return the blocks of all tokens."""
        return sections(self.until(""), self.reading.report)

    def children(self, closing: str) -> Blocks:
        """Return the blocks up to the closing token, which is taken too."""
        outer, self.pending = self.pending, None
        blocks = sections(self.until(closing), self.reading.report)
        self.pending = outer
        return blocks

    def until(self, closing: str) -> list[Block | Heading]:
        """Return blocks and headings up to a closing token of this level (or the end)."""
        result: list[Block | Heading] = []
        while self.index < len(self.tokens):
            token = self.tokens[self.index]
            self.index += 1
            if token.type == closing:
                break
            self._take(token, result)
        self._warn_unused_attributes()
        return result

    def location(self, token: Token) -> Location:
        """Return where a block begins."""
        return self.passage.line_location(token.map[0]) if token.map else NOWHERE

    def to_attributes(self, pairs: Pairs, location: Location) -> Attributes:
        """Return attributes of the model."""
        return attribute_syntax.to_attributes(pairs, location, self.reading.report)

    def inlines(self, passage: Passage) -> Inlines:
        """Return the nodes of a line or paragraph."""
        return read_inlines(passage, self.reading)

    def value(self, text: str, near: Location) -> Inlines:
        """Return the nodes of an attribute's value; all of them stand at ``near``."""
        return self.inlines(decoration.value_passage(text, near, self.passage))

    # --- one block --------------------------------------------------------------------------

    def _take(self, token: Token, result: list[Block | Heading]) -> None:
        pending = self.pending
        block = self._block(token, result)
        if block is None:
            return
        if pending is not None and pending is self.pending:
            self.pending = None
            block = decoration.decorate(block, *pending, self)
        result.append(block)

    def _block(self, token: Token, before: list[Block | Heading]) -> Block | Heading | None:
        location = self.location(token)
        match token.type:
            case "paragraph_open":
                return self._paragraph(before)
            case "heading_open":
                return self._heading(token)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token, location)
            case "blockquote_open":
                return quotes.marked(self.children("blockquote_close"), location)
            case "div_open":
                return div_nodes.division(self, token, location)
            case "table":
                return self._table(token, location)
            case "dl_open":
                return self._definitions(location)
            case "fence" | "code_block":
                return self._code(token, location)
            case "math_block":
                attributes = self.to_attributes(token.meta["attributes"], location)
                tex = self._as_written(token.content, token.meta["first_line"])
                return MathBlock(tex=tex, attributes=attributes, location=location)
            case "hr":
                return ThematicBreak(location=location)
            case "div_stray":
                self._stray(location)
                return None
            case _:
                raise AssertionError(f"unknown block token {token.type}")

    def _content(self) -> Passage:
        """Take the inline token and the closing one; return the content as a passage."""
        token = self.tokens[self.index]
        self.index += 2
        return self.content_of(token.content, token.map[0] if token.map else 0)

    def content_of(self, content: str, line: int, cursor: int = 0) -> Passage:
        """Return the content of a token as a passage, as the author wrote it."""
        passage = self.passage.lines_of(content, line, cursor)
        if not self.original:
            return passage
        return replace(passage, text=self._as_written(content, line, cursor))

    def stretch(self, start: int, end: int) -> Passage:
        """Return a stretch of the text as the author wrote it."""
        passage = self.passage.part(start, end)
        return replace(passage, text=self.original[start:end]) if self.original else passage

    def _as_written(self, content: str, line: int, cursor: int = 0) -> str:
        """Undo what ``list_markers.western`` did for the sake of the parser."""
        if not self.original:
            return content
        return "\n".join(
            self.original[start : start + len(text)]
            for text, start in self.passage.placed_lines(content, line, cursor)
        )

    def _paragraph(self, before: list[Block | Heading]) -> Block | None:
        content = self._content()
        opening = CAPTION.match(content.text)
        if opening and self._caption(content.part(opening.end(), len(content.text)), before):
            return None
        leading = attribute_syntax.parse(content.text, 0)
        if leading is not None:
            rest = content.text[leading[1] :]
            if not rest.strip() and self.index < len(self.tokens):
                self._set_pending(leading[0], content.location(0))
                return None
            if rest.lstrip(" \t").startswith("\n"):
                self._set_pending(leading[0], content.location(0))
                start = leading[1] + len(rest) - len(rest.lstrip())
                return self._pending_paragraph(content.part(start, len(content.text)))
        return self._plain_paragraph(content)

    def _pending_paragraph(self, content: Passage) -> Block:
        assert self.pending is not None
        pending, self.pending = self.pending, None
        return decoration.decorate(self._plain_paragraph(content), *pending, self)

    def _plain_paragraph(self, content: Passage) -> Block:
        slips.check_paragraph(content, self.reading.report)
        tokens = tokens_of(content, self.reading)
        if len(tokens) == 1 and tokens[0].type == "image":
            return figures.figure(InlineBuilder(content, self.reading), tokens[0])
        children = InlineBuilder(content, self.reading).build(tokens)
        return Paragraph(children=children, location=content.location(0))

    def _heading(self, token: Token) -> Heading:
        line = token.map[0] if token.map else 0
        inline = self.tokens[self.index]
        self.index += 2
        cursor = len(token.markup) if token.markup.startswith("#") else 0
        content = self.content_of(inline.content, line, cursor)
        text, pairs = attribute_syntax.trailing(content.text)
        location = self.location(token)
        title = self.inlines(content.part(0, len(text)))
        if not title:
            self.reading.report.error("S051", "the heading has no text", location)
        return Heading(
            level=int(token.tag[1:]),
            title=title,
            attributes=self.to_attributes(pairs, location),
            location=location,
        )

    def _list(self, token: Token, location: Location) -> List:
        ordered = token.type == "ordered_list_open"
        items: list[ListItem] = []
        tight = True
        while self.tokens[self.index].type == "list_item_open":
            item = self.tokens[self.index]
            tight = tight and self._is_tight(self.index)
            self.index += 1
            children = self.children("list_item_close")
            items.append(ListItem(children=children, location=self.location(item)))
        self.index += 1
        return List(
            items=tuple(items),
            ordered=ordered,
            start=int(token.attrs.get("start", 1)),
            delimiter=token.markup if ordered else ".",
            tight=tight,
            location=location,
        )

    def _is_tight(self, index: int) -> bool:
        """Whether the item's own paragraphs are tight (the library hides those)."""
        level = self.tokens[index].level + 1
        for token in self.tokens[index + 1 :]:
            if token.level < level:
                return True
            if token.type == "paragraph_open" and token.level == level:
                return token.hidden
        return True

    def _definitions(self, location: Location) -> DefinitionList:
        items: list[DefinitionItem] = []
        while self.tokens[self.index].type == "dt_open":
            start = self.location(self.tokens[self.index])
            self.index += 1
            term = self.inlines(self._content())
            definitions: list[Blocks] = []
            while self.tokens[self.index].type == "dd_open":
                self.index += 1
                definitions.append(self.children("dd_close"))
            items.append(DefinitionItem(term=term, definitions=tuple(definitions), location=start))
        self.index += 1
        return DefinitionList(items=tuple(items), location=location)

    def _code(self, token: Token, location: Location) -> CodeBlock:
        first = (token.map[0] if token.map else 0) + (token.type == "fence")
        text = self._as_written(token.content.removesuffix("\n"), first).expandtabs(4)
        info = token.info.strip()
        found = attribute_syntax.parse(info, info.find("{")) if "{" in info else None
        if found is None:
            return CodeBlock(text=text, language=info.split(" ")[0], location=location)
        name = info[: info.find("{")].strip()
        attributes = self.to_attributes(found[0], location)
        if not name and attributes.classes:
            name, classes = attributes.classes[0], attributes.classes[1:]
            attributes = replace(attributes, classes=classes)
        return CodeBlock(text=text, language=name, attributes=attributes, location=location)

    def _table(self, token: Token, location: Location) -> Table:
        caption, self.caption = self.caption, None
        table = table_nodes.table(self, token, location)
        return table if caption is None else table_nodes.with_caption(self, table, *caption)

    def _caption(self, content: Passage, before: list[Block | Heading]) -> bool:
        """Give a caption to the table before it, or keep it for the table after it."""
        text, pairs = attribute_syntax.trailing(content.text)
        caption = content.part(0, len(text))
        last = before[-1] if before else None
        if isinstance(last, Table) and not last.caption:
            before[-1] = table_nodes.with_caption(self, last, caption, pairs)
            return True
        if self.index < len(self.tokens) and self.tokens[self.index].type == "table":
            self.caption = caption, pairs
            return True
        return False

    # --- attributes before a block ----------------------------------------------------------

    def _set_pending(self, pairs: Pairs, location: Location) -> None:
        self._warn_unused_attributes()
        self.pending = pairs, location

    def _warn_unused_attributes(self) -> None:
        if self.pending is None:
            return
        self.reading.report.warning(
            "S012",
            "attributes on a line of their own, but no block after them",
            self.pending[1],
            "they belong on the line before a paragraph, list, quotation, table or code",
        )
        self.pending = None

    def _stray(self, location: Location) -> None:
        self.reading.report.error(
            "S014", "::: closes a division, but none is open", location, "delete the line"
        )
