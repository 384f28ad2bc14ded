"""Punctuation between the parts of an entry: never doubled, quotation marks in their order."""

from __future__ import annotations

import pytest

from warraq.bib import joining, style
from warraq.diagnostics import Report
from warraq.model.attributes import Attributes
from warraq.model.inlines import Emphasis, Inlines, Span, Text
from warraq.model.walk import plain_text

LANGUAGES = style.load("arabic-notes", None, Report()).languages


def text(value: str) -> Inlines:
    return (Text(value),)


@pytest.mark.parametrize(
    ("tag", "left", "name", "expected"),
    [
        ("ar", "عنوان", "comma", "عنوان، "),
        ("ar", "د.ت.", "stop", "د.ت."),
        ("ar", "هل؟", "stop", "هل؟"),
        ("ar", "هل؟", "comma", "هل؟ "),
        ("ar", "«هل؟»", "comma", "«هل؟»، "),
        ("ar", "«هل؟»", "period", "«هل؟». "),
        ("ar", "وهكذا…", "stop", "وهكذا…"),
        ("ar", "أ،", "comma", "أ، "),
        ("ur", "عنوان", "stop", "عنوان۔"),
        ("ur", "عنوان۔", "stop", "عنوان۔"),
        ("en", "et al.", "comma", "et al., "),
        ("en", "Ibid.", "stop", "Ibid."),
        ("en", "“Title”", "comma", "“Title,” "),
        ("en", "“Title”", "stop", "“Title.”"),
        ("en", "“A ‘Blow’”", "period", "“A ‘Blow.’” "),
        ("en", "“Next?”", "comma", "“Next?” "),
        ("en", "“Next?”", "stop", "“Next?”"),
        ("en", "“Title”", "semicolon", "“Title”; "),
        ("en", "https://example.org/", "stop", "https://example.org/."),
    ],
)
def test_a_mark_after_a_text(tag: str, left: str, name: str, expected: str) -> None:
    language = LANGUAGES.get(tag)
    mark = joining.punctuation(language, name)
    assert plain_text(joining.append(text(left), mark, language)) == expected


def test_a_mark_goes_inside_quotes_around_emphasis() -> None:
    english = LANGUAGES.get("en")
    nodes = joining.quoted((Text("On "), Emphasis(children=text("Hamlet"))), english)
    assert plain_text(joining.append(nodes, ", ", english)) == "“On Hamlet,” "


def test_empty_pieces_leave_no_delimiter() -> None:
    pieces = [text("a"), (), text("b"), ()]
    assert plain_text(joining.join(pieces, ", ", LANGUAGES.get("en"))) == "a, b"


@pytest.mark.parametrize(
    ("tag", "title", "expected"),
    [
        ("ar", "الحرب على «داعش»", "«الحرب على ”داعش“»"),
        ("ar", "الحرب على “داعش”", "«الحرب على ”داعش“»"),
        ("ar", "الحرب على ”داعش“", "«الحرب على ”داعش“»"),
        ("ar", 'الحرب على "داعش" و"غيره"', "«الحرب على ”داعش“ و”غيره“»"),
        ("en", 'A "Decisive" “Blow”', "“A ‘Decisive’ ‘Blow’”"),
        ("ar", "«أ»: «ب ”ج“ د»", "«”أ“: ”ب «ج» د“»"),
        ("en", "On “B «C» D”", "“On ‘B “C” D’”"),
        ("en", "Don’t", "“Don’t”"),
        ("he", 'צה"ל', '”צה"ל“'),
        ("fr", "L’idée de «\u00a0nation\u00a0»", "«\u00a0L’idée de “nation”\u00a0»"),
        ("fr", "L’idée de «nation»", "«\u00a0L’idée de “nation”\u00a0»"),
    ],
)
def test_quotations_within_a_title(tag: str, title: str, expected: str) -> None:
    assert plain_text(joining.quoted(text(title), LANGUAGES.get(tag))) == expected


def test_quotations_in_an_emphasised_title_are_outer_and_inner() -> None:
    nodes = joining.requoted(text('رسالة في «”الخط“ العربي» و"غيره"'), LANGUAGES.get("ar"))
    assert plain_text(nodes) == "رسالة في «”الخط“ العربي» و«غيره»"


def test_a_quotation_in_an_emphasised_french_title_keeps_single_spaces() -> None:
    nodes = joining.requoted(text("L’idée de «\u00a0nation\u00a0»"), LANGUAGES.get("fr"))
    assert plain_text(nodes) == "L’idée de «\u00a0nation\u00a0»"


def test_the_question_mark_of_an_uncertain_date_ends_no_sentence() -> None:
    english = LANGUAGES.get("en")
    attributes = Attributes(classes=("citation-date",))
    nodes = (Text("Leiden, "), Span(children=text("1750?"), attributes=attributes))
    assert plain_text(joining.append(nodes, ", ", english)) == "Leiden, 1750?, "


@pytest.mark.parametrize(
    ("tag", "word", "expected"),
    [("tr", "içinde", "İçinde"), ("tr", "ışık", "Işık"), ("en", "in", "In"), ("ar", "في", "في")],
)
def test_a_first_letter_is_made_large_as_the_language_has_it(
    tag: str, word: str, expected: str
) -> None:
    nodes = joining.capitalized((Emphasis(children=text(word)),), tag)
    assert plain_text(nodes) == expected


def test_texts_that_follow_one_another_become_one() -> None:
    nodes = (Text("a"), Text("b"), Emphasis(children=(Text("c"), Text("d"))), Text("e"))
    assert joining.merged(nodes) == (
        Text("ab"),
        Emphasis(children=text("cd")),
        Text("e"),
    )
