"""The order of drawing: what only moves its labels is drawn where it stands in the text.

Boxes with ``position: relative`` are drawn above all others (CSS 2.2, appendix E), so WeasyPrint 70
writes them after the rest of the page, and programs that read a page in its order of drawing find
the items of a list after the paragraphs that follow. Items overlap nothing, and may as well be
drawn in their turn, their labels first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from weasyprint import draw, stacking
from weasyprint.formatting_structure.boxes import BlockLevelBox
from weasyprint.stacking import StackingContext

_original_dispatch = stacking._dispatch
_original_draw = draw.draw_block_level
_active: ContextVar[bool] = ContextVar("active", default=False)


@contextmanager
def painting_in_order() -> Iterator[None]:
    """Draw the PDF that is written within this context in the order of its text."""
    stacking._dispatch, draw.draw_block_level = _dispatch, _draw_block_level
    token = _active.set(True)
    try:
        yield
    finally:
        _active.reset(token)


def _dispatch(
    box: Any, page: Any, contexts: Any, blocks: Any, floats: Any, blocks_and_cells: Any
) -> Any:
    inner = getattr(box, "_box", box)
    if not (_active.get() and _stays_in_turn(inner)):
        return _original_dispatch(box, page, contexts, blocks, floats, blocks_and_cells)
    context = StackingContext.from_box(inner, page)
    # Labels are positioned too; drawn first, they are read before their item.
    context.negative_z_contexts += context.zero_z_contexts
    context.zero_z_contexts = []
    blocks_and_cells[context] = {}
    return None


def _stays_in_turn(box: Any) -> bool:
    """Tell whether a box is an item of a list with a label, or the marker of one."""
    if not isinstance(box, BlockLevelBox):
        return False
    style = box.style
    if style["position"] == "absolute":
        own = str(box.element_tag).endswith("::marker")
    else:
        own = style["position"] == "relative"
    return bool(
        own
        and style["z_index"] == "auto"
        and style["opacity"] == 1
        and not style["transform"]
        and style["overflow"] == "visible"
    )


def _draw_block_level(page: Any, stream: Any, blocks_and_cells: Any) -> None:
    for block, inner in blocks_and_cells.items():
        if isinstance(block, StackingContext):
            draw.draw_stacking_context(stream, block)
        else:
            _original_draw(page, stream, {block: inner})
