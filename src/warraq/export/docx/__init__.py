"""DOCX: a resolved document as WordprocessingML with native notes, fields and directions."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from warraq.export.api import Artifact, ExportContext
from warraq.model.document import ResolvedDocument

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class CitationFieldKind(StrEnum):
    """The reference manager whose fields citations become; with NONE they are text alone."""

    NONE = "none"
    ZOTERO = "zotero"


@dataclass(frozen=True, slots=True)
class DocxOptions:
    """Choices for a Word document.

    ``update_fields``: Word asks on opening whether to update its fields, which puts the page
    numbers into the table of contents; without it a click on «Update Table» does.
    ``literal_note_marks``: note numbers are written as text in the document's digits. They look
    the same everywhere, but Word no longer counts them when a note is added.
    ``citation_fields``: citations and the list of references are fields around their text, with
    the data of the works in them.
    ``line_numbers``: each nth line is numbered for reviewers; None: as the theme says.
    """

    update_fields: bool = field(
        default=False, metadata={"help": "have Word offer to number the contents on opening"}
    )
    literal_note_marks: bool = field(
        default=False, metadata={"help": "write note numbers as text in the document's digits"}
    )
    citation_fields: CitationFieldKind = field(
        default=CitationFieldKind.NONE,
        metadata={"help": "make citations fields that Zotero knows, with the works' data"},
    )
    line_numbers: int | None = field(
        default=None, metadata={"help": "number every nth line for reviewers; 0 for none"}
    )


class DocxExporter:
    """The exporter of Word documents."""

    name: ClassVar[str] = "docx"
    suffix: ClassVar[str] = ".docx"
    media_type: ClassVar[str] = MEDIA_TYPE
    options: ClassVar[type] = DocxOptions

    def export(self, document: ResolvedDocument, context: ExportContext) -> Artifact:
        """Return the document as the bytes of a .docx file; what cannot be set is reported."""
        from warraq.export.docx.publication import build

        options = context.options if isinstance(context.options, DocxOptions) else DocxOptions()
        return Artifact(build(document, context, options), self.suffix, self.media_type)
