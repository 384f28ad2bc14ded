"""The citation style of a run, which the passes for notes and for citations both go by."""

from __future__ import annotations

from warraq.bib import style as styles
from warraq.bib.style import Style
from warraq.model.document import Document
from warraq.resolve.context import OPTION, Context


def style_of(document: Document, context: Context) -> Style:
    """Return the citation style of a run: the option's, else the metadata's, else the default.

    A style file that the source names must lie below the source folder.
    """
    asked = context.options.citation_style
    if asked:
        return styles.load(asked, None, context.report, OPTION)
    metadata = document.metadata
    root = context.options.root
    place = metadata.place_of("citation-style")
    return styles.load(metadata.citation_style, root, context.report, place)
