"""The notes at the foot of one page: which stand whole, which are divided, what runs on.

A note begins on the page of its call. The earlier ones get as much room as they want, the later at
least their first lines. What a page has no room for goes on at the foot of the next one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure.boxes import FootnoteAreaBox

from warraq.export.pdf.continued import Cutter, Fragment, Stretch

LEAST_TEXT = 0.2
"""The share of a page's height that notes leave to the text."""
SHARES = (1 - LEAST_TEXT, 0.5, 0.2, 0.0)
"""The share of a page that is given to what runs on from the page before, at first and after each
try that left the text too little. Then all notes of the page may give way to one another."""
MOST_CROWDING = len(SHARES) - 1
LEAST_GAIN = 30.0
"""CSS pixels that the text has to leave for the notes to be divided anew: two lines of a note."""
ORDER = "order_of_call"
"""The attribute of a note's box that says when it is called: 0 for the document's first note."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A note of the page: where its call lets it begin, in CSS pixels of height for all notes.

    ``line`` is the line of its call, None for what is continued from the page before.
    """

    stretch: Stretch
    line: Any
    room: float


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in the area, and what is left for the next page."""

    fragments: tuple[Fragment, ...] = ()
    rest: tuple[Stretch, ...] = ()
    cut: frozenset[int] = frozenset()
    """The identities of the entries of which something is left, in themselves or their notes."""

    @property
    def height(self) -> float:
        """The height of the fragments with their margins collapsed (CSS 2.2, section 8.3.1)."""
        if not self.fragments:
            return 0.0
        gaps = sum(max(one.bottom, two.top) for one, two in pairwise(self.fragments))
        return self.fragments[0].top + gaps + sum(one.height for one in self.fragments)


@dataclass(slots=True)
class _Filler:
    """Fills an area.

    ``tight``: a short note may be divided too. ``share`` is the height for what runs on from the
    page before, in CSS pixels.
    """

    cutter: Cutter
    tight: bool
    share: float
    fragments: list[Fragment] = field(default_factory=list)
    rest: list[Stretch] = field(default_factory=list)

    def fill(self, stretches: Sequence[Stretch], room: float) -> float | None:
        """Place notes in order; return the room that is left, or None if they do not fit."""
        left = self._all_whole(stretches, room)
        if left is not None:
            return left
        reserved = [self._reserved(stretch, index) for index, stretch in enumerate(stretches)]
        later = sum(reserved)
        if later > room + _SAME:
            return None
        for stretch, least in zip(stretches, reserved, strict=True):
            later -= least
            own = room - later
            given = own if stretch.begin is None else min(own, self.share)
            room = self._place(stretch, given, waits=not least) + own - given + later
        return room

    def _all_whole(self, stretches: Sequence[Stretch], room: float) -> float | None:
        """Place all notes whole, or leave everything as it is: mostly there is room for that."""
        placed = []
        for stretch in stretches:
            own = room if stretch.begin is None else min(room, self.share)
            fragment = self.cutter.cut(stretch, own)
            if fragment is None or fragment.end is not None or self.cutter.called_in(fragment):
                return None
            placed.append(fragment)
            room -= fragment.cost
        self.fragments += placed
        return room

    def _reserved(self, stretch: Stretch, index: int) -> float:
        """Return the room that is kept for a note; a second one that runs on may wait."""
        if stretch.begin is not None and index:
            return 0.0
        fragment = self.cutter.least(stretch, tight=self.tight)
        least = fragment.cost + self._inner(fragment)
        return least if stretch.begin is None or least <= self.share else 0.0

    def _inner(self, fragment: Fragment) -> float:
        return sum(self._reserved(inner, 0) for inner in self.cutter.called_in(fragment))

    def _place(self, stretch: Stretch, room: float, *, waits: bool) -> float:
        """Place as much of a note as there is room for, then the notes that are called in it."""
        fragment = self._most(stretch, room)
        if fragment is None and waits:
            self.rest.append(stretch)
            return room
        fragment = fragment or self.cutter.least(stretch, tight=self.tight)
        self.fragments.append(fragment)
        self.rest += fragment.rest
        left = self.fill(self.cutter.called_in(fragment), room - fragment.cost)
        assert left is not None, "room for notes within a note was reserved"
        return left

    def _most(self, stretch: Stretch, room: float) -> Fragment | None:
        """Return the longest fragment that leaves room for the notes called in it."""
        limit = room
        while True:
            fragment = self.cutter.cut(stretch, limit)
            if fragment is None:
                return None
            inner = self._inner(fragment)
            if fragment.cost + inner <= room + _SAME:
                return fragment
            limit = min(room - inner, fragment.cost - 1)


_SAME = 1e-3
"""CSS pixels by which a height may exceed the room: the rounding of sums."""


def fill(
    cutter: Cutter, entries: Sequence[Entry], room: float, share: float, *, tight: bool = False
) -> Filling | None:
    """Return the area's filling within a height in CSS pixels, or None if the notes do not fit."""
    filler = _Filler(cutter, tight, share)
    ordered = sorted(entries, key=lambda entry: getattr(entry.stretch.note, ORDER, 0))
    if filler.fill([entry.stretch for entry in ordered], room) is None:
        return None
    left = {id(stretch.note) for stretch in filler.rest}
    cut = frozenset(
        id(entry) for entry in entries if left & _notes_of(cutter, entry, filler.fragments)
    )
    return Filling(tuple(filler.fragments), tuple(filler.rest), cut)


def _notes_of(cutter: Cutter, entry: Entry, fragments: Iterable[Fragment]) -> set[int]:
    """Return the identities of an entry's note and of the notes called in it on this page."""
    found = {id(entry.stretch.note)}
    for fragment in fragments:
        if id(fragment.stretch.note) in found:
            found |= {id(inner.note) for inner in cutter.called_in(fragment)}
    return found


class Foot:
    """The notes of the page that is being made."""

    def __init__(
        self,
        context: Any,
        area: Any,
        continued: Sequence[Stretch],
        bottom: float,
        crowding: int = 0,
    ) -> None:
        """Begin a page with what the page before left. ``bottom`` is where its text may end.

        ``crowding`` says how often the page was made and its text had no room: see SHARES.
        """
        self.area = area
        self.bottom = bottom
        self._cutter = Cutter(context, area)
        self._most = area.page.height * (1 - LEAST_TEXT) - self._around
        self._crowding = crowding
        self._share = area.page.height * SHARES[crowding] - self._around
        self.entries = [Entry(stretch, None, self._most) for stretch in continued]
        self.late: list[Any] = []
        self.filling = self._filled()

    def give_up(self) -> tuple[Stretch, ...]:
        """Leave the page's notes to the feet of its columns; return what they begin with."""
        stretches = tuple(entry.stretch for entry in self.entries)
        self.entries, self.late, self.filling = [], [], Filling()
        return stretches

    def go_on(self, stretches: Sequence[Stretch]) -> None:
        """Begin with further notes that had no room elsewhere."""
        if stretches:
            self.entries += [Entry(stretch, None, self._most) for stretch in stretches]
            self.filling = self._filled()

    @property
    def _around(self) -> float:
        """The area's margins, borders and padding: the rule and the space around it."""
        area = self.area
        return float(
            area.margin_top
            + area.border_top_width
            + area.padding_top
            + area.padding_bottom
            + area.border_bottom_width
            + area.margin_bottom
        )

    @property
    def text_bottom(self) -> float:
        """Where the text has to end, in CSS pixels from the page's top."""
        if not self.filling.fragments:
            return self.bottom
        return self.bottom - self._around - self.filling.height

    def holds(self, note: Any) -> bool:
        """Whether a note begins on this page."""
        return any(entry.stretch.note is note for entry in self.entries if entry.line is not None)

    def add(self, note: Any, line: Any, end: float, *, must: bool) -> bool:
        """Add a note whose call stands in a line that ends at ``end``; return whether it fits.

        Notes of earlier lines stay whole for it. Only where the line cannot go to the next page
        (``must``), or would leave the text less than its share, what is continued from the page
        before gives way.
        """
        room = min(self.bottom - end - self._around, self._most)
        entry = Entry(Stretch(note), line, room)
        entries = [*self.entries, entry]
        gives_way = must or bool(self._crowding) or self._is_within_share(end)
        room = min(one.room for one in entries)
        filling = fill(self._cutter, entries, room, self._share)
        if filling is None and must:
            entry = Entry(entry.stretch, line, self.bottom - end - self._around)
            entries[-1] = entry
            filling = fill(self._cutter, entries, entry.room, self._share, tight=True)
        if filling is None or not (gives_way or self._is_whole(filling, line)):
            self.late.append(note)
            return False
        self.entries, self.filling = entries, filling
        return True

    def _is_within_share(self, end: float) -> bool:
        continued = any(entry.line is None for entry in self.entries)
        return continued and end - self.area.page.content_box_y() <= (
            LEAST_TEXT * self.area.page.height
        )

    def _is_whole(self, filling: Filling, line: Any) -> bool:
        """Whether all notes of other lines stand whole."""
        return not any(id(one) in filling.cut for one in self.entries if one.line is not line)

    def remove(self, note: Any) -> bool:
        """Take a note back whose call goes to another page; return whether it was here."""
        if any(one is note for one in self.late):
            self.late = [one for one in self.late if one is not note]
            return True
        if not self.holds(note):
            return False
        self.entries = [entry for entry in self.entries if entry.stretch.note is not note]
        self.filling = self._filled()
        return True

    def _filled(self) -> Filling:
        if not self.entries:
            return Filling()
        room = min(entry.room for entry in self.entries)
        for tight in (False, True):
            filling = fill(self._cutter, self.entries, room, self._share, tight=tight)
            if filling is not None:
                return filling
        if self._crowding:
            return Filling(rest=tuple(entry.stretch for entry in self.entries))
        first, *others = (entry.stretch for entry in self.entries)
        forced = self._cutter.forced(first, room)
        return Filling((forced,), (*forced.rest, *others))

    def finish(self, text_end: float) -> None:
        """Let the notes have what the text has left; ``text_end`` is where its last line ends."""
        if not self.filling.rest:
            return
        top = self.area.page.content_box_y()
        room = self.bottom - max(text_end, top) - self._around
        if room < self.filling.height + LEAST_GAIN and self.filling.fragments:
            return
        filling = fill(self._cutter, self.entries, room, room)
        if text_end <= top and not (filling and filling.fragments):
            first, *others = (entry.stretch for entry in self.entries)
            forced = self._cutter.forced(first, room)
            filling = Filling((forced,), (*forced.rest, *others))
        if filling is not None and filling.height > self.filling.height:
            self.filling = filling

    @property
    def begun(self) -> list[Any]:
        """The notes called on this page."""
        return [entry.stretch.note for entry in self.entries if entry.line is not None] + self.late

    @property
    def rest(self) -> tuple[Stretch, ...]:
        """What the next page begins with."""
        return (*self.filling.rest, *(Stretch(note) for note in self.late))


class NoteArea(FootnoteAreaBox):  # type: ignore[misc]
    """The area of a page's notes, which shows them as they were laid out."""

    foot: Foot

    def deepcopy(self) -> Any:
        """Return the area as it is laid out at the page's end: of a given height, without text."""
        result = self.copy()
        result.children = []
        result.style = self.style.copy()
        result.style["height"] = Dimension(self.foot.filling.height, "px")
        fragments, sizes = self.foot.filling.fragments, self.style["background_size"]
        if fragments and fragments[0].stretch.begin is not None:
            result.style["background_size"] = sizes[-1:]  # see css_pages: the rule of such a page
        return result

    def copy_with_children(self, new_children: Any) -> Any:
        """Return the laid-out area with the notes in it."""
        result = super().copy_with_children(new_children)
        y, before = self.content_box_y(), None
        for fragment in self.foot.filling.fragments:
            y += fragment.top if before is None else max(before.bottom, fragment.top)
            fragment.box.translate(dy=y - fragment.box.border_box_y())
            y += fragment.height
            before = fragment
        result.children = [fragment.box for fragment in self.foot.filling.fragments]
        return result
