"""One justified line: which of its words may be extended, and its texts with the extensions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, floor
from typing import Any

from weasyprint.formatting_structure import boxes

from warraq.export.pdf.kashida_faces import Faces
from warraq.export.pdf.kashida_plan import SHARE_OF_WORDS, Candidate, Want, choose
from warraq.lang import kashida
from warraq.lang.joining import TATWEEL
from warraq.lang.kashida import Manner
from warraq.lang.tags import script
from warraq.style.tokens import Justification

PROPERTY = "__kashida"
"""The custom property ``--kashida`` of the style sheet, as WeasyPrint names it."""
_OBJECT = "\ufffc"
"""Stands for what is no text: a picture, a formula."""
_ORNATE = ("\ufd3e", "\ufd3f")
"""﴾ and ﴿ stand around the words of the Qur'an; which of them opens, the first one shows."""
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Extended:
    """The text of a box with its extensions, shaped, and by how much it is wider (CSS pixels)."""

    layout: Any
    gain: float


@dataclass(frozen=True, slots=True)
class Filling:
    """What fills a line: extended boxes by their number in it, and the places of extensions.

    ``styles`` are kept so that no other takes their identity while the filling lives.
    """

    boxes: dict[int, Extended]
    places: tuple[float, ...]
    styles: tuple[Any, ...] = ()


NOTHING = Filling({}, ())


@dataclass(frozen=True, slots=True)
class Spot:
    """A word's best join: the number of its box, the index of what follows it in the box's text.

    ``begin`` and ``end`` are those of the word, as far as it stands in the box; ``number`` counts
    the stretches between spaces.
    """

    box: int
    index: int
    begin: int
    end: int
    number: int
    rank: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line before it is filled; lengths in CSS pixels.

    ``extra`` is what it lacks of the measure, ``left`` its left edge. ``quoting``: it begins
    within the words of the Qur'an.
    """

    texts: Sequence[Any]
    """Text boxes in the order of reading, and None for what is no text."""
    manner: Manner
    extra: float
    left: float
    width: float
    above: tuple[float, ...]
    opening: str
    quoting: bool

    def key(self) -> tuple[Any, ...]:
        """Return what decides how the line is filled."""
        parts = tuple(
            (box.text, id(box.style), round(box.position_x - self.left, 2)) if box else None
            for box in self.texts
        )
        return parts, self.manner, round(self.extra, 3), self.above, self.opening, self.quoting

    @property
    def scale(self) -> float:
        """By how much the line grows, as a factor."""
        return 1 + self.extra / self.width if self.width else 1.0

    def fill(self, tokens: Justification, faces: Faces, context: Any, comfort: float) -> Filling:
        """Choose the extensions. ``comfort`` is what the spaces may take first."""
        found = self._best_of_tokens(self._candidates(tokens, faces, context))
        counts = choose([candidate for candidate, _ in found], self._want(comfort))
        chosen = [
            (each, spot, counts[each.number]) for each, spot in found if each.number in counts
        ]
        insertions: dict[int, list[tuple[int, int]]] = {}
        for _, spot, count in chosen:
            insertions.setdefault(spot.box, []).append((spot.index, count))
        kept: dict[int, Extended] = {}
        for number, own in insertions.items():
            extended = extend(self.texts[number], own, faces, context)
            if extended is not None:
                kept[number] = extended
        gains = [(each, each.gain(count)) for each, spot, count in chosen if spot.box in kept]
        styles = tuple(box.style for box in self.texts if box)
        return Filling(kept, self._places(gains), styles)

    def _places(self, gains: Sequence[tuple[Candidate, float]]) -> tuple[float, ...]:
        """Return where the middle of each extension comes to stand, from the line's left edge."""
        spaces = self._spaces()
        rest = self.extra - sum(gain for _, gain in gains)
        result = []
        for own, gain in gains:
            before = sum(other for each, other in gains if each.number > own.number)
            spread = rest * (spaces - own.number) / spaces if spaces else 0.0
            result.append(round(own.x / self.scale + spread + before + gain / 2, 1))
        return tuple(result)

    def _spaces(self) -> int:
        return sum(box.text.count(" ") for box in self.texts if box)

    def _want(self, comfort: float) -> Want:
        verse = self.manner is Manner.VERSE
        words = 1 + self._spaces()
        return Want(
            need=self.extra - comfort,
            room=self.extra,
            words=words if verse else ceil(SHARE_OF_WORDS * words),
            em=max((box.style["font_size"] for box in self.texts if box), default=1.0),
            measure=self.width + self.extra,
            above=self.above,
            neighbours=verse,
        )

    @staticmethod
    def _best_of_tokens(
        found: Iterable[tuple[Candidate, Spot]],
    ) -> list[tuple[Candidate, Spot]]:
        """Return one candidate for each stretch between two spaces that has any."""
        result: dict[int, tuple[Candidate, Spot]] = {}
        for candidate, spot in found:
            known = result.get(candidate.number)
            if known is None or candidate.rank <= known[0].rank:
                result[candidate.number] = candidate, spot
        return list(result.values())

    def _candidates(
        self, tokens: Justification, faces: Faces, context: Any
    ) -> Iterator[tuple[Candidate, Spot]]:
        """Yield the words that may be extended, measured; see Candidate."""
        verse = self.manner is Manner.VERSE
        longest = tokens.kashida_longest_verse if verse else tokens.kashida_longest
        edges: dict[int, dict[int, float]] = {}
        for spot in self._spots():
            box = self.texts[spot.box]
            step = faces.step(box.style, context) if is_open(box) else 0.0
            if step <= 0:
                continue
            if spot.box not in edges:
                edges[spot.box] = faces.edges(box, context)
            right = edges[spot.box].get(len(box.text[: spot.index].encode()), box.width / 2)
            x = (box.position_x - self.left + right) * self.scale
            most = floor(longest * box.style["font_size"] / step + _TINY)
            first = _first_gain(box, spot, faces, context)
            yield Candidate(spot.number, spot.rank, x, first, step, most), spot

    def _spots(self) -> Iterator[Spot]:
        """Yield each word's best join that lies within one box."""
        parts = [box.text if box else _OBJECT for box in self.texts]
        ends = list(accumulate(map(len, parts)))
        text = "".join(parts)
        closed = self._quoted(text)
        for start, end in kashida.words(text):
            if closed and closed[start]:
                continue
            for place in kashida.places(text[start:end], self.manner):
                index = start + place.index
                box = bisect_right(ends, index)
                left = ends[box] - len(parts[box])
                if index > left:
                    begin, number = max(0, start - left), text.count(" ", 0, start)
                    yield Spot(box, index - left, begin, end - left, number, place.rank)
                    break

    def _quoted(self, text: str) -> list[bool]:
        """Return for each character whether it belongs to words of the Qur'an; empty: none does."""
        if not self.opening:
            return []
        inside, result = self.quoting, []
        for char in text:
            if char in _ORNATE:
                inside = char == self.opening
            result.append(inside)
        return result


def _first_gain(box: Any, spot: Spot, faces: Faces, context: Any) -> float:
    """Return by how much one tatweel widens a word."""
    before, after = box.text[spot.begin : spot.index], box.text[spot.index : spot.end]
    wider = faces.width(before + TATWEEL + after, box.style, context)
    return wider - faces.width(before + after, box.style, context)


def extend(
    box: Any, insertions: Sequence[tuple[int, int]], faces: Faces, context: Any
) -> Extended | None:
    """Return the text of a box with tatweels before some indices; None where it cannot be drawn."""
    text, parts, offsets, last = box.text, [], [], 0
    length = 0
    for index, count in sorted(insertions):
        piece = text[last:index]
        length += len(piece.encode())
        offsets += [length + len(TATWEEL.encode()) * number for number in range(count)]
        length += len(TATWEEL.encode()) * count
        parts += [piece, TATWEEL * count]
        last = index
    shaped = faces.shape("".join([*parts, text[last:]]), box.style, context)
    if not shaped.fit:
        return None
    shaped.layout.extensions = frozenset(offsets)
    return Extended(shaped.layout, shaped.width - box.width)


def manner_of(style: Any) -> Manner | None:
    """Return what the style sheet says of extensions; None: none are wanted."""
    for token in style[PROPERTY] or ():
        if token.type == "ident":
            return next((manner for manner in Manner if manner.value == token.value), None)
    return None


def is_open(box: Any) -> bool:
    """Whether the words of a text may be extended: its language, its spacing, the style sheet."""
    style = box.style
    lang = style["lang"]
    return (
        manner_of(style) is not None
        and (not lang or script(lang) == "arab")
        and style["letter_spacing"] == "normal"
        and style["direction"] == "rtl"
    )


def opening_before(linebox: Any, skip_stack: Any) -> tuple[str, bool]:
    """Return what opens words of the Qur'an in a text, and whether a line begins within such.

    ``skip_stack`` says where the line begins, as WeasyPrint does. An empty text: there are none.
    """
    whole = "".join(_all_text(linebox, None))
    opening = next((char for char in whole if char in _ORNATE), "")
    if not opening or skip_stack is None:
        return opening, False
    before = "".join(_all_text(linebox, skip_stack))
    last = max(_ORNATE, key=before.rfind)
    return opening, last in before and last == opening


def _all_text(box: Any, skip_stack: Any) -> Iterator[str]:
    """Yield the text of an inline element; with a skip stack, that before its place."""
    if isinstance(box, boxes.TextBox):
        if skip_stack is None:
            yield box.text
        else:
            ((skip, _),) = skip_stack.items()
            yield box.text.encode()[: skip or 0].decode()
        return
    if not isinstance(box, boxes.LineBox | boxes.InlineBox):
        return
    end, inner = next(iter(skip_stack.items())) if skip_stack else (len(box.children), None)
    for child in box.children[:end]:
        if child.is_in_normal_flow():
            yield from _all_text(child, None)
    if inner is not None:
        yield from _all_text(box.children[end], inner)
