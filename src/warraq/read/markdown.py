"""Markdown to blocks and inlines: the door to the parser for the other readers."""

from __future__ import annotations

from warraq.model.blocks import Blocks
from warraq.model.inlines import Inlines
from warraq.read.blocks import BlockBuilder
from warraq.read.inlines import read_inlines
from warraq.read.notes import take_definitions
from warraq.read.parser import parser
from warraq.read.passage import Passage
from warraq.read.reading import Reading


def prepare(passage: Passage, reading: Reading) -> BlockBuilder:
    """Find the blocks and the texts of the notes; building them can wait for other passages."""
    reading.current = passage
    tokens = parser().parse(passage.text, reading.env)
    return BlockBuilder(take_definitions(tokens, passage, reading), passage, reading)


def read_blocks(passage: Passage, reading: Reading) -> Blocks:
    """Return the blocks of a passage. Faults go to the report; nothing is raised."""
    return prepare(passage, reading).build()


def read_line(passage: Passage, reading: Reading) -> Inlines:
    """Return the nodes of a title, a caption or another line."""
    return read_inlines(passage, reading)
