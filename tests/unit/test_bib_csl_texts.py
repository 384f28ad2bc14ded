"""An engine's answer made ours: Pandoc's tree read, citations cut, the last touches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warraq.bib import style as styles
from warraq.bib.csl import ast, cutting, marks
from warraq.bib.csl.ast import Json
from warraq.bib.csl.tidying import tidied
from warraq.bib.style import Language
from warraq.diagnostics import Report
from warraq.model.attributes import Attributes, Direction
from warraq.model.inlines import (
    Code,
    Emphasis,
    Inlines,
    Link,
    Span,
    Strong,
    Superscript,
    Text,
)
from warraq.model.metadata import Digits
from warraq.model.walk import plain_text


def language(tag: str = "ar") -> Language:
    return styles.load(styles.DEFAULT, None, Report()).languages.get(tag)


def word(text: str) -> Json:
    return {"t": "Str", "c": text}


SPACE: Json = {"t": "Space"}


def wrapped(kind: str, *children: Json) -> Json:
    return {"t": kind, "c": list(children)}


def span(classes: list[Json], *children: Json) -> Json:
    return {"t": "Span", "c": [["", classes, []], list(children)]}


# Pandoc's tree


def test_words_and_spaces_are_one_text() -> None:
    assert ast.inlines([word("a"), SPACE, word("b"), {"t": "SoftBreak"}]) == (Text("a b "),)


@pytest.mark.parametrize(
    ("kind", "node"), [("Emph", Emphasis), ("Strong", Strong), ("Superscript", Superscript)]
)
def test_formatting_is_kept(kind: str, node: type) -> None:
    assert ast.inlines([wrapped(kind, word("a"))]) == (node(children=(Text("a"),)),)


def test_a_link_that_shows_its_address_is_set_left_to_right() -> None:
    target = "https://example.org/a"
    link: Json = {"t": "Link", "c": [["", [], []], [word(target)], [target, ""]]}
    named: Json = {"t": "Link", "c": [["", [], []], [word("العنوان")], [target, ""]]}
    (one,) = ast.inlines([link])
    (two,) = ast.inlines([named])
    assert isinstance(one, Link)
    assert isinstance(two, Link)
    assert (one.target, one.attributes.dir) == (target, Direction.LTR)
    assert two.attributes.dir is None


def test_parts_of_an_entry_have_names_and_other_spans_none() -> None:
    margin = span(["csl-left-margin"], word("[1]"))
    (node,) = ast.inlines([margin])
    assert node == Span(
        children=(Text("[1]"),), attributes=Attributes(classes=("citation-number",))
    )
    assert ast.inlines([span(["nocase"], word("a"))]) == (Text("a"),)
    assert ast.inlines([span(["csl-left-margin"])]) == ()


def test_a_note_and_a_citation_are_what_is_in_them() -> None:
    note = wrapped("Note", wrapped("Para", word("a")), wrapped("Plain", word("b")))
    assert ast.inlines([{"t": "Cite", "c": [[], [note]]}]) == (Text("a b"),)


@pytest.mark.parametrize(
    "node",
    [
        None,
        1,
        "x",
        [],
        {},
        {"t": "Str"},
        {"t": "Str", "c": 1},
        {"t": "Emph", "c": None},
        {"t": "?"},
    ],
)
def test_what_is_no_inline_is_left_out(node: Json) -> None:
    assert ast.inlines([node]) == ()
    assert ast.of_blocks([node]) == ()
    assert list(ast.divisions([node])) == []


def test_formulas_code_and_quotations() -> None:
    quoted: Json = {"t": "Quoted", "c": [{"t": "SingleQuote"}, [word("a")]]}
    code: Json = {"t": "Code", "c": [["", [], []], "x"]}
    assert ast.inlines([quoted, code]) == (Text("‘a’"), Code(children=(Text("x"),)))


# Cutting


def item(place: int, text: str) -> str:
    return f"{cutting.opening(place)} {text} {marks.ITEM_END}"


def test_a_citation_is_cut_into_its_works_in_the_style_s_order() -> None:
    found = cutting.cut((Text(f"({item(1, 'B')}; {item(0, 'A')}, {item(2, 'C')})."),))
    assert found.head == (Text("("),)
    assert list(found.items.items()) == [(1, (Text("B"),)), (0, (Text("A"),)), (2, (Text("C"),))]
    assert found.between == ((Text("; "),), (Text(", "),))
    assert found.tail == (Text(")."),)


def test_formatting_around_several_works_stands_on_each() -> None:
    nodes: Inlines = (Superscript(children=(Text(f"{item(0, '1')},{item(1, '2')}"),)), Text("."))
    found = cutting.cut(nodes)
    assert found.items == {
        0: (Superscript(children=(Text("1"),)),),
        1: (Superscript(children=(Text("2"),)),),
    }
    assert plain_text(found.between) == ","
    assert plain_text(found.tail) == "."


def test_a_work_keeps_the_formatting_within_it() -> None:
    inside = Emphasis(children=(Text("A"),))
    found = cutting.cut((Text(cutting.opening(0)), inside, Text(f" x{marks.ITEM_END}.")))
    assert found.items == {0: (inside, Text(" x"))}


@pytest.mark.parametrize("text", ["", "plain", marks.ITEM_END, cutting.opening(0), marks.AFFIX])
def test_an_answer_without_whole_marks_is_cut_all_the_same(text: str) -> None:
    found = cutting.cut((Text(text),) if text else ())
    assert set(found.items) <= {0}


def test_marks_at_the_end_are_taken_off_within_formatting() -> None:
    nodes: Inlines = (Text("a, "), Emphasis(children=(Text("b،"),)))
    assert cutting.without_last(nodes, "،, ") == (Text("a, "), Emphasis(children=(Text("b"),)))
    assert cutting.without_last((), ",") == ()
    assert cutting.without_last((Text(","),), ",") == ()


def test_the_author_s_words_come_back_to_their_places() -> None:
    own = (Emphasis(children=(Text("انظر"),)),)
    nodes: Inlines = (Text(f"({cutting.affix(0)} Smith {cutting.affix(1)}{cutting.affix(7)})"),)
    assert cutting.filled(nodes, {0: own}) == (Text("("), *own, Text(" Smith )"))


@given(st.lists(st.text("ab ,;()", max_size=5), min_size=1, max_size=5))
def test_no_letter_of_a_cut_citation_is_lost(texts: list[str]) -> None:
    nodes = tuple(Text(item(place, text)) for place, text in enumerate(texts))
    found = cutting.cut(nodes)
    assert [plain_text(found.items[place]) for place in range(len(texts))] == [
        text.strip(" ") for text in texts
    ]


# Last touches


def tidy(text: str, tag: str = "ar", digits: Digits = Digits.WESTERN) -> str:
    return plain_text(tidied((Text(text),), language(tag), digits))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"علي و{marks.ATTACHED} حسن", "علي وحسن"),
        ("هل انتهت؟،", "هل انتهت؟"),
        ("في:: كتاب", "في: كتاب"),
        ("أ،، ب", "أ، ب"),
        ("جامعة دمشق،.", "جامعة دمشق."),
        ("مأزق الحرب.. بين", "مأزق الحرب.. بين"),
        ("2017a، 2018z", "2017أ، 2018z"),
        ("2017abc", "2017abc"),
        ("ص ص. 5, 7", "ص ص. 5، 7"),
    ],
)
def test_an_arabic_text_is_tidied(text: str, expected: str) -> None:
    expected = expected.replace("2018z", f"2018{language().letters[25]}")
    assert tidy(text) == expected


def test_an_english_text_is_left_as_it_is() -> None:
    text = "Smith, “Why?,” 2017a, pp. 5, 7:: x"
    assert tidy(text, "en") == text


def test_words_are_joined_across_nodes() -> None:
    nodes: Inlines = (Text(f"و{marks.ATTACHED}"), Emphasis(children=(Text(" حسن"),)))
    assert plain_text(tidied(nodes, language(), Digits.WESTERN)) == "وحسن"


def test_digits_are_the_paper_s_but_for_those_the_author_wrote_and_addresses() -> None:
    nodes: Inlines = (
        Text(marks.shielded("حرب 2014 و٢٠١٥") + "، 2016، "),
        Link(target="https://example.org/9", children=(Text("https://example.org/9"),)),
        Code(children=(Text("7"),)),
    )
    found = plain_text(tidied(nodes, language(), Digits.ARABIC_INDIC))
    assert found == "حرب 2014 و٢٠١٥، ٢٠١٦، https://example.org/97"


def test_the_letter_of_a_second_work_of_a_year_is_the_language_s() -> None:
    link = Link(target="#ref-w1", children=(Text("b"),))
    assert plain_text(tidied((Text("2017a، "), link), language(), Digits.WESTERN)) == "2017أ، ب"


def test_quotation_marks_alternate_with_those_of_the_title() -> None:
    nodes = ast.inlines([span([], word("«"), word("الحرب على «داعش»"), word("»"))])
    found = plain_text(tidied(nodes, language(), Digits.WESTERN))
    inner = language().punctuation
    opening, closing = inner["open-inner-quote"], inner["close-inner-quote"]
    assert found == f"«الحرب على {opening}داعش{closing}»"


def test_quotation_marks_in_an_emphasised_title_are_the_outer_ones() -> None:
    nodes = (Emphasis(children=(Text("A “B” C"),)),)
    assert plain_text(tidied(nodes, language("fr"), Digits.WESTERN)).count("«") == 1


def test_no_mark_is_left_and_an_author_cannot_forge_one() -> None:
    forged = "".join(map(chr, range(0xE000, 0xE040)))
    assert marks.without(f"a{forged}b") == "ab"
    assert marks.unshielded(marks.shielded("a1٢۳")) == "a1٢۳"
    assert tidy(f"{marks.IN_SENTENCE}ibid.") == "ibid."
