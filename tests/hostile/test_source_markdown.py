"""Pathological sources end soon, with diagnostics and never with an exception.

The sizes are such that quadratic work would exceed any patience: nothing is timed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from warraq.diagnostics import Report
from warraq.model.blocks import Blocks
from warraq.model.walk import iterate, plain_text
from warraq.read.markdown import prepare
from warraq.read.parser import MAX_DEPTH
from warraq.read.passage import whole
from warraq.read.publication import load_publication
from warraq.read.reading import Gathered, Reading
from warraq.resolve.context import Options
from warraq.resolve.pipeline import run
from warraq.source import MAX_TEXT_BYTES, decode

N = 1500


def read(text: str) -> tuple[Blocks, Report]:
    report = Report()
    source = decode(text.encode("utf-8"), "a.md", report)
    return prepare(whole(source), Reading(Gathered(report))).build(), report


SHAPES = {
    "brackets": "[" * N,
    "pairs": "[]" * N,
    "note marks": "^[" * N,
    "pictures": "![" * N,
    "spans": "[" * N + "x" + "]{a=b}" * N,
    "links": "[a](" * N,
    "citations": "[@a; " * N,
    "at signs": "@" * N,
    "stars": "*a **b " * N + "**" * N,
    "underscores": "_a __b " * N,
    "backticks": "".join("`" * size + " " for size in range(1, 60)),
    "tildes": "~a" * N,
    "carets": "^a" * N,
    "dollars": "$a" * N,
    "formulas": "$$\n" * N,
    "braces": '[x]{a="' * N,
    "tags": "<" * N,
    "comments": "<!-- a\n\n" * N,
    "addresses": "https://" * N,
    "colons": "http:" * N,
    "quotations": ">" * N + "x",
    "lists": "- " * N + "x",
    "numbers": "٣. " * N + "x",
    "divisions": "::: a\n" * N,
    "closed divisions": "::: a\n:::\n" * N,
    "bars": "|" * N + "\n" + "|-" * N + "\n",
    "rows": "|a|b|\n|-|-|\n" + "|c|d|\n" * N,
    "definitions": "a\n: b\n" * N,
    "captions": "a\n\n: b\n\n" * N,
    "headings": "# a {#b}\n" * N,
    "notes": "".join(f"[^{i}] " for i in range(N)) + "".join(f"\n\n[^{i}]: x" for i in range(N)),
    "nested notes": "[^1]: " * N,
    "a note that calls itself": "[^1]\n\n[^1]: [^1]",
    "references": "[a\n" * N,
    "semicolons": "[@k" + ";" * N + "]",
    "ranges": "[@k, " + "1-" * N + "]",
    "locators": "[@k, " + "p. 1, " * N + "x]",
    "spaces": "[@k, p." + " " * N + "x]",
    "Roman": "[@k, p. " + "i" * N + "x]",
    "long word": "ا" * N * 10,
    "empty lines": "\n" * N,
    "tabs": "\t" * N + "x",
    "controls": "\x00\u202a" * N,
    "dashes": "> — a\n>\n" * N,
}  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_pathological_shape_is_read(name: str) -> None:
    found, report = read(SHAPES[name])
    assert len(report) <= 2 * N
    assert all(item.location.line for item in report)
    assert isinstance(found, tuple)


DEEP = {
    "quotations": lambda n: "> " * n + "w1 w2",
    "lists": lambda n: "- " * n + "w1 w2",
    "indented lists": lambda n: "".join("  " * i + "- a\n" for i in range(n)) + "  " * n + "w1 w2",
    "divisions": lambda n: "".join(f"::: a{i}\n" for i in range(n)) + "w1 w2\n" + ":::\n" * n,
    "spans": lambda n: "[" * n + "w1 w2" + "]{lang=en}" * n,
    "emphasis": lambda n: "*a " * n + "w1 w2" + "*" * n,
    "links in spans": lambda n: "[" * (n - 1) + "[w1 w2](https://a.org)" + "]{a=b}" * (n - 1),
}


@pytest.mark.parametrize("name", DEEP)
@pytest.mark.parametrize("depth", [MAX_DEPTH // 2 - 1, MAX_DEPTH * 2, MAX_DEPTH * 30])
def test_depth_is_bounded_and_no_word_is_dropped(name: str, depth: int) -> None:
    found, report = read(DEEP[name](depth))
    codes = {item.code for item in report}
    assert ("S011" in codes) == (depth > MAX_DEPTH)
    text = " ".join(plain_text(found).split())
    assert "w1 w2" in text.replace("> ", "").replace("- ", "")


@pytest.mark.parametrize("name", DEEP)
def test_all_passes_bear_the_depth_that_is_allowed(name: str) -> None:
    depth = MAX_DEPTH // 2 - 1
    marks = DEEP["spans"](depth)
    text = DEEP[name](depth).replace("w1 w2", f"w1 w2 {marks}")
    found, report = read(text)
    if name in {"quotations", "lists", "indented lists", "divisions"}:
        assert [str(item) for item in report] == []
    from warraq.model.document import Document

    resolved = run(Document(blocks=found), Options(), Report())
    assert "w1 w2" in plain_text(resolved.blocks)


def test_a_large_source_is_read_whole() -> None:
    paragraph = "كلمة *مشددة* ثم [phrase]{lang=en} و[@key، ص 5] وحاشية^[نص].\n\n"
    found, report = read(paragraph * 2000)
    assert len(found) == 2000
    assert len(report) == 0
    assert sum(1 for _ in iterate(found)) > 10_000


def test_a_file_above_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    with path.open("wb") as stream:
        stream.truncate(MAX_TEXT_BYTES + 1)
    assert [item.code for item in load_publication(path).report] == ["S003"]


def test_many_faults_are_all_kept_once() -> None:
    _, report = read("<b>" * 20_000 + "\n\n" + "<i>\n\n" * 2_000)
    assert len(report) == 22_000


@pytest.mark.parametrize(
    "yaml",
    [
        "a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]",
        "title: " + "[" * 5000,
        "title: " + "{a: " * 5000,
        "- " * 5000,
        "title: " + "9" * 200_000,
        "title: !!binary x",
        "? [a]\n: b",
        "<<: {title: x}",
        "title: \u0085\ufffe",
        "%YAML 9.9\n--- x",
        "title: 'a\n\n\n\tb'",
        "\ufeff\ufefftitle: x",
        "title: |\n \t x\n  y",
    ],
)
def test_hostile_front_matter(tmp_path: Path, yaml: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\n{yaml}\n---\n\nw1\n", "utf-8")
    publication = load_publication(path)
    assert "w1" in plain_text(publication.document.blocks)
    assert all(item.location.file for item in publication.report)
