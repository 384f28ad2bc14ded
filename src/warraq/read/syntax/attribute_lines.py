"""A line of attributes before a list that does not begin at 1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_block import StateBlock

_LINE = re.compile(r"\{[^{}]+\}[ \t]*")
_ORDERED = re.compile(r"\d{1,9}[.)](?:[ \t]|$)")


def attribute_line_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Take the line for a paragraph by itself, so that the list begins anew after it.

    Only a list that begins at 1 may interrupt a paragraph (CommonMark 0.31, section 5.3).
    """
    if silent or start_line + 1 >= end_line or state.is_code_block(start_line):
        return False
    if not _LINE.fullmatch(_text(state, start_line)):
        return False
    if not _ORDERED.match(_text(state, start_line + 1)):
        return False
    state.push("paragraph_open", "p", 1).map = [start_line, start_line + 1]
    token = state.push("inline", "", 0)
    token.map = [start_line, start_line + 1]
    token.content = _text(state, start_line).strip()
    token.children = []
    state.push("paragraph_close", "p", -1)
    state.line = start_line + 1
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
