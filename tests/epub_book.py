"""An EPUB opened for tests: its files as trees, its words, and what a checker is blind to."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tests.kitchen_sink import KitchenResources
from warraq.diagnostics import Report
from warraq.export.api import ExportContext, Resources
from warraq.export.epub import EpubExporter, EpubOptions
from warraq.model.blocks import Block, Contents, MathBlock, Number
from warraq.model.document import Document, ResolvedDocument
from warraq.model.inlines import Citation, CrossReference, InlineNode, LineBreak, Note, Text
from warraq.model.metadata import Metadata
from warraq.model.walk import child_fields, is_node
from warraq.resolve.context import Options
from warraq.resolve.pipeline import run
from warraq.style.theme import Theme, load_theme

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB = "{http://www.idpf.org/2007/ops}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMESPACES = {
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
}
TIMESTAMP = 1_710_000_000
BLOCKS = frozenset(
    [
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "div", "section"),
        *("aside", "caption", "figcaption", "blockquote", "pre"),
    ]
)
SEPARATE_SPANS = frozenset({"hemistich", "label", "formula", "equation-number"})


@dataclass(frozen=True)
class Book:
    """An EPUB's files by name."""

    files: dict[str, bytes]

    def tree(self, name: str) -> Any:
        """Return a file as a tree; fails when it is not well-formed."""
        return etree.fromstring(self.files[f"EPUB/{name}"])

    @property
    def package(self) -> Any:
        """The package document."""
        return self.tree("content.opf")

    @property
    def spine(self) -> list[str]:
        """The names of the content documents in reading order."""
        items = {
            item.get("id"): item.get("href")
            for item in self.package.iterfind(".//opf:item", NAMESPACES)
        }
        refs = self.package.iterfind(".//opf:itemref", NAMESPACES)
        return [items[ref.get("idref")] for ref in refs]

    @property
    def pages(self) -> dict[str, Any]:
        """All XHTML files as trees, in reading order."""
        return {name: self.tree(name) for name in self.spine}

    def text(self, name: str) -> str:
        """Return a file as text."""
        return self.files[f"EPUB/{name}"].decode("utf-8")

    def metadata(self, path: str) -> list[str]:
        """Return the texts of the metadata elements of a path."""
        found = self.package.iterfind(f"opf:metadata/{path}", NAMESPACES)
        return [element.text or element.get("content") for element in found]


def opened(data: bytes) -> Book:
    """Return the files of an EPUB."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return Book({name: archive.read(name) for name in archive.namelist()})


def resolved(*blocks: Block, **metadata: Any) -> ResolvedDocument:
    """Return a document of these blocks after all passes, whatever they report."""
    metadata.setdefault("title", ())
    return run(Document(metadata=Metadata(**metadata), blocks=blocks), Options(), Report())


def export_bytes(
    document: ResolvedDocument,
    report: Report | None = None,
    *,
    resources: Resources | None = None,
    theme: Theme | None = None,
    timestamp: int = TIMESTAMP,
    **options: Any,
) -> bytes:
    """Return a document as the bytes of an EPUB."""
    context = ExportContext(
        theme=theme or load_theme("journal"),
        resources=resources or KitchenResources(),
        timestamp=timestamp,
        report=Report() if report is None else report,
        options=EpubOptions(**options),
    )
    return EpubExporter().export(document, context).data


def export(document: ResolvedDocument, report: Report | None = None, **options: Any) -> Book:
    """Return a document as an opened EPUB, without fonts and cover unless they are asked for."""
    options = {"fonts": False, "cover": False, **options}
    return opened(export_bytes(document, report, **options))


def words_of_document(document: ResolvedDocument) -> list[str]:
    """Return all words in the order in which a reader meets them, notes at their calls."""
    pieces = printed((document.front, document.blocks))
    return "".join(piece.text if isinstance(piece, Text) else piece for piece in pieces).split()


def printed(value: Any) -> Iterator[Text | str]:
    """Yield the texts of a tree in the order of print; strings part them, or are labels."""
    match value:
        case Text():
            yield value
        case LineBreak():
            yield " "
        case tuple():
            for item in value:
                # A tuple within a tuple is a paragraph of its own: a hemistich, a definition.
                yield from (
                    ("\n", *printed(item), "\n") if isinstance(item, tuple) else printed(item)
                )
        case Note():
            yield from ("\n", *printed(value.children), "\n")
        case Citation() | CrossReference():
            yield from printed(value.children)
        case Contents():
            return
        case _ if is_node(value):
            edge = "" if isinstance(value, (InlineNode, Number)) else "\n"
            for text in _parts(value):
                yield from (edge, *text, edge)


def _parts(node: Any) -> Iterator[Iterator[Text | str]]:
    """Yield what a node holds in the order of print: label or number first, with its title."""
    for name in ("label", "text"):
        if isinstance(getattr(node, name, None), str):
            yield iter([getattr(node, name)])
    names = list(child_fields(type(node)))
    for name in [name for name in ("title", "caption") if name in names]:
        names.remove(name)
        number = getattr(node, "number", None)
        yield printed((number.inlines if number else ()) + getattr(node, name))
    if "number" in names:
        names.remove("number")
        number = node.number if isinstance(node, MathBlock) else None
        yield printed(number.inlines if number else ())
    for name in names:
        yield printed(getattr(node, name))


def words_of_book(book: Book) -> list[str]:
    """Return the words of the content documents, each note where it is called."""
    parts: list[str] = []
    for name, page in book.pages.items():
        if name in ("nav.xhtml", "cover.xhtml"):
            continue
        notes = {aside.get("id"): aside for aside in page.iter(f"{XHTML}aside")}
        parts += _words(page.find(f"{XHTML}body"), notes)
    return "".join(parts).split()


def _words(element: Any, notes: dict[str, Any]) -> Iterator[str]:
    kind = element.get(f"{EPUB}type", "")
    if kind == "footnotes" or element.get("role") == "doc-backlink" or "Math" in element.tag:
        return
    if kind == "noteref":
        yield "\n"
        yield from _inside(notes[element.get("href")[1:]], notes)
        yield "\n"
        return
    yield from _inside(element, notes)


def _inside(element: Any, notes: dict[str, Any]) -> Iterator[str]:
    name = element.tag.removeprefix(XHTML)
    separate = name in BLOCKS or not SEPARATE_SPANS.isdisjoint(element.get("class", "").split())
    edge = "\n" if separate else " " if name == "br" else ""
    yield edge
    yield element.text or ""
    for child in element:
        yield from _words(child, notes)
        yield child.tail or ""
    yield edge
