"""The PDF exporter: HTML, layout, numbers of the notes, PDF."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import accumulate, count
from typing import TYPE_CHECKING, Any, ClassVar

from warraq.diagnostics import NOWHERE
from warraq.export.api import Artifact, ExportContext, ExportError
from warraq.export.pdf.standards import STANDARDS, VARIANTS, Variant
from warraq.lang.numerals import default_digits, to_digits
from warraq.model.attributes import Direction
from warraq.model.document import ResolvedDocument
from warraq.model.metadata import NoteNumbering

if TYPE_CHECKING:
    from warraq.export.pdf.dialect import PagedDialect
    from warraq.export.pdf.engine import Layout, Source
    from warraq.export.pdf.first_guess import Guess
FREE_ROUNDS = 2
"""Rounds of layout and citations by page that may take back what the one before found."""
MAX_LAYOUTS = 4
"""Numbers by page settle in the second layout; a document that needs more goes in circles."""


@dataclass(frozen=True, slots=True)
class PdfOptions:
    """Options of the PDF exporter.

    ``variant`` is a standard to follow; ``tagged`` adds the structure that screen readers use,
    which PDF/UA demands in any case; ``attach_source`` puts the files of the source into the PDF.
    ``line_numbers`` numbers each nth line for reviewers; None: as the theme says.
    """

    variant: Variant = field(default="none", metadata={"help": "a standard to follow"})
    tagged: bool = field(
        default=True, metadata={"help": "add the structure that screen readers use"}
    )
    line_numbers: int | None = field(
        default=None, metadata={"help": "number every nth line for reviewers; 0 for none"}
    )
    attach_source: bool = field(
        default=False, metadata={"help": "attach the text, the bibliography and the glossary"}
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
        WeasyPrint is not supported, when the options contradict each other, or when the document
        is nested too deeply to be laid out.
        """
        from warraq.export.pdf.finishing import check_glyphs
        from warraq.export.pdf.fonts import check_fonts
        from warraq.export.pdf.logs import captured_logs

        _check_options(context.options)
        check_fonts(context.theme, context.report)
        with captured_logs(context.report), _rare_collections():
            try:
                data = _write(document, context)
            except RecursionError:
                raise ExportError(
                    "the document nests lists, quotations or phrases too deeply to be laid out"
                ) from None
        check_glyphs(context)
        return Artifact(data, self.suffix, self.media_type)


def _check_options(options: PdfOptions) -> None:
    if options.variant not in VARIANTS:
        known = ", ".join(VARIANTS)
        raise ExportError(f"unknown PDF variant {options.variant!r}; known are {known}")
    standard = STANDARDS[options.variant]
    if options.attach_source and not standard.takes_attachments:
        instead = "pdf/a-4f" if standard.part == 4 else "pdf/a-3u"
        raise ExportError(f"{options.variant} takes no attached source; choose {instead}")
    if standard.needs_attachments and not options.attach_source:
        raise ExportError(f"{options.variant} is for a PDF with its source: add --attach-source")


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
    from warraq.export.pdf.attachments import source_files
    from warraq.export.pdf.crop_marks import add_marks, state_bleed
    from warraq.export.pdf.dialect import direction
    from warraq.export.pdf.engine import require_supported_version
    from warraq.export.pdf.extraction import readable_text
    from warraq.export.pdf.finishing import finisher
    from warraq.export.pdf.metadata import document_metadata
    from warraq.export.pdf.painting import painting_in_order
    from warraq.export.pdf.photographs import fit
    from warraq.export.pdf.structure import logical_structure

    require_supported_version()
    metadata, options = document.metadata, context.options
    standard = STANDARDS[options.variant]
    files = source_files(context, metadata.lang) if options.attach_source else []
    layout, final = settled(document, context)
    _report_faces(layout, context)
    _report_late(layout, final, context)
    pictures = layout.source.url_fetcher.pictures
    fit(layout.page_boxes, pictures, context.theme.figures, context.report)
    laid_out = layout.document(document_metadata(metadata, context.timestamp))
    page = context.theme.page
    if page.crop_marks:
        add_marks(laid_out, page)
    _number_lines(laid_out, document, context)
    facing = direction(metadata)
    structured = logical_structure(metadata.lang, facing.value)
    readable = readable_text(turned_right_to_left=facing is Direction.RTL)
    with structured as structure, painting_in_order(), readable, warnings.catch_warnings():
        # WeasyPrint leaves the colour profile of PDF/A open for the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        complete = finisher(metadata, context, standard, structure, files)

        def finish(whole: Any, pdf: Any) -> None:
            complete(whole, pdf)
            state_bleed(pdf, page.bleed)

        data: bytes = laid_out.write_pdf(
            finisher=finish,
            pdf_tags=options.tagged or standard.family == "ua",
            pdf_version=standard.version,
            pdf_identifier=True,
            output_intent="srgb" if standard.archival else None,
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


def _report_late(layout: Layout, document: ResolvedDocument, context: ExportContext) -> None:
    """Report notes that had no room on the page of their call (E130)."""
    from warraq.export.pdf import notes

    for note in notes.late(layout, document):
        context.report.warning(
            "E130",
            "the note begins on a later page than its call: the page has no room for it",
            note.location,
            "join some of the notes that are called in the same line or row into one",
        )


def _number_lines(laid_out: Any, document: ResolvedDocument, context: ExportContext) -> None:
    every = context.options.line_numbers
    if every is None:
        every = context.theme.page.line_numbers
    if every > 0:
        from warraq.export.pdf.line_numbers import number_lines

        metadata = document.metadata
        digits = metadata.digits or default_digits(metadata.lang)
        number_lines(laid_out, every, digits, context)


def settled(document: ResolvedDocument, context: ExportContext) -> tuple[Layout, ResolvedDocument]:
    """Lay a document out until the numbers of its notes, and its citations, agree with the pages.

    What the last build of the same document came to is tried first.
    """
    from warraq.export.pdf import first_guess

    source = _source(document, context)
    by_page = document.metadata.note_numbering is NoteNumbering.PAGE
    if context.memory is None or not (by_page or context.by_page):
        return _from_scratch(document, context, source)[:2]
    look = _stylesheet(document, context) + repr(context.theme)
    key = first_guess.key_of(source.text, look)
    guess = first_guess.recall(context, key)
    found = _borne_out(document, context, source, guess) if guess else None
    if found is not None:
        return found
    layout, final, pages = _from_scratch(document, context, source)
    if layout.settled and (guess or pages is not None or layout.passes > 1):
        first_guess.keep(context, key, first_guess.Guess(_marks(final, layout), pages))
    return layout, final


def _borne_out(
    document: ResolvedDocument, context: ExportContext, source: Source, guess: Guess
) -> tuple[Layout, ResolvedDocument] | None:
    """Lay a document out as guessed; return None if the pages are other than they have to be."""
    from warraq.export.pdf import notes

    count = len(notes.of(document))
    if (guess.pages is None) is not (context.by_page is None):
        return None
    if context.by_page is not None and guess.pages is not None:
        if len(guess.pages) != count:
            return None
        document = context.by_page(guess.pages)
        source = _source(document, context)
    notes.set_marks(source.etree_element, guess.marks)
    layout = _laid_out(document, context, source, _stylesheet(document, context))
    if _marks(document, layout) != guess.marks:
        return None
    if guess.pages is not None and guess.pages != _pages(notes.page_ends(layout, document), count):
        return None
    return layout, document


def _marks(document: ResolvedDocument, layout: Layout) -> dict[str, str]:
    """Return the marks by the notes' identifiers, where they hang on the pages."""
    from warraq.export.pdf import notes

    by_page = document.metadata.note_numbering is NoteNumbering.PAGE
    return notes.marks(layout, _writer(document)) if by_page else {}


def _from_scratch(
    document: ResolvedDocument, context: ExportContext, source: Source
) -> tuple[Layout, ResolvedDocument, tuple[int, ...] | None]:
    """Lay a document out, and where its citations depend on the pages, until the two agree.

    The pages of one layout give the citations of the next. Where that goes in circles, two notes
    that were ever on different pages are held to be so: such notes say no «ibid.» that the page
    does not bear out, and since each round can only add to them, the rounds come to an end.
    """
    from warraq.export.pdf import notes

    layout = _numbered_layout(document, context, source)
    if context.by_page is None:
        return layout, document, None
    parted: frozenset[int] = frozenset()
    for number in count():
        here = notes.page_ends(layout, document)
        parted = here if number < FREE_ROUNDS else parted | here
        pages = _pages(parted, len(notes.of(document)))
        following = context.by_page(pages)
        if following == document:
            break
        document = following
        layout = lay_out_document(document, context)
    return layout, document, pages


def _pages(ends: frozenset[int], count: int) -> tuple[int, ...]:
    """Return the page of each note, counted from 0, if it is another after each of ``ends``."""
    return tuple(accumulate(int(index in ends) for index in range(count)))


def lay_out_document(
    document: ResolvedDocument, context: ExportContext, dialect: PagedDialect | None = None
) -> Layout:
    """Return the pages of a document with its notes numbered.

    ``dialect`` is the exporter's own unless one is given (a test's, which listens).
    """
    return _numbered_layout(document, context, _source(document, context, dialect))


def _source(
    document: ResolvedDocument, context: ExportContext, dialect: PagedDialect | None = None
) -> Source:
    from warraq.export.pdf.dialect import PagedDialect
    from warraq.export.pdf.engine import Source
    from warraq.export.pdf.page import page
    from warraq.export.pdf.resources import ConfinedFetcher

    dialect = dialect or PagedDialect.of(document, context)
    return Source(page(document, dialect), ConfinedFetcher(dialect.pictures))


def _writer(document: ResolvedDocument) -> Callable[[int], str]:
    metadata = document.metadata
    return partial(to_digits, digits=metadata.digits or default_digits(metadata.lang))


def _numbered_layout(document: ResolvedDocument, context: ExportContext, source: Source) -> Layout:
    """Lay out, and where numbers restart on each page, count the calls and write their marks."""
    from warraq.export.pdf import notes

    sheet = _stylesheet(document, context)
    if document.metadata.note_numbering is not NoteNumbering.PAGE:
        return _laid_out(document, context, source, sheet)
    write = _writer(document)
    notes.guess_marks(source.etree_element, write(1))
    for passes in range(1, MAX_LAYOUTS + 1):
        layout = _laid_out(document, context, source, sheet)
        layout = replace(layout, passes=passes)
        changes = notes.marks_by_page(layout, write)
        if not changes or notes.rewrite_marks(layout, changes):
            return layout
        notes.state_marks(changes)
    context.report.warning(
        "E106",
        f"the numbers of {len(changes)} notes that restart on each page do not settle",
        NOWHERE,
        "number the notes through the document, or change the text near the page's end",
    )
    return replace(layout, settled=False)


def _laid_out(
    document: ResolvedDocument, context: ExportContext, source: Source, sheet: str
) -> Layout:
    from warraq.export.pdf.engine import lay_out
    from warraq.export.pdf.preparation import column_settings, preparation

    theme = context.theme
    prepare = preparation(document, context)
    return lay_out(source, sheet, prepare, theme.justification, column_settings(theme))


def _stylesheet(document: ResolvedDocument, context: ExportContext) -> str:
    from warraq.export.pdf.dialect import direction
    from warraq.export.pdf.head_order import running_heads
    from warraq.export.pdf.metadata import first_page
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
        running=running_heads(metadata, digits, direction(metadata)),
    )


# Bookmarks are the plain headings.
# Vowels above and below the letters must not touch those of the next line (see vocalised.py).
# Kerning after ر and و opens gaps that programs read as spaces («التمو يل»), so that such words
# could not be searched or copied; Latin text keeps its kerning.
ENGINE_CSS = """
h1, h2, h3, h4, h5, h6 { bookmark-label: attr(data-bookmark) }
.vocalised { line-height: 1.85 }
.pausal { line-height: 2.1 }
[dir="rtl"] { font-kerning: none }
[dir="ltr"] { font-kerning: auto }
"""
