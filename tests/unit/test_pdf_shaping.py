"""Texts shaped once: the lines are those that Pango makes, and the rest is left to it."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from weasyprint.layout import inline

from tests.pdf_document import LINE, document, lay_out, note, words
from warraq.export.pdf import shaped_lines
from warraq.export.pdf.engine import Layout
from warraq.export.pdf.shaping import ShapedLine, Shaper
from warraq.model.metadata import Metadata

TEXTS = {
    "arabic": LINE,
    "mixed": "في عام 2014 نشرت RAND Corporation تقريرها (ص. 12) عن «التحالف» و٢٠١٨ و50-51. ثم عاد",
    "vocalised": "وَقَدْ بُنِيَتْ عَلَى أُسُسٍ لا تُحْصَى، وَاللهُ أَعْلَمُ بِالصَّوَابِ. ",
    "latin": "It argues that the liberation of Mosul (July 2017) — did not end its task; fi ffl. ",
    "tight": "كلمة",
    "spaces": " أ ب ",
}


def boxes(layout: Layout) -> list[Any]:
    """Return the boxes of text on the pages."""
    return [
        box
        for page in layout.page_boxes
        for box in page.descendants()
        if type(box).__name__ == "TextBox"
    ]


@pytest.fixture(scope="module")
def laid_out() -> Layout:
    return lay_out(document(words(LINE, note(1, "حاشية"))))


def source_box(layout: Layout, text: str) -> Any:
    """Return a box as it is before it is laid out, with another text."""
    box = next(box for box in boxes(layout) if box.text.startswith("وقد")).copy_with_text(text)
    del box.pango_layout
    return box


def lines(layout: Layout, box: Any, width: float, split: Any) -> list[tuple[str, float]]:
    """Return the lines that a function makes of a box, each with its width."""
    found: list[tuple[str, float]] = []
    skip: int | None = 0
    while skip is not None:
        line, skip, _ = split(layout.context, box, width, skip)
        if line is not None:
            found.append((line.text, line.width))
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_lines_are_those_that_pango_breaks(name: str, laid_out: Layout) -> None:
    random = Random(name)
    box = source_box(laid_out, (TEXTS[name] * 3).rstrip())
    for _ in range(25):
        width = random.uniform(20, 700)
        ours = lines(laid_out, box, width, inline.split_text_box)
        theirs = lines(laid_out, box, width, shaped_lines._original_split)
        assert "".join(text for text, _ in ours).replace(" ", "") == box.text.replace(" ", "")
        # A sign alone on a line is shaped by Pango as if no Arabic stood before it.
        texts = [text for text, _ in ours]
        assert texts == [text for text, _ in theirs] or _differ_by_signs(ours, theirs, width)


def _differ_by_signs(ours: list[Any], theirs: list[Any], width: float) -> bool:
    """Whether all lines are full: the next word would not fit, give or take a sign's width."""
    return len(ours) == len(theirs) and all(each <= width + 3 for _, each in ours[:-1])


def test_a_word_that_is_too_wide_stands_alone(laid_out: Layout) -> None:
    box = source_box(laid_out, "الاستراتيجيات كلها")
    assert [text for text, _ in lines(laid_out, box, 1, inline.split_text_box)] == [
        "الاستراتيجيات",
        "كلها",
    ]


def test_the_text_of_an_article_is_shaped_once() -> None:
    layout = lay_out(document(*[words(LINE * 4, note(n, LINE)) for n in range(1, 5)]))
    kinds = {type(box.pango_layout) for box in boxes(layout)}
    assert kinds == {ShapedLine}


@pytest.mark.parametrize(
    ("text", "lang"),
    [("كلمة\u00adكلمة", "ar"), ("سطر\u2028سطر", "ar"), ("كتاب שלום كتاب", "ar")],
    ids=["soft hyphen", "line separator", "another font"],
)
def test_what_needs_more_is_left_to_weasyprint(text: str, lang: str) -> None:
    layout = lay_out(document(words(text), metadata=Metadata(lang=lang)))
    assert not any(
        isinstance(box.pango_layout, ShapedLine) for box in boxes(layout) if text[:4] in box.text
    )


def test_equal_words_are_one() -> None:
    layout = lay_out(document(words("كتاب ثم كتاب ثم كتاب")))
    (line,) = [box.pango_layout for box in boxes(layout) if "كتاب" in box.text]
    found = [word for _, word in line.words()]
    assert len(found) == 9
    assert len({id(word) for word in found}) == 3


def test_words_stand_from_left_to_right() -> None:
    layout = lay_out(document(words("كتاب عام 2014 ثم")))
    (line,) = [box.pango_layout for box in boxes(layout) if "كتاب" in box.text]
    shown = [word.text.decode() for _, word in line.words() if not word.is_space]
    assert shown == ["ثم", "2014", "عام", "كتاب"]


def test_few_texts_are_kept(laid_out: Layout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Shaper, "MOST_TEXTS", 10)
    shaper = Shaper()
    style = source_box(laid_out, "نص").style
    for number in range(40):
        assert shaper.shaped(f"نص {number}", style, laid_out.context) is not None
        assert len(shaper._texts) <= 10
