"""Slips of the pen: what looks like a mark, but is read as plain text."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from warraq.diagnostics import Report
from warraq.read.passage import Passage

_GRID_TABLE = re.compile(r"\+(?:[-=:]{3,}\+)+")
_ROW = re.compile(r"\|[^\n]*\|[ \t]*\n[ \t]*\|")
_COMMAND = re.compile(r"\\[A-Za-z]+(?:\{|\s*$)")
_SPACED_KEY = re.compile(r"\[-?@[ \t]+[^\s\[\]@]+[^\[\]\n@]*\]")
_HEADING = re.compile(r"#{1,6}[^\s#]")


def check_paragraph(content: Passage, report: Report) -> None:
    """Report a table or a heading that has come out as a paragraph."""
    text = content.text
    if text[:1] not in "#+|\\":
        return
    if _GRID_TABLE.match(text):
        report.error(
            "S061",
            "a table drawn with + and - is not understood",
            content.location(0),
            "write it with | between the cells and a line |---|---| under the head",
        )
    elif _ROW.match(text):
        report.warning(
            "S063",
            "lines with bars, but no table",
            content.location(0),
            "the second line must be |---|---| with as many cells as the first",
        )
    elif _HEADING.match(text):
        report.warning(
            "S052",
            "a number sign without a space begins no heading",
            content.location(0),
            "write # and a space, or \\# for the sign itself",
        )
    elif _COMMAND.match(text):
        report.warning(
            "S053",
            "a command of LaTeX is printed as it stands",
            content.location(0),
            "pages are broken by the theme; formulas stand between dollars",
        )


def failed_link_rule(state: StateInline, silent: bool) -> bool:
    """Warn of ``[text](…``, ``[^…]`` and ``[@ key]`` that no rule before this one has taken."""
    start = state.pos
    if silent or state.src[start] != "[":
        return False
    if _SPACED_KEY.match(state.src, start):
        state.env["reading"].spaced_key(getattr(state, "base", 0) + start)
    end = state.md.helpers.parseLinkLabel(state, start)
    if end >= 0 and (state.src.startswith("](", end) or state.src.startswith("[^", start)):
        state.env["reading"].failed_link(getattr(state, "base", 0) + start)
    return False
