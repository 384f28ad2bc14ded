"""Fonts of this machine, found through fontconfig, judged and cut down to what a text needs.

Exporters read no disk: they ask here. HarfBuzz does the cutting, in a fiftieth of a second.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_REGULAR, _BOLD, _NORMAL_WIDTH = "80", "200", "100"
"""Fontconfig's numbers (fontconfig.h): FC_WEIGHT_REGULAR, FC_WEIGHT_BOLD, FC_WIDTH_NORMAL."""

_FORMAT = "%{weight}\t%{slant}\t%{width}\t%{index}\t%{variable}\t%{file}\n"
_LARGEST = 64 * 2**20

# OpenType, table OS/2, field fsType: restricted licence, no subsetting, bitmaps only.
_RESTRICTED, _EDITABLE_OR_LESS, _NO_SUBSETTING, _BITMAPS_ONLY = 0x0002, 0x000C, 0x0100, 0x0200

_MEDIA_TYPES = {b"\x00\x01\x00\x00": "font/ttf", b"true": "font/ttf", b"OTTO": "font/otf"}


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a family: a font file of the machine. ``weight`` is 400 or 700."""

    family: str
    path: Path
    index: int
    weight: int
    italic: bool


@cache
def faces(family: str) -> tuple[Face, ...]:
    """Return the regular and bold faces of a family, upright and slanted, none if it is missing.

    Variable fonts are left out, since a reader of books may show their default weight alone.
    """
    found: dict[tuple[int, bool], Face] = {}
    for line in sorted(_listed(family), key=lambda fields: fields[-1]):
        face = _face(family, line)
        if face is not None:
            found.setdefault((face.weight, face.italic), face)
    return tuple(found[key] for key in sorted(found))


def _listed(family: str) -> list[list[str]]:
    """Ask fontconfig for the exact family; without its program there are no fonts to be had."""
    pattern = ":family=" + "".join(f"\\{char}" if char in "\\-:,=" else char for char in family)
    try:
        answer = subprocess.run(
            ["fc-list", "-f", _FORMAT, pattern],  # noqa: S607 - wherever a package manager puts it
            capture_output=True,
            check=True,
            timeout=30,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return []
    lines = answer.stdout.decode("utf-8", "replace").split("\n")
    return [line.split("\t", 5) for line in lines if line.count("\t") == 5]


def _face(family: str, fields: list[str]) -> Face | None:
    weight, slant, width, index, variable, path = fields
    if weight not in (_REGULAR, _BOLD) or width != _NORMAL_WIDTH or variable != "False":
        return None
    # Beyond 16 bits the number names an instance of a variable font.
    if not index.isdigit() or int(index) > 0xFFFF or not slant.isdigit():
        return None
    return Face(family, Path(path), int(index), 700 if weight == _BOLD else 400, slant != "0")


class FontError(Exception):
    """A font cannot be embedded; the message says why in words for the user."""


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """A font cut down to some characters, ready to stand in a publication."""

    data: bytes
    media_type: str


@cache
def load(face: Face) -> bytes:
    """Return the font file of a face. Raises FontError when it cannot be read."""
    try:
        if face.path.stat().st_size > _LARGEST or not face.path.is_file():
            raise FontError("its file is too large")
        return face.path.read_bytes()
    except OSError as error:
        raise FontError(f"its file cannot be read ({error.strerror})") from error


@cache
def covered(face: Face) -> frozenset[int]:
    """Return the code points that a face has glyphs for. Raises FontError as load does."""
    import uharfbuzz

    return frozenset(uharfbuzz.Face(load(face), face.index).unicodes)


def subset(face: Face, characters: Iterable[str]) -> EmbeddedFont:
    """Return a face with the glyphs of the characters and all their OpenType features.

    Raises FontError when its licence bits forbid it (OpenType, OS/2, fsType) or it cannot be read.
    """
    import uharfbuzz

    source = uharfbuzz.Face(load(face), face.index)
    _check_licence(source)
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.update({ord(char) for char in characters})
    # All features: without the joining forms an Arabic font is no Arabic font.
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    try:
        data = uharfbuzz.subset(source, wanted).blob.data
    except Exception as error:
        raise FontError("its tables are damaged") from error
    media_type = _MEDIA_TYPES.get(data[:4])
    if media_type is None:
        raise FontError("it is neither TrueType nor OpenType")
    return EmbeddedFont(data, media_type)


def _check_licence(source: object) -> None:
    table = source.reference_table("OS/2").data  # type: ignore[attr-defined]
    rights = int.from_bytes(table[8:10], "big")
    if rights & _RESTRICTED and not rights & _EDITABLE_OR_LESS:
        raise FontError("its licence bits forbid embedding")
    if rights & (_NO_SUBSETTING | _BITMAPS_ONLY):
        raise FontError("its licence bits forbid subsets")
