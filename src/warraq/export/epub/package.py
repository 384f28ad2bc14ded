"""The book as a file, through EbookLib held in check.

EbookLib re-parses and pretty-prints content, writes navigation of its own, stamps the present
moment on metadata and on every file, and numbers its own identifiers. Here it assembles the
manifest, the spine and the container; whatever else is in the file we wrote ourselves.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from ebooklib import epub
from lxml import etree

from warraq.export.epub.metadata import Statement
from warraq.export.html.markup import escape
from warraq.model.attributes import Direction

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_FILE_MODE = 0o100644 << 16
_UNIX = 3
# The dates that a zip file can state: 1980-01-01 to 2107-12-31 (PKWARE's note, 4.4.6).
_FIRST, _LAST = 315_532_800, 4_354_819_198
# Metadata refines what it follows, so the order of the statements is kept.
_IBOOKS = "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book and its line in the manifest; ``identifier`` is an NCName."""

    identifier: str
    file: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A whole book. ``spine`` names the items in reading order; ``ncx`` is one of ``items``."""

    identifier: str
    lang: str
    direction: Direction
    statements: Sequence[Statement]
    items: Sequence[Item]
    spine: Sequence[str]
    timestamp: int


def write(package: Package) -> bytes:
    """Return the book as a zip file whose bytes depend on nothing but the package."""
    book = epub.EpubBook()
    book.metadata.clear()
    book.IDENTIFIER_ID = "publication-id"
    book.uid, book.language = package.identifier, package.lang
    book.set_direction(package.direction.value)
    for item in package.items:
        book.add_item(_Verbatim(item) if item.file.endswith(".xhtml") else _file(item))
    book.spine = [book.get_item_with_id(name) for name in package.spine]
    output = BytesIO()
    options = {"epub3_pages": False, "epub3_landmark": False, "raise_exceptions": True}
    writer = _Writer(output, book, options)
    writer.package = package
    writer.write()
    return output.getvalue()


def _file(item: Item) -> Any:
    file = epub.EpubItem(item.identifier, item.file, item.media_type, item.data)
    file.properties = list(item.properties)
    return file


class _Verbatim(epub.EpubHtml):  # type: ignore[misc]
    """An XHTML file written byte for byte."""

    def __init__(self, item: Item) -> None:
        super().__init__(item.identifier, item.file, item.media_type, item.data)
        self.properties = list(item.properties)

    def get_content(self, default: Any = None) -> bytes:
        """Return the bytes; EbookLib's own method would parse them as HTML."""
        content: bytes = self.content
        return content


class _Archive(zipfile.ZipFile):
    """A zip file in which every member bears the same date, mode and system."""

    timestamp: int

    def writestr(self, name: Any, data: Any, compress_type: Any = None, level: Any = None) -> None:
        """Write a member, compressed unless told otherwise."""
        moment = datetime.fromtimestamp(min(max(self.timestamp, _FIRST), _LAST), UTC)
        information = zipfile.ZipInfo(
            str(name),
            (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second),
        )
        information.external_attr, information.create_system = _FILE_MODE, _UNIX
        kind = zipfile.ZIP_DEFLATED if compress_type is None else compress_type
        super().writestr(information, data, kind, level)


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer with our metadata, our archive and directions stated on the package."""

    package: Package

    def write(self) -> None:
        """Write the archive (EPUB 3.3, section 4.2.4: mimetype first, uncompressed)."""
        with _Archive(self.file_name, "w", zipfile.ZIP_DEFLATED) as self.out:
            self.out.timestamp = self.package.timestamp
            self.out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_metadata(self, root: Any) -> None:
        metadata = etree.SubElement(root, "metadata", nsmap={"dc": _DUBLIN_CORE})
        for statement in self.package.statements:
            _add(metadata, statement)

    def _write_opf_file(self, root: Any) -> None:
        root.set(_XML_LANG, self.package.lang)
        root.set("dir", self.package.direction.value)
        root.set("prefix", _IBOOKS)
        super()._write_opf_file(root)

    def _write_opf_manifest(self, root: Any) -> str:
        super()._write_opf_manifest(root)
        return "ncx"


def _add(metadata: Any, statement: Statement) -> None:
    prefix, _, name = statement.name.rpartition(":")
    tag = f"{{{_DUBLIN_CORE}}}{name}" if prefix == "dc" else name
    attributes = {
        _XML_LANG if key == "lang" else key: _clean(value)
        for key, value in statement.attributes.items()
    }
    element = etree.SubElement(metadata, tag, attributes)
    element.text = _clean(statement.text) or None


def _clean(text: str) -> str:
    """Return a text without the characters that XML forbids, which lxml refuses."""
    from html import unescape

    return unescape(escape(text))
