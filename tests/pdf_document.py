"""Documents for tests of the PDF: built in a line or two, resolved and laid out."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from tests.visual.oracle import RecordingDialect
from warraq.diagnostics import Report
from warraq.export.api import ExportContext, ResourceError
from warraq.export.pdf import PdfExporter, PdfOptions
from warraq.export.pdf.engine import Layout
from warraq.export.pdf.exporter import lay_out_document
from warraq.model.attributes import Attributes
from warraq.model.blocks import Block, Paragraph
from warraq.model.document import Document, ResolvedDocument
from warraq.model.inlines import Inline, Note, NoteKind, Text
from warraq.model.metadata import Metadata, NoteNumbering
from warraq.resolve import direction
from warraq.resolve.context import Context
from warraq.style.theme import load_theme

LINE = (
    "وقد بنيت استراتيجية التحالف الدولي على عدة أسس، أهمها: دعم العمليات العسكرية، وبناء القدرات "
    "والتدريب، ووقف تدفق المقاتلين، وقطع مصادر التمويل. "
)


@dataclass
class Files:
    """The files of a source, in memory."""

    files: dict[str, bytes] = field(default_factory=dict)

    def read(self, path: str) -> bytes:
        """Return a file. Raises ResourceError when there is none."""
        if path not in self.files:
            raise ResourceError(f"there is no file {path!r}")
        return self.files[path]


def words(*inlines: Inline | str, lang: str | None = None) -> Paragraph:
    """Return a paragraph."""
    children = tuple(Text(item) if isinstance(item, str) else item for item in inlines)
    return Paragraph(children=children, attributes=Attributes(lang=lang))


def note(number: int, *blocks: Block | str, kind: NoteKind = NoteKind.FOOTNOTE) -> Note:
    """Return a note with the mark that numbering through the document gives it."""
    children = tuple(words(item) if isinstance(item, str) else item for item in blocks)
    return Note(
        children=children,
        kind=kind,
        ordinal=number,
        mark="*" if kind is NoteKind.AUTHOR else str(number),
        attributes=Attributes(id=f"fn-{number}"),
    )


def document(
    *blocks: Block,
    numbering: NoteNumbering = NoteNumbering.PAGE,
    metadata: Metadata | None = None,
) -> ResolvedDocument:
    """Return a document after the direction pass."""
    metadata = metadata or Metadata(lang="ar", note_numbering=numbering)
    done = direction.run(Document(metadata=metadata, blocks=blocks), Context())
    values = {item.name: getattr(done, item.name) for item in dataclasses.fields(done)}
    return ResolvedDocument(**values)


def context(
    files: dict[str, bytes] | None = None, theme: str = "journal", **options: Any
) -> ExportContext:
    """Return a context with a report of its own."""
    resources = Files(files or {})
    return ExportContext(
        load_theme(theme), resources, 1_543_622_400, Report(), PdfOptions(**options)
    )


def lay_out(resolved: ResolvedDocument, place: ExportContext | None = None) -> Layout:
    """Return the pages of a document."""
    return lay_out_document(resolved, place or context())


def lay_out_heard(
    resolved: ResolvedDocument, place: ExportContext | None = None
) -> tuple[Layout, RecordingDialect]:
    """Return the pages of a document, and the dialect that heard its paragraphs."""
    place = place or context()
    dialect = RecordingDialect.of(resolved, place)
    return lay_out_document(resolved, place, dialect), dialect


def export(resolved: ResolvedDocument, place: ExportContext | None = None) -> bytes:
    """Return a document as PDF."""
    return PdfExporter().export(resolved, place or context()).data
