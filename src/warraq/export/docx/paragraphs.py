"""Paragraphs: properties in the order of CT_PPr, and their inlines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from warraq.export.docx.fields import bookmark, field, mark_entry
from warraq.export.docx.inlines import ParagraphWriter, write_inlines
from warraq.export.docx.looks import paragraph_style
from warraq.export.docx.markup import Element, add
from warraq.export.docx.story import Draft, Place, Story, indent_end, indent_start, role_of
from warraq.model.attributes import Computed, Direction
from warraq.model.blocks import Number
from warraq.model.inlines import Inlines
from warraq.model.metadata import Digits
from warraq.model.walk import plain_text
from warraq.style.tokens import Align
from warraq.style.word_units import eighths


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab stop: ``kind`` is left (start), center or right (end); ``position`` in twips."""

    kind: str
    position: int
    leader: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a paragraph states beside its style. Indents are in twips; None: as the style."""

    numbering: tuple[str, int] | None = None
    """The number of the list and the level."""
    start: int | None = None
    end: int | None = None
    hanging: int | None = None
    justification: str = ""
    """``left`` is the start edge and ``right`` the end edge (17.3.1.13 with ``w:bidi``)."""
    tabs: tuple[Tab, ...] = ()
    keep_with_next: bool = False
    tight: bool = False
    """No space above and below."""
    boxed: bool = False
    unruled: bool = False
    """Without the rule that the style draws."""
    outline_level: int | None = None


AS_STYLED = Layout()
JUSTIFICATIONS = {
    Align.START: "left",
    Align.CENTER: "center",
    Align.END: "right",
    Align.JUSTIFY: "both",
}
_BOX_SIDES = ("top", "left", "bottom", "right")


def new_paragraph(
    draft: Draft, parent: Element, role: str, direction: Direction, layout: Layout = AS_STYLED
) -> Element:
    """Append an empty paragraph of a role; its direction is always stated."""
    paragraph = add(parent, "p")
    properties = add(paragraph, "pPr")
    add(properties, "pStyle", val=paragraph_style(draft, role, direction))
    if layout.keep_with_next:
        add(properties, "keepNext")
    if layout.numbering is not None:
        _add_numbering(properties, *layout.numbering)
    if layout.boxed:
        _add_box(draft, properties)
    if layout.unruled:
        add(add(properties, "pBdr"), "bottom", val="nil")
    if layout.tabs:
        _add_tabs(properties, layout.tabs)
    add_direction(properties, direction)
    if layout.tight:
        add(properties, "spacing", before="0", after="0")
    _add_indent(properties, layout)
    if layout.justification:
        add(properties, "jc", val=layout.justification)
    if layout.outline_level is not None:
        add(properties, "outlineLvl", val=str(layout.outline_level))
    if direction is Direction.RTL:
        add(add(properties, "rPr"), "rtl")
    return paragraph


def add_direction(properties: Element, direction: Direction) -> None:
    """Append ``w:bidi``, also where it is off: the style a paragraph is based on may set it."""
    if direction is Direction.RTL:
        add(properties, "bidi")
    else:
        add(properties, "bidi", val="0")


def _add_numbering(properties: Element, number: str, level: int) -> None:
    numbering = add(properties, "numPr")
    add(numbering, "ilvl", val=str(level))
    add(numbering, "numId", val=number)


def _add_box(draft: Draft, properties: Element) -> None:
    """Append a border on all sides; Word draws one box around neighbours that have the same."""
    colors = draft.theme.colors
    borders = add(properties, "pBdr")
    color = (colors.rule or "#000000").removeprefix("#")
    for side in _BOX_SIDES:
        add(borders, side, val="single", sz=str(eighths(0.5)), space="6", color=color)
    if colors.admonition_background:
        fill = colors.admonition_background.removeprefix("#")
        add(properties, "shd", val="clear", color="auto", fill=fill)


def _add_tabs(properties: Element, tabs: tuple[Tab, ...]) -> None:
    element = add(properties, "tabs")
    for tab in tabs:
        leader = {"leader": tab.leader} if tab.leader else {}
        add(element, "tab", val=tab.kind, **leader, pos=str(tab.position))


def _add_indent(properties: Element, layout: Layout) -> None:
    values = {"left": layout.start, "right": layout.end}
    stated = {key: str(value) for key, value in values.items() if value is not None}
    if layout.hanging is not None:
        stated["hanging" if layout.hanging >= 0 else "firstLine"] = str(abs(layout.hanging))
    if stated:
        add(properties, "ind", **stated)


def layout_at(draft: Draft, place: Place, role: str, direction: Direction) -> Layout:
    """Return the layout of a paragraph in a place: the style's indents shifted by the place's.

    A boxed one states its alignment: LibreOffice takes «left» of a derived style as the left.
    """
    own = role_of(draft.theme, role)
    layout = (
        Layout(boxed=True, justification=JUSTIFICATIONS[own.align]) if place.boxed else AS_STYLED
    )
    if not place.indent and not place.indent_end:
        return layout
    return replace(
        layout,
        start=place.indent + indent_start(own, direction),
        end=place.indent_end + indent_end(own, direction),
    )


def write_paragraph(
    story: Story,
    parent: Element,
    inlines: Inlines,
    role: str,
    computed: Computed,
    place: Place,
    layout: Layout | None = None,
) -> Element:
    """Append a paragraph with its inlines."""
    layout = layout or layout_at(story.draft, place, role, computed.dir)
    paragraph = new_paragraph(story.draft, parent, role, computed.dir, layout)
    write_inlines(story, paragraph, inlines, computed, place.room)
    return paragraph


def write_numbered(
    story: Story,
    paragraph: Element,
    number: Number | None,
    title: Inlines,
    computed: Computed,
    place: Place,
    identifier: str,
    *,
    counts: bool,
) -> None:
    """Write a heading or a caption: its number, then its title, as one line of the algorithm.

    With ``counts`` the bookmark holds the value, which is what REF fields repeat, and the value is
    a SEQ field; but not in digits that such a field cannot write, since it would show others as
    soon as it is updated. Then the list of figures or tables is made of TC fields, which hold its
    lines. Otherwise the bookmark holds all.
    """
    draft = story.draft
    numbers = number or Number()
    writer = ParagraphWriter.of(story, numbers.inlines + title, computed, place.room)
    if not counts or number is None:
        with bookmark(paragraph, draft, identifier):
            writer.write(paragraph, numbers.inlines + title)
        return
    writer.write(paragraph, numbers.label)
    if draft.digits is not Digits.WESTERN and sequence_name(number) in draft.listed:
        line = plain_text(numbers.inlines + title)
        mark_entry(paragraph, draft, line, draft.listed[sequence_name(number)])
    with bookmark(paragraph, draft, identifier):
        if draft.digits is Digits.WESTERN:
            _write_value(writer, paragraph, numbers, computed.dir)
        else:
            writer.write(paragraph, numbers.value)
    writer.write(paragraph, numbers.suffix + title)


def _write_value(
    writer: ParagraphWriter, paragraph: Element, number: Number, direction: Direction
) -> None:
    rtl = direction is Direction.RTL
    instruction = rf"SEQ {sequence_name(number)} \* ARABIC"
    with field(paragraph, writer.story.draft, instruction, rtl=rtl):
        writer.write(paragraph, number.value)


def sequence_name(number: Number) -> str:
    """Return the name of the sequence that a caption counts in: its label as one word."""
    words = "_".join(plain_text(number.label).split())
    return "".join(char for char in words if char.isalnum() or char == "_") or "Equation"
