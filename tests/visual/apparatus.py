"""What style sheets add to a page, against the place where it belongs.

Labels of lists, marks of notes, leaders and page numbers of the contents, and the order of boxes
that stand side by side: columns, the halves of a verse, a formula and its number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure import boxes

from tests.visual.layout_lines import Glyph, Paragraph, glyphs_of, is_seen, paragraphs
from tests.visual.oracle import Fault, ordered, shown

TOLERANCE = 0.5 * 96 / 72
"""Half a point, in CSS pixels."""


@dataclass(slots=True)
class Findings:
    """How many things of each kind were looked at, and what is wrong with them."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def expect(self, kind: str, true: bool, text: str, got: str = "", expected: str = "") -> None:
        """Note a fault unless something is true."""
        if not true:
            self.faults.append(Fault(text, got, expected, kind))


def inspect(page_boxes: Iterable[Any]) -> Findings:
    """Look at everything that the style sheet put on the pages."""
    findings = Findings()
    pages = list(page_boxes)
    for paragraph in paragraphs(pages):
        if paragraph.place == "note":
            _marker(paragraph, findings)
        if paragraph.place == "contents":
            _contents_entry(paragraph, _last_line(pages, paragraph), findings)
    for page in pages:
        for box in page.descendants():
            if isinstance(box, boxes.TableRowBox):
                _row(box, findings)
            elif str(box.element_tag) == "li::before" and not isinstance(box, boxes.TextBox):
                _label(box, page, findings)
    return findings


def _marker(note: Paragraph, findings: Findings) -> None:
    """Check that a note begins with its mark, at the start edge, in the note's own direction."""
    line = note.lines[0]
    marker = _added(line.box, "::footnote-marker")
    if not marker:
        return
    findings.counts["marker"] += 1
    text = "".join(glyph.char for glyph in marker)
    expected = ordered(text, int(note.rtl))
    findings.expect("marker", shown(marker) == expected, text, shown(marker), expected)
    left, right = _extent(marker)
    edge = line.right - right if note.rtl else left - line.left
    findings.expect("marker at the edge", abs(edge) < TOLERANCE, note.seen, f"{edge:.2f}", "0")
    beyond = all(
        glyph.right < left + TOLERANCE if note.rtl else glyph.left > right - TOLERANCE
        for glyph in line.glyphs
    )
    findings.expect("marker before the text", beyond, note.seen)


def _last_line(pages: Iterable[Any], paragraph: Paragraph) -> Any:
    """Return the box of a paragraph's last line, which may hold nothing but what was added."""
    found = [
        box
        for page in pages
        for box in page.descendants()
        if isinstance(box, boxes.LineBox) and box.element is paragraph.element
    ]
    return found[-1]


def _contents_entry(entry: Paragraph, box: Any, findings: Findings) -> None:
    """Check that the page's number ends the line, with dots between it and the title."""
    line = entry.lines[-1]
    words = line.glyphs if line.box is box else []
    added = [glyph for glyph in _added(box, "::after") if is_seen(glyph.char)]
    number = [glyph for glyph in added if glyph.char.isalnum()]
    dots = [glyph for glyph in added if glyph.char == "."]
    findings.counts["contents entry"] += 1
    if not number:
        findings.expect("page number", False, entry.seen)
        return
    text = "".join(glyph.char for glyph in number)
    findings.expect("page number", shown(number) == text, entry.seen, shown(number), text)
    order = [words, dots, number]
    rows = [_extent(part) for part in (reversed(order) if entry.rtl else order) if part]
    right_order = all(one[1] < two[0] + TOLERANCE for one, two in pairwise(rows))
    findings.expect("title, leader, page number", right_order, entry.seen)
    left, right = _extent(number)
    edge = left - line.left if entry.rtl else line.right - right
    findings.expect("page number at the edge", abs(edge) < TOLERANCE, entry.seen, f"{edge:.2f}")


def _row(row: Any, findings: Findings) -> None:
    """Check that cells stand in the direction of their table."""
    cells = [child for child in row.children if isinstance(child, boxes.TableCellBox)]
    if len(cells) < 2:
        return
    findings.counts["row"] += 1
    rtl = row.style["direction"] == "rtl"
    places = [cell.position_x for cell in cells]
    text = " | ".join(cell.element.get("class") or cell.element_tag for cell in cells)
    wanted = sorted(places, reverse=rtl)
    findings.expect("columns", places == wanted, text, str(places), str(wanted))


def _label(label: Any, page: Any, findings: Findings) -> None:
    """Check that the label of a list's item stands before its text, on its first line."""
    texts = [glyph for glyph in _within(label) if is_seen(glyph.char)]
    item = next((box for box in page.descendants() if _holds(box, label)), None)
    if item is None or not texts:
        findings.expect("label", False, str(label.element.get("data-label")))
        return
    findings.counts["label"] += 1
    rtl = item.style["direction"] == "rtl"
    text = "".join(glyph.char for glyph in texts)
    expected = ordered(text, int(rtl))
    findings.expect("label", shown(texts) == expected, text, shown(texts), expected)
    first = next((box for box in item.descendants() if _is_text_line(box, label)), None)
    if first is None:
        return
    if first.position_y > max(box.position_y for box in label.descendants()) + first.height / 2:
        findings.counts["label above its text"] += 1  # a paragraph of another language, in words
        return
    words = [glyph for glyph in glyphs_of(first) if is_seen(glyph.char)]
    left, right = _extent(texts)
    beyond = all(
        glyph.right < left + TOLERANCE if rtl else glyph.left > right - TOLERANCE for glyph in words
    )
    seen = "".join(glyph.char for glyph in words)
    findings.expect("label before the text", beyond, text + " " + seen)


def _holds(box: Any, label: Any) -> bool:
    return (
        isinstance(box, boxes.BlockBox)
        and box.element is label.element
        and "::" not in str(box.element_tag)
        and any(child is label for child in box.descendants())
    )


def _is_text_line(box: Any, label: Any) -> bool:
    if not isinstance(box, boxes.LineBox) or box in list(label.descendants()):
        return False
    return any(is_seen(glyph.char) for glyph in glyphs_of(box))


def _added(box: Any, suffix: str) -> list[Glyph]:
    """Return the characters of what the style sheet put into a line, in logical order."""
    found: list[Glyph] = []
    for child in box.children:
        if str(child.element_tag).endswith(suffix):
            found += [glyph for glyph in glyphs_of(child, marks=True) if glyph.char.strip()]
        elif isinstance(child, boxes.InlineBox):
            found += _added(child, suffix)
    return found


def _within(box: Any) -> Iterator[Glyph]:
    """Yield the characters of a box of any kind."""
    if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
        yield from glyphs_of(box, marks=True)
    else:
        for child in getattr(box, "children", ()):
            yield from _within(child)


def _extent(glyphs: Iterable[Glyph]) -> tuple[float, float]:
    found = list(glyphs)
    return min(glyph.left for glyph in found), max(glyph.right for glyph in found)
