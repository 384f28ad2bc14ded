"""From the model's inlines to runs, links, fields and note references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, repeat
from typing import assert_never

from warraq.bib.identifiers import of_entry
from warraq.export.docx.fields import bookmark, external_link, field, internal_link
from warraq.export.docx.marks import NO_EDGES, RIGHT_TO_LEFT, Edges, plan
from warraq.export.docx.markup import Element, add, is_a, name
from warraq.export.docx.runs import (
    PLAIN,
    RunFormat,
    add_run,
    add_text,
    is_right_to_left,
    write_text,
)
from warraq.export.docx.story import Story
from warraq.export.links import carried_url
from warraq.model.attributes import Computed, Direction
from warraq.model.inlines import (
    Citation,
    Code,
    CrossReference,
    Emphasis,
    Image,
    Inline,
    InlineNode,
    Inlines,
    LineBreak,
    Link,
    Math,
    Note,
    NoteKind,
    Quoted,
    Span,
    Strike,
    Strong,
    Subscript,
    Superscript,
    Term,
    Text,
    Underline,
)
from warraq.model.walk import iterate, plain_text
from warraq.style.tokens import Notes

# The theme's raised parentheses; in Word the style of note references raises them.
_CALL = RunFormat(roles=("footnote-reference",))
_LOWERED = str.maketrans("⁽⁾", "()")


def call_decoration(notes: Notes) -> tuple[str, str]:
    """Return what stands around the mark of a note in the text."""
    return notes.call_prefix.translate(_LOWERED), notes.call_suffix.translate(_LOWERED)


def write_inlines(
    story: Story,
    parent: Element,
    inlines: Inlines,
    computed: Computed,
    room: int,
) -> None:
    """Write the inlines of one paragraph, whose language and direction are ``computed``.

    ``room`` bounds the width of pictures, in twips.
    """
    ParagraphWriter.of(story, inlines, computed, room).write(parent, inlines)


@dataclass(slots=True)
class ParagraphWriter:
    """Writes the inlines of one paragraph; ``edges`` are the marks of its isolates in order."""

    story: Story
    direction: Direction
    plain: RunFormat
    room: int
    edges: Iterator[Edges]

    @classmethod
    def of(cls, story: Story, inlines: Inlines, computed: Computed, room: int) -> ParagraphWriter:
        """Return the writer of a paragraph that consists of the inlines."""
        base = int(computed.dir is Direction.RTL)
        edges = plan(inlines, base, call_decoration(story.draft.theme.notes))
        plain = RunFormat(lang=computed.lang)
        return cls(story, computed.dir, plain, room, chain(edges, repeat(NO_EDGES)))

    def write(
        self, parent: Element, inlines: Iterable[Inline], run_format: RunFormat | None = None
    ) -> None:
        """Write inlines, which are the paragraph's or a part of them in its order.

        Texts that follow one another in runs of one direction become one run.
        """
        run_format = run_format or self.plain
        text, rtl = "", False
        for node in inlines:
            if isinstance(node, Text):
                is_rtl = is_right_to_left(node)
                if text and is_rtl is not rtl:
                    self._text(parent, text, run_format, rtl=rtl)
                    text = ""
                text, rtl = text + node.text, is_rtl
                continue
            self._text(parent, text, run_format, rtl=rtl)
            text = ""
            self._node(parent, node, run_format)
        self._text(parent, text, run_format, rtl=rtl)

    def _text(self, parent: Element, text: str, run_format: RunFormat, *, rtl: bool) -> None:
        if text:
            add_text(parent, self.story.draft, text, run_format, rtl=rtl)

    def _node(self, parent: Element, node: InlineNode, run_format: RunFormat) -> None:
        if isinstance(node, Note | Image | Math):
            self._atom(parent, node, run_format)
            return
        if node.computed.lang:
            run_format = replace(run_format, lang=node.computed.lang)
        if node.computed.isolate:
            self._isolate(parent, node, run_format)
        else:
            self._identified(parent, node, run_format)

    def _isolate(self, parent: Element, node: InlineNode, run_format: RunFormat) -> None:
        edges = next(self.edges)
        for mark in edges.opening:
            self._mark(parent, mark)
        self._identified(parent, node, run_format)
        for mark in edges.closing:
            self._mark(parent, mark)

    def _mark(self, parent: Element, mark: str) -> None:
        if mark:
            add_text(parent, self.story.draft, mark, rtl=mark in RIGHT_TO_LEFT)

    def _identified(self, parent: Element, node: InlineNode, run_format: RunFormat) -> None:
        if not node.attributes.id:
            self._container(parent, node, run_format)
            return
        with bookmark(parent, self.story.draft, node.attributes.id):
            self._container(parent, node, run_format)

    def _container(self, parent: Element, node: InlineNode, run_format: RunFormat) -> None:
        match node:
            case Emphasis():
                self.write(parent, node.children, run_format.with_role("emphasis"))
            case Strong():
                self.write(parent, node.children, run_format.with_role("strong"))
            case Underline():
                self.write(parent, node.children, replace(run_format, underline=True))
            case Strike():
                self.write(parent, node.children, replace(run_format, strike=True))
            case Superscript():
                self.write(parent, node.children, replace(run_format, vertical="superscript"))
            case Subscript():
                self.write(parent, node.children, replace(run_format, vertical="subscript"))
            case Code():
                self.write(parent, node.children, run_format.with_role("code-inline"))
            case Quoted() | Span():
                self.write(parent, node.children, run_format)
            case Link():
                self._link(parent, node, run_format)
            case CrossReference():
                self._cross_reference(parent, node, run_format)
            case Citation():
                self._citation(parent, node, run_format)
            case Term():
                identifier = self.story.draft.glossary.get(node.key, "")
                self._linked(parent, node, identifier, run_format.with_role("term"))
            case LineBreak():
                add(add_run(parent, self.story.draft, PLAIN, rtl=False), "br")
            case Note() | Image() | Math():
                self._atom(parent, node, run_format)
            case _:
                assert_never(node)

    def _link(self, parent: Element, node: Link, run_format: RunFormat) -> None:
        if _is_in_link(parent):
            self.write(parent, node.children, run_format)
            return
        styled = run_format.with_role("link")
        if node.target.startswith("#"):
            link = internal_link(parent, self.story.draft, node.target[1:], node.title)
        else:
            link = self._external_link(parent, node)
        self.write(link, node.children, run_format if link is parent else styled)

    def _external_link(self, parent: Element, node: Link) -> Element:
        """Return a hyperlink, or the parent itself when the address may not be carried."""
        address = carried_url(node.target, node.location, self.story.draft.context.report)
        if address is None:
            return parent
        return external_link(parent, self.story, address, node.title)

    def _linked(
        self,
        parent: Element,
        node: Term | CrossReference | Citation,
        identifier: str,
        run_format: RunFormat,
    ) -> None:
        """Write a reference as a link to its place, plainly when it has none."""
        target = parent
        if not _is_in_link(parent):
            target = internal_link(parent, self.story.draft, identifier)
        self.write(target, node.children, run_format)

    def _cross_reference(
        self, parent: Element, node: CrossReference, run_format: RunFormat
    ) -> None:
        """Write a link, in which the number is a REF field that repeats the number of the caption.

        The words around it («الشكل») belong to the sentence and are no part of the field.
        """
        parts = self._around_value(node)
        if parts is None or _is_in_link(parent):
            self._linked(parent, node, node.target, run_format)
            return
        draft = self.story.draft
        before, value, after = parts
        link = internal_link(parent, draft, node.target)
        anchor = draft.bookmarks.names[node.target]
        self.write(link, before, run_format)
        rtl = self.direction is Direction.RTL
        with field(link, draft, rf"REF {anchor} \h", run_format, rtl=rtl):
            self.write(link, value, run_format)
        self.write(link, after, run_format)

    def _around_value(self, node: CrossReference) -> tuple[Inlines, Inlines, Inlines] | None:
        """Return what stands before, in and after the number of the target, if it is there."""
        value = self.story.draft.captions.get(node.target, "")
        start = plain_text(node.children).rfind(value) if value else -1
        if start < 0 or not all(isinstance(child, Text) for child in node.children):
            return None
        end = start + len(value)
        children = node.children
        return _cut(children, 0, start), _cut(children, start, end), _cut(children, end, None)

    def _citation(self, parent: Element, node: Citation, run_format: RunFormat) -> None:
        """Write a citation; with citation fields, as the result of one."""
        draft, fields = self.story.draft, self.story.draft.citation_fields
        if fields is None or not fields.cites(node):
            self._cited(parent, node, run_format)
            return
        from warraq.export.docx.citation_fields import enclose, parted, shown

        before, within = parted(node)
        self.write(parent, before, run_format)
        start = len(parent)
        self._cited(parent, replace(node, children=within), run_format)
        text = shown(parent[start:])
        if text:
            code = fields.code(node, text, self.story.note)
            enclose(parent, start, draft, code, rtl=self.direction is Direction.RTL)

    def _cited(self, parent: Element, node: Citation, run_format: RunFormat) -> None:
        """Link a citation of one work in the text to its entry, unless it holds links.

        Not in a note: LibreOffice shows each link in the colour of links, here a whole note.
        """
        keys = {item.key for item in node.items}
        has_links = any(isinstance(part, Link | Term) for part in iterate(node.children))
        is_linked = len(keys) == 1 and not has_links and not self.story.is_notes
        identifier = of_entry(keys.pop()) if is_linked else ""
        self._linked(parent, node, identifier, run_format)

    def _atom(self, parent: Element, node: Note | Image | Math, run_format: RunFormat) -> None:
        edges = next(self.edges)
        self._mark(parent, edges.outer_start)
        match node:
            case Note():
                self._note(parent, node, run_format)
            case Image():
                self._image(parent, node, run_format)
            case Math():
                from warraq.export.docx.formulas import write_formula

                write_formula(self.story.draft, parent, node)
            case _:
                assert_never(node)
        self._mark(parent, edges.outer_end)

    def _image(self, parent: Element, node: Image, run_format: RunFormat) -> None:
        from warraq.export.docx.drawings import write_picture

        write_picture(self.story, parent, node, self.room, run_format)

    def _note(self, parent: Element, node: Note, run_format: RunFormat) -> None:
        """Write the call of a note with what the theme puts around its mark."""
        draft = self.story.draft
        if self.story.is_notes:
            self._nested_note(parent, node, run_format)
            return
        draft.notes.append(node)
        by_author = node.kind is NoteKind.AUTHOR
        literal = by_author or draft.options.literal_note_marks
        rtl = bool((node.computed.level or 0) % 2) or (literal and not node.mark.isascii())
        prefix, suffix = ("", "") if by_author else call_decoration(draft.theme.notes)
        if prefix:
            add_text(parent, draft, prefix, _CALL, rtl=rtl)
        run = add_run(parent, draft, _CALL, rtl=rtl)
        reference = add(run, "footnoteReference", id=str(len(draft.notes)))
        if literal:
            reference.set(name("customMarkFollows"), "1")
            write_text(run, draft, node.mark)
        if suffix:
            add_text(parent, draft, suffix, _CALL, rtl=rtl)

    def _nested_note(self, parent: Element, node: Note, run_format: RunFormat) -> None:
        """Word has no note in a note: its text follows in brackets."""
        draft = self.story.draft
        draft.context.report.warning(
            "E202",
            "a note within a note is set in brackets: Word has no such notes",
            node.location,
        )
        rtl = self.direction is Direction.RTL
        add_text(parent, draft, " [", run_format, rtl=rtl)
        for text in iterate(node.children):
            if isinstance(text, Text):
                self._text(parent, text.text, run_format, rtl=is_right_to_left(text))
        add_text(parent, draft, "]", run_format, rtl=rtl)


def _cut(inlines: Inlines, start: int, end: int | None) -> Inlines:
    """Return the part of texts from one character to another."""
    result: list[Text] = []
    position = 0
    for node in inlines:
        if isinstance(node, Text):
            last = None if end is None else max(0, end - position)
            text = node.text[max(0, start - position) : last]
            position += len(node.text)
            if text:
                result.append(replace(node, text=text))
    return tuple(result)


def _is_in_link(element: Element) -> bool:
    return is_a(element, "hyperlink") or any(
        is_a(ancestor, "hyperlink") for ancestor in element.iterancestors()
    )
