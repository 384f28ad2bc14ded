"""Every line of generated paragraphs stands in the order of UAX #9, at several widths."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from tests.visual.generated import paragraph
from tests.visual.oracle import RecordingDialect, Verdict, judge, paragraphs
from warraq.diagnostics import Report
from warraq.export.api import ResourceError
from warraq.export.pdf.engine import Source, lay_out
from warraq.export.pdf.exporter import ENGINE_CSS
from warraq.export.pdf.formulas import Formulas
from warraq.export.pdf.page import identifiers, page
from warraq.export.pdf.resources import ConfinedFetcher, Pictures
from warraq.model.document import Document, ResolvedDocument
from warraq.resolve import direction
from warraq.resolve.context import Context

PARAGRAPHS = 350
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
    dialect = RecordingDialect(identifiers(document), pictures, Formulas(report), report)
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


def _shown(faults: list[Any]) -> list[Any]:
    return faults[:5] and [len(faults), *faults[:5]]
