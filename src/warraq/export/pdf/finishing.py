"""What completes a PDF after its pages are drawn and before it is written."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import pydyf  # type: ignore[import-untyped]

from warraq.diagnostics import NOWHERE
from warraq.export.api import ExportContext
from warraq.export.pdf.attachments import Attachment, attach
from warraq.export.pdf.destinations import lead_to_structure
from warraq.export.pdf.links import describe_links, mend_areas
from warraq.export.pdf.metadata import describe
from warraq.export.pdf.standards import Standard, archive, obstacles
from warraq.export.pdf.structure import Structure
from warraq.model.metadata import Metadata

LEVEL = 9
"""Of zlib: a file is written once and carried many times."""
_PRINT = 4
"""The flag of an annotation that is printed like the page (ISO 32000-2, 12.5.3)."""


def finisher(
    metadata: Metadata,
    context: ExportContext,
    standard: Standard,
    structure: Structure,
    files: list[Attachment],
) -> Callable[[Any, Any], None]:
    """Return what WeasyPrint calls with the document and the PDF before it writes it."""

    def finish(laid_out: Any, pdf: Any) -> None:
        if "StructTreeRoot" not in pdf.catalog:
            mend_areas(pdf, [page._page_box for page in laid_out.pages])
        for item in pdf.objects:
            if isinstance(item, dict) and item.get("Type") == "/Annot":
                item["F"] = _PRINT
        describe(pdf, metadata, standard, context.timestamp)
        if "StructTreeRoot" in pdf.catalog:
            describe_links(pdf, metadata.lang)
            lead_to_structure(pdf, structure, only=standard.version == "2.0")
        if files:
            attach(pdf, files, context.timestamp)
        if standard.archival:
            archive(pdf, standard)
        for reason in obstacles(pdf, metadata, standard):
            _refuse(context, reason)
        _compress(pdf)

    return finish


def _compress(pdf: Any) -> None:
    """Compress the streams of a file that is ready to be written.

    The writer would do it twice, for the file and for its identifier, which is a digest of it all.
    """
    for item in pdf.objects:
        if getattr(item, "compress", False):
            content = b"\n".join(pydyf._to_bytes(part) for part in item.stream)
            item.stream, item.compress = [zlib.compress(content, LEVEL)], False
            item.extra = {**item.extra, "Filter": "/FlateDecode"}


def _refuse(context: ExportContext, reason: str) -> None:
    context.report.error(
        "E120",
        f"the file cannot follow {context.options.variant}: {reason}",
        NOWHERE,
        "change the source, or write the file without the standard",
    )


def check_glyphs(context: ExportContext) -> None:
    """Report an error where a letter that no font has keeps the file from its standard."""
    if context.options.variant != "none" and any(item.code == "E105" for item in context.report):
        _refuse(context, "a character has no glyph in any font")
