"""The marked content of one page: which box drew what, and to which element it belongs.

WeasyPrint marks each text and picture with a number (ISO 32000-2, 14.7.5) as it draws them. Here
the numbers are given anew in the order of reading, and what is no content becomes an artifact.
"""

from __future__ import annotations

from typing import Any

import pydyf  # type: ignore[import-untyped]

_PAINTING = frozenset(b"Tj TJ Do f F f* B B* b b* S s sh EI".split())


class MarkedPage:
    """The marks in the content stream of a page, each a name, a dictionary and an operator."""

    def __init__(self, stream: Any) -> None:
        """Find the marks of a stream that is not yet written."""
        self._stream = stream
        self._tags: dict[Any, dict[str, Any]] = stream._tags
        self._places = {
            item["MCID"]: index
            for index, item in enumerate(stream.stream)
            if isinstance(item, dict) and "MCID" in item
        }
        self._owners: list[bytes] = []

    def take(self, box: Any, role: str, owner: bytes) -> int | None:
        """Give what a box draws to an element; return its number, None if nothing is drawn."""
        place = self._place(box)
        if place is None:
            return None
        number = len(self._owners)
        self._owners.append(owner)
        self._stream.stream[place - 1] = role
        self._stream.stream[place] = pydyf.Dictionary({"MCID": number})
        return number

    def discard(self, box: Any, kind: str) -> None:
        """Mark what a box draws as an artifact (ISO 32000-2, 14.8.2.2)."""
        place = self._place(box)
        if place is None:
            return
        self._stream.stream[place - 1] = "/Artifact"
        properties = {"Type": "/Layout"}
        if kind != "Layout":
            properties = {"Type": "/Pagination", "Subtype": f"/{kind}"}
        self._stream.stream[place] = pydyf.Dictionary(properties)

    def _place(self, box: Any) -> int | None:
        """Return where the mark of a box is, None if it has none.

        That of a box which paints nothing is taken away; what it sets stays, since WeasyPrint
        counts on it.
        """
        tag = self._tags.pop(box, None)
        place = self._places.get(tag["mcid"]) if tag else None
        if place is None:
            return None
        stream = self._stream.stream
        end = stream.index(b"EMC", place)
        if any(_paints(item) for item in stream[place + 2 : end]):
            return place
        for index in (place - 1, place, place + 1, end):
            stream[index] = b""
        return None

    def close(self) -> list[bytes]:
        """Return the elements by the numbers of their content, after the last was taken.

        What nobody asked for becomes an artifact.
        """
        for box in list(self._tags):
            self.discard(box, "Layout")
        self._stream.stream = [item for item in self._stream.stream if item != b""]
        return self._owners


def _paints(item: Any) -> bool:
    return isinstance(item, bytes) and item.split(b" ")[-1] in _PAINTING
