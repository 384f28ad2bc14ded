"""``warraq styles``: the citation styles, each with a sample of what it prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from warraq.cli.main import ExitStatus

if TYPE_CHECKING:
    from warraq.diagnostics import Report


@click.command("styles")
@click.argument("style", required=False)
@click.option("--lang", default="ar", show_default=True, help="Language of the sample's paper.")
def command(style: str | None, lang: str) -> ExitStatus:
    """List the citation styles, each with a sample of its citations and of its list.

    STYLE is the name of one, or the path of a style file of your own; what is wrong in it is
    reported with its line.
    """
    from warraq.bib.files import shipped_names
    from warraq.cli.messages import print_diagnostics
    from warraq.cli.quiet import quiet_libraries
    from warraq.diagnostics import Report
    from warraq.lang.tags import is_well_formed

    if not is_well_formed(lang):
        raise click.BadParameter(
            f"{lang!r} is no language tag, such as ar or en", param_hint="--lang"
        )
    report = Report()
    names = (style,) if style else shipped_names()
    with quiet_libraries():
        texts = ("\n".join(_lines(name, lang, report)) for name in names)
        click.echo("\n\n".join(text for text in texts if text))
    print_diagnostics(report)
    return ExitStatus.SOURCE_ERROR if report.has_errors else ExitStatus.FINE


def _lines(name: str, lang: str, report: Report) -> Iterator[str]:
    from warraq.cli.messages import visible
    from warraq.resolve.style_sample import sample

    found = sample(name, lang, report)
    if found.style is None:
        return
    title = f": {visible(found.style.title)}" if found.style.title else ""
    yield f"{visible(name)}{title}"
    for number, text in enumerate(found.citations, 1):
        yield f"    {number}  {visible(text)}"
    for text in found.entries:
        yield f"    –  {visible(text)}"
