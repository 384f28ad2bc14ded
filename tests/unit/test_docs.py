"""The pages for readers: their commands run, their links lead somewhere, their lists are whole."""

from __future__ import annotations

import re
import runpy
import shlex
import struct
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

import warraq
from warraq.cli import build, machine
from warraq.cli.main import main
from warraq.cli.options import option_kinds
from warraq.codes import FAMILIES
from warraq.export.registry import BUILT_IN, get
from warraq.lang.terms import LANGUAGES
from warraq.style.theme import theme_names

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
NAMES = [path.relative_to(ROOT).as_posix() for path in PAGES]
FIRST_ARTICLE = DOCS / "first-article.md"
SOURCE = "article.md"
WITH_TESTS_OF_THEIR_OWN = {
    f"{name}{part}.md"
    for name in ("source-format", "bibliography", "citation-styles")
    for part in ("", ".ar")
}
LARGEST_PICTURE = 150_000

_FENCE = re.compile(r"^(`{3,})([\w-]*)\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)
_FILE_NAME = re.compile(r"`([\w.-]+\.[a-z]+)`[^`]*:\s*\Z")
_STATUS = re.compile(r"\bexit status (\d+)")
_SETTING = re.compile(r"[A-Z_]+=\S*")


@dataclass(frozen=True)
class Fence:
    """A fenced block of a page; ``file`` is the name under which the page has it saved."""

    language: str
    text: str
    file: str = ""


@dataclass(frozen=True)
class Command:
    """A command line of a page with the exit status that the page states (0 if it states none)."""

    words: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)
    status: int = 0


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def fences(text: str) -> Iterator[Fence]:
    """Yield the fenced blocks of a page in order."""
    for match in _FENCE.finditer(text):
        before = re.sub(r"\s*(<div dir=\"...\">)?\s*\Z", "", text[: match.start()])
        paragraph = before.rpartition("\n\n")[2]
        named = _FILE_NAME.search(paragraph)
        yield Fence(match[2], match[3], named[1] if named else "")


def commands(fence: Fence) -> Iterator[Command]:
    """Yield the lines of a block of shell that call warraq or make."""
    if fence.language not in {"sh", "console"}:
        return
    for line in fence.text.split("\n"):
        words = shlex.split(line.removeprefix("$ "), comments=True)
        settings: dict[str, str] = {}
        while words and _SETTING.fullmatch(words[0]):
            name, _, value = words.pop(0).partition("=")
            settings[name] = value
        if words and words[0] in {"warraq", "make"}:
            stated = _STATUS.search(line)
            yield Command(tuple(words), settings, int(stated[1]) if stated else 0)


def all_commands(text: str) -> list[Command]:
    return [command for fence in fences(text) for command in commands(fence)]


def sections(text: str) -> list[int]:
    """Return the levels of the headings of a page."""
    plain = _FENCE.sub("", text)
    return [len(mark) for mark in re.findall(r"^(#+) ", plain, re.MULTILINE)]


def prose(text: str) -> str:
    return re.sub(r"`[^`\n]*`", "", _FENCE.sub("", text))


def add_to_article(folder: Path, fence: Fence) -> None:
    """Do what the guided article asks for: a key goes to the front matter, a text to the end."""
    path = folder / SOURCE
    text = read(path)
    if fence.language == "yaml":
        head, mark, body = text[4:].partition("---\n")
        text = f"---\n{head}{fence.text}{mark}{body}"
    else:
        text += f"\n{fence.text}"
    path.write_text(text, encoding="utf-8")


def install_plugin(folder: Path) -> None:
    """Do what pip would: put the entry points of the page's package where Python finds them."""
    project = tomllib.loads(read(folder / "pyproject.toml"))["project"]
    info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Name: {project['name']}\nVersion: {project['version']}\n")
    lines: list[str] = []
    for group, points in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{name} = {target}" for name, target in points.items())]
    (info / "entry_points.txt").write_text("\n".join(lines) + "\n")


def put(folder: Path, fence: Fence) -> None:
    """Save a block under its name, or put it into the article that the page has had saved."""
    if fence.file:
        (folder / fence.file).write_text(fence.text, encoding="utf-8")
        if fence.file == "pyproject.toml":
            install_plugin(folder)
    elif fence.language in {"yaml", "markdown"}:
        add_to_article(folder, fence)


def set_up_first_article(folder: Path) -> None:
    for fence in fences(read(FIRST_ARTICLE)):
        put(folder, fence)


def sets_up_its_own_article(text: str) -> bool:
    return any(fence.file == SOURCE for fence in fences(text))


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Command], str]:
    """A function that runs a command in the temporary folder and returns all that it printed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)

    def run(command: Command) -> str:
        program, *arguments = command.words
        if program == "make":
            done = subprocess.run(
                ["make", "-n", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
            )
            assert done.returncode == command.status, done.stderr
            return done.stdout
        with monkeypatch.context() as patch:
            for name, value in command.settings.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as stopped:
                main(arguments)
        output = capsys.readouterr()
        status = stopped.value.code or 0
        assert status == command.status, (command.words, output.out + output.err)
        return output.out + output.err

    return run


RUNNABLE = [path for path in PAGES if all_commands(read(path)) and path.name != "README.ar.md"]


@pytest.mark.parametrize("path", RUNNABLE, ids=lambda path: path.name)
def test_commands_of_the_page_end_as_it_says(
    path: Path, tmp_path: Path, run: Callable[[Command], str]
) -> None:
    text = read(path)
    own = sets_up_its_own_article(text)
    if not own:
        set_up_first_article(tmp_path)
    seen: set[str] = set()
    for fence in fences(text):
        if own or fence.file:
            put(tmp_path, fence)
            seen.clear()
        for command in commands(fence):
            if str(command) not in seen:
                run(command)
            seen.add(str(command))


def test_a_command_that_fails_would_be_seen(tmp_path: Path, run: Callable[[Command], str]) -> None:
    set_up_first_article(tmp_path)
    fence = Fence("sh", "warraq build nothing.md  # exit status 1\nwarraq check nothing.md\n")
    good, bad = commands(fence)
    run(good)
    with pytest.raises(AssertionError):
        run(bad)


def pieces(path: Path) -> list[Fence]:
    """Return the pieces of a source that a page shows without having them saved."""
    if sets_up_its_own_article(read(path)) or path.name in WITH_TESTS_OF_THEIR_OWN:
        return []
    return [f for f in fences(read(path)) if not f.file and f.language in {"yaml", "markdown"}]


@pytest.mark.parametrize("path", list(filter(pieces, PAGES)), ids=lambda path: path.name)
def test_pieces_of_a_source_are_right(path: Path, tmp_path: Path) -> None:
    for number, fence in enumerate(pieces(path)):
        body = "---\ntitle: عنوان\n---\n\n" + fence.text
        source = tmp_path / f"{number}.md"
        yaml = f"---\n{fence.text}---\n\nنص.\n"
        source.write_text(yaml if fence.language == "yaml" else body, encoding="utf-8")
        assert [str(item) for item in warraq.load(source).report] == []


@pytest.mark.parametrize("name", ["README.md", "README.ar.md", "docs/first-article.md"])
def test_the_message_shown_is_the_one_that_is_printed(
    name: str, tmp_path: Path, run: Callable[[Command], str]
) -> None:
    text = read(ROOT / name)
    for fence in fences(text):
        put(tmp_path, fence)
    (message,) = [fence.text for fence in fences(text) if "error[" in fence.text]
    wrong, right = re.findall("“(.+?)”", message)
    source = read(tmp_path / SOURCE).replace(f"@{right}", f"@{wrong}", 1)
    (tmp_path / SOURCE).write_text(source, encoding="utf-8")
    output = run(Command(("warraq", "build", SOURCE, "--to", "docx"), status=1))
    assert message in output


def test_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = read(ROOT / "README.md")
    for fence in fences(text):
        put(tmp_path, fence)
    monkeypatch.chdir(tmp_path)
    (program,) = [fence.text for fence in fences(text) if fence.language == "python"]
    (tmp_path / "program.py").write_text(program, encoding="utf-8")
    names = runpy.run_path(str(tmp_path / "program.py"))
    assert names["data"][:2] == b"PK"
    assert capsys.readouterr().out == ""


def test_exporter_of_the_page_prints_every_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[[Command], str]
) -> None:
    set_up_first_article(tmp_path)
    for fence in fences(read(DOCS / "writing-an-exporter.md")):
        if fence.file:
            put(tmp_path, fence)
    formats = run(Command(("warraq", "formats")))
    assert "text.notes=true|false (default: True)  put the notes at the end" in formats
    run(Command(("warraq", "build", SOURCE, "--to", "text")))
    output = read(tmp_path / "dist" / "article.txt")
    expected = (
        "كان الورّاق ينسخ الكتاب ويجلّده ويبيعه",
        "the book trade",
        "النسخ	الورّاق	الطابع",
        "copying	الوراقة",
        "المراجع العربية",
        "(1) القرن الثاني للهجرة",
    )
    for words in expected:
        assert words in output
    assert "\n(1) " not in output.partition("المراجع العربية")[0]


# --- Links, pictures, names -----------------------------------------------------------------------


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings as code hosts make them."""
    titles = re.findall(r"^#+ (.+)$", _FENCE.sub("", read(path)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_links_and_pictures_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"(?<!\\)\]\(([^)\s]+)\)", prose(read(path))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.is_file(), f"{path.name}: {target}"
        assert there.is_relative_to(ROOT)
        if anchor:
            assert anchor in anchors(there), f"{path.name}: {target}"


def test_pictures_of_the_gallery_are_small_and_shown() -> None:
    pictures = sorted((DOCS / "gallery").glob("*"))
    shown = "".join(map(read, PAGES))
    assert pictures
    for picture in pictures:
        data = picture.read_bytes()
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert len(data) <= LARGEST_PICTURE, picture.name
        assert struct.unpack(">I", data[16:20])[0] >= 600, "too small to be read"
        assert f"gallery/{picture.name})" in shown, picture.name


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_page_begins_with_its_title(path: Path) -> None:
    levels = sections(read(path))
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", PAGES, ids=NAMES)
def test_page_names_no_place_of_one_machine(path: Path) -> None:
    assert not re.search(r"(?<![\w.])/(work|root|home|tmp|Users)/", read(path))
    assert not re.search(r"pypi|npmjs|crates\.io|conda-forge", read(path), re.IGNORECASE)


# --- What the pages list --------------------------------------------------------------------------


def test_messages_page_is_what_its_tool_writes() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "list_codes.py"))
    assert read(DOCS / "diagnostics.md") == tool["page"](), "run tools/list_codes.py"
    assert set(tool["HEADINGS"]) == set(FAMILIES)


def test_messages_page_shows_texts_as_they_are() -> None:
    escape = runpy.run_path(str(ROOT / "tools" / "list_codes.py"))["as_markdown"]
    assert escape("a <br> [b]{c} `d <e>` *f*") == r"a \<br\> \[b\]\{c\} `d <e>` \*f\*"


def test_readme_lists_the_options_of_build() -> None:
    described = set(re.findall(r"^\| `(--[a-z-]+)", read(ROOT / "README.md"), re.MULTILINE))
    real = {option for item in build.command.params for option in item.opts if option[:2] == "--"}
    assert described == real


def test_readme_names_what_is_shipped() -> None:
    names = {
        "Arabic": "ar",
        "English": "en",
        "Persian": "fa",
        "French": "fr",
        "Hebrew": "he",
        "Turkish": "tr",
        "Urdu": "ur",
    }
    assert set(names.values()) == set(LANGUAGES)
    styles = {path.stem for path in (ROOT / "styles" / "citation").glob("[!_]*.yaml")}
    for name in ("README.md", "README.ar.md"):
        text = read(ROOT / name)
        for shipped in (*theme_names(), *styles):
            assert f"`{shipped}`" in text, (name, shipped)
    assert all(name in read(ROOT / "README.md") for name in names)


def test_build_page_lists_the_options_of_the_formats() -> None:
    described = set(re.findall(r"^\| `(\w+\.\w+)`", read(DOCS / "build.md"), re.MULTILINE))
    real = {f"{name}.{option}" for name in BUILT_IN for option in option_kinds(get(name))}
    assert described == real


@pytest.mark.parametrize("page", ["pdf-file.md", "command-line.md"])
def test_pages_list_the_variants_of_pdf(page: str) -> None:
    from warraq.export.pdf.standards import VARIANTS

    described = set(re.findall(r"`(pdf/[\w-]+)`", read(DOCS / page)))
    assert described == set(VARIANTS) - {"none"}


@pytest.mark.parametrize(
    ("manager", "line"),
    [(machine.Manager.APT, "sudo apt-get install "), (machine.Manager.BREW, "brew install ")],
)
def test_install_page_names_the_packages_of_the_set_up(manager: machine.Manager, line: str) -> None:
    needs = [need for need in machine.NEEDS if need.purpose is machine.Purpose.BUILD]
    real = set(machine.packages(needs, manager))
    page = read(DOCS / "install.md")
    (typed,) = re.findall(rf"^{line}(.+)$", page, re.MULTILINE)
    assert set(typed.split()) == real
    assert all(f"`{name}`" in page for name in real)


# --- The pages in Arabic --------------------------------------------------------------------------


def test_arabic_readme_has_the_parts_and_commands_of_the_english_one() -> None:
    english, arabic = read(ROOT / "README.md"), read(ROOT / "README.ar.md")
    assert sections(arabic) == sections(english)
    assert all_commands(arabic) == all_commands(english)
    assert [f.text for f in fences(arabic) if f.language not in {"sh", ""}] == [
        f.text for f in fences(english) if f.language not in {"sh", ""}
    ]
    assert arabic.count("\n| ") == english.count("\n| ")


def test_arabic_source_format_has_the_examples_of_the_english_one() -> None:
    english, arabic = (read(DOCS / f"source-format{part}.md") for part in ("", ".ar"))
    assert list(fences(arabic)) == list(fences(english))
    assert sections(arabic) == sections(english)
    keys = re.compile(r"^\| (`[^|]+`[^|]*)\|", re.MULTILINE)
    assert len(keys.findall(arabic)) == len(keys.findall(english))


@pytest.mark.parametrize("path", sorted([*ROOT.glob("*.ar.md"), *DOCS.glob("*.ar.md")]))
def test_arabic_page_is_set_from_right_to_left(path: Path) -> None:
    text = read(path)
    assert text.startswith('<div dir="rtl">\n\n')
    assert text.rstrip().endswith("</div>")
    # A block of code inherits the direction of the page, and shows commands in a wrong order.
    for fence in _FENCE.finditer(text):
        direction = "rtl" if fence[2] == "markdown" else "ltr"
        assert text[: fence.start()].endswith(f'<div dir="{direction}">\n\n'), fence[0]
    assert text.count("</div>") == text.count("<div ")
    # So does code in a line, unless it begins with a letter and ends with a letter or a digit.
    lines = _FENCE.sub("", text)
    for match in re.finditer(r"`([^`\n]+)`", lines):
        plain = re.fullmatch(r"[A-Za-z]([ -~]*[A-Za-z0-9])?", match[1])
        assert plain or lines[: match.start()].endswith('<span dir="ltr">'), match[1]
