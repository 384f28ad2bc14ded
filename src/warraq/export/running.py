"""What running heads say: the texts of the metadata behind the theme's marks."""

from __future__ import annotations

from warraq.lang.numerals import to_digits
from warraq.lang.terms import term
from warraq.model.metadata import Digits, Journal, LocalizedText, Metadata
from warraq.model.walk import plain_text
from warraq.style.tokens import Mark


def running_texts(metadata: Metadata, digits: Digits) -> dict[Mark, str]:
    """Return what the marks print that say something, in the document's language.

    Page number and section title are not among them: they change from page to page.
    """
    title = " ".join(plain_text(metadata.title[0].children).split()) if metadata.title else ""
    names = [author.name[0].text for author in metadata.authors if author.name]
    texts = {
        Mark.TITLE: title,
        Mark.SHORT_TITLE: _first(metadata.short_title) or title,
        Mark.AUTHOR: term(metadata.lang, "list-separator").join(names),
        Mark.JOURNAL: _first(metadata.journal.title) if metadata.journal else "",
        Mark.JOURNAL_LINE: _journal_line(metadata, digits),
    }
    return {mark: text for mark, text in texts.items() if text}


def _first(texts: tuple[LocalizedText, ...]) -> str:
    return texts[0].text if texts else ""


def _journal_line(metadata: Metadata, digits: Digits) -> str:
    """Return «السياسة الدولية، المجلد 50، العدد 199، 2015» as far as the metadata says it."""
    if metadata.journal is None:
        return ""
    journal: Journal = metadata.journal
    parts = [_first(journal.title)]
    for key, value in (("volume", journal.volume), ("issue", journal.issue)):
        if value:
            parts.append(f"{term(metadata.lang, key)} {to_digits(value, digits)}")
    parts.append(to_digits(metadata.date[:4], digits))
    return term(metadata.lang, "list-separator").join(part for part in parts if part)
