"""Generated text, laid out: with a style sheet of its own, or with a theme as a publication."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from tests.visual import generated
from tests.visual.layout_lines import Paragraph, heads
from tests.visual.oracle import (
    RecordingDialect,
    Texts,
    Verdict,
    judge,
    note_text,
    paragraphs,
    visible,
)
from warraq.diagnostics import Report
from warraq.export.api import ExportContext, ResourceError
from warraq.export.pdf import heads as running
from warraq.export.pdf import notes
from warraq.export.pdf.dialect import identifiers
from warraq.export.pdf.engine import Layout, PagedContext, Source, lay_out
from warraq.export.pdf.exporter import ENGINE_CSS, PdfOptions, lay_out_document
from warraq.export.pdf.formulas import Formulas
from warraq.export.pdf.page import page
from warraq.export.pdf.resources import ConfinedFetcher, Pictures
from warraq.model.attributes import Direction
from warraq.model.document import Document, ResolvedDocument
from warraq.resolve import direction
from warraq.resolve.context import Context
from warraq.style.theme import load_theme

CSS = """
@page {{ size: {width}px 1100px; margin: 10px }}
body {{ font: 16px/1.6 {face}; text-align: {align} }}
p {{ margin: 4px 0; text-indent: {indent}px }}
.footnote {{ float: footnote; footnote-display: block; text-indent: 0 }}
.footnote::footnote-call {{ content: "⁽" attr(data-mark) "⁾" }}
.footnote[data-call="rtl"]::footnote-call {{ direction: rtl }}
.footnote[data-call="ltr"]::footnote-call {{ direction: ltr }}
.footnote::footnote-marker {{ content: "(" attr(data-mark) ") " }}
a {{ text-decoration: none }}
sup {{ font-size: 1em; vertical-align: baseline }}
"""

FACES: Mapping[str, str] = {
    "Amiri": 'Amiri, "DejaVu Sans"',
    # Debian 12 has the face's older name.
    "Scheherazade": '"Scheherazade New", Scheherazade, "Frank Ruehl CLM", "DejaVu Sans"',
    # Noto Naskh has digits, but neither Latin letters nor brackets: those come from other faces.
    "Noto Naskh Arabic": '"Noto Naskh Arabic", "DejaVu Serif"',
    "Noto Naskh Arabic with Amiri": '"Noto Naskh Arabic", Amiri, "DejaVu Sans"',
    "Frank Ruehl CLM": '"Frank Ruehl CLM", Amiri, "DejaVu Sans"',
    # A Latin face first, as many themes have it.
    "DejaVu Serif": '"DejaVu Serif", Amiri',
}

_DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAAAAACoWZBhAAAADElEQVR4nGNgoCcAAABuAAFIXXpjAAAAAElFTkSuQmCC"
)


class OnePicture:
    """A source folder with one picture in it."""

    def read(self, path: str) -> bytes:
        """Return the picture. Raises ResourceError for any other file."""
        if path != generated.PICTURE:
            raise ResourceError(path)
        return _DOT


@dataclass(frozen=True, slots=True)
class Setting:
    """How paragraphs are set: widths in CSS pixels."""

    width: int
    align: str = "justify"
    indent: int = 0
    face: str = "Amiri"

    @property
    def css(self) -> str:
        """The style sheet."""
        face = FACES[self.face]
        return CSS.format(width=self.width, align=self.align, indent=self.indent, face=face)


def resolved(document: Document) -> ResolvedDocument:
    """Return a document after the direction pass."""
    done = direction.run(document, Context())
    return ResolvedDocument(metadata=done.metadata, front=done.front, blocks=done.blocks)


def many_paragraphs(
    seed: int, count: int, mixture: generated.Mixture = generated.ARABIC_FIRST
) -> ResolvedDocument:
    """Return a document of generated paragraphs."""
    random = Random(seed)
    blocks = [generated.paragraph(random, number, mixture=mixture) for number in range(count)]
    return resolved(Document(blocks=tuple(blocks)))


def typeset(document: ResolvedDocument, setting: Setting) -> tuple[Layout, Texts]:
    """Lay a document out without a theme; return what it should say, too."""
    report = Report()
    pictures = Pictures(OnePicture(), report)
    formulas = Formulas(pictures, report)
    dialect = RecordingDialect(identifiers(document), pictures, formulas, report)
    source = Source(page(document, dialect), ConfinedFetcher(pictures))
    return lay_out(source, ENGINE_CSS + setting.css, _prepare), dialect.texts


def _prepare(context: PagedContext, root: Any) -> bool:
    """Make the notes ready, as the exporter does."""
    notes.prepare(context, root)
    return False


def verdict_of(document: ResolvedDocument, setting: Setting) -> Verdict:
    """Lay a document out without a theme and judge its lines."""
    layout, texts = typeset(document, setting)
    return judge(paragraphs(layout.page_boxes), texts)


def publish(
    document: ResolvedDocument, theme: str, head_texts: Iterable[str] = ()
) -> tuple[Layout, Verdict, Verdict]:
    """Lay a document out with a theme; judge its lines, and its heads and feet.

    ``head_texts`` are what heads may say beside the names of sections, with their isolates.
    """
    context = ExportContext(load_theme(theme), OnePicture(), 0, Report(), PdfOptions())
    dialect = RecordingDialect.of(document, context)
    layout = lay_out_document(document, context, dialect)
    body = judge(paragraphs(layout.page_boxes), dialect.texts)
    return layout, body, judge_heads(layout, dialect, head_texts)


def judge_heads(layout: Layout, dialect: RecordingDialect, texts: Iterable[str] = ()) -> Verdict:
    """Judge heads and feet: names of sections, given texts, and numbers."""
    found = heads(layout.page_boxes)
    base = Direction.RTL if any(head.rtl for head in found) else Direction.LTR
    numbers = (head.seen for head in found if head.seen.isdecimal())
    for text in (*texts, *numbers):
        note_text(dialect.heads, text, base)
    for cut in _cuts(found, dialect.heads):
        note_text(dialect.heads, cut, base)
    return judge(found, dialect.heads)


def _cuts(found: Iterable[Paragraph], texts: Texts) -> list[str]:
    """Return the beginnings of texts that stand in heads too narrow for the whole."""
    shown = {head.seen for head in found if head.seen.endswith(running.ELLIPSIS)}
    words = [text.split(" ") for known in texts.values() for text, _ in known]
    beginnings = (running._cut(own[:count]) for own in words for count in range(1, len(own)))
    return [cut for cut in beginnings if visible(cut) in shown]


def few(faults: list[object]) -> list[object]:
    """Return the first of many faults with their number, nothing for none."""
    return faults[:5] and [len(faults), *faults[:5]]
