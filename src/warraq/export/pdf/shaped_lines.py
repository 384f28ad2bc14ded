"""Lines made of shaped words, in the place of those that WeasyPrint has Pango make."""

from __future__ import annotations

from math import inf
from typing import Any

from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.layout import inline

from warraq.export.pdf.shaping import ShapedLine, Shaper

_original_split = inline.split_text_box
_original_spacing = inline.add_word_spacing


def install(context_class: type) -> None:
    """Have layouts of this class make their lines of words shaped once.

    The context holds what shapes them as ``shaper``. All others stay as WeasyPrint makes them.
    """

    def split_text_box(
        context: Any, box: Any, available_width: float | None, skip: int, is_line_start: bool = True
    ) -> tuple[Any, int | None, Any]:
        if isinstance(context, context_class):
            found = _split(context, box, available_width, skip)
            if found is not None:
                return *found, False
        result: tuple[Any, int | None, Any] = _original_split(
            context, box, available_width, skip, is_line_start
        )
        return result

    if inline.split_text_box is _original_split:
        inline.split_text_box = split_text_box
        inline.add_word_spacing = _add_word_spacing


def shaped(context: Any, box: Any, text: str) -> Any:
    """Return a placed text box as it would be with another text, before any justification."""
    fresh = box.copy_with_text(text)
    del fresh.pango_layout
    placed, _, _ = inline.split_text_box(context, fresh, None, 0)
    return placed


def rewrite(context: Any, box: Any, text: str) -> None:
    """Give a placed text box another text, which must be as wide."""
    placed = shaped(context, box, text)
    placed.pango_layout.justification_spacing = box.justification_spacing
    box.text, box.pango_layout = text, placed.pango_layout


def _split(
    context: Any, box: Any, available_width: float | None, skip: int
) -> tuple[Any, int | None] | None:
    """Return as much of a text as a width holds, and where its rest begins.

    None stands for a text that has to be left to WeasyPrint.
    """
    known = box.__dict__.get("pango_layout")
    if known is not None:
        return _cut(box, known) if available_width is None and not skip else None
    shaper: Shaper = context.shaper
    shaped = shaper.shaped(box.text, box.style, context)
    if shaped is None or skip not in shaped.lefts_by_place:
        return None
    if skip == len(shaped.data):
        return None, None
    wrap = available_width not in (None, inf) and box.style["white_space"] == "normal"
    line, resume_at = shaped.line(skip, available_width if wrap else None)
    return (_placed(box, line) if line.text else None), resume_at


def _cut(box: Any, line: Any) -> tuple[Any, None] | None:
    """Return the box of a line whose end was cut off its text."""
    if not isinstance(line, ShapedLine) or not line.text.startswith(box.text):
        return None
    return (_placed(box, line.cut(box.text)) if box.text else None), None


def _placed(box: Any, line: ShapedLine) -> Any:
    """Return a box for a line, high as its style wants (as ``split_text_box`` does)."""
    result = box.copy_with_text(line.text)
    result.pango_layout = line
    result.width, result.height = line.width, line.shaped.height
    line_height, _ = inline.strut(result.style)
    half_leading = (line_height - result.height) / 2
    result.margin_top = result.margin_bottom = half_leading
    result.baseline = line.shaped.baseline + half_leading
    return result


def _add_word_spacing(context: Any, box: Any, spacing: float, advance: float) -> float:
    """Widen the spaces of a line; return how far what follows moves."""
    line = box.__dict__.get("pango_layout") if isinstance(box, TextBox) else None
    if not isinstance(line, ShapedLine):
        result: float = _original_spacing(context, box, spacing, advance)
        return result
    box.justification_spacing = spacing
    box.position_x += advance
    count: int = inline.count_expandable_spaces(box)
    if count:
        box.width += spacing * count
        box.pango_layout = line.spaced(spacing)
    return advance + spacing * count
