"""Fenced divisions: ``::: {.class lang=en}`` … ``:::``, nested as deep as need be."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

from warraq.read.syntax import attributes

_FENCE = re.compile(r"(:{3,})[ \t]*(.*?)[ \t]*:*[ \t]*$")
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
    closing = _closing_line(state, start_line, end_line)
    token = state.push("div_open", "div", 1)
    token.map = [start_line, min(closing + 1, end_line)]
    token.meta = {"attributes": pairs, "closed": closing < end_line}
    old_parent, old_maximum = state.parentType, state.lineMax
    state.parentType, state.lineMax = "div", closing
    state.md.block.tokenize(state, start_line + 1, closing)
    state.parentType, state.lineMax = old_parent, old_maximum
    state.push("div_close", "div", -1)
    state.line = closing + 1 if closing < end_line else closing
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


def _closing_line(state: StateBlock, start_line: int, end_line: int) -> int:
    """Return the line of the fence that closes the division, or ``end_line``."""
    depth = 1
    code = ""
    for line in range(start_line + 1, end_line):
        if state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return line if code == "" and depth > 0 and _outdented(state, line) else end_line
        code, is_code = _code_state(state, line, code)
        if is_code:
            continue
        found = _fence(state, line)
        if found is None:
            continue
        if not found:
            depth -= 1
        elif _pairs(found) is not None:
            depth += 1
        if depth == 0:
            return line
    return end_line


def _outdented(state: StateBlock, line: int) -> bool:
    return False


def _code_state(state: StateBlock, line: int, code: str) -> tuple[str, bool]:
    """Follow fenced code: return its open fence (or nothing) and whether the line is code."""
    start = state.bMarks[line] + state.tShift[line]
    text = state.src[start : state.eMarks[line]]
    match = _CODE.match(text)
    if code:
        closes = match is not None and match[1].startswith(code) and not text.strip("`~ \t")
        return ("" if closes else code), True
    if match is not None and not ("`" in match[1] and "`" in text[match.end() :]):
        return match[1], True
    return "", False
