"""What EPUBCheck does not see in a book: directions, languages, titles, and the ways of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.epub_book import EPUB, NAMESPACES, XHTML, XML_LANG, Book

_FORBIDDEN_CSS = re.compile(r"(?<![-\w])(?:direction|unicode-bidi|letter-spacing)\s*:")
_PHYSICAL_CSS = re.compile(
    r"(?<![-\w])(?:margin|padding|border)-(?:left|right)\s*:|text-align: (?:left|right)"
)
_NAME = re.compile(r"[A-Za-z0-9./-]+")


def faults(book: Book, lang: str, direction: str) -> list[str]:
    """Return what is wrong in a book of a language and direction."""
    found = [*_package(book, lang, direction), *_style(book), *_navigation(book)]
    for name, page in book.pages.items():
        found += [f"{name}: {fault}" for fault in _page(page, lang, direction)]
        found += [f"{name}: {fault}" for fault in _notes(page)]
        found += [f"{name}: {fault}" for fault in _links(page, name, book)]
    return found


def _package(book: Book, lang: str, direction: str) -> Iterator[str]:
    package = book.package
    if package.get(XML_LANG) != lang or package.get("dir") != direction:
        yield "package: language or direction"
    if package.find("opf:spine", NAMESPACES).get("page-progression-direction") != direction:
        yield "package: page progression"
    if book.metadata("dc:language") != [lang]:
        yield "package: dc:language"
    mode = "horizontal-rl" if direction == "rtl" else "horizontal-lr"
    if mode not in book.metadata("opf:meta[@name='primary-writing-mode']"):
        yield "package: primary-writing-mode"
    if not all((text or "").strip() for text in book.metadata("dc:title")):
        yield "package: title"
    for name in book.files:
        if not _NAME.fullmatch(name) or ".." in name:
            yield f"package: file name {name!r}"


def _style(book: Book) -> Iterator[str]:
    css = re.sub(r"/\*.*?\*/", "", book.text("style.css"), flags=re.DOTALL)
    if _FORBIDDEN_CSS.search(css):
        yield "style: direction, unicode-bidi or letter-spacing"
    if _PHYSICAL_CSS.search(css):
        yield "style: a physical side"


def _navigation(book: Book) -> Iterator[str]:
    navs = {nav.get(f"{EPUB}type"): nav for nav in book.tree("nav.xhtml").iter(f"{XHTML}nav")}
    for kind in ("toc", "landmarks"):
        nav = navs.get(kind)
        if nav is None or not _label(nav, book.tree("nav.xhtml")):
            yield f"nav: {kind} missing or without a label"
    marks = {link.get(f"{EPUB}type") for link in navs["landmarks"].iter(f"{XHTML}a")}
    if not {"toc", "bodymatter"} <= marks:
        yield "nav: landmarks toc and bodymatter"
    if not all("".join(link.itertext()).strip() for link in navs["toc"].iter(f"{XHTML}a")):
        yield "nav: a link without a text"
    points = book.tree("toc.ncx").findall(".//ncx:content", NAMESPACES)
    links = [link.get("href") for link in navs["toc"].iter(f"{XHTML}a")]
    if [point.get("src") for point in points] != links:
        yield "ncx: other entries than the navigation document"


def _label(element: Any, page: Any) -> str:
    """Return the accessible name of an element."""
    label = element.get("aria-label", "").strip()
    target = element.get("aria-labelledby")
    if target:
        named = page.xpath("//*[@id=$name]", name=target)
        label = "".join(named[0].itertext()).strip() if named else ""
    return label


def _page(page: Any, lang: str, direction: str) -> Iterator[str]:
    body = page.find(f"{XHTML}body")
    if page.get("dir") != direction:
        yield "html: dir"
    if body.get("dir") != direction:
        yield "body: dir"
    if page.get("lang") != lang or page.get(XML_LANG) != lang:
        yield "html: lang"
    if not (page.findtext(f"{XHTML}head/{XHTML}title") or "").strip():
        yield "title"
    identifiers = [element.get("id") for element in page.iter() if element.get("id")]
    if len(identifiers) != len(set(identifiers)):
        yield "an identifier twice"
    for element in page.iter():
        if element.get("lang") != element.get(XML_LANG):
            yield f"{element.tag}: lang and xml:lang differ"
    yield from _elements(page)


def _elements(page: Any) -> Iterator[str]:
    for section in page.iter(f"{XHTML}section"):
        if section.get(f"{EPUB}type") and not _label(section, page):
            yield f"section {section.get(f'{EPUB}type')}: no label"
    for image in page.iter(f"{XHTML}img"):
        if not image.get("alt", "").strip():
            yield "an image without alternative text"
    for cell in page.iter(f"{XHTML}th"):
        if cell.get("scope") not in ("row", "col"):
            yield "a head without scope"
    for code in (*page.iter(f"{XHTML}pre"), *page.iter(f"{XHTML}code")):
        if _inherited(code, "dir") != "ltr":
            yield "code that is not from left to right"
    for formula in page.iter("{http://www.w3.org/1998/Math/MathML}math"):
        if not formula.get("alttext"):
            yield "a formula without alternative text"


def _inherited(element: Any, name: str) -> str | None:
    while element is not None:
        if element.get(name):
            return str(element.get(name))
        element = element.getparent()
    return None


def _notes(page: Any) -> Iterator[str]:
    """Check what Apple Books, Kobo, Kindle and Thorium need to open a note in a pop-up."""
    notes = {aside.get("id"): aside for aside in page.iter(f"{XHTML}aside")}
    calls = [link for link in page.iter(f"{XHTML}a") if link.get(f"{EPUB}type") == "noteref"]
    called = set()
    for call in calls:
        target = call.get("href", "")
        called.add(target[1:])
        note = notes.get(target[1:]) if target.startswith("#") else None
        if note is None or note.get(f"{EPUB}type") != "footnote":
            yield f"a call to {target}, which is no note of its file"
        parent = call.getparent()
        if parent.tag != f"{XHTML}sup" or len(call) or parent.get("dir") not in ("ltr", "rtl"):
            yield "a call that is not plain text in an isolated sup"
        if call.get("role") != "doc-noteref":
            yield "a call without its role"
    for name, note in notes.items():
        if note.get(f"{EPUB}type") != "footnote":
            continue
        if name not in called:
            yield f"a note {name} that nothing calls"
        if note.get("dir") not in ("ltr", "rtl") or not note.get("lang"):
            yield f"a note {name} without direction or language"
        if note.get("role") != "doc-footnote":
            yield f"a note {name} without its role"
        back = [link for link in note.iter(f"{XHTML}a") if link.get("role") == "doc-backlink"]
        if len(back) != 1 or not back[0].get("aria-label"):
            yield f"a note {name} without a labelled way back"
        elif back[0].get("href", "")[1:] not in {call.get("id") for call in calls}:
            yield f"a note {name} with a way back to nowhere"


def _links(page: Any, name: str, book: Book) -> Iterator[str]:
    for link in page.iter(f"{XHTML}a"):
        file, _, identifier = link.get("href").partition("#")
        if ":" in link.get("href"):
            continue
        target = book.pages.get(file or name)
        if target is None:
            yield f"a link to {file}, which is no page"
        elif identifier and not target.xpath("//*[@id=$name]", name=identifier):
            yield f"a link to #{identifier}, which is not in {file or name}"
