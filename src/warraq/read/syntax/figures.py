"""A picture alone in a paragraph is a figure; the text in its brackets is the caption."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.token import Token

from warraq.model.blocks import Figure
from warraq.model.walk import plain_text
from warraq.read.syntax import images
from warraq.read.syntax.decoration import without_pairs

if TYPE_CHECKING:
    from warraq.read.inlines import InlineBuilder

_WIDTH = re.compile(r"\d{1,4}(?:\.\d{1,4})?(?:%|cm|mm|in|pt|px|em)")


def figure(builder: InlineBuilder, token: Token) -> Figure:
    """Return the figure. Without ``alt="…"`` its plain caption stands for the picture."""
    location = builder.location(token, 0)
    caption = builder.build(token.children or (), int(token.meta["at"]) + 2)
    attributes = builder.attributes(token, location)
    width = attributes.get("width")
    if width and not _WIDTH.fullmatch(width):
        builder.reading.report.error(
            "S036",
            f"width={width} is not a width",
            location,
            "write a share of the line (80%) or a length (6cm, 40mm, 2in)",
        )
        width = ""
    alternative = attributes.get("alt")
    return Figure(
        source=images.source(str(token.attrs["src"]), location, builder.reading),
        caption=caption,
        alternative=alternative or plain_text(caption),
        width=width,
        attributes=without_pairs(attributes, "width"),
        location=location,
    )
