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
    asked = context.options.citation_style
    name = asked or document.metadata.citation_style
    if name not in context.styles:
        root = None if asked else context.options.root
        place = place_of_style(document, context)
        context.styles[name] = styles.load(name, root, context.report, place)
    return context.styles[name]


def place_of_style(document: Document, context: Context) -> Location:
    """Return where the citation style of a run is named."""
    if context.options.citation_style:
        return OPTION
    return document.metadata.place_of("citation-style")
