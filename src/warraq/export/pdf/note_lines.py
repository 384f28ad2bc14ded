"""What the layout of a line knows when a note is called in it, and does not tell.

WeasyPrint asks for a note's place without saying how far down the page its line stands, or whether
that line could still go to the next page. Here both are kept while a line's paragraph is laid out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.layout import block

_original_lines = block._linebox_layout
_original_iterator = block.iter_line_boxes
_BOX, _CHILDREN, _PAGE_IS_EMPTY, _BOTTOM_SPACE, _DECORATION = 0, 3, 4, 8, 13
"""The places of what is needed among the arguments of WeasyPrint's function, after the context."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph whose lines are being laid out, and the line at hand."""

    box: Any
    lines: list[Any]
    page_is_empty: bool
    bottom_space: float
    decoration: bool
    line: Any = None
    ends: bool = False

    @property
    def must_stay(self) -> bool:
        """Whether the line is the first of its page, and so cannot go to the next."""
        return self.page_is_empty and not self.lines

    @property
    def end(self) -> float:
        """Where the page has to reach for the line, in CSS pixels from its top."""
        result = self.line.position_y + self.line.height
        if self.decoration or self.ends:
            result += self.box.border_bottom_width + self.box.padding_bottom
        return float(result + max(self.bottom_space, 0))


def install(context_class: type[Any]) -> None:
    """Have layouts of this class know their line; all others stay as WeasyPrint makes them.

    The context holds the paragraph as ``paragraph``.
    """

    def linebox_layout(context: Any, *arguments: Any) -> Any:
        if not isinstance(context, context_class) or not context.footnotes:
            return _original_lines(context, *arguments)
        around = context.paragraph
        context.paragraph = Paragraph(
            arguments[_BOX],
            arguments[_CHILDREN],
            arguments[_PAGE_IS_EMPTY],
            arguments[_BOTTOM_SPACE],
            arguments[_DECORATION],
        )
        try:
            return _original_lines(context, *arguments)
        finally:
            context.paragraph = around

    def iter_line_boxes(context: Any, *arguments: Any) -> Iterator[Any]:
        lines = _original_iterator(context, *arguments)
        paragraph = getattr(context, "paragraph", None)
        return lines if paragraph is None else _noted(lines, paragraph)

    if block._linebox_layout is _original_lines:
        block._linebox_layout = linebox_layout
        block.iter_line_boxes = iter_line_boxes


def _noted(lines: Iterator[Any], paragraph: Paragraph) -> Iterator[Any]:
    for line, resume_at in lines:
        paragraph.line, paragraph.ends = line, resume_at is None
        yield line, resume_at
