"""Lines filled by kashida: their order, their ends, their words, and how much is extended."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tools import measure_spaces
from weasyprint.formatting_structure import boxes

import warraq
from tests.pdf_document import context, document, words
from tests.visual.generated import Mixture, paragraph
from tests.visual.oracle import RecordingDialect, judge, paragraphs
from tests.visual.test_pdf_visual_order import ROOT, resolved
from warraq.export.pdf import exporter, kashida, kashida_lines
from warraq.export.pdf.engine import Layout
from warraq.export.pdf.exporter import lay_out_document
from warraq.lang.joining import TATWEEL, is_letter
from warraq.lang.kashida import words as words_of
from warraq.model.attributes import Attributes
from warraq.model.blocks import Block, Container, Paragraph, Verse, VerseLine
from warraq.model.document import Document, ResolvedDocument
from warraq.model.inlines import Code, Inline, Span, Strong, Text
from warraq.style.theme import load_theme
from warraq.style.tokens import Justification

THEME = str(Path(__file__).parents[1] / "cases" / "kashida" / "on.toml")
LONG = (
    "وتستند الدراسة إلى ثلاثة أنواع من المصادر: بيانات رسمية ومواد صحفية نقلت مواقف التحالف، "
    "وتقارير صادرة عن مراكز بحثية أجنبية، ودراسات عربية نُشر معظمها في مجلة السياسة الدولية، "
    "ويتفرع عن السؤال الرئيس ثلاثة أسئلة تختبرها الفصول المقبلة على الترتيب الذي جاءت به هنا. "
)
NARROW = {"width": 95.0}


def place_with(width: float | None = None, **tokens: Any) -> Any:
    """Return a context with kashida on, the page made narrower at will."""
    place = context(theme=THEME)
    theme = place.theme
    theme = replace(theme, justification=replace(theme.justification, **tokens))
    if width is not None:
        theme = replace(
            theme, page=replace(theme.page, width=width, margin_inside=10, margin_outside=10)
        )
    return replace(place, theme=theme)


def lines(layout: Layout) -> list[Any]:
    """Return all lines of the pages but those of running heads."""
    return [line for page in layout.page_boxes for line in measure_spaces.lines_of(page)]


def text_boxes(line: Any) -> list[Any]:
    return [box for box in line.descendants() if isinstance(box, boxes.TextBox)]


def shaped(box: Any) -> str:
    """Return the text that is drawn, its extensions with it."""
    return str(box.pango_layout.text) if box.text else ""


def insertions(box: Any) -> list[tuple[int, int]]:
    """Return where a text is extended, and by how many tatweels."""
    text = shaped(box).encode()
    places = [len(text[:place].decode()) for place in sorted(_own(box))]
    found: list[tuple[int, int]] = []
    for number, place in enumerate(places):
        if found and places[number - 1] == place - 1:
            found[-1] = found[-1][0], found[-1][1] + 1
        else:
            found.append((place - number, 1))
    return found


def _own(box: Any) -> frozenset[int]:
    found: frozenset[int] = getattr(box.pango_layout, "extensions", frozenset())
    return found


def plain(box: Any) -> str:
    """Return the text that is drawn without the extensions."""
    text = shaped(box).encode()
    kept = [bytes(text[place : place + 1]) for place in range(len(text))]
    for place in _own(box):
        assert text[place : place + 2].decode() == TATWEEL
        kept[place : place + 2] = b"", b""
    return b"".join(kept).decode().removesuffix("\u200b")


def extended_words(layout: Layout) -> list[str]:
    """Return the words that are extended, without their extensions."""
    result = []
    for line in lines(layout):
        for box in text_boxes(line):
            for index, _ in insertions(box):
                start, end = next(span for span in words_of(box.text) if span[0] < index < span[1])
                result.append(box.text[start:end])
    return result


@cache
def generated(seed: int, width: float) -> tuple[ResolvedDocument, Layout, RecordingDialect]:
    random = Random(seed)
    blocks = tuple(paragraph(random, number, mixture=Mixture(atoms=False)) for number in range(100))
    done = resolved(Document(blocks=blocks))
    place = place_with(width)
    dialect = RecordingDialect.of(done, place)
    return done, lay_out_document(done, place, dialect), dialect


WIDTHS = [(1, 75.0), (2, 110.0), (3, 190.0)]


@pytest.mark.parametrize(("seed", "width"), WIDTHS)
def test_generated_paragraphs(seed: int, width: float) -> None:
    _, layout, dialect = generated(seed, width)
    verdict = judge(paragraphs(layout.page_boxes), dialect.texts)
    assert verdict.unknown == []
    assert verdict.faults[:3] == []
    assert verdict.ragged[:3] == []
    assert verdict.justified > 60
    assert len(extended_words(layout)) > 20


@pytest.mark.parametrize(("seed", "width"), WIDTHS)
def test_limits_hold(seed: int, width: float) -> None:
    _, layout, _ = generated(seed, width)
    tokens = Justification()
    for line in lines(layout):
        stretches: list[int] = []
        before = 0
        for box in text_boxes(line):
            assert plain(box) == box.text.removesuffix("\u200b"), (
                "the text of a box is what the author wrote"
            )
            stretches += [before + box.text.count(" ", 0, index) for index, _ in insertions(box)]
            before += box.text.count(" ")
            for length, _ in measure_spaces.extensions(box):
                assert length <= tokens.kashida_longest + 0.01
        assert all(b - a > 1 for a, b in pairwise(stretches)), "one a word, and no neighbour"
        if stretches:
            assert line.style["direction"] == "rtl"


@pytest.mark.parametrize(("seed", "width"), WIDTHS[1:2])
def test_lines_break_where_they_did(seed: int, width: float) -> None:
    done, layout, _ = generated(seed, width)
    off = lay_out_document(done, place_with(width, kashida=False))

    def content(found: Layout) -> list[tuple[float, float, list[str]]]:
        return [
            (
                round(line.position_x, 3),
                round(line.position_y, 3),
                [b.text for b in text_boxes(line)],
            )
            for line in lines(found)
        ]

    assert content(layout) == content(off)
    assert extended_words(off) == []


@pytest.mark.parametrize(
    "name",
    [
        "source/article.md",
        "tests/cases/languages/english.md",
        "tests/cases/languages/hebrew.md",
        "tests/cases/languages/persian.md",
        "tests/cases/languages/urdu.md",
    ],
)
def test_every_line_of_a_publication(name: str) -> None:
    resolution = warraq.resolve(warraq.load(ROOT / name))
    place = replace(context(), theme=load_theme(THEME), resources=resolution.resources)
    dialect = RecordingDialect.of(resolution.document, place)
    layout = lay_out_document(resolution.document, place, dialect)
    verdict = judge(paragraphs(layout.page_boxes), dialect.texts)
    assert (verdict.unknown, verdict.faults, verdict.ragged) == ([], [], [])
    found = extended_words(layout)
    assert all(is_letter(word[0]) for word in found)
    assert found or "english" in name or "hebrew" in name


@pytest.mark.parametrize("fault", ["gain", "text"])
def test_the_oracle_sees_a_fault(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An extension that is not counted makes the line too long; one unknown is a strange letter."""
    real = kashida_lines.extend

    def extend(*arguments: Any) -> Any:
        found = real(*arguments)
        assert found is not None
        if fault == "gain":
            return replace(found, gain=0.0)
        del found.layout.extensions
        return found

    monkeypatch.setattr(kashida_lines, "extend", extend)
    done = document(words(LONG * 3))
    place = place_with(110)
    dialect = RecordingDialect.of(done, place)
    layout = lay_out_document(done, place, dialect)
    verdict = judge(paragraphs(layout.page_boxes), dialect.texts)
    assert verdict.ragged if fault == "gain" else verdict.unknown


def of(*blocks: Block, width: float = 95.0, **tokens: Any) -> Layout:
    return lay_out_document(document(*blocks), place_with(width, **tokens))


def test_nothing_is_extended_unless_the_theme_says_so() -> None:
    assert not context().theme.justification.kashida
    assert extended_words(of(words(LONG * 3), kashida=False)) == []
    assert len(extended_words(of(words(LONG * 3)))) > 8


def test_spaces_stay_as_narrow_as_the_theme_says() -> None:
    limits = []
    for most in (1.0, 1.33, 2.0):
        layout = of(words(LONG * 6), space_most=most)
        limits.append(len(extended_words(layout)))
    assert limits[0] > limits[1] > limits[2]


def test_the_last_line_and_ragged_text_are_left_alone() -> None:
    layout = of(words(LONG))
    last = lines(layout)[-1]
    assert all(not insertions(box) for box in text_boxes(last))
    place = place_with(95)
    body = replace(place.theme.roles["body"], align=place.theme.roles["heading-1"].align)
    roles = {**place.theme.roles, "body": body}
    place = replace(place, theme=replace(place.theme, roles=roles))
    assert extended_words(lay_out_document(document(words(LONG * 3)), place)) == []


def test_words_of_the_quran_are_left_alone() -> None:
    """Wherever the lines break, and on both sides of the quotation words are extended."""
    verse = LONG.strip() + " " + LONG.strip()
    text = "المستشرقين " * 12 + "\ufd3f" + verse + "\ufd3e" + " المستشرقين" * 25
    assert set(extended_words(of(words(text)))) == {"المستشرقين"}
    strong = (text[:200], Strong(children=(Text(text[200:400]),)), text[400:])
    assert set(extended_words(of(words(*strong)))) == {"المستشرقين"}
    swapped = text.replace("\ufd3f", "<").replace("\ufd3e", "\ufd3f").replace("<", "\ufd3e")
    assert set(extended_words(of(words(swapped)))) == {"المستشرقين"}


def test_code_and_other_languages_are_left_alone() -> None:
    def within(*inlines: Inline) -> list[str]:
        found = [part for inline in inlines for part in (inline, Text(" أو لا إلى من في إذ لن "))]
        return extended_words(of(words(*found * 6)))

    assert within(Text("المستشرقين والاستفهام"))
    assert within(Code(children=(Text("المستشرقين والاستفهام"),))) == []
    hebrew = Span(children=(Text("المستشرقين والاستفهام"),), attributes=Attributes(lang="he"))
    assert within(hebrew) == []
    closed = Attributes(classes=("no-kashida",))
    assert within(Span(children=(Text("المستشرقين والاستفهام"),), attributes=closed)) == []
    paragraph = Paragraph(children=(Text(LONG * 3),), attributes=Attributes())
    assert extended_words(of(Container(children=(paragraph,)))) != []
    assert extended_words(of(Container(children=(paragraph,), attributes=closed))) == []


def test_a_word_in_two_elements_has_one_extension() -> None:
    halves = (Strong(children=(Text("المستشر"),)), Text("قينالمنتسبينللمؤسسة "), Text("لا "))
    layout = of(words(*halves * 12))
    assert lines(layout)
    for line in lines(layout):
        token, seen = 0, set()
        for box in text_boxes(line):
            for index, _ in insertions(box):
                number = token + box.text.count(" ", 0, index)
                assert number not in seen
                seen.add(number)
            token += box.text.count(" ")


def test_hemistichs_fill_their_halves() -> None:
    halves = ("الخيل والليل والبيداء تعرفني", "والسيف والرمح والقرطاس والقلم")
    line = VerseLine(hemistichs=tuple((Text(half),) for half in halves))
    verse = Verse(lines=(line,) * 3)
    layout = of(verse, width=158)
    found = [each for each in lines(layout) if text_boxes(each)]
    assert len(found) == 6
    # Both are as wide as the longer one, which has what it needs.
    boxes = [box for each in found for box in text_boxes(each) if box.text.strip()]
    assert {box.text for box in boxes if insertions(box)} == {min(halves, key=len)}
    for box in boxes:
        assert box.justification_spacing < 0.1 * box.style["font_size"]
    off = of(verse, width=158, kashida=False)
    ends = [
        [
            (round(box.position_x, 1), round(box.position_x + box.width, 1))
            for box in text_boxes(each)
        ]
        for pages in (layout, off)
        for each in lines(pages)
    ]
    assert ends[: len(ends) // 2] == ends[len(ends) // 2 :]


def test_extensions_make_no_ladders(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(7)
    tokens = LONG.split() * 20
    random.shuffle(tokens)

    def ladders() -> int:
        count = 0
        for one, two in pairwise(lines(of(words(" ".join(tokens)), width=130))):
            above, below = (
                [place for box in text_boxes(line) for _, place in measure_spaces.extensions(box)]
                for line in (one, two)
            )
            count += sum(any(abs(a - b) < 18 for a in above) for b in below)
        return count

    assert ladders() <= 2
    monkeypatch.setattr(kashida, "_above", lambda _own, _line: ())
    assert ladders() >= 6, "without the memory of the line above there are some"


@pytest.mark.parametrize("family", ["Noto Nastaliq Urdu", "Aref Ruqaa"])
def test_hanging_faces_have_no_extensions(family: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from warraq.export.pdf import kashida_faces

    assert kashida_faces._HANGING.search(family)
    assert not kashida_faces._HANGING.search("Amiri")
    monkeypatch.setattr(kashida_faces, "_HANGING", re.compile("Amiri"))
    place = place_with(95)
    exporter._report_faces(lay_out_document(document(words(LONG * 3)), place), place)
    assert [(item.code, "Amiri" in item.message) for item in place.report] == [("E110", True)]


def test_faces_that_take_no_glyphs_have_no_extensions(monkeypatch: pytest.MonkeyPatch) -> None:
    from warraq.export.pdf import kashida_faces

    monkeypatch.setattr(kashida_faces, "is_extensible", lambda _head: False)
    assert extended_words(of(words(LONG * 3))) == []


def test_the_page_of_the_documentation_shows_what_is_measured() -> None:
    """Within what a change of the sample by a paragraph or so may move."""
    page = (ROOT / "docs" / "kashida.md").read_text(encoding="utf-8")
    without, with_ = measure_spaces.both(ROOT / "source" / "article.md")
    for row in measure_spaces.table(without, with_).splitlines()[2:]:
        name, *found = (cell.strip() for cell in row.strip("|").split("|"))
        (stated,) = re.findall(rf"^\| {re.escape(name)} \| (.*?) \| (.*?) \|$", page, re.MULTILINE)
        for one, other in zip(found, stated, strict=True):
            assert one.endswith("%") is other.endswith("%")
            near = pytest.approx(float(other.rstrip(" %")), rel=0.15, abs=3 if "%" in one else 0.1)
            assert float(one.rstrip(" %")) == near, f"{name}: run tools/measure_spaces.py again"
    lengths = [length for each in with_ for length in each.extensions]
    assert max(lengths) <= 1.01
    assert measure_spaces.ladders(with_) <= 2
