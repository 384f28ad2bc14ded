"""What the PDF says about itself: information dictionary, language, direction, page labels."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.pdf.metadata import DocumentMetadata

from warraq import __version__
from warraq.export.pdf.dialect import direction
from warraq.export.pdf.page import first_text
from warraq.export.pdf.structure import describe_links
from warraq.lang.numerals import to_western
from warraq.model.attributes import Direction
from warraq.model.metadata import Metadata
from warraq.model.walk import plain_text

_NUMBER = re.compile(r"\d+")


def document_metadata(metadata: Metadata, timestamp: int) -> DocumentMetadata:
    """Return the data of the information dictionary. Dates are ``timestamp``, in UTC."""
    date = datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    abstract = metadata.abstract[0].children if metadata.abstract else ()
    return DocumentMetadata(
        title=first_text(metadata.title) or None,
        authors=[first_text(author.name) for author in metadata.authors],
        description=" ".join(plain_text(abstract).split()) or None,
        keywords=[word for group in metadata.keywords for word in group.words],
        generator=f"warraq {__version__}",
        created=date,
        modified=date,
        lang=metadata.lang or None,
    )


def first_page(metadata: Metadata) -> int:
    """Return the number of the first page: where the article begins in its journal, or 1."""
    found = _NUMBER.search(to_western(metadata.journal.pages)) if metadata.journal else None
    return int(found[0]) if found and len(found[0]) < 7 else 1


def finisher(metadata: Metadata) -> Callable[[Any, Any], None]:
    """Return what completes a PDF before it is written (ISO 32000-2, 12.2 and 12.4.2)."""

    def finish(_: Any, pdf: Any) -> None:
        preferences = pdf.catalog.get("ViewerPreferences") or pydyf.Dictionary()
        if direction(metadata) is Direction.RTL:
            preferences["Direction"] = "/R2L"
        preferences["DisplayDocTitle"] = "true"
        pdf.catalog["ViewerPreferences"] = preferences
        if "StructTreeRoot" in pdf.catalog:
            describe_links(pdf, metadata.lang)
        start = first_page(metadata)
        label = pydyf.Dictionary({"S": "/D"} | ({"St": start} if start != 1 else {}))
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, label])})
        if "Outlines" in pdf.catalog:
            pdf.catalog["PageMode"] = "/UseOutlines"

    return finish
