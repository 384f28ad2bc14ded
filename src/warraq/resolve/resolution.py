"""A resolved publication: what the exporters need, and the report so far."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from warraq.diagnostics import Location, Report
from warraq.model.document import Document, ResolvedDocument
from warraq.read.publication import Publication
from warraq.resolve.citation_style import style_of
from warraq.resolve.context import Context, Options
from warraq.resolve.pipeline import run_within
from warraq.source import SourceFile, SourceFolder


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolved document with the name of its theme.

    ``theme`` is a shipped theme's name or a path; ``theme_root`` is the folder that it must lie
    in when the source named it, None when the user did on the command line. ``by_page`` resolves
    the document for notes that lie on the given pages; it is there where the citation style asks
    for pages. ``sources`` are the files that the publication was read from.
    """

    document: ResolvedDocument
    resources: SourceFolder
    report: Report
    theme: str
    theme_root: Path | None
    theme_location: Location
    by_page: Callable[[tuple[int, ...]], ResolvedDocument] | None = None
    sources: tuple[SourceFile, ...] = ()


def resolve_publication(
    publication: Publication, *, citation_style: str = "", theme: str = "", glossary: bool = True
) -> Resolution:
    """Run all passes. A style or theme given here wins over the one that the source names."""
    document = publication.document
    if citation_style:
        # A style that the user names may lie anywhere; one that the source names, below it only.
        # The document says which one it is set in.
        metadata = dataclasses.replace(document.metadata, citation_style=citation_style)
        document = dataclasses.replace(document, metadata=metadata)
    root = None if citation_style else publication.root
    options = Options(citation_style=citation_style, glossary=glossary, root=root)
    context = Context(options, publication.report)
    resolved = run_within(document, context)
    return Resolution(
        document=resolved,
        resources=publication.resources,
        report=publication.report,
        theme=theme or resolved.metadata.theme,
        theme_root=None if theme else publication.root,
        theme_location=Location("--theme") if theme else resolved.metadata.place_of("theme"),
        by_page=_by_page(document, context),
        sources=publication.sources,
    )


def _by_page(
    document: Document, context: Context
) -> Callable[[tuple[int, ...]], ResolvedDocument] | None:
    if style_of(document, context).scope != "page":
        return None

    def resolved(pages: tuple[int, ...]) -> ResolvedDocument:
        options = dataclasses.replace(context.options, note_pages=pages)
        return run_within(document, Context(options, Report(), context.styles))

    return resolved
