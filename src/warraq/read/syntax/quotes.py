"""Quotations marked with ``>``; a last paragraph that begins with a dash is the attribution."""

from __future__ import annotations

import re
from dataclasses import replace

from warraq.diagnostics import Location
from warraq.model.blocks import Blocks, Paragraph, Quote
from warraq.model.inlines import Inlines, Text

_DASH = re.compile(r"(?:—|―|--)[ \u00a0]+")


def marked(children: Blocks, location: Location) -> Quote:
    """Return the quotation with its attribution, if one ends it: ``> — ابن خلدون``."""
    children, attribution = split_attribution(children)
    return Quote(children=children, attribution=attribution, location=location)


def split_attribution(children: Blocks) -> tuple[Blocks, Inlines]:
    """Take a last paragraph that begins with «— » as the attribution."""
    last = children[-1] if len(children) > 1 else None
    if not isinstance(last, Paragraph) or not last.children:
        return children, ()
    first = last.children[0]
    if not isinstance(first, Text):
        return children, ()
    dash = _DASH.match(first.text)
    if dash is None:
        return children, ()
    place = first.location
    moved = replace(place, column=place.column + dash.end()) if place.column else place
    rest = Text(first.text[dash.end() :], location=moved)
    return children[:-1], (*((rest,) if rest.text else ()), *last.children[1:])
