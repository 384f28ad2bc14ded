"""What a reading system makes of a page, as far as the bidirectional algorithm goes."""

from __future__ import annotations

import unicodedata
from typing import Any

from tests.epub_book import BLOCKS, EPUB, XHTML
from warraq.lang.bidi import resolve

OBJECT, INITIATORS, PDI = "\ufffc", {"ltr": "\u2066", "rtl": "\u2067"}, "\u2069"

PARTING = BLOCKS | {"table", "thead", "tbody", "tr", "ul", "ol", "dl", "figure", "colgroup", "nav"}

Levels = list[tuple[str, int]]


class Reader:
    """What a reading system makes of one page: its characters with their levels.

    ``paragraphs`` holds them by paragraph of the algorithm. With ``notes_at_calls`` each note
    stands where it is called, as in the model; else all is read as it is shown.
    """

    def __init__(self, page: Any, *, notes_at_calls: bool = True) -> None:
        self.notes_at_calls = notes_at_calls
        self.paragraphs: list[Levels] = []
        self.notes = {aside.get("id"): aside for aside in page.iter(f"{XHTML}aside")}
        self.text: list[str] = []
        self.pieces: list[str | Levels] = []

    def block(self, element: Any, direction: str) -> None:
        """Read a block; inline content that blocks part is a paragraph each."""
        direction = element.get("dir", direction)
        if element.tag == f"{XHTML}pre":
            return
        if element.get(f"{EPUB}type") == "footnotes" and self.notes_at_calls:
            return
        self.add(element.text)
        for child in element:
            if child.tag.removeprefix(XHTML) in PARTING:
                self.flush(direction)
                self.block(child, direction)
            else:
                self.inline(child, direction)
            self.add(child.tail)
        self.flush(direction)

    def add(self, text: str | None) -> None:
        """Take a text."""
        if text:
            self.text.append(text)
            self.pieces.append(text)

    def control(self, char: str) -> None:
        """Take a character that is not printed."""
        self.text.append(char)
        self.pieces.append(char)

    def inline(self, element: Any, direction: str) -> None:
        """Read an inline element: an isolate where it states a direction, an atom, or a box."""
        name, classes = element.tag.removeprefix(XHTML), element.get("class", "").split()
        if name == "br":
            self.control("\u2028")
        elif "footnote-reference" in classes and self.notes_at_calls:
            self.atom(self.separate(self.notes[element[0].get("href")[1:]], direction))
        elif "hemistich" in classes:
            self.atom(self.separate(element, direction))
        elif name == "img" or "label" in classes or "Math" in element.tag:
            self.control(OBJECT)
        elif element.get("role") != "doc-backlink" or not self.notes_at_calls:
            isolate = element.get("dir")
            if isolate:
                self.control(INITIATORS[isolate])
            self.add(element.text)
            for child in element:
                self.inline(child, isolate or direction)
                self.add(child.tail)
            if isolate:
                self.control(PDI)

    def atom(self, inside: Levels) -> None:
        """Take something that is ordered by itself."""
        self.text.append(OBJECT)
        self.pieces.append(inside)

    def separate(self, element: Any, direction: str) -> Levels:
        """Return the levels of an element that is ordered by itself."""
        other = Reader(element)
        other.notes = self.notes
        other.block(element, direction)
        return [pair for paragraph in other.paragraphs for pair in paragraph]

    def flush(self, direction: str) -> None:
        """Resolve the paragraph that ends here."""
        levels = resolve("".join(self.text), 1 if direction == "rtl" else 0).levels
        position, found = 0, []
        for piece in self.pieces:
            if isinstance(piece, str):
                found += zip(piece, levels[position : position + len(piece)], strict=True)
                position += len(piece)
            else:
                found += piece
                position += 1
        self.text, self.pieces = [], []
        self.paragraphs.append(found)

    @property
    def result(self) -> Levels:
        """All characters that show, in order."""
        return [pair for paragraph in self.paragraphs for pair in paragraph if is_shown(pair[0])]


def is_shown(char: str) -> bool:
    """Whether a character is to be seen: no space, no control, no stand-in for an object."""
    return not char.isspace() and char != OBJECT and unicodedata.category(char) != "Cf"
