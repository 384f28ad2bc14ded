"""Captions of figures and tables, numbered by fields."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from warraq.export.docx.markup import Element
from warraq.export.docx.paragraphs import layout_at, new_paragraph, write_numbered
from warraq.export.docx.story import Place, Story
from warraq.model.blocks import Figure, Table


def write_caption(
    story: Story,
    parent: Element,
    node: Figure | Table,
    role: Literal["caption-figure", "caption-table"],
    place: Place,
    *,
    keep_with_next: bool | None = None,
) -> None:
    """Append the caption of a figure or table, if it has one.

    ``keep_with_next`` holds it together with what follows; None leaves that to the theme.
    """
    if not node.caption and node.number is None:
        return
    direction = node.computed.dir
    layout = layout_at(story.draft, place, role, direction)
    if keep_with_next is not None:
        layout = replace(layout, keep_with_next=keep_with_next)
    paragraph = new_paragraph(story.draft, parent, role, direction, layout)
    write_numbered(
        story,
        paragraph,
        node.number,
        node.caption,
        node.computed,
        place,
        node.attributes.id,
        counts=True,
    )
