"""``warraq explain``: the paragraph behind the code of a message."""

from __future__ import annotations

import click


@click.command("explain")
@click.argument("code")
def command(code: str) -> None:
    """Explain the code of a message, such as C003: what it means and what mends it."""
    from warraq.codes import catalogue
    from warraq.diagnostics import nearest

    known = catalogue()
    entry = known.get(code.strip("[] ").upper())
    if entry is None:
        near = nearest(code.upper(), known)
        raise click.UsageError(
            f"No such code: {code}." + (f" Did you mean {near}?" if near else "")
        )
    click.echo(f"{entry.code}: {entry.title}\n\n{entry.text}")
