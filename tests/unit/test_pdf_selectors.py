"""Pseudo-elements are looked for where they can be, and the pages stay as they were."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint.html import UA_STYLESHEET

from tests.pdf_document import LINE, document, lay_out, note, words
from warraq.export.pdf import engine
from warraq.export.pdf.selectors import built_in_stylesheet
from warraq.model.blocks import List, ListItem
from warraq.model.document import ResolvedDocument


def sample() -> ResolvedDocument:
    plain = ListItem(children=(words("بند"),))
    counted = ListItem(children=(words("بند"),), label="1.")
    return document(
        words(LINE, note(1, "حاشية"), LINE),
        List(items=(plain,)),
        List(items=(counted,), ordered=True),
    )


def shown() -> list[tuple[Any, ...]]:
    return [
        (box.element_tag, box.position_x, box.position_y, getattr(box, "text", type(box)))
        for page in lay_out(sample()).page_boxes
        for box in page.descendants()
    ]


def test_the_pages_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    quick = shown()
    monkeypatch.setattr(engine, "narrow", lambda _sheet: None)
    monkeypatch.setattr(engine, "built_in_stylesheet", lambda: UA_STYLESHEET)
    assert shown() == quick
    tags = {tag for tag, *_ in quick}
    assert {"span::footnote-call", "span::footnote-marker", "li::marker"} <= tags


def test_only_notes_and_items_have_pseudo_elements_of_theirs() -> None:
    context = lay_out(sample()).context
    found = {
        (element.tag, pseudo)
        for element, pseudo in context.style_for.get_computed_styles()
        if pseudo and hasattr(element, "tag") and not pseudo.startswith("@")
    }
    assert ("p", "footnote-call") not in found
    assert ("span", "footnote-call") in found
    assert ("li", "marker") in found
    assert not any(pseudo.startswith("note-") for _, pseudo in found)


def test_the_library_s_own_style_sheet_stays_as_it_is() -> None:
    before = len(UA_STYLESHEET.matcher.other_selectors)
    built_in_stylesheet.cache_clear()
    narrowed = built_in_stylesheet()
    assert len(UA_STYLESHEET.matcher.other_selectors) == before
    assert len(narrowed.matcher.other_selectors) < before
