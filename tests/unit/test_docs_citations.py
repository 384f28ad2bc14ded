"""The pages on references and citation styles: what they say a style prints, it prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import warraq
from warraq.bib import date_wording, dates, files, locators, names, style, wording
from warraq.bib.style import Language
from warraq.codes import catalogue
from warraq.diagnostics import Report
from warraq.model.blocks import BibliographyEntry
from warraq.model.inlines import Citation, Emphasis, Superscript, Text
from warraq.model.metadata import Digits
from warraq.model.walk import iterate
from warraq.resolve.notes import AUTHOR_NAME
from warraq.resolve.style_sample import _CITED

DOCS = Path(__file__).resolve().parents[2] / "docs"
GUIDES = ("bibliography.md", "bibliography.ar.md")
MANUALS = ("citation-styles.md", "citation-styles.ar.md")
CITED = "•"
LISTED = "–"
SAMPLE = "\n\n".join(f"نص [@{key}, {place}]." for key, place in _CITED)
"""The citations of ``warraq styles``, to which a page on a style of one's own keeps."""

_PIECE = re.compile(
    r"^(?P<heading>#{2,3}) "
    r"|^```(?P<language>\w+)\n(?P<text>.*?)^```$"
    r"|^(?P<lead>[^\n>|#]*`(?P<style>[a-z-]+(?:\.yaml)?)`(?:</span>)?[^\n`]*:)\n\n"
    r"(?P<quote>(?:>[^\n]*\n)+)",
    re.MULTILINE | re.DOTALL,
)


@dataclass
class Example:
    """What a page shows together: entries, a source, a style of one's own, and what is printed."""

    style: str = ""
    printed: tuple[str, ...] = ()
    fences: dict[str, str] = field(default_factory=dict)


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def examples(text: str) -> Iterator[Example]:
    """Yield what a page says is printed, with the fences of the same section before it."""
    fences: dict[str, str] = {}
    for match in _PIECE.finditer(text):
        if match["heading"]:
            fences = {}
        elif match["language"]:
            fences[match["language"]] = match["text"]
        else:
            lines = (line.removeprefix(">").strip() for line in match["quote"].split("\n"))
            yield Example(match["style"], tuple(filter(None, lines)), dict(fences))


def as_markdown(nodes: Any) -> str:
    """Return inlines in the marks of a page: emphasis, raised letters, and texts."""
    result = ""
    for node in nodes:
        match node:
            case Text():
                result += node.text.replace("\u00a0", " ")
            case Emphasis():
                result += f"*{as_markdown(node.children)}*"
            case Superscript():
                result += f"<sup>{as_markdown(node.children)}</sup>"
            case _:
                result += as_markdown(node.children)
    return result


def printed(example: Example, folder: Path) -> list[str]:
    """Return what an example prints, each citation and then each entry of the list."""
    own = example.style.endswith(".yaml")
    sample = files.read(files.folder() / "_sample.bib", None)
    if own:
        (folder / example.style).write_text(example.fences["yaml"], encoding="utf-8")
    front = "" if own else example.fences.get("yaml", "")
    body = example.fences.get("markdown", SAMPLE)
    (folder / "b.bib").write_text(example.fences.get("bibtex", sample), encoding="utf-8")
    source = folder / "paper.md"
    source.write_text(f"---\ntitle: أ\nbibliography: b.bib\n{front}---\n\n{body}", encoding="utf-8")
    name = str(folder / example.style) if own else example.style
    resolution = warraq.resolve(warraq.load(source), citation_style=name)
    assert [str(item) for item in resolution.report if item.code != "C016"] == []
    nodes = list(iterate(resolution.document.blocks))
    cited = [
        f"{CITED} {as_markdown(node.children)}"
        for node in nodes
        if isinstance(node, Citation) and AUTHOR_NAME not in node.attributes.classes
    ]
    entries = [node.children for node in nodes if isinstance(node, BibliographyEntry)]
    return [*cited, *(f"{LISTED} {as_markdown(entry)}" for entry in entries)]


def rows(text: str, name: str) -> list[list[str]]:
    """Return the cells of the table after the comment of a name, without the marks of code."""
    table = text.partition(f"<!-- {name} -->\n\n")[2].partition("\n\n")[0]
    lines = table.split("\n")[2:]
    assert lines, name
    plain = [re.sub(r"</?span[^>]*>|`", "", line.replace(r"\|", "¦")) for line in lines]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in plain]


def language(tag: str) -> Language:
    return style.load("arabic-notes", None, Report()).languages.get(tag)


# --- What is printed ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GUIDES)
def test_the_author_s_page_says_what_is_printed(name: str, tmp_path: Path) -> None:
    found = list(examples(page(name)))
    assert len(found) >= 16
    for example in found:
        assert list(example.printed) == printed(example, tmp_path)


@pytest.mark.parametrize("name", MANUALS)
def test_the_editor_s_page_says_what_a_style_of_one_s_own_prints(name: str, tmp_path: Path) -> None:
    found = list(examples(page(name)))
    assert len(found) >= 5
    for example in found:
        real = printed(example, tmp_path)
        assert [line for line in real if line in example.printed] == list(example.printed)


def test_a_wrong_line_of_a_page_would_be_seen(tmp_path: Path) -> None:
    text = "## A\n\n`apa` prints:\n\n> • (علوي، 2016، ص. 93)\n"
    (example,) = examples(text)
    assert example.printed[0] not in printed(example, tmp_path)
    assert example.printed[0].replace("2016", "2015") in printed(example, tmp_path)


# --- Tables ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", GUIDES)
def test_places_are_printed_as_the_table_says(name: str) -> None:
    for spellings, *expected in rows(page(name), "locators"):
        for spelling in spellings.split(" · "):
            found = locators.parse(spelling.strip("«»"))
            shown = [
                wording.locators(found, language(tag), Digits.WESTERN).replace("\u00a0", " ")
                for tag in ("ar", "en")
            ]
            assert shown == expected, spelling


@pytest.mark.parametrize("name", GUIDES)
def test_dates_are_printed_as_the_table_says(name: str) -> None:
    for written, *expected in rows(page(name), "dates"):
        for text in written.split(" · "):
            value = dates.parse(text.strip("«»“”"), "ar")
            assert value is not None
            shown = [
                date_wording.date(value, language(tag), Digits.WESTERN) for tag in ("ar", "en")
            ]
            assert [item.replace("\u00a0", " ") for item in shown] == expected, text


@pytest.mark.parametrize("name", GUIDES)
def test_names_are_divided_as_the_table_says(name: str) -> None:
    for written, given, family in rows(page(name), "names"):
        for text in written.split(" · "):
            (found,) = names.parse(text.strip("«»"), "").names
            whole = " ".join(filter(None, (found.particle, found.family or found.literal)))
            parts = [found.given or "–", whole]
            assert parts == [given, family], text


@pytest.mark.parametrize("name", GUIDES)
def test_types_of_the_table_are_those_of_the_styles(name: str) -> None:
    from warraq.bib.vocabulary import ENTRY_TYPES

    named = set(re.findall(r"@(\w+)", "".join(row[0] for row in rows(page(name), "types"))))
    also = {"phdthesis", "mastersthesis", "techreport", "electronic", "www", "webpage"}
    assert named == {*ENTRY_TYPES, *also, "conference"} - {"default"}


@pytest.mark.parametrize("name", GUIDES)
def test_the_author_s_page_tells_of_every_message(name: str) -> None:
    told = set(re.findall(r"`(C\d{3})`", page(name)))
    assert told == {code for code in catalogue() if code.startswith("C")}


@pytest.mark.parametrize("name", GUIDES + MANUALS)
def test_the_pages_name_every_shipped_style(name: str) -> None:
    assert [key for key in files.shipped_names() if f"| `{key}`" not in page(name)] == []


@pytest.mark.parametrize("name", MANUALS)
def test_the_words_of_the_table_are_those_of_the_languages(name: str) -> None:
    shown = {key: (arabic, english) for key, arabic, english in rows(page(name), "terms")}
    real = {}
    for key in language("ar").terms:
        forms = []
        for tag in ("ar", "en"):
            term = language(tag).terms[key]
            forms.append(
                ", ".join(dict.fromkeys(filter(None, (term.single, term.dual, term.multiple))))
            )
        real[key] = (forms[0], forms[1])
    assert shown == real


# --- The pages in Arabic --------------------------------------------------------------------------


@pytest.mark.parametrize(("english", "arabic"), [GUIDES, MANUALS])
def test_the_arabic_page_has_the_examples_and_keys_of_the_english_one(
    english: str, arabic: str
) -> None:
    pages = [page(english), page(arabic)]
    fenced = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    assert fenced.findall(pages[0]) == fenced.findall(pages[1])
    shown = [[(item.style, item.printed) for item in examples(text)] for text in pages]
    assert shown[0] == shown[1]
    plain = [fenced.sub("", text) for text in pages]
    levels = [[len(mark) for mark in re.findall(r"^(#+) ", text, re.MULTILINE)] for text in plain]
    assert levels[0] == levels[1]
    keys = re.compile(r"^\| `([a-zA-Z][\w.-]*)`", re.MULTILINE)
    assert keys.findall(plain[0]) == keys.findall(plain[1])
    count = re.compile(r"^\| ", re.MULTILINE)
    assert len(count.findall(plain[0])) == len(count.findall(plain[1]))
