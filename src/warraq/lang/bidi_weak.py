"""UAX #9 W1 to W7: the weak types of one isolating run sequence."""

from __future__ import annotations

import re
from typing import Final

from warraq.lang.bidi_classes import CLOSE, CODES, OPEN

MARK_AFTER_BRACKET: Final = ord("m")
"""A nonspacing mark on a bracket: neutral like it (W1), and bound to its fate (N0)."""

_NEUTRAL: Final = CODES["ON"]
_MARK_BASES: Final = {
    **dict.fromkeys(b"ijIJp", _NEUTRAL),
    OPEN: MARK_AFTER_BRACKET,
    CLOSE: MARK_AFTER_BRACKET,
}

_MARKS = re.compile(rb"(.)M+", re.DOTALL)
_FROM_ARABIC_LETTER = re.compile(rb"A[^LR]*")
_EUROPEAN_SEPARATOR = re.compile(rb"(?<=E)[SC](?=E)")
_ARABIC_SEPARATOR = re.compile(rb"(?<=N)C(?=N)")
# Each terminator run is tried once, from its start, so that a long one costs linear time.
_TERMINATORS = re.compile(rb"(?<=E)T+|(?<!T)T++(?=E)")
_FROM_LEFT = re.compile(rb"L[^R]*")


def resolve_weak(codes: bytes, before: int) -> bytes:
    """Apply W1 to W5 and W7 to the codes of a sequence that follows the direction `before`.

    W6 turns what is left of separators and terminators into ON: N1 and N2 treat them
    as they do every other neutral, so they stay as they are here.
    """
    codes = bytes([before]) + codes
    codes = _nonspacing_marks(codes)
    if b"E" in codes:
        codes = _FROM_ARABIC_LETTER.sub(_arabic_numbers, codes)
    codes = codes.replace(b"A", b"R")
    codes = _ARABIC_SEPARATOR.sub(b"N", codes)
    if b"E" in codes:
        codes = _european_numbers(codes)
    return codes[1:]


def _nonspacing_marks(codes: bytes) -> bytes:
    """W1: a nonspacing mark has the type of what it stands on."""
    if b"M" not in codes:
        return codes
    # Vocalized Arabic has one or two marks on every letter; two replacements save a call each.
    codes = codes.replace(b"AM", b"AA").replace(b"AM", b"AA")
    return _MARKS.sub(_marks, codes)


def _marks(found: re.Match[bytes]) -> bytes:
    whole = found[0]
    base = whole[0]
    return bytes([base]) + bytes([_MARK_BASES.get(base, base)]) * (len(whole) - 1)


def _arabic_numbers(found: re.Match[bytes]) -> bytes:
    """W2: European numbers after an Arabic letter are Arabic numbers."""
    return found[0].replace(b"E", b"N")


def _european_numbers(codes: bytes) -> bytes:
    """W4, W5 and W7: what joins a European number, and the numbers of left-to-right text."""
    codes = _EUROPEAN_SEPARATOR.sub(b"E", codes)
    codes = _TERMINATORS.sub(lambda found: b"E" * len(found[0]), codes)
    return _FROM_LEFT.sub(lambda found: found[0].replace(b"E", b"L"), codes)
