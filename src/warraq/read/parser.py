"""markdown-it set up for our syntax: tokens know their place, depth is bounded and reported."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

if TYPE_CHECKING:
    from warraq.read.reading import Reading

MAX_DEPTH = 40
"""How deep blocks, and marks within a line, may nest. The engines behind the exporters fail from
about 60 levels on; the library itself would drop the text in silence."""

_SILENT_DEPTH = 60
"""How deep the look-ahead for a closing bracket goes, within Python's stack."""

_NO_LIMIT = 1_000_000
"""The library's own limit, out of the way: beyond it text would be dropped in silence."""

# Categories of opening and closing brackets and quotation marks (Unicode, table 4-4).
_OPENING = frozenset({"Ps", "Pi"})
_CLOSING = frozenset({"Pe", "Pf"})


class PlacedState(StateInline):
    """An inline state that notes in ``meta["at"]`` where in its text each token began."""

    pending_start = 0
    base = 0
    """Where this text begins in the passage: 0, but for the label of a picture and the like."""

    def append_pending(self, text: str) -> None:
        """Note where pending text begins."""
        if not self._pending and not self._pending_buffer:
            self.pending_start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802 (the library's name)
        """Push pending text with its place."""
        token = super().pushPending()
        token.meta["at"] = self.pending_start
        return token

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        """Let marks open before a quotation mark, and close after one, within a word.

        CommonMark's rule of flanking knows no words with prefixes: «و**«نص»**» must be strong.
        """
        found = super().scanDelims(start, canSplitWord)
        if not canSplitWord or (found.can_open and found.can_close):
            return found
        end = start + found.length
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        return Scanned(
            found.can_open or (before.isalpha() and unicodedata.category(after) in _OPENING),
            found.can_close or (after.isalpha() and unicodedata.category(before) in _CLOSING),
            found.length,
        )

    def push(self, ttype: str, tag: str, nesting: Any) -> Token:
        """Push a token with its place."""
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token


class InlineParser(ParserInline):
    """The library's inline parser with places and a bounded depth."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.states: list[PlacedState] = []

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        """Parse a text; the places in the tokens count from its start."""
        state = PlacedState(src, md, env, tokens)
        if self.states:
            outer = self.states[-1]
            state.base = outer.base + max(outer.src.find(src, outer.pos), 0)
        self.states.append(state)
        try:
            self.tokenize(state)
        finally:
            self.states.pop()
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens

    def tokenize(self, state: StateInline) -> None:
        """Tokenize up to ``posMax``; what lies too deep stays as it is written."""
        if self.depth >= MAX_DEPTH:
            _reading(state).too_deep()
            state.append_pending(state.src[state.pos : state.posMax])
            state.pos = state.posMax
            return
        self.depth += 1
        try:
            super().tokenize(state)
        finally:
            self.depth -= 1

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 (the library's name)
        """Look past a token; where brackets nest too deep to be looked at, past all the rest."""
        if state.level < _SILENT_DEPTH:
            super().skipToken(state)
            return
        _reading(state).too_deep()
        position = state.pos
        state.pos = state.cache[position] = state.posMax + 1


class BlockParser(ParserBlock):
    """The library's block parser with a bounded depth."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        """Tokenize lines; those that lie too deep become one paragraph as they are written."""
        if self.depth >= MAX_DEPTH:
            _reading(state).too_deep(startLine)
            _as_paragraph(state, startLine, endLine)
            return
        self.depth += 1
        try:
            super().tokenize(state, startLine, endLine)
        finally:
            self.depth -= 1


def _reading(state: StateInline | StateBlock) -> Reading:
    reading: Reading = state.env["reading"]
    return reading


def _as_paragraph(state: StateBlock, start_line: int, end_line: int) -> None:
    line = start_line
    while line < end_line and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        line += 1
    line = max(line, start_line + 1)
    state.push("paragraph_open", "p", 1).map = [start_line, line]
    token = state.push("inline", "", 0)
    token.map = [start_line, line]
    token.content = state.getLines(start_line, line, state.blkIndent, False).strip()
    state.push("paragraph_close", "p", -1)
    state.line = line


@cache
def parser() -> MarkdownIt:
    """Return the one parser, without state of its own between texts."""
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath.index import math_inline_dollar
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.subscript import sub_plugin
    from mdit_py_plugins.superscript import superscript_plugin

    md = MarkdownIt("commonmark", {"html": True, "maxNesting": _NO_LIMIT})
    block, inline = BlockParser(), InlineParser()
    md.block, md.inline = block, inline
    # A parser of our own begins with every rule of the library enabled.
    block.ruler.disable(["html_block"])
    inline.ruler.disable(["linkify"])
    # Joining text is done when nodes are made; the library's way loses the first part's place.
    inline.ruler2.disable(["fragments_join"])
    # Addresses are judged when the tree is built, with a diagnostic and not in silence.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.core.ruler.enableOnly(["block"])
    footnote_plugin(md, inline=False, move_to_end=False)
    inline.ruler.disable(["footnote_ref"])
    deflist_plugin(md)
    sub_plugin(md)
    superscript_plugin(md)
    inline.ruler.before(
        "escape", "math_inline", math_inline_dollar(allow_space=False, allow_digits=False)
    )
    _add_own_rules(md)
    return md


def _add_own_rules(md: MarkdownIt) -> None:
    from warraq.read.syntax import (
        attribute_lines,
        attributes,
        citations,
        comments,
        definitions,
        divs,
        links,
        math,
        notes,
        slips,
        tables,
    )

    block, inline = md.block.ruler, md.inline.ruler
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    block.at("table", tables.table_rule, {"alt": ["paragraph", "reference"]})
    block.before("fence", "div", divs.div_rule, interrupts)
    block.before("fence", "math_block", math.math_block_rule, interrupts)
    block.before("fence", "comment", comments.comment_rule, {"alt": []})
    deflist = next(rule.fn for rule in block.__rules__ if rule.name == "deflist")
    block.at(
        "deflist",
        definitions.unless_caption(deflist),
        {"alt": ["paragraph", "reference", "blockquote"]},
    )
    block.before("list", "attribute_line", attribute_lines.attribute_line_rule, {"alt": []})
    inline.before("link", "note_inline", notes.inline_note_rule)
    inline.before("link", "note_call", notes.note_call_rule)
    inline.before("link", "citation", citations.bracketed_rule)
    inline.before("link", "citation_in_text", citations.in_text_rule)
    inline.before("link", "span", attributes.span_rule)
    inline.before("link", "attributes", attributes.attributes_rule)
    inline.before("link", "bare_address", links.bare_address_rule)
    inline.after("image", "failed_link", slips.failed_link_rule)
