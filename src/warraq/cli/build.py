"""``warraq build``: from sources to files."""

from __future__ import annotations

import gc
import unicodedata
from pathlib import Path

import click

from warraq.cli import job
from warraq.cli.main import ExitStatus
from warraq.cli.messages import MessageFormat
from warraq.cli.options import Short, exporter_options, format_names, reading_options
from warraq.cli.outcomes import show
from warraq.cli.progress import Progress
from warraq.cli.quiet import quiet_libraries


@click.command("build")
@reading_options
@click.option(
    "--to", default="pdf,docx,epub", show_default=True, metavar="FORMATS", help="What to write."
)
@click.option(
    "--output", default="dist", show_default=True, metavar="DIR", help="The folder to write to."
)
@click.option(
    "--option",
    "assignments",
    multiple=True,
    metavar="FORMAT.NAME=VALUE",
    help="Set an option of a format; `warraq formats` lists them.",
)
@click.option(
    "--pdf-variant",
    "pdf_variant",
    metavar="NAME",
    help="A standard for the PDF, such as pdf/ua-1 or pdf/a-2u.",
)
@click.option(
    "--attach-source",
    "attach_source",
    is_flag=True,
    help="Put the text, the bibliography and the glossary into the PDF.",
)
def command(
    sources: tuple[str, ...],
    theme: str,
    citation_style: str,
    strict: bool,
    no_glossary: bool,
    messages: str,
    to: str,
    output: str,
    assignments: tuple[str, ...],
    pdf_variant: str | None,
    attach_source: bool,
) -> int:
    """Build each SOURCE into DIR/<name>.<suffix>, one file for each format.

    A source with errors writes nothing, and leaves the files of an earlier build whole.
    """
    formats = format_names(to)
    options = exporter_options(
        assignments,
        formats,
        [
            Short("--pdf-variant", "pdf", "variant", pdf_variant),
            Short("--attach-source", "pdf", "attach_source", "true" if attach_source else None),
        ],
    )
    targets = job.Targets(formats, Path(output), options)
    _refuse_same_names(sources)
    choices = job.Choices(theme, citation_style, not no_glossary, strict)
    return show(_build_all(sources, choices, targets, messages), MessageFormat(messages))


def _build_all(
    sources: tuple[str, ...], choices: job.Choices, targets: job.Targets, messages: str
) -> list[job.Outcome]:
    """Build one after the other; what the machine lacks for one it lacks for all."""
    # Trees of frozen nodes hold no cycles: looking for some after every 700 objects, as Python
    # does by itself, costs a tenth of the time of a build.
    gc.set_threshold(100_000, 20, 50)
    outcomes = []
    wanted = messages == MessageFormat.TEXT
    with quiet_libraries(), Progress(wanted=wanted) as progress:
        for source in sources:
            outcomes.append(job.build(source, choices, targets, progress))
            if outcomes[-1].status is ExitStatus.MACHINE_ERROR:
                break
    return outcomes


def _refuse_same_names(sources: tuple[str, ...]) -> None:
    """Refuse two sources of one name, also where the file system folds case."""
    seen: dict[str, str] = {}
    for source in sources:
        name = unicodedata.normalize("NFC", Path(source).stem).casefold()
        if name in seen:
            raise click.UsageError(f"{seen[name]} and {source} would write files of the same name.")
        seen[name] = source
