"""The engine for CSL styles: what it is asked, what it answers, and how it fails."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from warraq.bib.csl import pandoc
from warraq.bib.csl.engine import (
    EngineCluster,
    EngineError,
    EngineItem,
    EngineMissingError,
    Job,
    Output,
)
from warraq.bib.csl.pandoc import Pandoc
from warraq.bib.csl.variant import derive
from warraq.bib.style import load
from warraq.diagnostics import Report
from warraq.model.walk import plain_text

NOTES = Path(__file__).parents[1] / "cases" / "citations" / "csl" / "notes.csl"
ITEM = {
    "type": "book",
    "title": "A Book",
    "author": [{"family": "Smith", "given": "Ann"}],
    "issued": {"date-parts": [[2001]]},
    "language": "en",
}


def style() -> bytes:
    loaded = load(str(NOTES), None, Report())
    assert loaded.csl is not None
    return derive(loaded.csl, loaded.languages.get("en"), "en")


def run(*clusters: EngineCluster, items: int = 1) -> Output:
    made = tuple({**ITEM, "title": f"Book {number}"} for number in range(items))
    return Pandoc().run(Job(style(), made, clusters))


def cite(number: int, note: int, **options: str) -> EngineCluster:
    return EngineCluster((EngineItem(number, **options),), note)


@pytest.mark.parametrize(
    ("label", "locator", "expected"),
    [
        ("page", "5", "p. 5"),
        ("page", "5–6", "pp. 5–6"),
        ("chapter", "3", "chap. 3"),
        ("sub-verbo", "x", "s.v. x"),
        ("page", "5 {6} [7]", "5 (6) (7)"),
    ],
)
def test_a_locator_comes_through_with_its_label(label: str, locator: str, expected: str) -> None:
    output = run(cite(0, 1, label=label, locator=locator))
    text = plain_text(output.clusters[0]).replace("\u00a0", " ")
    assert text.endswith(f"{expected}.")
    assert "warraq" not in text


def test_a_second_place_follows_in_words() -> None:
    output = run(cite(0, 1, label="volume", locator="2", suffix=", p. 15"))
    text = plain_text(output.clusters[0]).replace("\u00a0", " ")
    assert text.endswith("vol. 2, p. 15.")


def test_all_entries_are_given_whether_cited_or_not() -> None:
    output = run(cite(2, 1), items=4)
    assert sorted(output.entries) == [0, 1, 2, 3]
    assert "Book 3" in plain_text(output.entries[3])


def test_there_may_be_nothing_to_cite() -> None:
    assert run(items=0) == Output((), {})
    assert run(EngineCluster((), 1)).clusters == ((),)


def test_a_style_the_engine_refuses_is_an_error_in_its_words() -> None:
    broken = style().replace(b"<layout", b"<nothing").replace(b"</layout", b"</nothing")
    with pytest.raises(EngineError, match="Pandoc gave up"):
        Pandoc().run(Job(broken, (ITEM,), (cite(0, 1),)))


def test_an_endless_run_is_ended() -> None:
    macros = '<macro name="a"><text macro="b"/></macro><macro name="b"><text macro="a"/></macro>'
    text = style().decode().replace("<citation", f"{macros}<citation", 1)
    text = text.replace('<text macro="work"/>', '<text macro="a"/>')
    with pytest.raises(EngineError, match=r"within 0\.5 seconds"):
        Pandoc(time_limit=0.5).run(Job(text.encode(), (ITEM,), (cite(0, 1),)))


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("echo no json", "cannot be read"),
        ("head -c 200000 /dev/zero | tr '\\\\0' '['", "cannot be read"),
        ("echo '{}'", "has no text"),
        ("echo '{\"blocks\": []}'", "lacks citations"),
        ("echo oops >&2; exit 3", r"code 3\): oops"),
        ("exit 4", r"code 4\)"),
    ],
)
def test_an_answer_that_is_none_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, message: str
) -> None:
    program = tmp_path / "pandoc"
    program.write_text(f"#!/bin/sh\ncat >/dev/null\n{answer}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(pandoc, "program", lambda: program)
    with pytest.raises(EngineError, match=message):
        Pandoc().run(Job(style(), (ITEM,), (cite(0, 1),)))


def test_a_program_that_cannot_be_started_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pandoc, "program", lambda: tmp_path / "nothing")
    with pytest.raises(EngineError, match="cannot be started"):
        Pandoc().run(Job(style(), (ITEM,), (cite(0, 1),)))


def test_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fail)
    with pytest.raises(EngineError, match="No space left"):
        Pandoc().run(Job(b"", (ITEM,), (cite(0, 1),)))


def test_a_missing_engine_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    pandoc.program.cache_clear()
    monkeypatch.setattr(pandoc, "find_spec", lambda name: None)
    monkeypatch.setattr(pandoc.shutil, "which", lambda name: None)
    with pytest.raises(EngineMissingError, match="not installed"):
        pandoc.program()
    monkeypatch.setattr(pandoc.shutil, "which", lambda name: "/usr/bin/pandoc")
    assert pandoc.program() == Path("/usr/bin/pandoc")
    pandoc.program.cache_clear()


@pytest.mark.parametrize(
    ("target", "number"), [("#ref-w12", 12), ("#ref-x", None), ("#w1", None), ("", None)]
)
def test_a_link_to_an_entry_names_its_item(target: str, number: int | None) -> None:
    assert pandoc.item_of_target(target) == number
