"""Every case of the Unicode conformance files for UAX #9, BidiTest.txt and BidiCharacterTest.txt.

The files come with Debian's package `unicode-data`. Where they are missing the tests fail:
conformance that is not shown is not claimed.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from warraq.lang import bidi

DATABASE = Path("/usr/share/unicode")
CHARACTER_CASES = 91_707
CLASS_LINES = 490_846

# Slices of a file, so that parallel workers share it.
CHUNKS = 8
BASES = {0b001: None, 0b010: 0, 0b100: 1}


def unicode_lines(name: str) -> Iterator[str]:
    """Yield the lines of a conformance file, compressed or not, without their line feeds."""
    plain, packed = DATABASE / name, DATABASE / f"{name}.gz"
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8") as lines:
            yield from (line.rstrip("\n") for line in lines)
    elif plain.exists():
        with plain.open(encoding="utf-8") as lines:
            yield from (line.rstrip("\n") for line in lines)
    else:
        pytest.fail(f"{plain} is missing: `make test` installs it (Debian package unicode-data)")


def character_cases() -> Iterator[str]:
    return (line for line in unicode_lines("BidiCharacterTest.txt") if line[:1] not in ("", "#"))


def class_cases() -> Iterator[tuple[str, str, str]]:
    """Yield the expected levels, the expected order and the data line of each case."""
    levels = order = ""
    for line in unicode_lines("BidiTest.txt"):
        if line.startswith("@Levels:"):
            levels = " ".join(line.partition(":")[2].split())
        elif line.startswith("@Reorder:"):
            order = " ".join(line.partition(":")[2].split())
        elif line[:1] not in ("", "#", "@"):
            yield levels, order, line


def shown(resolution: bidi.Resolution, text_or_classes: str | list[str]) -> tuple[str, str]:
    """Write levels and visual order as the conformance files do: removed characters left out."""
    removed = resolution.removed
    levels = bidi.line_levels(resolution, text_or_classes, 0, len(text_or_classes))
    marked = ["x" if index in removed else str(level) for index, level in enumerate(levels)]
    order = [str(index) for index in bidi.visual_order(levels) if index not in removed]
    return " ".join(marked), " ".join(order)


@pytest.mark.parametrize("name", ["BidiTest", "BidiCharacterTest"])
def test_the_files_are_of_the_version_of_the_tables(name: str) -> None:
    found = re.match(r"# (\w+)-([0-9.]+)\.txt", next(unicode_lines(f"{name}.txt")))
    assert found is not None
    assert found.groups() == (name, bidi.UNICODE_VERSION)


def test_the_files_are_whole() -> None:
    assert sum(1 for _ in character_cases()) == CHARACTER_CASES
    assert sum(1 for _ in class_cases()) == CLASS_LINES


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_character_cases(chunk: int) -> None:
    wrong = [case for case in islice(character_cases(), chunk, None, CHUNKS) if fails(case)]
    assert not wrong, f"{len(wrong)} cases fail, first {wrong[:5]}"


def fails(case: str) -> bool:
    """Tell whether a line of BidiCharacterTest.txt resolves to anything but what it says."""
    points, direction, base, levels, order = case.split(";")
    text = "".join(chr(int(point, 16)) for point in points.split())
    resolution = bidi.resolve(text, {"0": 0, "1": 1, "2": None}[direction])
    return (str(resolution.base), *shown(resolution, text)) != (base, levels, order)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_class_cases(chunk: int) -> None:
    wrong = [
        (line, base)
        for levels, order, line in islice(class_cases(), chunk, None, CHUNKS)
        for base in failing_bases(levels, order, line)
    ]
    assert not wrong, f"{len(wrong)} cases fail, first {wrong[:5]}"


def failing_bases(levels: str, order: str, line: str) -> list[int | None]:
    """Return the paragraph levels at which a line of BidiTest.txt resolves wrongly."""
    names, _, bits = line.partition(";")
    classes = names.split()
    asked = [base for bit, base in BASES.items() if int(bits, 16) & bit]
    return [
        base
        for base in asked
        if shown(bidi.resolve_classes(classes, base), classes) != (levels, order)
    ]
