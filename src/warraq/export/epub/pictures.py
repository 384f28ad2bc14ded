"""The pictures of a book: read once, judged by content, and named by us."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from warraq.diagnostics import Location, Report
from warraq.export.api import Resources
from warraq.export.html.picture_store import PictureStore
from warraq.export.html.pictures import Picture

_SUFFIXES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
_UNSAFE = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as a file of the book."""

    name: str
    data: bytes
    media_type: str


class Pictures(PictureStore):
    """The pictures of one document."""

    def __init__(self, resources: Resources, report: Report) -> None:
        """Keep where files are read from and where their faults go."""
        super().__init__(resources, report)
        self._by_content: dict[bytes, PictureFile] = {}

    @property
    def files(self) -> tuple[PictureFile, ...]:
        """Return the files in the order of their first use."""
        return tuple(self._by_content.values())

    def _admit(self, source: str, picture: Picture, location: Location) -> str:
        if picture.media_type == "image/webp":
            self._report.info(
                "E303",
                f"the picture {source!r} is WebP, which readers made before 2023 do not show",
                location,
                "save it as PNG or JPEG",
            )
        file = self._by_content.get(picture.data)
        if file is None:
            name = self._name(source, _SUFFIXES[picture.media_type])
            file = PictureFile(name, picture.data, picture.media_type)
            self._by_content[picture.data] = file
        return file.name

    def _name(self, source: str, suffix: str) -> str:
        """Return a file name of plain ASCII that no other picture has, whatever the source's."""
        stem = _UNSAFE.sub("-", PurePosixPath(source).stem.lower()).strip("-")[:_LONGEST_NAME]
        stem = stem.strip("-") or "picture"
        taken = {file.name for file in self._by_content.values()}
        name, count = f"images/{stem}.{suffix}", 1
        while name in taken:
            count += 1
            name = f"images/{stem}-{count}.{suffix}"
        return name
