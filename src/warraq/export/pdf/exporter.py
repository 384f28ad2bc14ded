"""The PDF exporter: HTML, layout, numbers of the notes, PDF."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate, count
from typing import TYPE_CHECKING, Any, ClassVar, Literal, get_args

from warraq.diagnostics import NOWHERE
from warraq.export.api import Artifact, ExportContext, ExportError
from warraq.lang.numerals import default_digits, to_digits
from warraq.model.document import ResolvedDocument
from warraq.model.metadata import NoteNumbering

if TYPE_CHECKING:
    from warraq.export.pdf.columns import ColumnSettings
    from warraq.export.pdf.dialect import PagedDialect
    from warraq.export.pdf.engine import Layout, PagedContext, Source
    from warraq.style.tokens import Theme

Variant = Literal["none", "pdf/a-2b", "pdf/a-3b", "pdf/a-4u", "pdf/ua-1", "pdf/ua-2"]
VARIANTS: tuple[Variant, ...] = get_args(Variant)
CSS_PIXELS_PER_MM = 96 / 25.4
CSS_PIXELS_PER_POINT = 96 / 72
FREE_ROUNDS = 2
"""Rounds of layout and citations by page that may take back what the one before found."""
MAX_LAYOUTS = 4
"""Numbers by page settle in the second layout; a document that needs more goes in circles."""


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """Options of the PDF exporter.

    ``variant`` is a standard to follow; ``tagged`` adds the structure that screen readers use.
    """

    variant: Variant = field(default="none", metadata={"help": "a standard to follow"})
    tagged: bool = field(
        default=True, metadata={"help": "add the structure that screen readers use"}
    )


class PdfExporter:
    """Writes a right-to-left PDF by WeasyPrint."""

    name: ClassVar[str] = "pdf"
    suffix: ClassVar[str] = ".pdf"
    media_type: ClassVar[str] = "application/pdf"
    options: ClassVar[type] = PdfOptions

    def export(self, document: ResolvedDocument, context: ExportContext) -> Artifact:
        """Return the document as PDF.

        Raises ExportError when fonts or system libraries are missing, when the version of
        WeasyPrint is not supported, or when the document is nested too deeply to be laid out.
        """
        from warraq.export.pdf.fonts import check_fonts
        from warraq.export.pdf.logs import captured_logs

        options = context.options
        if options.variant not in VARIANTS:
            known = ", ".join(VARIANTS)
            raise ExportError(f"unknown PDF variant {options.variant!r}; known are {known}")
        check_fonts(context.theme, context.report)
        with captured_logs(context.report), _rare_collections():
            try:
                data = _write(document, context)
            except RecursionError:
                raise ExportError(
                    "the document nests lists, quotations or phrases too deeply to be laid out"
                ) from None
        return Artifact(data, self.suffix, self.media_type)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Have Python look for cycles of garbage more rarely: a layout makes many objects, few cycles.

    That saves a fifth of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(200_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _write(document: ResolvedDocument, context: ExportContext) -> bytes:
    from warraq.export.pdf.engine import require_supported_version
    from warraq.export.pdf.extraction import readable_text
    from warraq.export.pdf.metadata import document_metadata, finisher
    from warraq.export.pdf.structure import completed_structure

    require_supported_version()
    metadata = document.metadata
    layout, _ = settled(document, context)
    _report_faces(layout, context)
    laid_out = layout.document(document_metadata(metadata, context.timestamp))
    variant = context.options.variant
    with completed_structure(), readable_text(), warnings.catch_warnings():
        # WeasyPrint leaves the colour profile of PDF/A open for the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        data: bytes = laid_out.write_pdf(
            finisher=finisher(metadata),
            pdf_tags=context.options.tagged,
            pdf_variant=None if variant == "none" else variant,
        )
    return data


def _report_faces(layout: Layout, context: ExportContext) -> None:
    """Report the faces whose words the theme would have extended in vain."""
    filler = layout.context.filler
    for family in sorted(filler.faces.unfit) if filler else ():
        context.report.warning(
            "E110",
            f"the theme asks for kashida, but words in {family!r} are not extended",
            NOWHERE,
            "name a TrueType face of naskh in the theme, or leave kashida out",
        )


def settled(document: ResolvedDocument, context: ExportContext) -> tuple[Layout, ResolvedDocument]:
    """Lay a document out, and where its citations depend on the pages, until the two agree.

    The pages of one layout give the citations of the next. Where that goes in circles, two notes
    that were ever on different pages are held to be so: such notes say no «ibid.» that the page
    does not bear out, and since each round can only add to them, the rounds come to an end.
    """
    from warraq.export.pdf import notes

    layout = lay_out_document(document, context)
    if context.by_page is None:
        return layout, document
    parted: frozenset[int] = frozenset()
    for number in count():
        here = notes.page_ends(layout, document)
        parted = here if number < FREE_ROUNDS else parted | here
        pages = tuple(accumulate(int(index in parted) for index in range(len(notes.of(document)))))
        following = context.by_page(pages)
        if following == document:
            break
        document = following
        layout = lay_out_document(document, context)
    return layout, document


def lay_out_document(
    document: ResolvedDocument, context: ExportContext, dialect: PagedDialect | None = None
) -> Layout:
    """Return the pages of a document with its notes numbered.

    ``dialect`` is the exporter's own unless one is given (a test's, which listens).
    """
    from warraq.export.pdf.dialect import PagedDialect
    from warraq.export.pdf.engine import Source
    from warraq.export.pdf.page import page
    from warraq.export.pdf.resources import ConfinedFetcher

    dialect = dialect or PagedDialect.of(document, context)
    source = Source(page(document, dialect), ConfinedFetcher(dialect.pictures))
    return _numbered_layout(document, context, source)


def _numbered_layout(document: ResolvedDocument, context: ExportContext, source: Source) -> Layout:
    """Lay out, and where numbers restart on each page, count the calls and write their marks."""
    from warraq.export.pdf import notes
    from warraq.export.pdf.engine import lay_out

    metadata = document.metadata
    sheet = _stylesheet(document, context)
    by_page = metadata.note_numbering is NoteNumbering.PAGE
    digits = metadata.digits or default_digits(metadata.lang)
    write: Callable[[int], str] = partial(to_digits, digits=digits)
    if by_page:
        notes.guess_marks(source.etree_element, write(1))
    prepare = partial(_prepare, theme=context.theme)
    justification = context.theme.justification
    in_columns = column_settings(context.theme)
    layout = lay_out(source, sheet, prepare, justification, in_columns)
    for _ in range(MAX_LAYOUTS - 1):
        changes = notes.marks_by_page(layout, write) if by_page else []
        if not changes or notes.rewrite_marks(layout, changes):
            return layout
        notes.state_marks(changes)
        layout = lay_out(source, sheet, prepare, justification, in_columns)
    changes = notes.marks_by_page(layout, write)
    if changes and not notes.rewrite_marks(layout, changes):
        context.report.warning(
            "E106",
            f"the numbers of {len(changes)} notes that restart on each page do not settle",
            NOWHERE,
            "number the notes through the document, or change the text near the page's end",
        )
    return layout


def _prepare(context: PagedContext, root: Any, *, theme: Theme) -> None:
    """Make a tree of boxes ready for the layout."""
    from warraq.export.pdf import notes
    from warraq.export.pdf.columns_across import Marker, classes

    measure = theme.column_measure * CSS_PIXELS_PER_MM
    notes.prepare(context, root, measure)
    if context.columns is not None:
        Marker(context, measure, classes(theme.columns.across)).mark(root)


def column_settings(theme: Theme) -> ColumnSettings | None:
    """Return how a theme wants text set in columns, or None where it wants none."""
    from warraq.export.pdf.columns import ColumnSettings

    columns = theme.columns
    if columns.count == 1:
        return None
    return ColumnSettings(
        columns.count,
        columns.gap * CSS_PIXELS_PER_MM,
        columns.rule_width * CSS_PIXELS_PER_POINT,
        theme.colors.rule,
        columns.balanced,
    )


def _stylesheet(document: ResolvedDocument, context: ExportContext) -> str:
    from warraq.export.pdf.metadata import first_page
    from warraq.export.pdf.page import direction
    from warraq.export.running import running_texts
    from warraq.style.css import stylesheet

    metadata = document.metadata
    digits = metadata.digits or default_digits(metadata.lang)
    return ENGINE_CSS + stylesheet(
        context.theme,
        "paged",
        lang=metadata.lang,
        dir=direction(metadata),
        digits=digits,
        start_page=first_page(metadata),
        running=running_texts(metadata, digits),
    )


# Bookmarks are the plain headings.
# Where a letter comes from another font, so does the space beside it, but not when a justified line
# is drawn; a spacing of next to nothing has Pango shape each space by itself from the beginning.
# Kerning after ر and و opens gaps that programs read as spaces («التمو يل»), so that such words
# could not be searched or copied; Latin text keeps its kerning.
# Notes set whatever they hold in their own size.
# Ordinals in words do not fit in the indent of a list.
ENGINE_CSS = """
h1, h2, h3, h4, h5, h6 { bookmark-label: attr(data-running) }
.mixed-fonts { word-spacing: .001px }
[dir="rtl"] { font-kerning: none }
[dir="ltr"] { font-kerning: auto }
.footnote p, .footnote .list-item { font-size: inherit; line-height: inherit }
.numeral-arabic-ordinal > .list-item[data-label]::before {
  position: static; content: attr(data-label) " "
}
"""
