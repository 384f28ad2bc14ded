"""The call of a note stands behind its word, on the side where reading goes on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.pdf_document import document, lay_out, note, words
from tests.visual.layout_lines import Glyph, paragraphs
from tests.visual.oracle import shown
from warraq.model.attributes import Attributes, Direction
from warraq.model.inlines import Emphasis, Note, Span, Strong, Text
from warraq.model.metadata import NoteNumbering
from warraq.resolve import levels

RAND = Span((Text("RAND"),), attributes=Attributes(lang="en"))


def phrase(*inlines: Any, lang: str = "en") -> Span:
    """Return a phrase in a language of its own."""
    children = tuple(Text(item) if isinstance(item, str) else item for item in inlines)
    return Span(children, attributes=Attributes(lang=lang))


def call(mark: str = "1", lang: str = "ar") -> Note:
    """Return a note with a mark; its own language must make no difference to its call."""
    return Note(
        children=(words("حاشية" if lang == "ar" else "a note", lang=lang),),
        ordinal=1,
        mark=mark,
        attributes=Attributes(id="fn-1"),
    )


def looks(lang: str, *inlines: Any) -> str:
    """Return what a line shows from left to right."""
    resolved = document(words(*inlines, lang=lang), numbering=NoteNumbering.DOCUMENT)
    (found,) = [item for item in paragraphs(lay_out(resolved).page_boxes) if item.place == "text"]
    (line,) = found.lines
    glyphs: list[Glyph] = []
    for glyph in line.glyphs:
        glyphs += glyph.mark or (glyph,)
    return shown(glyphs)


# From left to right, as a reader sees it: in Arabic the call is left of what it follows.
RIGHT_TO_LEFT = [
    (("في سنة 1959", call(), "، وكان"), "ناكو،(1)1959ةنسيف"),
    (("في سنة ١٩٥٩", call("١"), " وكان"), "ناكو(١)١٩٥٩ةنسيف"),
    (("نشرته RAND", call(), "."), ".(1)RANDهترشن"),
    (("نشرته ", RAND, call(), "."), ".(1)RANDهترشن"),
    (("نشرته ", RAND, call(), " عام"), "ماع(1)RANDهترشن"),
    (("نشرته RAND", call()), "(1)RANDهترشن"),
    # European digits after Arabic letters are Arabic numbers (W2), whose sign goes to their left.
    (("بلغت 98%", call(), " من"), "نم(1)%98تغلب"),
    (("تنظيم (ISIS", call(), ") في"), "يف((1)ISIS)ميظنت"),
    (("تنظيم (ISIS)", call(), " في"), "يف(1)(ISIS)ميظنت"),
    (("«قال»", call(), " ثم"), "مث(1)«لاق»"),
    (("من 1990–1995", call(), "؛ ثم"), "مث؛(1)1995–1990نم"),
    (("من 1959", call("1"), " و", Strong((Text("RAND"),)), call("2"), "."), ".(2)RANDو(1)1959نم"),
    (("قال ", Emphasis((Text("Smith"),)), call("12"), " إن"), "نإ(12)Smithلاق"),
    (("آية ﴿قل﴾", call(), "."), ".(1)﴾لق﴿ةيآ"),
    # Within a foreign phrase it belongs to the phrase.
    (("في ", phrase("RAND", call(), " Corp."), " ثم"), "مثRAND(1)Corp.يف"),
    (("في (", phrase("the RAND report", call()), ")."), ".(theRANDreport(1))يف"),
    # In unmarked Latin words it stands between them as they are read.
    (("في RAND", call(), " Corp ثم"), "مثRAND(1)Corpيف"),
]
LEFT_TO_RIGHT = [
    (("in 1959", call(), ", and"), "in1959(1),and"),
    (("the كتاب", call(), " said"), "theباتك(1)said"),
    (("the RAND (2018)", call(), "."), "theRAND(2018)(1)."),
    (("at ", phrase("كتاب", call(), " في", lang="ar"), "."), "atيف(1)باتك."),
]


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize(("inlines", "expected"), RIGHT_TO_LEFT)
def test_a_call_in_arabic(inlines: tuple[Any, ...], expected: str, lang: str) -> None:
    inlines = tuple(_in_language(item, lang) for item in inlines)
    assert looks("ar", *inlines) == expected


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize(("inlines", "expected"), LEFT_TO_RIGHT)
def test_a_call_in_english(inlines: tuple[Any, ...], expected: str, lang: str) -> None:
    inlines = tuple(_in_language(item, lang) for item in inlines)
    assert looks("en", *inlines) == expected


def _in_language(item: Any, lang: str) -> Any:
    return call(item.mark, lang) if isinstance(item, Note) else item


@pytest.mark.parametrize("stand_in", ["1", "\u200e", "A"])
def test_a_call_taken_for_something_else_is_seen(
    stand_in: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(levels, "_OBJECT", stand_in)
    wrong = [inlines for inlines, expected in RIGHT_TO_LEFT if looks("ar", *inlines) != expected]
    assert len(wrong) > 3


def test_a_mark_with_one_bracket_has_the_direction_of_its_place() -> None:
    """«1)» is not turned round in Arabic because the note is in English."""
    assert looks("ar", "قال", call("1)", "en"), " ثم") == looks("ar", "قال", call("1)"), " ثم")
    assert looks("ar", "قال", call("1)", "en"), " ثم") == "مث((1)لاق"
    assert looks("en", "said", call("1)", "ar"), " so") == "said(1))so"


def test_calls_look_alike_whatever_language_their_notes_are_in() -> None:
    notes = (note(1, words("حاشية", lang="ar")), note(2, words("A note.", lang="en")))
    made = document(words("قال", notes[0], " ثم", notes[1]))
    pages = lay_out(made).page_boxes
    found = [
        box
        for page in pages
        for box in page.descendants()
        if str(box.element_tag).endswith("::footnote-call") and hasattr(box, "text") and box.text
    ]
    assert len(found) == 2
    first, second = found
    assert first.style["font_size"] == pytest.approx(second.style["font_size"])
    assert first.style["font_family"] == second.style["font_family"]
    assert first.position_y == pytest.approx(second.position_y)


def test_a_note_begins_with_its_mark_at_its_own_start_edge() -> None:
    first, second = note(1, words("حاشية RAND", lang="ar")), note(2, words("A note.", lang="en"))
    found = paragraphs(lay_out(document(words("قال", first, " ثم", second))).page_boxes)
    notes = {item.seen: item for item in found if item.place == "note"}
    assert notes["حاشيةRAND"].rtl
    assert not notes["Anote."].rtl
    assert Direction.RTL is document(words("أ")).blocks[0].computed.dir
