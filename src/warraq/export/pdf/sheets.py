"""Pages as they are drawn: with what CSS cannot draw on top of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from weasyprint.document import Page

from warraq.export.pdf.turned import is_turned

Overlay = Callable[[Any], None]
"""Draws on a stream; lengths in CSS px from the upper left corner of the trimmed sheet."""


class Sheet(Page):  # type: ignore[misc]
    """A page with overlays. They are no content: artifacts of a tagged PDF (ISO 32000-2, 14.8.2.2).

    ``_page_box`` is the page's box.
    """

    def __init__(self, page_box: Any) -> None:
        """Make a page of a laid-out box, without overlays yet."""
        super().__init__(page_box)
        self.overlays: list[Overlay] = []

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Draw the page, then its overlays."""
        upright = stream.page_rectangle
        if is_turned(self._page_box):
            # WeasyPrint crops groups to the page; turned content is as wide as the page is long.
            left, top, width, height = upright
            side = max(width, height)
            stream.page_rectangle = (left, top, side, side)
        super().paint(stream, scale)
        stream.page_rectangle = upright
        for overlay in self.overlays:
            with stream.artifact(), stream.stacked():
                stream.transform(a=scale, d=scale)
                overlay(stream)
