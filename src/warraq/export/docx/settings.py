"""settings.xml, fontTable.xml and the core properties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from warraq.export.docx.looks import word_language
from warraq.export.docx.markup import Element, add, made_writable, root, serialize
from warraq.export.docx.notes import SEPARATORS
from warraq.export.docx.story import Draft
from warraq.lang.terms import term
from warraq.model.metadata import Author, NoteNumbering
from warraq.model.walk import plain_text
from warraq.style.scripts import stack
from warraq.style.tokens import Usage

if TYPE_CHECKING:
    from docx.opc.coreprops import CoreProperties

_COMPATIBILITY = (
    ("compatibilityMode", "15"),
    ("overrideTableStyleFontSizeAndJustification", "1"),
    ("enableOpenTypeFeatures", "1"),
    ("doNotFlipMirrorIndents", "1"),
    ("differentiateMultirowTableHeaders", "1"),
)
_RESTART = {
    NoteNumbering.PAGE: "eachPage",
    NoteNumbering.SECTION: "eachSect",
    NoteNumbering.DOCUMENT: "continuous",
}
_LONGEST_PROPERTY = 255
"""Characters that python-docx, as Word, allows in a core property."""


def add_note_numbering(parent: Element, draft: Draft) -> Element:
    """Append ``w:footnotePr``. Word reads the restart in the section, LibreOffice in settings."""
    properties = add(parent, "footnotePr")
    add(properties, "numFmt", val="decimal")
    add(properties, "numRestart", val=_RESTART[draft.document.metadata.note_numbering])
    return properties


def settings_xml(draft: Draft) -> bytes:
    """Return the settings; their elements in the order of CT_Settings."""
    element = root("settings")
    add(element, "zoom", percent="100")
    if draft.theme.page.mirrored:
        add(element, "mirrorMargins")
    add(element, "defaultTabStop", val="567")
    add(element, "autoHyphenation", val="0")
    if draft.theme.page.mirrored:
        add(element, "evenAndOddHeaders")
    add(element, "characterSpacingControl", val="doNotCompress")
    if draft.options.update_fields:
        add(element, "updateFields", val="true")
    notes = add_note_numbering(element, draft)
    for number, _ in SEPARATORS:
        add(notes, "footnote", id=number)
    _add_compatibility(element)
    ltr, rtl = word_language(draft.default_ltr_lang), word_language(draft.default_rtl_lang)
    add(element, "themeFontLang", val=ltr, bidi=rtl)
    add(element, "decimalSymbol", val=".")
    add(element, "listSeparator", val=",")
    return serialize(element)


def _add_compatibility(parent: Element) -> None:
    compatibility = add(parent, "compat")
    add(compatibility, "doNotExpandShiftReturn")
    for key, value in _COMPATIBILITY:
        uri = "http://schemas.microsoft.com/office/word"
        add(compatibility, "compatSetting", name=key, uri=uri, val=value)


def font_table_xml(draft: Draft) -> bytes:
    """Return the table of the fonts that the styles name; B2 is the Arabic character set."""
    element = root("fonts")
    for family, is_arabic in _families(draft):
        font = add(element, "font", name=family)
        add(font, "charset", val="B2" if is_arabic else "00")
        add(font, "family", val="auto")
        add(font, "pitch", val="variable")
    return serialize(element)


def _families(draft: Draft) -> Iterator[tuple[str, bool]]:
    seen: set[str] = set()
    for usage in Usage:
        families = stack(draft.theme.fonts.word, usage)
        for group, names in (
            ("latin", families.latin),
            ("arabic", families.arabic),
            ("hebrew", families.hebrew),
        ):
            for family in names[:1]:
                if family not in seen:
                    seen.add(family)
                    yield family, group == "arabic"


def fill_core_properties(properties: CoreProperties, draft: Draft) -> None:
    """State title, authors, keywords, language and dates (UTC, from the context)."""
    metadata = draft.document.metadata
    moment = datetime.fromtimestamp(draft.context.timestamp, UTC)
    separator = term(metadata.lang, "list-separator")
    properties.title = _property(plain_text(metadata.title[0].children if metadata.title else ()))
    properties.subject = _property(
        plain_text(metadata.subtitle[0].children if metadata.subtitle else ())
    )
    creators = "; ".join(author_name(author) for author in metadata.authors)
    properties.author = _property(creators)
    properties.last_modified_by = _property(creators)
    keywords = metadata.keywords[0].words if metadata.keywords else ()
    properties.keywords = _property(separator.join(keywords))
    properties.language = _property(metadata.lang)
    properties.identifier = _property(metadata.doi or metadata.isbn)
    properties.created = properties.modified = moment
    properties.revision = 1


def author_name(author: Author) -> str:
    """Return an author's name in the document's language, which stands first."""
    return author.name[0].text if author.name else ""


def _property(text: str) -> str:
    return made_writable(text)[:_LONGEST_PROPERTY]
