"""warraq: Arabic–English scholarship from one source to PDF, DOCX and EPUB."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from os import PathLike

    from warraq.diagnostics import Report
    from warraq.export.api import Artifact
    from warraq.read.publication import Publication
    from warraq.resolve.resolution import Resolution

# A subpackage's name is bound in its parent when it is first imported. It happens here, so that no
# later import puts the module in the place of the function of the same name.
for _name in ("export", "resolve"):
    import_module(f"{__name__}.{_name}")

__version__ = "0.1.0"
__all__ = ["__version__", "export", "load", "resolve"]


def load(path: str | PathLike[str], report: Report | None = None) -> Publication:
    """Read a source file and all that it names. Never raises for bad input: see the report."""
    from warraq.read.publication import load_publication

    return load_publication(path, report)


def resolve(
    publication: Publication, *, citation_style: str = "", theme: str = "", glossary: bool = True
) -> Resolution:
    """Run all passes over a publication; the result holds the resolved document and the report."""
    from warraq.resolve.resolution import resolve_publication

    return resolve_publication(
        publication, citation_style=citation_style, theme=theme, glossary=glossary
    )


def export(resolution: Resolution, format: str, **options: object) -> Artifact:
    """Return the document in a format (``pdf``, ``docx``, ``epub`` or a plug-in's).

    Raises ValueError when the report has errors, UnknownFormatError for an unknown format,
    ExportError when the machine lacks something.
    """
    from warraq.export.run import export_resolution

    return export_resolution(resolution, format, options)
