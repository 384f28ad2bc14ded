"""Kashida: a justified line is filled by extending joins of its words, the rest by its spaces.

WeasyPrint 70 knows spaces alone. Here a line that lacks more than comfortable spaces can give gets
whole tatweels (U+0640) of its face, at the joins that ``warraq.lang.kashida`` names and as many as
``kashida_plan`` says. The face shapes them as it does those of a typist (Amiri draws a run of them
as one curved stroke), and what is left, less than one tatweel, goes to the spaces. Lines break
where they did.

The text of a box stays as it was: only its Pango layout has the tatweels, and knows which are ours
(``extensions``, offsets in bytes), so that the PDF does not state them as text.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from warraq.export.pdf.kashida_faces import Faces
from warraq.export.pdf.kashida_lines import (
    NOTHING,
    Extended,
    Filling,
    Line,
    manner_of,
    opening_before,
)
from warraq.lang.kashida import Manner
from warraq.style.tokens import Justification

_LINES_APART = 3
"""A line above stands at most so many em higher; what stands further off is of another page."""

_original_justify = inline.justify_line
_original_next = inline.get_next_linebox


@dataclass(frozen=True, slots=True)
class _Last:
    """The last line of a block: where it stands, the places of its extensions and those above.

    The block is kept so that no other takes its identity.
    """

    block: Any
    height: float
    places: tuple[float, ...]
    above: tuple[float, ...]


@dataclass(slots=True)
class Kashida:
    """What one layout knows of its extensions: the theme's wish, the faces, the lines before."""

    tokens: Justification
    faces: Faces = field(default_factory=Faces)
    origins: list[tuple[Any, Any]] = field(default_factory=list)
    """The texts that lines are being made of, each with where the line at hand begins in it."""
    last: dict[int, _Last] = field(default_factory=dict)
    """By block, its last line."""
    filled: dict[tuple[Any, ...], Filling] = field(default_factory=dict)
    """What was found for a line: layouts repeat most lines."""


def install(context_class: type) -> None:
    """Have layouts of this class extend joins where their ``filler`` is not None."""

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        own = _kashida_of(context, context_class)
        if own is None:
            _original_justify(context, line, extra_width)
        else:
            justify(own, context, line, extra_width)

    def get_next_linebox(
        context: Any, linebox: Any, position_y: float, bottom: float, skip_stack: Any, *rest: Any
    ) -> Any:
        own = _kashida_of(context, context_class)
        if own is None:
            return _original_next(context, linebox, position_y, bottom, skip_stack, *rest)
        own.origins.append((linebox, skip_stack))
        try:
            return _original_next(context, linebox, position_y, bottom, skip_stack, *rest)
        finally:
            own.origins.pop()

    if inline.justify_line is _original_justify:
        inline.justify_line = justify_line
        inline.get_next_linebox = get_next_linebox


def _kashida_of(context: Any, context_class: type) -> Kashida | None:
    return context.filler if isinstance(context, context_class) else None  # type: ignore[attr-defined]


def justify(own: Kashida, context: Any, line: Any, extra: float) -> None:
    """Fill a line: extend what is to be extended, then give the rest to the spaces."""
    texts = list(_texts(line))
    count = sum(_spaces(box) for box in texts if box)
    if not count:
        return  # one word, which no extension within measure would bring to both margins
    filling = _filling(own, context, line, texts, extra)
    gained = sum(each.gain for each in filling.boxes.values())
    extended = {id(texts[number]): each for number, each in filling.boxes.items()}
    _spread(context, line, (extra - gained) / count, extended, 0.0)


def _texts(box: Any) -> Iterator[Any]:
    """Yield the texts of a line in the order of reading, None for what is no text."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)
        elif child.is_in_normal_flow():
            yield None


def _spaces(box: Any) -> int:
    return int(box.text.count(" ") + box.text.count("\u00a0"))


def _filling(own: Kashida, context: Any, line: Any, texts: list[Any], extra: float) -> Filling:
    """Return what fills a line, from memory when the same line was filled before."""
    above = _above(own, line)
    _remember(own, line, (), above)
    manner = manner_of(line.style)
    if manner is None or line.style["direction"] != "rtl":
        return NOTHING
    comfort = _comfort(own, context, texts) if manner is Manner.TEXT else 0.0
    if extra <= comfort:
        return NOTHING
    opening, quoting = opening_before(*own.origins[-1])
    left = line.position_x + line.text_indent
    found = Line(texts, manner, extra, left, line.width, above, opening, quoting)
    key = found.key()
    filling = own.filled.get(key)
    if filling is None:
        filling = own.filled[key] = found.fill(own.tokens, own.faces, context, comfort)
    _remember(own, line, filling.places, above)
    return filling


def _above(own: Kashida, line: Any) -> tuple[float, ...]:
    """Return the places of the extensions in the line above; each line may be made repeatedly."""
    last = own.last.get(id(line.element))
    if last is None:
        return ()
    if line.position_y == last.height:
        return last.above
    near = 0 < line.position_y - last.height < _LINES_APART * line.style["font_size"]
    return last.places if near else ()


def _remember(own: Kashida, line: Any, places: tuple[float, ...], above: tuple[float, ...]) -> None:
    block = line.element
    own.last[id(block)] = _Last(block, line.position_y, places, above)


def _comfort(own: Kashida, context: Any, texts: list[Any]) -> float:
    """Return by how much the spaces of a line may grow before a word is extended."""
    widths = (_spaces(box) * own.faces.width(" ", box.style, context) for box in texts if box)
    return (own.tokens.space_most - 1) * sum(widths)


def _spread(
    context: Any, box: Any, spacing: float, extended: dict[int, Extended], advance: float
) -> float:
    """Widen boxes and move what stands beside them, as WeasyPrint's ``add_word_spacing`` does."""
    if isinstance(box, boxes.TextBox):
        own = extended.get(id(box))
        if own is None:
            return float(inline.add_word_spacing(context, box, spacing, advance))
        return _extend(box, spacing, own, advance)
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        box.translate(advance, 0)
        return advance
    box.position_x += advance
    before = advance
    rtl = box.style["direction"] == "rtl"
    for child in reversed(box.children) if rtl else box.children:
        if child.is_in_normal_flow():
            advance = _spread(context, child, spacing, extended, advance)
    box.width += advance - before
    return advance


def _extend(box: Any, spacing: float, extended: Extended, advance: float) -> float:
    """Give a text its extensions and its spaces; return how far what follows moves."""
    wider = spacing * _spaces(box) + extended.gain
    # Each box gets a layout of its own: another page may hold the same line.
    box.pango_layout = copy.copy(extended.layout)
    box.pango_layout.justification_spacing = box.justification_spacing = spacing
    box.position_x += advance
    box.width += wider
    return advance + wider
