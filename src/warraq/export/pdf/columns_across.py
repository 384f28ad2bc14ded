"""Which parts of a text in columns stand across all of them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from weasyprint.formatting_structure.boxes import TableBox
from weasyprint.layout.preferred import max_content_width, min_content_width

from warraq.export.pdf.columns_boxes import block_children
from warraq.export.pdf.columns_fill import ACROSS, is_ours
from warraq.style.tokens import ACROSS_CLASS, Part

TABLE = "table"
_CLASSES = {
    Part.CONTENTS: "contents",
    Part.FIGURES: "figure",
    Part.TABLES: TABLE,
    Part.BIBLIOGRAPHY: "bibliography",
    Part.GLOSSARY: "glossary",
}
_OPEN = frozenset({"html", "body", "section", "div"})
"""Elements in which parts may stand across; in others (lists, quotations) all is in the column."""
_AVOID = ("avoid", "avoid-page", "avoid-column")
_MANY_COLUMNS = 4
_CROWDED = 1.5
"""A table of many columns stands across where a column of text is so many times too narrow."""


def classes(parts: Collection[Part]) -> frozenset[str]:
    """Return the classes of what a theme puts across."""
    return frozenset(_CLASSES[part] for part in parts)


class Marker:
    """Marks what stands across. ``measure`` is the width of a column in CSS pixels."""

    def __init__(self, context: Any, measure: float, classes: Collection[str]) -> None:
        """``classes`` are those of the blocks that the theme puts across; «table»: each table."""
        self._context = context
        self._measure = measure
        self._wanted = frozenset(classes) | {ACROSS_CLASS}
        self._styles: dict[int, tuple[Any, Any]] = {}

    def mark(self, box: Any) -> bool:
        """Mark what stands across in a tree of boxes; return whether the tree begins with such.

        A heading that must not part from what follows goes across with it.
        """
        if not is_ours(box.style["page"]):
            return False  # it has pages of its own
        if self._stands_across(box):
            self._put_across(box)
            return True
        if box.element_tag not in _OPEN:
            return False
        children = list(block_children(box))
        begins = [self.mark(child) for child in children]
        for index in range(len(children) - 1, 0, -1):
            above = children[index - 1]
            if begins[index] and not begins[index - 1] and above.style["break_after"] in _AVOID:
                self._put_across(above)
                begins[index - 1] = True
        return bool(begins) and begins[0]

    def _put_across(self, box: Any) -> None:
        """Name the page of a box and of all in it: WeasyPrint asks the first text for the name.

        What had one style keeps one, since lines are remembered by it.
        """
        stack = [box]
        while stack:
            here = stack.pop()
            before = here.style
            if id(before) not in self._styles:
                changed = before.copy()
                changed["page"] = ACROSS
                self._styles[id(before)] = before, changed
            here.style = self._styles[id(before)][1]
            if not isinstance(here, TableBox):  # asked itself, not what is in it
                stack.extend(getattr(here, "children", ()))

    def _stands_across(self, box: Any) -> bool:
        tag = str(box.element_tag)
        classes = set((box.element.get("class") or "").split()) if box.element is not None else ()
        if tag == "header" or not self._wanted.isdisjoint(classes):
            return True
        if tag == TABLE and TABLE in self._wanted and "glossary" not in classes:
            return True
        return bool(box.is_table_wrapper) and self._is_too_wide(box)

    def _is_too_wide(self, wrapper: Any) -> bool:
        if min_content_width(self._context, wrapper) > self._measure:
            return True
        if _most_cells(wrapper) < _MANY_COLUMNS:
            return False
        return bool(max_content_width(self._context, wrapper) > _CROWDED * self._measure)


def _most_cells(box: Any) -> int:
    if box.element_tag == "tr":
        return len(box.children)
    return max((_most_cells(child) for child in getattr(box, "children", ())), default=0)
