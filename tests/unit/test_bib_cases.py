"""The readable cases of tests/cases/citations: what an author cites and what a reader finds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import warraq
from warraq.bib import yaml_tree
from warraq.bib.yaml_tree import Items, Scalar, Table, Tree
from warraq.model.blocks import BibliographyEntry
from warraq.model.inlines import Citation
from warraq.model.walk import iterate, plain_text
from warraq.resolve.notes import AUTHOR_NAME

CASES = sorted((Path(__file__).parents[1] / "cases" / "citations").glob("*.yaml"))


def plain(tree: Tree) -> Any:
    match tree:
        case Scalar():
            return tree.text
        case Items():
            return [plain(item) for item in tree.items]
        case Table():
            return {key: plain(value) for key, value in tree.entries.items()}


def source_of(case: dict[str, Any]) -> str:
    cited = (key for citation in case["citations"] for key in citation)
    body = "\n\n".join(f"نص {text}" for text in cited)
    return f"---\nlang: {case['lang']}\nbibliography: b.bib\n---\n\n{body}\n"


def shown(nodes: Any) -> str:
    return plain_text(nodes).replace("\u00a0", " ")


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    path: Path = request.param
    result = plain(yaml_tree.parse(path.read_text(encoding="utf-8"), path.name))
    assert isinstance(result, dict)
    return result


def test_a_case_reads_as_expected(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "b.bib").write_text(case["bibliography"], encoding="utf-8")
    (tmp_path / "paper.md").write_text(source_of(case), encoding="utf-8")
    publication = warraq.load(tmp_path / "paper.md")
    document = warraq.resolve(publication, citation_style=case["style"]).document
    nodes = list(iterate(document.blocks))
    found = [
        shown(node.children)
        for node in nodes
        if isinstance(node, Citation) and AUTHOR_NAME not in node.attributes.classes
    ]
    assert found == [text for citation in case["citations"] for text in citation.values()]
    entries = [shown(node.children) for node in nodes if isinstance(node, BibliographyEntry)]
    if "list" in case:
        assert entries == case["list"]
    assert not publication.report.has_errors
