"""Comments: ``<!-- … -->`` on lines of their own are for the author's eyes alone."""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

_NO_END = "warraq: from here on no comment ends"


def comment_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Leave out a comment that begins a line and ends one; another stays for the inline rule."""
    if state.is_code_block(start_line):
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("<!--", start):
        return False
    # Many openings without an end must not each search the rest of the text.
    if start >= state.env.get(_NO_END, len(state.src)):
        return False
    close = state.src.find("-->", start + 4)
    if close < 0:
        state.env[_NO_END] = start
        return False
    if close > state.eMarks[end_line - 1]:
        return False
    line = start_line
    while state.eMarks[line] < close:
        line += 1
    if state.src[close + 3 : state.eMarks[line]].strip():
        return False
    if not silent:
        state.line = line + 1
    return True
