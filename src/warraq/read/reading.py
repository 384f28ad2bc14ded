"""What is known while one file is read: its notes, and what the whole publication gathers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from markdown_it.token import Token

from warraq.diagnostics import NOWHERE, Location, Report
from warraq.read.passage import Passage


@dataclass(slots=True)
class Gathered:
    """What all files of a publication have in common. Each dict keeps the first place of use."""

    report: Report
    cited: dict[str, Location] = field(default_factory=dict)
    images: dict[str, Location] = field(default_factory=dict)


@dataclass(slots=True)
class NoteDefinition:
    """The text of ``[^label]:``, built when the note is called."""

    label: str
    tokens: list[Token]
    passage: Passage
    location: Location
    original: str = ""
    calls: int = 0


@dataclass(slots=True)
class Reading:
    """The state of one file: labels of notes and link definitions are its own."""

    gathered: Gathered
    folder: PurePosixPath = field(default_factory=PurePosixPath)
    notes: dict[str, NoteDefinition] = field(default_factory=dict)
    env: dict[str, Any] = field(default_factory=dict)
    current: Passage | None = None
    within_note: bool = False

    def __post_init__(self) -> None:
        """Let the parser's rules find the way back here."""
        self.env["reading"] = self

    @property
    def report(self) -> Report:
        """The report of the publication."""
        return self.gathered.report

    def too_deep(self, line: int | None = None) -> None:
        """Report that blocks (in a line of the passage) or marks nest too deep."""
        from warraq.read.parser import MAX_DEPTH

        place = NOWHERE
        if self.current is not None:
            place = self.current.location(0) if line is None else self.current.line_location(line)
        self.report.error(
            "S011", f"nested more than {MAX_DEPTH} levels deep", place, "make the nesting flatter"
        )

    def failed_link(self, position: int) -> None:
        """Warn of brackets that look like a link, a picture or the call of a note."""
        place = NOWHERE if self.current is None else self.current.location(position)
        self.report.warning(
            "S047",
            "this is not read as a link, a picture or a note; it is printed as it stands",
            place,
            "the label of a note is one word: [^note-1]",
            "write an address with spaces or brackets as <…>: [text](<a file.png>)",
            "a link cannot hold another link; \\[ is a bracket that is meant as text",
        )

    def open_citation(self, position: int) -> None:
        """Warn of a bracket before a citation that is never closed."""
        place = NOWHERE if self.current is None else self.current.location(position)
        self.report.warning(
            "S048",
            "the bracket before the citation is not closed; it is printed as it stands",
            place,
            "write [@key, p. 5] in one paragraph",
        )

    def spaced_key(self, position: int) -> None:
        """Warn of a key that a space parts from its @."""
        place = NOWHERE if self.current is None else self.current.location(position)
        message = "a space stands after the @, so this is no citation; it is printed as it stands"
        self.report.warning("C037", message, place, "write [@key], with no space after the @")

    def malformed_attributes(self, position: int) -> None:
        """Warn of a brace after ``]`` that does not begin attributes."""
        place = NOWHERE if self.current is None else self.current.location(position)
        self.report.warning(
            "S012",
            "the brace after ] does not begin attributes; it is printed as it stands",
            place,
            "write {lang=en}, {.class}, {#id} or {key=value} without spaces around the =",
            "write \\{ for a brace that is meant as text",
        )
