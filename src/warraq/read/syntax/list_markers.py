"""Numbers of list items in the digits of any script: ``٣.`` as well as ``3.``."""

from __future__ import annotations

import re

_MARKER = re.compile(r"^([ \t>]*(?:[-*+][ \t]+)*)(\d{1,9})(?=[.)][ \t])", re.MULTILINE)


def western(text: str) -> str:
    """Return the text with the digits of list markers in ASCII, for a parser that knows no others.

    Every place stays what it was; whoever takes text out of the result takes it from the original.
    """
    return _MARKER.sub(_replaced, text)


def _replaced(match: re.Match[str]) -> str:
    digits = match[2]
    if digits.isascii():
        return match[0]
    return match[1] + "".join(str(int(digit)) for digit in digits)
