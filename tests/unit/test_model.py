"""The model: codec, walking and rewriting."""

from __future__ import annotations

import dataclasses
import json
import typing

import pytest

from warraq.diagnostics import Location
from warraq.model import blocks, inlines
from warraq.model.attributes import Attributes, Direction, Node
from warraq.model.blocks import List, ListItem, Numeral, Paragraph, Section, Table
from warraq.model.codec import CodecError, dumps, loads
from warraq.model.document import Document
from warraq.model.inlines import Emphasis, LineBreak, Note, Text
from warraq.model.metadata import Digits, Metadata
from warraq.model.walk import child_fields, iterate, plain_text, rewrite


def sample() -> Document:
    """Return a document with values that a codec could lose."""
    note = Note((Paragraph((Text("حاشية"),)),), mark="٣")
    paragraph = Paragraph(
        (Text("نص", 1, location=Location("a.md", 2, 3)), Emphasis((Text("x"),)), note, LineBreak()),
        attributes=Attributes(id="p", classes=("a",), dir=Direction.RTL, pairs=(("k", "v"),)),
    )
    items = List((ListItem((paragraph,)),), ordered=True, numeral=Numeral.ABJAD)
    return Document(
        metadata=Metadata(digits=Digits.ARABIC_INDIC),
        blocks=(Section(1, (Text("عنوان"),), (paragraph, items)),),
    )


def test_a_document_survives_the_codec_with_its_places() -> None:
    document = loads(dumps(sample()))
    assert document == sample()
    text = next(node for node in iterate(document) if isinstance(node, Text) and node.text == "نص")
    assert text.location == Location("a.md", 2, 3)
    assert isinstance(document.metadata.digits, Digits)


@pytest.mark.parametrize(
    "text",
    [
        "not json",
        "[]",
        '{"warraq": 99, "document": {}}',
        '{"warraq": 1, "document": {"type": "Nothing"}}',
        '{"warraq": 1, "document": {"type": "Document", "unknown": 1}}',
        '{"warraq": 1, "document": {"type": "Text", "text": "x"}}',
        '{"warraq": 1, "document": {"type": "Document", "blocks": [{"type": "Section"}]}}',
    ],
)
def test_the_codec_refuses_what_is_no_document(text: str) -> None:
    with pytest.raises(CodecError):
        loads(text)


def test_the_codec_leaves_defaults_out() -> None:
    tree = json.loads(dumps(Document(blocks=(Paragraph((Text("a"),)),))))
    assert tree["document"]["blocks"] == [
        {"type": "Paragraph", "children": [{"type": "Text", "text": "a"}]}
    ]


def test_rewriting_nothing_returns_the_identical_tree() -> None:
    document = sample()
    assert rewrite(document.blocks, lambda node: node) is document.blocks


def test_rewriting_splices_a_tuple_into_the_place() -> None:
    unwrapped = rewrite(
        sample().blocks, lambda node: node.children if isinstance(node, Emphasis) else node
    )
    assert not any(isinstance(node, Emphasis) for node in iterate(unwrapped))
    assert plain_text(unwrapped).count("x") == plain_text(sample().blocks).count("x")


def test_plain_text_leaves_notes_out_and_makes_a_break_a_space() -> None:
    assert plain_text(sample().blocks[0].children[0]) == "نصx "


def node_types() -> list[type]:
    """Return every node type of the model."""
    return [
        value
        for module in (blocks, inlines)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Node) and value is not Node
    ]


def test_every_node_type_is_in_its_union() -> None:
    union = {*typing.get_args(blocks.Block), *typing.get_args(inlines.Inline)}
    parts = {
        blocks.ListItem,
        blocks.DefinitionItem,
        blocks.Cell,
        blocks.ContentsEntry,
        blocks.BibliographyEntry,
        blocks.GlossaryItem,
    }
    assert set(node_types()) - union == parts


@pytest.mark.parametrize("node_type", node_types(), ids=lambda item: item.__name__)
def test_no_field_that_holds_nodes_is_overlooked(node_type: type) -> None:
    plain = ("str", "int", "bool", "float | None", "Numeral", "NoteKind", "ReferenceKind")
    plain += ("ContentsKind",)
    plain += ("Attributes", "Computed", "Location", "tuple[Column, ...]")
    fields = {item.name: str(item.type) for item in dataclasses.fields(node_type)}
    holding = {name for name, annotation in fields.items() if annotation not in plain}
    assert holding == set(child_fields(node_type))


def test_a_caption_is_read_before_the_cells() -> None:
    fields = child_fields(Table)
    assert fields.index("caption") < fields.index("head") < fields.index("body")
