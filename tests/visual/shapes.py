"""Letters across the edges of elements: whether the glyphs chosen are those that join.

Each text box is shaped by itself. Where two of them meet within a word, the letters at the edge
must have the forms that they have in the word shaped as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import ffi
from weasyprint.text.line_break import Layout

from tests.visual.oracle import Fault
from warraq.lang.bidi import bidi_class

ZWJ = "\u200d"
_LETTERS = (
    "[\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06ee\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u200d]"
)
_EMPTY = 0x0FFFFFFF
"""Pango's glyph for what has none, such as a joiner."""
_SIMPLE = (("calt", 0), ("rlig", 0), ("liga", 0), ("clig", 0), ("dlig", 0))
"""Features off that choose a glyph by neighbours that another box cannot see."""
_PARTS = re.compile(f"{_LETTERS}+|[^{_LETTERS[1:-1]}]+")
_ALEFS = "\u0622\u0623\u0625\u0627\u0671"


@dataclass(slots=True)
class Joints:
    """The edges within words that were looked at, and those with wrong glyphs."""

    count: int = 0
    faults: list[Fault] = field(default_factory=list)


def joints(page_boxes: Iterable[Any]) -> Joints:
    """Look at every word of the Arabic script that stands in more boxes than one."""
    result = Joints()
    for page in page_boxes:
        for line in page.descendants():
            if isinstance(line, boxes.LineBox):
                for word in _words(line):
                    if len(word) > 1:
                        _look(word, result)
    return result


def _words(line: Any) -> Iterator[list[tuple[Any, str]]]:
    """Yield the words of a line, each as its parts in the boxes that they stand in."""
    word: list[tuple[Any, str]] = []
    for box in _texts(line):
        parts = _PARTS.findall(box.text) if box else [""]
        for part in parts:
            if _is_script(part):
                if word and word[-1][0] is box:
                    yield word
                    word = []
                word.append((box, part))
            else:
                yield word
                word = []
    yield word


def _texts(box: Any) -> Iterator[Any]:
    """Yield a line's texts in logical order, None for anything that parts two of them."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            if child.text:
                yield child
        elif isinstance(child, boxes.InlineBox) and "::" not in str(child.element_tag):
            yield from _texts(child)
        else:
            yield None


def _is_script(part: str) -> bool:
    return bool(part) and bidi_class(part.strip(ZWJ)[:1] or " ") in ("AL", "NSM")


def _look(parts: list[tuple[Any, str]], result: Joints) -> None:
    word = "".join(part for _, part in parts).replace(ZWJ, "")
    result.count += len(parts) - 1
    for (_, before), (_, after) in pairwise(parts):
        if before.rstrip(ZWJ)[-1:] == "\u0644" and after.lstrip(ZWJ)[:1] in _ALEFS:
            result.faults.append(Fault(word, before, after, "lam and alef parted"))
        if bidi_class(after[0]) == "NSM":
            result.faults.append(Fault(word, before, after, "a mark parted from its letter"))
    start = 0
    # What joins a word to a sign before it or after it is the author's own.
    lead = ZWJ * parts[0][1].startswith(ZWJ)
    tail = ZWJ * parts[-1][1].endswith(ZWJ)
    for box, part in parts:
        style = box.style.copy()
        style["font_feature_settings"] = _SIMPLE
        style["direction"] = "rtl"
        length = len(part.replace(ZWJ, ""))
        whole = _glyphs(lead + word + tail, style)
        # Signs have no joined forms; a face may draw them otherwise in another company.
        letters = [place for place in range(start, start + length) if word[place].isalpha()]
        wanted = [whole[place + len(lead)] for place in letters]
        shaped = _glyphs(part, style)
        got = [shaped[index] for index, char in enumerate(part) if char.isalpha()]
        if got != wanted:
            result.faults.append(Fault(word, f"{part} {got}", str(wanted), "form"))
        start += length


def _glyphs(text: str, style: Any) -> dict[int, tuple[int, ...]]:
    """Return the glyphs of each character, in a style; those of a cluster with its first one."""
    layout = Layout(style)
    layout.set_text(text)
    line, _ = layout.get_first_line()
    found: dict[int, list[int]] = {index: [] for index in range(len(text))}
    run = line.runs[0]
    encoded = text.encode()
    while run != ffi.NULL:
        item = run.data
        for index in range(item.glyphs.num_glyphs):
            byte = item.item.offset + item.glyphs.log_clusters[index]
            found[len(encoded[:byte].decode())].append(item.glyphs.glyphs[index].glyph)
        run = run.next
    layout.deactivate()
    return {
        index: tuple(sorted(glyph for glyph in glyphs if glyph != _EMPTY))
        for index, glyphs in found.items()
    }
