"""The direction in which Poppler reads a page: that of most of its letters.

A page with more Latin than Arabic letters (the English glossary, a list of references) would be
read from the left, with the cells of each row and the pieces of each mixed line in the other order.
In a document that is turned from right to left, marks of direction (U+200F) without width or ink
make up for what is missing. They lie outside a clipping path and are no part of the tagged text;
PDFium and MuPDF see nothing of them, nor does a reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pydyf  # type: ignore[import-untyped]

from warraq.export.pdf.boundaries import RLM

MARKS = 48
"""Marks in the text of one code; Poppler reads at most 63."""
APART = 150
"""Thousandths of an em between them: what is nearer, Poppler takes for one."""
_MARGIN = 16


@dataclass(slots=True)
class Balance:
    """How many more letters a page has from left to right than from right to left."""

    letters: int = 0
    end: tuple[Any, float, float, float] | None = None

    def begin_page(self) -> None:
        """Count anew."""
        self.letters, self.end = 0, None

    def count(self, letters: int, place: tuple[Any, float, float, float]) -> None:
        """Count the letters of a text: those from left to right less those from right to left.

        ``place`` is its font, font size, left edge and base line.
        """
        self.letters += letters
        self.end = place

    def write(self, stream: Any) -> None:
        """Write the marks that a page needs where its last text begins."""
        if self.letters < 0 or self.end is None:
            return
        font, font_size, left, baseline = self.end
        code = font.code((), 0, RLM * MARKS)
        count = (self.letters + _MARGIN) // MARKS + 1
        with _artifact(stream), stream.stacked():
            stream.rectangle(-2, -2, 1, 1)
            stream.clip()
            stream.end()
            stream.begin_text()
            stream.set_text_matrix(1, 0, 0, -1, left, baseline)
            stream.set_font_size(font.hash, font_size)
            for _ in range(count):
                stream.show_text(f"{-APART}<{code:04x}>")
            stream.end_text()


@contextmanager
def _artifact(stream: Any) -> Iterator[None]:
    """Mark what is written as a matter of layout (ISO 32000-2, 14.8.2.2), in a tagged file."""
    tagged = stream._tags is not None
    if tagged:
        stream.begin_marked_content("Artifact", pydyf.Dictionary({"Type": "/Layout"}))
    yield
    if tagged:
        stream.end_marked_content()
