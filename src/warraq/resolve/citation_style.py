"""The citation style of a run, which the passes for notes and for citations both go by."""

from __future__ import annotations

from warraq.bib import style as styles
from warraq.bib.style import Style
from warraq.diagnostics import Location
from warraq.model.document import Document
from warraq.resolve.context import OPTION, Context


def style_of(document: Document, context: Context) -> Style:
    """Return the citation style of a run: the option's, else the metadata's, else the default.

    A style file that the source names must lie below the source folder.
    """
    place = place_of_style(document, context)
    asked = context.options.citation_style
    if asked:
        return styles.load(asked, None, context.report, place)
    name = document.metadata.citation_style
    return styles.load(name, context.options.root, context.report, place)


def place_of_style(document: Document, context: Context) -> Location:
    """Return where the citation style of a run is named."""
    if context.options.citation_style:
        return OPTION
    return document.metadata.place_of("citation-style")
