"""The texts of running heads, from the metadata."""

from __future__ import annotations

from collections.abc import Mapping

from warraq.export.pdf.page import first_text
from warraq.lang.numerals import to_digits
from warraq.lang.terms import term
from warraq.model.metadata import Digits, Journal, Metadata
from warraq.style.tokens import Mark


def running_texts(metadata: Metadata, digits: Digits) -> Mapping[Mark, str]:
    """Return what the marks of a theme print, but for the page number and the section."""
    title = first_text(metadata.title)
    separator = term(metadata.lang, "list-separator")
    texts = {
        Mark.TITLE: title,
        Mark.SHORT_TITLE: first_text(metadata.short_title) or title,
        Mark.AUTHOR: separator.join(first_text(author.name) for author in metadata.authors),
        Mark.JOURNAL: first_text(metadata.journal.title) if metadata.journal else "",
        Mark.JOURNAL_LINE: journal_line(metadata, digits),
    }
    return {mark: text for mark, text in texts.items() if text}


def journal_line(metadata: Metadata, digits: Digits) -> str:
    """Return «السياسة الدولية، المجلد 50، العدد 199، 2015» as far as the metadata says it."""
    journal = metadata.journal or Journal()
    parts = [first_text(journal.title)]
    for key, value in (("volume", journal.volume), ("issue", journal.issue)):
        if value:
            parts.append(f"{term(metadata.lang, key)} {to_digits(value, digits)}")
    parts.append(to_digits(metadata.date[:4], digits) if metadata.journal else "")
    return term(metadata.lang, "list-separator").join(part for part in parts if part)
