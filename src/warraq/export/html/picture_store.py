"""The pictures of one document: each file read and judged once, its faults reported once."""

from __future__ import annotations

from abc import ABC, abstractmethod

from warraq.diagnostics import Location, Report
from warraq.export.api import ResourceError, Resources
from warraq.export.html.pictures import Picture, PictureError, judge


class PictureStore(ABC):
    """Gives each picture of the source an address; a format says which, and what it minds."""

    def __init__(self, resources: Resources, report: Report) -> None:
        """Keep where files are read from and where their faults go."""
        self._resources = resources
        self._report = report
        self._addresses: dict[str, str | None] = {}

    def address(self, source: str, location: Location) -> str | None:
        """Return the address of a picture of the source, or None after reporting its fault."""
        if source not in self._addresses:
            self._addresses[source] = self._judged(source, location)
        return self._addresses[source]

    def _judged(self, source: str, location: Location) -> str | None:
        try:
            picture = judge(self._resources.read(source))
        except (ResourceError, PictureError) as error:
            self._report.error("E002", f"the picture {source!r} cannot be shown: {error}", location)
            return None
        return self._admit(source, picture, location)

    @abstractmethod
    def _admit(self, source: str, picture: Picture, location: Location) -> str:
        """Return the address of a picture that is fit, after reporting what the format minds."""
