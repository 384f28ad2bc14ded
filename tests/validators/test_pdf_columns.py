"""Two columns in the finished file, read back by other programs: rules, order of words, links."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf

import warraq
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Note
from warraq.model.walk import iterate
from warraq.style.theme import load_theme

ROOT = Path(__file__).resolve().parents[2]
THEME = "journal-two-columns"
POINTS_PER_MM = 72 / 25.4


@cache
def sample() -> tuple[ResolvedDocument, bytes]:
    """Return the sample article in two columns. Its report must be empty: no link is lost."""
    resolution = warraq.resolve(warraq.load(ROOT / "source" / "article.md"), theme=THEME)
    data = warraq.export(resolution, "pdf").data
    assert list(resolution.report) == []
    return resolution.document, data


def upright_rules(page: pymupdf.Page) -> list[pymupdf.Rect]:
    """Return the rules that are drawn from top to bottom, as rectangles in points."""
    found = (item["rect"] for item in page.get_drawings() if item["fill"] == (0, 0, 0))
    return [rect for rect in found if rect.width < 1 and rect.height > 50]


def test_one_rule_is_drawn_in_the_middle_of_each_page_in_columns() -> None:
    theme = load_theme(THEME)
    middle = (theme.page.margin_outside + theme.page.measure / 2) * POINTS_PER_MM
    with pymupdf.open(stream=sample()[1]) as file:
        pages = [upright_rules(page) for page in file]
    assert len([rules for rules in pages if rules]) > 8
    for rules in pages:
        assert all(abs((rule.x0 + rule.x1) / 2 - middle) < 0.1 for rule in rules)
        assert all(abs(rule.width - theme.columns.rule_width) < 0.05 for rule in rules)


def test_calls_lead_to_notes_on_their_page() -> None:
    document, data = sample()
    notes = [n for part in (document.front, document.blocks) for n in iterate(part)]
    wanted = {n.attributes.id for n in notes if isinstance(n, Note)}
    with pikepdf.open(BytesIO(data)) as pdf:
        names = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())
        targets = {name: page.objgen for name, (page, *_) in names.items()}
        calls = [
            (str(link.Dest), page.obj.objgen)
            for page in pdf.pages
            for link in page.get("/Annots", [])
            if str(link.get("/Dest", "")) in wanted
        ]
    assert len(calls) >= len(wanted) > 40
    assert [name for name, page in calls if targets[name] != page] == []


def test_contents_state_the_page_of_each_heading() -> None:
    """Pages are counted by sheets and not by columns."""
    with pymupdf.open(stream=sample()[1]) as file:
        outline = file.get_toc()
        labels = [page.get_label() or str(page.number + 1) for page in file]
        assert max(entry[2] for entry in outline) <= len(file) == len(labels)
        texts = [page.get_text() for page in file]
    first = 45
    contents = "".join(texts[1:3])
    for _, _, number in outline:
        assert str(first + number - 1) in contents
