"""Write src/warraq/lang/bidi_data.py from the files of the Unicode Character Database.

Usage: `python tools/generate_bidi_data.py [FOLDER]`, where FOLDER holds the database as it is
published (Debian's package `unicode-data` lays it in /usr/share/unicode, the default).
The table is committed, so that a resolved paragraph does not depend on the Unicode version
of the Python that runs; `tests/spec/test_bidi_data.py` holds it to the database.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from warraq.lang.bidi_classes import CLOSE, CODES, OPEN

DATABASE = Path("/usr/share/unicode")
TARGET = Path(__file__).resolve().parent.parent / "src/warraq/lang/bidi_data.py"
LAST = 0x10FFFF
WIDTH = 96

HEADER = '''"""Bidi properties of Unicode {version} as compact tables, generated: do not edit.

Written by tools/generate_bidi_data.py from DerivedBidiClass.txt, BidiBrackets.txt,
BidiMirroring.txt and UnicodeData.txt. Unassigned code points have the class that the
database reserves for them (its @missing lines).
"""

UNICODE_VERSION = "{version}"
'''


def fields(path: Path) -> Iterator[list[str]]:
    """Yield the semicolon-separated fields of each data line, comments removed."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        data = line.partition("#")[0].strip()
        if data:
            yield [field.strip() for field in data.split(";")]


def span(text: str) -> range:
    """Read `0590..05FF` or `0041` as the code points it names."""
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def version(folder: Path) -> str:
    """Return the version that the first line of DerivedBidiClass.txt states."""
    with (folder / "extracted/DerivedBidiClass.txt").open(encoding="utf-8") as lines:
        found = re.search(r"-(\d+\.\d+\.\d+)\.txt", next(lines))
    if found is None:
        raise ValueError("DerivedBidiClass.txt does not begin with its version")
    return found[1]


def long_names(folder: Path) -> dict[str, str]:
    """Map the long names that @missing lines use to the short names: Arabic_Letter → AL."""
    rows = fields(folder / "PropertyValueAliases.txt")
    return {row[2]: row[1] for row in rows if row[0] == "bc"}


def missing(path: Path) -> Iterator[list[str]]:
    """Yield range and long class name of each @missing line, in the order of the file."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# @missing:"):
            yield [field.strip() for field in line.partition(":")[2].split(";")]


def class_codes(folder: Path) -> bytearray:
    """Return one class code per code point, brackets told apart from other neutrals."""
    path = folder / "extracted/DerivedBidiClass.txt"
    names = long_names(folder)
    table = bytearray(LAST + 1)
    defaults = [(points, names[name]) for points, name in missing(path)]
    assigned = [(row[0], row[1]) for row in fields(path)]
    for points, name in [*defaults, *assigned]:
        covered = span(points)
        table[covered.start : covered.stop] = bytes([CODES[name]]) * len(covered)
    for point, _, kind in fields(folder / "BidiBrackets.txt"):
        table[int(point, 16)] = {"o": OPEN, "c": CLOSE}[kind]
    return table


def canonical(folder: Path) -> dict[int, int]:
    """Map each code point with a canonical decomposition to one other code point to that one."""
    rows = fields(folder / "UnicodeData.txt")
    return {
        int(row[0], 16): int(row[5], 16) for row in rows if re.fullmatch(r"[0-9A-F]{4,6}", row[5])
    }


def brackets(folder: Path) -> dict[int, int]:
    """Map every bracket, opening or closing, to the canonical opening bracket of its pair."""
    same = canonical(folder)
    pairs: dict[int, int] = {}
    for point, partner, kind in fields(folder / "BidiBrackets.txt"):
        opening = int(point if kind == "o" else partner, 16)
        pairs[int(point, 16)] = same.get(opening, opening)
    return pairs


def mirrors(folder: Path) -> dict[int, int]:
    """Map each character to the one whose glyph is usually its mirror image."""
    return {int(row[0], 16): int(row[1], 16) for row in fields(folder / "BidiMirroring.txt")}


def wrapped(items: Sequence[str], separator: str, limit: int) -> Iterator[str]:
    """Yield the items joined into lines of at most `limit` characters."""
    line = ""
    for item in items:
        if line and len(line) + len(separator) + len(item) > limit:
            yield line
            line = ""
        line = line + separator + item if line else item
    yield line


def number_tuple(name: str, numbers: Sequence[int]) -> str:
    """Write a tuple of code points, unformatted: one number a line would be a book."""
    lines = wrapped([f"0x{number:X}," for number in numbers], " ", WIDTH)
    body = "\n".join(f"    {line}" for line in lines)
    return f"# fmt: off\n{name}: tuple[int, ...] = (\n{body}\n)\n# fmt: on\n"


def byte_string(name: str, value: str) -> str:
    """Write an ASCII byte string over several lines."""
    lines = wrapped(list(value), "", WIDTH - 8)
    body = "\n".join(f'    b"{line}"' for line in lines)
    return f"{name} = (\n{body}\n)\n"


def flat(pairs: dict[int, int]) -> list[int]:
    """Lay the pairs one after the other, sorted by their first number."""
    return [number for pair in sorted(pairs.items()) for number in pair]


def module_text(folder: Path) -> str:
    """Return the text of the generated module for the database in `folder`."""
    runs = [(code, next(points)) for code, points in _runs(class_codes(folder))]
    return "\n".join(
        [
            HEADER.format(version=version(folder)),
            "# The first code point of each range of one class; the class codes follow in step.",
            number_tuple("RANGE_STARTS", [start for _, start in runs]),
            byte_string("RANGE_CODES", "".join(chr(code) for code, _ in runs)),
            "# Each bracket, then the canonical opening bracket of its pair.",
            number_tuple("BRACKETS", flat(brackets(folder))),
            "# Each mirrored character, then the character that shows its mirror image.",
            number_tuple("MIRRORS", flat(mirrors(folder))),
        ]
    )


def _runs(table: bytearray) -> Iterator[tuple[int, Iterator[int]]]:
    return groupby(range(len(table)), key=table.__getitem__)


def main(arguments: Sequence[str]) -> None:
    """Write the module from the folder named on the command line."""
    folder = Path(arguments[0]) if arguments else DATABASE
    TARGET.write_text(module_text(folder), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
