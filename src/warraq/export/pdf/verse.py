"""Verse: all hemistichs of a poem in one width, that of the longest, on one line or on two.

The two halves of a classical line stand side by side, each stretched to the width of the longest
half of the poem, and the whole in the middle of the measure. Where two do not fit side by side,
the first half begins at the margin and the second one ends at the other, a line below. Lines
without halves that follow one another (free verse, verse of other languages) begin at one edge,
and the longest decides where that is. Stanzas of one poem share all of this.

CSS can say none of it: the width of a column hangs on all lines, of other blocks too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import inf
from typing import Any

from weasyprint.formatting_structure import boxes

from warraq.export.pdf.blocks import change, has_class, natural_width, start_side, state

GAP, LEAST_GAP = 2.2, 1.2
"""Between hemistichs, in em: as it should be, and at least."""
HANG = 2.0
"""In em: how far the rest of a line of free verse stands in that does not fit."""
FEW = 0.34
"""The share of lines that are set by steps among others without all being set so."""
KEPT = 2
"""Lines at least that a stanza leaves on a page, or takes to the next."""
STRETCH = 0.75
"""Of the longest hemistich: what is shorter, on a line of its own, keeps its width."""
_SLACK = 0.5
"""CSS pixels by which a line is made wider than its text, so that it does not break."""


@dataclass(slots=True)
class Poem:
    """The stanzas of a poem, as boxes before the layout."""

    stanzas: list[Any] = field(default_factory=list)
    naturals: list[tuple[int, float]] = field(default_factory=list)
    """Of each line: how many hemistichs it has, and the width of the longest in CSS pixels."""

    def measured(self, context: Any) -> Poem:
        """Return the poem after its lines were measured."""
        if not self.naturals:
            for line in (line for stanza in self.stanzas for line in _lines(stanza)):
                halves = _halves(line)
                width = max((natural_width(context, half) for half in halves), default=0.0) + _SLACK
                self.naturals.append((len(halves), width))
        return self

    @property
    def parts(self) -> int:
        """How many hemistichs the lines have at most."""
        return max((parts for parts, _ in self.naturals), default=1)

    @property
    def is_free(self) -> bool:
        """Whether no line has halves, and there is more than one line."""
        return self.parts == 1 and len(self.naturals) > 1

    def longest(self, limit: float = inf) -> float:
        """Return the longest hemistich in CSS pixels, of those that are no longer than a limit."""
        least = min(self.parts, 2)
        widths = (width for parts, width in self.naturals if parts >= least and width <= limit)
        return max(widths, default=0.0)

    def too_long(self, limit: float) -> float:
        """Return the share of lines with a hemistich that is longer than a limit."""
        widths = [width for parts, width in self.naturals if parts > 1]
        return sum(width > limit for width in widths) / len(widths)


def gather(root: Any) -> dict[Any, Poem]:
    """Return the poems of a document by the elements of their stanzas."""
    poems: dict[Any, Poem] = {}
    _gather(root, poems)
    return poems


def _gather(box: Any, poems: dict[Any, Poem]) -> None:
    poem: Poem | None = None
    for child in box.children:
        if child.element_tag != "div" or not has_class(child, "verse"):
            poem = None
            if isinstance(child, boxes.BlockContainerBox | boxes.TableBox) or _is_part(child):
                _gather(child, poems)
            continue
        if poem is None or _ends(poem.stanzas[-1], child):
            poem = Poem()
        poem.stanzas.append(child)
        poems[child.element] = poem


def _is_part(box: Any) -> bool:
    """Whether a box is a part of a table that holds others."""
    return isinstance(box, boxes.TableRowGroupBox | boxes.TableRowBox)


def _ends(stanza: Any, following: Any) -> bool:
    """Whether another poem begins: after an attribution, or in another language."""
    attributed = any(has_class(child, "attribution") for child in stanza.children)
    names = ("lang", "class")
    one, other = (tuple(map(box.element.get, names)) for box in (stanza, following))
    return attributed or one != other


def arrange(context: Any, stanza: Any, measure: float) -> None:
    """Set one stanza in a measure (CSS pixels); the context holds the ``poems`` of its document.

    Notes are not made up when the others are gathered: there each stanza counts by itself.
    """
    poem = context.poems.setdefault(stanza.element, Poem([stanza]))
    inside = measure - _margin(stanza, "left") - _margin(stanza, "right")
    poem.measured(context)
    if poem.is_free:
        _set_free(context, stanza, poem.longest(), inside)
    elif poem.parts > 1:
        _set_pairs(context, stanza, poem, inside, measure)
    _allow_breaks(stanza)


def _allow_breaks(stanza: Any) -> None:
    """Let a page end within a stanza, but leave no line alone, nor the attribution."""
    lines = list(_lines(stanza))
    if len(lines) < 2 * KEPT:
        return
    change(stanza, break_inside="auto")
    for child in stanza.children:
        change(child, break_inside="avoid")
    for line in lines[: KEPT - 1]:
        change(line, break_after="avoid")
    for child in stanza.children[len(lines) - KEPT + 1 :]:
        change(child, break_before="avoid")


def _set_pairs(context: Any, stanza: Any, poem: Poem, inside: float, measure: float) -> None:
    """Set hemistichs side by side, or by steps where they are too long for that.

    ``inside`` is the measure between the margins of verse, which long lines need not keep.
    """
    em, gaps = stanza.style["font_size"], poem.parts - 1
    limit = (measure - gaps * LEAST_GAP * em) / poem.parts
    if poem.too_long(limit) > FEW:
        width = poem.longest()
        wide = inside if width <= inside else measure
        _narrow(context, stanza, wide, measure)
        _arrange(stanza, lambda line: _steps(context, line, min(width, wide), wide))
        return
    width = poem.longest(limit)
    wide = inside if poem.parts * width + gaps * GAP * em <= inside else measure
    gap = min(GAP * em, (wide - poem.parts * width) / gaps)
    total = poem.parts * width + gaps * gap
    _narrow(context, stanza, total, measure)

    def arranged(line: Any) -> Any:
        if all(natural_width(context, half) <= width for half in _halves(line)):
            return _pair(line, width, gap)
        return _steps(context, line, total, total)

    _arrange(stanza, arranged)


def _arrange(stanza: Any, arranged: Callable[[Any], Any]) -> None:
    stanza.children = tuple(
        arranged(child) if has_class(child, "verse-line") and len(_halves(child)) > 1 else child
        for child in stanza.children
    )


def _pair(line: Any, width: float, gap: float) -> Any:
    """Return a line after giving the hemistichs of a line, which are cells, their width."""
    halves = _halves(line)
    total = len(halves) * width + (len(halves) - 1) * gap
    table = next(child for child in line.children if isinstance(child, boxes.TableBox))
    state(table, width=total)
    for number, half in enumerate(halves):
        start = start_side(half)
        state(half, width=width, **{f"padding_{start}": gap if number else 0.0})
    return line


def _steps(context: Any, line: Any, width: float, measure: float) -> Any:
    """Return a line with each hemistich below the one before it, the last at the far edge."""
    halves, parts = _halves(line), []
    for number, half in enumerate(halves):
        before = (measure - width) * number / (len(halves) - 1)
        start = start_side(half)
        end = "left" if start == "right" else "right"
        whole = STRETCH * width <= natural_width(context, half) <= width
        state(half, width=width, padding_left=0.0, padding_right=0.0)
        state(half, **{f"margin_{start}": before, f"margin_{end}": measure - width - before})
        change(half, display=("block", "flow"))
        last = number == len(halves) - 1 and natural_width(context, half) <= width
        _align(half, "justify" if whole else "end" if last else "start")
        parts.append(boxes.BlockBox(half.element_tag, half.style, half.element, half.children))
    change(line, break_inside="avoid")
    return boxes.BlockBox(line.element_tag, line.style, line.element, tuple(parts))


def _set_free(context: Any, stanza: Any, longest: float, measure: float) -> None:
    """Begin all lines at one edge; the rest of a line that does not fit hangs in."""
    for line in _lines(stanza):
        for half in _halves(line):
            start = start_side(half)
            _align(half, "start", "start")
            if longest > measure:
                hang = HANG * half.style["font_size"]
                state(half, **{f"padding_{start}": hang})
                for line_box in half.children:
                    state(line_box, text_indent=-hang)
    if longest <= measure:
        full = measure + _margin(stanza, "left") + _margin(stanza, "right")
        _narrow(context, stanza, longest, full)


def _narrow(context: Any, stanza: Any, width: float, measure: float) -> None:
    """Put a stanza in the middle of the measure, as wide as its lines or its attribution."""
    others = [child for child in stanza.children if not has_class(child, "verse-line")]
    needed = max([width, *(natural_width(context, other) for other in others)])
    inside = measure - _margin(stanza, "left") - _margin(stanza, "right")
    margin = max(0.0, (measure - max(width, min(needed, inside))) / 2)
    state(stanza, margin_left=margin, margin_right=margin)


def _align(half: Any, last: str, every: str = "justify") -> None:
    """Align the lines of a hemistich; anonymous boxes may have taken their style already."""
    for box in (half, *half.children):
        change(box, text_align_all=every, text_align_last=last)


def _margin(box: Any, side: str) -> float:
    value = box.style[f"margin_{side}"]
    return 0.0 if value == "auto" else float(value.value)


def _lines(stanza: Any) -> Iterator[Any]:
    return (child for child in stanza.children if has_class(child, "verse-line"))


def _halves(line: Any) -> list[Any]:
    """Return the hemistichs of a line: cells, or blocks where there is one."""
    return [
        box for box in line.descendants() if has_class(box, "hemistich") and not _is_inline(box)
    ]


def _is_inline(box: Any) -> bool:
    return isinstance(box, boxes.InlineLevelBox | boxes.LineBox)
