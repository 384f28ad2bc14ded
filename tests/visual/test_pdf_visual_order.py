"""Every line of generated paragraphs stands in the order of UAX #9, at several widths."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

import warraq
from tests.visual.generated import paragraph
from tests.visual.oracle import RecordingDialect, Verdict, judge, paragraphs
from warraq.diagnostics import Report
from warraq.export.api import ExportContext, ResourceError
from warraq.export.pdf import indents, whitespace
from warraq.export.pdf.dialect import PagedDialect, identifiers
from warraq.export.pdf.engine import Source, lay_out
from warraq.export.pdf.exporter import ENGINE_CSS, PdfOptions, lay_out_document
from warraq.export.pdf.formulas import Formulas
from warraq.export.pdf.page import page
from warraq.export.pdf.resources import ConfinedFetcher, Pictures
from warraq.export.run import load_theme_of
from warraq.model.document import Document, ResolvedDocument
from warraq.resolve import direction
from warraq.resolve.context import Context

PARAGRAPHS = 340
CSS = """
@page {{ size: {width}px 1100px; margin: 10px }}
body {{ font: 16px/1.6 Amiri, "DejaVu Sans"; text-align: {align} }}
p {{ margin: 4px 0; text-indent: {indent}px }}
.footnote {{ float: footnote; footnote-display: block; text-indent: 0 }}
.footnote::footnote-call {{ content: "⁽" attr(data-mark) "⁾" }}
.footnote::footnote-marker {{ content: "(" attr(data-mark) ") " }}
a {{ text-decoration: none }}
sup {{ font-size: 1em; vertical-align: baseline }}
"""


class _NoResources:
    def read(self, path: str) -> bytes:
        raise ResourceError(path)


def resolved(document: Document) -> ResolvedDocument:
    done = direction.run(document, Context())
    return ResolvedDocument(metadata=done.metadata, front=done.front, blocks=done.blocks)


def verdict_of(document: ResolvedDocument, css: str) -> Verdict:
    report = Report()
    pictures = Pictures(_NoResources(), report)
    formulas = Formulas(pictures, report)
    dialect = RecordingDialect(identifiers(document), pictures, formulas, report)
    source = Source(page(document, dialect), ConfinedFetcher(pictures))
    layout = lay_out(source, ENGINE_CSS + css)
    return judge(paragraphs(layout.page_boxes), dialect.texts)


@pytest.mark.parametrize(
    ("seed", "width", "align", "indent"),
    [
        (1, 360, "start", 0),
        (2, 430, "justify", 24),
        (3, 520, "justify", 0),
        (4, 700, "justify", 24),
        (5, 260, "justify", 0),
        (6, 3000, "start", 0),
    ],
)
def test_generated_paragraphs(seed: int, width: int, align: str, indent: int) -> None:
    random = Random(seed)
    blocks = tuple(paragraph(random, number) for number in range(PARAGRAPHS))
    css = CSS.format(width=width, align=align, indent=indent)
    verdict = verdict_of(resolved(Document(blocks=blocks)), css)
    assert verdict.unknown == []
    assert verdict.paragraphs >= PARAGRAPHS
    assert _shown(verdict.faults) == []
    assert _shown(verdict.ragged) == []


@pytest.mark.parametrize("fault", ["levels", "spaces", "indents"])
def test_the_oracle_sees_a_fault(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one of our corrections WeasyPrint sets lines wrongly, and the oracle says so."""
    if fault == "levels":
        monkeypatch.setattr(PagedDialect, "lower", lambda _self, inlines, _base: inlines)
    elif fault == "spaces":
        monkeypatch.setattr(whitespace, "remove", whitespace._original)
    else:
        monkeypatch.setattr(indents, "_move", lambda _line: None)
    random = Random(9)
    blocks = tuple(paragraph(random, number, notes=False) for number in range(60))
    css = CSS.format(width=300, align="justify", indent=24)
    verdict = verdict_of(resolved(Document(blocks=blocks)), css)
    assert len(verdict.faults) > 30 if fault == "levels" else len(verdict.ragged) > 5


def _shown(faults: list[Any]) -> list[Any]:
    return faults[:5] and [len(faults), *faults[:5]]


ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("source/article.md", 700),
        ("tests/cases/languages/english.md", 60),
        ("tests/cases/languages/hebrew.md", 60),
        ("tests/cases/languages/persian.md", 60),
        ("tests/cases/languages/urdu.md", 60),
    ],
)
def test_every_line_of_a_publication(name: str, lines: int) -> None:
    resolution = warraq.resolve(warraq.load(ROOT / name))
    theme = load_theme_of(resolution)
    assert theme is not None
    context = ExportContext(theme, resolution.resources, 0, resolution.report, PdfOptions())
    dialect = RecordingDialect.of(resolution.document, context)
    layout = lay_out_document(resolution.document, context, dialect)
    verdict = judge(paragraphs(layout.page_boxes), dialect.texts)
    assert verdict.unknown == []
    assert verdict.lines > lines
    assert verdict.justified > lines // 4
    assert _shown(verdict.faults) == []
    assert _shown(verdict.ragged) == []
