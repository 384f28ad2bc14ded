"""Ranges of pages as styles shorten them: 321–328, 321–28, 321–8."""

from __future__ import annotations

import re
from itertools import takewhile

_PAGE_RANGE = re.compile(r"(?<![\w.])(\d+)–(\d+)(?![\w.])")


def formatted(value: str, form: str) -> str:
    """Return pages with each range in a form: «expanded», «minimal», «minimal-two», «chicago».

    The value has western digits. CSL 1.0.2, appendix V; «chicago» is the Chicago Manual of Style,
    17th edition, 9.61.
    """
    return _PAGE_RANGE.sub(lambda match: _page_range(match[1], match[2], form), value)


def _page_range(first: str, second: str, form: str) -> str:
    last = first[: max(len(first) - len(second), 0)] + second
    if form == "expanded" or len(first) != len(last):
        return f"{first}–{last}"
    pairs = zip(first, last, strict=True)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if form == "chicago":
        kept = _chicago(first, last, same)
    else:
        kept = max(len(last) - same, 2 if form == "minimal-two" else 1)
    return f"{first}–{last[-kept:]}" if int(last) > int(first) else f"{first}–{last}"


def _chicago(first: str, last: str, same: int) -> int:
    """Return how many digits of the second number the Chicago Manual prints."""
    if len(first) < 3 or first.endswith("00"):
        return len(last)
    changed = len(last) - same
    return changed if int(first) % 100 < 10 else max(changed, 2)
