"""Letters join across the edges of elements, and no edge parts a mark or lam and alef."""

from __future__ import annotations

from random import Random

import pytest

from tests.pdf_document import document, lay_out
from tests.visual.shapes import Joints, joints
from warraq.export.html.bound_letters import bind
from warraq.export.pdf import dialect
from warraq.model.attributes import Attributes
from warraq.model.blocks import Paragraph
from warraq.model.inlines import (
    CrossReference,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Note,
    ReferenceKind,
    Span,
    Strong,
    Superscript,
    Term,
    Text,
    Underline,
)

TEXT = (
    "الأمن والإرهاب مُدَرِّسٌ فسيكفيكهم الاستراتيجيــة استبداد لهجة نحج ببب لله مؤتمر لآن سلام "
    "عَلَا لَاحِقًا گفتگو پڑھیں یونیورسٹی چگونه بالأمس للأولى"
)
WORDS = TEXT.split()


def _element(random: Random, text: Text) -> Inline:
    children = (text,)
    return random.choice(
        (
            Emphasis(children),
            Strong(children),
            Underline(children),
            Link(children=children, target="https://example.org/"),
            Term(key="t", children=children),
            Span(children, attributes=Attributes(classes=("x",))),
            Emphasis((Strong(children),)),
            CrossReference(target="s", kind=ReferenceKind.SECTION, children=children),
        )
    )


def _parted(random: Random, word: str) -> Inlines:
    """Return a word in two to four parts, every other one in an element."""
    cuts = sorted(random.sample(range(1, len(word)), random.randint(1, min(3, len(word) - 1))))
    parts = [word[a:b] for a, b in zip([0, *cuts], [*cuts, len(word)], strict=True)]
    turn = random.randrange(2)
    return tuple(
        _element(random, Text(part)) if index % 2 == turn else Text(part)
        for index, part in enumerate(parts)
    )


def _found(count: int) -> Joints:
    random = Random(count)
    blocks = []
    for _ in range(count):
        line: list[Inline] = []
        for _ in range(12):
            line += [*_parted(random, random.choice(WORDS)), Text(random.choice((" ", " RAND ")))]
        blocks.append(Paragraph(tuple(line)))
    return joints(lay_out(document(*blocks)).page_boxes)


def test_letters_join_across_every_kind_of_element() -> None:
    found = _found(60)
    assert found.count > 900
    assert found.faults == []


@pytest.mark.slow
def test_thousands_of_words_join() -> None:
    found = _found(600)
    assert found.count > 9000
    assert found.faults == []


@pytest.mark.parametrize("fault", ["join", "bind"])
def test_unjoined_letters_are_seen(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialect, fault, lambda inlines: inlines)
    assert len(_found(20).faults) > 50


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # The ligature goes to the inner element, and a mark to its letter.
        (("ال", "أمن"), "", ("ا", "لأمن")),
        (("الَ", "اً"), "", ("ا", "لَاً")),
        (("كت", "َب"), "", ("كتَ", "ب")),
        (("كتل", "َا"), "", ("كت", "لَا")),
        (("كتاب ", "َب"), "", ("كتاب ", "َب")),
        (("كتب", "أمن"), "", ("كتب", "أمن")),
        (("ال", "من"), "", ("ال", "من")),
    ],
)
def test_what_belongs_together_is_moved(
    before: tuple[str, str], after: str, expected: tuple[str, str]
) -> None:
    inlines = (Text(before[0]), Emphasis((Text(before[1]),)), Text(after))
    first, element, last = bind(inlines)
    assert isinstance(element, Emphasis)
    assert (first, element.children, last) == (Text(expected[0]), (Text(expected[1]),), Text(after))


def test_a_ligature_at_the_end_of_an_element_goes_to_it() -> None:
    first, last = bind((Strong((Text("كل"),)), Text("ام")))
    assert (first, last) == (Strong((Text("كلا"),)), Text("م"))


def test_what_is_in_order_stays_the_same_object() -> None:
    inlines = (Text("في "), Superscript((Text("كتاب"),)), Note(()), Text("ا"))
    assert bind(inlines) is inlines
    other = (Text("ال", level=1), Emphasis((Text("ا", level=3),)))
    assert bind(other) is other
