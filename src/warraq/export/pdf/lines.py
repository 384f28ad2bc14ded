"""Lines of text shaped once: a memory of how a text was broken at a width.

WeasyPrint breaks the same text at the same width again whenever it lays a block out anew: at the
end of a page, where notes push a line over, and to learn the width of a box. Three in five of
these calls, the costliest of a layout, repeat an earlier one of the same document.
"""

from __future__ import annotations

import copy
from typing import Any

from weasyprint.layout import inline

_original = inline.split_first_line

_Key = tuple[str, int, float | None, float, bool, bool]


class LineMemory(dict[_Key, tuple[Any, ...]]):
    """What was found for a text, a style and a width, together with the style itself.

    The style is kept so that no other can take its identity while the memory lives.
    """


def install(context_class: type) -> None:
    """Have layouts of this class remember lines; all others stay as WeasyPrint makes them.

    The context holds the memory as ``line_memory``.
    """

    def split_first_line(
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> Any:
        arguments = (text, style, context, max_width, justification_spacing)
        if not isinstance(context, context_class):
            return _original(*arguments, is_line_start, minimum)
        memory: LineMemory = context.line_memory  # type: ignore[attr-defined]
        key = (text, id(style), max_width, justification_spacing, is_line_start, minimum)
        found = memory.get(key)
        if found is None:
            found = (style, *_original(*arguments, is_line_start, minimum))
            memory[key] = found
        _, layout, *measures = found
        # Each box gets a layout of its own: justification writes its spaces into it.
        return (copy.copy(layout), *measures)

    if inline.split_first_line is _original:
        inline.split_first_line = split_first_line
