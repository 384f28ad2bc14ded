"""Notes: ``^[text]`` where it is called, ``[^label]`` with its text elsewhere."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

_LABEL = re.compile(r"\[\^([^\s\[\]^]+)\]")


def inline_note_rule(state: StateInline, silent: bool) -> bool:
    """``^[text]``."""
    start = state.pos
    if not state.src.startswith("^[", start) or start + 2 >= state.posMax:
        return False
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        maximum = state.posMax
        state.push("note_open", "", 1)
        state.pos, state.posMax = start + 2, end
        state.md.inline.tokenize(state)
        state.push("note_close", "", -1)
        state.posMax = maximum
    state.pos = end + 1
    return True


def note_call_rule(state: StateInline, silent: bool) -> bool:
    """``[^label]``; whether the label is defined is known when the whole file is read."""
    match = _LABEL.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("note_call", "", 0).meta["label"] = match[1]
    state.pos = match.end()
    return True
