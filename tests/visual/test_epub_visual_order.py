"""Chromium shows the lines of a book in the order of UAX #9: each letter's place is measured."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lxml import etree

import warraq
from tests.epub_book import XHTML, Book, export, opened
from tests.epub_reader import Reader, is_shown
from tests.kitchen_sink import resolved_kitchen_sink
from warraq.diagnostics import Report
from warraq.lang.bidi import visual_order

pytestmark = pytest.mark.visual

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "source" / "article.md", *sorted((ROOT / "tests/cases/languages").glob("*.md"))]
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--window-size=1000,2000", "--virtual-time-budget=20000", "--dump-dom"),
)
# What is a box of its own on the line, or no text: its letters are not compared.
SET_APART = ".label, .verse-line, pre, math, [hidden]"
SCRIPT = """
function measure() {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('%s, script')) continue;
    const text = node.data;
    for (let index = 0; index < text.length; index++) {
      if (!text[index].trim()) continue;
      const range = document.createRange();
      range.setStart(node, index); range.setEnd(node, index + 1);
      const box = range.getBoundingClientRect();
      found.push([text[index], (box.left + box.right) / 2, (box.top + box.bottom) / 2]);
    }
  }
  const mark = 'MEASU' + 'RED';
  document.body.textContent = mark + JSON.stringify(found) + mark;
}
window.addEventListener('load', () => document.fonts.ready.then(measure));
"""
SAME_LINE = 10
"""Middles of letters nearer than so many pixels are of one line, raised marks of notes too."""


class Place(NamedTuple):
    """A letter with its level and the middle of its box in pixels, None where nothing shows."""

    char: str
    level: int
    x: float | None = None
    y: float | None = None


@cache
def chromium() -> str:
    """Return the browser's program."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "Chromium is not installed"
    return program


def as_one_page(book: Book) -> Any:
    """Return all pages as one, each in a division of its own."""
    pages = [page for name, page in book.pages.items() if name != "cover.xhtml"]
    whole = pages[0]
    body = whole.find(f"{XHTML}body")
    for page in pages[1:]:
        part = etree.SubElement(body, f"{XHTML}div")
        part.extend(page.find(f"{XHTML}body"))
    for element in body.xpath("//*[@hidden]"):
        element.getparent().remove(element)
    return whole


def measured(book: Book, page: Any, folder: Path, width: int) -> list[tuple[str, float, float]]:
    """Return the letters of a page with the places where Chromium shows them."""
    for name, data in book.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    # The browser's window has a least width, a body has none.
    page.find(f"{XHTML}body").set("style", f"inline-size: {width}px")
    script = etree.SubElement(page.find(f"{XHTML}head"), f"{XHTML}script")
    script.text = SCRIPT % SET_APART
    target = folder / "EPUB" / "whole.xhtml"
    target.write_bytes(etree.tostring(page, encoding="utf-8", xml_declaration=True))
    answer = subprocess.run(
        [chromium(), *FLAGS, f"--user-data-dir={folder / 'profile'}", target.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    ).stdout.decode("utf-8")
    found = re.search("MEASURED(.*)MEASURED", answer, re.DOTALL)
    assert found, "the page did not measure itself"
    unescaped = found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return [(char, x, y) for char, x, y in json.loads(unescaped)]


def paragraphs(page: Any, places: list[tuple[str, float, float]]) -> list[list[Place]]:
    """Return the letters of each paragraph with level and place."""
    for element in page.xpath("//*[contains(@class, 'verse-line')]"):
        element.getparent().remove(element)
    reader = Reader(page, notes_at_calls=False)
    reader.block(page.find(f"{XHTML}body"), page.get("dir"))
    places = [place for place in places if is_shown(place[0])]
    assert [char for char, _ in reader.result] == [char for char, _, _ in places]
    rest = iter(places)
    return [
        [
            Place(char, level, *(next(rest)[1:] if is_shown(char) else ()))
            for char, level in paragraph
        ]
        for paragraph in reader.paragraphs
    ]


def lines(paragraph: list[Place]) -> list[list[Place]]:
    """Return the lines into which a paragraph was broken; what does not show stays with them.

    A space or the edge of an isolate has no place, but parts the letters around it.
    """
    result: list[list[Place]] = [[]]
    for place in paragraph:
        middles = [other.y for other in result[-1] if other.y is not None]
        if place.y is not None and middles and abs(place.y - middles[0]) >= SAME_LINE:
            result.append([])
        result[-1].append(place)
    return result


def wrong(line: list[Place]) -> bool:
    """Whether the letters of a line do not stand as their levels ask (UAX #9, rule L2)."""
    shown = [line[index] for index in visual_order([place.level for place in line])]
    # A mark has the place of its letter, give or take.
    middles = [
        place.x for place in shown if place.x is not None and not unicodedata.combining(place.char)
    ]
    return any(right < left - 0.5 for left, right in pairwise(middles))


def verdict(book: Book, folder: Path, width: int) -> tuple[int, list[str]]:
    """Return the number of lines and the wrong ones."""
    page = as_one_page(book)
    places = measured(book, page, folder, width)
    found = [line for paragraph in paragraphs(page, places) for line in lines(paragraph)]
    return len(found), ["".join(place.char for place in line) for line in found if wrong(line)]


@pytest.mark.parametrize("width", [280, 640])
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_source(source: Path, width: int, tmp_path: Path) -> None:
    resolution = warraq.resolve(warraq.load(source, Report()))
    book = opened(warraq.export(resolution, "epub").data)
    count, found = verdict(book, tmp_path, width)
    assert found == []
    assert count > 50


def test_the_kitchen_sink(tmp_path: Path) -> None:
    count, found = verdict(export(resolved_kitchen_sink(), fonts=True), tmp_path, 500)
    assert found == []
    assert count > 50


def test_a_lost_isolate_is_seen(tmp_path: Path) -> None:
    """The measure itself: what Chromium shows without the isolate is not what the model asks."""
    book = export(resolved_kitchen_sink(), fonts=True)
    right = book.text("chapter-1.xhtml")
    broken = right.replace('<span lang="en" xml:lang="en" dir="ltr">C++', "<span>C++")
    assert broken != right
    page = as_one_page(book)
    other = Book({**book.files, "EPUB/chapter-1.xhtml": broken.encode()})
    places = measured(other, as_one_page(other), tmp_path, 500)
    found = [line for paragraph in paragraphs(page, places) for line in lines(paragraph)]
    assert any(wrong(line) for line in found)
