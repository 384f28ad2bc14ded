"""``warraq check``: read, resolve, report; write nothing."""

from __future__ import annotations

import click

from warraq.cli import job
from warraq.cli.messages import MessageFormat
from warraq.cli.options import reading_options
from warraq.cli.outcomes import show
from warraq.cli.progress import Progress
from warraq.cli.quiet import quiet_libraries


@click.command("check")
@reading_options
def command(
    sources: tuple[str, ...],
    theme: str,
    citation_style: str,
    strict: bool,
    no_glossary: bool,
    messages: str,
) -> int:
    """Read and resolve each SOURCE and report all that is wrong, without writing anything."""
    choices = job.Choices(theme, citation_style, not no_glossary, strict)
    wanted = messages == MessageFormat.TEXT
    with quiet_libraries(), Progress(wanted=wanted) as progress:
        outcomes = [job.check(source, choices, progress) for source in sources]
    return show(outcomes, MessageFormat(messages))
