"""What a CSL engine is given and what it gives back, whichever engine it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from warraq.model.inlines import Inlines


@dataclass(frozen=True, slots=True)
class EngineItem:
    """One work of a citation. ``number`` is its place among the items of the job.

    ``label`` is CSL's name of the kind of place (page, chapter, …); ``prefix`` and ``suffix`` are
    printed around the work as they are.
    """

    number: int
    label: str = ""
    locator: str = ""
    prefix: str = ""
    suffix: str = ""
    suppress_author: bool = False
    author_in_text: bool = False


@dataclass(frozen=True, slots=True)
class EngineCluster:
    """One citation; ``note`` numbers the note that holds it, 0 for none."""

    items: tuple[EngineItem, ...]
    note: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """One run of an engine: a whole document in one language's variant of the style.

    ``items`` are CSL-JSON without identifiers; an item's number is its identifier.
    """

    style: bytes
    items: tuple[Mapping[str, object], ...]
    clusters: tuple[EngineCluster, ...]
    links: bool = False


@dataclass(frozen=True, slots=True)
class Output:
    """The text of each citation, and of each entry by its item's number, in the style's order.

    A link to an entry of the list has the target ``#`` and the item's number.
    """

    clusters: tuple[Inlines, ...]
    entries: Mapping[int, Inlines]


class EngineError(Exception):
    """An engine gave no result; the message says why in words for the user."""


class EngineMissingError(EngineError):
    """No engine is installed."""


class Engine(Protocol):
    """A CSL processor."""

    def run(self, job: Job) -> Output:
        """Return the texts of a job. Raises EngineError."""
        ...
