"""The bidirectional character types of UAX #9, each with a one-byte code.

A paragraph's types are kept as a byte string of these codes, so that a rule of the algorithm
is a pattern over bytes and runs at the speed of the pattern matcher, not of a Python loop.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, Literal, TypeAlias

BidiClass: TypeAlias = Literal[
    "L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON",
    "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
]  # fmt: skip
"""The short names of the values of Bidi_Class (UAX #44, table 13)."""

_NAMES: Final[dict[str, BidiClass]] = {
    "L": "L", "R": "R", "A": "AL",
    "E": "EN", "N": "AN", "S": "ES", "T": "ET", "C": "CS",
    "M": "NSM", "W": "WS", "O": "ON", "G": "S", "P": "B", "Z": "BN",
    "l": "LRE", "r": "RLE", "x": "LRO", "y": "RLO", "q": "PDF",
    "i": "LRI", "j": "RLI", "f": "FSI", "p": "PDI",
}  # fmt: skip

CODES: Final[dict[str, int]] = {name: ord(code) for code, name in _NAMES.items()}
"""The code of each class by its short name."""

# Characters of class ON with Bidi_Paired_Bracket_Type Open or Close have codes of their own:
# whoever does not resolve brackets treats them as O.
OPEN: Final = ord("(")
CLOSE: Final = ord(")")

NAMES: Final[dict[int, BidiClass]] = {
    **{ord(code): name for code, name in _NAMES.items()},
    OPEN: "ON",
    CLOSE: "ON",
}
"""The short name of the class of each code."""

# Characters that rule X9 removes: explicit embeddings and overrides, and boundary neutrals.
REMOVED: Final = b"lrxyqZ"

_REMEMBERED: Final = 1 << 16


class _Codes(dict[str, int]):
    """Class code by character: looked up in the range table once, then remembered."""

    def __missing__(self, char: str) -> int:
        # Loaded here because the generator of the table needs the codes before there is one.
        from warraq.lang.bidi_data import RANGE_CODES, RANGE_STARTS

        code = RANGE_CODES[bisect_right(RANGE_STARTS, ord(char)) - 1]
        # A text made of every code point there is must not be remembered for good.
        if len(self) < _REMEMBERED:
            self[char] = code
        return code


_code_of = _Codes().__getitem__


def codes_of_text(text: str) -> bytes:
    """Return the class code of every character (code point) of the text."""
    return bytes(map(_code_of, text))


def codes_of_classes(classes: Iterable[str]) -> bytes:
    """Return the codes of classes given by their short names.

    Raises ValueError for a name that is no value of Bidi_Class.
    """
    try:
        return bytes([CODES[name] for name in classes])
    except KeyError as error:
        raise ValueError(f"{error.args[0]!r} is not a bidirectional class") from None


def bidi_class(char: str) -> BidiClass:
    """Return the Bidi_Class of one character, assigned or not.

    Raises TypeError when `char` is not exactly one character.
    """
    return NAMES[_code_of(char)]
