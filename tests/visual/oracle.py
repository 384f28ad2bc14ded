"""The visual-order oracle: where each glyph of a laid-out page stands, against UAX #9.

The positions come from the boxes of the layout, glyph by glyph; the order expected comes from
``warraq.lang.bidi`` over the text of the whole paragraph, which is proved against Unicode's own
conformance files. Nothing of the exporter's lowering takes part in the expectation.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, ffi

from warraq.export.pdf.dialect import PagedDialect
from warraq.export.pdf.shaping import ShapedLine
from warraq.lang.bidi import Resolution, line_levels, mirrored, resolve, visual_order
from warraq.model.attributes import Direction
from warraq.model.inlines import Image, Inlines, LineBreak, Math, Note, Text

OBJECT = "\ufffc"
LINE_SEPARATOR = "\u2028"
_ISOLATES = {Direction.LTR: "\u2066", Direction.RTL: "\u2067"}
_POP = "\u2069"
# What has no place of its own on a line: spaces, joiners, breaks and the controls of the algorithm;
# and marks, which stand on their letter.
_UNSEEN = frozenset(
    " \u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\u2028\u2029"
)
_CALL = "::footnote-call"


@cache
def is_seen(char: str) -> bool:
    """Whether a character has a place of its own on a line."""
    return char not in _UNSEEN and unicodedata.category(char) != "Mn"


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a line: its middle and its extent in CSS pixels, and its shaping level."""

    char: str
    middle: float
    left: float
    right: float
    odd: bool | None


@dataclass(slots=True)
class Line:
    """A line of a paragraph: its glyphs in logical order and the edges that it should fill.

    ``extent`` is what it fills, with the spaces in it, but not those at its logical end.
    """

    glyphs: list[Glyph]
    extent: tuple[float, float]
    left: float
    right: float
    justified: bool
    last: bool = False


@dataclass(slots=True)
class Paragraph:
    """The lines that one element holds, over all pages."""

    element: Any
    rtl: bool
    lines: list[Line] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """The visible characters in logical order."""
        return "".join(glyph.char for line in self.lines for glyph in line.glyphs)


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that does not look as it must."""

    text: str
    got: str
    expected: str
    reason: str


# --- what the layout shows -------------------------------------------------------------------


def paragraphs(page_boxes: Iterable[Any]) -> list[Paragraph]:
    """Return all paragraphs of the pages, those of the notes included, without margin boxes."""
    found: dict[tuple[int, int], Paragraph] = {}
    for number, page in enumerate(page_boxes):
        for area in page.children:
            if not isinstance(area, boxes.MarginBox):
                for line, block, repeated in _line_boxes(area, area):
                    # The head of a table stands again on each page.
                    _add_line(found, (id(line.element), number if repeated else -1), line, block)
    for paragraph in found.values():
        if paragraph.lines:
            paragraph.lines[-1].last = True
    return list(found.values())


def _line_boxes(box: Any, block: Any, repeated: bool = False) -> Iterator[tuple[Any, Any, bool]]:
    if isinstance(box, boxes.LineBox):
        yield box, block, repeated
        for child in box.descendants():
            if isinstance(child, boxes.InlineBlockBox):
                yield from _line_boxes(child, child, repeated)
        return
    repeated = repeated or (isinstance(box, boxes.TableRowGroupBox) and box.is_header)
    for child in getattr(box, "children", ()):
        yield from _line_boxes(child, box, repeated)


def _add_line(
    found: dict[tuple[int, int], Paragraph], key: tuple[int, int], line: Any, block: Any
) -> None:
    everything = list(_glyphs_of(line, marks=True))
    while everything and everything[-1].char == " ":
        everything.pop()
    glyphs = [glyph for glyph in _glyphs_of(line) if is_seen(glyph.char)]
    if not glyphs:
        return
    extent = (min(glyph.left for glyph in everything), max(glyph.right for glyph in everything))
    rtl = block.style["direction"] == "rtl"
    paragraph = found.setdefault(key, Paragraph(line.element, rtl))
    indent = line.text_indent if not paragraph.lines else 0
    left, right = block.content_box_x(), block.content_box_x() + block.width
    if rtl:
        right -= indent
    else:
        left += indent
    # A line without a space between its words cannot be stretched.
    stretchable = any(glyph.char in (" ", "\u00a0") for glyph in everything)
    justified = line.style["text_align_all"] == "justify" and stretchable
    justified = justified and not _ends_with_break(line)
    paragraph.lines.append(Line(glyphs, extent, left, right, justified))


def _ends_with_break(line: Any) -> bool:
    return any(
        getattr(box, "element_tag", "") in ("br", "br::before") for box in line.descendants()
    )


def _glyphs_of(box: Any, *, marks: bool = False) -> Iterator[Glyph]:
    """Yield the characters of a line in logical order; a call or a picture is one object.

    With ``marks`` also those that the style sheet adds: the number before a note, a label.
    """
    for child in box.children:
        tag = str(child.element_tag or "")
        if not child.is_in_normal_flow():
            continue
        if tag.endswith(_CALL) and not child.children:
            continue  # where a long note's further part hangs: nothing to see
        if tag.endswith(_CALL) or isinstance(child, boxes.AtomicInlineLevelBox):
            left, right = child.position_x, child.position_x + child.margin_width()
            yield Glyph(OBJECT, (left + right) / 2, left, right, None)
        elif "::" in tag and not marks:
            continue
        elif isinstance(child, boxes.TextBox):
            yield from glyphs(child)
        elif hasattr(child, "children"):
            yield from _glyphs_of(child, marks=marks)


def glyphs(box: Any) -> Iterator[Glyph]:
    """Yield the characters of a text box with their places, in logical order."""
    if not box.text:
        return
    layout = box.pango_layout
    if isinstance(layout, ShapedLine):
        yield from _glyphs_of_words(layout, box.position_x)
        return
    layout.reactivate(box.style)
    try:
        first_line, _ = layout.get_first_line()
        text = layout.text.encode()
        found: dict[int, Glyph] = {}
        run, x = first_line.runs[0], box.position_x
        while run != ffi.NULL:
            item = run.data
            run = run.next
            x = _add_run(found, item, text, x)
    finally:
        layout.deactivate()
    # Tatweels that fill the line are no part of the text; the place of its letters is what counts.
    filling = {len(text[:place].decode()) for place in getattr(layout, "extensions", ())}
    for index in sorted(set(found) - filling):
        yield found[index]


def _glyphs_of_words(line: ShapedLine, x: float) -> Iterator[Glyph]:
    """Yield the characters of words that were shaped once, in logical order."""
    found: dict[int, Glyph] = {}
    text = line.text.encode()
    for offset, word in line.words():
        extents: dict[int, list[float]] = {}
        for (_, width, _, _), cluster in zip(word.glyphs, word.clusters, strict=True):
            extent = extents.setdefault(cluster, [x, x])
            x += width * FROM_UNITS
            extent[1] = x
        _add_clusters(found, extents, text[: offset + len(word.text)], offset, bool(word.level % 2))
    for index in sorted(found):
        yield found[index]


def _add_run(found: dict[int, Glyph], item: Any, text: bytes, x: float) -> float:
    """Note the places of one run's characters; return where the next run begins."""
    offset, length = item.item.offset, item.item.length
    odd = bool(item.item.analysis.level % 2)
    extents: dict[int, list[float]] = {}
    for index in range(item.glyphs.num_glyphs):
        cluster = item.glyphs.log_clusters[index]
        width = item.glyphs.glyphs[index].geometry.width * FROM_UNITS
        extent = extents.setdefault(cluster, [x, x])
        extent[0], extent[1] = min(extent[0], x), max(extent[1], x + width)
        x += width
    _add_clusters(found, extents, text[: offset + length], offset, odd)
    return x


def _add_clusters(
    found: dict[int, Glyph], extents: dict[int, list[float]], text: bytes, offset: int, odd: bool
) -> None:
    """Note the places of the characters of a run's clusters; the run ends where the text does."""
    starts = [*sorted(extents), len(text) - offset]
    for start, end in pairwise(starts):
        chars = text[offset + start : offset + end].decode()
        first = len(text[: offset + start].decode())
        left, right = extents[start]
        for index, char in enumerate(chars):
            share = (index + 0.5) / len(chars)
            middle = right - (right - left) * share if odd else left + (right - left) * share
            found[first + index] = Glyph(char, middle, left, right, odd)


# --- what the algorithm demands --------------------------------------------------------------


def flatten(inlines: Inlines) -> str:
    """Return the text of a resolved paragraph as the algorithm sees it, with its isolates."""
    parts = []
    for node in inlines:
        match node:
            case Text():
                parts.append(node.text)
            case Note() | Image() | Math():
                parts.append(OBJECT)
            case LineBreak():
                parts.append(LINE_SEPARATOR)
            case _ if node.computed.isolate:
                inner = flatten(node.children)
                parts.append(f"{_ISOLATES[node.computed.dir]}{inner}{_POP}")
            case _:
                parts.append(flatten(node.children))
    return "".join(parts)


def visible(text: str) -> str:
    """Return the characters of a text that have a place of their own."""
    return "".join(char for char in text if is_seen(char))


class RecordingDialect(PagedDialect):
    """The dialect of the exporter, which notes what paragraphs it is given."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.texts: dict[str, set[tuple[str, int]]] = {}

    def lower(self, inlines: Inlines, base: Direction) -> Inlines:
        """Keep the paragraph's text by what is visible of it, then lower it as ever."""
        text = flatten(inlines)
        self.texts.setdefault(visible(text), set()).add((text, int(base is Direction.RTL)))
        return super().lower(inlines, base)


@dataclass(slots=True)
class Verdict:
    """What a check of many paragraphs found."""

    paragraphs: int = 0
    lines: int = 0
    justified: int = 0
    faults: list[Fault] = field(default_factory=list)
    ragged: list[Fault] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def judge(found: Iterable[Paragraph], texts: dict[str, set[tuple[str, int]]]) -> Verdict:
    """Compare every line of every paragraph with the algorithm.

    ``texts`` holds the paragraphs' texts and base levels by their visible characters.
    """
    verdict = Verdict()
    for paragraph in found:
        candidates = texts.get(paragraph.seen)
        if paragraph.seen == OBJECT and candidates is None:
            continue  # a picture by itself
        if candidates is None:
            verdict.unknown.append(paragraph.seen)
            continue
        verdict.paragraphs += 1
        verdict.lines += len(paragraph.lines)
        trials = [_compare(paragraph, text, base) for text, base in sorted(candidates)]
        verdict.faults += min(trials, key=len)
        _judge_ends(paragraph, verdict)
    return verdict


def _compare(paragraph: Paragraph, text: str, base: int) -> list[Fault]:
    resolution = resolve(text, base)
    places = [index for index, char in enumerate(text) if is_seen(char)]
    faults, start = [], 0
    for line in paragraph.lines:
        end = start + len(line.glyphs)
        fault = _compare_line(line, places[start:end], text, resolution)
        if fault:
            faults.append(fault)
        start = end
    return faults


def _compare_line(line: Line, places: list[int], text: str, resolution: Resolution) -> Fault | None:
    first, end = places[0], places[-1] + 1
    levels = line_levels(resolution, text, first, end)
    wanted = set(places)
    expected = [first + i for i in visual_order(levels) if first + i in wanted]
    by_x = sorted(zip(places, line.glyphs, strict=True), key=lambda pair: pair[1].middle)
    got = [place for place, _ in by_x]
    odd = {place: glyph.odd for place, glyph in by_x}
    turned = [
        text[place]
        for place in places
        if mirrored(text[place]) and odd[place] != bool(levels[place - first] % 2)
    ]
    if got == expected and not turned:
        return None
    reason = f"mirrored: {''.join(turned)}" if got == expected else "order"
    return Fault(text[first:end], _string(text, got), _string(text, expected), reason)


def _string(text: str, places: list[int]) -> str:
    return "".join(text[place] for place in places)


TOLERANCE = 0.5 * 96 / 72
"""Half a point, in CSS pixels."""


def _judge_ends(paragraph: Paragraph, verdict: Verdict) -> None:
    """Check that each justified line but the last begins and ends at its margins."""
    for line in paragraph.lines:
        if line.last or not line.justified:
            continue
        verdict.justified += 1
        off = (line.extent[0] - line.left, line.right - line.extent[1])
        if max(map(abs, off)) > TOLERANCE:
            text = "".join(glyph.char for glyph in line.glyphs)
            verdict.ragged.append(Fault(text, f"{off[0]:.2f} {off[1]:.2f}", "0 0", "ends"))
