"""Which tatweels of a text box fill the line, for those who draw its text."""

from __future__ import annotations

from typing import Any

from weasyprint.text.ffi import ffi


def extensions_of(layout: Any) -> frozenset[int]:
    """Return where the tatweels that fill a line begin in the text of its layout (UTF-8)."""
    found: frozenset[int] = getattr(layout, "extensions", frozenset())
    return found


def within(extensions: frozenset[int], start: int, length: int) -> frozenset[int]:
    """Return those that lie in a run of the text, by their places in it."""
    if not extensions:
        return extensions
    return frozenset(place - start for place in extensions if start <= place < start + length)


def hide(stream: Any, layout: Any) -> None:
    """Give the glyphs of extensions no text, for a box that WeasyPrint draws by itself.

    It does so once a character was met that no font has; a tatweel of the author's that is drawn by
    the same glyph is lost to readers too then.
    """
    extensions = extensions_of(layout)
    node = layout.get_first_line()[0].runs[0] if extensions else ffi.NULL
    while node != ffi.NULL:
        run, node = node.data, node.next
        font, _ = stream.add_font(run.item.analysis.font)
        for index in range(run.glyphs.num_glyphs):
            if run.item.offset + run.glyphs.log_clusters[index] in extensions:
                font.to_unicode[run.glyphs.glyphs[index].glyph] = ""
