"""Citations and list by a CSL style: the engine is asked, its faults are reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from warraq.bib import works as working
from warraq.bib.csl import pandoc
from warraq.bib.csl.asking import Paper, Request
from warraq.bib.csl.engine import EngineError, EngineMissingError
from warraq.bib.csl.run import run
from warraq.bib.render import Work
from warraq.bib.style import Style
from warraq.model.blocks import BibliographyEntry, Blocks
from warraq.model.document import Document
from warraq.model.inlines import Inlines
from warraq.model.walk import rewrite
from warraq.resolve.citation_style import place_of_style
from warraq.resolve.context import Context

__all__ = ["Request", "Texts", "texts", "with_entries"]


@dataclass(frozen=True, slots=True)
class Texts:
    """What an engine made: the text of each citation, of each entry, and the works numbered."""

    citations: tuple[Inlines, ...]
    entries: Mapping[str, Inlines]
    works: Mapping[str, Work]


def texts(
    document: Document,
    works: Mapping[str, Work],
    style: Style,
    requests: Sequence[Request],
    context: Context,
) -> Texts | None:
    """Return the texts of a document's citations and entries.

    Reports an engine that is missing (C030) or gives no result (C033), and returns None then.
    """
    assert style.csl is not None
    metadata = document.metadata
    by_name = {key: _names(work, metadata.lang) for key, work in works.items()}
    order = sorted(works, key=lambda key: (by_name[key], works[key].entry.key))
    paper = Paper(
        {key: works[key] for key in order}, style.languages, metadata.lang, metadata.digits
    )
    place = place_of_style(document, context)
    try:
        made = run(style.csl, paper, requests, pandoc.Pandoc())
    except EngineMissingError as error:
        hint = 'install it with: pip install "warraq[csl]", or in a checkout: make csl'
        context.report.error("C030", str(error), place, hint)
        return None
    except EngineError as error:
        message = f"no citation could be made with {style.name}: {error}"
        context.report.error("C033", message, place)
        return None
    # An author's several works stand as the style has them: letters and dashes go by its order.
    if style.csl.is_numeric:
        order.sort(key=lambda key: made.places[key])
    else:
        order.sort(key=lambda key: (by_name[key], made.places[key]))
    numbered = {key: replace(works[key], number=place) for place, key in enumerate(order, 1)}
    return Texts(made.citations, made.entries if style.csl.has_list else {}, numbered)


def _names(work: Work, lang: str) -> tuple[object, ...]:
    """Return by what a work is sorted before all: its script and its names, as in our styles."""
    *scripts, names = working.place(work, ("names",), lang)
    assert isinstance(names, tuple)
    return (*scripts, names[0])


def with_entries(blocks: Blocks, entries: Mapping[str, Inlines]) -> Blocks:
    """Return the blocks with the text of each entry of the list put into its place.

    A work for which the style has no entry (Chicago lists no letters) leaves no empty one.
    """

    def visit(node: Any) -> Any:
        if isinstance(node, BibliographyEntry):
            text = entries.get(node.key, ())
            return replace(node, children=text) if text else ()
        return node

    return cast(Blocks, rewrite(blocks, visit))
