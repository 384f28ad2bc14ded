"""Glyphs added to an embedded font: known glyphs at another place, with another width or text.

A PDF gives each code of a font one width and one text (ISO 32000-2, 9.7.4.3 and 9.10.3). Where a
glyph is wanted with another, the font gets one glyph more, composed of those it has (OpenType 1.9,
glyf: composite glyphs), so that its widths agree with those that the PDF states.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

from warraq.export.pdf.clusters import Component

MAX_GLYPHS = 0xFFFF
_WORDS_XY, _MORE = 0x0003, 0x0020
_NOTHING = (0, 0, 0, 0)

Bounds = tuple[int, int, int, int]
Key = tuple[tuple[Component, ...], int, str]


@dataclass(slots=True)
class Variants:
    """The added glyphs of one font file, in the order of their first use."""

    first: int
    codes: dict[Key, int] = field(default_factory=dict)

    def code(self, components: tuple[Component, ...], advance: int, text: str) -> int | None:
        """Return the code of a glyph, a new one at need; None when the font can hold no more."""
        key = (components, advance, text)
        code = self.codes.get(key)
        if code is None:
            code = self.first + len(self.codes)
            if code >= MAX_GLYPHS:
                return None
            self.codes[key] = code
        return code


@dataclass(slots=True)
class _Tables:
    """The tables of a TrueType font that tell its glyphs apart, unpacked."""

    glyf: bytearray
    loca: list[int]
    metrics: list[tuple[int, int]]

    def bounds(self, glyph: int) -> tuple[Bounds, int]:
        """Return the box of a glyph, and how far it is drawn from it (left bearing less xMin)."""
        if glyph + 1 >= len(self.loca) or self.loca[glyph] == self.loca[glyph + 1]:
            return _NOTHING, 0
        box = struct.unpack_from(">4h", self.glyf, self.loca[glyph] + 2)
        return box, self.metrics[glyph][1] - box[0]

    def pad(self, count: int) -> None:
        """Add empty glyphs up to a number."""
        self.loca += [self.loca[-1]] * (count + 1 - len(self.loca))
        self.metrics += [(0, 0)] * (count - len(self.metrics))

    def add(self, parts: list[tuple[int, int, int]], advance: int) -> None:
        """Add a glyph made of others at whole offsets in font units."""
        data, bearing = b"", 0
        placed = []
        for glyph, dx, dy in parts:
            (left, bottom, right, top), shift = self.bounds(glyph)
            if (left, bottom, right, top) != _NOTHING:
                x = dx + shift
                placed.append((glyph, x, dy, (left + x, bottom + dy, right + x, top + dy)))
        if placed:
            boxes = [box for *_, box in placed]
            bearing = min(box[0] for box in boxes)
            data = struct.pack(
                ">5h",
                -1,
                bearing,
                min(box[1] for box in boxes),
                max(box[2] for box in boxes),
                max(box[3] for box in boxes),
            )
            for index, (glyph, x, y, _) in enumerate(placed):
                flags = _WORDS_XY | (_MORE if index + 1 < len(placed) else 0)
                data += struct.pack(">HHhh", flags, glyph, x, y)
        self.glyf += data + b"\0" * (-len(data) % 4)
        self.loca.append(len(self.glyf))
        self.metrics.append((advance, bearing))


def is_extensible(file_content: bytes) -> bool:
    """Tell whether a font file is one TrueType face with outlines."""
    return file_content[:4] in (b"\0\1\0\0", b"true") and b"glyf" in file_content[:1024]


def extended(file_content: bytes, variants: Variants, units_per_em: int) -> bytes:
    """Return a font file with the variants added at their codes."""
    if not variants.codes:
        return file_content
    reader = SFNTReader(BytesIO(file_content))
    data: dict[str, Any] = {tag: reader[tag] for tag in reader.keys()}  # noqa: SIM118
    tables = _unpack(data)
    tables.pad(variants.first)
    scale = units_per_em / 1000
    most = 1
    for components, advance, _ in variants.codes:
        parts = [(glyph, round(x * scale), round(y * scale)) for glyph, x, y in components]
        most = max(most, len(parts))
        tables.add(parts, max(0, round(advance * scale)))
    _pack(data, tables, most)
    output = BytesIO()
    writer = SFNTWriter(output, len(data), reader.sfntVersion)
    for tag in sorted(data):
        writer[tag] = data[tag]
    writer.close()
    return output.getvalue()


def _unpack(data: dict[str, Any]) -> _Tables:
    count = struct.unpack_from(">H", data["maxp"], 4)[0]
    if struct.unpack_from(">h", data["head"], 50)[0]:
        loca = list(struct.unpack_from(f">{count + 1}L", data["loca"]))
    else:
        loca = [2 * place for place in struct.unpack_from(f">{count + 1}H", data["loca"])]
    long = struct.unpack_from(">H", data["hhea"], 34)[0]
    metrics = list(struct.iter_unpack(">Hh", data["hmtx"][: 4 * long]))
    bearings = struct.unpack_from(f">{count - long}h", data["hmtx"], 4 * long)
    metrics += [(metrics[-1][0], bearing) for bearing in bearings]
    glyf = bytearray(data["glyf"][: loca[-1]])
    glyf += b"\0" * (-len(glyf) % 4)
    # The last glyph ends where the next begins, and so do empty glyphs after it.
    end = loca[-1]
    return _Tables(glyf, [len(glyf) if place == end else place for place in loca], metrics)


def _pack(data: dict[str, Any], tables: _Tables, components: int) -> None:
    count = len(tables.metrics)
    data["glyf"] = bytes(tables.glyf)
    data["loca"] = struct.pack(f">{len(tables.loca)}L", *tables.loca)
    data["hmtx"] = b"".join(struct.pack(">Hh", *metric) for metric in tables.metrics)
    head, hhea, maxp = (bytearray(data[tag]) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 34, count)
    widest = max(advance for advance, _ in tables.metrics)
    struct.pack_into(">H", hhea, 10, widest)
    struct.pack_into(">H", maxp, 4, count)
    _raise_limits(maxp, components)
    data["head"], data["hhea"], data["maxp"] = bytes(head), bytes(hhea), bytes(maxp)


def _raise_limits(maxp: bytearray, components: int) -> None:
    """Raise the limits that the font states for its composite glyphs (OpenType 1.9, maxp)."""
    points, contours, all_points, all_contours = struct.unpack_from(">4H", maxp, 6)
    elements, depth = struct.unpack_from(">2H", maxp, 28)
    limit = 0xFFFF
    struct.pack_into(
        ">2H",
        maxp,
        10,
        min(limit, max(points, all_points) * components),
        min(limit, max(contours, all_contours) * components),
    )
    struct.pack_into(">2H", maxp, 28, max(elements, components), depth + 1)
