"""Line numbers for reviewers: which lines count, where the numbers stand, what they leave alone."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pikepdf
import pypdfium2
import pytest

from tests.pdf_document import LINE, context, document, export, lay_out, note, words
from warraq.export import fonts
from warraq.export.api import ExportContext
from warraq.export.pdf import line_numbers
from warraq.export.pdf.line_numbers import Place, places
from warraq.model.blocks import Cell, Column, Contents, ContentsEntry, Row, Table, Verse, VerseLine
from warraq.model.inlines import Text
from warraq.model.metadata import Digits, Metadata

VERSE = Verse((VerseLine(((Text("قفا نبك من ذكرى حبيب"),), (Text("بسقط اللوى بين"),))),))
TABLE = Table((Column(),), (Text("عنوان"),), body=(Row((Cell((words("خلية"),)),)),))
CONTENTS = Contents((Text("المحتويات"),), (ContentsEntry("", 1, (Text("سطر"),)),))


def on_page(*blocks: Any, lang: str = "ar") -> list[Place]:
    (page,) = lay_out(document(*blocks, metadata=Metadata(lang=lang))).page_boxes
    return places(page)


def text_of(data: bytes) -> str:
    pdf = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in pdf)


def with_page(place: ExportContext, **tokens: Any) -> ExportContext:
    page = dataclasses.replace(place.theme.page, **tokens)
    return dataclasses.replace(place, theme=dataclasses.replace(place.theme, page=page))


def test_a_line_of_verse_counts_once() -> None:
    assert len(on_page(VERSE, words("سطر"))) == 2


def test_tables_contents_and_notes_do_not_count() -> None:
    assert len(on_page(CONTENTS, TABLE, words("سطر", note(1, "حاشية")))) == 1


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_number_stands_at_the_edge_where_lines_begin(lang: str) -> None:
    found = on_page(words(LINE * 3), lang=lang)
    assert len(found) > 3
    edge = (210 - 36 if lang == "ar" else 36) * 96 / 25.4
    assert all(place.edge == pytest.approx(edge) for place in found)
    assert all(place.rtl is (lang == "ar") for place in found)
    assert [place.baseline for place in found] == sorted(place.baseline for place in found)


def test_the_second_column_bears_its_numbers_in_the_gutter() -> None:
    from tests.unit.test_style_paged import pages

    body = f'<div style="columns: 2"><p>{LINE * 6}</p></div>'
    (page,) = pages("journal", body)
    found = places(page)
    assert {place.gap for place in found} == {line_numbers.MARGIN_GAP, line_numbers.GUTTER_GAP}
    assert len({place.edge for place in found}) == 2


def test_numbers_are_drawn_and_no_text() -> None:
    """A search or a copy finds what it found before; the page looks otherwise in the margin."""
    resolved = document(words(LINE * 20), words("word " * 90, lang="en"))
    plain, numbered = export(resolved), export(resolved, context(line_numbers=5))
    assert text_of(numbered) == text_of(plain)
    first, second = (
        pypdfium2.PdfDocument(data)[0].render(scale=1).to_pil().convert("L")
        for data in (plain, numbered)
    )
    margin = (first.width - 100, 0, first.width, first.height)
    assert first.crop(margin).getextrema() == (255, 255)
    assert second.crop(margin).getextrema()[0] < 100
    rest = (0, 0, first.width - 102, first.height)
    assert first.crop(rest).tobytes() == second.crop(rest).tobytes()


def test_the_numbers_are_artifacts() -> None:
    data = export(document(words(LINE)), context(line_numbers=1))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = pikepdf.parse_content_stream(pdf.pages[0])
    names = [str(item.operator) for item in content]
    last = len(names) - 1 - names[::-1].index("f")
    opening = max(index for index in range(last) if names[index] in ("BMC", "BDC"))
    assert str(content[opening].operands[0]) == "/Artifact"


@pytest.mark.parametrize("restart", [False, True])
def test_lines_count_on_or_anew(restart: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[list[str]] = []

    def draw(_stream: Any, numbers: list[tuple[str, Place]], **_: Any) -> None:
        found.append([text for text, _ in numbers])

    monkeypatch.setattr(line_numbers, "_draw", draw)
    place = with_page(context(), line_numbers=1, line_numbers_restart=restart)
    metadata = Metadata(digits=Digits.ARABIC_INDIC)
    export(document(*[words("سطر")] * 60, metadata=metadata), place)
    digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    expected = 1 if restart else len(found[0]) + 1
    assert found[0][:2] == ["١", "٢"]
    assert found[1][0] == str(expected).translate(digits)


def test_without_a_face_for_the_digits_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "covered", lambda _face: frozenset())
    place = context(line_numbers=5)
    export(document(words("سطر")), place)
    assert [item.code for item in place.report] == ["E107"]


def test_an_option_wins_over_the_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(
        line_numbers, "number_lines", lambda _document, every, *_: asked.append(every)
    )
    for option in (None, 0, 2):
        export(document(words("سطر")), with_page(context(line_numbers=option), line_numbers=5))
    assert asked == [5, 2]
