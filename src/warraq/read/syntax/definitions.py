"""Definition lists, as the library reads them, but for the captions of tables."""

from __future__ import annotations

from collections.abc import Callable

from markdown_it.rules_block import StateBlock

BlockRule = Callable[[StateBlock, int, int, bool], bool]


def unless_caption(deflist: BlockRule) -> BlockRule:
    """Return the rule, held back where ``: text`` is the caption before a table."""

    def rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
        if not silent and _caption_follows(state, start_line, end_line):
            return False
        return deflist(state, start_line, end_line, silent)

    return rule


def _caption_follows(state: StateBlock, line: int, end_line: int) -> bool:
    """Whether the next line but an empty one is ``: …``, an empty line, then a table's head."""
    caption = line + 1
    if caption >= end_line or not state.isEmpty(caption):
        return False
    caption += 1
    if caption + 3 >= end_line or not state.isEmpty(caption + 1):
        return False
    start = state.bMarks[caption] + state.tShift[caption]
    if not state.src.startswith(": ", start):
        return False
    from markdown_it.rules_block.table import table

    return table(state, caption + 2, end_line, True)
