"""The whole HTML page of a document: head, language and direction, front matter and body."""

from __future__ import annotations

from warraq.export.html.dialect import Flow
from warraq.export.html.markup import element
from warraq.export.html.writer import Writer
from warraq.export.pdf.dialect import PagedDialect, direction
from warraq.model.document import ResolvedDocument
from warraq.model.metadata import LocalizedInlines, LocalizedText
from warraq.model.walk import plain_text


def page(document: ResolvedDocument, dialect: PagedDialect) -> str:
    """Return the document as one XML text that WeasyPrint lays out."""
    metadata = document.metadata
    flow = Flow(metadata.lang, direction(metadata))
    writer = Writer(dialect)
    front = writer.blocks(document.front, flow)
    body = writer.blocks(document.blocks, flow)
    header = element("header", {}, front) if front else ""
    return element(
        "html",
        {"lang": metadata.lang, "dir": flow.dir.value},
        element("head", {}, "") + element("body", {}, header + body),
    )


def first_text(texts: tuple[LocalizedText, ...] | tuple[LocalizedInlines, ...]) -> str:
    """Return the first of localised texts, the main language's, as plain text."""
    for text in texts:
        plain = text.text if isinstance(text, LocalizedText) else plain_text(text.children)
        return " ".join(plain.split())
    return ""
