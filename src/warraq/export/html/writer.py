"""From the model's blocks to HTML; what differs between its families is the dialect's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import assert_never

from warraq.export.html.dialect import Dialect, Flow
from warraq.export.html.inlines import InlineWriter
from warraq.export.html.markup import classes, css_length, element, escape, void
from warraq.export.html.tables import glossary_rows, table_rows
from warraq.model.attributes import Direction, Node
from warraq.model.blocks import (
    Admonition,
    Bibliography,
    Block,
    CodeBlock,
    Container,
    Contents,
    ContentsEntry,
    ContentsKind,
    DefinitionItem,
    DefinitionList,
    Figure,
    GlossaryList,
    List,
    ListItem,
    MathBlock,
    Number,
    Paragraph,
    Quote,
    Section,
    Table,
    ThematicBreak,
    Verse,
    VerseLine,
)
from warraq.model.inlines import Inlines
from warraq.resolve.contents import role_of

HEADING_LEVELS = 6


class Writer(InlineWriter):
    """Writes blocks and inlines in one dialect.

    Every result is well-formed XML in no namespace of its own; texts are escaped. ``flow`` tells
    what the place inherits, so that ``lang`` and ``dir`` appear only where they change.
    """

    def __init__(self, dialect: Dialect) -> None:
        """Keep the dialect; one writer serves one document."""
        super().__init__(dialect)

    def blocks(self, blocks: Iterable[Block], flow: Flow) -> str:
        """Return blocks one after the other."""
        return "".join([self.block(block, flow) for block in blocks])

    def block(self, node: Block, flow: Flow) -> str:  # noqa: C901 - one case a node type
        """Return one block."""
        match node:
            case Paragraph():
                return self.paragraph(node, flow)
            case Section():
                return self._section(node, flow)
            case Quote():
                return self._quote(node, flow)
            case Verse():
                return self._verse(node, flow)
            case List():
                return self._list(node, flow)
            case DefinitionList():
                return self._definitions(node, flow)
            case CodeBlock():
                return self._code(node, flow)
            case MathBlock():
                return self._math(node, flow)
            case Figure():
                return self._figure(node, flow)
            case Table():
                return self._table(node, flow)
            case Admonition():
                return self._admonition(node, flow)
            case Container():
                return self._container(node, flow)
            case ThematicBreak():
                return void("hr", self._own(node, flow)[0])
            case Contents():
                return self._contents(node, flow)
            case Bibliography():
                return self._bibliography(node, flow)
            case GlossaryList():
                return self._glossary(node, flow)
            case _:
                assert_never(node)

    def paragraph(self, node: Paragraph, flow: Flow) -> str:
        """Return a paragraph; its role is its class."""
        own, inner = self._own(node, flow, node.role)
        return element("p", own, self.line(node.children, inner))

    def line(self, inlines: Inlines, flow: Flow) -> str:
        """Return the inlines of one paragraph of the bidirectional algorithm.

        The base direction is the flow's.
        """
        return self.inlines(self.dialect.lower(inlines, flow.dir), flow)

    def heading(self, section: Section, flow: Flow) -> str:
        """Return the heading of a section with its number, without the section itself."""
        level = min(section.level, HEADING_LEVELS)
        own = {"class": f"heading-{level}", **self.dialect.heading(section)}
        return element(f"h{level}", own, self._numbered(section.number, section.title, flow))

    def _section(self, node: Section, flow: Flow) -> str:
        own, inner = self._own(node, flow, node.role)
        content = self.heading(node, inner) + self.blocks(node.children, inner)
        return element("section", {**own, **self.dialect.section(node)}, content)

    def _quote(self, node: Quote, flow: Flow) -> str:
        own, inner = self._own(node, flow, "quote")
        content = self.blocks(node.children, inner)
        return element("blockquote", own, content + self._attribution(node.attribution, inner))

    def _attribution(self, inlines: Inlines, flow: Flow) -> str:
        if not inlines:
            return ""
        return element("p", {"class": "attribution"}, self.line(inlines, flow))

    def _verse(self, node: Verse, flow: Flow) -> str:
        own, inner = self._own(node, flow, "verse")
        content = "".join([self._verse_line(line, inner) for line in node.lines])
        return element("div", own, content + self._attribution(node.attribution, inner))

    def _verse_line(self, line: VerseLine, flow: Flow) -> str:
        # Each hemistich is a paragraph of the algorithm; the space keeps words apart as text.
        parts = [
            element("span", {"class": "hemistich"}, self.line(half, flow))
            for half in line.hemistichs
        ]
        name = "verse-line" if len(parts) > 1 else "verse-line single"
        return element("p", {"class": name}, " ".join(parts))

    def _list(self, node: List, flow: Flow) -> str:
        name = "tight" if node.tight else ""
        if not node.ordered:
            own, inner = self._own(node, flow, name)
            return element("ul", own, self._items(node, inner))
        own, inner = self._own(node, flow, name, f"numeral-{node.numeral}")
        start = str(node.start) if node.start != 1 else None
        return element("ol", {**own, "start": start}, self._items(node, inner))

    def _items(self, node: List, flow: Flow) -> str:
        return "".join([self._item(item, node.tight, flow) for item in node.items])

    def _item(self, item: ListItem, tight: bool, flow: Flow) -> str:
        own, inner = self._own(item, flow, "list-item")
        label = ""
        if item.label and self.dialect.literal_labels:
            label = element("span", {"class": "label"}, escape(item.label)) + " "
        elif item.label:
            own["data-label"] = item.label
        content = label + self.compact(item.children, inner, bare=tight)
        return element("li", own, content)

    def compact(self, blocks: Sequence[Block], flow: Flow, *, bare: bool = True) -> str:
        """Return blocks with a first plain paragraph as bare text.

        So stand the paragraphs of tight lists, of cells and of notes; one with a direction, a
        language or a role of its own keeps its element.
        """
        if not (bare and blocks and self._is_plain(blocks[0], flow)):
            return self.blocks(blocks, flow)
        first = blocks[0]
        assert isinstance(first, Paragraph)
        return self.line(first.children, flow) + self.blocks(blocks[1:], flow)

    def _is_plain(self, node: Block, flow: Flow) -> bool:
        if not isinstance(node, Paragraph) or node.role not in _TRANSPARENT_ROLES:
            return False
        return all(value is None for value in self._own(node, flow)[0].values())

    def _definitions(self, node: DefinitionList, flow: Flow) -> str:
        own, inner = self._own(node, flow)
        return element("dl", own, "".join([self._definition(item, inner) for item in node.items]))

    def _definition(self, item: DefinitionItem, flow: Flow) -> str:
        term = element("dt", {"class": "definition-term"}, self.line(item.term, flow))
        return term + "".join(
            element("dd", {"class": "definition"}, self.compact(blocks, flow))
            for blocks in item.definitions
        )

    def _code(self, node: CodeBlock, flow: Flow) -> str:
        own, _ = self._own(node, flow, "code")
        language = classes(f"language-{node.language}" if node.language else "")
        content = element("code", {"class": language}, self.dialect.code(node.text))
        return element("pre", {**own, "dir": "ltr"}, content)

    def _math(self, node: MathBlock, flow: Flow) -> str:
        own, inner = self._own(node, flow, "math", "numbered" if node.number else "")
        formula = element("span", {"class": "formula"}, self.dialect.math(node.tex, node))
        number = ""
        if node.number:
            line = self.line(node.number.inlines, inner)
            number = " " + element("span", {"class": "equation-number"}, line)
        return element("div", own, formula + number)

    def _figure(self, node: Figure, flow: Flow) -> str:
        own, inner = self._own(node, flow, "figure")
        address = self.dialect.image(node.source, node)
        if address is None:
            content = element("p", {"class": "missing-image"}, escape(node.alternative))
        else:
            width = css_length(node.width)
            style = f"width: {width}" if width else None
            content = void("img", {"src": address, "alt": node.alternative, "style": style})
        if node.number or node.caption:
            caption = self._numbered(node.number, node.caption, inner)
            content += element("figcaption", {"class": "caption-figure"}, caption)
        return element("figure", own, content)

    def _table(self, node: Table, flow: Flow) -> str:
        own, inner = self._own(node, flow)
        caption = ""
        if node.number or node.caption:
            text = self._numbered(node.number, node.caption, inner)
            caption = element("caption", {"class": "caption-table"}, text)
        return element("table", own, caption + table_rows(node, inner, self))

    def _admonition(self, node: Admonition, flow: Flow) -> str:
        own, inner = self._own(node, flow, "admonition", f"admonition-{node.kind}")
        title = ""
        if node.title:
            title = element("p", {"class": "admonition-title"}, self.line(node.title, inner))
        return element("aside", own, title + self.blocks(node.children, inner))

    def _container(self, node: Container, flow: Flow) -> str:
        own, inner = self._own(node, flow, node.role)
        return element("div", own, self.blocks(node.children, inner))

    def _contents(self, node: Contents, flow: Flow) -> str:
        own, inner = self._own(node, flow, "contents")
        title = ""
        if node.title:
            title = element("p", {"class": "contents-heading"}, self.line(node.title, inner))
        entries = [self._contents_entry(entry, node.kind, inner) for entry in node.entries]
        role = "doc-toc" if node.kind is ContentsKind.SECTIONS else None
        return element("nav", {**own, "role": role}, title + "".join(entries))

    def _contents_entry(self, node: ContentsEntry, kind: ContentsKind, flow: Flow) -> str:
        own, inner = self._own(node, flow, role_of(kind, node.level))
        text = self._numbered(node.number, node.children, inner.within_link())
        return element("p", own, self.anchor(self.dialect.href(node.target), text, {}))

    def _bibliography(self, node: Bibliography, flow: Flow) -> str:
        own, inner = self._own(node, flow, "bibliography")
        items = []
        for entry in node.entries:
            attributes, place = self._own(entry, inner, "bibliography-entry")
            items.append(element("li", attributes, self.line(entry.children, place)))
        return element("ul", own, "".join(items))

    def _glossary(self, node: GlossaryList, flow: Flow) -> str:
        own, inner = self._own(node, flow, "glossary")
        return element("table", own, glossary_rows(node, inner, self))

    def _numbered(self, number: Number | None, inlines: Inlines, flow: Flow) -> str:
        """Return a number and its title or caption: one paragraph of the algorithm."""
        return self.line(number.inlines + inlines if number else inlines, flow)

    def block_attributes(
        self, node: Node, flow: Flow, *names: str
    ) -> tuple[dict[str, str | None], Flow]:
        """Return a block's attributes (id, class, lang, dir) and what its content inherits."""
        return self._own(node, flow, *names)

    def _own(self, node: Node, flow: Flow, *names: str) -> tuple[dict[str, str | None], Flow]:
        computed = node.computed
        lang = computed.lang or flow.lang
        direction = Direction.LTR if computed.dir is Direction.LTR else Direction.RTL
        result: dict[str, str | None] = {
            "id": node.attributes.id or None,
            "class": classes(*names, *node.attributes.classes),
        }
        if lang != flow.lang:
            result.update(self.dialect.language(lang))
        if direction is not flow.dir:
            result["dir"] = direction.value
        return result, Flow(lang, direction, flow.link)


_TRANSPARENT_ROLES = frozenset({"", "body", "list-item", "definition", "table-cell", "table-head"})
