"""Authors: a name alone, a list of names, or mappings with all that a journal asks for."""

from __future__ import annotations

from warraq.diagnostics import Location, Report
from warraq.model.inlines import Inlines
from warraq.model.metadata import Author, LocalizedInlines, LocalizedText
from warraq.read import identifiers, values
from warraq.read.markdown import read_line
from warraq.read.reading import Reading
from warraq.read.values import Fields
from warraq.read.yaml import Mapping, Scalar, Sequence, Value


def read(value: Value | None, lang: str, reading: Reading) -> tuple[Author, ...]:
    """Return the authors of the publication."""
    if value is None:
        return ()
    items = value.items if isinstance(value, Sequence) else (value,)
    found = (_author(item, lang, reading) for item in items)
    return tuple(author for author in found if author is not None)


def _author(value: Value, lang: str, reading: Reading) -> Author | None:
    match value:
        case Scalar():
            return None if value.is_null else _named(value, lang, reading)
        case Mapping() if all(values.is_language(entry.key) for entry in value.entries):
            # «author: {ar: …, en: …}»: one name in two languages.
            return _named(value, lang, reading)
        case Mapping():
            return _described(Fields(value, "author", reading.report), lang, reading)
        case Sequence():
            values.text(value, "author", reading.report)
            return None


def _named(value: Value, lang: str, reading: Reading) -> Author:
    return Author(
        name=localized_texts(value, "author", lang, reading.report), location=value.location
    )


def _described(fields: Fields, lang: str, reading: Reading) -> Author:
    report = reading.report
    location = fields.mapping.location
    name = fields.take("name")
    if name is None:
        report.error("M017", "the author has no name", location, "write name: …")
    author = Author(
        name=() if name is None else localized_texts(name, "name", lang, report),
        affiliation=_affiliation(fields.take("affiliation", "affiliations"), lang, report),
        email=_checked_email(fields, report),
        orcid=_checked_orcid(fields, report),
        note=_note(fields.take("note"), lang, reading),
        location=location,
    )
    fields.reject_unknown()
    return author


def localized_texts(
    value: Value, what: str, lang: str, report: Report
) -> tuple[LocalizedText, ...]:
    """Return plain texts by language."""
    return tuple(
        LocalizedText(tag, " ".join(words.split()))
        for tag, item in values.localized(value, what, lang, report)
        if (words := values.text(item, what, report))
    )


def _affiliation(value: Value | None, lang: str, report: Report) -> tuple[LocalizedText, ...]:
    """Return the affiliation; several of them are joined in each language."""
    if value is None:
        return ()
    items = value.items if isinstance(value, Sequence) else (value,)
    joined: dict[str, list[str]] = {}
    for item in items:
        for text in localized_texts(item, "affiliation", lang, report):
            joined.setdefault(text.lang, []).append(text.text)
    return tuple(
        LocalizedText(tag, ("؛ " if tag.split("-")[0] in {"ar", "fa", "ur"} else "; ").join(texts))
        for tag, texts in joined.items()
    )


def _note(value: Value | None, lang: str, reading: Reading) -> tuple[LocalizedInlines, ...]:
    if value is None:
        return ()
    return tuple(
        LocalizedInlines(tag, _note_line(item, reading), item.location)
        for tag, item in values.localized(value, "note", lang, reading.report)
        if values.text(item, "note", reading.report)
    )


def _note_line(value: Value, reading: Reading) -> Inlines:
    assert isinstance(value, Scalar)
    reading.within_note = True
    nodes = read_line(value.passage(), reading)
    reading.within_note = False
    return nodes


def _checked_email(fields: Fields, report: Report) -> str:
    text, place = _text_and_place(fields, "email")
    if not text or identifiers.email(text):
        return text
    report.error("M010", f"{text!r} is not an e-mail address", place)
    return ""


def _checked_orcid(fields: Fields, report: Report) -> str:
    text, place = _text_and_place(fields, "orcid")
    if not text:
        return ""
    found = identifiers.orcid(text)
    if found is None:
        report.error(
            "M008",
            f"{text!r} is not an ORCID",
            place,
            "it has the form 0000-0002-1825-0097; its last sign is a check of the others",
        )
    return found or ""


def _text_and_place(fields: Fields, name: str) -> tuple[str, Location]:
    value = fields.take(name)
    if value is None:
        return "", fields.mapping.location
    return values.text(value, name, fields.report), value.location
