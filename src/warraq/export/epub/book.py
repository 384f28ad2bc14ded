"""A resolved document as an EPUB: its files, written in order and put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from warraq.diagnostics import NOWHERE, Report
from warraq.export.api import ExportContext
from warraq.export.epub import accessibility, covers, faces, metadata, navigation, package, pages
from warraq.export.epub.dialect import Shared
from warraq.export.epub.faces import FontFile
from warraq.export.epub.formulas import Formulas
from warraq.export.epub.metadata import Statement
from warraq.export.epub.package import Item, Package
from warraq.export.epub.pages import Page
from warraq.export.epub.parts import Kind, places, split
from warraq.export.epub.pictures import Pictures
from warraq.export.html.dialect import Flow
from warraq.lang.numerals import default_digits
from warraq.lang.tags import direction_of
from warraq.lang.terms import term
from warraq.model.attributes import Direction
from warraq.model.blocks import Section
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Inlines, Text
from warraq.model.walk import iterate, plain_text
from warraq.resolve.contents import title_of
from warraq.style.css import stylesheet

_XHTML, _CSS, _NCX, _PNG = (
    "application/xhtml+xml",
    "text/css",
    "application/x-dtbncx+xml",
    "image/png",
)
_COVER_FILE = "images/cover-page.png"
_WORDS_OF_A_TITLE = 8


@dataclass(frozen=True, slots=True)
class _Content:
    """What a book shows: its pages in reading order, and the lines of its contents."""

    title: str
    flow: Flow
    pages: tuple[Page, ...]
    lines: tuple[navigation.Entry, ...]
    pictures: Pictures

    @property
    def characters(self) -> str:
        """All that is shown, with the markup in it."""
        return "".join(page.content for page in self.pages)


def build(document: ResolvedDocument, context: ExportContext) -> bytes:
    """Return the document as the bytes of an EPUB."""
    cover = _cover(document, context) if context.options.cover else None
    content = _content(document, context, with_cover=cover is not None)
    fonts: tuple[FontFile, ...] = ()
    if context.options.fonts:
        lang = document.metadata.lang
        fonts = faces.embed(context.theme, lang, content.characters, context.report)
    name = metadata.identifier(document.metadata, content.title)
    sheet = Item("style", pages.STYLE_FILE, _CSS, _style(document, context, fonts).encode())
    toc = navigation.ncx(content.lines, name, content.title, content.flow)
    items = [
        *(_page_item(page) for page in content.pages),
        sheet,
        *_cover_items(cover),
        *_picture_items(content.pictures),
        *(
            Item(f"font-{number}", font.name, font.font.media_type, font.font.data)
            for number, font in enumerate(fonts, 1)
        ),
        Item("ncx", navigation.NCX_FILE, _NCX, toc.encode()),
    ]
    return package.write(
        Package(
            identifier=name,
            lang=content.flow.lang,
            direction=content.flow.dir,
            statements=tuple(_statements(document, context, content, cover, fonts)),
            items=items,
            spine=tuple(page.name for page in content.pages),
            timestamp=context.timestamp,
        )
    )


def document_direction(document: ResolvedDocument) -> Direction:
    """Return the direction of the whole: what the metadata states, else the language's."""
    stated = document.metadata.dir
    if stated in (Direction.LTR, Direction.RTL):
        return Direction(stated)
    return direction_of(document.metadata.lang)


def _flow(document: ResolvedDocument) -> Flow:
    return Flow(document.metadata.lang, document_direction(document))


def _content(document: ResolvedDocument, context: ExportContext, *, with_cover: bool) -> _Content:
    flow, parts = _flow(document), split(document)
    title = _title(document, context.report)
    text = " ".join(plain_text(title).split())
    shared = Shared(
        places=places(parts),
        pictures=Pictures(context.resources, context.report),
        formulas=Formulas(context.report),
        marks=context.theme.notes,
        report=context.report,
    )
    depth = document.metadata.contents_depth
    lines = navigation.entries(parts, title, shared.places, depth, flow)
    covered = [pages.cover_page(_COVER_FILE, text, flow)] if with_cover else []
    written = [
        pages.write(part, shared, flow, text) for part in parts if part.kind is not Kind.CONTENTS
    ]
    place = next(index for index, part in enumerate(parts) if part.kind is Kind.CONTENTS)
    shown = [*covered, *written]
    cover = covered[0].file if covered else None
    nav = navigation.navigation(parts, lines, cover, shared, flow)
    shown.insert(len(covered) + place, nav)
    return _Content(text, flow, tuple(shown), lines, shared.pictures)


def _title(document: ResolvedDocument, report: Report) -> Inlines:
    """Return the title; a book must have one, so its first heading or words stand in for it."""
    titles = metadata.main_first(document.metadata.title, document.metadata.lang)
    for value in titles:
        if plain_text(value.children).strip():
            return title_of(value.children)
    report.warning(
        "E306",
        "the publication has no title, which an EPUB must have",
        document.metadata.location,
        "state it in the front matter: title: …",
    )
    for node in iterate(document.blocks):
        if isinstance(node, Section) and plain_text(node.title).strip():
            return title_of(node.title)
    words = plain_text(document.blocks).split()[:_WORDS_OF_A_TITLE]
    return (Text(" ".join(words) or term(document.metadata.lang, "body-start")),)


def _cover(document: ResolvedDocument, context: ExportContext) -> bytes | None:
    """Return the cover's picture, or None when there is no title or it cannot be drawn right."""
    lines = covers.lines(document)
    if not lines:
        return None
    text = " ".join(line.text for line in lines)
    face = faces.display_face(context.theme, document.metadata.lang, text)
    picture = covers.draw(lines, face) if face else None
    if picture is None:
        context.report.info(
            "E307",
            "no cover is drawn: the font or the drawing library lacks what its text needs",
            NOWHERE,
            "install the theme's font and a Pillow that has Raqm",
        )
    return picture


def _style(document: ResolvedDocument, context: ExportContext, fonts: Sequence[FontFile]) -> str:
    flow = _flow(document)
    digits = document.metadata.digits or default_digits(flow.lang)
    sheet = stylesheet(context.theme, "reflowable", lang=flow.lang, dir=flow.dir, digits=digits)
    rules = "\n".join(font.css for font in fonts)
    return f'@charset "UTF-8";\n{rules}\n{sheet}'


def _page_item(page: Page) -> Item:
    return Item(page.name, page.file, _XHTML, page.content.encode(), page.properties)


def _cover_items(cover: bytes | None) -> Iterator[Item]:
    if cover is not None:
        yield Item("cover-image", _COVER_FILE, _PNG, cover, ("cover-image",))


def _picture_items(pictures: Pictures) -> Iterator[Item]:
    for number, file in enumerate(pictures.files, 1):
        yield Item(f"picture-{number}", file.name, file.media_type, file.data)


def _statements(
    document: ResolvedDocument,
    context: ExportContext,
    content: _Content,
    cover: bytes | None,
    fonts: Sequence[FontFile],
) -> Iterator[Statement]:
    values, flow = document.metadata, content.flow
    yield from metadata.statements(values, content.title, context.timestamp, flow.dir)
    moving = any(file.media_type == "image/gif" for file in content.pictures.files)
    found = accessibility.find(document, moving=moving)
    yield from accessibility.statements(found, flow.lang, context.options.certifier)
    if cover is not None:
        # For readers of EPUB 2 and for Kindle.
        yield Statement("meta", "", {"name": "cover", "content": "cover-image"})
    if fonts:
        # Apple's readers use the fonts of a book only when it says that it chose them.
        yield Statement("meta", "true", {"property": "ibooks:specified-fonts"})
