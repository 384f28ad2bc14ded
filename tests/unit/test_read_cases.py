"""Sources under tests/cases/reading, each with what reading it must report."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from warraq.model.inlines import Text
from warraq.model.walk import iterate
from warraq.read.publication import load_publication

FOLDER = Path(__file__).parents[1] / "cases" / "reading"
CASES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    text = path.read_text("utf-8")
    wanted = yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)
    publication = load_publication(path)
    found = [
        f"{item.code} {item.location.line}:{item.location.column}" for item in publication.report
    ]
    assert found == wanted["x-expect"]
    texts = [node.text for node in iterate(publication.document.blocks) if isinstance(node, Text)]
    assert any(wanted.get("x-words", "") in text for text in texts)


def test_there_are_cases() -> None:
    assert len(CASES) >= 6
