"""Mixed text at every place of a publication, and what style sheets add to it, stand right."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import Any

import pytest

from tests.pdf_document import context, lay_out
from tests.visual.apparatus import Findings, inspect
from tests.visual.generated_document import document
from tests.visual.oracle import Verdict
from tests.visual.shapes import joints
from tests.visual.typeset import few, publish, resolved
from warraq.export.pdf import dialect
from warraq.model.attributes import Attributes
from warraq.model.blocks import Contents, ContentsEntry, List, ListItem, Numeral, Paragraph, Section
from warraq.model.document import Document
from warraq.model.inlines import Span, Text
from warraq.model.metadata import Metadata
from warraq.model.walk import plain_text

PLACES = {
    "attribution",
    "admonition title",
    "bibliography",
    "caption",
    "cell",
    "contents",
    "definition",
    "definition term",
    "equation number",
    "glossary",
    "heading",
    "note",
    "text",
    "verse",
}
ENGLISH = Attributes(lang="en")
ADDED = {"contents entry", "label", "marker", "row"}


def published(seed: int, lang: str, theme: str, sections: int) -> tuple[Verdict, Verdict, Findings]:
    """Lay a generated publication out and look at everything."""
    made = resolved(document(Random(seed), lang, sections))
    layout, body, running = publish(made, theme)
    assert joints(layout.page_boxes).faults == []
    return body, running, inspect(layout.page_boxes)


def check(seed: int, lang: str, theme: str, sections: int) -> Counter[str]:
    """Fail with the first faults of a publication; return the lines of each place."""
    body, running, added = published(seed, lang, theme, sections)
    for verdict in (body, running):
        assert verdict.unknown == []
        assert few([*verdict.faults, *verdict.ragged]) == []
    assert few([*added.faults]) == []
    assert set(body.places) >= PLACES
    assert set(added.counts) >= ADDED
    return body.places + running.places + added.counts


@pytest.mark.parametrize(
    ("seed", "lang", "theme"),
    [
        (1, "ar", "journal"),
        (2, "ar", "book"),
        (3, "fa", "book"),
        (4, "en", "journal"),
        (5, "he", "manuscript"),
    ],
)
def test_a_publication_with_everything(seed: int, lang: str, theme: str) -> None:
    assert check(seed, lang, theme, 2).total() > 300


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["journal", "book", "manuscript"])
@pytest.mark.parametrize("lang", ["ar", "fa", "ur", "he", "en"])
def test_many_publications(lang: str, theme: str) -> None:
    counts = sum((check(seed, lang, theme, 6) for seed in range(100, 104)), Counter[str]())
    assert counts.total() > 2500


def test_a_head_that_pango_orders_by_itself_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """«C++» becomes «++C», and an English title is turned round."""
    phrase = Span((Text("C++, by others, " * 9),), attributes=ENGLISH)
    titles = (
        (Span((Text("C++"),), attributes=ENGLISH), Text(" لغة")),
        (Text("Review (2018)."),),
        (Text("كتاب "), phrase, Text(" ثم")),
    )
    blocks = tuple(
        Section(
            1,
            title,
            tuple(Paragraph((Text("كتاب " * 400),)) for _ in range(4)),
            attributes=Attributes(id=f"s{index}", lang="en" if index == 1 else None),
        )
        for index, title in enumerate(titles)
    )
    made = resolved(Document(metadata=Metadata(lang="ar"), blocks=blocks))
    _, _, running = publish(made, "book")
    assert running.faults == []
    assert running.places["@top-center"] > 3
    monkeypatch.setattr(dialect, "isolate", lambda text, _base: text)
    monkeypatch.setattr(dialect, "isolated", plain_text)
    _, _, running = publish(made, "book")
    assert any("Review" in fault.text for fault in running.faults)


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        (".footnote::footnote-marker { direction: ltr; content: '1) ' }", "marker"),
        (".contents a::after { content: '5' leader('.') }", "title, leader, page number"),
        (".contents a::after { content: leader('.') '15'; text-align: start }", ""),
        (".list-item::before { inset-inline-start: 4em !important }", "label before the text"),
        ("table { direction: ltr }", ""),
    ],
)
def test_what_a_style_sheet_does_wrongly_is_seen(
    rule: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from warraq.export.pdf import exporter

    stylesheet = exporter._stylesheet
    monkeypatch.setattr(exporter, "_stylesheet", lambda *given: stylesheet(*given) + rule)
    layout, _, _ = publish(resolved(document(Random(7), "ar", 2)), "journal")
    found = inspect(layout.page_boxes)
    assert kind in {fault.reason for fault in found.faults} if kind else not found.faults


def test_an_ordinal_begins_the_line_of_its_paragraph() -> None:
    """«أولاً:» is too wide for the indent; it stood on a line of its own above a paragraph."""
    item = ListItem((Paragraph((Text("كتاب"),)), Paragraph((Text("ثم"),))), "أولاً:")
    made = List((item,), ordered=True, numeral=Numeral.ARABIC_ORDINAL, tight=False)
    layout = lay_out(resolved(Document(metadata=Metadata(lang="ar"), blocks=(made,))), context())
    label = _boxes(layout, "li::before")[0]
    (text,) = [box for box in _boxes(layout, "") if getattr(box, "text", "").endswith("كتاب")]
    assert label.position_y == pytest.approx(text.position_y, abs=1)


def test_the_contents_of_an_arabic_book_have_one_column_of_page_numbers() -> None:
    titles = (("s1", "ar", "المقدمة"), ("s2", "en", "A Review of Method"))
    entries = tuple(
        ContentsEntry(name, 1, (Text(title),), attributes=Attributes(lang=lang))
        for name, lang, title in titles
    )
    sections = tuple(
        Section(1, (Text(title),), attributes=Attributes(id=name, lang=lang))
        for name, lang, title in titles
    )
    made = Document(metadata=Metadata(lang="ar"), blocks=(Contents((), entries), *sections))
    layout = lay_out(resolved(made), context())
    numbers = [box for box in _boxes(layout, "a::after") if getattr(box, "text", "").isdecimal()]
    assert len({round(box.position_x) for box in numbers}) == 1


def _boxes(layout: Any, tag: str) -> list[Any]:
    found = [box for page in layout.page_boxes for box in page.descendants()]
    return [box for box in found if not tag or str(box.element_tag) == tag]
