"""The metadata of a PDF in XMP (ISO 16684-1), in every language that the front matter has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from warraq.export.pdf.standards import Standard
from warraq.model.metadata import LocalizedBlocks, LocalizedInlines, LocalizedText, Metadata
from warraq.model.walk import plain_text

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_END = '<?xpacket end="r"?>'

Localized = LocalizedText | LocalizedInlines | LocalizedBlocks


def packet(
    metadata: Metadata, standard: Standard, timestamp: int, creator: str, producer: str
) -> bytes:
    """Return the metadata stream of a file; ``timestamp`` is its date in seconds since 1970."""
    date = iso_date(timestamp)
    properties = [
        *_identification(standard),
        *_dublin_core(metadata),
        _simple("xmp:CreateDate", date),
        _simple("xmp:ModifyDate", date),
        _simple("xmp:MetadataDate", date),
        _simple("xmp:CreatorTool", creator),
        _simple("pdf:Producer", producer),
        _simple("pdf:Keywords", ", ".join(keywords(metadata))),
    ]
    if metadata.licence and metadata.licence.url:
        properties.append(_simple("xmpRights:WebStatement", metadata.licence.url))
    names = " ".join(f'xmlns:{name}="{address}"' for name, address in _NAMESPACES.items())
    lines = [
        _BEGIN,
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        f'<rdf:RDF xmlns:rdf="{_RDF}">',
        f'<rdf:Description rdf:about="" {names}>',
        *(line for line in properties if line),
        "</rdf:Description>",
        "</rdf:RDF>",
        "</x:xmpmeta>",
        _END,
    ]
    return "\n".join(lines).encode()


def iso_date(timestamp: int) -> str:
    """Return a moment in seconds since 1970 as a date of ISO 8601 in UTC."""
    return datetime.fromtimestamp(timestamp, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def keywords(metadata: Metadata) -> list[str]:
    """Return the keywords in all languages."""
    return [word for group in metadata.keywords for word in group.words]


def plain(text: Localized) -> str:
    """Return a localised text without markup, on one line."""
    found = text.text if isinstance(text, LocalizedText) else plain_text(text.children)
    return " ".join(found.split())


def _identification(standard: Standard) -> Iterator[str]:
    """Yield the statement of the standard (ISO 19005-2, 6.6.4; ISO 14289-1, 5)."""
    if standard.family:
        name = f"pdf{standard.family}id"
        yield _simple(f"{name}:part", str(standard.part))
        yield _simple(f"{name}:conformance", standard.level)
        yield _simple(f"{name}:rev", standard.revision)


def _dublin_core(metadata: Metadata) -> Iterator[str]:
    languages = dict.fromkeys((metadata.lang, *(text.lang for text in metadata.abstract)))
    licence = metadata.licence
    yield _simple("dc:format", "application/pdf")
    yield _alternatives("dc:title", metadata.title, metadata.lang)
    yield _list("dc:creator", "Seq", (plain(author.name[0]) for author in metadata.authors))
    yield _alternatives("dc:description", metadata.abstract, metadata.lang)
    yield _list("dc:subject", "Bag", keywords(metadata))
    yield _list("dc:language", "Bag", languages)
    yield _list("dc:publisher", "Bag", [metadata.publisher])
    yield _list("dc:date", "Seq", [metadata.date])
    yield _simple("dc:identifier", f"doi:{metadata.doi}" if metadata.doi else "")
    yield _simple("dc:source", _source(metadata))
    if licence:
        name = LocalizedText(metadata.lang, licence.name)
        yield _alternatives("dc:rights", (name,), metadata.lang)


def _source(metadata: Metadata) -> str:
    """Return the journal in which an article appears, with its ISSN."""
    journal = metadata.journal
    if journal is None or not journal.title:
        return ""
    title = plain(journal.title[0])
    return f"{title} (ISSN {journal.issn})" if journal.issn else title


def _simple(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _list(name: str, kind: str, values: Iterable[str]) -> str:
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""


def _alternatives(name: str, texts: Iterable[Localized], lang: str) -> str:
    """Return a text in its languages; the first is also the one for readers of any other."""
    found: dict[str, str] = {}
    for text in texts:
        value = plain(text)
        if value:
            found.setdefault("x-default", value)
            found.setdefault(text.lang or lang, value)
    items = "".join(
        f"<rdf:li xml:lang={quoteattr(tag)}>{escape(value)}</rdf:li>"
        for tag, value in found.items()
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>" if items else ""
