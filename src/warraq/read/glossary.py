"""The glossary file: a list of terms, each with its forms by language."""

from __future__ import annotations

import re

from warraq.diagnostics import Hint, Report, nearest
from warraq.model.inlines import Inlines
from warraq.model.references import GlossaryEntry
from warraq.read import values, yaml
from warraq.read.markdown import read_line
from warraq.read.reading import Reading
from warraq.read.values import Fields
from warraq.read.yaml import Mapping, Scalar, Sequence, Value
from warraq.source import SourceText

_KEYS = frozenset({"id", "abbreviation", "abbr", "definition"})


def read(source: SourceText, lang: str, reading: Reading) -> tuple[GlossaryEntry, ...]:
    """Return the entries of one file; ``lang`` is the language of a plain definition."""
    report = reading.report
    value = yaml.load(source, 0, len(source.text), report)
    if value is None:
        return ()
    terms = _terms(value, report)
    entries: dict[str, GlossaryEntry] = {}
    for item in terms:
        entry = _entry(item, lang, reading)
        if entry is None:
            continue
        first = entries.setdefault(entry.id, entry)
        if first is not entry:
            report.error(
                "M020",
                f"the glossary has two terms with the id {entry.id!r}",
                entry.location,
                Hint("the first stands here", first.location),
            )
    return tuple(entries.values())


def _terms(value: Value, report: Report) -> tuple[Value, ...]:
    """Return the list, which may stand alone or under the key ``terms``."""
    if isinstance(value, Mapping):
        fields = Fields(value, "the glossary", report)
        found = fields.take("terms")
        fields.reject_unknown()
        if found is None:
            return ()
        value = found
    if isinstance(value, Sequence):
        return value.items
    report.error(
        "M005", f"the glossary must be a list of terms, not {values.kind(value)}", value.location
    )
    return ()


def _entry(value: Value, lang: str, reading: Reading) -> GlossaryEntry | None:
    report = reading.report
    if not isinstance(value, Mapping):
        report.error(
            "M005",
            f"a term must be a mapping (key: value), not {values.kind(value)}",
            value.location,
            "write - en: term",
        )
        return None
    fields = Fields(value, "a term of the glossary", report)
    identifier = fields.text("id")
    abbreviation = fields.text("abbreviation", "abbr")
    forms = _forms(fields)
    if not forms:
        report.error(
            "M021", "the term has no form in any language", value.location, "write en: … and ar: …"
        )
        return None
    definition = _definition(fields.take("definition"), lang, reading)
    fields.known.update({"ar", "en"})
    fields.reject_unknown()
    return GlossaryEntry(
        id=identifier or _slug(dict(forms).get("en", "") or forms[0][1]),
        forms=forms,
        abbreviation=abbreviation,
        definition=definition,
        location=value.location,
    )


def _forms(fields: Fields) -> tuple[tuple[str, str], ...]:
    """Return the texts under the keys that are language tags."""
    forms: list[tuple[str, str]] = []
    for entry in fields.mapping.entries:
        if entry.key in _KEYS or not values.is_language(entry.key) or _is_slip(entry.key):
            continue
        text = fields.text(entry.key)
        if text:
            forms.append((entry.key, " ".join(text.split())))
    return tuple(forms)


def _is_slip(key: str) -> bool:
    """Whether a key of three letters is rather a slip («abr») than a language."""
    return len(key) == 3 and nearest(key, _KEYS) is not None


def _definition(
    value: Value | None, lang: str, reading: Reading
) -> tuple[tuple[str, Inlines], ...]:
    if value is None:
        return ()
    return tuple(
        (tag, read_line(item.passage(), reading))
        for tag, item in values.localized(value, "definition", lang, reading.report)
        if isinstance(item, Scalar) or values.text(item, "definition", reading.report)
        if isinstance(item, Scalar)
    )


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-")
