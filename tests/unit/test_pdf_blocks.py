"""Verse, lists, remarks, formulas and vocalised text in pages, by the places of their lines."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest

from tests.pdf_document import LINE, context, document, export, note, words
from tests.unit.test_style_paged import PX, boxes, edges, lines, named, pages, text
from warraq.export.pdf import vocalised
from warraq.export.pdf.blocks import has_class
from warraq.model.attributes import Direction
from warraq.model.blocks import CodeBlock, MathBlock, Verse, VerseLine
from warraq.model.inlines import Emphasis, Math, Text

RIGHT, LEFT = (210 - 36) * PX, 36 * PX
MIDDLE = (RIGHT + LEFT) / 2
EM = 13.5 * 96 / 72

SHORT = [("غنني صوتا جميلا", "وأدر كأس المدام"), ("هات يا ساقي", "واسقني")]
LONG = [
    ("على قدر أهل العزم تأتي العزائم", "وتأتي على قدر الكرام المكارم"),
    ("وتعظم في عين الصغير صغارها", "وتصغر في عين العظيم العظائم"),
]
TOO_LONG = ("اگر آن ترک شیرازی به دست آرد دل ما را همی", "به خال هندویش بخشم سمرقند و بخارا را همه")


def stanza(halves: list[tuple[str, ...]], attribution: str = "", attributes: str = "") -> str:
    """Return a stanza as the writer writes it."""
    rows = "".join(
        f'<p class="verse-line{"" if len(line) > 1 else " single"}">'
        + " ".join(f'<span class="hemistich">{half}</span>' for half in line)
        + "</p>"
        for line in halves
    )
    named_by = f'<p class="attribution">{attribution}</p>' if attribution else ""
    return f'<div class="verse" {attributes}>{rows}{named_by}</div>'


def hemistichs(root: Any) -> list[tuple[float, float]]:
    """Return the extent of each hemistich's first line of text."""
    found = [box for box in lines(root) if has_class(box, "hemistich")]
    return [edges(box) for box in found]


def verse(body: str, dir: Direction = Direction.RTL, theme: str = "journal") -> list[Any]:
    (page,) = pages(theme, body, dir)
    return hemistichs(page)


def width(extent: tuple[float, float]) -> float:
    return extent[1] - extent[0]


@pytest.mark.parametrize("halves", [SHORT, LONG])
def test_hemistichs_have_the_width_of_the_longest_and_stand_in_the_middle(
    halves: list[tuple[str, ...]],
) -> None:
    found = verse(stanza(halves))
    assert len({round(width(half)) for half in found[:-1]}) == 1
    for first, second in zip(found[::2], found[1::2], strict=True):
        assert first[0] - second[1] == pytest.approx(2.2 * EM, abs=2)
    assert (found[0][1] + found[1][0]) / 2 == pytest.approx(MIDDLE, abs=1)
    longest = max(width(verse(stanza([(half,)]))[0]) for line in halves for half in line)
    assert width(found[0]) == pytest.approx(longest, abs=1)


def test_the_stanzas_of_a_poem_have_one_width_and_other_poems_their_own() -> None:
    found = verse(stanza(SHORT) + stanza(LONG))
    assert found[0][1] == pytest.approx(found[4][1], abs=0.5)
    for between in ("<p>نص</p>", ""):
        first = stanza(SHORT, "" if between else "شاعر")
        found = verse(first + between + stanza(LONG))
        assert found[0][1] < found[4][1] - 20
    other = verse(stanza(SHORT) + stanza(LONG, attributes='lang="fa"'))
    assert other[0][1] < other[4][1] - 20


def test_what_does_not_fit_side_by_side_is_set_by_steps() -> None:
    found = verse(stanza([TOO_LONG, TOO_LONG]))
    right, left = RIGHT - 2 * EM, LEFT + 2 * EM
    assert [half[1] for half in found[::2]] == [pytest.approx(right, abs=0.5)] * 2
    assert [half[0] for half in found[1::2]] == [pytest.approx(left, abs=0.5)] * 2
    (page,) = pages("journal", stanza([TOO_LONG, TOO_LONG]))
    tops = [box.position_y for box in lines(page) if has_class(box, "hemistich")]
    assert tops == sorted(tops)
    assert len(set(tops)) == 4


def test_one_long_line_among_many_is_set_by_steps_alone() -> None:
    found = verse(stanza([*LONG, *LONG, TOO_LONG]))
    assert found[0][0] > found[1][1]  # side by side
    assert found[-2][1] == pytest.approx(found[0][1], abs=1)
    assert found[-1][0] == pytest.approx(found[1][0], abs=1)
    assert found[-1][1] > found[-2][0]  # one below the other


def test_long_lines_may_use_the_margins_of_verse() -> None:
    line = ("وتأتي على قدر الكرام المكارم جميعا معا", "وتصغر في عين العظيم العظائم دوما")
    found = verse(stanza([line]))
    assert found[0][0] > found[1][1]
    assert found[0][1] > RIGHT - 2 * EM


def test_a_single_line_stands_in_the_middle() -> None:
    (found,) = verse(stanza([("وما نيل المطالب بالتمني",)]))
    assert sum(found) / 2 == pytest.approx(MIDDLE, abs=0.5)
    mixed = verse(stanza([*LONG, ("وما نيل المطالب",)]))
    assert sum(mixed[-1]) / 2 == pytest.approx(MIDDLE, abs=1)


@pytest.mark.parametrize("dir", [Direction.RTL, Direction.LTR])
def test_free_verse_begins_at_one_edge(dir: Direction) -> None:
    body = stanza([("one two three four",), ("five",), ("six seven",)])
    found = verse(body, dir)
    side = 1 if dir is Direction.RTL else 0
    assert len({round(line[side], 1) for line in found}) == 1
    assert sum(max(found, key=width)) / 2 == pytest.approx(MIDDLE, abs=1)


def test_a_line_of_free_verse_that_does_not_fit_hangs() -> None:
    found = verse(stanza([("كلمة " * 30,), ("كلمة",)]))
    assert found[0][1] - found[1][1] == pytest.approx(2 * EM, abs=0.5)
    assert found[-1][1] == pytest.approx(found[0][1], abs=0.5)


def test_an_attribution_ends_where_the_verse_ends() -> None:
    (page,) = pages("journal", stanza(SHORT, "شاعر"))
    (name,) = [box for box in lines(page) if has_class(box, "attribution")]
    assert edges(name)[0] == pytest.approx(hemistichs(page)[1][0], abs=1)
    (page,) = pages("journal", stanza(SHORT, "شاعر طويل الاسم جدا من شعراء الأندلس المتأخرين"))
    assert len([box for box in lines(page) if has_class(box, "attribution")]) == 1


def test_a_page_ends_between_lines_and_leaves_none_alone() -> None:
    filler = "<p>" + "كلمة " * 12 + "</p>"
    kept = set()
    for count in range(20, 34, 2):
        found = pages("journal", filler * count + "<p>مقدمة:</p>" + stanza(LONG * 3, "شاعر"))
        counts = [len(hemistichs(page)) // 2 for page in found]
        kept.add(tuple(counts))
        assert all(number in (0, 2, 3, 4, 6) for number in counts), counts
        start = next(page for page in found if hemistichs(page))
        assert "مقدمة" in text(start)
        assert "شاعر" in text(next(page for page in reversed(found) if hemistichs(page)))
    assert len(kept) > 2


def test_verse_with_a_note_and_within_one() -> None:
    half = words("وتصغر في عين العظيم", note(1, "رواية")).children
    line = VerseLine(hemistichs=((Text("وتعظم في عين الصغير"),), half))
    inner = Verse(lines=(VerseLine(hemistichs=((Text("شطر أول"),), (Text("شطر ثان"),))),))
    resolved = document(Verse(lines=(line,)), words(LINE, note(2, "قال:", inner)))
    place = context()
    found = pypdfium2.PdfDocument(export(resolved, place))[0].get_textpage().get_text_range()
    assert [item.code for item in place.report] == []
    assert "رواية" in found
    assert "شطر أول" in found


# --- lists -----------------------------------------------------------------------------------


def items(labels: list[str], content: str = "كلمة " * 30) -> str:
    rows = "".join(f'<li class="list-item" data-label="{label}">{content}</li>' for label in labels)
    return f'<ol class="tight">{rows}</ol>'


def list_items(page: Any) -> list[Any]:
    """Return the boxes of items, without the anonymous ones in them."""
    return [box for box in named(page, "li") if box.children[0].element_tag == "li::before"]


def first_and_rest(page: Any) -> list[tuple[float, float, float]]:
    """Return of each item where label, first and second line begin, from the right margin."""
    result = []
    for item in list_items(page):
        label = next(box for box in boxes(item) if box.element_tag == "li::before")
        label_right = edges(label)[1]
        found = [box for box in lines(item) if box.element_tag == "li"]
        words_of = [
            max(b.position_x + b.width for b in boxes(line) if b.element_tag == "li" and _has(b))
            for line in found[:2]
        ]
        result.append((RIGHT - label_right, RIGHT - words_of[0], RIGHT - words_of[1]))
    return result


def _has(box: Any) -> bool:
    return bool(getattr(box, "text", "").strip())


@pytest.mark.parametrize(
    "labels",
    [["1.", "2."], ["98.", "99.", "100."], ["أولاً:", "ثانياً:"], ["i.", "xxxviii."], ["أ-", "ب-"]],
)
def test_labels_stand_at_the_right_and_text_in_line(labels: list[str]) -> None:
    (page,) = pages("journal", items(labels))
    found = first_and_rest(page)
    assert [place[0] for place in found] == [pytest.approx(0, abs=0.5)] * len(labels)
    indents = {round(place, 0) for _, *rest in found for place in rest}
    assert len(indents) == 1
    widest = max(
        width(edges(box)) for box in boxes(page) if box.element_tag == "li::before" and _texts(box)
    )
    assert indents.pop() >= max(2 * EM, widest + 0.4 * EM) - 1


def _texts(box: Any) -> bool:
    return any(_has(part) for part in boxes(box))


def test_the_text_of_a_very_wide_label_follows_it() -> None:
    (page,) = pages("journal", items(["عاشراً:", "حادي عشر:", "ثاني عشر:"]))
    for label, first, second in first_and_rest(page):
        assert label == pytest.approx(0, abs=0.5)
        assert second == pytest.approx(2 * EM, abs=0.5)
        assert first > second + 5
    for item in list_items(page):
        label = next(box for box in boxes(item) if box.element_tag == "li::before")
        first_line = next(box for box in lines(item) if box.element_tag == "li")
        after = max(
            b.position_x + b.width for b in boxes(first_line) if b.element_tag == "li" and _has(b)
        )
        assert edges(label)[0] - after == pytest.approx(0.5 * EM, abs=1)


def test_wide_labels_in_loose_and_nested_lists_and_from_left_to_right() -> None:
    loose = items(["100."], f"<p>{'كلمة ' * 30}</p>")
    (page,) = pages("journal", loose)
    (item,) = list_items(page)
    label = next(box for box in boxes(item) if box.element_tag == "li::before")
    (block,) = named(page, "p")
    places = [edges(line)[1] for line in lines(block)[:2]]
    assert places[0] == pytest.approx(places[1], abs=0.5)
    assert edges(label)[0] - places[0] > 0.4 * EM
    (page,) = pages("journal", items(["100."], "word " * 40), Direction.LTR)
    label = next(box for box in boxes(page) if box.element_tag == "li::before")
    assert edges(label)[0] == pytest.approx(LEFT, abs=0.5)


def test_a_list_begins_on_the_page_of_what_leads_up_to_it() -> None:
    filler = "<p>" + "كلمة " * 12 + "</p>"
    for count in range(24, 32, 2):
        found = pages("journal", filler * count + "<p>أهمها:</p>" + items(["1.", "2."]))
        start = next(page for page in found if named(page, "li"))
        assert "أهمها" in text(start)


def test_lists_that_follow_one_another_are_parted_where_the_page_ends() -> None:
    two = items(["أ.", "ب."], "كلمة") + items(["أ."], "كلمة " * 14)
    filler = "<p>كلمة</p>"
    ends = [len(list_items(pages("journal", filler * count + two)[0])) for count in range(25, 31)]
    assert 2 in ends  # before the second list, whose first item takes two lines


# --- code ------------------------------------------------------------------------------------


def code(*rows: str) -> str:
    """Return a block of code as the dialect of pages writes it."""
    content = "".join(f'<span class="code-line">{row}</span>' for row in rows)
    return f'<pre class="code" dir="ltr"><code>{content}</code></pre>'


def lines_on_pages(count: int, before: int) -> list[int]:
    """Return how many lines of a block of code stand on each page."""
    filler = "<p>كلمة</p>" * before
    found = pages("journal", filler + code(*(f"line {number}" for number in range(count))))
    counts = [text(page).count("line ") for page in found]
    return [number for number in counts if number]


def test_a_long_block_of_code_goes_over_pages_and_a_short_one_does_not() -> None:
    assert {len(lines_on_pages(12, before)) for before in range(20, 30, 2)} == {1}
    for before in (20, 24, 26):
        parts = lines_on_pages(40, before)
        assert len(parts) > 1
        assert min(parts) >= 3


def test_a_line_of_code_that_does_not_fit_hangs_and_a_blank_one_has_its_height() -> None:
    (page,) = pages("journal", code("a = 1", "", "\tb = " + "word " * 30, "c", "    d"))
    found = [box for box in lines(page) if has_class(box, "code-line")]
    starts = [edges(line)[0] for line in found if text(line).strip()]
    size = 9.5 * 96 / 72
    assert starts[2] - starts[0] == pytest.approx(2 * size, abs=0.5)
    assert starts[0] == starts[-2]
    steps = {round(b.position_y - a.position_y, 1) for a, b in pairwise(found)}
    assert len(steps) == 1
    assert text(found[-1]) == "    d"


def test_code_is_written_line_by_line() -> None:
    from tests.pdf_document import lay_out

    layout = lay_out(document(CodeBlock(text="a < b\n\n  # شرح: print(x)")))
    found = [box for box in lines(layout.page_boxes[0]) if has_class(box, "code-line")]
    assert [text(line) for line in found] == ["a < b", " ", "  # شرح: print(x)"]


# --- remarks, formulas, vowels -----------------------------------------------------------------


def test_a_remark_has_its_rule_where_its_lines_begin() -> None:
    body = '<aside class="admonition"><p class="admonition-title">تنبيه</p><p>نص</p></aside>'
    (page,) = pages("journal", body * 2)
    first, second = named(page, "aside")
    assert first.border_right_width > 0
    assert first.border_left_width == 0
    assert second.border_box_y() - first.border_box_y() - first.border_height() > 8
    titles = [edges(box)[1] for box in named(first, "p")]
    assert titles[0] == pytest.approx(titles[1], abs=0.5)


def test_a_numbered_formula_stands_in_the_middle_and_on_the_page_of_its_number() -> None:
    img = '<span class="formula"><span style="display:inline-block;width:60px">x</span></span>'
    body = f'<div class="math numbered">{img} <span class="equation-number">(1)</span></div>'
    (page,) = pages("journal", body)
    (box,) = [b for b in boxes(page) if type(b).__name__ == "InlineBlockBox"]
    assert box.position_x + 30 == pytest.approx(MIDDLE, abs=1)
    number = next(b for b in boxes(page) if getattr(b, "text", "") == "(1)")
    assert number.position_x == pytest.approx(LEFT, abs=1)


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{السرعة} = \frac{\text{المسافة (متر)}}{\text{الزمن}}",
        r"\sqrt{\text{السرعة}}",
        r"\mathrm{السرعة}_{\text{قصوى}}",
        r"\textbf{السرعة}",
        r"\color{red}{\text{السرعة}}",
        r"\begin{cases} 1 & \text{السرعة } x \end{cases}",
    ],
)
def test_arabic_words_in_formulas_are_read_as_words(tex: str) -> None:
    place = context()
    data = export(document(words("نص ", Math(tex=tex)), MathBlock(tex=tex)), place)
    assert [item.message for item in place.report] == []
    found = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert found.count("السرعة") == 2


def test_words_of_a_formula_take_their_width() -> None:
    from warraq.export.pdf.formula_words import formula as drawn

    def widths(tex: str) -> float:
        svg = drawn(tex, 24, ("Amiri",), inline=True)
        return float(svg.partition('width="')[2].partition('"')[0])

    one, two = widths(r"\text{كتاب}"), widths(r"\text{كتاب كتاب}")
    assert two > 1.8 * one
    assert widths(r"\text{كتاب }") == pytest.approx(one + 6, abs=0.1)
    assert widths(r"\text{ كتاب}") == pytest.approx(one + 6, abs=0.1)


FULL = "إِنَّمَا يَخْشَى اللَّهَ مِنْ عِبَادِهِ الْعُلَمَاءُ"


def test_vocalised_text_is_told_from_text_with_a_vowel() -> None:
    room = vocalised.room_for
    assert room((Text(FULL),)) == "vocalised"
    assert room((Emphasis(children=(Text(FULL),)),)) == "vocalised"
    assert room((Text("كُتِبَ هذا الكتاب قديما"),)) == ""
    assert room((Text(f"{LINE * 3} {FULL}"),)) == ""
    assert room((Text(f"{LINE} الْقَيُّومُ ۚ"),)) == "pausal"
    assert room(()) == ""


@pytest.mark.parametrize(("written", "height"), [(FULL, 1.85), (FULL + " ۚ", 2.1), (LINE, 1.6)])
def test_lines_of_vocalised_text_have_room(written: str, height: float) -> None:
    from tests.pdf_document import lay_out

    layout = lay_out(document(words(*[f"{written} "] * 6)))
    found = [box for box in lines(layout.page_boxes[0]) if box.element_tag == "p"]
    steps = {round(b.position_y - a.position_y, 1) for a, b in pairwise(found)}
    assert steps == {round(height * EM, 1)}
