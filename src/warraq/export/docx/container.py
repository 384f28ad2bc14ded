"""The OPC package: python-docx's parts and relationships, written as a reproducible zip file."""

from __future__ import annotations

import io
import posixpath
import zipfile
from typing import TYPE_CHECKING

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STORED = frozenset({"png", "jpg", "gif"})
"""Suffixes of formats that are compressed already."""


def new_part(package: Package, path: str, kind: str, blob: bytes = b"") -> Part:
    """Return a part of the package; ``kind`` ends a WordprocessingML content type."""
    return Part(PackURI(path), f"{_WORD}{kind}+xml", blob, package)


def new_theme_part(package: Package, blob: bytes) -> Part:
    """Return the part of the Office theme."""
    kind = "application/vnd.openxmlformats-officedocument.theme+xml"
    return Part(PackURI("/word/theme/theme1.xml"), kind, blob, package)


def media_part(package: Package, path: str, media_type: str, blob: bytes) -> Part:
    """Return a part for a picture."""
    return Part(PackURI(path), media_type, blob, package)


def set_blob(part: Part, blob: bytes) -> None:
    """Give a part its content, once all that it refers to is known."""
    part._blob = blob


def written(package: Package) -> bytes:
    """Return the package as a zip file that is the same for the same parts, byte by byte.

    Dates are the earliest that the format has, names are sorted and nothing tells the platform.
    """
    members = {"_rels/.rels": _as_bytes(package.rels.xml)}
    parts = list(package.iter_parts())
    for part in parts:
        members[part.partname.membername] = part.blob
        if len(part.rels):
            members[part.partname.rels_uri.membername] = _as_bytes(part.rels.xml)
    return _zipped({"[Content_Types].xml": _content_types(parts), **dict(sorted(members.items()))})


def _as_bytes(xml: str | bytes) -> bytes:
    return xml.encode() if isinstance(xml, str) else xml


def _content_types(parts: list[Part]) -> bytes:
    """Return the list of content types (ECMA-376 part 2, 10.1.2.2), an entry for each part."""
    root = etree.Element(f"{{{_CONTENT_TYPES}}}Types", nsmap={None: _CONTENT_TYPES})
    for extension, media_type in (("rels", _RELATIONSHIPS), ("xml", "application/xml")):
        attributes = {"Extension": extension, "ContentType": media_type}
        etree.SubElement(root, f"{{{_CONTENT_TYPES}}}Default", attributes)
    for part in sorted(parts, key=lambda item: str(item.partname)):
        attributes = {"PartName": str(part.partname), "ContentType": part.content_type}
        etree.SubElement(root, f"{{{_CONTENT_TYPES}}}Override", attributes)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _zipped(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path, blob in members.items():
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            stored = posixpath.splitext(path)[1][1:] in _STORED
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, blob)
    return buffer.getvalue()
