"""Blocks of code: short ones are kept on a page, long ones may go over to the next."""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox

from warraq.export.pdf.blocks import change, has_class

KEPT = 12
"""Lines of code up to which a block stands on one page."""
LEAST = 3
"""Lines of a longer block that stay on a page, or go to the next, at least."""


def arrange(_: Any, block: Any, __: float) -> None:
    """Let a long block of code be broken; a theme that lets all be broken is obeyed."""
    boxes = block.descendants()
    lines = [box for box in boxes if isinstance(box, BlockBox) and has_class(box, "code-line")]
    if len(lines) <= KEPT or block.style["break_inside"] == "auto":
        return
    change(block, break_inside="auto")
    for line in lines[: LEAST - 1]:
        change(line, break_after="avoid")
    for line in lines[1 - LEAST :]:
        change(line, break_before="avoid")
