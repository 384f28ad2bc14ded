"""The line of a key in a TOML text, which the standard library's parser does not tell."""

from __future__ import annotations

import re

from warraq.diagnostics import Location
from warraq.style.faults import Fault

_HEADER = re.compile(r"\s*\[([^\[\]]+)\]\s*(?:#.*)?")
_AT = re.compile(r" \(at line (\d+), column (\d+)\)")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


def line_of(text: str, key: str) -> int:
    """Return the line (from 1) on which a dotted key stands, 0 when it is not found.

    Where the key itself is not written as such (inside an inline table, say), the line of the
    nearest enclosing key or table is returned.
    """
    wanted = key.split(".")
    best, best_line = 0, 0
    table: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.fullmatch(line):
            table = _parts(header[1])
            path = table
        elif found := _KEY.match(line):
            path = table + _parts(found[1])
        else:
            continue
        depth = _common(path, wanted)
        if depth == len(path) and depth > best:
            best, best_line = depth, number
    return best_line


def _parts(key: str) -> list[str]:
    return [part.strip().strip("\"'") for part in key.split(".")]


def _common(path: list[str], wanted: list[str]) -> int:
    depth = 0
    for one, other in zip(path, wanted, strict=False):
        if one != other:
            break
        depth += 1
    return depth


def syntax_fault(shown: str, error: Exception) -> Fault:
    """Turn a TOML syntax error, whose place stands in its message, into a fault with a line."""
    message = str(error)
    found = _AT.search(message)
    place = Location(shown, int(found[1]), int(found[2])) if found else Location(shown)
    reason = message.replace(found[0], "") if found else message
    return Fault(place, "", f"not valid TOML: {reason}")
