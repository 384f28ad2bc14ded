"""Markdown to blocks and inlines: the door to the parser for the other readers."""

from __future__ import annotations

from dataclasses import replace

from warraq.model.blocks import Blocks
from warraq.model.inlines import Inlines
from warraq.read.blocks import BlockBuilder
from warraq.read.inlines import read_inlines
from warraq.read.notes import take_definitions
from warraq.read.parser import parser
from warraq.read.passage import Passage
from warraq.read.reading import Reading
from warraq.read.syntax import html, list_markers


def prepare(passage: Passage, reading: Reading) -> BlockBuilder:
    """Find the blocks and the texts of the notes; building them can wait for other passages."""
    text = list_markers.western(passage.text)
    original = "" if text == passage.text else passage.text
    passage = replace(passage, text=text) if original else passage
    reading.current = passage
    html.check_entities(passage, reading.report)
    tokens = parser().parse(passage.text, reading.env)
    rest = take_definitions(tokens, passage, reading, original)
    return BlockBuilder(rest, passage, reading, original)


def read_blocks(passage: Passage, reading: Reading) -> Blocks:
    """Return the blocks of a passage. Faults go to the report; nothing is raised."""
    return prepare(passage, reading).build()


def read_line(passage: Passage, reading: Reading) -> Inlines:
    """Return the nodes of a title, a caption or another line."""
    return read_inlines(passage, reading)
