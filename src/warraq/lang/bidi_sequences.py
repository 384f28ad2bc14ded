"""UAX #9 X9 and X10: removed characters, level runs and isolating run sequences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from warraq.lang.bidi_classes import CODES, REMOVED
from warraq.lang.bidi_explicit import DIRECTIONS

Span = tuple[int, int]

_KEPT = re.compile(rb"[^" + REMOVED + rb"]+")
_SAME_LEVEL = re.compile(rb"(.)\1*", re.DOTALL)
_MATCHED_INITIATORS: Final = b"ij"
_UNMATCHED_INITIATORS: Final = b"IJ"
_MATCHED_PDI: Final = CODES["PDI"]


def kept_spans(codes: bytes) -> list[Span]:
    """Return the stretches of characters that X9 does not remove."""
    return [found.span() for found in _KEPT.finditer(codes)]


def gather(values: bytes | bytearray, spans: Sequence[Span]) -> bytes:
    """Join the stretches of a byte string."""
    return b"".join([values[start:end] for start, end in spans])


def spread(values: bytes, spans: Sequence[Span], length: int, before: int) -> bytes:
    """Lay values of kept characters out again over all characters.

    A removed character repeats the value of the character before it (UAX #9, 5.2); those
    before the first kept one get `before`.
    """
    result = bytearray(length)
    end, taken, last = 0, 0, before
    for start, stop in spans:
        result[end:start] = bytes([last]) * (start - end)
        following = taken + stop - start
        result[start:stop] = values[taken:following]
        end, taken, last = stop, following, values[following - 1]
    result[end:] = bytes([last]) * (length - end)
    return bytes(result)


@dataclass(slots=True)
class IsolatingRunSequence:
    """Level runs joined over isolates (BD13), with what the rules need of their surroundings.

    `before` and `after` are the direction codes sos and eos (X10).
    """

    level: int
    before: int
    after: int = 0
    spans: list[Span] = field(default_factory=list)


def isolating_run_sequences(
    codes: bytes, levels: bytes, base: int
) -> Iterator[IsolatingRunSequence]:
    """Yield each isolating run sequence of a paragraph without removed characters.

    `codes` are those of `match_isolates`, before any override: a run ends with an isolate
    initiator whatever class an override has given that character.
    """
    if not levels:
        return
    if levels.count(levels[0]) == len(levels):
        yield _whole(codes, levels[0], base)
        return
    interrupted: list[IsolatingRunSequence] = []
    for start, end in (found.span() for found in _SAME_LEVEL.finditer(levels)):
        if codes[start] == _MATCHED_PDI and interrupted:
            sequence = interrupted.pop()
        else:
            outside = levels[start - 1] if start else base
            sequence = IsolatingRunSequence(levels[start], _direction(levels[start], outside))
        sequence.spans.append((start, end))
        if codes[end - 1] in _MATCHED_INITIATORS:
            interrupted.append(sequence)
        else:
            sequence.after = _direction_after(codes, levels, end, base)
            yield sequence


def _whole(codes: bytes, level: int, base: int) -> IsolatingRunSequence:
    direction = _direction(level, base)
    return IsolatingRunSequence(level, direction, direction, [(0, len(codes))])


def _direction_after(codes: bytes, levels: bytes, end: int, base: int) -> int:
    """Return eos. After an isolate that never ends the paragraph's own level counts."""
    at_end = end == len(levels) or codes[end - 1] in _UNMATCHED_INITIATORS
    return _direction(levels[end - 1], base if at_end else levels[end])


def _direction(level: int, outside: int) -> int:
    return DIRECTIONS[max(level, outside) % 2]
