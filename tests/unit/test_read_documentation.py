"""Every example of docs/source-format.md is read without a complaint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from warraq.read.publication import load_publication

PAGE = Path(__file__).parents[2] / "docs" / "source-format.md"
EXAMPLES = [
    (match[2], match[3])
    for match in re.finditer(
        r"^(`{3,})(markdown|yaml|glossary)\n(.*?)^\1$", PAGE.read_text("utf-8"), re.M | re.S
    )
]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
KEYS = ("culbertson2017", "nafaa2015", "alawi2015", "rand2017")


def _source(kind: str, example: str, folder: Path) -> Path:
    (folder / "figures").mkdir()
    (folder / "figures" / "map.png").write_bytes(PNG)
    entries = "".join(f"@book{{{key}, author={{A B}}, title={{T}}, year=2000}}\n" for key in KEYS)
    (folder / "references.bib").write_text(entries, "utf-8")
    (folder / "glossary.yaml").write_text("- en: a term\n", "utf-8")
    (folder / "chapters").mkdir()
    for name in ("one", "two"):
        (folder / "chapters" / f"{name}.md").write_text(f"# {name}\n\n[^1]\n\n[^1]: x\n", "utf-8")
    front = "bibliography: references.bib\n"
    if kind == "glossary":
        (folder / "glossary.yaml").write_text(example, "utf-8")
        front = "glossary: glossary.yaml\n"
    path = folder / "article.md"
    front = example if kind == "yaml" else front
    body = example if kind == "markdown" else "نص.\n"
    path.write_text(f"---\n{front}---\n\n{body}", "utf-8")
    return path


def test_the_page_has_an_example_of_each_kind() -> None:
    assert {kind for kind, _ in EXAMPLES} == {"markdown", "yaml", "glossary"}
    assert len(EXAMPLES) >= 18


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_example_is_read_without_a_complaint(kind: str, example: str, tmp_path: Path) -> None:
    publication = load_publication(_source(kind, example, tmp_path))
    # An example cites one of two works; that the other is not cited is no complaint.
    assert [str(item) for item in publication.report if item.code != "C016"] == []
    document = publication.document
    assert document.blocks
    if kind == "glossary":
        assert len(document.glossary) == 3
    if "title:" in example and kind == "yaml":
        assert document.metadata.title


def test_a_fault_in_an_example_would_be_seen(tmp_path: Path) -> None:
    publication = load_publication(_source("yaml", "tilte: x\n", tmp_path))
    assert [item.code for item in publication.report] == ["M004"]
