"""Where the list of references stands in a document: where its author wants it, else at the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, count

from warraq.bib import lists
from warraq.bib.render import Work
from warraq.bib.style import Style
from warraq.model.attributes import Attributes
from warraq.model.blocks import Bibliography, Block, Blocks, Container, Section
from warraq.model.inlines import Text
from warraq.model.walk import iterate

LIST_ID = "refs"
"""The identifier of the division in which an author wants the list (as in Pandoc)."""


def with_list(blocks: Blocks, works: Mapping[str, Work], style: Style, lang: str) -> Blocks:
    """Return the blocks with the list in the division ``refs``, else before the glossary."""
    placed, is_placed = _in_division(blocks, works, style, lang, 0)
    if is_placed or not works:
        return placed
    section = _section(works, style, lang, blocks)
    present = [block for block in blocks if _is_list(block)]
    if present:
        return blocks if present == [section] else _replaced(blocks, present[0], section)
    index = next(
        (
            number
            for number, block in enumerate(blocks)
            if isinstance(block, Section) and block.role == "glossary"
        ),
        len(blocks),
    )
    return (*blocks[:index], section, *blocks[index:])


def _replaced(blocks: Blocks, old: Block, new: Block) -> Blocks:
    return tuple(new if block is old else block for block in blocks)


def _is_list(block: Block) -> bool:
    return isinstance(block, Section) and block.role == lists.ROLE


def _section(works: Mapping[str, Work], style: Style, lang: str, blocks: Blocks) -> Section:
    """Return the list as a section whose identifiers the author has not taken for his own."""
    own = tuple(block for block in blocks if not _is_list(block))
    taken = {
        attributes.id
        for node in iterate(own)
        if isinstance(attributes := getattr(node, "attributes", None), Attributes)
    }
    names = (f"{lists.ROLE_ID}{suffix}" for suffix in chain([""], map("-{}".format, count(2))))
    sections = (
        Section(
            level=1,
            title=(Text(lists.heading(style.languages.get(lang))),),
            children=lists.sections(works.values(), style, lang, 2, name),
            role=lists.ROLE,
            attributes=Attributes(id=name),
        )
        for name in names
    )
    return next(section for section in sections if taken.isdisjoint(lists.identifiers((section,))))


def _in_division(
    blocks: Blocks, works: Mapping[str, Work], style: Style, lang: str, level: int
) -> tuple[Blocks, bool]:
    """Fill the author's division ``refs`` wherever it stands in the sections."""
    filled: Block
    for index, block in enumerate(blocks):
        if _is_division(block):
            assert isinstance(block, (Container, Bibliography))
            filled = _division(block, lists.sections(works.values(), style, lang, level + 1))
        elif isinstance(block, (Section, Container)) and not _is_list(block):
            inner = block.level if isinstance(block, Section) else level
            children, found = _in_division(block.children, works, style, lang, inner)
            if not found:
                continue
            filled = block if children is block.children else replace(block, children=children)
        else:
            continue
        return (
            blocks if filled is block else (*blocks[:index], filled, *blocks[index + 1 :])
        ), True
    return blocks, False


def _is_division(block: Block) -> bool:
    """Whether a block is where an author wants the list: the reader leaves an empty one there."""
    if isinstance(block, Bibliography):
        return not block.entries
    return isinstance(block, Container) and block.attributes.id == LIST_ID


def _division(block: Container | Bibliography, children: Blocks) -> Block:
    """Return the author's division with the list in it; two groups need sections."""
    if isinstance(block, Container) and block.children == children:
        return block
    attributes = replace(block.attributes, id=LIST_ID)
    return Container(children=children, attributes=attributes, location=block.location)
