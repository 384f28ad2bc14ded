"""The space between a word and the citation that stands after it in the line."""

from __future__ import annotations

from dataclasses import replace

from warraq.model.inlines import Citation, CitationMode, Inline, Note, Superscript, Text
from warraq.model.walk import plain_text

_OPENING = "([{«‹/-–—\u2060"
"""What may stand right before a citation."""
_QUOTES = "“”„‘’\"'"
"""Marks that open or close, as the language has it: one after a word closes."""
_MARKS = "\u200e\u200f\u061c"


def set_apart(before: list[Inline], citation: Citation) -> None:
    """Part a filled citation from the word before it, to which many authors join it as a call.

    ``before`` holds what stands before, and is changed at its end. A raised number is joined to the
    word instead; an author named in the sentence may follow a conjunction («و@key»).
    """
    last = before[-1]
    if not citation.children or citation.items[0].mode is CitationMode.AUTHOR_IN_TEXT:
        return
    if isinstance(citation.children[0], Superscript):
        if isinstance(last, Text) and last.text.endswith(" "):
            before[-1] = replace(last, text=last.text.rstrip(" "))
        return
    text = "" if isinstance(last, Note | Citation) else plain_text(last).rstrip(_MARKS)
    written = text.rstrip(_QUOTES)
    if not written or written[-1].isspace() or written[-1] in _OPENING:
        return
    if isinstance(last, Text):
        before[-1] = replace(last, text=f"{text} ")
    else:
        before.append(Text(" "))
