"""Every line of generated paragraphs stands in the order of UAX #9, at several widths and faces."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

import warraq
from tests.kitchen_sink import KitchenResources, resolved_kitchen_sink
from tests.pdf_document import context
from tests.visual.apparatus import inspect
from tests.visual.generated import ARABIC_FIRST, FOUR_LANGUAGES, Mixture
from tests.visual.oracle import RecordingDialect, Verdict, flatten, judge, paragraphs
from tests.visual.typeset import (
    FACES,
    Setting,
    few,
    judge_heads,
    many_paragraphs,
    resolved,
    verdict_of,
)
from warraq.cli.machine import has_font
from warraq.export.api import ExportContext
from warraq.export.pdf import (
    dialect,
    drawn_widths,
    forced_breaks,
    indents,
    whitespace,
)
from warraq.export.pdf.exporter import PdfOptions, lay_out_document
from warraq.export.run import load_theme_of
from warraq.export.running import running_texts
from warraq.lang.numerals import default_digits
from warraq.model.blocks import Paragraph
from warraq.model.document import Document, ResolvedDocument
from warraq.model.inlines import Emphasis, LineBreak, Text
from warraq.resolve import levels
from warraq.style.theme import load_theme

PARAGRAPHS = 150
ROOT = Path(__file__).resolve().parents[2]
MIXTURES = {"Arabic first": ARABIC_FIRST, "four languages": FOUR_LANGUAGES}
EXHAUSTIVE = [
    Setting(260),
    Setting(330, "start"),
    Setting(420, indent=24),
    Setting(560),
    Setting(700, indent=-24),
]


def no_fault(verdict: Verdict) -> None:
    """Fail with the first faults of a verdict, if there are any."""
    assert verdict.unknown == []
    assert few([*verdict.faults]) == []
    assert few([*verdict.ragged]) == []


@pytest.mark.parametrize(
    ("seed", "setting"),
    [
        (1, Setting(360, "start")),
        (2, Setting(430, indent=24)),
        (3, Setting(520)),
        (4, Setting(700, indent=24)),
        (5, Setting(260)),
        (6, Setting(3000, "start")),
    ],
)
def test_generated_paragraphs(seed: int, setting: Setting) -> None:
    verdict = verdict_of(many_paragraphs(seed, PARAGRAPHS), setting)
    assert verdict.paragraphs >= PARAGRAPHS
    no_fault(verdict)


@pytest.mark.parametrize("face", list(FACES)[1:])
def test_faces_in_four_languages(face: str) -> None:
    _require(face)
    mixture = _mixture(FOUR_LANGUAGES, face)
    verdict = verdict_of(many_paragraphs(11, 90, mixture), Setting(300, face=face))
    assert verdict.justified > 100
    no_fault(verdict)


@pytest.mark.slow
@pytest.mark.parametrize("setting", EXHAUSTIVE, ids=lambda setting: f"{setting.width}")
@pytest.mark.parametrize("mixture", list(MIXTURES))
@pytest.mark.parametrize("face", list(FACES))
def test_thousands_of_paragraphs(face: str, mixture: str, setting: Setting) -> None:
    _require(face)
    document = many_paragraphs(setting.width, 300, _mixture(MIXTURES[mixture], face))
    placed = Setting(setting.width, setting.align, setting.indent, face)
    verdict = verdict_of(document, placed)
    assert verdict.paragraphs >= 300
    no_fault(verdict)


def _require(face: str) -> None:
    name = face.partition(" with ")[0]
    if not (has_font(name) or has_font(f"{name} New")):
        pytest.skip(f"the face {name} is not installed")


def _mixture(mixture: Mixture, face: str) -> Mixture:
    """Return the mixture for a face: Debian's Scheherazade shows its soft hyphens, always."""
    return Mixture(mixture.languages, soft_hyphens=face != "Scheherazade")


@pytest.mark.parametrize("fault", ["levels", "spaces", "indents", "widths"])
def test_the_oracle_sees_a_fault(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one of our corrections WeasyPrint sets lines wrongly, and the oracle says so."""
    face = "Amiri"
    if fault == "levels":
        monkeypatch.setattr(dialect, "lower", lambda inlines, _base: inlines)
    elif fault == "spaces":
        monkeypatch.setattr(whitespace, "remove", whitespace._original)
    elif fault == "indents":
        monkeypatch.setattr(indents, "_move", lambda _line: None)
    else:
        monkeypatch.setattr(drawn_widths, "measure", lambda _line, _texts: 0.0)
        face = "DejaVu Serif"
    verdict = verdict_of(many_paragraphs(9, 90), Setting(300, indent=24, face=face))
    assert len(verdict.faults) > 30 if fault == "levels" else len(verdict.ragged) > 5


@pytest.mark.parametrize("fault", [False, True])
def test_a_line_before_a_forced_break_that_did_not_fit_is_full(
    fault: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault:
        monkeypatch.setattr(forced_breaks, "_breaks", lambda _line: True)
    blocks = []
    for letters in range(40):
        phrase = Emphasis((Text("منهج "), LineBreak(), Text("ثم عاد")))
        text = Text(f"كتاب في تحول المناهج {'ا' * letters} دراسة ")
        blocks.append(Paragraph((text, phrase)))
    verdict = verdict_of(resolved(Document(blocks=tuple(blocks))), Setting(200))
    assert bool(verdict.ragged) is fault


@pytest.mark.parametrize(("stand_in", "reason"), [("1", "order"), ("\u200e", "order")])
def test_a_call_that_counts_as_something_else_is_seen(
    stand_in: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call is neutral: taken for a digit or a Latin letter it stands on the wrong side."""
    monkeypatch.setattr(levels, "_OBJECT", stand_in)
    verdict = verdict_of(many_paragraphs(9, 90), Setting(300))
    assert sum(fault.reason == reason for fault in verdict.faults) > 5


def test_a_call_at_the_beginning_of_a_line_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, "hold_calls", lambda inlines: inlines)
    verdict = verdict_of(many_paragraphs(9, 400), Setting(200, "start"))
    assert any(fault.reason.startswith("a call at") for fault in verdict.faults)


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
@pytest.mark.parametrize("theme", ["", "book"])
def test_every_line_of_a_publication(name: str, lines: int, theme: str) -> None:
    resolution = warraq.resolve(warraq.load(ROOT / name))
    theme_object = load_theme(theme) if theme else load_theme_of(resolution)
    assert theme_object is not None
    place = ExportContext(theme_object, resolution.resources, 0, resolution.report, PdfOptions())
    dialect = RecordingDialect.of(resolution.document, place)
    layout = lay_out_document(resolution.document, place, dialect)
    verdict = judge(paragraphs(layout.page_boxes), dialect.texts)
    assert verdict.lines > lines
    assert verdict.justified > lines // 4
    no_fault(verdict)
    no_fault(judge_heads(layout, dialect, _head_texts(resolution.document)))
    assert few([*inspect(layout.page_boxes).faults]) == []


def test_every_line_of_the_kitchen_sink() -> None:
    document = resolved_kitchen_sink()
    place = dataclasses.replace(context(), resources=KitchenResources())
    dialect = RecordingDialect.of(document, place)
    layout = lay_out_document(document, place, dialect)
    verdict = judge(paragraphs(layout.page_boxes), dialect.texts)
    assert verdict.lines > 120
    no_fault(verdict)
    no_fault(judge_heads(layout, dialect, _head_texts(document)))
    assert few([*inspect(layout.page_boxes).faults]) == []


def _head_texts(document: ResolvedDocument) -> list[str]:
    metadata = document.metadata
    digits = metadata.digits or default_digits(metadata.lang)
    titles = [flatten(title.children) for title in metadata.title]
    return [*running_texts(metadata, digits).values(), *titles]
