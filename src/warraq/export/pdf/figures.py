"""Figures as tall as their page allows: a taller picture is scaled, with all that must go with it.

A picture stands on one page with its caption, the notes called there, and the headings right before
it, which may not be the last of a page. WeasyPrint lets what is too tall for that overflow.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox, TextBox
from weasyprint.layout.preferred import max_content_width
from weasyprint.text.line_break import strut

from warraq.style.css_pages import TURNED

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_UNEVEN = 1.1
"""How much more lines take than their text, since they end at words."""
_LETTER = 0.5
"""The width of a letter of a note at most on average, em; notes are no lines yet."""
_LEAST = 0.25
"""The share of the page that a picture has at least, whatever goes with it."""


@dataclass(slots=True)
class Figures:
    """Scales the pictures of one tree of boxes; ``width`` and ``height`` are the text's, CSS px."""

    context: Any
    width: float
    height: float
    kept: float = field(default=0.0, init=False)
    """The height of the headings right before the place."""

    def fit(self, box: Any) -> None:
        """Walk through a box in the order of the text; give each picture its greatest height."""
        element = box.element
        tag = "" if element is None else element.tag
        if tag == "figure":
            self._fit_figure(box)
        elif tag in _HEADINGS:
            self.kept += self._text_height(box, self.width)
            return
        elif not _holds_blocks(box):
            pass
        else:
            for child in box.children:
                self.fit(child)
            return
        self.kept = 0.0

    def _fit_figure(self, figure: Any) -> None:
        turned = figure.style["page"] == TURNED
        width, height = (self.height, self.width) if turned else (self.width, self.height)
        pictures = [box for box in figure.descendants() if isinstance(box, ReplacedBox)]
        captions = [box for box in figure.children if box.element_tag == "figcaption"]
        others = self.kept + _margins(figure)
        others += sum(self._text_height(caption, width) for caption in captions)
        # A picture stands on a line, whose text would reach below it.
        others += sum(float(strut(box.style)[0]) for box in pictures)
        room = max(height - others, height * _LEAST)
        for box in pictures:
            box.style = box.style.copy()
            box.style["max_height"] = Dimension(room, "px")
            box.style["object_fit"] = "contain"  # a width that the author states may be too great

    def _text_height(self, box: Any, width: float) -> float:
        """Return how tall a box of text becomes at most, with its margins and its notes."""
        text = float(max_content_width(self.context, box, outer=False))
        notes = [item.footnote for item in box.descendants() if item.footnote is not None]
        return _lines(box, text, width) + sum(
            _lines(note, _letters(note) * note.style["font_size"] * _LETTER, width)
            for note in notes
        )


def _lines(box: Any, text: float, width: float) -> float:
    """Return the height of a text that is so wide on one line, with the margins of its box."""
    lines = ceil(text * _UNEVEN / width) if text > width else 1
    return lines * float(strut(box.style)[0]) + _margins(box)


def _letters(box: Any) -> int:
    if isinstance(box, TextBox):
        return len(box.text)
    return sum(_letters(child) for child in getattr(box, "children", ()))


def _holds_blocks(box: Any) -> bool:
    """Whether a box is made of blocks; a table or a paragraph is not."""
    children: Any = getattr(box, "children", ())
    return bool(children) and not box.is_table_wrapper and not isinstance(children[0], LineBox)


def _margins(box: Any) -> float:
    sides = (box.style["margin_top"], box.style["margin_bottom"])
    return sum(float(side.value) for side in sides if isinstance(side, Dimension))
