"""What passes may know beside the document: the options of the run and the report."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from warraq.bib.style import Style
from warraq.diagnostics import Location, Report

OPTION = Location("--citation-style")
"""The place of a fault of a citation style that the user named on the command line."""


@dataclass(frozen=True, slots=True)
class Options:
    """Choices of a run. Empty strings mean: as the document's metadata says.

    ``citation_style`` is a shipped style's name or a path; ``root`` the source folder, below
    which a style file named in the source must lie. ``note_pages`` holds the page of each note in
    the order of the text, where they are known.
    """

    citation_style: str = ""
    glossary: bool = True
    root: Path | None = None
    note_pages: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Options and report, handed to every pass; ``styles`` keeps the citation styles read."""

    options: Options = field(default_factory=Options)
    report: Report = field(default_factory=Report)
    styles: dict[str, Style] = field(default_factory=dict, compare=False, repr=False)
