"""The visual-order oracle: where each glyph of a laid-out page stands, against UAX #9.

The order expected comes from ``warraq.lang.bidi`` over the text of the whole paragraph, which is
proved against Unicode's own conformance files. Nothing of the exporter's lowering takes part in
the expectation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.visual.layout_lines import OBJECT, Glyph, Line, Paragraph, is_seen, paragraphs
from warraq.export.html.markup import Attributes as Markup
from warraq.export.pdf.dialect import PagedDialect
from warraq.lang.bidi import Resolution, line_levels, mirrored, resolve, visual_order
from warraq.model.attributes import Direction
from warraq.model.inlines import Image, Inlines, LineBreak, Math, Note, Text

__all__ = ["RecordingDialect", "Verdict", "flatten", "judge", "paragraphs", "shown", "visible"]

LINE_SEPARATOR = "\u2028"
_ISOLATES = {Direction.LTR: "\u2066", Direction.RTL: "\u2067"}
_POP = "\u2069"

Texts = dict[str, set[tuple[str, int]]]
"""Texts of paragraphs with their base levels, by what is visible of them."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that does not look as it must."""

    text: str
    got: str
    expected: str
    reason: str


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
        self.texts: Texts = {}
        self.heads: Texts = {}

    def lower(self, inlines: Inlines, base: Direction) -> Inlines:
        """Keep the paragraph's text by what is visible of it, then lower it as ever."""
        note_text(self.texts, flatten(inlines), base)
        return super().lower(inlines, base)

    def contents_heading(self, title: Inlines, base: Direction | None) -> Markup:
        """Keep what names a part in running heads, as one isolate of its own direction."""
        text = " ".join(flatten(title).replace(OBJECT, "").split())
        note_text(self.heads, f"{_ISOLATES[base or self._base]}{text}{_POP}", self._base)
        return super().contents_heading(title, base)


def note_text(texts: Texts, text: str, base: Direction) -> None:
    """Add a paragraph to what a judge knows."""
    texts.setdefault(visible(text), set()).add((text, int(base is Direction.RTL)))


@dataclass(slots=True)
class Verdict:
    """What a check of many paragraphs found; ``places`` counts the lines of each kind."""

    paragraphs: int = 0
    lines: int = 0
    justified: int = 0
    calls: int = 0
    places: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    ragged: list[Fault] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    def add(self, other: Verdict) -> None:
        """Take in what another check found."""
        self.paragraphs += other.paragraphs
        self.lines += other.lines
        self.justified += other.justified
        self.calls += other.calls
        self.places += other.places
        self.faults += other.faults
        self.ragged += other.ragged
        self.unknown += other.unknown


def judge(found: Iterable[Paragraph], texts: Texts) -> Verdict:
    """Compare every line of every paragraph with the algorithm."""
    verdict = Verdict()
    for paragraph in found:
        candidates = texts.get(paragraph.seen)
        if not paragraph.seen.strip(OBJECT) and candidates is None:
            continue  # a picture by itself
        if paragraph.place == "code":
            _judge_code(paragraph, verdict)
            continue
        if candidates is None:
            verdict.unknown.append(f"{paragraph.place}: {paragraph.seen}")
            continue
        verdict.paragraphs += 1
        verdict.lines += len(paragraph.lines)
        verdict.places[paragraph.place] += len(paragraph.lines)
        trials = [_compare(paragraph, text, base) for text, base in sorted(candidates)]
        verdict.faults += min(trials, key=len)
        verdict.calls += sum(bool(glyph.mark) for line in paragraph.lines for glyph in line.glyphs)
        _judge_ends(paragraph, verdict)
    return verdict


def _judge_code(block: Paragraph, verdict: Verdict) -> None:
    """Check lines of code, each of which is a paragraph from left to right."""
    for line in block.lines:
        text = "".join(glyph.char for glyph in line.everything)
        got, expected = shown(line.glyphs), ordered(text, 0)
        verdict.lines += 1
        verdict.places["code"] += 1
        if got != expected:
            verdict.faults.append(Fault(text, got, expected, "code"))


def _compare(paragraph: Paragraph, text: str, base: int) -> list[Fault]:
    resolution = resolve(text, base)
    places = [index for index, char in enumerate(text) if is_seen(char)]
    faults, start = [], 0
    for line in paragraph.lines:
        end = start + len(line.glyphs)
        here = places[start:end]
        found = [_compare_line(line, here, text, resolution)] if here else []
        found += [
            _compare_call(glyph, text, place, resolution) for glyph, place in _calls(line, here)
        ]
        found += [_parted(line, here, text), _hyphen_apart(line)]
        faults += [fault for fault in found if fault]
        start = end
    return faults


def _calls(line: Line, places: list[int]) -> Iterable[tuple[Glyph, int]]:
    pairs = zip(line.glyphs, places, strict=True)
    return [(glyph, place) for glyph, place in pairs if glyph.mark]


def shown(glyphs: Iterable[Glyph]) -> str:
    """Return visible characters from left to right as they look, brackets mirrored."""
    by_x = sorted(
        (glyph for glyph in glyphs if is_seen(glyph.char)), key=lambda glyph: glyph.middle
    )
    return "".join((glyph.odd and mirrored(glyph.char)) or glyph.char for glyph in by_x)


def ordered(text: str, base: int) -> str:
    """Return the visible characters of a line as the algorithm has them look, left to right."""
    resolution = resolve(text, base)
    levels = line_levels(resolution, text, 0, len(text))
    looks = [
        (level % 2 and mirrored(char)) or char for char, level in zip(text, levels, strict=True)
    ]
    return "".join(looks[index] for index in visual_order(levels) if is_seen(text[index]))


def _compare_call(call: Glyph, text: str, place: int, resolution: Resolution) -> Fault | None:
    """Check that the mark of a note looks as its text does in the direction of its place."""
    mark = "".join(glyph.char for glyph in call.mark)
    expected = ordered(mark, resolution.levels[place] % 2)
    got = shown(call.mark)
    return None if got == expected else Fault(text, got, expected, "mark")


def _parted(line: Line, places: list[int], text: str) -> Fault | None:
    """Check that no line begins with the call of a note that follows a word."""
    if not line.glyphs or not line.glyphs[0].mark:
        return None
    before = text[: places[0]].rstrip("".join(map(chr, _CONTROLS)))
    if not before or before[-1].isspace() or before[-1] == LINE_SEPARATOR:
        return None
    return Fault(text, before[-10:], "", "a call at the beginning of a line")


_CONTROLS = (0x61C, 0x200B, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))


def _hyphen_apart(line: Line) -> Fault | None:
    """Check that the hyphen of a broken word stands behind the word's part."""
    if line.hyphen is None:
        return None
    last = line.glyphs[-1]
    gap = last.left - line.hyphen.right if last.odd else line.hyphen.left - last.right
    if abs(gap) < 1:
        return None
    return Fault("".join(glyph.char for glyph in line.glyphs), f"{gap:.1f}", "0", "hyphen")


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
