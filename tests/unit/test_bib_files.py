"""The bibliography files of tests/cases/bibliographies: what is reported, and what is printed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import warraq
from warraq.bib import yaml_tree
from warraq.bib.yaml_tree import Items, Scalar, Table
from warraq.diagnostics import Diagnostic
from warraq.model.inlines import Citation
from warraq.model.walk import iterate, plain_text

FOLDER = Path(__file__).parents[1] / "cases" / "bibliographies"
CASES = sorted(FOLDER.glob("*.yaml"))
LINE = re.compile(r"(?:(?P<file>\S+\.bib) )?(?P<code>[A-Z]\d{3}) (?P<line>\d+): (?P<words>.+)")


def texts(tree: Any) -> tuple[str, ...]:
    assert isinstance(tree, Items)
    return tuple(item.text for item in tree.items if isinstance(item, Scalar))


def files_of(path: Path, case: Table) -> tuple[str, ...]:
    named = case.entries.get("files")
    return (f"{path.stem}.bib",) if named is None else texts(named)


def paper(folder: Path, files: tuple[str, ...], keys: list[str]) -> Path:
    for name in files:
        shutil.copy(FOLDER / name, folder / name)
    cited = "\n\n".join(f"نص [@{{{key}}}]." for key in keys)
    (folder / "paper.md").write_text(
        f"---\ntitle: ورقة\nlang: ar\nbibliography: [{', '.join(files)}]\nnocite: '@*'\n---\n\n"
        f"{cited}\n",
        encoding="utf-8",
    )
    return folder / "paper.md"


def reported(items: Iterator[Diagnostic], first: str) -> list[tuple[str, str, int, str]]:
    return [
        (
            Path(item.location.file).name if Path(item.location.file).name != first else "",
            item.code,
            item.location.line,
            " / ".join((item.message, *(hint.message for hint in item.hints))),
        )
        for item in items
    ]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_file_is_read_as_expected(path: Path, tmp_path: Path) -> None:
    case = yaml_tree.parse(path.read_text(encoding="utf-8"), path.name)
    assert isinstance(case, Table)
    expected = case.entries["entries"]
    assert isinstance(expected, Table)
    files = files_of(path, case)
    resolution = warraq.resolve(
        warraq.load(paper(tmp_path, files, list(expected.entries))), citation_style="arabic-notes"
    )
    found = reported(iter(resolution.report), files[0])
    wanted = [LINE.fullmatch(line) for line in texts(case.entries["diagnostics"])]
    assert [(file, code, line) for file, code, line, _ in found] == [
        (match["file"] or "", match["code"], int(match["line"])) for match in wanted if match
    ]
    for (_, _, _, message), match in zip(found, wanted, strict=True):
        assert match is not None
        assert match["words"] in message
    notes = {
        node.items[0].key: plain_text(node.children).replace("\u00a0", " ")
        for node in iterate(resolution.document.blocks)
        if isinstance(node, Citation)
    }
    printed = {key: tree.text for key, tree in expected.entries.items() if isinstance(tree, Scalar)}
    assert notes == printed


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.bib")), ids=lambda path: path.stem)
def test_each_file_stands_in_a_case(path: Path) -> None:
    named = (
        files_of(case, tree)
        for case in CASES
        if isinstance(tree := yaml_tree.parse(case.read_text("utf-8"), case.name), Table)
    )
    assert path.name in {name for names in named for name in names}


def test_no_broken_byte_or_piece_makes_reading_fail(tmp_path: Path) -> None:
    """Each file cut short anywhere, and with any one line left out, is read without a crash."""
    from warraq.bib.database import load
    from warraq.diagnostics import Report

    for path in sorted(FOLDER.glob("*.bib")):
        text = path.read_bytes().decode("utf-8", errors="replace")
        lines = text.splitlines(keepends=True)
        for cut in range(0, len(text), max(len(text) // 60, 1)):
            load([("b.bib", text[:cut])], None, Report())
        for number in range(len(lines)):
            load([("b.bib", "".join(lines[:number] + lines[number + 1 :]))], None, Report())
