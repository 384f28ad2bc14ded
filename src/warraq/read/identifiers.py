"""Identifiers and dates of the scholarly record, in their one canonical spelling."""

from __future__ import annotations

import re
from datetime import date

_ORCID = re.compile(r"(?:https?://orcid\.org/)?(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])/?")
_ISSN = re.compile(r"(?:ISSN:?\s*)?(\d{4})[-–]?(\d{3}[\dXx])", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_EMAIL = re.compile(r"[^\s@<>\"',;()\[\]]+@[^\s@<>\"',;()\[\]]+\.[^\s@<>\"',;()\[\]]{2,}")


def western(text: str) -> str:
    """Return the text with the decimal digits of every script as ASCII digits."""
    return "".join(str(int(char)) if char.isdecimal() else char for char in text)


def orcid(text: str) -> str | None:
    """Return ``0000-0002-1825-0097``, None when the check character is wrong (ISO 7064, 11-2)."""
    match = _ORCID.fullmatch(western(text))
    if match is None:
        return None
    digits = "".join(match.groups()).upper()
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    if digits[-1] != ("X" if check == 10 else str(check)):
        return None
    return "-".join(match.groups()).upper()


def issn(text: str) -> str | None:
    """Return ``1234-5679``, None when the check digit is wrong (ISO 3297)."""
    match = _ISSN.fullmatch(western(text))
    if match is None:
        return None
    digits = (match[1] + match[2]).upper()
    total = sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), digits, strict=False))
    check = -total % 11
    wanted = "X" if check == 10 else str(check)
    return f"{match[1]}-{match[2].upper()}" if digits[-1] == wanted else None


def isbn(text: str) -> str | None:
    """Return the number as written, None when the check digit is wrong (ISO 2108)."""
    digits = re.sub(r"[-\s–]|^ISBN:?", "", western(text).upper())
    if re.fullmatch(r"97[89]\d{10}", digits):
        total = sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(digits))
        return western(text) if total % 10 == 0 else None
    if re.fullmatch(r"\d{9}[\dX]", digits):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        total = sum(weight * value for weight, value in zip(range(10, 0, -1), values, strict=True))
        return western(text) if total % 11 == 0 else None
    return None


def doi(text: str) -> str | None:
    """Return the bare identifier ``10.5555/…``, None for anything else."""
    match = _DOI.fullmatch(text)
    return match[1] if match else None


def iso_date(text: str) -> str | None:
    """Return ``2024``, ``2024-03`` or ``2024-03-09`` (ISO 8601), None for no such day."""
    match = _DATE.fullmatch(western(text))
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def email(text: str) -> str | None:
    """Return the address, None when it has not the shape of one."""
    return text if _EMAIL.fullmatch(text) else None
