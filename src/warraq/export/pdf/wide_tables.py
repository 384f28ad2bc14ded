"""Tables wider than the measure: set in smaller type, or turned, by their width or on request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure.boxes import TableCellBox
from weasyprint.layout.preferred import table_and_columns_preferred_widths

from warraq.style.css_pages import TURNED

SCALED = "scaled"
"""The class by which an author asks for type so small that the text of the cells is not broken."""
_HAIR = 0.999
"""Keeps the width of a scaled table below the measure, whatever is rounded."""


@dataclass(frozen=True, slots=True)
class Measures:
    """What tables have to fit: the widths of upright and turned text in CSS px.

    ``least`` is the smallest type of a table in CSS px.
    """

    upright: float
    turned: float
    least: float


@dataclass(frozen=True, slots=True)
class Fit:
    """How a table is set: on a turned page or not, and its type as a share of the theme's."""

    turned: bool = False
    scale: float = 1.0
    overflows: bool = False


def fitted(least_width: float, full_width: float, names: set[str], measures: Measures) -> Fit:
    """Return how a table is set that needs ``least_width``, and ``full_width`` without breaks.

    ``names`` are its classes; ``measures.least`` is a share of the table's own type here.
    """
    if SCALED in names:
        scale = max(min(1.0, measures.upright / full_width), measures.least)
        return Fit(scale=scale, overflows=least_width * scale > measures.upright)
    if TURNED not in names:
        scale = measures.upright / least_width
        if scale >= measures.least:
            return Fit(scale=min(1.0, scale))
    scale = min(1.0, measures.turned / least_width)
    if scale < measures.least:
        return Fit(turned=True, scale=measures.least, overflows=True)
    return Fit(turned=True, scale=scale)


def fit_tables(context: Any, root: Any, measures: Measures, report: Callable[[str], None]) -> bool:
    """Decide about the tables of a tree of boxes and state it in their elements.

    ``report`` is told the identifier of a table that fits nowhere. Returns whether anything was
    stated, so that the boxes have to be made anew.
    """
    changed = False
    for wrapper, indent in _tables(root):
        element = wrapper.element
        if element.get(_DECIDED):
            continue
        element.set(_DECIDED, "true")
        own = float(_cell_size(wrapper) or measures.least)
        upright, turned = measures.upright - indent, measures.turned - indent
        shares = Measures(upright, turned, min(1.0, measures.least / own))
        least, full, *_ = table_and_columns_preferred_widths(context, wrapper, outer=False)
        names = set((element.get("class") or "").split())
        fit = fitted(least or 1.0, full or 1.0, names, shares)
        if fit.turned and TURNED not in names:
            element.set("class", " ".join([*sorted(names), TURNED]))
            changed = True
        if fit.scale < 1:
            _scale(wrapper, fit.scale * _HAIR)
            changed = True
        if fit.overflows:
            report(element.get("id") or "")
    return changed


_DECIDED = "data-fitted"


def _tables(box: Any) -> Iterator[tuple[Any, float]]:
    """Yield the tables of the text with what wraps them, and by how much they are indented.

    What merely looks as a table is none.
    """
    stack = [(box, 0.0)]
    while stack:
        here, indent = stack.pop()
        if here.is_table_wrapper and here.element is not None and here.element.tag == "table":
            yield here, indent
            continue
        inner = indent + _indent(here)
        stack.extend((child, inner) for child in reversed(getattr(here, "children", ())))


def _indent(box: Any) -> float:
    """Return what the sides of a box take from the width of its content, in CSS px."""
    lengths = (box.style[f"{kind}_{side}"] for kind in ("margin", "padding") for side in _SIDES)
    return sum(
        float(length.value)
        for length in lengths
        if isinstance(length, Dimension) and length.unit == "px"
    )


_SIDES = ("left", "right")


def _cell_size(wrapper: Any) -> float | None:
    """Return the size of type that most of a table is set in."""
    return max((cell.style["font_size"] for cell in _cells(wrapper)), default=None)


def _cells(wrapper: Any) -> Iterator[Any]:
    return (box for box in wrapper.descendants() if isinstance(box, TableCellBox))


def _scale(wrapper: Any, scale: float) -> None:
    """State the type and the padding of the cells in smaller lengths."""
    for cell in _cells(wrapper):
        lengths = {"font-size": cell.style["font_size"]}
        lengths |= {side: cell.style[side.replace("-", "_")].value for side in _PADDINGS}
        stated = [f"{name}: {value * scale:.3f}px" for name, value in lengths.items()]
        cell.element.set("style", "; ".join(stated))
        _scale_text(cell, scale)


_PADDINGS = ("padding-top", "padding-right", "padding-bottom", "padding-left")


def _scale_text(cell: Any, scale: float) -> None:
    """State the type of what is set in another size than the cell around it."""
    stack = [(child, cell.style["font_size"]) for child in cell.children]
    while stack:
        box, outer = stack.pop()
        size, element = box.style["font_size"], box.element
        if element is not None and box.element_tag == element.tag and size != outer:
            element.set("style", f"{element.get('style') or ''}; font-size: {size * scale:.3f}px")
        stack.extend((child, size) for child in getattr(box, "children", ()))
