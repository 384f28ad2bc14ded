"""The document: metadata, body, and the data its references point to."""

from __future__ import annotations

from dataclasses import dataclass, field

from warraq.model.blocks import Blocks
from warraq.model.metadata import Metadata
from warraq.model.references import Entry, GlossaryEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole publication.

    ``front`` is what the front pass makes of the metadata (title, authors, abstracts, keywords);
    ``blocks`` the body. ``references`` holds the entries of the bibliography files (the cited
    ones at least), ``glossary`` the terms of the glossary file.
    """

    metadata: Metadata = field(default_factory=Metadata)
    front: Blocks = ()
    blocks: Blocks = ()
    references: tuple[Entry, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedDocument(Document):
    """A document after all passes. Only ``warraq.resolve.pipeline.run`` makes one."""
