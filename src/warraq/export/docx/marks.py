"""Direction marks at the edges of isolates, only where plain text would be ordered otherwise.

Word orders runs by their own direction, but other readers of DOCX (LibreOffice among them) run
the plain algorithm over the paragraph's text, in which an isolate leaves no trace. Where that
gives another order than the model's levels, LEFT-TO-RIGHT MARK or RIGHT-TO-LEFT MARK stands at
the edge (UAX #9, 2.6); where marks cannot help, since the phrase itself would be torn apart,
it stands between a directional embedding and its end, which Word knows as special characters.
(LibreOffice passes over ``w:dir``, the element for the same; and to Word isolates are strangers.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from warraq.export.docx.flat import LRM, RLM, Boundary, Flat, Item, Piece, Slot
from warraq.lang.bidi import bidi_class, mirrored, resolve, visual_order
from warraq.model.attributes import Direction
from warraq.model.inlines import Inlines

__all__ = ["LRM", "NO_EDGES", "RIGHT_TO_LEFT", "RLM", "Edges", "plan"]

_LRE, _RLE, _POP = "\u202a", "\u202b", "\u202c"
RIGHT_TO_LEFT = frozenset({RLM, _RLE})
"""The marks that belong into a right-to-left run."""
_ROUNDS = 4
_REACH = 300
"""Characters between which a place for a mark is looked for."""
_WORTH_PRUNING = 60_000
"""Marks times characters that a search for needless marks may look at."""


@dataclass(frozen=True, slots=True)
class Edges:
    """The marks around one isolate or atom, and what makes it an embedding."""

    outer_start: str = ""
    inner_start: str = ""
    inner_end: str = ""
    outer_end: str = ""
    embedding: str = ""
    """The character that begins an embedding, empty for none."""

    @property
    def opening(self) -> tuple[str, str, str]:
        """What stands before the content."""
        return self.outer_start, self.embedding, self.inner_start

    @property
    def closing(self) -> tuple[str, str, str]:
        """What stands after the content."""
        return self.inner_end, _POP if self.embedding else "", self.outer_end


NO_EDGES = Edges()


def plan(inlines: Inlines, base: int, call: tuple[str, str] = ("", "")) -> tuple[Edges, ...]:
    """Return the edges of all isolates and atoms of a paragraph in document order.

    ``base`` is the paragraph's level; ``call`` are the texts around the mark of a note. The
    result is empty when no mark is needed.
    """
    flat = Flat(base, call)
    flat.add_all(inlines)
    if not flat.complete or not flat.nodes or flat.is_plain():
        return ()
    search = _Search(flat.characters(), flat.nodes, base)
    choice = search.run()
    return search.edges(choice) if choice.slots or choice.embedded else ()


@dataclass(frozen=True, slots=True)
class _Choice:
    """The slots that are filled and the isolates that are embeddings."""

    slots: frozenset[int] = frozenset()
    embedded: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Search:
    """Looks for the fewest marks that give the wanted order."""

    items: list[Item]
    nodes: list[Direction | None]
    base: int
    positions: list[int] = field(init=False)
    order: list[int] = field(init=False)
    flips: list[bool] = field(init=False)
    known: dict[_Choice, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Compute the wanted picture once."""
        kept = [item for item in self.items if not isinstance(item, Slot)]
        texts = [item.text if isinstance(item, Piece) else "" for item in kept]
        self.order, self.flips = _picture([item.level for item in kept], texts)
        self.positions = [index for index, item in enumerate(self.items) if isinstance(item, Piece)]

    def run(self) -> _Choice:
        """Return the best of: no marks, marks, embeddings of some isolates, of all.

        All of them can fail, so rarely that only generated texts show it: where a European
        number follows, since its class depends on the letter before it (W2), and RIGHT-TO-LEFT
        MARK is not an Arabic one; and where a pair of brackets holds an embedding (N0).
        """
        best, fewest = _Choice(), len(self._wrong(_Choice()))
        for attempt in (self._with_marks, self._with_embeddings, self._with_all):
            choice = attempt()
            wrong = len(self._wrong(choice))
            if wrong < fewest:
                best, fewest = choice, wrong
            if not fewest:
                break
        return self._pruned(best)

    def edges(self, choice: _Choice) -> tuple[Edges, ...]:
        """Return what was chosen for each isolate or atom."""
        sides: list[dict[str, str]] = [{} for _ in self.nodes]
        for slot in (self.items[index] for index in sorted(choice.slots)):
            if isinstance(slot, Slot):
                sides[slot.node][slot.side] = slot.mark
        for node in choice.embedded:
            sides[node]["embedding"] = self._embedding(node)
        return tuple(Edges(**marks) for marks in sides)

    def _with_marks(self) -> _Choice:
        return self._filled(_Choice())

    def _with_embeddings(self) -> _Choice:
        """Make embeddings of the isolates in which marks leave the order wrong."""
        wrong = self._wrong(self._with_marks())
        some = self._around(frozenset(wrong))
        return self._filled(_Choice(self._outer_slots(some), some))

    def _with_all(self) -> _Choice:
        """Make embeddings of all isolates."""
        every = frozenset(
            index for index, direction in enumerate(self.nodes) if direction is not None
        )
        return _Choice(self._outer_slots(frozenset(range(len(self.nodes)))), every)

    def _filled(self, choice: _Choice) -> _Choice:
        """Fill the places next to what is out of order until all is right or nothing helps."""
        for _ in range(_ROUNDS):
            near = self._near_all(self._wrong(choice)) - choice.slots
            if not near:
                break
            choice = _Choice(choice.slots | near, choice.embedded)
        return choice

    def _outer_slots(self, nodes: frozenset[int]) -> frozenset[int]:
        return frozenset(
            index
            for index, item in enumerate(self.items)
            if isinstance(item, Slot) and item.node in nodes and item.side.startswith("outer")
        )

    def _pruned(self, choice: _Choice) -> _Choice:
        """Take away each mark without which the order is as right."""
        if len(choice.slots) * len(self.items) > _WORTH_PRUNING:
            return choice
        wrong = len(self._wrong(choice))
        for slot in sorted(choice.slots, reverse=True):
            fewer = _Choice(choice.slots - {slot}, choice.embedded)
            if len(self._wrong(fewer)) <= wrong:
                choice = fewer
        return choice

    def _wrong(self, choice: _Choice) -> list[int]:
        """Return the positions of the characters that plain text would order otherwise."""
        if choice not in self.known:
            self.known[choice] = self._compared(choice)
        return self.known[choice]

    def _compared(self, choice: _Choice) -> list[int]:
        text, real = self._plain(choice)
        levels = resolve(text, self.base).levels
        texts = [char if is_real else "" for char, is_real in zip(text, real, strict=True)]
        order, flips = _picture(levels, texts)
        if order == self.order and flips == self.flips:
            return []
        wrong = {
            number for pair in set(pairwise(self.order)) ^ set(pairwise(order)) for number in pair
        }
        wrong.update(
            number
            for number, (wanted, found) in enumerate(zip(self.flips, flips, strict=True))
            if wanted != found
        )
        # The two may differ in nothing but which end comes first.
        return sorted(self.positions[number] for number in wrong or range(len(self.positions)))

    def _plain(self, choice: _Choice) -> tuple[str, list[bool]]:
        """Return the plain text, and for each character whether it is the paragraph's own."""
        text: list[str] = []
        real: list[bool] = []
        for index, item in enumerate(self.items):
            match item:
                case Piece():
                    text.append(item.text)
                    real.append(True)
                case Slot() if index in choice.slots:
                    text.append(item.mark)
                    real.append(False)
                case Boundary() if item.node in choice.embedded:
                    text.append(self._embedding(item.node) if item.opens else _POP)
                    real.append(False)
                case _:
                    pass
        return "".join(text), real

    def _embedding(self, node: int) -> str:
        return _RLE if self.nodes[node] is Direction.RTL else _LRE

    def _near_all(self, wrong: list[int]) -> frozenset[int]:
        """Return the nearest places for marks around stretches of wrong characters."""
        positions = frozenset(wrong)
        return frozenset(
            slot
            for index in wrong
            for step in (-1, 1)
            if index + step not in positions
            for slot in self._near(index + step, step)
        )

    def _near(self, start: int, step: int) -> Iterator[int]:
        """Yield the nearest places for marks in a direction, up to a strong character."""
        index, limit = start, start + step * _REACH
        while 0 <= index < len(self.items) and index != limit:
            item = self.items[index]
            if isinstance(item, Slot):
                yield from self._group(index, step)
                return
            if isinstance(item, Piece) and bidi_class(item.text) in ("L", "R", "AL"):
                return
            index += step

    def _group(self, index: int, step: int) -> Iterator[int]:
        """Yield the places that follow one another without a character between."""
        while 0 <= index < len(self.items):
            item = self.items[index]
            if isinstance(item, Piece):
                return
            if isinstance(item, Slot):
                yield index
            index += step

    def _around(self, positions: frozenset[int]) -> frozenset[int]:
        """Return the isolates that any of the positions stands in."""
        found: set[int] = set()
        open_nodes: list[int] = []
        for index, item in enumerate(self.items):
            if isinstance(item, Boundary):
                if item.opens:
                    open_nodes.append(item.node)
                else:
                    open_nodes.pop()
            elif index in positions:
                found.update(open_nodes)
        return frozenset(found)


def _picture(levels: Sequence[int], texts: Sequence[str]) -> tuple[list[int], list[bool]]:
    """Return the visual order of the characters that have a text, and which are mirrored.

    Two paragraphs with one picture look the same wherever their lines are broken: L2 puts two
    characters in reverse when the lowest level from one to the other is odd, whatever follows.
    """
    rank = {index: number for number, index in enumerate(i for i, text in enumerate(texts) if text)}
    order = [rank[index] for index in visual_order(levels) if index in rank]
    flips = [
        level % 2 == 1 and mirrored(text) is not None
        for level, text in zip(levels, texts, strict=True)
        if text
    ]
    return order, flips
