"""One source on its way to its files: what is written, what is left whole, what is said."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Literal

import click
import pytest
from click.testing import CliRunner

import warraq
from warraq.cli import build, check, formats, options
from warraq.cli.files import LOCK_NAME
from warraq.cli.main import ExitStatus, MachineError
from warraq.diagnostics import Location, Report
from warraq.export import registry, run
from warraq.export.api import Artifact, ExportError

Effect = Callable[[Report], None]


def nothing(_: Report) -> None:
    pass


def fault(report: Report) -> None:
    report.error("C003", "no work has this key", Location("a.md", 3, 7), "did you mean @b?")


def doubt(report: Report) -> None:
    report.warning("T001", "two spaces", Location("a.md", 4))


@dataclasses.dataclass
class Library:
    """A stand-in for the library: each step has an effect on the report."""

    load: Effect = nothing
    resolve: Effect = nothing
    theme: Effect = nothing
    export: Effect = nothing
    calls: list[tuple[str, Any]] = dataclasses.field(default_factory=list)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(warraq, "load", self._load)
        monkeypatch.setattr(warraq, "resolve", self._resolve)
        monkeypatch.setattr(warraq, "export", self._export)
        monkeypatch.setattr(run, "load_theme_of", self._theme)

    def _load(self, path: str, report: Report) -> Any:
        self.load(report)
        return SimpleNamespace(report=report, document=None)

    def _resolve(self, publication: Any, **choices: Any) -> Any:
        self.calls.append(("resolve", choices))
        self.resolve(publication.report)
        return publication

    def _theme(self, resolution: Any) -> None:
        self.theme(resolution.report)

    def _export(self, resolution: Any, name: str, **values: Any) -> Artifact:
        self.calls.append((name, values))
        self.theme(resolution.report)
        if resolution.report.has_errors:
            raise ValueError("the source has errors")
        self.export(resolution.report)
        return Artifact(f"{name} of it".encode(), f".{name}", "x/y")


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    made = Library()
    made.install(monkeypatch)
    return made


def invoke(command: click.Command, *arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, [str(item) for item in arguments], standalone_mode=False)
    if result.exception is not None:
        raise result.exception
    return int(result.return_value), result.stdout, result.stderr


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != LOCK_NAME}


def test_all_formats_are_written_by_default(library: Library, tmp_path: Path) -> None:
    status, out, err = invoke(build.command, "x/نص.md", "--output", tmp_path)
    assert status == ExitStatus.FINE
    assert set(written(tmp_path)) == {"نص.pdf", "نص.docx", "نص.epub"}
    assert f"wrote {tmp_path}/نص.pdf (0 kB)\n" in out
    assert err == ""


def test_choices_reach_the_library(library: Library, tmp_path: Path) -> None:
    invoke(
        build.command, "a.md", "--to", " DOCX,docx ", "--output", tmp_path, "--theme", "book",
        "--citation-style", "s.yaml", "--no-glossary",
    )  # fmt: skip
    choices = {"citation_style": "s.yaml", "theme": "book", "glossary": False}
    assert library.calls == [("resolve", choices), ("docx", {})]


@pytest.mark.parametrize("step", ["load", "resolve", "theme", "export"])
def test_an_error_anywhere_writes_nothing_and_leaves_the_older_output(
    library: Library, tmp_path: Path, step: str
) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    setattr(library, step, fault)
    status, out, err = invoke(build.command, "a.md", "--output", tmp_path)
    assert status == ExitStatus.SOURCE_ERROR
    assert written(tmp_path) == {"a.pdf": b"old"}
    assert out == ""
    assert err.split("\n") == [
        "a.md:3:7: error[C003]: no work has this key",
        "    hint: did you mean @b?",
        "a.md: 1 error; nothing was written",
        "",
    ]


def test_a_warning_is_said_and_the_files_are_written(library: Library, tmp_path: Path) -> None:
    library.resolve = doubt
    status, out, err = invoke(build.command, "a.md", "--output", tmp_path, "--to", "pdf")
    assert status == ExitStatus.FINE
    assert err == "a.md:4: warning[T001]: two spaces\na.md: 1 warning\n"
    assert out.startswith("wrote ")


@pytest.mark.parametrize("step", ["load", "resolve", "export"])
def test_strict_makes_a_warning_an_error(library: Library, tmp_path: Path, step: str) -> None:
    setattr(library, step, doubt)
    status, _, err = invoke(build.command, "a.md", "--output", tmp_path, "--strict")
    assert status == ExitStatus.SOURCE_ERROR
    assert "error[T001]" in err
    assert written(tmp_path) == {}


def test_what_the_machine_lacks_is_one_line_and_ends_the_run(
    library: Library, tmp_path: Path
) -> None:
    def lack(_: Report) -> None:
        raise ExportError("Pango is missing;\ntype: make doctor")

    library.export = lack
    status, _, err = invoke(build.command, "a.md", "b.md", "--output", tmp_path)
    assert status == ExitStatus.MACHINE_ERROR
    assert err == "warraq: Pango is missing; type: make doctor\n"
    assert [name for name, _ in library.calls] == ["resolve", "pdf"]


def test_an_output_folder_that_is_a_file(library: Library, tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("")
    status, _, err = invoke(build.command, "a.md", "--output", tmp_path / "dist")
    assert status == ExitStatus.MACHINE_ERROR
    assert err.count("\n") == 1
    assert "file" in err


def test_the_source_is_never_overwritten(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.pdf"
    source.write_text("text")
    status, _, err = invoke(build.command, source, "--output", tmp_path, "--to", "pdf")
    assert status == ExitStatus.MACHINE_ERROR
    assert "is the source itself" in err
    assert source.read_text() == "text"


def test_two_formats_of_one_suffix_do_not_overwrite_each_other(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warraq, "export", lambda *_, **__: Artifact(b"", ".pdf", "x/y"))
    status, _, err = invoke(build.command, "a.md", "--output", tmp_path)
    assert status == ExitStatus.MACHINE_ERROR
    assert "two formats would write" in err
    assert written(tmp_path) == {}


def test_one_bad_source_does_not_stop_the_good_one(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(path: str, report: Report) -> Any:
        if path == "bad.md":
            fault(report)
        return SimpleNamespace(report=report, document=None)

    monkeypatch.setattr(warraq, "load", load)
    status, _, _ = invoke(build.command, "bad.md", "good.md", "--output", tmp_path, "--to", "pdf")
    assert status == ExitStatus.SOURCE_ERROR
    assert set(written(tmp_path)) == {"good.pdf"}


def test_json_tells_all_that_happened(library: Library, tmp_path: Path) -> None:
    library.resolve = doubt
    status, out, err = invoke(
        build.command, "نص.md", "--output", tmp_path, "--to", "pdf", "--messages", "json"
    )
    assert err == ""
    assert out.isascii()
    data = json.loads(out)
    assert data["status"] == status == 0
    (source,) = data["sources"]
    assert source["source"] == "نص.md"
    assert source["outputs"] == [str(tmp_path / "نص.pdf")]
    assert source["problem"] is None
    assert [item["code"] for item in source["diagnostics"]] == ["T001"]


def test_check_writes_nothing_and_sees_the_theme(library: Library, tmp_path: Path) -> None:
    assert invoke(check.command, "a.md") == (0, "", "a.md: no fault found\n")
    library.theme = fault
    status, _, err = invoke(check.command, "a.md", "b.md")
    assert status == ExitStatus.SOURCE_ERROR
    assert err.count("error[C003]") == 2
    assert all(name == "resolve" for name, _ in library.calls)


def test_an_internal_error_of_an_exporter_is_not_taken_for_the_source_s(
    library: Library, tmp_path: Path
) -> None:
    def fail(_: Report) -> None:
        raise ValueError("a bug")

    library.export = fail
    with pytest.raises(ValueError, match="a bug"):
        invoke(build.command, "a.md", "--output", tmp_path)
    assert not tmp_path.joinpath("a.pdf").exists()


class Paper(enum.StrEnum):
    A4 = "a4"
    LETTER = "letter"


@dataclasses.dataclass(frozen=True)
class ExampleOptions:
    dpi: int = dataclasses.field(default=300, metadata={"help": "Dots in an inch."})
    tagged: bool = True
    variant: Literal["a-1", "a-2"] | None = None
    paper: Paper = Paper.A4
    title: str = ""


class ExampleExporter:
    name = "example"
    suffix = ".ex"
    media_type = "x/ex"
    options = ExampleOptions


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> None:
    place = {"example": f"{__name__}:ExampleExporter"}
    monkeypatch.setattr(registry, "BUILT_IN", place)
    monkeypatch.setattr(registry, "get", lambda _: ExampleExporter())


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("dpi=150", 150),
        ("tagged=No", False),
        ("variant=a-2", "a-2"),
        ("variant=none", None),
        ("paper=letter", Paper.LETTER),
        ("title=a=b.c", "a=b.c"),
        ("title=", ""),
    ],
)
@pytest.mark.usefixtures("example")
def test_values_of_options(text: str, value: object) -> None:
    name = text.partition("=")[0]
    found = options.exporter_options([f"example.{text}"], ("example",))
    assert found == {"example": {name: value}}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("dpi=many", "is not int"),
        ("tagged=perhaps", r"true\|false"),
        ("variant=a-9", r"a-1\|a-2\|none"),
        ("paper=a5", r"a4\|letter"),
        ("dip=1", "mean 'dpi'"),
        ("zzzzz=1", "Its options: dpi, tagged"),
    ],
)
@pytest.mark.usefixtures("example")
def test_wrong_options_are_wrong_usage(text: str, words: str) -> None:
    with pytest.raises(click.UsageError, match=words):
        options.exporter_options([f"example.{text}"], ("example",))


@pytest.mark.usefixtures("example")
def test_formats_lists_the_options() -> None:
    result = CliRunner().invoke(formats.command)
    assert result.output.split("\n") == [
        "example: x/ex, *.ex",
        "    example.dpi=int (default: 300)  Dots in an inch.",
        "    example.tagged=true|false (default: True)",
        "    example.variant=a-1|a-2|none (default: None)",
        "    example.paper=a4|letter (default: a4)",
        "    example.title=str (default: )",
        "",
    ]


def test_a_broken_plug_in_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise ImportError("no module named x")

    monkeypatch.setattr(registry, "get", fail)
    with pytest.raises(MachineError, match="plug-in for jats cannot be loaded: no module"):
        options.load_exporter("jats")


def test_plug_ins_that_clash_are_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def clash() -> None:
        raise registry.NameClashError("two exporters are named 'pdf'")

    monkeypatch.setattr(registry, "targets", clash)
    with pytest.raises(MachineError, match="two exporters"):
        options.known_formats()
