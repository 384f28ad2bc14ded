"""WeasyPrint, driven and corrected: the one place that reaches into its layout.

What is corrected, each with the reason beside it: white space at the end of a line, notes that
leave the page of their call, links of notes, long notes. The corrections live in subclasses, or
act only for a layout of ours, so that another user of WeasyPrint in the same process sees none.
They were made for the version below and are refused for any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import Any
from xml.etree import ElementTree as ET

import cssselect2  # type: ignore[import-untyped]
import weasyprint
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.layout import LayoutContext, layout_document
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration

from warraq.export.api import ExportError
from warraq.export.pdf import (
    columns,
    indents,
    kashida,
    opportunities,
    page_references,
    pango_styles,
    shaped_lines,
    styles,
    used_values,
    whitespace,
)
from warraq.export.pdf.areas import Measure
from warraq.export.pdf.columns_boxes import raise_areas
from warraq.export.pdf.resources import ConfinedFetcher
from warraq.export.pdf.selectors import built_in_stylesheet, narrow
from warraq.export.pdf.shaping import Shaper
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
        self.base_url = None
        self.url_fetcher = fetcher
        self.media_type = "print"
        root = ET.fromstring(text)  # noqa: S314 - the text is our own writer's
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        """Return the style sheets of HTML itself."""
        return [built_in_stylesheet()]


class _PageNotes(list[Any]):
    """The notes of a page; a false value tells WeasyPrint that none may move to the next page.

    At a page's end that breaks the rules for widows, WeasyPrint asks whether there are notes to
    move away (``while report and context.current_page_footnotes``) and moves even those whose
    policy keeps them with their line.
    """

    def __bool__(self) -> bool:
        return any(True for _ in self) and not any(
            note.style["footnote_policy"] == "line" for note in self
        )


class PagedContext(LayoutContext):  # type: ignore[misc]
    """A layout of ours. Its class tells the corrections of module functions to act."""

    page_notes: list[Any]
    measure: Measure
    shaper: Shaper
    filler: kashida.Kashida | None
    columns: columns.ColumnSettings | None = None
    moved_figures: dict[int, tuple[Any, ...]]
    """By the number of a page, the places of figures across that begin it (see columns_floats)."""
    text_limit: float = inf
    """Where the text of a column has to end if its notes do not end it before, in CSS pixels."""
    notes_bottom: float = 0.0

    @property
    def page_bottom(self) -> float:
        """Where the text has to end: above the notes, and above the limit of its column."""
        return min(self.notes_bottom, self.text_limit)

    @page_bottom.setter
    def page_bottom(self, value: float) -> None:
        """Move the end of the text; WeasyPrint moves it up and down as notes come and go."""
        self.notes_bottom += value - self.page_bottom

    @property
    def current_page_footnotes(self) -> list[Any]:
        """The notes of the page at hand (see _PageNotes)."""
        return self.page_notes

    @current_page_footnotes.setter
    def current_page_footnotes(self, notes: Iterable[Any]) -> None:
        self.page_notes = _PageNotes(notes)

    def _update_footnote_area(self) -> bool:
        """Give the area its height and the page its bottom; return whether the area overflows."""
        area, notes = self.current_footnote_area, list(self.page_notes)
        height = None
        if notes and not self.in_column and area.style["max_height"].value == inf:
            height = self.measure.height(self, area, notes)
        if height is None:
            return self._lay_out_footnote_area()
        if area.height != "auto":
            self.page_bottom += area.margin_height()
        area.children, area.height = notes, height
        self.page_bottom -= area.margin_height()
        top = area.page.content_box_y()
        return bool(self.notes_bottom - top < LEAST_TEXT * area.page.height)

    def _lay_out_footnote_area(self) -> bool:
        """Lay the area out with an honest list: here its truth means whether it is empty."""
        notes, self.page_notes = self.page_notes, list(self.page_notes)
        try:
            return bool(super()._update_footnote_area())
        finally:
            self.page_notes = notes


class _WaitingNotes(list[Any]):
    """The notes that are not on a page yet.

    Of each box on a line WeasyPrint asks whether its note is among them, also of boxes without
    one: these are answered without looking through all notes of the document.
    """

    def __contains__(self, note: object) -> bool:
        return note is not None and super().__contains__(note)

    def copy(self) -> _WaitingNotes:
        """Return another list of the same kind."""
        return _WaitingNotes(self)


@dataclass(frozen=True, slots=True)
class Layout:
    """A document laid out: the boxes of its pages, not yet made pages of a PDF."""

    context: PagedContext
    page_boxes: Sequence[Any]
    source: Source

    def document(self, metadata: DocumentMetadata) -> Document:
        """Return the document that WeasyPrint writes as PDF; links and anchors are gathered."""
        page_references.install()
        result = Document(
            [Page(box) for box in self.page_boxes],
            metadata,
            self.source.url_fetcher,
            font_configuration(),
            {},
            None,
        )
        result._html = self.source
        return result


LEAST_TEXT = 0.2
"""The share of a page's height that notes must leave to the text."""

Preparation = Callable[[PagedContext, Any], None]


def lay_out(
    source: Source,
    stylesheet: str,
    prepare: Preparation | None = None,
    justification: Justification | None = None,
    in_columns: columns.ColumnSettings | None = None,
) -> Layout:
    """Lay a document out in pages.

    ``prepare`` may change the tree of boxes before any is laid out. ``justification`` says how
    lines are filled, by spaces alone unless it is given and wants kashida.
    """
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
    notes = context.__dict__.pop("current_page_footnotes")
    del context.__dict__["page_bottom"]
    context.__class__ = PagedContext
    context.current_page_footnotes = notes
    context.measure = Measure()
    context.shaper = Shaper()
    context.filler = None
    if justification is not None and justification.kashida:
        context.filler = kashida.Kashida(justification)
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
    context.footnotes = _WaitingNotes(context.footnotes)
    if prepare is not None:
        prepare(context, root)
    whitespace.install(PagedContext)
    indents.install(PagedContext)
    opportunities.install(PagedContext)
    shaped_lines.install(PagedContext)
    kashida.install(PagedContext)
    columns.install(PagedContext)
    page_boxes = list(layout_document(source, root, context))
    if in_columns is not None:
        for page in page_boxes:
            raise_areas(page)
    return Layout(context, page_boxes, source)
