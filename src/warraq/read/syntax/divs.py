"""Fenced divisions: ``::: {.class lang=en}`` … ``:::``, nested as deep as need be."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from warraq.read.syntax import attributes

_FENCE = re.compile(r"(:{3,})[ \t]*(.*?)[ \t]*:*[ \t]*$")
# What may stand before a fence that begins in a list or a quotation within the division.
_MARKERS = re.compile(r"^[ \t>]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+)*")
_CODE = re.compile(r"(`{3,}|~{3,})")
_WORD = re.compile(r"[^\s{}#.=\"'<>:]+$")


def div_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a division. One that is never closed ends with the block that holds it."""
    opening = _fence(state, start_line)
    if opening is None:
        return False
    pairs = _pairs(opening)
    if not opening:
        return _stray(state, start_line, silent)
    if pairs is None:
        return False
    if silent:
        return True
    closing, closed = _closing_line(state, start_line, end_line)
    token = state.push("div_open", "div", 1)
    token.map = [start_line, closing + closed]
    token.meta = {"attributes": pairs, "closed": closed}
    old_parent, old_maximum = state.parentType, state.lineMax
    state.parentType, state.lineMax = "div", closing
    state.md.block.tokenize(state, start_line + 1, closing)
    state.parentType, state.lineMax = old_parent, old_maximum
    state.push("div_close", "div", -1)
    state.line = closing + closed
    return True


def _fence(state: StateBlock, line: int) -> str | None:
    """Return what follows the colons of a fence line, or None for another line."""
    if state.is_code_block(line):
        return None
    start = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(":::", start):
        return None
    match = _FENCE.match(state.src[start : state.eMarks[line]])
    return match[2] if match else None


def _pairs(opening: str) -> attributes.Pairs | None:
    """Read ``name``, ``{…}`` or ``name {…}``."""
    if _WORD.match(opening):
        return ((".", opening),)
    brace = opening.find("{")
    if brace < 0:
        return None
    name = opening[:brace].strip()
    found = attributes.parse(opening, brace)
    if found is None or found[1] != len(opening) or (name and not _WORD.match(name)):
        return None
    return ((".", name), *found[0]) if name else found[0]


def _stray(state: StateBlock, line: int, silent: bool) -> bool:
    """A closing fence without a division: it is reported and taken away."""
    if silent:
        return True
    token = state.push("div_stray", "", 0)
    token.map = [line, line + 1]
    state.line = line + 1
    return True


def _closing_line(state: StateBlock, start_line: int, end_line: int) -> tuple[int, bool]:
    """Return the line of the fence that closes the division and True.

    Without one: the first line that no longer belongs to the block around, and False.
    """
    depth = 1
    code = ""
    for line in range(start_line + 1, end_line):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return line, False
        text = _MARKERS.sub("", state.src[state.bMarks[line] : state.eMarks[line]])
        if code:
            code = "" if _closes(text, code) else code
            continue
        code = _opened_code(text)
        fence = _FENCE.match(text)
        if fence is not None and not fence[2]:
            depth -= 1
        elif fence is not None and _pairs(fence[2]) is not None:
            depth += 1
        if depth == 0:
            return line, True
    return end_line, False


def _opened_code(text: str) -> str:
    """Return the fence of code that begins in this line, or nothing."""
    match = _CODE.match(text)
    if match is None or ("`" in match[1] and "`" in text[match.end() :]):
        return ""
    return match[1]


def _closes(text: str, code: str) -> bool:
    match = _CODE.match(text)
    return match is not None and match[1].startswith(code) and not text.strip("`~ \t")
