"""Figures and tables across the columns that find no room and begin the next page instead.

The text goes on in their place, as it does in print. Only what bears a caption may move, since the
text refers to it by its number; and nothing that has a note, which would lose its turn.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import BlockLevelBox

from warraq.export.pdf.columns_boxes import in_flow

_CAPTIONS = ("caption", "figcaption")

Place = dict[int, Any]
"""WeasyPrint's ``resume_at``: the way from the root to a block, each step the index of a child."""


def box_at(root: Any, place: Place) -> Any:
    """Return the block at a place."""
    box, rest = root, place
    while rest:
        ((index, rest),) = rest.items()
        box = box.children[index]
    return box


def may_move(box: Any) -> bool:
    """Whether a block may stand later than the text around it."""
    is_float = box.element_tag == "figure" or bool(box.is_table_wrapper)
    return is_float and _has_caption(box) and not _has_note(box)


def after(root: Any, place: Place) -> Place | None:
    """Return the place behind a block; None where it is the last of the text."""
    steps, box, rest = [], root, place
    while rest:
        ((index, rest),) = rest.items()
        steps.append((box, index))
        box = box.children[index]
    while steps:
        parent, index = steps.pop()
        following = next(
            (n for n in range(index + 1, len(parent.children)) if _counts(parent.children[n])),
            None,
        )
        if following is not None:
            return _nested([step for _, step in steps] + [following])
    return None


def behind_all(root: Any) -> Place:
    """Return a place behind the text, from which a page of figures alone is begun."""
    body = next(index for index, box in enumerate(root.children) if box.element_tag == "body")
    return {body: {len(root.children[body].children): None}}


def _nested(steps: list[int]) -> Place:
    place: Any = None
    for step in reversed(steps):
        place = {step: place}
    result: Place = place
    return result


def _counts(box: Any) -> bool:
    return isinstance(box, BlockLevelBox) and bool(box.is_in_normal_flow())


def _has_caption(box: Any) -> bool:
    return any(child.element_tag in _CAPTIONS or _has_caption(child) for child in in_flow(box))


def _has_note(box: Any) -> bool:
    return box.footnote is not None or any(
        _has_note(child) for child in getattr(box, "children", ())
    )
