"""The file with kashida: extensions are seen and not read, and the structure is the same."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from fontTools.ttLib import TTFont

from bench.extraction import PROGRAMS, split_words
from tests.pdf_document import context, document, export, note, words
from tests.validators.test_pdf_words import _extracted, _outlines, count_true_widths
from warraq.export.api import ExportContext
from warraq.export.pdf import encoding, extraction
from warraq.lang.joining import TATWEEL
from warraq.model.blocks import Verse, VerseLine
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Link, Strong, Text
from warraq.style.theme import load_theme

THEME = str(Path(__file__).parents[1] / "cases" / "kashida" / "on.toml")
PROSE = (
    "وتستند الدراسة إلى ثلاثة أنواع من المصادر: بيانات رسمية ومواد صحفية نقلت مواقف التحالف عام "
    "2018، وتقارير صادرة عن مراكز بحثية أجنبية (United Nations)، ودراسات عربية نُشر معظمها في مجلة "
    "السياسة الدولية، ويتفرّع عن السؤال الرئيس ثلاثة أسئلة تختبرها الفصول المقبلة على الترتيب. "
)
LINKED = PROSE.replace("(United Nations)", "كثيرة").replace("2018", "")
TYPED = "كتـاب"
"""A word that the author extended: it is read back as typed."""
VERSES = (
    ("قِفا نَبكِ مِن ذِكرى حَبيبٍ وَمَنزِلِ", "بِسِقطِ اللِوى بَينَ الدَخولِ فَحَومَلِ"),
    ("الخيل والليل والبيداء تعرفني", "والسيف والرمح والقرطاس والقلم"),
)


def place(kashida: bool, **options: Any) -> ExportContext:
    """Return a context of narrow pages, whose lines lack much."""
    result = context(**options)
    theme = load_theme(THEME)
    justification = replace(theme.justification, kashida=kashida)
    page = replace(theme.page, width=120, margin_inside=15, margin_outside=15)
    return replace(result, theme=replace(theme, justification=justification, page=page))


def _document() -> ResolvedDocument:
    lines = tuple(
        VerseLine(hemistichs=tuple((Text(half),) for half in halves)) for halves in VERSES
    )
    return document(
        words(PROSE, PROSE, note(1, PROSE * 2), PROSE),
        words(PROSE, Strong(children=(Text(PROSE),)), PROSE, TYPED, " ", PROSE),
        words(PROSE, Link(target="https://example.org/", children=(Text(LINKED),)), PROSE),
        Verse(lines=lines),
    )


@cache
def files() -> tuple[bytes, bytes]:
    """Return the document with kashida and without."""
    return export(_document(), place(True)), export(_document(), place(False))


def composites(data: bytes) -> int:
    """Return how many glyphs of the embedded fonts have a tatweel of the face in them."""
    count, pdf = 0, pikepdf.open(BytesIO(data))
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
            font = TTFont(BytesIO(item.FontFile2.read_bytes()))
            count += sum(
                font["glyf"][name].isComposite() and len(font["glyf"][name].components) > 1
                for name in font.getGlyphOrder()
            )
    return count


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_word_is_read_back_as_it_was_written(program: str) -> None:
    with_, without = (_extracted(program, data) for data in files())
    assert with_.count(TATWEEL) == without.count(TATWEEL) == TYPED.count(TATWEEL)
    verses = " ".join(half for halves in VERSES for half in halves)
    wanted = Counter(split_words(" ".join([PROSE * 9, LINKED, TYPED, verses])))
    assert wanted.total() > 250
    assert wanted - Counter(split_words(with_)) == Counter()


@pytest.mark.parametrize("program", PROGRAMS)
def test_extended_words_are_whole_and_in_order(program: str) -> None:
    found = split_words(_extracted(program, export(document(words(PROSE)), place(True))))
    wanted = split_words(PROSE)
    assert found[: len(wanted)] == wanted


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_extension_as_text_would_be_seen(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plant the fault: tatweels that are drawn as characters of their own."""
    monkeypatch.setattr(extraction, "within", lambda *_: frozenset())
    data = export(document(words(PROSE)), place(True))
    assert _extracted(program, data).count(TATWEEL) > 5


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_character_that_no_font_has_lets_none_out(program: str) -> None:
    """WeasyPrint then draws the text of the face by itself."""
    resolved, where = document(words(PROSE, "\ue0ff ", PROSE * 2)), place(True)
    data = export(resolved, where)
    assert [item.code for item in where.report] == ["E105"]
    assert TATWEEL not in _extracted(program, data)


def _strays(ours: list[Any], theirs: list[Any]) -> float:
    """Return how far apart the same outlines of two files lie at most, in em."""
    worst = 0.0
    assert len(ours) == len(theirs)
    for one, two in zip(ours, theirs, strict=True):
        assert len(one) == len(two) > 100
        left = list(one)
        for name, glyph, size, x, y in two:
            alike = [item for item in left if item[:3] == (name, glyph, size)]
            assert alike, f"the outline {glyph} is not drawn as often"
            near = min(alike, key=lambda item: abs(item[3] - x) + abs(item[4] - y))
            left.remove(near)
            worst = max(worst, abs(near[3] - x) / size, abs(near[4] - y) / size)
    return worst


LEAST_SEEN = 0.015
"""In em: what WeasyPrint drops at each space, and which adds up along a line, stays below."""


def test_marks_and_letters_are_drawn_where_the_face_puts_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The outlines are those that WeasyPrint draws for the same line, tatweels and marks too."""
    ours = _outlines(files()[0])
    monkeypatch.setattr(extraction, "readable_text", lambda **_: nullcontext())
    assert _strays(ours, _outlines(export(_document(), place(True)))) < LEAST_SEEN


def test_a_mark_that_moves_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plant the fault: marks that do not go along with their letter."""
    real = encoding._Encoder.mark

    def mark(self: Any, components: Any, text: str, x: float) -> None:
        moved = tuple((glyph, dx - self.shift, dy) for glyph, dx, dy in components)
        real(self, moved, text, x)

    monkeypatch.setattr(encoding._Encoder, "mark", mark)
    broken = _outlines(export(_document(), place(True)))
    assert _strays(broken, _outlines(files()[0])) > 5 * LEAST_SEEN


def test_the_structure_and_the_links_are_the_same() -> None:
    def shape(data: bytes) -> tuple[list[str], list[str], int]:
        pdf = pikepdf.open(BytesIO(data))
        assert pdf.check_pdf_syntax() == []
        roles = [
            str(item.S)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        ]
        links = [
            str(item.get("/A", item.get("/Dest")))
            for page in pdf.pages
            for item in page.get("/Annots", [])
        ]
        return roles, links, len(pdf.pages)

    with_, without = (shape(data) for data in files())
    assert with_ == without
    assert len(with_[1]) >= 2


def test_a_link_covers_itssplit_words() -> None:
    """Each rectangle of the external link begins and ends where its words are drawn."""
    with pymupdf.open(stream=files()[0]) as file:
        found = 0
        for page in file:
            drawn = page.get_text("words")
            for link in page.get_links():
                if link.get("uri"):
                    box = link["from"]
                    inside = [word for word in drawn if box.y0 < (word[1] + word[3]) / 2 < box.y1]
                    inside = [
                        word for word in inside if box.x0 - 1 < (word[0] + word[2]) / 2 < box.x1
                    ]
                    assert inside
                    assert min(word[0] for word in inside) >= box.x0 - 2
                    assert max(word[2] for word in inside) <= box.x1 + 2
                    found += 1
        assert found >= 4


def test_widths_are_those_of_the_font() -> None:
    """Those of the wide glyphs of extended letters too."""
    assert count_true_widths(files()[0]) > 100
    assert composites(files()[0]) > composites(files()[1]) + 10


def test_the_file_is_alike_each_time() -> None:
    assert export(_document(), place(True)) == files()[0]


@pytest.mark.parametrize("variant", ["pdf/a-2b", "pdf/ua-1"])
def test_the_standards_take_it(variant: str) -> None:
    data = export(_document(), place(True, variant=variant))
    assert pikepdf.open(BytesIO(data)).check_pdf_syntax() == []
