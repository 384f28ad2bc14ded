"""What an exporter is, what it gets and what it gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from warraq.diagnostics import Report
from warraq.model.document import ResolvedDocument
from warraq.source import ResourceError, SourceFile
from warraq.style.theme import Theme

__all__ = [
    "Artifact",
    "ExportContext",
    "ExportError",
    "Exporter",
    "Memory",
    "ResourceError",
    "Resources",
]


class Resources(Protocol):
    """Read access to the files below the source folder, and to nothing else."""

    def read(self, path: str) -> bytes:
        """Return the content of a file by its path relative to the source folder.

        Raises ResourceError when the path leaves the folder, or is missing or unreadable.
        """
        ...


class Memory(Protocol):
    """What one build may remember for the next; nothing may depend on it but the time it takes."""

    def recall(self, key: str) -> bytes | None:
        """Return what was kept under a key, or None."""
        ...

    def keep(self, key: str, data: bytes) -> None:
        """Keep data under a key, or forget it."""
        ...


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished publication in one format."""

    data: bytes
    suffix: str
    media_type: str


@dataclass(frozen=True, slots=True)
class ExportContext:
    """What an exporter may use besides the document.

    ``timestamp`` is the moment that the file states as its own date, in seconds since 1970 (UTC):
    SOURCE_DATE_EPOCH, else the document's date, so that two builds are identical.
    ``options`` is an instance of the exporter's own options class. ``by_page``, where it is there,
    returns the document for notes that lie on the given pages (one for each note, in order): the
    citation style's «ibid.» does not reach beyond a page, and only the exporter knows the pages.
    ``sources`` are the files that the document was read from, for ``resources`` to read.
    ``memory``, where there is one, saves time in the next build and changes nothing in it.
    """

    theme: Theme
    resources: Resources
    timestamp: int
    report: Report
    options: Any
    by_page: Callable[[tuple[int, ...]], ResolvedDocument] | None = None
    sources: tuple[SourceFile, ...] = ()
    memory: Memory | None = None


class Exporter(Protocol):
    """A format. ``options`` is a frozen dataclass whose fields the command line shows."""

    name: ClassVar[str]
    suffix: ClassVar[str]
    media_type: ClassVar[str]
    options: ClassVar[type]

    def export(self, document: ResolvedDocument, context: ExportContext) -> Artifact:
        """Return the document in this format. Raises ExportError if the machine lacks something."""
        ...


class ExportError(Exception):
    """The export cannot happen on this machine; the message says what is missing."""
