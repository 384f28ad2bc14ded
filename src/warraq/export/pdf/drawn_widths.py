"""Justified lines measured as they are drawn.

WeasyPrint 70 stretches a line by what its texts lack as they were measured for the search of line
ends. When a text of several fonts is drawn, Pango shapes each space apart from the words beside it,
since it has a spacing of its own: a space beside Latin words then no longer comes from their font,
and a no-break space at the edge of an element gets half of its part. A line of such texts ends
points before or beyond the margin. Here each of them is measured as it will be drawn, and the
stretch is what then lacks. Texts of one font are made of words shaped once (see shaped_lines): they
are drawn as they were measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text.line_break import Layout, line_size

from warraq.export.pdf.shaping import ShapedLine

_NO_BREAK_SPACE = "\u00a0"
_ZERO_WIDTH_SPACE = "\u200b"
_PROBE = 1 / 1024
"""Pango's unit in CSS pixels: the least stretch that has each space shaped by itself."""


def install(context_class: type) -> None:
    """Have lines of layouts of this class measured; all others stay as WeasyPrint makes them.

    What justifies them then, WeasyPrint or a correction of its own, is what was there before.
    """
    following = inline.justify_line

    def justify_line(context: Any, line: Any, extra_width: float) -> None:
        if not isinstance(context, context_class):
            following(context, line, extra_width)
            return
        texts = [box for box in line.descendants() if isinstance(box, TextBox) and _is_inexact(box)]
        following(context, line, extra_width - measure(line, texts))
        _give_whole_stretch(texts)

    if context_class not in _installed:
        _installed.add(context_class)
        inline.justify_line = justify_line


_installed: set[type] = set()


def measure(line: Any, texts: Sequence[Any]) -> float:
    """Give texts of a line the width that they are drawn with; return how much wider it is."""
    before = line.width
    if texts:
        _measure(line, 0, frozenset(map(id, texts)))
    return float(line.width - before)


def _give_whole_stretch(texts: Iterable[Any]) -> None:
    for box in texts:
        if box.text.endswith(_NO_BREAK_SPACE) and type(box.pango_layout) is Layout:
            box.pango_layout.__class__ = _Layout


def _is_inexact(box: Any) -> bool:
    """Whether a text has spaces that may be drawn otherwise than they were measured."""
    if not inline.count_expandable_spaces(box):
        return False
    return not isinstance(box.pango_layout, ShapedLine)


class _Layout(Layout):  # type: ignore[misc]
    """A text with a stretch, which a no-break space at its end gets whole.

    Pango takes half of it away at a text's end; WeasyPrint makes up for that for U+0020 alone.
    """

    def set_text(self, text: str, justify: bool = False) -> None:
        """Set the text; with ``justify`` as it is drawn."""
        if justify and text.endswith(_NO_BREAK_SPACE):
            text += _ZERO_WIDTH_SPACE
        super().set_text(text, justify)


def _measure(box: Any, moved: float, inexact: frozenset[int]) -> float:
    """Give texts the width that they are drawn with; return how far what follows moves."""
    if isinstance(box, TextBox):
        box.position_x += moved
        if id(box) in inexact:
            width = _drawn_width(box)
            moved += width - box.width
            box.width = width
    elif isinstance(box, (LineBox, InlineBox)):
        box.position_x += moved
        before = moved
        rtl = box.style["direction"] == "rtl"
        for child in box.children[::-1] if rtl else box.children:
            if child.is_in_normal_flow():
                moved = _measure(child, moved, inexact)
        box.width += moved - before
    else:
        box.translate(moved, 0)
    return moved


def _drawn_width(box: Any) -> float:
    """Return the width of a text with its spaces shaped apart from its words, in CSS pixels."""
    layout = _Layout(box.style, _PROBE)
    layout.set_text(box.text, justify=True)
    line, _ = layout.get_first_line()
    width, _ = line_size(line, box.style)
    layout.deactivate()
    return float(width)
