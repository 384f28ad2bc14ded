"""What running heads say: the texts of the metadata behind the theme's marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from warraq.lang.numerals import to_digits
from warraq.lang.terms import term
from warraq.model.metadata import Digits, Journal, LocalizedInlines, LocalizedText, Metadata
from warraq.model.walk import plain_text
from warraq.style.tokens import Mark

Localized = LocalizedText | LocalizedInlines


def plain(value: Localized) -> str:
    """Return a value of the metadata as plain text in one line."""
    text = value.text if isinstance(value, LocalizedText) else plain_text(value.children)
    return " ".join(text.split())


def running_texts(
    metadata: Metadata, digits: Digits, write: Callable[[Localized], str] = plain
) -> dict[Mark, str]:
    """Return what the marks print that say something, in the document's language.

    Page number and section title are not among them: they change from page to page. ``write``
    turns each value of the metadata into text.
    """

    def first(values: Sequence[Localized]) -> str:
        return write(values[0]) if values else ""

    names = [write(author.name[0]) for author in metadata.authors if author.name]
    journal = metadata.journal
    journal_title = first(journal.title) if journal else ""
    texts = {
        Mark.TITLE: first(metadata.title),
        Mark.SHORT_TITLE: first(metadata.short_title or metadata.title),
        Mark.AUTHOR: term(metadata.lang, "list-separator").join(names),
        Mark.JOURNAL: journal_title,
        Mark.JOURNAL_LINE: _journal_line(metadata, journal, journal_title, digits),
    }
    return {mark: text for mark, text in texts.items() if text}


def _journal_line(metadata: Metadata, journal: Journal | None, title: str, digits: Digits) -> str:
    """Return «السياسة الدولية، المجلد 50، العدد 199، 2015» as far as the metadata says it."""
    if journal is None:
        return ""
    parts = [title]
    for key, value in (("volume", journal.volume), ("issue", journal.issue)):
        if value:
            parts.append(f"{term(metadata.lang, key)} {to_digits(value, digits)}")
    parts.append(to_digits(metadata.date[:4], digits))
    return term(metadata.lang, "list-separator").join(part for part in parts if part)
