"""The lines of heads and of generated content stand as Chromium sets them: an outside witness.

Chromium runs the bidirectional algorithm by itself. It is given the bare text, as an author would
write it in HTML, with the direction of its block and an element for each isolate, and nothing of
what the exporter of pages does.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from tests.visual.generated import ARABIC_FIRST, inlines
from tests.visual.layout_lines import Paragraph, heads, is_seen, paragraphs
from tests.visual.oracle import flatten, ordered, shown
from tests.visual.test_epub_visual_order import FLAGS, chromium
from tests.visual.typeset import publish, resolved
from warraq.lang.bidi import mirrored
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import List, ListItem, Section
from warraq.model.blocks import Paragraph as Words
from warraq.model.document import Document
from warraq.model.inlines import Inlines, Text
from warraq.model.metadata import Metadata

pytestmark = pytest.mark.visual

LABELS = ("1.", "(٢)", "أ-", "ب)", "iv.", "أولاً:", "۴-", "א.", "12)")
SCRIPT = """
window.addEventListener('load', () => document.fonts.ready.then(() => {
  const found = [...document.querySelectorAll('p')].map(line => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), letters = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (let index = 0; index < node.data.length;) {
        const char = String.fromCodePoint(node.data.codePointAt(index));
        const range = document.createRange();
        range.setStart(node, index); range.setEnd(node, index + char.length);
        const box = range.getBoundingClientRect();
        letters.push([char, (box.left + box.right) / 2, box.width]);
        index += char.length;
      }
    return letters;
  });
  const mark = 'MEASU' + 'RED';
  document.body.textContent = mark + JSON.stringify(found) + mark;
}));
"""


def in_chromium(lines: Iterable[tuple[str, Direction]], folder: Path) -> list[str]:
    """Return the visible characters of lines from left to right, as Chromium places them."""
    body = "".join(f'<p dir="{base}">{_as_html(text)}</p>' for text, base in lines)
    style = "p { white-space: nowrap; font: 16px Amiri, 'DejaVu Sans'; inline-size: 9000px }"
    page = f"<!doctype html><meta charset=utf-8><style>{style}</style><script>{SCRIPT}</script>"
    target = folder / "lines.html"
    target.write_text(page + body, "utf-8")
    answer = subprocess.run(
        [chromium(), *FLAGS, f"--user-data-dir={folder / 'profile'}", target.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    ).stdout.decode("utf-8")
    found = re.search("MEASURED(.*)MEASURED", answer, re.DOTALL)
    assert found, "the page did not measure itself"
    return [_left_to_right(letters) for letters in json.loads(html.unescape(found[1]))]


def _as_html(text: str) -> str:
    """Return text with its isolates as elements."""
    tags = {"\u2066": '<bdi dir="ltr">', "\u2067": '<bdi dir="rtl">', "\u2069": "</bdi>"}
    return "".join(tags.get(char) or html.escape(char) for char in text)


def _left_to_right(letters: list[tuple[str, float, float]]) -> str:
    seen = [letter for letter in letters if is_seen(letter[0])]
    return "".join(char for char, _, _ in sorted(seen, key=lambda letter: letter[1]))


def _plain(shown_text: str) -> str:
    """Return a text with every bracket in its logical form: Chromium tells places, not glyphs."""
    return "".join(min(char, mirrored(char) or char) for char in shown_text)


def _line(found: Paragraph) -> str:
    return shown(glyph for line in found.lines for glyph in line.glyphs)


def _title(random: Random, lang: str) -> Inlines:
    """Return a short title in which the browser's ligatures hide no letter."""
    while True:
        made = inlines(random, lang, 4, ARABIC_FIRST)
        text = flatten(resolved_title(made, lang))
        simple = not re.search(
            "[\ufb50-\ufdff\u0300-\u036f\u200d\u202a-\u202e\u00ad\ufffc]|لا|لأ", text
        )
        if simple and text.strip() and len(text) < 60:
            return made


def resolved_title(made: Inlines, lang: str) -> Inlines:
    """Return a title after the direction pass."""
    document = resolved(Document(metadata=Metadata(lang=lang), blocks=(Words(made),)))
    (paragraph,) = document.blocks
    assert isinstance(paragraph, Words)
    return paragraph.children


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_running_heads(lang: str, tmp_path: Path) -> None:
    random = Random(3)
    base = Direction.RTL if lang == "ar" else Direction.LTR
    blocks, wanted = [], []
    for number in range(40):
        own = random.choice((lang, "en" if lang == "ar" else "ar"))
        title = _title(random, own)
        text = " ".join(flatten(resolved_title(title, own)).split())
        isolate = "\u2067" if own == "ar" else "\u2066"
        wanted.append((f"{isolate}{text}\u2069" if own != lang else text, base))
        attributes = Attributes(id=f"s{number}", lang=own if own != lang else None)
        filling = tuple(Words((Text("كتاب " * 120),)) for _ in range(12))
        blocks.append(Section(1, title, filling, attributes=attributes))
    document = resolved(Document(metadata=Metadata(lang=lang), blocks=tuple(blocks)))
    layout, _, _ = publish(document, "book")
    found = [head for head in heads(layout.page_boxes) if head.place == "@top-center"]
    whole = [head for head in found if len(head.lines) == 1 and not head.seen.endswith("…")]
    one_line = {_plain(_line(head)) for head in whole}
    chromiums = {_plain(line) for line in in_chromium(wanted, tmp_path)}
    assert len(one_line) > 12
    assert one_line <= chromiums


def test_labels_of_lists_and_marks_of_notes(tmp_path: Path) -> None:
    for base in (Direction.RTL, Direction.LTR):
        lines = [(label, base) for label in (*LABELS, "(1)", "(١٢)", "1)", "[3]")]
        expected = [_plain(ordered(text, int(base is Direction.RTL))) for text, _ in lines]
        assert [_plain(line) for line in in_chromium(lines, tmp_path)] == expected


def test_lines_of_items(tmp_path: Path) -> None:
    """The text of items with labels, as it stands on pages wide enough for one line."""
    random = Random(5)
    items, wanted = [], []
    for number in range(60):
        words = _title(random, "ar")
        items.append(ListItem((Words(words),), LABELS[number % len(LABELS)]))
        wanted.append((flatten(resolved_title(words, "ar")).strip(), Direction.RTL))
    made = List(tuple(items), ordered=True)
    document = resolved(Document(metadata=Metadata(lang="ar"), blocks=(made,)))
    layout, _, _ = publish(document, "journal")
    found = [item for item in paragraphs(layout.page_boxes) if item.place == "list item"]
    assert len(found) == 60
    chromiums = in_chromium(wanted, tmp_path)
    for item, expected in zip(found, chromiums, strict=True):
        if len(item.lines) == 1:
            assert _plain(_line(item)) == _plain(expected)
