"""From headings in a row to a tree of sections."""

from __future__ import annotations

from dataclasses import dataclass

from warraq.diagnostics import Location, Report
from warraq.model.attributes import Attributes
from warraq.model.blocks import Block, Blocks, Section
from warraq.model.inlines import Inlines

_ROLES = frozenset({"appendix"})
"""Classes of a heading that give its section a role; the others mark generated sections."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading before it has become a section; ``level`` is the number of its marks."""

    level: int
    title: Inlines
    attributes: Attributes
    location: Location


class _Open:
    """A section that still takes children; ``written`` is the level that the author wrote."""

    def __init__(self, heading: Heading | None, level: int) -> None:
        self.heading = heading
        self.level = level
        self.written = heading.level if heading else 0
        self.children: list[Block] = []

    def closed(self) -> Section:
        assert self.heading is not None
        attributes = self.heading.attributes
        role = next((name for name in attributes.classes if name in _ROLES), "")
        return Section(
            level=self.level,
            title=self.heading.title,
            children=tuple(self.children),
            role=role,
            attributes=attributes,
            location=self.heading.location,
        )


def sections(blocks: list[Block | Heading], report: Report) -> Blocks:
    """Return the blocks with each heading holding what follows it.

    A jump («#» then «###») is reported; the section then counts as one level below its parent.
    """
    if not any(isinstance(block, Heading) for block in blocks):
        return tuple(block for block in blocks if not isinstance(block, Heading))
    stack = [_Open(None, 0)]
    for block in blocks:
        if not isinstance(block, Heading):
            stack[-1].children.append(block)
            continue
        while len(stack) > 1 and stack[-1].written >= block.level:
            _close(stack)
        parent = stack[-1]
        if block.level > parent.written + 1:
            _warn_jump(block, parent, report)
        stack.append(_Open(block, parent.level + 1))
    while len(stack) > 1:
        _close(stack)
    return tuple(stack[0].children)


def _close(stack: list[_Open]) -> None:
    done = stack.pop()
    stack[-1].children.append(done.closed())


def _warn_jump(heading: Heading, parent: _Open, report: Report) -> None:
    report.warning(
        "S050",
        f"a heading of level {heading.level} "
        + (f"right under one of level {parent.written}" if parent.written else "at the top"),
        heading.location,
        f"write {'#' * (parent.written + 1)} instead of {'#' * heading.level}",
    )
