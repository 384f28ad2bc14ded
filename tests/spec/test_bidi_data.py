"""The generated bidi tables against the Unicode Character Database they are made from."""

from __future__ import annotations

import runpy
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from warraq.lang import bidi, bidi_data

DATABASE = Path("/usr/share/unicode")
GENERATOR = Path(__file__).parents[2] / "tools/generate_bidi_data.py"


def database_rows() -> Iterator[list[str]]:
    path = DATABASE / "UnicodeData.txt"
    if not path.exists():
        pytest.fail(f"{path} is missing: `make test` installs it (Debian package unicode-data)")
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line:
            yield line.split(";")


def assigned_classes() -> Iterator[tuple[int, str]]:
    """Yield every assigned code point and its class from UnicodeData.txt, field 4."""
    first = 0
    for point, name, _, _, bidi_class, *_ in database_rows():
        last = int(point, 16)
        if not name.endswith(", Last>"):
            first = last
        for assigned in range(first, last + 1):
            yield assigned, bidi_class


def test_the_module_is_what_the_generator_writes() -> None:
    generator = runpy.run_path(str(GENERATOR))
    database_rows()
    expected = generator["module_text"](DATABASE)
    assert Path(bidi_data.__file__).read_text(encoding="utf-8") == expected


def test_every_assigned_character_has_the_class_of_the_database() -> None:
    wrong = {
        f"U+{point:04X}": (bidi.bidi_class(chr(point)), expected)
        for point, expected in assigned_classes()
        if bidi.bidi_class(chr(point)) != expected
    }
    assert not wrong


def test_unassigned_code_points_have_the_class_reserved_for_them() -> None:
    # One of each @missing line of DerivedBidiClass.txt, and the default-ignorable ones.
    reserved = {
        "\u05ff": "R", "\u07b2": "AL", "\u07fb": "R", "\u086b": "AL",
        "\u20c1": "ET", "\ufb1c": "L", "\ufb37": "R", "\ufbc3": "AL", "\ufefe": "AL",
        "\U00010806": "R", "\U00010d28": "AL", "\U00010d3f": "AL", "\U00010efc": "AL",
        "\U0001e8ff": "R", "\U0001ec6f": "R", "\U0001ecbf": "AL", "\U0001eeff": "AL",
        "\u2065": "BN", "\ufdd0": "BN", "\U000e0fff": "BN", "\U0010ffff": "BN",
        "\u0378": "L", "\ud800": "L", "\ue000": "L", "\U0010fffd": "L",
    }  # fmt: skip
    assert {char: bidi.bidi_class(char) for char in reserved} == reserved


def test_every_mirror_image_is_of_a_mirrored_character() -> None:
    mirrored = {int(row[0], 16) for row in database_rows() if row[9] == "Y"}
    characters = bidi_data.MIRRORS[::2]
    assert len(characters) > 400
    assert set(characters) <= mirrored


def test_the_pairs_of_brackets_are_those_of_punctuation() -> None:
    categories = {unicodedata.category(chr(point)) for point in bidi_data.BRACKETS[::2]}
    assert categories == {"Ps", "Pe"}
    assert {unicodedata.category(chr(point)) for point in bidi_data.BRACKETS[1::2]} == {"Ps"}
