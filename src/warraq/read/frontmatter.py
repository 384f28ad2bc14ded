"""The front matter: from YAML to the model's Metadata."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from warraq.diagnostics import Location, Report
from warraq.model.attributes import Direction
from warraq.model.metadata import (
    Digits,
    LocalizedBlocks,
    LocalizedInlines,
    LocalizedKeywords,
    LocalizedText,
    Metadata,
    NoteNumbering,
    SectionNumbering,
)
from warraq.read import authors, imprint, values, yaml
from warraq.read.markdown import read_blocks, read_line
from warraq.read.reading import Reading
from warraq.read.values import Fields
from warraq.read.yaml import Mapping, Scalar, Value
from warraq.source import SourceText

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)

# Keys of Pandoc and its relatives that are about one output, or that we do otherwise.
_OTHER_TOOLS = {
    "csl": "name the file so: citation-style: my-style.csl",
    "output": "formats are chosen on the command line: --to pdf,docx,epub",
    "format": "formats are chosen on the command line: --to pdf,docx,epub",
    "documentclass": "the look comes from the theme",
    "classoption": "the look comes from the theme",
    "geometry": "the page comes from the theme",
    "papersize": "the page comes from the theme",
    "fontsize": "type sizes come from the theme",
    "linestretch": "line spacing comes from the theme",
    "mainfont": "fonts come from the theme",
    "sansfont": "fonts come from the theme",
    "monofont": "fonts come from the theme",
    "header-includes": "the look comes from the theme",
    "link-citations": "citations are always linked where a format can",
    "reference-section-title": "the heading of the references comes with the language",
    "css": "the look comes from the theme",
    "cover-image": "the cover is drawn from the title",
    "otherlangs": "languages are marked in the text: [text]{lang=en}",
    "suppress-bibliography": "leave out the key bibliography",
}


@dataclass(slots=True)
class FrontMatter:
    """Metadata, and where the files that it names are named."""

    metadata: Metadata = field(default_factory=Metadata)
    chapters: tuple[Scalar, ...] = ()
    places: dict[str, Location] = field(default_factory=dict)


def split(source: SourceText, report: Report) -> tuple[int, int, int]:
    """Return start and end of the front matter's YAML, and the start of the body."""
    opening = _OPENING.match(source.text)
    if opening is None:
        return 0, 0, 0
    closing = _CLOSING.search(source.text, opening.end())
    if closing is None:
        if re.match(r"[ \t]*[\w-]+:", source.text[opening.end() :]):
            report.error(
                "M016",
                "the front matter is not closed",
                source.location(0),
                "write --- on a line of its own after the last key",
            )
            return opening.end(), len(source.text), len(source.text)
        return 0, 0, 0
    return opening.end(), closing.start(), closing.end()


def read(source: SourceText, start: int, end: int, reading: Reading) -> FrontMatter:
    """Return the front matter that stands between two offsets."""
    report = reading.report
    value = yaml.load(source, start, end, report)
    if value is None or (isinstance(value, Scalar) and value.is_null):
        return FrontMatter(Metadata(location=source.location(0)))
    if not isinstance(value, Mapping):
        report.error(
            "M005", f"the front matter must be keys with values, not {values.kind(value)}",
            value.location,
        )  # fmt: skip
        return FrontMatter(Metadata(location=source.location(0)))
    fields = Fields(value, "the front matter", report)
    result = _Reader(fields, reading).front_matter()
    _report_other_tools(value, report)
    fields.reject_unknown(_OTHER_TOOLS)
    return result


def _report_other_tools(mapping: Mapping, report: Report) -> None:
    for entry in mapping.entries:
        if entry.key in _OTHER_TOOLS:
            report.warning(
                "M014",
                f"the key {entry.key!r} has no effect",
                entry.location,
                _OTHER_TOOLS[entry.key],
            )


class _Reader:
    """Reads the keys one after the other; the language first, since others count on it."""

    def __init__(self, fields: Fields, reading: Reading) -> None:
        self.fields = fields
        self.reading = reading
        self.report = reading.report
        self.lang = self._language()
        self.places: dict[str, Location] = {}

    def front_matter(self) -> FrontMatter:
        """Return all of it."""
        fields = self.fields
        metadata = Metadata(
            lang=self.lang,
            dir=self._direction(),
            title=self._lines("title"),
            subtitle=self._lines("subtitle"),
            short_title=self._texts("short-title"),
            authors=authors.read(fields.take("author", "authors"), self.lang, self.reading),
            abstract=self._abstract(),
            keywords=self._keywords(),
            date=imprint.date(fields, "date"),
            received=imprint.date(fields, "received"),
            accepted=imprint.date(fields, "accepted"),
            journal=imprint.journal(fields.take("journal"), self.lang, self.report),
            publisher=fields.text("publisher"),
            doi=imprint.doi(fields),
            isbn=imprint.isbn(fields),
            licence=imprint.licence(fields.take("licence", "license", "rights"), self.report),
            bibliography=self._files("bibliography"),
            glossary=self._files("glossary"),
            nocite=self._nocite(),
            theme=fields.text("theme") or "journal",
            citation_style=fields.text("citation-style"),
            digits=self._digits(),
            note_numbering=self._note_numbering(),
            section_numbering=self._section_numbering(),
            contents=self._boolean("toc", "contents"),
            contents_depth=self._contents_depth(),
            list_of_figures=self._boolean("list-of-figures", "lof"),
            list_of_tables=self._boolean("list-of-tables", "lot"),
            location=fields.mapping.location,
            places=tuple((entry.key, entry.location) for entry in fields.mapping.entries),
        )
        return FrontMatter(metadata, self._chapters(), self.places)

    def _language(self) -> str:
        value = self.fields.take("lang", "language")
        if value is None:
            return Metadata().lang
        tag = values.text(value, "lang", self.report)
        if values.is_language(tag):
            return tag
        values.report_language(tag, "lang", value.location, self.report)
        return Metadata().lang

    def _direction(self) -> Direction | None:
        value = self.fields.take("dir")
        if value is None:
            return None
        return values.choice(value, "dir", Direction, self.report, {})

    def _localized(self, *names: str) -> list[tuple[str, Scalar]]:
        """Return the texts of a key by language; what is no text is reported."""
        value = self.fields.take(*names)
        if value is None:
            return []
        pairs = values.localized(value, names[0], self.lang, self.report)
        return [
            (lang, scalar)
            for lang, item in pairs
            if (scalar := self._scalar(item, names[0])) is not None
        ]

    def _scalar(self, value: Value, name: str) -> Scalar | None:
        if isinstance(value, Scalar):
            return value
        values.text(value, name, self.report)
        return None

    def _lines(self, name: str) -> tuple[LocalizedInlines, ...]:
        return tuple(
            LocalizedInlines(lang, read_line(scalar.passage(), self.reading), scalar.location)
            for lang, scalar in self._localized(name)
        )

    def _texts(self, name: str) -> tuple[LocalizedText, ...]:
        return tuple(
            LocalizedText(lang, " ".join(scalar.text.split()))
            for lang, scalar in self._localized(name)
        )

    def _abstract(self) -> tuple[LocalizedBlocks, ...]:
        return tuple(
            LocalizedBlocks(lang, read_blocks(scalar.passage(), self.reading), scalar.location)
            for lang, scalar in self._localized("abstract")
        )

    def _keywords(self) -> tuple[LocalizedKeywords, ...]:
        value = self.fields.take("keywords")
        if value is None:
            return ()
        return tuple(
            LocalizedKeywords(lang, words)
            for lang, item in values.localized(value, "keywords", self.lang, self.report)
            if (words := self._words(item))
        )

    def _words(self, value: Value) -> tuple[str, ...]:
        """Return the items of a list, or the parts of a text between commas or semicolons."""
        if isinstance(value, Scalar):
            parts = re.split(r"[,،;؛]", value.text)
        else:
            parts = [item.text for item in values.texts(value, "keywords", self.report)]
        return tuple(" ".join(part.split()) for part in parts if part.strip())

    def _files(self, name: str) -> tuple[str, ...]:
        value = self.fields.take(name)
        if value is None:
            return ()
        names = [item for item in values.texts(value, name, self.report) if item.text.strip()]
        for item in names:
            self.places.setdefault(item.text.strip(), item.location)
        return tuple(item.text.strip() for item in names)

    def _chapters(self) -> tuple[Scalar, ...]:
        value = self.fields.take("chapters")
        return () if value is None else tuple(values.texts(value, "chapters", self.report))

    def _nocite(self) -> tuple[str, ...]:
        value = self.fields.take("nocite")
        if value is None:
            return ()
        words = [
            word
            for item in values.texts(value, "nocite", self.report)
            for word in re.findall(r"@?\{[^{}]+\}|[^\s,;،؛]+", item.text)
        ]
        keys = tuple(" ".join(word.removeprefix("@").strip("{}").split()) for word in words)
        for key in keys:
            self.reading.gathered.cited.setdefault(key, value.location)
        return keys

    def _digits(self) -> Digits | None:
        value = self.fields.take("digits")
        if value is None:
            return None
        return values.choice(value, "digits", Digits, self.report, {})

    def _note_numbering(self) -> NoteNumbering:
        value = self.fields.take("notes")
        notes = None if value is None else values.mapping(value, "notes", self.report)
        if notes is None:
            return Metadata().note_numbering
        numbering = notes.take("numbering")
        notes.reject_unknown()
        if numbering is None:
            return Metadata().note_numbering
        found = values.choice(numbering, "notes: numbering", NoteNumbering, self.report, {})
        return found or Metadata().note_numbering

    def _section_numbering(self) -> SectionNumbering:
        value = self.fields.take("section-numbering")
        if value is not None:
            aliases = {"arabic-ordinals": SectionNumbering.ORDINALS}
            found = values.choice(
                value, "section-numbering", SectionNumbering, self.report, aliases
            )
            self.fields.known.add("number-sections")
            return found or SectionNumbering.NONE
        if self._boolean("number-sections", "numbersections"):
            return SectionNumbering.DECIMAL
        return SectionNumbering.NONE

    def _boolean(self, *names: str) -> bool:
        value = self.fields.take(*names)
        return False if value is None else values.boolean(value, names[0], self.report)

    def _contents_depth(self) -> int:
        value = self.fields.take("toc-depth")
        depth = None if value is None else values.integer(value, "toc-depth", 1, 6, self.report)
        return depth or Metadata().contents_depth
