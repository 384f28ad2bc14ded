"""Pipe tables: the library finds the table, this rule keeps every cell and its place."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table as library_table

_CELL_END = re.compile(r"\\.|`+|\|")
CAPTION = re.compile(r"(?:(?:Table|جدول)?:)[ \t]+", re.IGNORECASE)
"""How a caption line begins; it stands after the table, or before it."""

Bounds = tuple[int, int]


def table_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Push one ``table`` token whose meta holds alignments and the bounds of all cells."""
    if not library_table(state, start_line, end_line, True):
        return False
    if silent:
        return True
    rows = [_cells(state, start_line)]
    terminators = state.md.block.ruler.getRules("blockquote")
    line = start_line + 2
    while line < end_line and not _ends(state, line):
        if any(rule(state, line, end_line, True) for rule in terminators):
            break
        rows.append(_cells(state, line))
        line += 1
    token = state.push("table", "", 0)
    token.map = [start_line, line]
    token.meta = {"alignments": _alignments(state, start_line + 1), "rows": rows}
    state.line = line
    return True


def _ends(state: StateBlock, line: int) -> bool:
    start = state.bMarks[line] + state.tShift[line]
    return (
        state.isEmpty(line)
        or state.sCount[line] < state.blkIndent
        or state.is_code_block(line)
        or CAPTION.match(state.src, start, state.eMarks[line]) is not None
    )


def _alignments(state: StateBlock, line: int) -> list[str]:
    start = state.bMarks[line] + state.tShift[line]
    cells = state.src[start : state.eMarks[line]].strip().strip("|").split("|")
    return [_alignment(cell.strip()) for cell in cells]


def _alignment(dashes: str) -> str:
    """The colon before the dashes means the start edge, the one after them the end edge."""
    match dashes[:1] == ":", dashes[-1:] == ":":
        case True, True:
            return "center"
        case True, False:
            return "start"
        case False, True:
            return "end"
        case _:
            return ""


def _cells(state: StateBlock, line: int) -> list[Bounds]:
    """Return start and end of each cell of a line, without spaces and enclosing pipes."""
    start = state.bMarks[line] + state.tShift[line]
    end = start + len(state.src[start : state.eMarks[line]].rstrip())
    if state.src.startswith("|", start, end):
        start += 1
    bounds: list[Bounds] = []
    first = start
    for match in _CELL_END.finditer(state.src, start, end):
        if match[0] == "|":
            bounds.append((first, match.start()))
            first = match.end()
    if first < end:
        bounds.append((first, end))
    return [_trimmed(state.src, *pair) for pair in bounds]


def _trimmed(text: str, start: int, end: int) -> Bounds:
    cell = text[start:end]
    lead = len(cell) - len(cell.lstrip())
    return start + lead, start + max(len(cell.rstrip()), lead)
