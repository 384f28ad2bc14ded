"""No word is lost: the words of the source, in order, in the text of the DOCX and the EPUB.

The words are taken from the source by regular expressions that know nothing of our reader, and
from the outputs by nothing but zipfile and lxml.
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import warraq

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (
    ROOT / "source" / "article.md",
    *sorted((ROOT / "tests" / "cases" / "languages").glob("*.md")),
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
X = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"
CUT = "\0"
"""Stands where the tool prints something of its own: a citation, a reference, a note call."""


def words(text: str) -> list[str]:
    """Return the words of a text: letters with their marks, and digits."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return re.findall(r"[\w\u064b-\u0655\u0670]+", text)


def pieces(text: str) -> list[list[str]]:
    """Return the stretches of words between the cuts of a text."""
    return [found for part in text.split(CUT) if (found := words(part))]


def without_markup(text: str) -> str:
    """Return a text of the source without its inline markup, with cuts where words are added."""
    text = re.sub(r"!\[(.*?)\]\([^)]*\)(\{.*?\})?", r"\1", text)
    text = re.sub(r"\[[^\[\]]*@[^\[\]]*\]", CUT, text)
    text = re.sub(r"\[\^\w+\]", CUT, text)
    text = re.sub(r"@[\w-]+", CUT, text)
    text = re.sub(r"\]\([^)]*\)", "]", text)
    text = re.sub(r"\{[^{}]*\}", "", text)
    return re.sub(r"[*`\[\]]", "", text)


def source_pieces(path: Path) -> tuple[list[list[str]], list[list[str]]]:
    """Return the pieces of the running text and those of the notes of a source."""
    _, _, text = path.read_text(encoding="utf-8").partition("\n---\n")
    body: list[list[list[str]]] = []
    notes: list[list[str]] = []
    for block in re.split(r"\n\s*\n", text):
        note = re.match(r"\[\^\w+\]:(.*)", block, re.S)
        if note:
            notes += pieces(without_markup(note[1]))
            continue
        running = block
        for inner in inline_notes(block):
            notes += pieces(without_markup(inner))
            running = running.replace(f"^[{inner}]", CUT)
        found = [piece for line in lines(running) for piece in pieces(without_markup(line))]
        # The caption of a table is written after it and printed before it.
        body.insert(len(body) - 1 if running.startswith(": ") else len(body), found)
    return [piece for block in body for piece in block], notes


def inline_notes(block: str) -> Iterator[str]:
    """Yield the texts of the notes ``^[…]`` of a block, with the brackets in them."""
    for found in re.finditer(r"\^\[", block):
        depth, end = 1, found.end()
        while depth:
            depth += {"[": 1, "]": -1}.get(block[end], 0)
            end += 1
        yield block[found.end() : end - 1]


def lines(block: str) -> Iterator[str]:
    """Yield the parts of a block that stand by themselves: cells, items, lines of a paragraph."""
    if re.match(r"\s*(\||:::|[-*+] |\d+[.)] |[٠-٩۰-۹]+[.)] )", block):
        for line in block.split("\n"):
            if not re.match(r"\s*(:::|\|[\s:|-]+\|?\s*$)", line):
                yield from re.split(r"\|", re.sub(r"^\s*([-*+]|[\d٠-٩۰-۹]+[.)]) ", "", line))
        return
    yield re.sub(r"^(#+|:|>)\s", "", block, flags=re.M)


@cache
def exported(path: Path, name: str) -> bytes:
    """Return the document in a format."""
    return warraq.export(warraq.resolve(warraq.load(path)), name).data


def docx_words(data: bytes) -> tuple[list[str], list[str]]:
    """Return the words of a DOCX: of its body and of its notes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return tuple(
            words("\n".join(paragraphs(etree.fromstring(package.read(name)))))
            for name in ("word/document.xml", "word/footnotes.xml")
        )  # type: ignore[return-value]


def paragraphs(root: Any) -> Iterator[str]:
    """Yield the text of each paragraph; tabs and breaks are spaces."""
    for paragraph in root.iter(f"{W}p"):
        yield "".join(
            node.text or "" if node.tag == f"{W}t" else " "
            for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
        )


def epub_words(data: bytes) -> tuple[list[str], list[str]]:
    """Return the words of an EPUB in the order of its spine: of its text and of its notes."""
    body, notes = [], []
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in spine(book):
            root = etree.fromstring(book.read(name))
            for aside in list(root.iter(f"{X}aside")):
                notes.append(text_of(aside))
                aside.getparent().remove(aside)
            body.append(text_of(root.find(f"{X}body")))
    return words("\n".join(body)), words("\n".join(notes))


def spine(book: zipfile.ZipFile) -> list[str]:
    """Return the names of the content documents in reading order."""
    container = etree.fromstring(book.read("META-INF/container.xml"))
    name = next(item for item in container.iter() if item.get("full-path")).get("full-path")
    package = etree.fromstring(book.read(name))
    files = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    folder = name.rpartition("/")[0]
    return [f"{folder}/{files[item.get('idref')]}" for item in package.iter(f"{OPF}itemref")]


def text_of(element: Any) -> str:
    """Return the text of an element; blocks are parted by spaces, note calls left out."""
    parts: list[str] = []

    def visit(node: Any) -> None:
        name = etree.QName(node).localname
        block = name in ("p", "li", "td", "th", "h1", "h2", "h3", "dt", "dd", "br", "figcaption")
        if name == "sup" and any(item.get("role") == "doc-noteref" for item in node.iter()):
            parts.append(node.tail or "")
            return
        parts.append((" " if block else "") + (node.text or ""))
        for child in node:
            visit(child)
        parts.append((" " if block else "") + (node.tail or ""))

    visit(element)
    return "".join(parts)


def position_after(piece: list[str], stream: list[str], start: int) -> int:
    """Return the place after a piece in a stream of words, -1 where it does not come."""
    length = len(piece)
    for index in range(start, len(stream) - length + 1):
        if stream[index] == piece[0] and stream[index : index + length] == piece:
            return index + length
    return -1


def lost(wanted: list[list[str]], stream: list[str]) -> list[str]:
    """Return the pieces that do not come in the stream in their order."""
    missing, place = [], 0
    for piece in wanted:
        after = position_after(piece, stream, place)
        if after < 0:
            missing.append(" ".join(piece))
        else:
            place = after
    return missing


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
@pytest.mark.parametrize(("name", "read"), [("docx", docx_words), ("epub", epub_words)])
def test_every_word_comes_in_its_order(path: Path, name: str, read: Any) -> None:
    body, notes = source_pieces(path)
    assert sum(map(len, body)) > 250
    text, footnotes = read(exported(path, name))
    assert lost(body, text) == []
    assert lost(notes, footnotes) == []


def test_a_lost_word_would_be_seen() -> None:
    assert lost([["a", "b"], ["c"]], ["x", "a", "b", "c"]) == []
    assert lost([["a", "b"], ["c"]], ["x", "a", "c"]) == ["a b"]
    assert lost([["a"], ["c"]], ["c", "a"]) == ["c"]
