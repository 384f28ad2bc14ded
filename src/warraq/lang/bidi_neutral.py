"""UAX #9 N0 to N2: bracket pairs and neutrals of one isolating run sequence."""

from __future__ import annotations

import re
from typing import Final

from warraq.lang.bidi_classes import OPEN
from warraq.lang.bidi_explicit import DIRECTIONS

MAX_OPEN_BRACKETS: Final = 63
"""How many opening brackets may wait for their closing one (BD16)."""

BRACKET = re.compile(rb"[()]")
_MARKS = re.compile(rb"m*")
_TO_NEUTRAL: Final = bytes.maketrans(b"STCWGijIJp()m", b"O" * 13)
# For brackets and neutrals a number counts as R.
_TO_STRONG: Final = bytes.maketrans(b"EN", b"RR")

# N1, by the direction that N2 does not give: the neutrals between two characters of it.
# A lookbehind binds each match to the start of its run, so a long run is scanned once.
_BETWEEN: Final = (re.compile(rb"(?<=[REN])O++(?=[REN])"), re.compile(rb"(?<=L)O++(?=L)"))


def resolve_neutral(codes: bytes, level: int, before: int, after: int) -> bytes:
    """Apply N1 and N2; only L, R, E (EN) and N (AN) are left afterwards.

    `before` and `after` are the direction codes sos and eos, `level` the embedding level.
    """
    codes = bytes([before]) + codes.translate(_TO_NEUTRAL) + bytes([after])
    other = DIRECTIONS[1 - level % 2 :][:1]
    codes = _BETWEEN[level % 2].sub(lambda found: other * len(found[0]), codes)
    return codes[1:-1].replace(b"O", DIRECTIONS[level % 2 :][:1])


def resolve_brackets(codes: bytes, keys: str, level: int, before: int) -> bytes:
    """Apply N0. `keys` names the pair of each bracket, in the order of the brackets."""
    result = bytearray(codes)
    strong = bytearray(codes.translate(_TO_STRONG))
    context, seen = before, 0
    for opening, closing in bracket_pairs(codes, keys):
        context = _last_strong(strong, seen, opening) or context
        seen = opening
        direction = _pair_direction(strong, opening, closing, level % 2, context)
        if direction is not None:
            for bracket in (opening, closing):
                end = _end_of_marks(codes, bracket)
                filled = bytes([direction]) * (end - bracket)
                strong[bracket:end] = result[bracket:end] = filled
    return bytes(result)


def bracket_pairs(codes: bytes, keys: str) -> list[tuple[int, int]]:
    """Return the bracket pairs (BD16) in the order of their opening brackets."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for key, found in zip(keys, BRACKET.finditer(codes), strict=True):
        at = found.start()
        if codes[at] == OPEN:
            if len(opened) == MAX_OPEN_BRACKETS:
                break
            opened.append((key, at))
            continue
        for depth in range(len(opened) - 1, -1, -1):
            if opened[depth][0] == key:
                pairs.append((opened[depth][1], at))
                del opened[depth:]
                break
    return sorted(pairs)


def _last_strong(strong: bytearray, start: int, end: int) -> int | None:
    """Return the last L or R in the stretch, or None."""
    left = strong.rfind(b"L", start, end)
    right = strong.rfind(b"R", start, end)
    if left == right:
        return None
    return strong[max(left, right)]


def _pair_direction(
    strong: bytearray, opening: int, closing: int, direction: int, context: int
) -> int | None:
    """Return the direction that N0 b or c gives a pair, or None when it stays neutral (d)."""
    same, other = DIRECTIONS[direction], DIRECTIONS[1 - direction]
    if strong.find(same, opening, closing) >= 0:
        return same
    if strong.find(other, opening, closing) >= 0:
        return other if context == other else same
    return None


def _end_of_marks(codes: bytes, bracket: int) -> int:
    found = _MARKS.match(codes, bracket + 1)
    return found.end() if found else bracket + 1
