"""Language tags (BCP 47): the one place that knows the direction and script of a language."""

from __future__ import annotations

import unicodedata
from functools import cache

from warraq.model.attributes import Direction

# fmt: off
# Scripts written from right to left: Unicode, ScriptMetadata of CLDR (column RTL).
_RTL_SCRIPTS = frozenset(
    (
        "adlm", "arab", "armi", "aran", "avst", "chrs", "cprt", "elym", "hatr", "hebr", "hung",
        "khar", "lydi", "mand", "mani", "mend", "merc", "mero", "narb", "nbat", "nkoo", "orkh",
        "ougr", "phli", "phlp", "phnx", "prti", "rohg", "samr", "sarb", "sogd", "sogo", "syrc",
        "thaa", "yezi",
    )
)

_ARABIC_SCRIPT_LANGUAGES = (
    "ar", "aeb", "acm", "acq", "afb", "ajp", "apc", "apd", "arq", "ary", "arz", "ayl", "azb",
    "bal", "bgn", "bqi", "brh", "ckb", "fa", "fas", "glk", "haz", "khw", "ks", "lrc", "luz",
    "mzn", "ota", "pnb", "prs", "ps", "sd", "skr", "ug", "ur", "uzs",
)

# fmt: on

# Languages whose usual script is from right to left (CLDR, likely subtags).
_SCRIPT_OF_LANGUAGE = {
    **dict.fromkeys(_ARABIC_SCRIPT_LANGUAGES, "arab"),
    **dict.fromkeys(["he", "iw", "heb", "yi", "ji", "lad", "jrb", "jpr"], "hebr"),
    **dict.fromkeys(["syr", "arc", "aii", "tru"], "syrc"),
    "dv": "thaa",
    "nqo": "nkoo",
}


@cache
def primary(tag: str) -> str:
    """Return the primary language subtag in lower case: ``ar`` of ``ar-EG``."""
    return tag.replace("_", "-").split("-", 1)[0].lower()


@cache
def script(tag: str) -> str:
    """Return the script of a tag as four lower-case letters (ISO 15924); ``latn`` by default.

    An explicit script subtag wins (RFC 5646, section 2.2.3): ``ar-Latn`` is Latin.
    """
    for part in tag.replace("_", "-").split("-")[1:]:
        if len(part) == 4 and part.isalpha():
            return part.lower()
        if len(part) == 1:
            break
    return _SCRIPT_OF_LANGUAGE.get(primary(tag), "latn")


@cache
def direction_of(tag: str) -> Direction:
    """Return the direction in which a language is written, LTR for an unknown one."""
    return Direction.RTL if script(tag) in _RTL_SCRIPTS else Direction.LTR


def same_language(one: str, other: str) -> bool:
    """Whether two tags name one language, regions and scripts aside."""
    return primary(one) == primary(other)


@cache
def is_well_formed(tag: str) -> bool:
    """Whether a tag has the shape of RFC 5646: subtags of 1 to 8 letters or digits."""
    parts = tag.split("-")
    if not (parts[0].isascii() and parts[0].isalpha() and 2 <= len(parts[0]) <= 8):
        return False
    return all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts[1:])


_PERSIAN_LETTERS = frozenset("پچژگیکۀ")
_URDU_LETTERS = frozenset("ٹڈڑںےھہۓ")


def script_language(text: str) -> str:
    """Guess a language from the script of a text: ``ar``, ``fa``, ``ur``, ``he``, ``en`` or ``""``.

    The script with the most letters decides; letters that only Urdu or Persian has tell these
    from Arabic.
    """
    counts: dict[str, int] = {}
    for char in text:
        name = _script_of_letter(char)
        if name:
            counts[name] = counts.get(name, 0) + 1
    if not counts:
        return ""
    best = max(counts, key=lambda name: counts[name])
    if best != "arab":
        return {"hebr": "he", "latn": "en"}.get(best, "")
    if _URDU_LETTERS.intersection(text):
        return "ur"
    return "fa" if _PERSIAN_LETTERS.intersection(text) else "ar"


@cache
def _script_of_letter(char: str) -> str:
    if not char.isalpha():
        return ""
    code = ord(char)
    if code < 0x250:
        return "latn"
    if 0x590 <= code < 0x600 or 0xFB1D <= code < 0xFB50:
        return "hebr"
    if 0x600 <= code < 0x700 or 0x750 <= code < 0x780 or 0x8A0 <= code < 0x900:
        return "arab"
    if 0xFB50 <= code < 0xFE00 or 0xFE70 <= code < 0xFF00:
        return "arab"
    return "latn" if unicodedata.name(char, "").startswith("LATIN") else "other"
