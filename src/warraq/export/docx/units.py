"""Lengths that an author writes (``50%``, ``8cm``), and the units of drawings."""

from __future__ import annotations

import re

EMU_PER_POINT = 12_700
EMU_PER_TWIP = 635
_POINTS = {
    "pt": 1.0,
    "px": 0.75,
    "in": 72.0,
    "cm": 72 / 2.54,
    "mm": 72 / 25.4,
    "pc": 12.0,
    "": 0.75,
}
_LENGTH = re.compile(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(%|pt|px|in|cm|mm|pc|em|)\s*", re.IGNORECASE)


def length_in_points(text: str, whole: float, em: float) -> float | None:
    """Return a length as CSS writes it in points, a percentage of ``whole``, or None.

    A number without a unit counts CSS pixels, as the HTML attribute does. ``em`` is in points.
    """
    found = _LENGTH.fullmatch(text)
    if found is None:
        return None
    value, unit = float(found[1]), found[2].lower()
    if unit == "%":
        return whole * value / 100
    return value * (em if unit == "em" else _POINTS[unit])
