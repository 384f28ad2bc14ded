"""A note called within a link stands where the author put it, and the link around it."""

from __future__ import annotations

import pytest

from warraq.model.attributes import Attributes
from warraq.model.blocks import Paragraph
from warraq.model.document import Document
from warraq.model.inlines import Emphasis, Inlines, Link, Note, Quoted, Span, Text
from warraq.resolve import notes
from warraq.resolve.context import Context

CALL = Note((Paragraph((Text("حاشية"),)),))


def link(*children: Inlines | Text | Emphasis, **attributes: str) -> Link:
    """Return a link with attributes of its own."""
    return Link("u", children, attributes=Attributes(**attributes))  # type: ignore[arg-type]


def resolved(*inlines: Link | Text) -> Inlines:
    """Run the pass, which must be idempotent."""
    document = Document(blocks=(Paragraph(inlines),))
    done = notes.run(document, Context())
    assert notes.run(done, Context()) == done
    (block,) = done.blocks
    assert isinstance(block, Paragraph)
    return block.children


A, B = Text("RAND"), Text(" Corp")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (link(A, CALL, B), (link(A), CALL, link(B))),
        (link(A, CALL), (link(A), CALL)),
        (link(CALL, B), (CALL, link(B))),
        (link(A, CALL, B, id="x"), (link(A, id="x"), CALL, link(B))),
        (
            link(Emphasis((A, CALL, B)), Text(".")),
            (Emphasis((link(A), CALL, link(B))), link(Text("."))),
        ),
        (link(Quoted((A, CALL))), (Quoted((link(A), CALL)),)),
        # A phrase of another language is one isolate still.
        (
            link(A, CALL, B, lang="en"),
            (Span((link(A), CALL, link(B)), attributes=Attributes(lang="en")),),
        ),
    ],
)
def test_a_link_is_parted_around_a_call(before: Link, after: Inlines) -> None:
    assert resolved(before) == after


def test_a_link_without_notes_stays_the_same_object() -> None:
    document = Document(blocks=(Paragraph((link(A, B), Text("."))),))
    assert notes.run(document, Context()) is document
