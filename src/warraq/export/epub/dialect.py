"""The XHTML of one file of a book: links across files, pop-up notes, sections with their roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from warraq.diagnostics import Report
from warraq.export.epub.formulas import Formulas
from warraq.export.epub.parts import Kind, Part, divisions, fresh
from warraq.export.epub.pictures import Pictures
from warraq.export.html.dialect import Dialect, Flow
from warraq.export.html.markup import Attributes, element, escape
from warraq.export.html.writer import Writer
from warraq.export.links import carried_url
from warraq.lang.terms import term
from warraq.model.blocks import Figure, MathBlock, Paragraph, Section
from warraq.model.inlines import Image, InlineNode, Math, Note, NoteKind
from warraq.style.tokens import Notes

# DPUB-ARIA roles (W3C) beside the semantics of EPUB; a glossary's belongs to its section alone.
_ROLES = {
    Kind.CHAPTER: "doc-chapter",
    Kind.APPENDIX: "doc-appendix",
    Kind.BIBLIOGRAPHY: "doc-bibliography",
    Kind.GLOSSARY: "doc-glossary",
}


@dataclass(frozen=True, slots=True)
class Shared:
    """What all files of a book share. ``places`` holds the file of each identifier."""

    places: Mapping[str, str]
    pictures: Pictures
    formulas: Formulas
    marks: Notes
    report: Report


class BookDialect(Dialect):
    """How the nodes of one file are written. ``notes`` collects its notes for the end."""

    def __init__(self, part: Part, shared: Shared, flow: Flow) -> None:
        """Keep the file; ``flow`` is that of its body."""
        self._part = part
        self._shared = shared
        self._flow = flow
        self._kinds = {item.section.attributes.id: item.kind for item in divisions(part)}
        self.notes: list[str] = []

    def href(self, identifier: str) -> str | None:
        """Return the address of a place, with its file when that is another one."""
        file = self._shared.places.get(identifier)
        if file is None:
            return None
        return f"#{identifier}" if file == self._part.file else f"{file}#{identifier}"

    def url(self, target: str, node: InlineNode) -> str | None:
        """Return an external address; one that cannot stand in a book is reported."""
        return carried_url(target, node.location, self._shared.report)

    def image(self, source: str, node: Image | Figure) -> str | None:
        """Return the address of a picture in the book."""
        return self._shared.pictures.address(source, node.location)

    def math(self, tex: str, node: Math | MathBlock) -> str:
        """Return a formula as MathML."""
        return self._shared.formulas.markup(node)

    def section(self, section: Section) -> Attributes:
        """Return the semantics of a section, labelled by its heading; most inner ones have none."""
        kind = self._kinds.get(section.attributes.id)
        if kind is None:
            return {}
        return {
            "epub:type": kind.value,
            "role": _ROLES[kind],
            "aria-labelledby": self._heading_id(section),
        }

    def heading(self, section: Section) -> Attributes:
        """Return the identifier by which a section is labelled."""
        if section.attributes.id not in self._kinds:
            return {}
        return {"id": self._heading_id(section)}

    def _heading_id(self, section: Section) -> str:
        return fresh(f"heading-{section.attributes.id}", self._shared.places)

    def note(self, note: Note, flow: Flow, writer: Writer) -> str:
        """Return a note's call, and keep the note for the end of the file.

        The link stands inside ``sup`` and holds text alone, or Apple's readers open no pop-up.
        ``dir`` makes the call an isolate: after a year or a Latin word it stays at their end.
        """
        index = len(self.notes)
        self.notes.append("")  # a note within this one comes after it
        self.notes[index] = self._aside(note, writer)
        marks = self._shared.marks
        attributes = {
            "epub:type": "noteref",
            "role": "doc-noteref",
            "id": self._call_id(note),
            "href": f"#{note.attributes.id}",
        }
        text = self._decorated(note, marks.call_prefix, marks.call_suffix)
        call = element("a", attributes, escape(text))
        return element("sup", {"class": "footnote-reference", "dir": flow.dir.value}, call)

    def _aside(self, note: Note, writer: Writer) -> str:
        """Return the note. It states language and direction itself, since pop-ups lift it out."""
        first = note.children[0] if note.children else None
        computed = first.computed if first is not None else None
        lang = (computed.lang if computed else "") or self._flow.lang
        direction = computed.dir if computed else self._flow.dir
        flow = Flow(lang, direction)
        own = {
            "epub:type": "footnote",
            "role": "doc-footnote",
            "id": note.attributes.id or None,
            "class": "footnote",
            **self.language(lang),
            "dir": direction.value,
        }
        marker = self._marker(note, flow) + " "
        if isinstance(first, Paragraph):
            attributes, inner = writer.block_attributes(first, flow, first.role)
            line = element("p", attributes, marker + writer.line(first.children, inner))
            return element("aside", own, line + writer.blocks(note.children[1:], flow))
        return element("aside", own, element("p", {}, marker) + writer.blocks(note.children, flow))

    def _marker(self, note: Note, flow: Flow) -> str:
        """Return the mark before a note: the labelled way back to its call."""
        marks = self._shared.marks
        attributes = {
            "class": "footnote-mark",
            "role": "doc-backlink",
            "href": f"#{self._call_id(note)}",
            "aria-label": f"{term(flow.lang, 'back-to-text')} {note.mark}",
            "dir": flow.dir.value,
        }
        text = self._decorated(note, marks.marker_prefix, marks.marker_suffix)
        return element("a", attributes, escape(text))

    def _decorated(self, note: Note, prefix: str, suffix: str) -> str:
        """Return a note's mark as the theme decorates it; an author's sign stands bare."""
        if note.kind is NoteKind.AUTHOR:
            return note.mark
        return f"{prefix}{note.mark}{suffix}"

    def _call_id(self, note: Note) -> str:
        return fresh(f"call-{note.attributes.id}", self._shared.places)
