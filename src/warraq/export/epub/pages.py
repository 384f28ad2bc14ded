"""The XHTML files of a book: the shell that states language and direction, and what fills it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warraq.export.epub.dialect import BookDialect, Shared
from warraq.export.epub.parts import Kind, Part
from warraq.export.html.dialect import Flow
from warraq.export.html.markup import element, escape, void
from warraq.export.html.writer import Writer
from warraq.lang.terms import term
from warraq.model.blocks import Paragraph
from warraq.model.walk import plain_text

STYLE_FILE = "style.css"

_SHELL = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{lang}" xml:lang="{lang}" dir="{dir}">
<head>
<meta charset="UTF-8"/>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="{style}"/>
</head>
<body dir="{dir}" epub:type="{matter}">
{content}
</body>
</html>
"""

# Roles of the title page that are headings to a reader that cannot see them.
_HEADINGS = {"title": "h1", "title-translated": "h2", "abstract-heading": "h2"}


@dataclass(frozen=True, slots=True)
class Page:
    """An XHTML file of the book. ``properties`` are those of its item in the manifest."""

    name: str
    kind: Kind
    title: str
    content: str
    properties: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Return the file's name."""
        return f"{self.name}.xhtml"


class PageWriter(Writer):
    """Writes blocks; the titles of a title page become headings."""

    def paragraph(self, node: Paragraph, flow: Flow) -> str:
        """Return a paragraph, or a heading with the same class."""
        name = _HEADINGS.get(node.role)
        if name is None:
            return super().paragraph(node, flow)
        own, inner = self.block_attributes(node, flow, node.role)
        return element(name, own, self.line(node.children, inner))


def page(name: str, kind: Kind, title: str, content: str, flow: Flow, *properties: str) -> Page:
    """Return a file. The direction stands on html and body: readers look at one or the other."""
    text = _SHELL.format(
        lang=escape(flow.lang),
        dir=flow.dir.value,
        title=escape(title),
        style=STYLE_FILE,
        matter=kind.matter.value,
        content=content,
    )
    if "<math" in content:
        properties = (*properties, "mathml")
    return Page(name, kind, title, text, properties)


def write(part: Part, shared: Shared, flow: Flow, title: str) -> Page:
    """Return the file of a part. ``title`` is the book's, for parts without one of their own."""
    dialect = BookDialect(part, shared, flow)
    writer = PageWriter(dialect)
    content = writer.blocks(part.blocks, flow)
    if part.kind is Kind.TITLE_PAGE:
        label = term(flow.lang, "title-page")
        content = element("section", {"epub:type": "titlepage", "aria-label": label}, content)
    content += _notes(dialect.notes, flow)
    return page(part.name, part.kind, heading_text(part) or title, content, flow)


def heading_text(part: Part) -> str:
    """Return the heading of the section that fills a part, with its number, as plain text."""
    section = part.section
    if section is None:
        return ""
    number = section.number.inlines if section.number else ()
    return " ".join(plain_text(number + section.title).split())


def _notes(notes: Sequence[str], flow: Flow) -> str:
    if not notes:
        return ""
    own = {
        "epub:type": "footnotes",
        "class": "footnotes",
        "aria-label": term(flow.lang, "notes"),
    }
    return element("section", own, "\n".join(notes))


def cover_page(image: str, title: str, flow: Flow) -> Page:
    """Return the page that shows the cover of the book with this title."""
    label = term(flow.lang, "cover")
    alternative = f"{label}: {title}"
    picture = void("img", {"role": "doc-cover", "src": image, "alt": alternative})
    own = {"epub:type": "cover", "class": "cover", "aria-label": label}
    return page("cover", Kind.COVER, label, element("section", own, picture), flow)
