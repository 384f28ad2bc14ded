"""Shared styles and what is remembered of them: quicker, and not one byte of the PDF differs."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pydyf  # type: ignore[import-untyped]
import pytest
import weasyprint
from weasyprint.css import StyleFor

import warraq
from tests.kitchen_sink import KitchenResources, resolved_kitchen_sink
from tests.pdf_document import context, document, export, lay_out, note, words
from warraq.export.api import ExportContext
from warraq.export.pdf import PdfExporter, PdfOptions, page_references, styles
from warraq.export.pdf.engine import Layout
from warraq.export.pdf.paged_context import Waiting
from warraq.model.attributes import Attributes
from warraq.model.blocks import Section
from warraq.model.inlines import Text

CASES = Path(__file__).resolve().parents[1] / "cases" / "languages"


def kitchen_sink() -> bytes:
    place = context(theme="book")
    place = ExportContext(place.theme, KitchenResources(), 0, place.report, PdfOptions())
    return PdfExporter().export(resolved_kitchen_sink(), place).data


def language(name: str) -> bytes:
    return warraq.export(warraq.resolve(warraq.load(CASES / name)), "pdf").data


@pytest.mark.parametrize("name", ["kitchen sink", "persian.md", "hebrew.md"])
def test_sharing_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = kitchen_sink() if name == "kitchen sink" else language(name)
    monkeypatch.setattr(styles, "SharedStyleFor", StyleFor)
    plain = kitchen_sink() if name == "kitchen sink" else language(name)
    assert plain == shared


def sections(count: int) -> Any:
    return document(
        *[
            Section(
                level=1,
                title=(Text(f"قسم {number}"),),
                children=(words("نص فيه ", note(number, "حاشية"), " وتتمة."),),
                attributes=Attributes(id=f"sec-{number}"),
            )
            for number in range(1, count + 1)
        ]
    )


def distinct_styles(layout: Layout) -> int:
    boxes = (box for page in layout.page_boxes for box in page.descendants())
    shared = {
        id(getattr(box.style, "shared", box.style))
        for box in boxes
        if isinstance(box.style, styles.SharedStyle | styles.VariedStyle)
    }
    return len(shared)


def test_elements_that_look_alike_share_a_style() -> None:
    few, many = sections(3), sections(30)
    assert distinct_styles(lay_out(many)) <= distinct_styles(lay_out(few)) + 5


def test_each_element_keeps_its_own_anchor() -> None:
    pdf = pikepdf.open(BytesIO(export(sections(3))))
    names = [str(name) for name in pdf.Root.Names.Dests.Names[::2]]
    wanted = [f"{prefix}-{number}" for prefix in ("call-fn", "fn", "sec") for number in (1, 2, 3)]
    assert names == wanted


def test_a_copy_remembers_until_it_is_changed() -> None:
    layout = lay_out(sections(1))
    (style, *_) = {
        id(box.style): box.style
        for page in layout.page_boxes
        for box in page.descendants()
        if isinstance(box.style, styles.VariedStyle)
    }.values()
    copy = style.copy()
    assert copy.memory is style.memory
    assert copy.anonymous_style is style.anonymous_style
    copy["margin_top"] = object()
    assert copy.memory == {}
    assert copy.copy().memory == {}
    assert copy.anonymous_style is not style.anonymous_style
    assert style["margin_top"] is not copy["margin_top"]
    assert copy["anchor"] == style["anchor"]


def test_other_documents_keep_weasyprint_s_own_styles() -> None:
    lay_out(sections(1))
    html = weasyprint.HTML(string='<p id="a" lang="ar">كتاب <b>abc</b>')
    boxes = html.render().pages[0]._page_box.descendants()
    kinds = {type(box.style).__module__ for box in boxes}
    assert kinds == {"weasyprint.css"}


def test_references_to_pages_follow_the_pages() -> None:
    page_references.install()
    pdf = pydyf.PDF()
    assert pdf.page_references == ()
    for count in range(1, 4):
        pdf.add_page(pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference}))
        assert pdf.page_references == page_references._original.fget(pdf)
        assert len(pdf.page_references) == count


def test_a_box_without_a_note_is_no_note() -> None:
    one, other = object(), object()
    waiting = Waiting([one])
    assert one in waiting
    assert other not in waiting
    assert None not in waiting
    assert isinstance(waiting.copy(), Waiting)
