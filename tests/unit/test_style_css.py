"""Style sheets: valid to their reader, right for both directions, safe with any text."""

from __future__ import annotations

import itertools
import logging
import re
from dataclasses import replace

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from warraq.model.attributes import Direction
from warraq.model.metadata import Digits
from warraq.style.css import stylesheet
from warraq.style.css_syntax import length, string
from warraq.style.theme import load_theme, theme_names
from warraq.style.tokens import Mark

RTL, LTR = Direction.RTL, Direction.LTR
RUNNING = {Mark.SHORT_TITLE: "عنوان", Mark.JOURNAL_LINE: "مجلة", Mark.AUTHOR: "مؤلف"}
DOCUMENTS = [("ar", RTL), ("fa", RTL), ("he", RTL), ("ur", RTL), ("en", LTR)]


def paged(name: str = "journal", lang: str = "ar", dir: Direction = RTL, **more: object) -> str:
    return stylesheet(load_theme(name), "paged", lang=lang, dir=dir, running=RUNNING, **more)  # type: ignore[arg-type]


def reflowable(name: str = "journal", lang: str = "ar", dir: Direction = RTL) -> str:
    return stylesheet(load_theme(name), "reflowable", lang=lang, dir=dir)


def parsed(css: str) -> list[tinycss2.ast.Node]:
    return tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)


def declarations(css: str) -> list[tuple[str, str, str]]:
    """Return selector, property and value of every declaration of ordinary rules."""
    result = []
    for node in parsed(css):
        if node.type != "qualified-rule":
            continue
        selector = tinycss2.serialize(node.prelude).strip()
        for item in tinycss2.parse_blocks_contents(node.content, True, True):
            assert item.type == "declaration", (selector, item)
            result.append((selector, item.lower_name, tinycss2.serialize(item.value).strip()))
    return result


def value(css: str, selector: str, name: str) -> str | None:
    """Return the value that the last rule with exactly this selector states."""
    found = [item[2] for item in declarations(css) if item[:2] == (selector, name)]
    return found[-1] if found else None


def boxes(css: str, page: str = "") -> dict[str, str]:
    """Return the contents of the margin boxes that the rule of a page states."""
    result = {}
    for node in parsed(css):
        if node.type == "at-rule" and node.lower_at_keyword == "page":
            if tinycss2.serialize(node.prelude).strip() != page:
                continue
            for item in tinycss2.parse_blocks_contents(node.content, True, True):
                if item.type == "at-rule":
                    text = tinycss2.serialize(item.content)
                    found = re.search(r"content:\s*(.*?)\s*(?:;|$)", text)
                    result[item.lower_at_keyword] = found[1] if found else ""
    return result


@pytest.mark.parametrize(
    ("name", "document"), list(itertools.product(theme_names(), DOCUMENTS)), ids=str
)
def test_weasyprint_takes_every_declaration(
    name: str, document: tuple[str, Direction], caplog: pytest.LogCaptureFixture
) -> None:
    import weasyprint

    lang, direction = document
    with caplog.at_level(logging.WARNING, logger="weasyprint"):
        weasyprint.CSS(string=paged(name, lang, direction))
    found = [item.message for item in caplog.records if item.levelno >= logging.WARNING]
    assert found == []


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("family", ["paged", "reflowable"])
def test_a_style_sheet_has_no_syntax_error(name: str, family: str) -> None:
    css = paged(name) if family == "paged" else reflowable(name)
    assert [node for node in parsed(css) if node.type == "error"] == []
    assert declarations(css)


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_reflowable_leaves_size_and_direction_to_others(
    name: str, document: tuple[str, Direction]
) -> None:
    css = reflowable(name, *document)
    names = {item[1] for item in declarations(css)}
    assert names.isdisjoint({"direction", "unicode-bidi", "letter-spacing", "position", "float"})
    for selector, prop, text in declarations(css):
        physical = re.search(r"-(left|right)\b", prop) or text in ("left", "right")
        assert not physical, (selector, prop, text)
        if not prop.startswith(("border", "text-decoration")):
            absolute = re.search(r"\d(pt|mm|cm|in|px|pc|q)\b", text, re.I)
            assert not absolute, (selector, prop, text)
    assert "@page" not in css


def test_paged_uses_logical_sides_outside_the_page() -> None:
    for selector, prop, text in declarations(paged()):
        assert not re.search(r"-(left|right)$", prop), (selector, prop)
        assert text not in ("left", "right"), (selector, prop)


def test_sizes_of_the_body_belong_to_the_reader() -> None:
    css = reflowable()
    assert value(css, "body", "font-size") is None
    assert value(css, ".title", "font-size") == "1.556rem"
    assert value(css, ".footnote", "font-size") == "0.778rem"


@pytest.mark.parametrize(
    ("digits", "style"),
    [
        (Digits.WESTERN, "decimal"),
        (Digits.ARABIC_INDIC, "arabic-indic"),
        (Digits.EXTENDED_ARABIC_INDIC, "persian"),
    ],
)
def test_page_numbers_have_the_digits_of_the_document(digits: Digits, style: str) -> None:
    css = paged(digits=digits)
    assert boxes(css)["bottom-center"] == f"counter(page, {style})"
    assert f"target-counter(attr(href), page, {style})" in css


def test_running_heads_follow_the_direction() -> None:
    rtl, ltr = boxes(paged()), boxes(paged(lang="en", dir=LTR))
    assert (rtl["top-right"], rtl["top-left"]) == ('"عنوان"', '"مجلة"')
    assert (ltr["top-left"], ltr["top-right"]) == ('"عنوان"', '"مجلة"')


def test_the_first_page_bears_the_number_alone() -> None:
    first = boxes(paged(), ":first")
    assert {name for name, content in first.items() if content != "none"} == {"bottom-center"}
    assert boxes(paged("manuscript"), ":first") == {}


def test_book_pages_face_one_another() -> None:
    css = paged("book")
    left, right = boxes(css, ":left"), boxes(css, ":right")
    assert left["top-center"] == "string(section)"
    assert right["top-center"] == '"عنوان"'
    assert left["bottom-left"].startswith("counter(page")
    assert right["bottom-right"].startswith("counter(page")
    assert re.search(r"@page:left \{\s*margin-right: 24mm;\s*margin-left: 22mm;", css)
    assert re.search(r"@page:right \{\s*margin-left: 24mm;\s*margin-right: 22mm;", css)
    english = paged("book", "en", LTR)
    assert boxes(english, ":right")["top-center"] == "string(section)"


def test_a_mark_without_a_text_prints_nothing() -> None:
    css = stylesheet(load_theme("journal"), "paged", lang="ar", dir=RTL)
    assert {boxes(css)[name] for name in ("top-right", "top-center", "top-left")} == {"none"}


def test_the_rule_above_notes_starts_at_the_start_edge() -> None:
    css, english = paged(), paged(lang="en", dir=LTR)
    assert "background-position: top right" in css
    assert "background-position: top left" in english
    assert "background-size: 45mm 0.5pt, 100% 0.5pt" in css
    theme = load_theme("journal")
    same = replace(theme, notes=replace(theme.notes, continued_rule_full=False))
    css = stylesheet(same, "paged", lang="ar", dir=RTL)
    assert "background-size: 45mm 0.5pt, 45mm 0.5pt" in css


def test_a_foreign_paragraph_has_the_size_of_its_script() -> None:
    css = paged()
    assert value(css, ".abstract", "font-size") == "12.5pt"
    away = '.abstract[dir="ltr"], [dir="ltr"] .abstract'
    assert value(css, away, "font-size") == "11pt"
    # The indent that ordinary paragraphs of the other script state ends where a role has none.
    assert value(css, away, "text-indent") == "0"
    back = '[dir="ltr"] .abstract[dir="rtl"], [dir="ltr"] [dir="rtl"] .abstract'
    assert value(css, back, "font-size") == "12.5pt"
    english = paged(lang="en", dir=LTR)
    assert value(english, '.abstract[dir="rtl"], [dir="rtl"] .abstract', "font-size") == "12.5pt"


def test_emphasis_goes_by_script() -> None:
    css = paged()
    assert value(css, "em", "font-weight") == "700"
    assert value(css, "em", "font-style") == "normal"
    assert value(css, '[dir="ltr"] em, em[dir="ltr"]', "font-style") == "italic"
    assert value(css, '[dir="ltr"] em, em[dir="ltr"]', "font-weight") == "inherit"
    english = paged(lang="en", dir=LTR)
    assert value(english, "em", "font-style") == "italic"
    assert value(english, '[dir="rtl"] em, em[dir="rtl"]', "font-weight") == "700"


def test_hebrew_text_is_set_in_a_hebrew_face() -> None:
    families = value(paged(lang="he"), "body", "font-family")
    assert families is not None
    assert families.startswith('"Frank Ruehl CLM"')
    arabic = value(paged(), "body", "font-family")
    assert arabic is not None
    assert arabic.startswith('"Amiri", "Frank Ruehl CLM"')


@pytest.mark.parametrize(
    "text",
    ['"; } body { display: none } "', "\\", "a\nb", "</style><script>", "/* */", "\u2028", "\x00"],
)
def test_no_text_escapes_from_its_string(text: str) -> None:
    css = stylesheet(
        load_theme("journal"), "paged", lang="ar", dir=RTL, running={Mark.SHORT_TITLE: text}
    )
    assert "</style" not in css
    plain = paged()
    assert [item[:2] for item in declarations(css)] == [item[:2] for item in declarations(plain)]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")))
def test_a_string_reads_back(text: str) -> None:
    (token,) = tinycss2.parse_component_value_list(string(text))
    assert token.type == "string"
    assert token.value == text


def test_lengths_are_short() -> None:
    values = [(0, "pt"), (1.5, "pt"), (1 / 3, "em"), (-0.0001, "em"), (12.0, "pt"), (-2, "em")]
    assert [length(*item) for item in values] == ["0", "1.5pt", "0.333em", "0", "12pt", "-2em"]


def test_every_cell_of_the_glossary_is_set_as_a_cell() -> None:
    css = paged()
    cells = (".glossary-equivalent", ".glossary-abbreviation", ".glossary-definition")
    assert {value(css, cell, "font-size") for cell in cells} == {"11.5pt"}
    assert {value(css, cell, "text-align") for cell in cells} == {"start"}
