"""Dates as a language writes them, from ISO 8601."""

from __future__ import annotations

import re

from warraq.lang.numerals import to_digits
from warraq.lang.tags import primary
from warraq.lang.terms import term
from warraq.model.metadata import Digits

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


def format_date(iso: str, lang: str, digits: Digits) -> str:
    """Return «9 مارس 2024» of ``2024-03-09``; what is no such date is returned as it is."""
    match = _ISO.match(iso)
    if match is None:
        return iso
    year, month, day = match.groups()
    if month is None:
        return to_digits(year, digits)
    months = term(lang, "months").split("|")
    if not 1 <= int(month) <= len(months):
        return iso
    name = months[int(month) - 1]
    if day is None:
        return f"{name} {to_digits(year, digits)}"
    # Hebrew joins the preposition to the month: 9 במרץ 2024.
    name = f"ב{name}" if primary(lang) == "he" else name
    return f"{to_digits(int(day), digits)} {name} {to_digits(year, digits)}"
