"""Punctuation between the parts of an entry: never doubled, quotation marks in their order."""

from __future__ import annotations

import pytest

from warraq.bib import joining, style
from warraq.diagnostics import Report
from warraq.model.inlines import Emphasis, Inlines, Text
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
        ("en", "Don’t", "“Don’t”"),
        ("he", 'צה"ל', '”צה"ל“'),
    ],
)
def test_quotations_within_a_title(tag: str, title: str, expected: str) -> None:
    assert plain_text(joining.quoted(text(title), LANGUAGES.get(tag))) == expected


def test_texts_that_follow_one_another_become_one() -> None:
    nodes = (Text("a"), Text("b"), Emphasis(children=(Text("c"), Text("d"))), Text("e"))
    assert joining.merged(nodes) == (
        Text("ab"),
        Emphasis(children=text("cd")),
        Text("e"),
    )
