"""Shows what became of the sources, and turns it into the exit status."""

from __future__ import annotations

from collections.abc import Sequence

import click

from warraq import __version__
from warraq.cli.job import Outcome
from warraq.cli.main import ExitStatus
from warraq.cli.messages import MessageFormat, print_diagnostics, summary, visible


def show(outcomes: Sequence[Outcome], messages: MessageFormat) -> ExitStatus:
    """Print all outcomes and return the gravest exit status."""
    status = max(outcome.status for outcome in outcomes)
    match messages:
        case MessageFormat.JSON:
            _show_json(outcomes, status)
        case MessageFormat.TEXT:
            for outcome in outcomes:
                _show_text(outcome)
    return status


def _show_json(outcomes: Sequence[Outcome], status: ExitStatus) -> None:
    import json

    data = {
        "warraq": __version__,
        "status": int(status),
        "sources": [outcome.as_json() for outcome in outcomes],
    }
    # ASCII only: the name of a file may hold bytes that are no text in any encoding.
    click.echo(json.dumps(data, indent=2))


def _show_text(outcome: Outcome) -> None:
    """Files go to standard output, everything else to standard error."""
    print_diagnostics(outcome.diagnostics)
    for path in outcome.outputs:
        click.echo(f"wrote {visible(str(path))} ({_size(path.stat().st_size)})")
    counts = summary(outcome.diagnostics)
    if outcome.problem:
        click.echo(f"warraq: {visible(outcome.problem)}", err=True)
    elif outcome.status is ExitStatus.SOURCE_ERROR:
        click.echo(f"{visible(outcome.source)}: {counts}; nothing was written", err=True)
    elif counts or not outcome.outputs:
        click.echo(f"{visible(outcome.source)}: {counts or 'no fault found'}", err=True)


def _size(count: int) -> str:
    """Return a number of bytes in kB or MB (powers of ten, as file managers show)."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{count / 1000:.0f} kB"
