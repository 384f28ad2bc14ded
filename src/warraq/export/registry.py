"""The table of exporters: the built-in ones, and plug-ins by entry point, loaded when named."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from warraq.export.api import Exporter

ENTRY_POINT_GROUP = "warraq.exporters"

BUILT_IN: dict[str, str] = {
    "pdf": "warraq.export.pdf:PdfExporter",
    "docx": "warraq.export.docx:DocxExporter",
    "epub": "warraq.export.epub:EpubExporter",
}


class UnknownFormatError(LookupError):
    """No exporter has this name."""


class NameClashError(ValueError):
    """Two exporters claim one name."""


def targets() -> dict[str, str]:
    """Return the name of every exporter with the place of its class (``module:class``).

    Raises NameClashError when a plug-in takes a name that is taken.
    """
    from importlib.metadata import entry_points

    result = dict(BUILT_IN)
    for point in entry_points(group=ENTRY_POINT_GROUP):
        if point.name in result:
            raise NameClashError(f"two exporters are named {point.name!r}: {point.value}")
        result[point.name] = point.value
    return result


def get(name: str) -> Exporter:
    """Return the exporter of a format. Raises UnknownFormatError for an unknown name."""
    target = BUILT_IN.get(name) or targets().get(name)
    if target is None:
        raise UnknownFormatError(name)
    module, _, attribute = target.partition(":")
    return cast(Exporter, getattr(import_module(module), attribute)())
