"""The Unicode Bidirectional Algorithm (UAX #9): levels, order and mirroring of a paragraph.

The character properties are those of Unicode `bidi_data.UNICODE_VERSION`, whatever the Python.
One call resolves one paragraph. Mind that a line feed is a paragraph separator (class B) here:
a caller whose text has soft line breaks gives them as spaces, hard ones as U+2028 (class WS).

The rules stand in sibling modules, in the order of the annex: bidi_explicit (P2 to X8),
bidi_sequences (X9, X10), bidi_weak (W1 to W7), bidi_neutral (N0 to N2). Time is linear in the
length of the paragraph, whatever it nests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from warraq.lang.bidi_classes import (
    NAMES,
    REMOVED,
    BidiClass,
    bidi_class,
    codes_of_classes,
    codes_of_text,
)
from warraq.lang.bidi_data import BRACKETS, MIRRORS, UNICODE_VERSION
from warraq.lang.bidi_explicit import (
    DIRECTIONS,
    Explicit,
    explicit_levels,
    first_strong_level,
)
from warraq.lang.bidi_neutral import BRACKET, resolve_brackets, resolve_neutral
from warraq.lang.bidi_sequences import (
    IsolatingRunSequence,
    Span,
    gather,
    isolating_run_sequences,
    kept_spans,
    spread,
)
from warraq.lang.bidi_weak import resolve_weak

__all__ = [
    "UNICODE_VERSION",
    "BidiClass",
    "Resolution",
    "bidi_class",
    "first_strong",
    "line_levels",
    "mirrored",
    "resolve",
    "resolve_classes",
    "visual_order",
]

_BRACKET_KEYS: Final = {
    chr(bracket): chr(key) for bracket, key in zip(BRACKETS[::2], BRACKETS[1::2], strict=True)
}
_MIRRORS: Final = {
    chr(char): chr(image) for char, image in zip(MIRRORS[::2], MIRRORS[1::2], strict=True)
}

_SEPARATOR: Final = b"P"
_REMOVED = re.compile(rb"[" + REMOVED + rb"]")

# Classes that cannot leave the direction of text whose surroundings and level have it too.
_STAYING: Final = (b"LESTCMWOG()", b"RASTCMWOG()")

# L1: white space and isolate formatting, with removed characters between, before a separator
# or the end of the line. The lookbehind tries every such stretch only once.
_SPACES: Final = rb"Wijfp" + REMOVED
_RESET = re.compile(rb"(?<![" + _SPACES + rb"])[" + _SPACES + rb"]*+(?:[GP]|\Z)")


@dataclass(frozen=True, slots=True)
class Resolution:
    """The resolved directions of one paragraph, one entry for each character (code point).

    `base` is the paragraph embedding level, 0 or 1. `levels` are those of I1 and I2, before the
    line rule L1 (see `line_levels`). `classes` are the classes after W1 to N2: L, R, EN or AN.
    `removed` holds the indices of the characters that X9 removes: embeddings, overrides and
    boundary neutrals, such as ZERO WIDTH NON-JOINER. They have the level and the class of the
    character before them, or those of the paragraph at its start. A paragraph separator has
    the level and the direction of the paragraph.
    """

    base: int
    levels: tuple[int, ...]
    removed: frozenset[int]
    classes: tuple[BidiClass, ...]


def resolve(text: str, base: int | None = None) -> Resolution:
    """Resolve one paragraph (P2 to I2).

    `base` is the paragraph level, 0 or 1; None takes that of the first strong character outside
    isolates, or 0 where there is none. A paragraph separator within the text ends the paragraph:
    what comes after it is resolved afresh, at the same base level. Raises ValueError for any
    other base.
    """
    return _resolve(codes_of_text(text), text, base)


def resolve_classes(classes: Sequence[str], base: int | None = None) -> Resolution:
    """Resolve a paragraph given by the bidirectional classes of its characters.

    No character is a bracket; otherwise as `resolve`. Raises ValueError for an unknown class.
    """
    return _resolve(codes_of_classes(classes), "", base)


def first_strong(text: str) -> int | None:
    """Return the level, 0 or 1, of the first strong character of a paragraph (P2, P3).

    Isolates are passed over; the search ends at a paragraph separator. None when no character
    is strong, so that the caller may inherit a direction.
    """
    return _first_strong(codes_of_text(text))


def line_levels(
    resolution: Resolution, text_or_classes: str | Sequence[str], start: int, end: int
) -> tuple[int, ...]:
    """Return the levels of the line `[start:end]` of a resolved paragraph (L1).

    Separators, and white space before them or at the end of the line, have the paragraph level.
    """
    part = text_or_classes[start:end]
    codes = codes_of_text(part) if isinstance(part, str) else codes_of_classes(part)
    levels = list(resolution.levels[start:end])
    for found in _RESET.finditer(codes):
        levels[found.start() : found.end()] = [resolution.base] * len(found[0])
    return tuple(levels)


def visual_order(levels: Sequence[int]) -> list[int]:
    """Return the indices of a line's characters from left to right (L2).

    Raises ValueError for a level that is not in 0 to 255.
    """
    order = list(range(len(levels)))
    packed = bytes(levels)
    # L2 reverses once for each level from the highest down to 1. Those between two levels that
    # occur cut the line alike, and what is reversed an even number of times stays as it was.
    for below, level in reversed(list(pairwise(sorted({0, *packed})))):
        if (level - below) % 2:
            for found in _at_least(level).finditer(packed):
                start, stop = found.span()
                order[start:stop] = order[start:stop][::-1]
    return order


@cache
def _at_least(level: int) -> re.Pattern[bytes]:
    return re.compile(rb"[" + re.escape(bytes([level])) + rb"-\xff]+")


def mirrored(char: str) -> str | None:
    """Return the character that shows the mirror image of `char` (L4), or None if there is none.

    It is for characters at an odd level only (Bidi_Mirroring_Glyph).
    """
    return _MIRRORS.get(char)


def _first_strong(codes: bytes) -> int | None:
    return first_strong_level(codes.partition(_SEPARATOR)[0])


def _resolve(codes: bytes, text: str, base: int | None) -> Resolution:
    if base is None:
        base = _first_strong(codes) or 0
    elif base not in (0, 1):
        raise ValueError(f"a paragraph level is 0 or 1, not {base!r}")
    if _SEPARATOR in codes:
        resolved, levels = _paragraphs(codes, text, base)
    else:
        resolved, levels = _paragraph(codes, text, base)
    return Resolution(
        base=base,
        levels=tuple(levels),
        removed=frozenset(found.start() for found in _REMOVED.finditer(codes)),
        classes=tuple(map(NAMES.__getitem__, resolved)),
    )


def _paragraphs(codes: bytes, text: str, base: int) -> tuple[bytes, bytes]:
    """Resolve each paragraph by itself; a separator has the level of the paragraph (P1, X8)."""
    resolved, levels, start = bytearray(), bytearray(), 0
    for paragraph in codes.split(_SEPARATOR):
        end = start + len(paragraph)
        pieces = _paragraph(paragraph, text[start:end], base)
        resolved += pieces[0] + DIRECTIONS[base : base + 1]
        levels += pieces[1] + bytes([base])
        start = end + 1
    return bytes(resolved[:-1]), bytes(levels[:-1])


def _paragraph(codes: bytes, text: str, base: int) -> tuple[bytes, bytes]:
    """Return the resolved codes and levels of a paragraph without its separator."""
    explicit = explicit_levels(codes, base)
    spans = kept_spans(codes)
    if spans == [(0, len(codes))]:
        return _kept(explicit, text, base)
    kept_text = "".join([text[start:end] for start, end in spans])
    marks, overridden, embedded = (
        gather(values, spans) for values in (explicit.marks, explicit.codes, explicit.levels)
    )
    resolved, levels = _kept(Explicit(marks, overridden, embedded), kept_text, base)
    direction = DIRECTIONS[base]
    return spread(resolved, spans, len(codes), direction), spread(levels, spans, len(codes), base)


def _kept(explicit: Explicit, text: str, base: int) -> tuple[bytes, bytes]:
    """Return the resolved codes and levels of a paragraph of which nothing is removed (X10)."""
    resolved, levels = bytearray(explicit.codes), bytearray(explicit.levels)
    for sequence in isolating_run_sequences(explicit.marks, explicit.levels, base):
        codes = _sequence(sequence, explicit.codes, text)
        implicit = codes.translate(_implicit_levels(sequence.level))
        taken = 0
        for start, end in sequence.spans:
            upto = taken + end - start
            resolved[start:end] = codes[taken:upto]
            levels[start:end] = implicit[taken:upto]
            taken = upto
    return bytes(resolved), bytes(levels)


def _sequence(sequence: IsolatingRunSequence, all_codes: bytes, text: str) -> bytes:
    """Return the codes of one isolating run sequence after W1 to N2."""
    level, before, after = sequence.level, sequence.before, sequence.after
    codes = gather(all_codes, sequence.spans)
    direction = DIRECTIONS[level % 2 :][:1]
    if before == after == direction[0] and not codes.translate(None, _STAYING[level % 2]):
        return direction * len(codes)
    keys = _bracket_keys(codes, text, sequence.spans)
    codes = resolve_weak(codes, before)
    if keys:
        codes = resolve_brackets(codes, keys, level, before)
    return resolve_neutral(codes, level, before, after)


def _bracket_keys(codes: bytes, text: str, spans: Sequence[Span]) -> str:
    """Return the pair that each bracket of a sequence belongs to; nothing if none can pair."""
    if b"(" not in codes or b")" not in codes:
        return ""
    part = "".join([text[start:end] for start, end in spans])
    return "".join([_BRACKET_KEYS[part[found.start()]] for found in BRACKET.finditer(codes)])


@cache
def _implicit_levels(level: int) -> bytes:
    """Return the table from resolved codes to levels (I1, I2)."""
    odd = level % 2
    return bytes.maketrans(b"LREN", bytes([level + odd, level + 1 - odd, *[level + 2 - odd] * 2]))
