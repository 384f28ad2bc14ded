"""The notes of a layout in pages: on the page of their call, however long they are.

WeasyPrint asks its context for a place whenever a line with a call is laid out, and takes it back
when the line goes to another page; here the answers are given by the page's own foot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import inf
from typing import Any

from weasyprint.layout import LayoutContext

from warraq.export.pdf.areas import Foot, NoteArea
from warraq.export.pdf.continued import Stretch, content_bottom
from warraq.export.pdf.note_heads import LACKS_HEAD
from warraq.export.pdf.note_lines import Paragraph


class Waiting:
    """The notes that have no place yet; whether a note is among them is known at once."""

    def __init__(self, notes: Iterable[Any] = ()) -> None:
        """Let notes wait."""
        self._notes = {id(note): note for note in notes}

    def __contains__(self, note: Any) -> bool:
        """Whether a note waits."""
        return id(note) in self._notes

    def __iter__(self) -> Iterator[Any]:
        """Yield the notes in order."""
        return iter(self._notes.values())

    def __len__(self) -> int:
        """Return how many notes wait."""
        return len(self._notes)

    def append(self, note: Any) -> None:
        """Let a note wait."""
        self._notes[id(note)] = note

    def remove(self, note: Any) -> None:
        """Let a note wait no longer."""
        self._notes.pop(id(note), None)

    def copy(self) -> Waiting:
        """Return the same notes in waiting."""
        return Waiting(self)


class NotesContext(LayoutContext):  # type: ignore[misc]
    """A layout whose notes begin on the page of their call and run on where they are long."""

    foot: Foot
    text_limit: float = inf
    """Where the text of a column has to end if its notes do not end it before, in CSS pixels."""
    earlier_feet: Sequence[Foot] = ()
    """Those of the columns before the one at hand, on the same page."""
    paragraph: Paragraph | None
    had_late_notes: bool
    crowding: int
    is_crowded: bool
    left_out_head: bool
    _continued: dict[int, tuple[Stretch, ...]]
    _begun: dict[int, int]
    _feet: Sequence[Foot] = ()
    """Those of the page that was made last."""

    def begin_notes(self) -> None:
        """Begin a layout without any note."""
        for name in ("current_page_footnotes", "reported_footnotes", "current_footnote_area"):
            self.__dict__.pop(name, None)
        self.footnotes = Waiting()
        self.paragraph = None
        self.had_late_notes = False
        self.crowding = 0
        self.is_crowded = self.left_out_head = False
        self._continued = {}
        self._begun = {}

    # WeasyPrint moves notes of these two lists to the next page by itself; it finds them empty.
    current_page_footnotes = property(lambda self: [], lambda self, notes: None)
    reported_footnotes = property(lambda self: [], lambda self, notes: None)

    @property
    def current_footnote_area(self) -> Any:
        """The area of the page at hand."""
        return self.foot.area

    @current_footnote_area.setter
    def current_footnote_area(self, area: Any) -> None:
        """Begin a page: its foot continues what the page before left."""
        area.__class__ = NoteArea
        number = self.current_page
        self._begun = {note: page for note, page in self._begun.items() if page != number}
        continued = self.continued(number - 1)
        self.foot = Foot(self, area, continued, self.page_bottom, self.crowding)
        area.foot = self.foot
        self.left_out_head = False
        self._update_footnote_area()

    def continued(self, index: int) -> tuple[Stretch, ...]:
        """Return what a page continues of the notes before it. Pages are counted from 0."""
        return self._continued.get(index, ())

    def is_settled(self, note: Any) -> bool:
        """Whether a note stands on an earlier page or in an earlier column."""
        earlier = self._begun.get(id(note), inf) < self.current_page
        return bool(earlier) or any(foot.holds(note) for foot in self.earlier_feet)

    def layout_footnote(self, footnote: Any) -> bool:
        """Give a note its place; return whether there is none for it on this page."""
        self.footnotes.remove(footnote)
        paragraph = self.paragraph
        if self.in_column or paragraph is None:
            fits = self.foot.add(footnote, object(), 0, must=True)
        else:
            fits = self.foot.add(footnote, paragraph.line, paragraph.end, must=paragraph.must_stay)
        self._update_footnote_area()
        return not fits

    def unlayout_footnote(self, footnote: Any) -> None:
        """Take a note back whose call goes to another page, if it is on this one."""
        if self.foot.remove(footnote):
            self.footnotes.append(footnote)
            self._update_footnote_area()

    def report_footnote(self, footnote: Any) -> None:
        """Leave it to the page's foot what becomes of a note without a place."""

    def _update_footnote_area(self) -> bool:
        """Give the area its height and the page its bottom."""
        area, filling = self.foot.area, self.foot.filling
        area.height = filling.height if filling.fragments else "auto"
        if not self.in_column:
            self.page_bottom = min(self.foot.text_bottom, self.text_limit)
        return False

    def take_back_notes(self) -> None:
        """Let the notes of a page wait that is going to be made again."""
        for foot in self._feet:
            for note in foot.begun:
                self.footnotes.append(note)

    def finish_notes(self, root_box: Any) -> None:
        """End a page: let its notes have all room, and keep what is left for the next."""
        foot = self.foot
        self.is_crowded = self.left_out_head and _lacks_head(root_box)
        if foot.entries:
            end = content_bottom(root_box)
            self.is_crowded |= end > foot.text_bottom + 1
            foot.finish(end)
            self._update_footnote_area()
        self._keep((foot,), foot.rest)

    def begin_column(self, foot: Foot, earlier: Sequence[Foot], limit: float) -> None:
        """Put text and notes into a column of the page. ``earlier`` are those before it.

        ``limit`` is where the text has to end in any case.
        """
        self.foot, self.earlier_feet, self.text_limit = foot, earlier, limit
        self._update_footnote_area()

    def finish_columns(
        self, feet: Sequence[Foot], rest: tuple[Stretch, ...], root_box: Any, *, is_crowded: bool
    ) -> None:
        """End a page in columns and keep what is left of its notes for the next."""
        self.text_limit, self.earlier_feet = inf, ()
        noted = any(foot.entries for foot in feet)
        self.is_crowded = noted and is_crowded
        self.is_crowded |= self.left_out_head and _lacks_head(root_box)
        self._keep(feet, rest)

    def _keep(self, feet: Sequence[Foot], rest: tuple[Stretch, ...]) -> None:
        number = self.current_page
        self._feet = feet
        for foot in feet:
            for fragment in foot.filling.fragments:
                self._begun.setdefault(id(fragment.stretch.note), number)
            self.had_late_notes |= bool(foot.late)
        before = self.continued(number)
        if [(one.note, one.begin) for one in rest] != [(one.note, one.begin) for one in before]:
            self._continued[number] = rest


def _lacks_head(root_box: Any) -> bool:
    return any(getattr(box, LACKS_HEAD, False) for box in root_box.descendants())
