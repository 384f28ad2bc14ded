"""What Zotero wants to know of a document: docProps/custom.xml with its preferences."""

from __future__ import annotations

import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from lxml import etree

from warraq.lang.tags import primary
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Note, NoteKind
from warraq.model.walk import iterate

if TYPE_CHECKING:
    from docx.opc.part import Part
    from docx.package import Package

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The set of properties that a user defines (MS-OLEPS, 2.25.1), and the first number in it.
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_NUMBER = 2
_LONGEST = 255
"""Characters that Word keeps of a property."""

_NOTE_STYLE = "chicago-fullnote-bibliography"
_IN_TEXT_STYLE = "chicago-author-date"
# The style of Zotero's collection that is nearest to one of ours.
_STYLES = {
    "apa": "apa",
    "mla": "modern-language-association",
    "vancouver": "vancouver",
    "ieee": "ieee",
}
_LOCALES = {
    "en": "en-US",
    "fa": "fa-IR",
    "fr": "fr-FR",
    "he": "he-IL",
    "tr": "tr-TR",
    "de": "de-DE",
}


def new_preferences_part(package: Package, document: ResolvedDocument) -> Part:
    """Return the part that holds the preferences, cut into pieces that Word keeps whole."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    text = preferences(document)
    root = etree.Element(f"{{{_PROPERTIES}}}Properties", nsmap={None: _PROPERTIES, "vt": _TYPES})
    for number, start in enumerate(range(0, len(text), _LONGEST)):
        attributes = {
            "fmtid": _FORMAT,
            "pid": str(_FIRST_NUMBER + number),
            "name": f"ZOTERO_PREF_{number + 1}",
        }
        element = etree.SubElement(root, f"{{{_PROPERTIES}}}property", attributes)
        value = etree.SubElement(element, f"{{{_TYPES}}}lpwstr")
        value.text = text[start : start + _LONGEST]
    kind = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return Part(PackURI("/docProps/custom.xml"), kind, blob, package)


def preferences(document: ResolvedDocument) -> str:
    """Return the preferences as Zotero writes them: session, style, kind of fields and notes."""
    in_notes = _is_in_notes(document)
    lang = primary(document.metadata.lang)
    keys = "\n".join(entry.key for entry in document.references)
    session = hashlib.sha256(keys.encode("utf-8", "replace")).hexdigest()[:8]
    style = quoteattr(f"http://www.zotero.org/styles/{_style(document, in_notes=in_notes)}")
    locale = quoteattr(_LOCALES.get(lang, lang))
    return (
        f'<data data-version="3" zotero-version="7.0"><session id="{session}"/>'
        f'<style id={style} locale={locale} hasBibliography="1" bibliographyStyleHasBeenSet="1"/>'
        f'<prefs><pref name="fieldType" value="Field"/>'
        f'<pref name="noteType" value="{int(in_notes)}"/></prefs></data>'
    )


def _style(document: ResolvedDocument, *, in_notes: bool) -> str:
    """Return the name of the nearest style; a CSL file bears the name of its style."""
    path = PurePosixPath(document.metadata.citation_style.replace("\\", "/"))
    if path.suffix == ".csl":
        return path.stem
    return _STYLES.get(path.stem, _NOTE_STYLE if in_notes else _IN_TEXT_STYLE)


def _is_in_notes(document: ResolvedDocument) -> bool:
    """Whether the style cites in notes: then citations have made notes."""
    nodes = iterate((*document.front, *document.blocks))
    return any(isinstance(node, Note) and node.kind is NoteKind.CITATION for node in nodes)
