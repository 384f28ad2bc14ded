"""Words read back from the PDF, in order; and proof that the page looks as it did before."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from contextlib import nullcontext
from difflib import SequenceMatcher
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

import warraq
from tests.pdf_document import document, export, words
from warraq.export.pdf import extraction
from warraq.model.attributes import Attributes, Node
from warraq.model.blocks import BibliographyEntry, Figure, Paragraph, Section, Table
from warraq.model.inlines import Note, Strong, Text
from warraq.model.walk import iterate, plain_text

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("pdftotext", "pymupdf", "pdfium")


def _words(text: str) -> list[str]:
    """Return runs of letters, digits and marks, without controls and tatweel."""
    folded = unicodedata.normalize("NFKC", text)
    kept = (char for char in folded if unicodedata.category(char) != "Cf" and char != "\u0640")
    return re.findall(r"[\w\u064b-\u0655]+", "".join(kept))


def _extracted(program: str, data: bytes) -> str:
    if program == "pdftotext":
        if shutil.which("pdftotext") is None:
            pytest.skip("pdftotext (poppler-utils) is not installed")
        command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
        return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()
    if program == "pdfium":
        file = pypdfium2.PdfDocument(data)
        return "\n".join(page.get_textpage().get_text_range() for page in file)
    with pymupdf.open(stream=data) as file:
        return "\n".join(page.get_text() for page in file)


# The sample article


def _texts(part: Any) -> list[tuple[Node, str]]:
    result: list[tuple[Node, str]] = []
    for node in iterate(part):
        match node:
            case Paragraph() | BibliographyEntry():
                result.append((node, plain_text(node.children)))
            case Section():
                number = plain_text(node.number.inlines) if node.number else ""
                result.append((node, number + plain_text(node.title)))
            case Figure() | Table():
                number = plain_text(node.number.inlines) if node.number else ""
                result.append((node, number + plain_text(node.caption)))
    return result


@cache
def sample() -> tuple[list[str], list[str], bytes]:
    """Return the words of the running text, those of the notes, and the PDF."""
    resolution = warraq.resolve(warraq.load(ROOT / "source" / "article.md"))
    parts = (resolution.document.front, resolution.document.blocks)
    notes = [node for part in parts for node in iterate(part) if isinstance(node, Note)]
    within = {id(node) for note in notes for node in iterate(note.children)}
    body: list[str] = []
    apart: list[str] = []
    for part in parts:
        for node, text in _texts(part):
            (apart if id(node) in within else body).extend(_words(text))
    return body, apart, warraq.export(resolution, "pdf").data


def _in_order(wanted: list[str], found: list[str]) -> int:
    """Return how many words are found in the same order."""
    matcher = SequenceMatcher(None, wanted, found, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


@pytest.mark.parametrize(
    ("program", "share"), [("pdftotext", 0.97), ("pymupdf", 0.98), ("pdfium", 0.8)]
)
def test_words_of_the_sample_in_order(program: str, share: float) -> None:
    """Each stream of text is held against the whole: running text and notes alternate on pages."""
    body, notes, data = sample()
    found = _words(_extracted(program, data))
    assert len(body) > 5000
    assert len(notes) > 500
    got = _in_order(body, found) + _in_order(notes, found)
    assert got / (len(body) + len(notes)) >= share


# One page for each kind of loss

PAGES = {
    "a number between words": ("وفي يوليو 2014 أُعلنت الخلافة، ثم في عام 2018 انتهت.",),
    "a Latin word between words": ("ويسمى بالإنجليزية alliance حين يكون تحالفاً.",),
    "a kern before a final ya": ("العسكرية والتمويل وتوزيعها وتسوية الموازين وريادة.",),
    "marks": ("التسلّم غيّر دُرّب تُنجز جمهوراً يُخزَّن لم يُنهِ ماءً نساءٌ.",),
    "an alef of parts": ("أُنشئ إلى آمن أُعلنت أإآ مسؤول.",),
    "a mark at the end of a line": ("قال عضواً.",),
    "ligatures": ("لا الله لله إلا لأن الآلاء لحم محمد.",),
    "a hyphen": ("أ- من إعلان إلى الدعوة",),
    "an element within a word": ("و", Strong(children=(Text("بناء"),)), " القدرات"),
    "elements in a row": ("قرأ ", Strong(children=(Text("في"),)), " البيت كتاباً"),
    "transliteration": ("وجدناه في كتاب ", "ṣaḥīḥa", " في التاريخ العربي الحديث"),
}
LOST = ("a number between words", "a kern before a final ya", "marks", "an alef of parts")
"""Pages of which each program loses words when the text is drawn as WeasyPrint draws it."""


def _page(kind: str) -> tuple[list[str], Any]:
    paragraph = words(*PAGES[kind])
    return _words(plain_text(paragraph.children)), document(paragraph)


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("kind", PAGES)
def test_words_of_a_page(kind: str, program: str) -> None:
    wanted, resolved = _page(kind)
    found = _words(_extracted(program, export(resolved)))
    assert found[: len(wanted)] == wanted


@pytest.mark.parametrize("program", ["pdftotext", "pymupdf"])
def test_words_are_lost_without_it(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plant the fault that all this is for."""
    monkeypatch.setattr(extraction, "readable_text", nullcontext)
    lost = 0
    for kind in LOST:
        wanted, resolved = _page(kind)
        found = _words(_extracted(program, export(resolved)))
        lost += len(wanted) - _in_order(wanted, found)
    assert lost >= 8


# The page looks the same


def _leaves(font: TTFont, name: str, x: float, y: float) -> list[tuple[str, float, float]]:
    """Return the outlines that a glyph is made of, and where each lies."""
    glyph = font["glyf"][name]
    if not glyph.isComposite():
        return [(name, x, y)] if glyph.numberOfContours else []
    return [
        leaf
        for part in glyph.components
        for leaf in _leaves(font, part.glyphName, x + part.x, y + part.y)
    ]


def _outlines(data: bytes) -> list[list[tuple[str, str, float, float, float]]]:
    """Return for each page the outlines drawn: font, glyph, size, and place in points."""
    result = []
    with pymupdf.open(stream=data) as file:
        for page in file:
            fonts = {
                name: TTFont(BytesIO(file.extract_font(xref)[3]))
                for xref, _, _, name, *_ in page.get_fonts()
            }
            drawn = []
            for span in page.get_texttrace():
                name = next(name for name in fonts if name.partition("+")[2] == span["font"])
                font, size = fonts[name], span["size"]
                scale = size / font["head"].unitsPerEm
                for _, glyph, (x, y), _ in span["chars"]:
                    if glyph >= 0:
                        for leaf, dx, dy in _leaves(font, font.getGlyphName(glyph), 0, 0):
                            drawn.append((name, leaf, size, x + dx * scale, y - dy * scale))
            result.append(drawn)
    return result


def _same_place(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Tell whether two places are the same within half a thousandth of an em and a rounding."""
    reach = 0.0007 * one[2] + 0.002
    return abs(one[3] - other[3]) < reach and abs(one[4] - other[4]) < reach


def _long_document() -> Any:
    kinds = [words(*page) for page in PAGES.values()]
    english = words(
        "An English line of the year 2014 with ", "العسكرية جمهوراً", " within.", lang="en"
    )
    heading = Section(
        level=1,
        children=(),
        title=(Text("أولاً: نشأة التحالف 2014"),),
        attributes=Attributes(id="s1"),
    )
    return document(heading, *kinds, english, *kinds)


def test_the_page_shows_the_same_outlines(monkeypatch: pytest.MonkeyPatch) -> None:
    with_codes = _outlines(export(_long_document()))
    monkeypatch.setattr(extraction, "readable_text", nullcontext)
    without = _outlines(export(_long_document()))
    assert len(with_codes) == len(without)
    for ours, theirs in zip(with_codes, without, strict=True):
        assert len(ours) == len(theirs) > 100
        left = list(ours)
        for outline in theirs:
            match = next(
                item for item in left if item[:3] == outline[:3] and _same_place(outline, item)
            )
            left.remove(match)


def test_widths_are_those_of_the_font() -> None:
    """PDF/A (ISO 19005-2, 6.2.11.5): the widths of the PDF and of the font program agree."""
    pdf = pikepdf.open(BytesIO(export(_long_document())))
    fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
    found = 0
    for item in fonts:
        if item.get("/Subtype") != "/CIDFontType2":
            continue
        font = TTFont(BytesIO(item.FontDescriptor.FontFile2.read_bytes()))
        names, scale = font.getGlyphOrder(), 1000 / font["head"].unitsPerEm
        array = list(item.W)
        for first, widths in zip(array[::2], array[1::2], strict=True):
            for code, width in enumerate(widths, int(first)):
                assert abs(font["hmtx"][names[code]][0] * scale - float(width)) <= 1
                found += 1
    assert found > 100


def test_the_bounds_of_added_glyphs_are_true() -> None:
    pdf = pikepdf.open(BytesIO(export(_long_document())))
    composite = 0
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary) or "/FontFile2" not in item:
            continue
        font = TTFont(BytesIO(item.FontFile2.read_bytes()))
        glyphs = font["glyf"]
        for name in font.getGlyphOrder():
            glyph = glyphs[name]
            if glyph.isComposite():
                stated = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
                glyph.recalcBounds(glyphs)
                assert stated == (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
                assert font["hmtx"][name][1] == glyph.xMin
                composite += 1
    assert composite > 20


def test_the_non_joiner_is_read_back() -> None:
    found = _extracted("pymupdf", export(document(words("او می\u200cشود گفت"))))
    assert "می\u200cشود" in found


def test_the_file_is_alike_each_time() -> None:
    assert export(_long_document()) == export(_long_document())


def test_each_code_has_text() -> None:
    """PDF/UA (ISO 14289-1, 7.21.7): no code without text, nor U+0000, U+FEFF or U+FFFE."""
    pdf = pikepdf.open(BytesIO(export(_long_document())))
    maps = [item.ToUnicode.read_bytes() for item in pdf.objects if _has_text(item)]
    assert maps
    for text in maps:
        for code, value in re.findall(rb"^<([0-9a-f]{4})> <([0-9a-f]*)>$", text, re.MULTILINE):
            assert value not in (b"0000", b"feff", b"fffe"), code


def _has_text(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item
