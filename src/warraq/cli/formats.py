"""``warraq formats``: the exporters and their options."""

from __future__ import annotations

import dataclasses

import click

from warraq.cli.main import MachineError
from warraq.cli.options import kind_name, known_formats, load_exporter, option_kinds


@click.command("formats")
def command() -> None:
    """List the output formats, with the options that ``warraq build --option`` sets."""
    for name in known_formats():
        for line in _lines(name):
            click.echo(line)


def _lines(name: str) -> list[str]:
    try:
        exporter = load_exporter(name)
    except MachineError as error:
        return [f"{name}: {error.message}"]
    kinds = option_kinds(exporter)
    lines = [f"{name}: {exporter.media_type}, *{exporter.suffix}"]
    for item in dataclasses.fields(exporter.options):
        default = "" if item.default is dataclasses.MISSING else f" (default: {item.default})"
        about = item.metadata.get("help", "")
        line = f"    {name}.{item.name}={kind_name(kinds[item.name])}{default}  {about}"
        lines.append(line.rstrip())
    return lines
