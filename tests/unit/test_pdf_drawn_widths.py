"""Lines are as wide as they are drawn, in layouts of ours alone."""

from __future__ import annotations

from typing import Any

import pytest
import weasyprint
from weasyprint.formatting_structure import boxes

from tests.visual.layout_lines import paragraphs
from tests.visual.typeset import Setting, resolved, typeset
from warraq.export.pdf import drawn_widths, forced_breaks
from warraq.model.attributes import Attributes
from warraq.model.blocks import Paragraph
from warraq.model.document import Document
from warraq.model.inlines import Span, Text

NBSP = "\u00a0"


def lines_of(face: str, *children: Any) -> list[Any]:
    """Return the lines of one Arabic paragraph, but the last."""
    document = resolved(Document(blocks=(Paragraph(children),)))
    layout, _ = typeset(document, Setting(300, face=face))
    (paragraph,) = paragraphs(layout.page_boxes)
    return [line for line in paragraph.lines if line.justified and not line.last]


@pytest.mark.parametrize("face", ["Amiri", "DejaVu Serif", "Frank Ruehl CLM"])
def test_a_line_of_two_fonts_reaches_both_margins(face: str) -> None:
    lines = lines_of(face, Text("كتاب policy review في منهج climate data ثم (2014) عاد " * 12))
    assert len(lines) > 5
    for line in lines:
        assert line.extent == pytest.approx((line.left, line.right), abs=0.05)


@pytest.mark.parametrize("face", ["Amiri", "DejaVu Serif"])
def test_a_no_break_space_at_the_edge_of_an_element_is_stretched_like_others(face: str) -> None:
    """«ص 93»: the page's number stands in an element, since it runs from left to right."""
    number = Span((Text("93–95"),), attributes=Attributes(lang="en"))
    parts = [part for _ in range(30) for part in (Text(f"في كتاب، ص.{NBSP}"), number, Text("؛ "))]
    lines = lines_of(face, *parts)
    assert len(lines) > 5
    for line in lines:
        assert line.extent == pytest.approx((line.left, line.right), abs=0.05)


def test_others_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another user of WeasyPrint in the process gets WeasyPrint's own lines."""
    style = "@page { size: 300px } p { text-align: justify; font: 16px 'DejaVu Serif' }"
    text = f"<style>{style}</style><p dir=rtl>{'كتاب policy review في منهج ' * 12}"
    lines_of("Amiri", Text("كتاب policy " * 30))  # the corrections are installed
    measured: list[Any] = []
    monkeypatch.setattr(drawn_widths, "measure", lambda line, _: measured.append(line) or 0.0)
    monkeypatch.setattr(forced_breaks, "_breaks", measured.append)
    pages = [page._page_box for page in weasyprint.HTML(string=text).render().pages]
    assert any(isinstance(box, boxes.LineBox) for page in pages for box in page.descendants())
    assert measured == []
    lines_of("Amiri", Text("كتاب policy " * 30))
    assert measured
