"""EPUB 3.3: one file a section, pop-up notes, fonts of its own, and every direction stated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from warraq.export.api import Artifact, ExportContext
from warraq.model.document import ResolvedDocument


@dataclass(frozen=True, slots=True)
class EpubOptions:
    """What may be chosen for an EPUB."""

    cover: bool = field(default=True, metadata={"help": "draw a cover from the metadata"})
    fonts: bool = field(default=True, metadata={"help": "embed the theme's fonts, cut down"})
    certifier: str = field(
        default="",
        metadata={"help": "who certifies conformance to WCAG 2.2 AA; empty: no claim is made"},
    )


class EpubExporter:
    """Writes EPUB 3.3 through EbookLib."""

    name: ClassVar[str] = "epub"
    suffix: ClassVar[str] = ".epub"
    media_type: ClassVar[str] = "application/epub+zip"
    options: ClassVar[type] = EpubOptions

    def export(self, document: ResolvedDocument, context: ExportContext) -> Artifact:
        """Return the document as an EPUB. Faults of pictures and formulas go to the report."""
        from warraq.export.epub.book import build

        return Artifact(build(document, context), self.suffix, self.media_type)
