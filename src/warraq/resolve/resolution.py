"""A resolved publication: what the exporters need, and the report so far."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from warraq.diagnostics import Location, Report
from warraq.model.document import ResolvedDocument
from warraq.read.publication import Publication
from warraq.resolve.context import Options
from warraq.resolve.pipeline import run
from warraq.source import SourceFolder


@dataclass(frozen=True, slots=True)
class Resolution:
    """A resolved document with the name of its theme.

    ``theme`` is a shipped theme's name or a path; ``theme_root`` is the folder that it must lie
    in when the source named it, None when the user did on the command line.
    """

    document: ResolvedDocument
    resources: SourceFolder
    report: Report
    theme: str
    theme_root: Path | None
    theme_location: Location


def resolve_publication(
    publication: Publication, *, citation_style: str = "", theme: str = "", glossary: bool = True
) -> Resolution:
    """Run all passes. A style or theme given here wins over the one that the source names."""
    document = publication.document
    if citation_style:
        # A style that the user names may lie anywhere; one that the source names, below it only.
        metadata = dataclasses.replace(document.metadata, citation_style="")
        document = dataclasses.replace(document, metadata=metadata)
    root = None if citation_style else publication.root
    options = Options(citation_style=citation_style, glossary=glossary, root=root)
    resolved = run(document, options, publication.report)
    return Resolution(
        document=resolved,
        resources=publication.resources,
        report=publication.report,
        theme=theme or resolved.metadata.theme,
        theme_root=None if theme else publication.root,
        theme_location=Location("--theme") if theme else resolved.metadata.place_of("theme"),
    )
