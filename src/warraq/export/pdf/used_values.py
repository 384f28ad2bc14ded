"""Used values of margins, paddings, borders and sizes: reckoned once for a style and a width.

WeasyPrint reckons them for each box and each attempt to place it; a paragraph of a style within a
column of a width always gets the same ones.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import Box, PageBox
from weasyprint.layout import absolute, block, column, inline, page, percent, table
from weasyprint.layout import float as floats
from weasyprint.text import line_break

_SIDES = ("top", "right", "bottom", "left")
_NAMES = (
    "width",
    "height",
    *(f"{bound}_{axis}" for bound in ("min", "max") for axis in ("width", "height")),
    *(f"{what}_{side}" for what in ("margin", "padding") for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
)
"""The attributes of a box that WeasyPrint's ``resolve_percentages`` sets."""

_MODULES = (absolute, block, column, floats, inline, page, table)
_original = percent.resolve_percentages
_original_strut = line_break.strut


def install() -> None:
    """Have the values of shared styles remembered; other styles have no memory for them."""
    if inline.resolve_percentages is _original:
        for module in _MODULES:
            module.resolve_percentages = resolve_percentages
        inline.strut = strut


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the used values of a box within its containing block, a box or a width and a height."""
    style = box.style
    memory = getattr(style, "memory", None)
    if memory is None or style["border_collapse"] == "collapse":
        # Borders that collapse were resolved between cells and stay.
        _original(box, containing_block)
        return
    if isinstance(containing_block, Box):
        size = containing_block.width, containing_block.height
    else:
        size = containing_block
    key = ("used", *size, isinstance(box, PageBox))
    values = memory.get(key)
    if values is None:
        _original(box, containing_block)
        own = box.__dict__
        memory[key] = {name: own[name] for name in _NAMES}
    else:
        box.__dict__.update(values)


def strut(style: Any) -> tuple[float, float]:
    """Return the line height and the baseline that a style gives to its lines."""
    memory = getattr(style, "memory", None)
    if memory is None:
        memory = {}
    if "strut" not in memory:
        memory["strut"] = _original_strut(style)
    line_height, baseline = memory["strut"]
    return line_height, baseline
