"""Where and when: dates, the journal, identifiers, the licence."""

from __future__ import annotations

import re
from collections.abc import Callable

from warraq.diagnostics import Report
from warraq.model.metadata import Journal, Licence
from warraq.read import identifiers, values
from warraq.read.authors import localized_texts
from warraq.read.values import Fields
from warraq.read.yaml import Mapping, Scalar, Value

_CREATIVE_COMMONS = re.compile(
    r"CC[ -](BY(?:-SA|-ND|-NC|-NC-SA|-NC-ND)?)(?:[ -]([1-4]\.0))?", re.IGNORECASE
)


def date(fields: Fields, name: str) -> str:
    """Return a date in ISO 8601."""
    return _checked(
        fields,
        name,
        "M009",
        identifiers.iso_date,
        "write year, month and day: 2024-03-09 (or 2024-03, or 2024)",
    )


def doi(fields: Fields) -> str:
    """Return the bare DOI."""
    return _checked(fields, "doi", "M011", identifiers.doi, "it has the form 10.5555/abc.123")


def isbn(fields: Fields) -> str:
    """Return the ISBN."""
    return _checked(
        fields, "isbn", "M012", identifiers.isbn, "its last digit is a check of the others"
    )


def _checked(
    fields: Fields, name: str, code: str, check: Callable[[str], str | None], hint: str
) -> str:
    value = fields.take(name, name.upper())
    if value is None:
        return ""
    text = values.text(value, name, fields.report)
    found = check(text) if text else ""
    if found is None:
        fields.report.error(code, f"{name}: {text!r} is not one", value.location, hint)
    return found or ""


def journal(value: Value | None, lang: str, report: Report) -> Journal | None:
    """Return where the article appears; a text alone is the journal's title."""
    if value is None:
        return None
    if isinstance(value, Scalar) or (
        isinstance(value, Mapping)
        and value.entries
        and all(values.is_language(entry.key) for entry in value.entries)
    ):
        return Journal(title=localized_texts(value, "journal", lang, report))
    fields = values.mapping(value, "journal", report)
    if fields is None:
        return None
    title = fields.take("title", "name")
    result = Journal(
        title=() if title is None else localized_texts(title, "journal: title", lang, report),
        volume=fields.text("volume"),
        issue=fields.text("issue", "number"),
        pages=fields.text("pages"),
        issn=_checked(
            fields, "issn", "M012", identifiers.issn, "its last digit is a check of the others"
        ),
    )
    fields.reject_unknown()
    return result


def licence(value: Value | None, report: Report) -> Licence | None:
    """Return the licence; the address of a Creative Commons licence is known from its name."""
    if value is None:
        return None
    if isinstance(value, Scalar):
        name = values.text(value, "licence", report)
        return Licence(name=name, url=_address(name))
    fields = values.mapping(value, "licence", report)
    if fields is None:
        return None
    name, url = fields.text("name"), fields.text("url")
    if url and not re.match(r"https?://\S+$", url):
        report.error("M018", f"{url!r} is not a web address", value.location, "write https://…")
        url = ""
    fields.reject_unknown()
    return Licence(name=name or url, url=url or _address(name))


def _address(name: str) -> str:
    if re.match(r"https?://\S+$", name):
        return name
    match = _CREATIVE_COMMONS.fullmatch(name.strip())
    if match is None:
        return ""
    return f"https://creativecommons.org/licenses/{match[1].lower()}/{match[2] or '4.0'}/"
