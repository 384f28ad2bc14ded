"""Colours and pictures: what they look like is stated, now and in a hundred years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from tests.validators.pdf_checks import archival, rule
from tests.validators.pdf_checks.reading import File

_MODES = {
    *("/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten"),
    *("/ColorDodge", "/ColorBurn", "/HardLight", "/SoftLight", "/Difference", "/Exclusion"),
    *("/Hue", "/Saturation", "/Color", "/Luminosity"),
}
_CHANNELS = {b"RGB ": 3, b"CMYK": 4, b"GRAY": 1}


def _intents(file: File) -> list[Any]:
    return [
        item for item in file.root.get("/OutputIntents", ()) if item.get("/S") == Name.GTS_PDFA1
    ]


@rule("19005-2 6.2.3", archival)
def the_intended_colours_are_stated(file: File) -> Iterator[str]:
    """One profile says what the colours look like."""
    intents = _intents(file)
    if len(intents) != 1:
        yield f"there are {len(intents)} statements of colours"
    for intent in intents:
        profile = intent.get("/DestOutputProfile")
        if profile is None:
            yield "there is no profile of colours"
            continue
        data = profile.read_bytes()
        if data[36:40] != b"acsp" or data[12:16] not in (b"mntr", b"prtr"):
            yield "the profile of colours is none"
        elif _CHANNELS.get(data[16:20]) != int(profile.N):
            yield f"the profile is of {data[16:20]!r} and said to have {profile.N} channels"
        if not str(intent.get("/OutputConditionIdentifier", "")):
            yield "the intended colours have no name"


def _spaces(file: File) -> Iterator[Any]:
    for item in file.dictionaries:
        if "/ColorSpace" in item and not isinstance(item.get("/ColorSpace"), Dictionary):
            yield item.get("/ColorSpace")
        if isinstance(item.get("/Group"), Dictionary) and "/CS" in item.Group:
            yield item.Group.CS


@rule("19005-2 6.2.4.3", archival)
def colours_of_devices_are_those_of_the_profile(file: File) -> Iterator[str]:
    """Colours of a device are those that the profile is of: red, green and blue, or grey."""
    for space in _spaces(file):
        if space == Name.DeviceCMYK:
            yield "a picture has the colours of print"
    for number, page in enumerate(file.pdf.pages):
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("k", "K") or (name in ("cs", "CS") and operands[0] == Name.DeviceCMYK):
                yield f"page {number + 1}: a colour of print"
                break


@rule("19005-2 6.2.5", archival)
def graphic_states_are_plain(file: File) -> Iterator[str]:
    """No functions of transfer, no half-tones."""
    for item in file.dictionaries:
        if {"/TR", "/HTP"} & set(item.keys()) or item.get("/TR2", Name.Default) != Name.Default:
            yield "a graphic state changes colours"


@rule("19005-2 6.2.8", archival)
def pictures_are_as_they_are(file: File) -> Iterator[str]:
    """No picture is smoothed, or has another one for other occasions."""
    for item in file.dictionaries:
        if item.get("/Subtype") == Name.Image:
            if item.get("/Interpolate", False):
                yield "a picture is smoothed"
            if {"/Alternates", "/OPI"} & set(item.keys()):
                yield "a picture has another one in its place"


@rule("19005-2 6.2.9", archival)
def forms_are_drawings(file: File) -> Iterator[str]:
    """No PostScript, no references to other files."""
    for item in file.dictionaries:
        if not isinstance(item, Stream) or item.get("/Type", Name.XObject) != Name.XObject:
            continue
        if item.get("/Subtype") == Name.PS or {"/PS", "/Ref", "/OPI"} & set(item.keys()):
            yield "a form is PostScript or lies in another file"


@rule("19005-2 6.2.10", archival)
def blending_is_of_the_standard(file: File) -> Iterator[str]:
    """Blend modes are those of the standard; pages with transparency have a space to blend in."""
    for item in file.dictionaries:
        modes = item.get("/BM")
        for mode in modes if isinstance(modes, Array) else [modes]:
            if isinstance(mode, Name) and str(mode) not in _MODES:
                yield f"there is the blend mode {mode}"
    transparent = any(
        isinstance(item.get("/SMask"), Dictionary | Stream) or float(item.get("/ca", 1)) < 1
        for item in file.dictionaries
    )
    if transparent and not _intents(file):
        for number, page in enumerate(file.pdf.pages):
            if "/CS" not in page.get("/Group", Dictionary()):
                yield f"page {number + 1} has no space to blend in"
