"""The addresses of pictures: files below the source folder."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from warraq.diagnostics import Location
from warraq.read.reading import Reading

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//")


def source(address: str, location: Location, reading: Reading) -> str:
    """Return the path relative to the source folder; the file itself is examined later.

    An address in a chapter counts from the chapter's own folder.
    """
    if not address:
        reading.report.error("S035", "the picture has no file name", location)
        return ""
    if _SCHEME.match(address):
        reading.report.error(
            "S031",
            f"a picture must be a file below the source folder, not {address[:60]!r}",
            location,
            "save the picture beside the source and give its name",
        )
        return ""
    path = posixpath.normpath(posixpath.join(str(reading.folder), unquote(address)))
    reading.gathered.images.setdefault(path, location)
    return path
