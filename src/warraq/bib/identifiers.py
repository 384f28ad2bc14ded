"""Identifiers of bibliography entries, the same for those that list them and that link to them."""

from __future__ import annotations

import re

_SAFE = re.compile(r"[A-Za-z0-9.-]")


def of_entry(key: str) -> str:
    """Return the identifier of an entry: an XML name in ASCII, different for different keys.

    A character that such a name cannot hold, and the underscore, become their code points.
    """
    if re.fullmatch(r"[A-Za-z0-9_.-]+", key):
        return f"ref-{key}"
    return "ref-" + "".join(char if _SAFE.match(char) else f"_{ord(char):x}_" for char in key)
