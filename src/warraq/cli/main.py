"""The ``warraq`` command: finds the subcommand, and turns every failure into an exit status.

Nothing heavy is imported here: a subcommand's module when it is called, an exporter when its
format is asked for.
"""

from __future__ import annotations

import os
import sys
from enum import IntEnum
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from warraq import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: dict[str, str] = {
    "build": "Build PDF, DOCX and EPUB from a source.",
    "check": "Read and resolve a source and report, without writing.",
    "formats": "List the output formats and their options.",
    "styles": "List the citation styles, each with a sample.",
    "explain": "Explain the code of a message.",
    "doctor": "Say what this machine lacks and how to mend it.",
}
"""Each subcommand, with its line in the help; it is ``warraq.cli.NAME.command``."""


class ExitStatus(IntEnum):
    """What the command's exit status says. An internal error has the number of sysexits.h."""

    FINE = 0
    SOURCE_ERROR = 1
    USAGE_ERROR = 2
    MACHINE_ERROR = 3
    INTERNAL_ERROR = 70
    INTERRUPTED = 130


class MachineError(click.ClickException):
    """Something on the machine is missing or refuses; the message is one line for the user."""

    exit_code = ExitStatus.MACHINE_ERROR


class LazyGroup(click.Group):
    """A group that imports a subcommand only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a subcommand, or None for an unknown name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"warraq.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the subcommand; for an unknown name, suggest the nearest."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from warraq.diagnostics import nearest

            near = nearest(args[0], COMMANDS)
            hint = f" Did you mean {near!r}?" if near else f" Commands: {', '.join(COMMANDS)}."
            ctx.fail(f"No such command {args[0]!r}.{hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of subcommands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit status: 0 fine; 1 errors in the source, nothing written; 2 wrong usage; "
    "3 something missing on the machine.",
)
@click.version_option(__version__, prog_name="warraq")
def warraq() -> None:
    """Turn one structured source of an Arabic–English scholarly text into PDF, DOCX and EPUB."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit. Every failure is one clear line; never a traceback.

    With WARRAQ_DEBUG set, an internal error shows its traceback.
    """
    _make_output_safe()
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        status: Any = warraq.main(arguments, prog_name="warraq", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("warraq: interrupted; nothing more was written", err=True)
        return ExitStatus.INTERRUPTED
    except SystemExit:
        # click exits by itself only when the reader of our output went away (`warraq formats |
        # head`), and with the status that says here that the source has errors.
        return ExitStatus.FINE
    except Exception as error:  # noqa: BLE001 - the last net: a bug must not look like a crash
        return _report_internal(error)
    return status if isinstance(status, int) else ExitStatus.FINE


def _report_internal(error: Exception) -> int:
    if os.environ.get("WARRAQ_DEBUG"):
        raise error
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    click.echo(
        f"warraq: internal error, a fault of warraq and not of your text: {what}\n"
        "warraq: nothing was written; WARRAQ_DEBUG=1 shows where it happened",
        err=True,
    )
    return ExitStatus.INTERNAL_ERROR


def _make_output_safe() -> None:
    """Let a terminal or a file that cannot show Arabic get escapes instead of an exception."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
