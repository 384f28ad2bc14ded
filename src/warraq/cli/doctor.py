"""``warraq doctor``: what the machine lacks, and the command that mends it."""

from __future__ import annotations

import click

from warraq.cli import machine
from warraq.cli.main import ExitStatus

_PURPOSES = {
    machine.Purpose.BUILD: "To build",
    machine.Purpose.TEST: "To test",
    machine.Purpose.VISUAL: "To look at outputs in tests",
}


@click.command("doctor")
def command() -> int:
    """Say what this machine lacks and the command that mends it.

    The exit status is 3 if a build cannot work.
    """
    lacking = machine.missing(machine.Purpose)
    for purpose, title in _PURPOSES.items():
        click.echo(f"{title}:")
        for need in machine.NEEDS:
            if need.purpose is purpose:
                click.echo(_line(need, need in lacking))
    _print_remedies(lacking)
    cannot_build = any(need.required for need in lacking)
    return ExitStatus.MACHINE_ERROR if cannot_build else ExitStatus.FINE


def _line(need: machine.Need, is_lacking: bool) -> str:
    if not is_lacking:
        return f"  has    {need.name}"
    state = "LACKS" if need.required else "lacks"
    return f"  {state}  {need.name}, which {need.reason}"


def _print_remedies(lacking: list[machine.Need]) -> None:
    manager = machine.this_manager()
    for purpose, title in _PURPOSES.items():
        needs = [need for need in lacking if need.purpose is purpose]
        names = machine.packages(needs, manager or machine.Manager.APT)
        if not names:
            continue
        if manager is None:
            what = f"install the equivalents of Debian's {', '.join(names)}"
        else:
            what = machine.command(manager, names)
        click.echo(f"{title}, type: {what}" if manager else f"{title}: {what}")
