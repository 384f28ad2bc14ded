"""The structure of a tagged PDF, written into the file that WeasyPrint makes.

WeasyPrint 70 has one language for the whole file, no role for notes, and an element for each box.
Its own structure is replaced for a document of ours, in the thread that writes it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import weasyprint.pdf as writing

from warraq.export.pdf.elements import Writer
from warraq.export.pdf.links import mend_areas
from warraq.export.pdf.marked import MarkedPage
from warraq.export.pdf.placing import number_headings, place_notes
from warraq.export.pdf.tree import gather

_original = writing.add_tags


@dataclass(slots=True)
class Structure:
    """A document's language and direction; and once it is written, its elements.

    ``elements`` are the references of structure elements by the identifiers of the HTML;
    ``headings`` are those of the headings in their order.
    """

    lang: str
    dir: str
    elements: dict[str, bytes] = field(default_factory=dict)
    headings: list[bytes] = field(default_factory=list)


_session: ContextVar[Structure | None] = ContextVar("structure", default=None)


@contextmanager
def logical_structure(lang: str, dir: str) -> Iterator[Structure]:
    """Have the PDF that is written within this context get our structure."""
    writing.add_tags = _add_tags
    structure = Structure(lang, dir)
    token = _session.set(structure)
    try:
        yield structure
    finally:
        _session.reset(token)


def _add_tags(pdf: Any, document: Any, version: Any, streams: Any) -> None:
    structure = _session.get()
    if structure is None:
        _original(pdf, document, version, streams)
        return
    boxes = [page._page_box for page in document.pages]
    mend_areas(pdf, boxes)
    gathered = gather(boxes, structure.lang, structure.dir)
    place_notes(gathered)
    number_headings(gathered.root)
    heights = [box.margin_height() for box in boxes]
    pages = [MarkedPage(stream) for stream in streams]
    new = bool(version) and str(version) >= "2.0"
    writer = Writer(pdf, heights, pages, structure.dir, new=new)
    writer.write(gathered)
    structure.elements, structure.headings = writer.elements, writer.headings
