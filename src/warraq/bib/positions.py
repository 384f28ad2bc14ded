"""Where a citation stands among the others: first, ibid., ibid. with a locator, subsequent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Position(StrEnum):
    """The positions of CSL 1.0.2 ("Choose", attribute ``position``)."""

    FIRST = "first"
    IBID = "ibid"
    IBID_WITH_LOCATOR = "ibid-with-locator"
    NEAR_NOTE = "near-note"
    SUBSEQUENT = "subsequent"


@dataclass(frozen=True, slots=True)
class Cited:
    """A work as cited once; ``locator`` is its normalised text, empty when there is none."""

    key: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The works of one citation.

    ``note`` numbers the note in which the citation stands (citations in one explanatory note
    share it); ``scope`` names the part of the document in which a first citation is first, and
    ``page`` the page beyond which "ibid." reaches in no case.
    """

    items: tuple[Cited, ...]
    note: int
    scope: str = ""
    page: str = ""


def positions(
    clusters: Sequence[Cluster], near_note_distance: int = 0
) -> tuple[tuple[Position, ...], ...]:
    """Return the position of every item of every cluster, clusters in the reader's order.

    The rules (Chicago Manual of Style, 17th edition, 14.34; CSL 1.0.2):

    - A work not yet cited in the scope is FIRST.
    - "Ibid." refers to the work just before: the one before it in the same cluster; for a
      cluster's first work, that of the preceding cluster in the same note, else all that the
      preceding note cites. Where these cite several works, or where the scope or the page
      changes, it is SUBSEQUENT.
    - A note that cites nothing does not count as preceding.
    - With the same locator, or with none both times: IBID. With another locator:
      IBID_WITH_LOCATOR. Without one, where the work before has one: SUBSEQUENT, since "ibid."
      would repeat it.
    - A repeat that is not "ibid." is NEAR_NOTE where the work was last cited in the scope at most
      ``near_note_distance`` notes before, else SUBSEQUENT (CSL 1.0.2, "near-note-distance").
    """
    result: list[tuple[Position, ...]] = []
    seen: dict[tuple[str, str], int] = {}
    before = _Before()
    for cluster in clusters:
        if not cluster.items:
            result.append(())
            continue
        previous = before.enter(cluster)
        row: list[Position] = []
        for item in cluster.items:
            last = seen.get((cluster.scope, item.key))
            place = _position(item, previous, last is not None)
            if place is Position.SUBSEQUENT and last is not None:
                is_near = cluster.note - last <= near_note_distance
                place = Position.NEAR_NOTE if near_note_distance and is_near else place
            row.append(place)
            seen[cluster.scope, item.key] = cluster.note
            previous = item
        before.leave(cluster)
        result.append(tuple(row))
    return tuple(result)


def _position(item: Cited, previous: Cited | None, seen: bool) -> Position:
    if not seen:
        return Position.FIRST
    if previous is None or previous.key != item.key:
        return Position.SUBSEQUENT
    if previous.locator == item.locator:
        return Position.IBID
    return Position.IBID_WITH_LOCATOR if item.locator else Position.SUBSEQUENT


class _Before:
    """What the preceding note, and the preceding cluster of the same note, cite."""

    def __init__(self) -> None:
        self._note: int | None = None
        self._place = ("", "")
        self._in_note: list[Cited] = []
        self._last: tuple[Cited, ...] = ()

    def enter(self, cluster: Cluster) -> Cited | None:
        """Return the one work that "ibid." at the start of the cluster would mean."""
        same_note = cluster.note == self._note
        cited = self._last if same_note else self._in_note
        if not same_note:
            self._in_note = []
        if (cluster.scope, cluster.page) != self._place or len({item.key for item in cited}) != 1:
            return None
        return cited[-1]

    def leave(self, cluster: Cluster) -> None:
        self._note, self._last = cluster.note, cluster.items
        self._place = (cluster.scope, cluster.page)
        self._in_note.extend(cluster.items)
