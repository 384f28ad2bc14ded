"""Levels lowered to nested directions: what is wrapped, what is cut, what is left alone."""

from __future__ import annotations

import pytest

from warraq.export.html.levels import lower
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import Paragraph
from warraq.model.document import Document
from warraq.model.inlines import Code, Emphasis, Inlines, Link, Note, Span, Text
from warraq.resolve import direction
from warraq.resolve.context import Context


def resolved(*inlines: object, lang: str = "ar") -> Inlines:
    """Return inlines after the direction pass."""
    block = Paragraph(children=inlines, attributes=Attributes(lang=lang))  # type: ignore[arg-type]
    done = direction.run(Document(blocks=(block,)), Context()).blocks[0]
    assert isinstance(done, Paragraph)
    return done.children


def shown(inlines: Inlines) -> str:
    """Return lowered inlines as «text», «{ltr …}» and «em{ltr …}»."""
    parts = []
    for node in inlines:
        if isinstance(node, Text):
            parts.append(node.text)
        elif isinstance(node, Note):
            parts.append("*")
        else:
            assert not hasattr(node, "source")
            name = "" if isinstance(node, Span) else type(node).__name__.lower()[:4]
            dir_ = node.attributes.dir
            head = f"{name}#{node.attributes.id}" if node.attributes.id else name
            children = getattr(node, "children", ())
            parts.append(f"{head}{{{dir_.value + ' ' if dir_ else ''}{shown(children)}}}")
    return "".join(parts)


def lowered(*inlines: object, lang: str = "ar") -> str:
    base = Direction.RTL if lang == "ar" else Direction.LTR
    return shown(lower(resolved(*inlines, lang=lang), base))


def test_plain_text_stays_the_same_object() -> None:
    inlines = resolved(Text("كتاب في التاريخ"))
    assert lower(inlines, Direction.RTL) is inlines


def test_words_and_numbers_between_letters_need_no_element() -> None:
    assert lowered(Text("قال Foreign Affairs عام 2014 ثم")) == "قال Foreign Affairs عام 2014 ثم"
    assert lowered(Text("the كتاب of 2014 was"), lang="en") == "the {rtl كتاب} of 2014 was"


def test_a_run_with_punctuation_gets_a_direction() -> None:
    assert lowered(Text("قال a-b, (c) ثم")) == "قال {ltr a-b, (c)} ثم"


def test_spaces_at_the_base_level_stay_outside() -> None:
    assert lowered(Text("قال C++ ثم")) == "قال {ltr C}++ ثم"


def test_a_percent_sign_after_an_arabic_letter_stands_by_itself() -> None:
    # EN becomes AN after AL (W2), and the sign does not cling to AN (W5).
    assert lowered(Text("نسبة 98% منها")) == "نسبة {ltr 98}% منها"


def test_an_element_wholly_of_a_run_takes_the_direction_itself() -> None:
    assert lowered(Text("قال "), Emphasis(children=(Text("a, b"),)), Text(" ثم")) == (
        "قال emph{ltr a, b} ثم"
    )


def test_a_run_that_crosses_an_edge_cuts_the_element_and_keeps_one_identifier() -> None:
    link = Link(
        target="#x",
        attributes=Attributes(id="here"),
        children=(Text("كتاب The Rise"),),
    )
    assert lowered(Text("في "), link, Text(" and Fall، ثم")) == (
        "في link#here{كتاب }{ltr link{The Rise} and Fall}، ثم"
    )


def test_a_run_that_begins_before_an_element_cuts_its_head_off() -> None:
    link = Link(target="#x", attributes=Attributes(id="here"), children=(Text("Fall، ثم"),))
    assert lowered(Text("في The Rise and "), link) == (
        "في {ltr The Rise and link#here{Fall}}link{، ثم}"
    )


def test_an_isolate_states_its_direction_and_stands_as_one() -> None:
    isolate = Span(children=(Text("Affairs (2018)"),), attributes=Attributes(lang="en"))
    # As one text «(2018) 12» would be a single run; the isolate parts them.
    assert lowered(Text("انظر "), isolate, Text(" 12")) == "انظر {ltr Affairs (2018)} {ltr 12}"


def test_isolates_nest() -> None:
    inner = Span(children=(Text("كتاب (أ)"),), attributes=Attributes(lang="ar"))
    outer = Span(children=(Text("see "), inner, Text(".")), attributes=Attributes(lang="en"))
    assert lowered(Text("قال "), outer) == "قال {ltr see {rtl كتاب (أ)}.}"


def test_code_is_left_to_right() -> None:
    assert lowered(Code(children=(Text("x = 1;"),))) == "code{ltr x = 1;}"


def test_a_call_within_a_run_moves_with_it() -> None:
    text = (Text("قال War"), Note(children=()), Text(" and Peace ثم"))
    assert lowered(*text) == "قال {ltr War* and Peace} ثم"


def test_a_right_to_left_run_in_english() -> None:
    assert lowered(Text("see كتاب (أ) 12, p. 5"), lang="en") == ("see {rtl كتاب (أ) 12}, p. 5")


def test_the_controls_of_the_algorithm_are_spent() -> None:
    assert lowered(Text("قال \u200eabc\u200f ثم")).count("\u200e") == 0


def test_an_override_is_stated_anew_for_each_run() -> None:
    result = lowered(Text("قال \u202eabc\u202c ثم"))
    assert "\u202eabc\u202c" in result


@pytest.mark.parametrize("text", ["", " ", "\u200f"])
def test_next_to_nothing(text: str) -> None:
    assert lowered(Text(text)).strip() == ""


def test_many_levels() -> None:
    node: object = Text("x-1")
    for number in range(30):
        lang = ("ar", "en")[number % 2]
        node = Span(children=(Text("- "), node, Text(" !")), attributes=Attributes(lang=lang))  # type: ignore[arg-type]
    result = lowered(Text("قال "), node)
    assert result.count("{ltr ") >= 15
    assert result.count("{rtl ") >= 15
