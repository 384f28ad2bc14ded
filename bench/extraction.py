"""Words read back from PDF files by programs of three makes, held against their documents.

Run it as ``python -m bench.extraction source/article.md``; more documents may follow, ``--lost``
prints what a program misses. A fourth program, pdf.js, joins in where ``--pdfjs`` names the folder
in which ``npm install pdfjs-dist`` was run.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from warraq.model.blocks import (
    Admonition,
    BibliographyEntry,
    CodeBlock,
    ContentsEntry,
    DefinitionItem,
    Figure,
    Paragraph,
    Quote,
    Section,
    Table,
    Verse,
)
from warraq.model.document import Document
from warraq.model.inlines import Note
from warraq.model.walk import child_fields, is_node, iterate, plain_text

if TYPE_CHECKING:
    from warraq.resolve.resolution import Resolution
    from warraq.style.theme import Theme

_WORD = re.compile(r"[\w\u064b-\u0655\u0670]+")
_PDFJS = """
import {{ readFileSync }} from "fs";
import {{ getDocument }} from "{folder}/node_modules/pdfjs-dist/legacy/build/pdf.mjs";
const file = await getDocument({{data: new Uint8Array(readFileSync(0)), verbosity: 0}}).promise;
const pages = [];
for (let number = 1; number <= file.numPages; number++) {{
  const text = await (await file.getPage(number)).getTextContent();
  pages.push(text.items.map((item) => item.str + (item.hasEOL ? "\\n" : "")).join(""));
}}
process.stdout.write(JSON.stringify(pages));
"""


def split_words(text: str) -> list[str]:
    """Return runs of letters, digits and marks, without controls and tatweel."""
    folded = unicodedata.normalize("NFKC", text)
    kept = (char for char in folded if unicodedata.category(char) != "Cf" and char != "\u0640")
    return _WORD.findall("".join(kept))


# What the programs read


def by_poppler(data: bytes) -> list[str]:
    """Return the text of each page as pdftotext reads it."""
    command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def by_mupdf(data: bytes) -> list[str]:
    """Return the text of each page as MuPDF reads it."""
    import pymupdf

    file: Any = pymupdf.open(stream=data)  # type: ignore[no-untyped-call]
    with file:
        return [page.get_text() for page in file]


def by_pdfium(data: bytes) -> list[str]:
    """Return the text of each page as PDFium reads it."""
    import pypdfium2  # type: ignore[import-untyped]

    file = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in file]


def by_pdfjs(folder: Path, data: bytes) -> list[str]:
    """Return the text of each page as pdf.js reads it."""
    script = _PDFJS.format(folder=folder.resolve())
    command = ["node", "--input-type=module", "--eval", script]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    pages: list[str] = json.loads(done.stdout)
    return pages


PROGRAMS: dict[str, Callable[[bytes], list[str]]] = {
    "pdftotext": by_poppler,
    "MuPDF": by_mupdf,
    "PDFium": by_pdfium,
}


# What the document says


def flows(document: Document) -> tuple[list[str], list[str]]:
    """Return the words of the running text and those of the notes, each in order."""
    notes: list[Note] = []
    text = list(_texts((document.front, document.blocks), notes))
    apart: list[str] = []
    for note in notes:
        apart += _texts(note.children, [])
    return _all_words(text), _all_words(apart)


def _all_words(texts: Sequence[str]) -> list[str]:
    return [word for text in texts for word in split_words(text)]


def _texts(value: Any, notes: list[Note]) -> Iterator[str]:
    """Yield the texts of blocks in the order in which they are drawn; notes are put aside."""
    if isinstance(value, tuple):
        for part in value:
            yield from _texts(part, notes)
        return
    if not is_node(value):
        return
    own, rest = _own(value)
    for inlines in own:
        notes += (node for node in iterate(inlines) if isinstance(node, Note))
        yield plain_text(inlines)
    yield from _texts(rest, notes)
    if isinstance(value, Quote | Verse):
        yield plain_text(value.attribution)


def _own(node: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Return the inlines of a block, and its blocks."""
    match node:
        case Paragraph() | BibliographyEntry():
            return (node.children,), ()
        case Section():
            return (_numbered(node, node.title),), node.children
        case ContentsEntry():
            return (_numbered(node, node.children),), ()
        case Figure():
            return (_numbered(node, node.caption),), ()
        case Table():
            return (_numbered(node, node.caption),), (*node.head, *node.body)
        case Quote():
            return (), node.children
        case Verse():
            return tuple(part for line in node.lines for part in line.hemistichs), ()
        case DefinitionItem():
            return (node.term,), node.definitions
        case Admonition():
            return (node.title,), node.children
        case CodeBlock():
            return (), ()
        case _:
            return (), tuple(getattr(node, name) for name in child_fields(type(node)))


def _numbered(node: Any, inlines: Any) -> tuple[Any, ...]:
    return (*(node.number.inlines if node.number else ()), *inlines)


# How much of it is found


@dataclass(frozen=True, slots=True)
class Score:
    """Words wanted, found anywhere, and found in order; the same by page, as shares."""

    wanted: int
    anywhere: int
    in_order: int
    by_page: tuple[float, ...]
    lost: tuple[tuple[int, str], ...]

    @property
    def share(self) -> float:
        """Share of the words that are found in order."""
        return self.in_order / self.wanted if self.wanted else 1.0

    @property
    def worst_page(self) -> tuple[int, float]:
        """Number and share of the page with the least of its words in order."""
        worst = min(range(len(self.by_page)), key=self.by_page.__getitem__)
        return worst + 1, self.by_page[worst]


def score(wanted: Sequence[Sequence[str]], pages: Sequence[str]) -> Score:
    """Hold each stream of text against the whole: running text and notes alternate on pages."""
    found: list[str] = []
    page_of: list[int] = []
    for number, page in enumerate(pages):
        words = split_words(page)
        found += words
        page_of += [number] * len(words)
    expected, matched = Counter[int](), Counter[int]()
    lost: list[tuple[int, str]] = []
    for flow in wanted:
        pairs = common(flow, found)
        number = page_of[min(pairs.values())] if pairs else 0
        for index, word in enumerate(flow):
            if index in pairs:
                number = page_of[pairs[index]]
                matched[number] += 1
            else:
                lost.append((number + 1, word))
            expected[number] += 1
    flat = Counter(word for flow in wanted for word in flow)
    shares = tuple(
        matched[number] / expected[number] if expected[number] else 1.0
        for number in range(len(pages))
    )
    anywhere = (flat & Counter(found)).total()
    return Score(flat.total(), anywhere, matched.total(), shares, tuple(lost))


def common(wanted: Sequence[str], found: Sequence[str]) -> dict[int, int]:
    """Return a longest common subsequence: places in one by places in the other.

    The method is that of Hunt and Szymanski (1977).
    """
    places: dict[str, list[int]] = {}
    for index in range(len(found) - 1, -1, -1):
        places.setdefault(found[index], []).append(index)
    ends: list[int] = []
    links: list[Any] = []
    for index, word in enumerate(wanted):
        for place in places.get(word, ()):
            rank = bisect_left(ends, place)
            link: Any = (index, place, links[rank - 1] if rank else None)
            if rank == len(ends):
                ends.append(place)
                links.append(link)
            else:
                ends[rank], links[rank] = place, link
    result = {}
    link = links[-1] if links else None
    while link:
        index, place, link = link
        result[index] = place
    return result


def measure(
    document: Document,
    data: bytes,
    programs: dict[str, Callable[[bytes], list[str]]] = PROGRAMS,
) -> dict[str, Score]:
    """Return the score of each program on one PDF."""
    wanted = flows(document)
    return {name: score(wanted, read(data)) for name, read in programs.items()}


def in_face(theme: Theme, face: str) -> Theme:
    """Return a theme whose text is set in a face of Arabic script, Latin letters in its own."""
    fonts = theme.fonts
    text = replace(fonts.page.text, arabic=(face,))
    return replace(theme, fonts=replace(fonts, page=replace(fonts.page, text=text)))


def export(resolution: Resolution, theme: Theme) -> bytes:
    """Return a document as PDF, set by a theme."""
    from warraq.export.api import ExportContext
    from warraq.export.pdf import PdfExporter, PdfOptions

    context = ExportContext(
        theme=theme,
        resources=resolution.resources,
        timestamp=0,
        report=resolution.report,
        options=PdfOptions(),
        by_page=resolution.by_page,
    )
    return PdfExporter().export(resolution.document, context).data


def main() -> None:
    """Print a table for each document."""
    import warraq
    from warraq.style.theme import load_theme

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="+", type=Path, help="source files (.md)")
    parser.add_argument("--lost", action="store_true", help="print the words that are missed")
    parser.add_argument("--theme", default="journal", help="the theme (default journal)")
    parser.add_argument("--face", help="set Arabic in this face, which must be installed")
    parser.add_argument("--pdfjs", type=Path, help="folder with node_modules/pdfjs-dist")
    arguments = parser.parse_args()
    programs = dict(PROGRAMS)
    if shutil.which("pdftotext") is None:
        del programs["pdftotext"]
    if arguments.pdfjs:
        programs["pdf.js"] = lambda data: by_pdfjs(arguments.pdfjs, data)
    theme = load_theme(arguments.theme)
    if arguments.face:
        theme = in_face(theme, arguments.face)
    for path in arguments.documents:
        resolution = warraq.resolve(warraq.load(path))
        data = export(resolution, theme)
        print(f"{path}: {len(data) / 1000:.0f} kB")
        for name, result in measure(resolution.document, data, programs).items():
            print_score(name, result, arguments.lost)


def print_score(name: str, result: Score, with_lost: bool) -> None:
    """Print one row of the table."""
    page, least = result.worst_page
    print(
        f"  {name:10} {result.wanted:6} words, in order {result.share:7.2%}, "
        f"anywhere {result.anywhere / result.wanted:7.2%}, worst page {page}: {least:.1%}"
    )
    if with_lost:
        print("   ", " ".join(f"{number}:{word}" for number, word in result.lost))


if __name__ == "__main__":
    main()
