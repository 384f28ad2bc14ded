"""Displayed formulas: ``$$ … $$ {#eq-name}``."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from warraq.read.syntax import attributes


def math_block_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Read a formula between ``$$`` and ``$$``, on one line or several, without empty lines."""
    if state.is_code_block(start_line):
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("$$", start):
        return False
    found = _closing(state, start_line, end_line, start + 2)
    if found is None:
        return False
    line, position, pairs = found
    if silent:
        return True
    lines = [
        state.src[
            start + 2
            if number == start_line
            else state.bMarks[number] + state.tShift[number] : position
            if number == line
            else state.eMarks[number]
        ]
        for number in range(start_line, line + 1)
    ]
    token = state.push("math_block", "", 0)
    token.map = [start_line, line + 1]
    content = "\n".join(lines)
    token.content = content.strip()
    skipped = content[: len(content) - len(content.lstrip())].count("\n")
    token.meta = {"attributes": pairs, "first_line": start_line + skipped}
    state.line = line + 1
    return True


def _closing(
    state: StateBlock, start_line: int, end_line: int, position: int
) -> tuple[int, int, attributes.Pairs] | None:
    """Find the closing ``$$`` with nothing but attributes after it."""
    for line in range(start_line, end_line):
        if line > start_line:
            if state.isEmpty(line) or state.sCount[line] < state.blkIndent:
                return None
            position = state.bMarks[line] + state.tShift[line]
        at = state.src.find("$$", position, state.eMarks[line])
        if at < 0:
            continue
        rest = state.src[at + 2 : state.eMarks[line]].strip()
        if not rest:
            return line, at, ()
        found = attributes.parse(rest, 0)
        if found is not None and found[1] == len(rest):
            return line, at, found[0]
        return None
    return None
