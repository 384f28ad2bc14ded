"""What a layout shows: its paragraphs, their lines and the place of each glyph on them.

The positions come from the boxes of the layout, glyph by glyph.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline
from weasyprint.text.ffi import FROM_UNITS, ffi

from warraq.export.pdf.shaping import ShapedLine

OBJECT = "\ufffc"
HYPHEN = "\u2010"
# What has no place of its own on a line: spaces, joiners, breaks and the controls of the algorithm;
# and marks, which stand on their letter.
_UNSEEN = frozenset(
    " \u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2066\u2067\u2068\u2069\u2028\u2029"
)
_CALL = "::footnote-call"
_PLACES = {
    "td": "cell",
    "th": "cell",
    "caption": "caption",
    "figcaption": "caption",
    "dt": "definition term",
    "dd": "definition",
    "pre": "code",
}
_PLACES_BY_CLASS = {
    "bibliography-entry": "bibliography",
    "hemistich": "verse",
    "attribution": "attribution",
    "admonition-title": "admonition title",
    "equation-number": "equation number",
    "list-item": "list item",
    "contents-1": "contents",
    "contents-2": "contents",
    "contents-3": "contents",
    "glossary-headword": "glossary",
    "glossary-equivalent": "glossary",
    "glossary-abbreviation": "glossary",
    "glossary-definition": "glossary",
    "code-line": "code",
}


@cache
def is_seen(char: str) -> bool:
    """Whether a character has a place of its own on a line."""
    return char not in _UNSEEN and unicodedata.category(char) not in ("Mn", "Me")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a line: its middle and its extent in CSS pixels, and its shaping level.

    A note's call, a picture or a formula is one; ``mark`` then holds the characters of the call.
    """

    char: str
    middle: float
    left: float
    right: float
    odd: bool | None
    mark: tuple[Glyph, ...] = ()


@dataclass(slots=True)
class Line:
    """A line of a paragraph: its glyphs in logical order and the edges that it should fill.

    ``extent`` is what it fills, with the spaces in it, but not those at its logical end.
    ``hyphen`` is the one that the layout put at its end.
    """

    glyphs: list[Glyph]
    extent: tuple[float, float]
    left: float
    right: float
    justified: bool
    box: Any = None
    last: bool = False
    hyphen: Glyph | None = None
    everything: tuple[Glyph, ...] = ()


@dataclass(slots=True)
class Paragraph:
    """The lines that one element holds, over all pages."""

    element: Any
    rtl: bool
    place: str = "text"
    lines: list[Line] = field(default_factory=list)

    @property
    def seen(self) -> str:
        """The visible characters in logical order."""
        return "".join(glyph.char for line in self.lines for glyph in line.glyphs)


def paragraphs(page_boxes: Iterable[Any]) -> list[Paragraph]:
    """Return all paragraphs of the pages, those of the notes included, without margin boxes."""
    found: dict[tuple[int, int], Paragraph] = {}
    for number, page in enumerate(page_boxes):
        for area in page.children:
            if not isinstance(area, boxes.MarginBox):
                place = "note" if isinstance(area, boxes.FootnoteAreaBox) else ""
                for line, block, repeated in _line_boxes(area, area):
                    # The head of a table stands again on each page.
                    key = (id(line.element), number if repeated else -1)
                    _add_line(found, key, line, block, place)
    return _finished(found)


def heads(page_boxes: Iterable[Any]) -> list[Paragraph]:
    """Return the texts in the margins of the pages, each box a paragraph by itself."""
    found: dict[tuple[int, int], Paragraph] = {}
    for page in page_boxes:
        for area in page.children:
            if isinstance(area, boxes.MarginBox):
                for line, block, _ in _line_boxes(area, area):
                    key = (id(area), 0)
                    _add_line(found, key, line, block, area.at_keyword, marks=True)
    return _finished(found)


def _finished(found: dict[tuple[int, int], Paragraph]) -> list[Paragraph]:
    for paragraph in found.values():
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
    found: dict[tuple[int, int], Paragraph],
    key: tuple[int, int],
    line: Any,
    block: Any,
    place: str,
    *,
    marks: bool = False,
) -> None:
    everything = list(glyphs_of(line, marks=True))
    while everything and everything[-1].char == " ":
        everything.pop()
    glyphs = [glyph for glyph in glyphs_of(line, marks=marks) if is_seen(glyph.char)]
    if not glyphs:
        return
    extent = (min(glyph.left for glyph in everything), max(glyph.right for glyph in everything))
    rtl = block.style["direction"] == "rtl"
    if key not in found:
        found[key] = Paragraph(line.element, rtl, place or _place(line.element))
    paragraph = found[key]
    indent = line.text_indent if not paragraph.lines else 0
    left, right = block.content_box_x(), block.content_box_x() + block.width
    if rtl:
        right -= indent
    else:
        left += indent
    justified = line.style["text_align_all"] == "justify" and not _ends_with_break(line)
    justified = justified and _is_stretchable(line, everything, right - left)
    hyphen = glyphs.pop() if _is_hyphenated(line, glyphs) else None
    paragraph.lines.append(
        Line(glyphs, extent, left, right, justified, line, False, hyphen, tuple(everything))
    )


def _place(element: Any) -> str:
    """Return what kind of paragraph an element is, by its class or its name."""
    names = (element.get("class") or "").split()
    known = next((_PLACES_BY_CLASS[name] for name in names if name in _PLACES_BY_CLASS), "")
    heading = "heading" if element.tag[:1] == "h" and element.tag[1:].isdigit() else "text"
    return known or _PLACES.get(element.tag, heading)


def _is_hyphenated(line: Any, glyphs: list[Glyph]) -> bool:
    """Whether the layout broke a word at a soft hyphen: the text goes on without a space."""
    if len(glyphs) < 2 or glyphs[-1].char != HYPHEN:
        return False
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox)]
    return bool(texts) and getattr(texts[-1], "text", "").endswith("\u00ad" + HYPHEN)


def _is_stretchable(line: Any, everything: list[Glyph], measure: float) -> bool:
    """Whether a line has spaces, and is not too long for want of a place to break."""
    text = "".join(glyph.char for glyph in everything)
    if not any(char in " \u00a0" for char in text):
        return False
    return line.width < measure + 1 or bool(inline.can_break_text(text, line.style["lang"]))


def _ends_with_break(line: Any) -> bool:
    return any(
        getattr(box, "element_tag", "") in ("br", "br::before") for box in line.descendants()
    )


def glyphs_of(box: Any, *, marks: bool = False) -> Iterator[Glyph]:
    """Yield the characters of a line in logical order; a call or a picture is one object.

    With ``marks`` also those that the style sheet adds: the number before a note, a label.
    """
    for child in box.children:
        tag = str(child.element_tag or "")
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.TextBox):
            if marks or "::" not in tag:
                yield from glyphs(child)
            continue
        if tag.endswith(_CALL) and not child.children:
            continue  # where a long note's further part hangs: nothing to see
        if tag.endswith(_CALL) or isinstance(child, boxes.AtomicInlineLevelBox):
            left, right = child.position_x, child.position_x + child.margin_width()
            mark = tuple(glyphs_of(child, marks=True)) if tag.endswith(_CALL) else ()
            yield Glyph(OBJECT, (left + right) / 2, left, right, None, mark)
        elif "::" in tag and not marks:
            continue
        elif hasattr(child, "children"):
            yield from glyphs_of(child, marks=marks)


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
