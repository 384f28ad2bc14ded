"""Fonts: embedded, subset, and telling the same as the PDF says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise

from fontTools.ttLib import TTFont
from pikepdf import Name

from tests.validators.pdf_checks import archival, rule
from tests.validators.pdf_checks.reading import File, Font

_NEVER = {0x0, 0xFEFF, 0xFFFE}


def _program(font: Font) -> TTFont:
    return TTFont(BytesIO(font.program.read_bytes()), lazy=True)


def _name(font: Font) -> str:
    return str(font.dictionary.BaseFont)


@rule("31-009")
def fonts_are_embedded(file: File) -> Iterator[str]:
    """Each font is in the file."""
    for font, _ in file.used_fonts:
        if font.program is None:
            yield f"{_name(font)} is not embedded"


@rule("31-006")
def codes_lead_to_glyphs(file: File) -> Iterator[str]:
    """A TrueType font says which glyph a code is."""
    for font, _ in file.used_fonts:
        if font.descendant.Subtype == Name.CIDFontType2 and "/CIDToGIDMap" not in font.descendant:
            yield f"{_name(font)} does not lead to its glyphs"


@rule("31-027")
def fonts_have_texts(file: File) -> Iterator[str]:
    """Each font has a map to Unicode."""
    for font, _ in file.used_fonts:
        if "/ToUnicode" not in font.dictionary:
            yield f"{_name(font)} has no map to Unicode"


@rule("31-028")
def texts_are_characters(file: File) -> Iterator[str]:
    """No code maps to U+0000, U+FEFF or U+FFFE."""
    for font, used in file.used_fonts:
        wrong = [
            code for code in used if {ord(char) for char in font.to_unicode.get(code, "")} & _NEVER
        ]
        if wrong:
            yield f"{_name(font)}: codes {wrong[:5]} map to no character"


@rule("31-030")
def no_missing_glyph_is_shown(file: File) -> Iterator[str]:
    """The glyph for what a font lacks is never shown."""
    for font, used in file.used_fonts:
        if 0 in used or font.dictionary.Encoding != Name("/Identity-H"):
            yield f"{_name(font)} shows the glyph for what it lacks"


@rule("31-011")
def glyphs_are_there(file: File) -> Iterator[str]:
    """Each code that is shown has a glyph in the embedded font."""
    for font, used in file.used_fonts:
        if font.program is not None:
            count = _program(font)["maxp"].numGlyphs
            if max(used) >= count:
                yield f"{_name(font)} has {count} glyphs and shows {max(used)}"


@rule("31-012")
def widths_agree(file: File) -> Iterator[str]:
    """The widths in the PDF are those of the embedded font, to a thousandth of an em."""
    for font, used in file.used_fonts:
        if font.program is None:
            continue
        program = _program(font)
        metrics, names = program["hmtx"], program.getGlyphOrder()
        scale = 1000 / program["head"].unitsPerEm
        standard = float(font.descendant.get("/DW", 1000))
        for code in sorted(used):
            if code >= len(names):
                continue
            own = metrics[names[code]][0] * scale
            stated = font.widths.get(code, standard)
            if abs(own - stated) > 1:
                yield f"{_name(font)}: code {code} is {own:.1f} wide and said to be {stated:g}"


@rule("32000-2 9.9.2")
def fonts_are_subset(file: File) -> Iterator[str]:
    """An embedded font has few outlines beyond those that are shown, and says so in its name."""
    for font, used in file.used_fonts:
        if not re.match(r"/[A-Z]{6}\+", _name(font)):
            yield f"{_name(font)} does not say that it is a part"
        if font.program is None:
            continue
        program = _program(font)
        if "loca" in program:
            outlines = sum(start != end for start, end in pairwise(program["loca"].locations))
            if outlines > 4 * len(used) + 40:
                yield f"{_name(font)} has {outlines} outlines for {len(used)} codes"


@rule("31-016", archival)
def sets_of_glyphs_are_complete(file: File) -> Iterator[str]:
    """A font either lists all of its glyphs or, better, lists none (ISO 19005-2, 6.2.11.4.2)."""
    for font, _ in file.used_fonts:
        if "/CIDSet" in font.descriptor:
            yield f"{_name(font)} lists its glyphs"
