"""Running an exporter: options, theme and the date that the output states as its own."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from warraq.export import registry
from warraq.export.api import Artifact, ExportContext, Exporter
from warraq.export.memory import memory_of
from warraq.model.metadata import Metadata
from warraq.resolve.resolution import Resolution
from warraq.style.theme import Fault, Theme, ThemeError, load_theme

# The first moment that a zip file can state (PKWARE's note 4.4.6: MS-DOS dates start in 1980).
_EARLIEST = 315_532_800


class OptionError(ValueError):
    """An exporter has no such option."""


def export_resolution(resolution: Resolution, name: str, options: Mapping[str, object]) -> Artifact:
    """Return the document in a format.

    Raises ValueError when the report has errors (also those that a theme adds),
    UnknownFormatError, OptionError and ExportError.
    """
    exporter = registry.get(name)
    theme = load_theme_of(resolution)
    if theme is None or resolution.report.has_errors:
        raise ValueError("the source has errors; see the report")
    context = ExportContext(
        theme=theme,
        resources=resolution.resources,
        timestamp=timestamp(resolution.document.metadata, os.environ.get("SOURCE_DATE_EPOCH")),
        report=resolution.report,
        options=_options(exporter, options),
        by_page=resolution.by_page,
        sources=resolution.sources,
        memory=memory_of(os.environ),
    )
    return exporter.export(resolution.document, context)


def load_theme_of(resolution: Resolution) -> Theme | None:
    """Return the theme, or None after its faults have gone to the report (M019)."""
    try:
        return load_theme(resolution.theme, resolution.theme_root)
    except ThemeError as error:
        for fault in error.faults:
            _report_fault(fault, resolution)
        return None


def _report_fault(fault: Fault, resolution: Resolution) -> None:
    place = fault.location if fault.location.file else resolution.theme_location
    hints = (fault.hint,) if fault.hint else ()
    resolution.report.error("M019", fault.text, place, *hints)


def _options(exporter: Exporter, options: Mapping[str, object]) -> Any:
    known = {item.name for item in dataclasses.fields(exporter.options)}
    unknown = sorted(set(options) - known)
    if unknown:
        raise OptionError(f"{exporter.name} has no option {unknown[0]!r}; it has {sorted(known)}")
    return exporter.options(**options)


def timestamp(metadata: Metadata, epoch: str | None) -> int:
    """Return the seconds since 1970 of SOURCE_DATE_EPOCH, else of the document's date.

    A document without a date states the earliest moment that all formats can hold, so that two
    builds are identical (reproducible-builds.org, SOURCE_DATE_EPOCH specification).
    """
    if epoch and epoch.isascii() and epoch.isdigit():
        return max(int(epoch), _EARLIEST)
    parts = (metadata.date + "-01-01").split("-")[:3]
    try:
        moment = datetime(*(int(part) for part in parts), tzinfo=UTC)  # type: ignore[arg-type,misc]
    except ValueError:
        return _EARLIEST
    return max(int(moment.timestamp()), _EARLIEST)
