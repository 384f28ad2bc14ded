"""What a citation style prints for two works, one Arabic and one English: for those who choose."""

from __future__ import annotations

from dataclasses import dataclass, replace

from warraq.bib import database, files
from warraq.bib.style import Style
from warraq.diagnostics import Location, Report
from warraq.model.blocks import BibliographyEntry, Paragraph
from warraq.model.document import Document
from warraq.model.inlines import Citation, CitationItem
from warraq.model.metadata import Metadata
from warraq.model.walk import iterate, plain_text
from warraq.resolve import citations, notes
from warraq.resolve.citation_style import style_of
from warraq.resolve.context import OPTION, Context, Options

# First, at once again with another place, a work in another language, and once more after it.
_CITED = (("alawi", "ص. 93"), ("alawi", "ص. 95"), ("culbertson", "pp. 12-15"), ("alawi", "ص. 96"))


@dataclass(frozen=True, slots=True)
class Sample:
    """A style, or None when it has faults; its citations in order, and its list."""

    style: Style | None
    citations: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


def sample(name: str, lang: str, report: Report) -> Sample:
    """Return what a style prints in a paper of a language; the style's faults go to the report.

    ``name`` is that of a shipped style, or a path.
    """
    own = Report()
    context = Context(Options(citation_style=name), own)
    cited = (Citation(items=(CitationItem(key=key, locator=place),)) for key, place in _CITED)
    path = files.folder() / "_sample.bib"
    document = Document(
        metadata=Metadata(lang=lang),
        blocks=tuple(Paragraph(children=(citation,)) for citation in cited),
        references=database.load([(path.name, files.read(path, None))], None, own),
    )
    style = style_of(document, context)
    if not own.has_errors:
        document = citations.run(notes.run(document, context), context)
    for item in own:
        report.add(replace(item, location=Location(name)) if item.location == OPTION else item)
    if own.has_errors:
        return Sample(None)
    nodes = tuple(iterate(document.blocks))
    return Sample(
        style,
        tuple(plain_text(node) for node in nodes if isinstance(node, Citation)),
        tuple(plain_text(node) for node in nodes if isinstance(node, BibliographyEntry)),
    )
