"""The passes in their order, and the one function that makes a resolved document."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass, field

from warraq.diagnostics import Report
from warraq.model.document import Document, ResolvedDocument
from warraq.resolve.context import Context, Options

PassFunction = Callable[[Document, Context], Document]


@dataclass(frozen=True, slots=True)
class Pass:
    """A pure function from document to document; ``after`` names the passes it builds on."""

    name: str
    run: PassFunction
    after: tuple[str, ...] = field(default=())


def passes() -> tuple[Pass, ...]:
    """Return all passes in the order in which they run."""
    from warraq.resolve import (
        check,
        citations,
        contents,
        direction,
        front,
        glossary,
        ids,
        notes,
        numbering,
        references,
        typography,
    )

    return (
        Pass("ids", ids.run),
        Pass("front", front.run, ("ids",)),
        Pass("notes", notes.run, ("front",)),
        Pass("glossary", glossary.run, ("ids",)),
        Pass("citations", citations.run, ("notes",)),
        Pass("numbering", numbering.run, ("notes", "glossary", "citations")),
        Pass("references", references.run, ("numbering",)),
        Pass("contents", contents.run, ("numbering", "references")),
        Pass("typography", typography.run, ("citations", "references", "contents")),
        Pass("direction", direction.run, ("typography",)),
        Pass("check", check.run, ("direction",)),
    )


def run(document: Document, options: Options, report: Report) -> ResolvedDocument:
    """Run all passes. Faults go to the report; the result is whole even when there are some."""
    return run_within(document, Context(options=options, report=report))


def run_within(document: Document, context: Context) -> ResolvedDocument:
    """Run all passes within a context, which keeps what they have read for who asks after them."""
    for step in passes():
        document = step.run(document, context)
    values = {item.name: getattr(document, item.name) for item in dataclasses.fields(document)}
    return ResolvedDocument(**values)
