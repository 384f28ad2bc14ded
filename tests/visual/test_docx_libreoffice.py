"""LibreOffice shows Word documents in the order that the model's levels want."""

from __future__ import annotations

import random
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.docx_package import export, resolved
from tests.kitchen_sink import p
from warraq.lang.bidi import resolve, visual_order
from warraq.model.attributes import Attributes
from warraq.model.document import Document
from warraq.model.inlines import Emphasis, Note, Span, Strong, Text
from warraq.model.metadata import Metadata

pytestmark = [
    pytest.mark.visual,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

PARAGRAPHS = 240
FIRST = 1000
# Letters that join to none, so that each is one glyph with one place.
WORDS = ["دار", "ورد", "رزو", "abc", "xyz", "de-f", "12", "٣٤", "(ذر)", "(gh)", "1,5", "ab.", "،"]
SMALL = 9.5
"""Points; the marks of notes are smaller, all text is larger."""
FORMATTING = "\u2066\u2067\u2069"


def phrase(chance: random.Random, depth: int = 0) -> list[Any]:
    """Return a few words, isolates and notes."""
    result: list[Any] = []
    for _ in range(chance.randint(1, 4)):
        roll = chance.random()
        if roll < 0.62 or depth > 1:
            result.append(Text(" ".join(chance.choices(WORDS, k=chance.randint(1, 2))) + " "))
        elif roll < 0.72:
            result.append(Note((p("حاشية"),)))
        elif roll < 0.9:
            lang = chance.choice(["en", "en", "ar"])
            inner = tuple(phrase(chance, depth + 1))
            result.append(Span(inner, attributes=Attributes(lang=lang)))
        else:
            kind = chance.choice([Emphasis, Strong])
            result.append(kind(tuple(phrase(chance, depth + 1))))
    return result


def flat(inlines: Any) -> Iterator[str]:
    """Yield the text with isolates; a note is U+FFFC."""
    for node in inlines:
        if isinstance(node, Text):
            yield node.text
        elif isinstance(node, Note):
            yield "\ufffc"
        elif node.computed.isolate:
            yield "\u2067" if node.computed.dir == "rtl" else "\u2066"
            yield from flat(node.children)
            yield "\u2069"
        else:
            yield from flat(node.children)


def expected(inlines: Any, base: int) -> str:
    """Return what is seen from left to right, without spaces; brackets as they look."""
    text = "".join(flat(inlines))
    levels = resolve(text, base).levels
    seen = [
        text[i] for i in visual_order(levels) if text[i] not in FORMATTING and not text[i].isspace()
    ]
    return _comparable("".join(seen))


def _comparable(text: str) -> str:
    """Return a text with one sign for all brackets, since a PDF may name a mirrored one either."""
    text = unicodedata.normalize("NFKC", text).translate(dict.fromkeys(map(ord, "()"), "|"))
    while "\ufffc\ufffc" in text:
        text = text.replace("\ufffc\ufffc", "\ufffc")
    return text


def lines(pdf: Path) -> list[str]:
    """Return the lines of a PDF as glyphs from left to right; a raised mark is U+FFFC."""
    import pymupdf

    result = []
    with pymupdf.open(pdf) as document:
        for page in document:
            result += _lines_of(page)
    return result


def _lines_of(page: Any) -> list[str]:
    glyphs = list(_glyphs(page))
    rows: dict[int, list[tuple[float, str]]] = {}
    baselines = sorted({round(y) for y, _, size, _ in glyphs if size > SMALL})
    for y, x, size, text in glyphs:
        row = min(baselines, key=lambda baseline: abs(baseline - y), default=None)
        if row is not None and abs(row - y) < 9:
            rows.setdefault(row, []).append((x, "\ufffc" if size <= SMALL else text))
    return [_comparable("".join(char for _, char in sorted(rows[row]))) for row in sorted(rows)]


def _glyphs(page: Any) -> Iterator[tuple[float, float, float, str]]:
    """Yield baseline, place, size and character of each glyph."""
    blocks = page.get_text("rawdict")["blocks"]
    lines = (line for block in blocks for line in block.get("lines", ()))
    for span in (span for line in lines for span in line["spans"]):
        for char in span["chars"]:
            if not char["c"].isspace():
                yield char["origin"][1], char["origin"][0], span["size"], char["c"]


def rendered(data: bytes, folder: Path) -> Path:
    """Return the document as LibreOffice prints it."""
    source = folder / "a.docx"
    source.write_bytes(data)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            *("--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return folder / "a.pdf"


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_libreoffice_orders_lines_as_the_algorithm_does(lang: str, tmp_path: Path) -> None:
    chance = random.Random(7)
    blocks = tuple(
        p(Text(f"{number}"), Text(" ب " if lang == "ar" else " q "), *phrase(chance))
        for number in range(FIRST, FIRST + PARAGRAPHS)
    )
    document = resolved(Document(metadata=Metadata(lang=lang), blocks=blocks))
    wanted = {
        number: expected(block.children, int(lang == "ar"))
        for number, block in enumerate(document.blocks, FIRST)
    }
    found = {
        number: line
        for line in lines(rendered(export(document).data, tmp_path))
        for number in wanted
        if line.startswith(str(number)) or line.endswith(str(number))
    }
    # A paragraph that fills more than one line is not compared.
    whole = [number for number in wanted if len(found.get(number, "")) == len(wanted[number])]
    assert len(whole) > PARAGRAPHS * 0.7
    wrong = [(wanted[number], found[number]) for number in whole if wanted[number] != found[number]]
    assert wrong == []
