"""Numbers of list items in the digits of any script: ``٣.`` as well as ``3.``."""

from __future__ import annotations

import re

# One marker or more in a row (``> - ٣. text``), each with its space.
_MARKERS = re.compile(r"^[ \t>]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+)+", re.MULTILINE)


def western(text: str) -> str:
    """Return the text with the digits of list markers in ASCII, for a parser that knows no others.

    Every place stays what it was; whoever takes text out of the result takes it from the original.
    """
    return _MARKERS.sub(_replaced, text)


def _replaced(match: re.Match[str]) -> str:
    markers = match[0]
    if markers.isascii():
        return markers
    return "".join(str(int(char)) if char.isdecimal() else char for char in markers)
