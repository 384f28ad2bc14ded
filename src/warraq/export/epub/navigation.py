"""The navigation document of a book, and the NCX for readers made before EPUB 3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from warraq.export.epub.dialect import BookDialect, Shared
from warraq.export.epub.pages import Page, PageWriter, page
from warraq.export.epub.parts import Kind, Matter, Part, divisions
from warraq.export.html.dialect import Flow
from warraq.export.html.inlines import is_empty
from warraq.export.html.markup import element, escape
from warraq.lang.terms import term
from warraq.model.blocks import Blocks, Contents, ContentsEntry, ContentsKind, Section
from warraq.model.inlines import Inlines, Text
from warraq.model.walk import plain_text
from warraq.resolve.contents import role_of, title_of

NCX_FILE = "toc.ncx"

# The landmarks that readers offer; further sections are found through the contents.
_SEMANTICS = {ContentsKind.FIGURES: "loi", ContentsKind.TABLES: "lot"}
_LANDMARKS = {
    Kind.COVER: "cover",
    Kind.TITLE_PAGE: "title-page",
    Kind.CONTENTS: "contents",
    Kind.BIBLIOGRAPHY: "references",
    Kind.GLOSSARY: "glossary",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: an address, a label in its language, and the lines below it."""

    address: str
    label: Inlines
    flow: Flow
    children: tuple[Entry, ...] = ()

    @property
    def text(self) -> str:
        """Return the label as plain text."""
        return " ".join(plain_text(self.label).split())


def entries(
    parts: Sequence[Part], title: Inlines, places: Mapping[str, str], depth: int, flow: Flow
) -> tuple[Entry, ...]:
    """Return the contents to a depth of sections.

    A text without a heading that begins the book goes by the book's title; what stands without
    one between sections has no line of its own.
    """
    result: list[Entry] = []
    text = next((part for part in parts if part.kind.matter is Matter.BODY), None)
    for part in parts:
        section = part.section
        if section is not None:
            result.append(_section_entry(section, part.file, places, depth, flow))
        elif part.kind is Kind.TITLE_PAGE:
            result.append(Entry(part.file, (Text(term(flow.lang, "title-page")),), flow))
        elif part is text:
            result.append(Entry(part.file, title, flow))
    return tuple(result)


def _section_entry(
    section: Section, file: str, places: Mapping[str, str], depth: int, flow: Flow
) -> Entry:
    number = section.number.inlines if section.number else ()
    label = number + title_of(section.title)
    inner = Flow(section.computed.lang or flow.lang, section.computed.dir)
    return Entry(file, label, inner, tuple(_below(section.children, places, depth, inner)))


def _below(blocks: Blocks, places: Mapping[str, str], depth: int, flow: Flow) -> Iterator[Entry]:
    for block in blocks:
        if isinstance(block, Section) and block.level <= depth:
            identifier = block.attributes.id
            address = f"{places[identifier]}#{identifier}"
            yield _section_entry(block, address, places, depth, flow)


def navigation(
    parts: Sequence[Part], lines: Sequence[Entry], cover: str | None, shared: Shared, flow: Flow
) -> Page:
    """Return the navigation document (EPUB 3.3, section 7): contents, lists, landmarks, labelled.

    ``cover`` is the file of the cover's page.
    """
    part = next(part for part in parts if part.kind is Kind.CONTENTS)
    writer = PageWriter(BookDialect(part, shared, flow))
    title = _title(part, flow)
    heading = element("h1", {"id": "contents-heading", "class": "contents-heading"}, escape(title))
    toc = element(
        "nav",
        {"epub:type": "toc", "role": "doc-toc", "id": "toc", "aria-labelledby": "contents-heading"},
        heading + _list(lines, writer, flow, 1),
    )
    lists = [
        _list_of_captions(block, writer, flow)
        for block in part.blocks
        if isinstance(block, Contents) and block.kind in _SEMANTICS
    ]
    content = "\n".join([toc, *lists, _landmarks(parts, cover, flow)])
    return page(part.name, part.kind, title, content, flow, "nav")


def _title(contents: Part, flow: Flow) -> str:
    for block in contents.blocks:
        if isinstance(block, Contents) and block.kind is ContentsKind.SECTIONS and block.title:
            return plain_text(block.title)
    return term(flow.lang, "contents")


def _list_of_captions(contents: Contents, writer: PageWriter, flow: Flow) -> str:
    """Return a list of figures or tables (EPUB 3 Structural Semantics Vocabulary, loi and lot)."""
    name = f"list-of-{contents.kind}"
    heading = {"id": f"{name}-heading", "class": "contents-heading"}
    items = [_caption_item(entry, contents.kind, writer, flow) for entry in contents.entries]
    own = {"epub:type": _SEMANTICS[contents.kind], "id": name, "aria-labelledby": heading["id"]}
    title = element("h2", heading, writer.line(contents.title, flow))
    return element("nav", own, title + element("ol", {}, "\n".join(items)))


def _caption_item(entry: ContentsEntry, kind: ContentsKind, writer: PageWriter, flow: Flow) -> str:
    own, inner = writer.block_attributes(entry, flow, role_of(kind, entry.level))
    inlines = (entry.number.inlines if entry.number else ()) + entry.children
    label = writer.line(inlines, inner.within_link())
    return element("li", own, writer.anchor(writer.dialect.href(entry.target), label, {}))


def _list(lines: Sequence[Entry], writer: PageWriter, flow: Flow, level: int) -> str:
    items = [_item(line, writer, flow, level) for line in lines]
    return element("ol", {}, "\n".join(items)) if items else ""


def _item(line: Entry, writer: PageWriter, flow: Flow, level: int) -> str:
    """Return a line; one in another language or direction than the book's says so itself."""
    own: dict[str, str | None] = {"class": f"contents-{min(level, 3)}"}
    if line.flow.lang != flow.lang:
        own.update(writer.dialect.language(line.flow.lang))
    if line.flow.dir is not flow.dir:
        own["dir"] = line.flow.dir.value
    if is_empty(line.label):
        label = escape(term(line.flow.lang, "section"))
    else:
        label = writer.line(line.label, line.flow.within_link())
    link = element("a", {"href": line.address}, label)
    return element("li", own, link + _list(line.children, writer, line.flow, level + 1))


def _landmarks(parts: Sequence[Part], cover: str | None, flow: Flow) -> str:
    """Return the landmarks; of several places of one kind the first counts."""
    found = {Kind.COVER: cover} if cover else {}
    for part in parts:
        address = "#toc" if part.kind is Kind.CONTENTS else part.file
        found.setdefault(part.kind, address)
        for division in divisions(part):
            found.setdefault(division.kind, division.address)
    items = [
        _landmark(kind.value, found[kind], term(flow.lang, key))
        for kind, key in _LANDMARKS.items()
        if kind in found
    ]
    body = next(part.file for part in parts if part.kind.matter is Matter.BODY)
    start = _landmark("bodymatter", body, term(flow.lang, "body-start"))
    items.insert(sum(kind in found and kind.matter is Matter.FRONT for kind in _LANDMARKS), start)
    heading = element("h2", {"id": "landmarks-heading"}, escape(term(flow.lang, "landmarks")))
    own = {
        "epub:type": "landmarks",
        "id": "landmarks",
        "aria-labelledby": "landmarks-heading",
        "hidden": "hidden",
    }
    return element("nav", own, heading + element("ol", {}, "\n".join(items)))


def _landmark(semantics: str, address: str, label: str) -> str:
    return element("li", {}, element("a", {"epub:type": semantics, "href": address}, escape(label)))


_NCX = """<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{lang}" dir="{dir}">
<head>
<meta name="dtb:uid" content="{identifier}"/>
<meta name="dtb:depth" content="{depth}"/>
<meta name="dtb:totalPageCount" content="0"/>
<meta name="dtb:maxPageNumber" content="0"/>
</head>
<docTitle><text>{title}</text></docTitle>
<navMap>
{points}
</navMap>
</ncx>
"""


def ncx(lines: Sequence[Entry], identifier: str, title: str, flow: Flow) -> str:
    """Return the NCX (OPF 2.0.1, section 2.4.1), which readers of EPUB 2 and Kindle's tools ask."""
    return _NCX.format(
        lang=escape(flow.lang),
        dir=flow.dir.value,
        identifier=escape(identifier),
        depth=_depth(lines),
        title=escape(title),
        points=_points(lines, iter(range(1, 1_000_000))),
    )


def _points(lines: Sequence[Entry], numbers: Iterator[int]) -> str:
    return "\n".join([_point(line, numbers) for line in lines])


def _point(line: Entry, numbers: Iterator[int]) -> str:
    number = str(next(numbers))
    text = line.text or term(line.flow.lang, "section")
    label = element("navLabel", {}, element("text", {}, escape(text)))
    target = f'<content src="{escape(line.address)}"/>'
    own = {"id": f"point-{number}", "playOrder": number}
    return element("navPoint", own, label + target + _points(line.children, numbers))


def _depth(lines: Sequence[Entry]) -> int:
    return 1 + max((_depth(line.children) for line in lines if line.children), default=0)
