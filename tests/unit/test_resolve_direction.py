"""The direction pass: languages, directions, levels and where texts are cut."""

from __future__ import annotations

import pytest

from warraq.diagnostics import Location
from warraq.lang.bidi import resolve
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import (
    Block,
    CodeBlock,
    Container,
    Contents,
    ContentsEntry,
    Number,
    Paragraph,
    Section,
)
from warraq.model.document import Document
from warraq.model.inlines import (
    Code,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Note,
    NoteKind,
    Span,
    Text,
)
from warraq.model.metadata import Metadata
from warraq.model.walk import iterate
from warraq.resolve import direction
from warraq.resolve.context import Context


def resolved(*blocks: Block, lang: str = "ar", context: Context | None = None) -> tuple[Block, ...]:
    """Run the pass over blocks and require that a second run changes nothing."""
    context = context or Context()
    document = direction.run(Document(metadata=Metadata(lang=lang), blocks=blocks), context)
    assert direction.run(document, context) is document
    return document.blocks


def levels(*inlines: Inline, lang: str = "ar") -> list[tuple[str, int | None, bool]]:
    """Return the texts of a paragraph with their levels and whether they are numbers."""
    (block,) = resolved(Paragraph(inlines), lang=lang)
    return [
        (node.text, node.level, node.number) for node in iterate(block) if isinstance(node, Text)
    ]


def english(*children: Inline) -> Span:
    """Return a phrase marked as English."""
    return Span(children, attributes=Attributes(lang="en"))


def test_a_text_is_cut_where_the_level_changes() -> None:
    assert levels(Text("قال (Rand) عام 2014")) == [
        ("قال (", 1, False),
        ("Rand", 2, False),
        (") عام ", 1, False),
        ("2014", 2, True),
    ]


def test_a_text_of_one_level_stays_the_same_object() -> None:
    text = Text("كلمة واحدة", 1)
    (block,) = resolved(Paragraph((text,)))
    assert isinstance(block, Paragraph)
    assert block.children[0] is text


def test_the_algorithm_sees_the_paragraph_across_tags() -> None:
    # The bracket pair takes the direction of the paragraph although a tag stands in it.
    texts = levels(Text("("), Emphasis((Text("Rand"),)), Text(" كتاب)"))
    assert texts[0] == ("(", 1, False)
    assert texts[-1] == (" كتاب)", 1, False)


def test_a_marked_phrase_keeps_its_own_punctuation() -> None:
    assert levels(Text("في "), english(Text("Iraq (2018)!")), Text(" نص")) == [
        ("في ", 1, False),
        ("Iraq (2018)!", 2, False),
        (" نص", 1, False),
    ]
    # Unmarked, the mark at the end goes with the Arabic.
    assert ("!", 1, False) in [
        (text[:1], level, number) for text, level, number in levels(Text("في Iraq! نص"))
    ]


def test_an_isolate_does_not_join_what_stands_around_it() -> None:
    texts = levels(Text("A "), Span((Text("نص"),), attributes=Attributes(lang="ar")), Text(" 12"))
    assert texts == [("A ", 2, False), ("نص", 3, False), (" 12", 2, False)]


def test_a_stray_closing_isolate_of_the_author_closes_no_phrase_of_ours() -> None:
    inner = english(Text("a\u2069 (b)!"))
    assert levels(Text("نص "), inner, Text(" نص"))[1:-1] == [("a\u2069 (b)!", 2, False)]


def test_an_open_isolate_of_the_author_ends_with_its_phrase() -> None:
    texts = levels(Text("نص "), english(Text("a \u2067ب")), Text(" (c) نص"))
    assert texts[-1][1] == 1
    assert resolve("نص \u2066a \u2067ب\u2069\u2069 (c) نص", 1).levels[-1] == 1


@pytest.mark.parametrize(
    ("inline", "isolate"),
    [
        (Code((Text("x = 1"),)), True),
        (Link("https://a.example/", (Text("https://a.example/"),)), True),
        (Link("mailto:a@b.example", (Text("a@b.example"),)), True),
        (Link("https://a.example/", (Text("هنا"),)), False),
        (Link("https://a.example/", (Text("RAND"),)), False),
        (english(Text("RAND")), True),
        (Span((Text("RAND"),), attributes=Attributes(classes=("c",))), False),
    ],
)
def test_what_is_an_isolate(inline: Inline, isolate: bool) -> None:
    (block,) = resolved(Paragraph((Text("نص "), inline, Text(" نص"))))
    assert isinstance(block, Paragraph)
    node = block.children[1]
    assert not isinstance(node, Text)
    assert node.computed.isolate is isolate
    assert (node.computed.level is not None) is isolate


def test_an_entry_of_the_contents_is_a_line_of_its_contents() -> None:
    """A title of the other direction is a phrase in it: all page numbers stand at one side."""
    foreign = ContentsEntry("s", 1, (Text("Review"),), attributes=Attributes(lang="en"))
    own = ContentsEntry("t", 1, (Text("كتاب"),), attributes=Attributes(lang="fa"))
    (block,) = resolved(Contents((), (foreign, own)))
    assert isinstance(block, Contents)
    first, second = block.entries
    assert (first.computed.dir, first.attributes.lang) == (Direction.RTL, None)
    (title,) = first.children
    assert isinstance(title, Span)
    assert (title.computed.isolate, title.computed.dir) == (True, Direction.LTR)
    assert (second.computed.lang, second.attributes.lang) == ("fa", "fa")


def test_a_note_call_after_a_year_stands_at_the_level_of_the_paragraph() -> None:
    (block,) = resolved(
        Paragraph((Text("عام 2014"), Note((Paragraph((Text("ن"),)),)), Text(" نص")))
    )
    note = next(node for node in iterate(block) if isinstance(node, Note))
    assert note.computed.level == 1


def test_a_note_call_inside_a_foreign_phrase_stands_in_it() -> None:
    phrase = english(Text("The Rise"), Note((Paragraph((Text("ن"),)),)), Text(" and Fall"))
    (block,) = resolved(Paragraph((Text("في "), phrase)))
    note = next(node for node in iterate(block) if isinstance(node, Note))
    assert note.computed.level == 2


def test_a_line_break_does_not_end_the_paragraph_of_the_algorithm() -> None:
    assert levels(Text("abc"), LineBreak(), Text("نص"))[0] == ("abc", 2, False)


@pytest.mark.parametrize(
    ("attributes", "text", "expected"),
    [
        (Attributes(), "ISIS تنظيم", Direction.RTL),
        (Attributes(lang="en"), "نص", Direction.LTR),
        (Attributes(lang="en", dir=Direction.RTL), "text", Direction.RTL),
        (Attributes(dir=Direction.AUTO), "12 text نص", Direction.LTR),
        (Attributes(dir=Direction.AUTO), "12", Direction.RTL),
    ],
)
def test_the_direction_of_a_block(attributes: Attributes, text: str, expected: Direction) -> None:
    (block,) = resolved(Paragraph((Text(text),), attributes=attributes))
    assert block.computed.dir is expected


def test_a_block_inherits_language_and_direction() -> None:
    (block,) = resolved(Container((Paragraph((Text("x"),)),), attributes=Attributes(lang="en-GB")))
    assert isinstance(block, Container)
    assert block.children[0].computed.lang == "en-GB"
    assert block.children[0].computed.dir is Direction.LTR


def test_code_is_left_to_right_anywhere() -> None:
    (block,) = resolved(CodeBlock("x = 'نص'"))
    assert block.computed.dir is Direction.LTR


def test_a_citation_note_takes_the_language_of_the_document() -> None:
    cited = Note((Paragraph((Text("علوي"),)),), kind=NoteKind.CITATION)
    own = Note((Paragraph((Text("remark"),)),))
    paragraph = Paragraph((Text("x"), cited, own), attributes=Attributes(lang="en"))
    (block,) = resolved(paragraph)
    notes = [node for node in iterate(block) if isinstance(node, Note)]
    assert [note.children[0].computed.dir for note in notes] == [Direction.RTL, Direction.LTR]


def test_a_number_and_its_title_are_one_paragraph() -> None:
    number = Number(value=(Text("1"),), suffix=(Text(". "),))
    (block,) = resolved(Section(1, (Text("Title نص"),), number=number), lang="ar")
    assert isinstance(block, Section)
    assert block.number is not None
    # By itself the suffix would be neutral at the end; before Latin letters in one paragraph, too.
    assert [node.level for node in block.number.inlines if isinstance(node, Text)] == [2, 1]


def test_the_document_may_be_set_against_its_language() -> None:
    metadata = Metadata(lang="ar", dir=Direction.LTR)
    document = direction.run(
        Document(metadata=metadata, blocks=(Paragraph((Text("x"),)),)), Context()
    )
    assert document.blocks[0].computed.dir is Direction.LTR


def test_a_paragraph_in_another_script_is_reported_once_marked_no_more() -> None:
    place = Location("a.md", 3, 1)
    text = (Text("This whole paragraph is English"),)
    context = Context()
    resolved(Paragraph(text, location=place), context=context)
    assert [(item.code, item.location) for item in context.report] == [("B001", place)]
    context = Context()
    resolved(Paragraph(text, location=place, attributes=Attributes(lang="en")), context=context)
    resolved(Paragraph((english(*text),), location=place), context=context)
    resolved(Paragraph((Text("CIFG"),), location=place), context=context)
    assert list(context.report) == []
