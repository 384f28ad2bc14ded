"""A Word document taken apart, and the checks that no outside validator has."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tests.kitchen_sink import KitchenResources
from warraq.diagnostics import Report
from warraq.export.api import ExportContext
from warraq.export.docx import DocxExporter, DocxOptions
from warraq.export.docx.markup import MC, WP, A, R, W, name
from warraq.lang.bidi import bidi_class
from warraq.model.document import Document, ResolvedDocument
from warraq.model.metadata import Metadata
from warraq.resolve.context import Options
from warraq.resolve.pipeline import run
from warraq.style.theme import Theme, load_theme

NS = {"w": W, "a": A, "wp": WP}
STORIES = ("word/document.xml", "word/footnotes.xml")
SEPARATORS = {"-1", "0"}


@dataclass(frozen=True)
class Package:
    """The parts of a document by name, XML as trees."""

    data: bytes
    parts: dict[str, Any]

    @property
    def body(self) -> Any:
        return self.parts["word/document.xml"]

    @property
    def notes(self) -> Any:
        return self.parts["word/footnotes.xml"]

    def running(self) -> Iterator[tuple[str, Any]]:
        """Yield the parts with running text."""
        for path, part in self.parts.items():
            if path in STORIES or path.startswith(("word/header", "word/footer")):
                yield path, part


def opened(data: bytes) -> Package:
    """Return the parts of a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {path: archive.read(path) for path in archive.namelist()}
    return Package(
        data,
        {
            path: etree.fromstring(blob) if path.endswith((".xml", ".rels")) else blob
            for path, blob in parts.items()
        },
    )


def export(
    document: ResolvedDocument,
    report: Report | None = None,
    *,
    theme: Theme | str = "journal",
    options: DocxOptions | None = None,
    resources: Any = None,
) -> Package:
    """Return a document as Word gets it."""
    context = ExportContext(
        theme=load_theme(theme) if isinstance(theme, str) else theme,
        resources=resources or KitchenResources(),
        timestamp=1_700_000_000,
        report=report if report is not None else Report(),
        options=options or DocxOptions(),
    )
    return opened(DocxExporter().export(document, context).data)


def resolved(document: Document) -> ResolvedDocument:
    """Return a document after all passes."""
    return run(document, Options(), Report())


def made(
    *blocks: Any,
    report: Report | None = None,
    lang: str = "ar",
    theme: Any = "journal",
    options: DocxOptions | None = None,
    resources: Any = None,
    **fields: Any,
) -> Package:
    """Return the package of a document with these blocks."""
    document = Document(metadata=Metadata(lang=lang, **fields), blocks=blocks)
    return export(resolved(document), report, theme=theme, options=options, resources=resources)


def codes(report: Report) -> list[str]:
    return [item.code for item in report]


def run_of(package: Package, text: str) -> Any:
    """Return the run that holds a text."""
    return next(run for run in package.body.iter(name("r")) if text in text_of(run))


def properties(run: Any) -> dict[str, str | None]:
    """Return the properties of a run with their values."""
    return {
        item.tag.rpartition("}")[2]: item.get(name("val")) for item in run.find(name("rPr"), NS)
    }


def values(element: Any, path: str, attribute: str = "w:val") -> list[str]:
    """Return an attribute of all elements below one, by their path."""
    found = element.iterfind(path, {"w": W})
    return [item.get(name(attribute)) for item in found]


def text_of(element: Any) -> str:
    """Return the text below an element; tabs and breaks count as spaces."""
    pieces = []
    for item in element.iter(name("t"), name("tab"), name("br"), f"{{{name('m:t')[1:]}"):
        inside = item.tag in (name("t"), name("m:t"))
        in_properties = item.getparent().tag == name("tabs")
        pieces.append(item.text or "" if inside else "" if in_properties else " ")
    return "".join(pieces)


def paragraphs(element: Any) -> list[Any]:
    """Return all paragraphs below an element."""
    return list(element.iter(name("p")))


# --- checks -------------------------------------------------------------------------------------


def faults(package: Package) -> list[str]:
    """Return everything that is wrong with directions, fields, anchors, notes and parts."""
    found: list[str] = []
    for path, part in package.running():
        found += [f"{path}: {fault}" for fault in _story_faults(part)]
        found += [f"{path}: {fault}" for fault in _relationship_faults(package, path, part)]
    return found + _anchor_faults(package) + _note_faults(package)


def _story_faults(part: Any) -> Iterator[str]:
    for paragraph in paragraphs(part):
        bidi = paragraph.find("w:pPr/w:bidi", {"w": W})
        if bidi is None:
            yield f"a paragraph without a direction: {text_of(paragraph)[:30]!r}"
    for piece in part.iter(name("r")):
        yield from _run_faults(piece)
    yield from _field_faults(part)
    for cell in part.iter(name("tc")):
        if cell[-1].tag != name("p"):
            yield "a cell that does not end with a paragraph"


def _run_faults(run: Any) -> Iterator[str]:
    rtl = run.find("w:rPr/w:rtl", {"w": W}) is not None
    classes = {bidi_class(char) for char in text_of(run)}
    if rtl and "L" in classes - {"RLM"}:
        yield f"a right-to-left run of Latin letters: {text_of(run)!r}"
    if not rtl and classes & {"R", "AL", "AN"} and not _in_code(run):
        yield f"a left-to-right run of Arabic letters: {text_of(run)!r}"


def _in_code(run: Any) -> bool:
    """Code is one run from left to right, whatever it holds."""
    paragraph = next(run.iterancestors(name("p")))
    return values(paragraph, "w:pPr/w:pStyle") in (["CodeBlock"], ["CodeBlockLTR"])


def _field_faults(part: Any) -> Iterator[str]:
    depth, separated = 0, []
    for char in part.iter(name("fldChar")):
        kind = char.get(name("fldCharType"))
        if kind == "begin":
            depth += 1
            separated.append(False)
        elif kind == "separate":
            if not separated or separated[-1]:
                yield "a separator outside a field"
            else:
                separated[-1] = True
        else:
            depth -= 1
            if separated:
                separated.pop()
        if depth < 0:
            yield "a field ends that has not begun"
    if depth > 0:
        yield "a field does not end"


def _relationship_faults(package: Package, path: str, part: Any) -> Iterator[str]:
    folder, _, file = path.rpartition("/")
    relations = package.parts.get(f"{folder}/_rels/{file}.rels")
    known = {item.get("Id"): item for item in relations} if relations is not None else {}
    used = {
        value
        for element in part.iter()
        for key, value in element.attrib.items()
        if key.startswith(f"{{{R}}}")
    }
    yield from (f"no relationship {identifier}" for identifier in sorted(used - set(known)))
    for item in known.values():
        target = f"{folder}/{item.get('Target')}"
        if item.get("TargetMode") != "External" and target not in package.parts:
            yield f"no part {target}"


def _anchor_faults(package: Package) -> list[str]:
    body = package.body
    names = values(body, ".//w:bookmarkStart", "w:name")
    names += values(package.notes, ".//w:bookmarkStart", "w:name")
    found = [f"two bookmarks {item!r}" for item, count in Counter(names).items() if count > 1]
    starts = Counter(values(body, ".//w:bookmarkStart", "w:id"))
    ends = Counter(values(body, ".//w:bookmarkEnd", "w:id"))
    if starts != ends or any(count > 1 for count in starts.values()):
        found.append("bookmarks that are not closed")
    for part in (body, package.notes):
        anchors = values(part, ".//w:hyperlink[@w:anchor]", "w:anchor")
        anchors += [
            code.text.split()[1]
            for code in part.iter(name("instrText"))
            if code.text.split()[0] in ("REF", "PAGEREF")
        ]
        found += [f"no bookmark {anchor!r}" for anchor in anchors if anchor not in names]
    return found


def _note_faults(package: Package) -> list[str]:
    called = values(package.body, ".//w:footnoteReference", "w:id")
    held = [item for item in values(package.notes, "w:footnote", "w:id") if item not in SEPARATORS]
    found = [] if called == held else [f"notes called {called}, notes held {held}"]
    literal = set(values(package.body, ".//w:footnoteReference[@w:customMarkFollows]", "w:id"))
    for note in package.notes.iterfind("w:footnote", {"w": W}):
        identifier = note.get(name("id"))
        if identifier not in SEPARATORS and not _has_mark(note, identifier in literal):
            found += [f"a note without its mark: {text_of(note)[:30]!r}"]
    return found


def _has_mark(note: Any, literal: bool) -> bool:
    if not literal:
        return note.find("w:p//w:footnoteRef", {"w": W}) is not None
    return any(text_of(choice) for choice in note.iter(f"{{{MC}}}Choice"))
