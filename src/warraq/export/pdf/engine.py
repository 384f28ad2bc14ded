"""WeasyPrint, driven and corrected: the one place that reaches into its layout.

What is corrected, each with the reason beside it: white space at the end of a line, notes that
leave the page of their call, links of notes, long notes. The corrections live in subclasses, or
act only for a layout of ours, so that another user of WeasyPrint in the same process sees none.
They were made for the version below and are refused for any other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree import ElementTree as ET

import cssselect2  # type: ignore[import-untyped]
import weasyprint
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout import layout_document
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration

from warraq.export.api import ExportError
from warraq.export.pdf import (
    blocks,
    code,
    columns,
    drawn_widths,
    forced_breaks,
    heads,
    indents,
    kashida,
    labels,
    note_heads,
    note_lines,
    note_pages,
    opportunities,
    page_references,
    pango_styles,
    shaped_lines,
    styles,
    svg_text,
    turned,
    used_values,
    verse,
    whitespace,
)
from warraq.export.pdf.columns_boxes import raise_areas
from warraq.export.pdf.paged_context import NotesContext
from warraq.export.pdf.resources import ConfinedFetcher
from warraq.export.pdf.selectors import built_in_stylesheet, narrow
from warraq.export.pdf.shaping import Shaper
from warraq.export.pdf.sheets import Sheet
from warraq.style.tokens import Justification

SUPPORTED_VERSIONS = ("70.0",)


def require_supported_version() -> None:
    """Raise ExportError when WeasyPrint is not of a version that the corrections were made for."""
    if weasyprint.__version__ not in SUPPORTED_VERSIONS:
        wanted = " or ".join(SUPPORTED_VERSIONS)
        raise ExportError(
            f"WeasyPrint {weasyprint.__version__} is installed, but warraq corrects the layout of "
            f"WeasyPrint {wanted}; type: pip install 'weasyprint=={SUPPORTED_VERSIONS[-1]}'"
        )


@cache
def font_configuration() -> FontConfiguration:
    """Return the one font configuration of the process (each further one would leak memory)."""
    return FontConfiguration()


class Source(HTML):  # type: ignore[misc]
    """A document for WeasyPrint, from XML text: its HTML parser is slow and moves elements."""

    def __init__(self, text: str, fetcher: ConfinedFetcher) -> None:
        """Parse the text, which must be well-formed."""
        self.text = text
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        root = ET.fromstring(text)  # noqa: S314 - the text is our own writer's
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        """Return the style sheets of HTML itself."""
        return [built_in_stylesheet()]


class PagedContext(NotesContext):
    """A layout of ours. Its class tells the corrections of module functions to act."""

    shaper: Shaper
    filler: kashida.Kashida | None
    poems: dict[Any, verse.Poem]
    label_families: tuple[str, ...]
    """The families of the text, in which pictures are labelled that name none that is here."""
    columns: columns.ColumnSettings | None = None
    moved_figures: dict[int, tuple[Any, ...]]
    """By the number of a page, the places of figures across that begin it (see columns_floats)."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A document laid out: the boxes of its pages, not yet made pages of a PDF.

    ``passes`` counts the layouts that led to it; ``settled`` is whether its notes' numbers are
    those of its pages.
    """

    context: PagedContext
    page_boxes: Sequence[Any]
    source: Source
    passes: int = 1
    settled: bool = True

    def document(self, metadata: DocumentMetadata) -> Document:
        """Return the document that WeasyPrint writes as PDF; links and anchors are gathered."""
        page_references.install()
        result = Document(
            [Sheet(box) for box in self.page_boxes],
            metadata,
            self.source.url_fetcher,
            font_configuration(),
            {},
            None,
        )
        result._html = self.source
        return result


ARRANGEMENTS = (
    ("div", "verse", verse.arrange),
    ("ol", "", labels.arrange),
    ("pre", "", code.arrange),
)

Preparation = Callable[[PagedContext, Any], bool]


def lay_out(
    source: Source,
    stylesheet: str,
    prepare: Preparation | None = None,
    justification: Justification | None = None,
    in_columns: columns.ColumnSettings | None = None,
) -> Layout:
    """Lay a document out in pages.

    ``prepare`` may change the tree of boxes before any is laid out. Where it changes the elements
    instead it returns True, and is given boxes that are made anew. ``justification`` says how
    lines are filled, by spaces alone unless it is given and wants kashida; ``in_columns`` how the
    text stands in columns.
    """
    context, root = _boxes(source, stylesheet, justification, in_columns)
    while prepare is not None and prepare(context, root):
        context, root = _boxes(source, stylesheet, justification, in_columns)
    whitespace.install(PagedContext)
    forced_breaks.install(PagedContext)
    indents.install(PagedContext)
    opportunities.install(PagedContext)
    shaped_lines.install(PagedContext)
    kashida.install(PagedContext)
    drawn_widths.install(PagedContext)  # after what fills lines: it measures them first
    turned.install(PagedContext)
    heads.install(PagedContext)
    svg_text.install(PagedContext)
    blocks.install(PagedContext, ARRANGEMENTS)
    note_lines.install(PagedContext)
    note_heads.install(PagedContext)
    note_pages.install(PagedContext)
    columns.install(PagedContext)
    page_boxes = list(layout_document(source, root, context))
    if in_columns is not None:
        for page in page_boxes:
            raise_areas(page)
    return Layout(context, page_boxes, source)


def _boxes(
    source: Source,
    stylesheet: str,
    justification: Justification | None,
    in_columns: columns.ColumnSettings | None,
) -> tuple[PagedContext, Any]:
    """Return a context of ours and the tree of boxes of a document."""
    fonts = font_configuration()
    counter_style = CounterStyle()
    color_profiles: dict[str, Any] = {}
    options = dict(weasyprint.DEFAULT_OPTIONS, presentational_hints=False)
    author = CSS(
        string=stylesheet,
        url_fetcher=source.url_fetcher,
        font_config=fonts,
        counter_style=counter_style,
    )
    narrow(author)
    options["stylesheets"] = [author]
    styles.install(Source)
    used_values.install()
    pango_styles.install()
    context = Document._build_layout_context(source, fonts, counter_style, color_profiles, options)
    # The context keeps its data; only its behaviour becomes ours.
    context.__class__ = PagedContext
    context.begin_notes()
    context.shaper = Shaper()
    context.filler = None
    if justification is not None and justification.kashida:
        context.filler = kashida.Kashida(justification)
    body = source.etree_element.find("body")
    context.label_families = tuple(context.style_for(body)["font_family"])
    context.columns = in_columns
    context.moved_figures = {}
    root = build_formatting_structure(
        source.etree_element,
        context.style_for,
        context.get_image_from_uri,
        source.base_url,
        context.target_collector,
        counter_style,
        context.footnotes,
    )
    context.poems = verse.gather(root)
    return context, root
