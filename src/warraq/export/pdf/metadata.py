"""What the PDF says about itself: information dictionary, language, direction, page labels."""

from __future__ import annotations

import re
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.pdf.metadata import DocumentMetadata

from warraq import __version__
from warraq.export.pdf.dialect import direction
from warraq.export.pdf.page import first_text
from warraq.export.pdf.standards import Standard
from warraq.export.pdf.xmp import iso_date, keywords, packet
from warraq.lang.numerals import default_digits, to_digits, to_western
from warraq.model.attributes import Direction
from warraq.model.metadata import Digits, Metadata
from warraq.model.walk import plain_text

GENERATOR = f"warraq {__version__}"
_NUMBER = re.compile(r"\d+")


def document_metadata(metadata: Metadata, timestamp: int) -> DocumentMetadata:
    """Return the data of the information dictionary. Dates are ``timestamp``, in UTC."""
    abstract = metadata.abstract[0].children if metadata.abstract else ()
    return DocumentMetadata(
        title=first_text(metadata.title) or None,
        authors=[first_text(author.name) for author in metadata.authors],
        description=" ".join(plain_text(abstract).split()) or None,
        keywords=keywords(metadata),
        generator=GENERATOR,
        created=iso_date(timestamp),
        modified=iso_date(timestamp),
        lang=metadata.lang or None,
    )


def first_page(metadata: Metadata) -> int:
    """Return the number of the first page: where the article begins in its journal, or 1."""
    found = _NUMBER.search(to_western(metadata.journal.pages)) if metadata.journal else None
    return int(found[0]) if found and len(found[0]) < 7 else 1


def describe(pdf: Any, metadata: Metadata, standard: Standard, timestamp: int) -> None:
    """Complete a PDF before it is written (ISO 32000-2, 12.2, 12.4.2 and 14.3.2)."""
    preferences = pdf.catalog.setdefault("ViewerPreferences", pydyf.Dictionary())
    if direction(metadata) is Direction.RTL:
        preferences["Direction"] = "/R2L"
    preferences["DisplayDocTitle"] = "true"
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": _page_labels(pdf, metadata)})
    if "Outlines" in pdf.catalog:
        pdf.catalog["PageMode"] = "/UseOutlines"
    producer = str(pdf.info["Producer"].string)
    content = packet(metadata, standard, timestamp, GENERATOR, producer)
    # Archives read the packet without a program for PDF, so that it stays uncompressed.
    stream = pydyf.Stream([content], {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
    pdf.add_object(stream)
    pdf.catalog["Metadata"] = stream.reference


def _page_labels(pdf: Any, metadata: Metadata) -> Any:
    """Return the pages' numbers as they are printed.

    The styles of PDF have no digits but the western ones: others are the prefixes of pages that
    have no number of their own.
    """
    start = first_page(metadata)
    digits = metadata.digits or default_digits(metadata.lang)
    if digits is Digits.WESTERN:
        label = pydyf.Dictionary({"S": "/D"} | ({"St": start} if start != 1 else {}))
        return pydyf.Array([0, label])
    labels = pydyf.Array()
    for index in range(pdf.pages["Count"]):
        text = pydyf.String(to_digits(start + index, digits))
        labels.extend((index, pydyf.Dictionary({"P": text})))
    return labels
