"""Pass: last look. Reports what is lawful but that a copy editor would send back."""

from __future__ import annotations

from typing import Any

from warraq.diagnostics import Severity
from warraq.model.blocks import Figure, Section
from warraq.model.document import Document
from warraq.model.inlines import Image, Note
from warraq.model.walk import iterate, plain_text
from warraq.resolve.context import Context


def run(document: Document, context: Context) -> Document:
    """Report images without alternative text, empty headings and notes, a missing title."""
    if not document.metadata.title and not _is_front_matter_faulty(context):
        context.report.warning(
            "M015",
            "the document has no title",
            document.metadata.location,
            "write it in the front matter: title: …",
        )
    for node in (*iterate(document.front), *iterate(document.blocks)):
        _check(node, context)
    return document


def _is_front_matter_faulty(context: Context) -> bool:
    """Whether there may well be a title that could not be read; the reader has said so then."""
    return any(
        item.severity is Severity.ERROR and item.code.startswith(("M", "S00"))
        for item in context.report
    )


def _check(node: Any, context: Context) -> None:
    match node:
        case Figure() | Image() if not node.alternative:
            context.report.warning(
                "T001",
                f"the image {node.source!r} has no alternative text",
                node.location,
                'describe it for those who cannot see it: {alt="…"}',
            )
        case Section() if not plain_text(node.title).strip():
            context.report.warning("T002", "a heading without a text", node.location)
        case Note() if not node.children:
            context.report.warning("T003", "a note without a text", node.location)
        case _:
            pass
