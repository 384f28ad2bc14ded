"""Blocks of code: short ones are kept on a page, long ones may go over to the next."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import TextBox

from warraq.export.pdf.blocks import change

KEPT = 12
"""Lines of code up to which a block stands on one page."""
LEAST = 3
"""Lines of a longer block that stay on a page, or go to the next, at least."""


def arrange(_: Any, block: Any, __: float) -> None:
    """Let a long block of code be broken; a theme that lets all be broken is obeyed."""
    text = "".join(box.text for box in block.descendants() if isinstance(box, TextBox))
    if text.rstrip("\n").count("\n") < KEPT or block.style["break_inside"] == "auto":
        return
    for box in (block, *block.children):
        change(box, break_inside="auto", orphans=LEAST, widows=LEAST)
