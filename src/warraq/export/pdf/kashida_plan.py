"""Which words of a line are extended, and by how much: arithmetic alone, without an engine.

First the spaces grow to a comfortable width; what is still wanted goes to few words, long enough
to look intended, at their best joins, away from one another and from those of the line above; what
is left goes to the spaces again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

TYPICAL = 0.6
"""The share of the longest extension that is wanted of each before another word is taken."""
SHARE_OF_WORDS = 0.34
"""At most so many of a line's words are extended in running text."""
LEAST = 0.3
"""In em: an extension is no shorter, so that it looks intended."""
LADDER = 1.5
"""In em: extensions nearer than this in two lines that follow one another make a ladder."""

_COST_OF_RANK = (0.0, 0.0, 0.0, 1.0, 1.5, 2.0, 4.0, 5.0)
_MARKED = 6.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may be extended; lengths in CSS pixels.

    ``number`` counts the words of the line. ``x`` is the place of the join. The first tatweel makes
    the word wider by ``first`` (it may part a ligature as well), each further one by ``step``;
    ``most`` is how many it may have.
    """

    number: int
    rank: int
    x: float
    first: float
    step: float
    most: int

    def gain(self, count: int) -> float:
        """Return by how much so many tatweels widen the word."""
        return self.first + (count - 1) * self.step if count else 0.0

    def least(self, length: float) -> int:
        """Return how many tatweels reach a length, as far as the word may have them."""
        return max(1, min(self.most, ceil(length / self.step)))


@dataclass(frozen=True, slots=True)
class Want:
    """What a line lacks; lengths in CSS pixels.

    Extensions shall give ``need`` and can give ``room`` (the spaces then stay at their own width).
    ``above`` holds the places of the extensions of the line before. ``neighbours``: whether two
    words side by side may both be extended; ``words`` bounds how many are.
    """

    need: float
    room: float
    words: int
    em: float
    measure: float
    above: Sequence[float] = ()
    neighbours: bool = False


def choose(candidates: Sequence[Candidate], want: Want) -> dict[int, int]:
    """Return how many tatweels each word gets, by the number of the word."""
    usable = [each for each in candidates if each.most and each.step > 0]
    if not usable or want.need < min(each.step for each in usable):
        return {}
    chosen: list[Candidate] = []
    while usable and len(chosen) < want.words and _typical(chosen) < want.need:
        best = _next(usable, chosen, want)
        if best is None:
            break
        chosen.append(best)
        usable = [each for each in usable if each is not best and _may_join(each, best, want)]
    return _lengths(chosen, want)


def _next(usable: Sequence[Candidate], chosen: Sequence[Candidate], want: Want) -> Candidate | None:
    """Return the best of the words that still have room; None: the line is better without."""
    taken = sum(_shortest(each, want) for each in chosen)
    able = [each for each in usable if taken + _shortest(each, want) <= want.room]
    if want.need - _typical(chosen) <= want.room - want.need:
        # Spaces that are a little wider are better than a ladder.
        able = [each for each in able if not _nearness(each, want)]
    if not able:
        return None
    best = min(able, key=lambda each: (_cost(each, chosen, want), each.number))
    alone = sum(each.gain(each.most) for each in chosen) >= want.need
    return None if alone and taken + _shortest(best, want) > want.need else best


def _shortest(each: Candidate, want: Want) -> float:
    return each.gain(each.least(LEAST * want.em))


def _nearness(each: Candidate, want: Want) -> float:
    """Return how near a word's join is to extensions of the line above: 0 not, 1 just below."""
    reach = LADDER * want.em
    return sum(max(0.0, 1 - abs(each.x - x) / reach) for x in want.above)


def _typical(chosen: Sequence[Candidate]) -> float:
    return sum(each.gain(max(1, ceil(TYPICAL * each.most))) for each in chosen)


def _may_join(each: Candidate, chosen: Candidate, want: Want) -> bool:
    return want.neighbours or abs(each.number - chosen.number) > 1


def _cost(each: Candidate, chosen: Sequence[Candidate], want: Want) -> float:
    """Return how ill a word is suited: by its join, its neighbours, the line above, its place."""
    marked = each.rank >= len(_COST_OF_RANK)
    rank = each.rank - (len(_COST_OF_RANK) - 1 if marked else 0)
    cost = _COST_OF_RANK[rank] + (_MARKED if marked else 0.0)
    nearness = _nearness(each, want)
    cost += 5 + 4 * nearness if nearness else 0.0
    apart = want.measure / (2 + len(chosen))
    for other in chosen:
        cost += 3 * max(0.0, 1 - abs(each.x - other.x) / apart)
        cost += abs(each.number - other.number) == 1
    # Scribes extend near the end of a line rather than at its beginning.
    return cost + each.x / want.measure


def _lengths(chosen: Sequence[Candidate], want: Want) -> dict[int, int]:
    """Share out what is needed, the shortest extension first, in whole tatweels."""
    counts = {each.number: each.least(LEAST * want.em) for each in chosen}
    total = sum(each.gain(counts[each.number]) for each in chosen)
    growing = list(chosen)
    while growing:
        shortest = min(growing, key=lambda each: counts[each.number] * each.step)
        wider = total + shortest.step
        if counts[shortest.number] >= shortest.most or wider > want.room:
            growing.remove(shortest)
        elif total + shortest.step / 2 > want.need:
            break
        else:
            counts[shortest.number] += 1
            total = wider
    return counts
