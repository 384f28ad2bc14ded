"""Values with words that a style prints by itself, or that belong into another field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from warraq.bib import dates, html_marks, latex
from warraq.bib.locators import is_ordinal, label_of
from warraq.bib.vocabulary import ROLES
from warraq.model.references import Entry

_LABELS = {
    "volume": ("volume",),
    "number": ("issue", "number"),
    "issue": ("issue", "number"),
    "pages": ("page",),
}
_NUMBER = r"\d[\d\s.,،–—/-]*(?:\([^()]*\))?"
_BEFORE = re.compile(rf"(?P<label>[^\W\d_][^\d]*?)(?P<mark>[\s.:]*)(?P<value>{_NUMBER})")
_AFTER = re.compile(r"(?P<value>\d+\s*[–—-]+\s*\d+)\s*(?P<label>[^\W\d_][^\d]*?)\.?")
_ORDINAL = re.compile(r"(?P<label>[^\W\d_]+)\s+(?P<value>[^\W\d_]+)")
_DUALS = {"العددان": "issue", "عددان": "issue", "الأعداد": "issue", "المجلدان": "volume"}
_TOTAL = re.compile(r"\d+\s*(?P<label>[^\W\d_][^\d]*?)\.?")
# Letters that are part of a number in Latin script: pages S93–S99, volume C12.
_ATTACHED = frozenset({"p", "pp"})
_IN_JOURNAL = re.compile(
    r"[،,]\s*(?:(?:ال)?مجلد|مج|السنة|(?:ال)?عدد|ع|vol|volume|no|issue)\b\.?\s*\d|,?\s\d+\s*\(\d+\)$",
    re.IGNORECASE,
)
# Arabic Presentation Forms-A and -B without ornaments and the ligatures of whole phrases.
_SHAPES = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdc7\ufe70-\ufefc]+")
# Catalogues (ISBD) end a part with such marks; a full stop may be that of an abbreviation.
_END = re.compile(r"(?:\s*[/:;,،؛]|(?<=[^\W\d_]{4})\.)\s*$")
_ENDED = ("title", "subtitle", "booktitle", "journaltitle", "publisher", "location")
_LIFE = re.compile(
    r"[،,]?\s*(?:\(\d{3,4}\s*[-–—]\s*(?:\d{3,4})?م?\)|\b\d{4}\s*[-–—](?:\s*\d{4})?م?)"
)
_ADDRESSES = frozenset({"url", "doi", "eprint"})
_UNPRINTED = frozenset({"abstract", "annotation", "file", "keywords"})
_LATIN_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_CAPITALS = 12
_NO_ADDRESS = re.compile(r"<Go to [^>]*>")
# What EndNote writes into ``type``: its name of the kind of entry, which no style prints.
_ENDNOTE_TYPES = frozenset(
    (
        *("Journal Article", "Book", "Book Section", "Edited Book", "Web Page", "Generic"),
        *("Electronic Article", "Electronic Book", "Magazine Article", "Newspaper Article"),
        *("Conference Proceedings", "Conference Paper", "Electronic Book Section"),
    )
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What is odd in a field, and the value that is read in its place (None: as it stands)."""

    code: str
    name: str
    message: str
    hint: str
    value: str | None = None


def is_filler(name: str, value: str) -> bool:
    """Whether a reference manager has filled a field that the author left alone."""
    return name == "type" and value in _ENDNOTE_TYPES


def find(fields: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what is odd in the values of an entry's fields, each read as the one before left it."""
    current = dict(fields)
    for look in _LOOKS:
        for finding in tuple(look(current)):
            if finding.value is not None:
                current[finding.name] = finding.value
            yield finding


def _shapes(fields: Mapping[str, str]) -> Iterator[Finding]:
    """Find letters that are stored by their shape, as old programs and PDF files have them."""
    for name, value in fields.items():
        if name not in _UNPRINTED and _SHAPES.search(value):
            plain = _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), value)
            yield Finding("C035", name, "has letters stored by their shape", "type it anew", plain)


def _html(fields: Mapping[str, str]) -> Iterator[Finding]:
    for name, value in fields.items():
        if name in _UNPRINTED or name in _ADDRESSES or not html_marks.is_in(value):
            continue
        hint = "write the characters, and \\emph{…} for what is emphasised"
        message = "holds HTML, which is read as what it stands for"
        yield Finding("C036", name, message, hint, html_marks.as_latex(value))


def _ends(fields: Mapping[str, str]) -> Iterator[Finding]:
    """Find the mark at the end of a title, as library catalogues set one after each part."""
    for name in _ENDED:
        match = _END.search(fields.get(name, ""))
        if match:
            message = f"ends in the mark “{match[0].strip()}”, which is left out"
            hint = "delete it: the style sets the marks"
            yield Finding("C025", name, message, hint, fields[name][: match.start()])


def _lives(fields: Mapping[str, str]) -> Iterator[Finding]:
    """Find the years of a person's life with his name, as library catalogues have them."""
    for name in ROLES:
        value = fields.get(name, "")
        if _LIFE.search(value):
            plain = _LIFE.sub("", value)
            message = "has the years of a life, which are left out"
            yield Finding("C025", name, message, f"write {name} = {{{plain}}}", plain)


def _labels(fields: Mapping[str, str]) -> Iterator[Finding]:
    for name in _LABELS:
        yield from _label(name, fields.get(name, ""))


def _label(name: str, value: str) -> Iterator[Finding]:
    """Find the label of a number, which a style prints by itself: «ص93», “vol. 12”."""
    ordinal = _ORDINAL.fullmatch(value)
    match = _BEFORE.fullmatch(value) or (ordinal if ordinal and is_ordinal(ordinal[2]) else None)
    if match is None and name == "pages":
        match = _AFTER.fullmatch(value)
    if match and _is_label(name, match):
        number = match["value"].strip(" .,،")
        message = f"has the word “{match['label']}”, which the style prints by itself"
        yield Finding("C025", name, message, f"write {name} = {{{number}}}", number)
    elif match and (_label_of(match["label"]) or match["label"] == "السنة"):
        message = f"has the word “{match['label']}”, which stands after the style's own word"
        yield Finding("C025", name, message, f"write the {name} alone, without a word")
    total = _TOTAL.fullmatch(value) if name == "pages" else None
    if total and label_of(total["label"]) == "page":
        hint = "write the number of all pages in pagetotal, and the pages of an article as 5--20"
        yield Finding("C025", name, "seems to be the number of all pages", hint)


def _label_of(word: str) -> str:
    """Return what an Arabic or a longer word counts; a Latin letter may belong to a number."""
    label = _DUALS.get(word) or label_of(word)
    return "" if word.isascii() and len(word.strip(" .")) == 1 and word != "p" else label


def _is_label(name: str, match: re.Match[str]) -> bool:
    label = match["label"]
    is_attached = label.isascii() and "mark" in match.groupdict() and not match["mark"]
    return _label_of(label) in _LABELS[name] and (not is_attached or label in _ATTACHED)


def _journal(fields: Mapping[str, str]) -> Iterator[Finding]:
    if _IN_JOURNAL.search(latex.plain(fields.get("journaltitle", ""))):
        hint = "write journal = {…}, volume = {…}, number = {…}"
        message = "holds a volume or an issue, and is printed so"
        yield Finding("C026", "journaltitle", message, hint)


def _capitals(fields: Mapping[str, str]) -> Iterator[Finding]:
    title = fields.get("title", "")
    if len(title) < _FEWEST_CAPITALS or not title.isupper():
        return
    found = _LATIN_WORD.findall(latex.plain(title))
    if len(found) > 2 and sum(map(len, found)) >= _FEWEST_CAPITALS and "".join(found).isupper():
        hint = "write it with capitals where it has them, and in braces those that always stay"
        yield Finding("C027", "title", "is all in capitals, and is printed so", hint)


def _month(fields: Mapping[str, str]) -> Iterator[Finding]:
    month, year = fields.get("month", ""), fields.get("year", "")
    is_number = month.isdigit() and 1 <= int(month[:4]) <= 12
    if not month or not year or is_number or "date" in fields:
        return
    parts = tuple((name, fields[name]) for name in ("year", "month", "day") if name in fields)
    date = dates.of_entry(Entry(key="", type="", fields=parts), "date")
    if date and not date.start.month and not date.start.literal and not date.parallel:
        hint = "write the number of the month, as month = {3}, or its name"
        yield Finding("C034", "month", f"is no month that is known: “{month}”", hint)


def _address(fields: Mapping[str, str]) -> Iterator[Finding]:
    if _NO_ADDRESS.match(fields.get("url", "")):
        yield Finding("C025", "url", "is no address", "delete it, or write the address", "")


_LOOKS: tuple[Callable[[Mapping[str, str]], Iterator[Finding]], ...] = (
    *(_shapes, _html, _ends, _lives, _labels, _journal, _capitals, _month, _address),
)
