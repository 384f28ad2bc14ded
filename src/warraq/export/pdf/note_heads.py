"""Notes called in the head of a table, which stands again on each of the table's pages.

Such a note stands on the page of the table's beginning, and there alone; the heads after it repeat
the words without the call, which would lead the reader to the foot of a page where nothing is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from weasyprint.layout import block

LACKS_HEAD = "lacks_head"
"""The attribute of a laid-out table: whether its head was left out for want of room."""

_original = block.table_layout


def install(context_class: type[Any]) -> None:
    """Have tables of layouts of this class so; all others stay as WeasyPrint makes them."""

    def table_layout(context: Any, table: Any, bottom_space: float, begin: Any, *more: Any) -> Any:
        if not isinstance(context, context_class):
            return _original(context, table, bottom_space, begin, *more)
        children = table.children
        if begin is not None:
            table.children = [_silenced(group, context.is_settled) for group in children]
        try:
            result = _original(context, table, bottom_space, begin, *more)
        finally:
            table.children = children
        shown = [] if result[0] is None else result[0].children
        _take_back(context, children, shown)
        if shown and _left_out(children, shown):
            setattr(result[0], LACKS_HEAD, True)
            context.left_out_head = True
        return result

    if block.table_layout is _original:
        block.table_layout = table_layout


def _repeats(group: Any) -> bool:
    return bool(group.is_header or group.is_footer)


def _calls(box: Any) -> Iterator[Any]:
    return (child for child in box.descendants() if getattr(child, "footnote", None) is not None)


def _silenced(group: Any, is_settled: Callable[[Any], bool]) -> Any:
    """Return a repeated group without the calls whose note stands on an earlier page."""
    if not _repeats(group) or not any(is_settled(call.footnote) for call in _calls(group)):
        return group
    result = group.deepcopy()
    _drop_calls(result, is_settled)
    return result


def _drop_calls(box: Any, is_settled: Callable[[Any], bool]) -> None:
    children = getattr(box, "children", ())
    box.children = [
        child for child in children if child.footnote is None or not is_settled(child.footnote)
    ]
    for child in box.children:
        _drop_calls(child, is_settled)


def _take_back(context: Any, groups: Any, shown: Any) -> None:
    """Take back the notes of heads and feet that were laid out and then left out.

    WeasyPrint takes back those of rows alone.
    """
    for group in _left_out(groups, shown):
        for call in _calls(group):
            context.unlayout_footnote(call.footnote)


def _left_out(groups: Any, shown: Any) -> list[Any]:
    kept = {one.is_header for one in shown if _repeats(one)}
    return [group for group in groups if _repeats(group) and group.is_header not in kept]
