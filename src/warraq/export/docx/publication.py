"""The whole document: its parts in the order in which they can be written."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.package import Package

from warraq.export.api import ExportContext
from warraq.export.docx import CitationFieldKind, DocxOptions
from warraq.export.docx.body import write_body
from warraq.export.docx.container import (
    RELATIONSHIP,
    new_part,
    new_theme_part,
    set_blob,
    written,
)
from warraq.export.docx.notes import footnotes_xml
from warraq.export.docx.office_theme import office_theme_xml
from warraq.export.docx.paragraphs import sequence_name
from warraq.export.docx.sections import add_running_heads
from warraq.export.docx.settings import fill_core_properties, font_table_xml, settings_xml
from warraq.export.docx.story import Draft
from warraq.export.running import running_texts
from warraq.lang.tags import direction_of
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import (
    Contents,
    ContentsKind,
    Figure,
    GlossaryItem,
    MathBlock,
    Number,
    Table,
)
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Note
from warraq.model.walk import iterate, plain_text
from warraq.style.scripts import foreign_language
from warraq.style.word import page_setup, styles_xml


def build(document: ResolvedDocument, context: ExportContext, options: DocxOptions) -> bytes:
    """Return the document as the bytes of a .docx file."""
    package = Package()
    draft = new_draft(document, context, options, package)
    main = new_part(package, "/word/document.xml", "document.main")
    package.relate_to(main, RELATIONSHIP + "officeDocument")
    parts = {
        kind: new_part(package, f"/word/{kind}.xml", kind)
        for kind in ("styles", "settings", "fontTable", "numbering", "footnotes")
    }
    for kind, part in parts.items():
        main.relate_to(part, RELATIONSHIP + kind)
    theme = new_theme_part(package, office_theme_xml(context.theme))
    main.relate_to(theme, RELATIONSHIP + "theme")
    if options.citation_fields is CitationFieldKind.ZOTERO:
        _prepare_citation_fields(draft)
    heads = add_running_heads(draft, main)
    set_blob(main, write_body(draft, main, heads))
    measure = page_setup(context.theme, draft.direction).column
    set_blob(parts["footnotes"], footnotes_xml(draft, parts["footnotes"], measure))
    styles = styles_xml(context.theme, lang=draft.lang, dir=draft.direction)
    set_blob(parts["styles"], styles)
    set_blob(parts["settings"], settings_xml(draft))
    set_blob(parts["fontTable"], font_table_xml(draft))
    set_blob(parts["numbering"], draft.numbering.xml())
    _add_core_properties(draft)
    return written(package)


def new_draft(
    document: ResolvedDocument,
    context: ExportContext,
    options: DocxOptions,
    package: Package,
) -> Draft:
    """Return the draft with all that is known of the document before anything is written."""
    metadata = document.metadata
    direction = metadata.dir if metadata.dir in (Direction.LTR, Direction.RTL) else None
    draft = Draft(document, context, options, package, direction or direction_of(metadata.lang))
    foreign = foreign_language(draft.direction)
    rtl = draft.direction is Direction.RTL
    draft.default_rtl_lang = metadata.lang if rtl else foreign
    draft.default_ltr_lang = foreign if rtl else metadata.lang
    draft.running = running_texts(metadata, draft.digits)
    _survey(draft)
    return draft


_LETTERS = {ContentsKind.FIGURES: "F", ContentsKind.TABLES: "T"}


def _survey(draft: Draft) -> None:
    """Name a bookmark for each identifier, and note what references have to repeat."""
    for node in iterate((*draft.document.front, *draft.document.blocks)):
        if isinstance(node, Contents) and node.kind in _LETTERS and node.entries:
            name = sequence_name(node.entries[0].number or Number())
            draft.listed[name] = _LETTERS[node.kind]
        attributes = getattr(node, "attributes", None)
        if not isinstance(attributes, Attributes) or not attributes.id or isinstance(node, Note):
            continue
        draft.bookmarks.declare(attributes.id)
        match node:
            case Figure() | Table() | MathBlock() if node.number is not None:
                draft.captions[attributes.id] = plain_text(node.number.value)
            case GlossaryItem():
                draft.glossary[node.key] = attributes.id
            case _:
                pass


def _prepare_citation_fields(draft: Draft) -> None:
    from warraq.export.docx.citation_fields import CitationFields
    from warraq.export.docx.zotero_preferences import new_preferences_part

    draft.citation_fields = CitationFields(
        {entry.key: entry for entry in draft.document.references}
    )
    part = new_preferences_part(draft.package, draft.document)
    draft.package.relate_to(part, RELATIONSHIP + "custom-properties")


def _add_core_properties(draft: Draft) -> None:
    part = CorePropertiesPart.default(draft.package)
    draft.package.relate_to(part, RELATIONSHIP_TYPE.CORE_PROPERTIES)
    fill_core_properties(part.core_properties, draft)
