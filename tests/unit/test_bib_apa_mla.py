from __future__ import annotations

from pathlib import Path

import pytest

import warraq
from warraq.model.blocks import BibliographyEntry
from warraq.model.inlines import Citation, Emphasis, Link
from warraq.model.walk import iterate, plain_text

ENTRIES = """
@article{en, author = {Smith, Ann}, title = {Title}, journaltitle = {Journal}, volume = 12,
  number = 3, pages = {1-10}, date = 2020, doi = {10.1000/x}}
@article{ar, author = {علوي، مصطفى}, title = {الحرب}, journaltitle = {السياسة}, volume = 50,
  number = 199, pages = {93-95}, date = 2015}
@book{book, author = {Jones, Bob}, title = {A Book}, edition = 2, publisher = {Press}, date = 2001}
@incollection{part, author = {Roe, Cy}, title = {A Part}, editor = {Doe, Di},
  booktitle = {A Whole}, date = 2002}
@book{none, title = {Without Author}, date = 2003}
@article{essay, title = {An Essay}, journaltitle = {Journal}, date = 2004}
"""


def nodes(tmp_path: Path, style: str) -> list[object]:
    (tmp_path / "b.bib").write_text(ENTRIES, encoding="utf-8")
    body = "أ [@en] [@ar] [@book] [@part] [@none] [@essay]"
    source = f"---\nlang: ar\nbibliography: b.bib\n---\n\n{body}\n"
    (tmp_path / "a.md").write_text(source, encoding="utf-8")
    resolution = warraq.resolve(warraq.load(tmp_path / "a.md"), citation_style=style)
    return list(iterate(resolution.document.blocks))


def emphasised(node: object) -> list[str]:
    return [plain_text(inner.children) for inner in iterate(node) if isinstance(inner, Emphasis)]


@pytest.mark.parametrize(
    ("style", "en", "ar"),
    [("apa", ["Journal", "12"], ["السياسة", "50"]), ("mla", ["Journal"], ["السياسة"])],
)
def test_titles_of_whole_works_and_volumes_are_emphasised(
    tmp_path: Path, style: str, en: list[str], ar: list[str]
) -> None:
    found = nodes(tmp_path, style)
    entries = {node.key: emphasised(node) for node in found if isinstance(node, BibliographyEntry)}
    wholes = {"book": ["A Book"], "part": ["A Whole"], "none": ["Without Author"]}
    assert entries == {"en": en, "ar": ar, **wholes, "essay": ["Journal"]}


@pytest.mark.parametrize("style", ["apa", "mla"])
def test_a_title_is_set_in_the_text_as_in_the_list(tmp_path: Path, style: str) -> None:
    cited = [node for node in nodes(tmp_path, style) if isinstance(node, Citation)]
    book, essay = cited[-2:]
    assert emphasised(book) == ["Without Author"]
    assert emphasised(essay) == []
    assert "“An Essay" in plain_text(essay.children)


@pytest.mark.parametrize(("style", "ending"), [("apa", ""), ("mla", ".")])
def test_a_doi_is_a_link_with_the_stop_the_guide_wants(
    tmp_path: Path, style: str, ending: str
) -> None:
    found = nodes(tmp_path, style)
    entry = next(n for n in found if isinstance(n, BibliographyEntry) and n.key == "en")
    link = next(inner for inner in iterate(entry) if isinstance(inner, Link))
    assert link.target == "https://doi.org/10.1000/x"
    assert plain_text(entry.children).endswith(f"https://doi.org/10.1000/x{ending}")
