"""One source on its way through the library: read, resolved, exported, published.

What ``build`` and ``check`` share. A job never raises for bad input or for a machine that lacks
something: its outcome says what happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import warraq
from warraq.cli.main import ExitStatus
from warraq.cli.messages import visible
from warraq.cli.progress import Progress
from warraq.diagnostics import Diagnostic, Report
from warraq.model.document import Document

if TYPE_CHECKING:
    from warraq.export.api import Artifact
    from warraq.resolve.resolution import Resolution


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user chose for the reading and resolving; empty means: as the source says."""

    theme: str = ""
    citation_style: str = ""
    glossary: bool = True
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Targets:
    """The formats to write, their options, and the folder that gets the files."""

    formats: tuple[str, ...]
    folder: Path
    options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source. ``problem`` is one line about the machine, empty if none."""

    source: str
    status: ExitStatus
    diagnostics: tuple[Diagnostic, ...] = ()
    outputs: tuple[Path, ...] = ()
    problem: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as plain data."""
        from warraq.cli.messages import as_json

        return {
            "source": self.source,
            "status": int(self.status),
            "diagnostics": [as_json(item) for item in self.diagnostics],
            "outputs": [str(path) for path in self.outputs],
            "problem": self.problem or None,
        }


def check(source: str, choices: Choices, progress: Progress) -> Outcome:
    """Read and resolve a source and its theme, and write nothing."""
    from warraq.export.run import load_theme_of

    report = Report()
    resolution = _resolve(source, choices, report, progress)
    if resolution is not None:
        load_theme_of(resolution)
    return _outcome(source, _judged(report, choices))


def build(source: str, choices: Choices, targets: Targets, progress: Progress) -> Outcome:
    """Write every format of a source, or none of them when there is an error in any."""
    from warraq.cli.files import OutputError, publish
    from warraq.export.api import ExportError
    from warraq.export.run import load_theme_of

    report = Report()
    resolution = _resolve(source, choices, report, progress)
    if resolution is None:
        return _outcome(source, _judged(report, choices))
    if _judged(report, choices).has_errors:
        # The theme is read all the same, so that all faults come in one run.
        load_theme_of(resolution)
        return _outcome(source, _judged(report, choices))
    try:
        artifacts = _export(resolution, targets, report, progress)
        if _judged(report, choices).has_errors:
            return _outcome(source, _judged(report, choices))
        outputs = _outputs(source, targets.folder, artifacts)
        publish(outputs)
    except (ExportError, OutputError) as error:
        return _problem(source, _judged(report, choices), str(error))
    return _outcome(source, _judged(report, choices), tuple(outputs))


def _resolve(
    source: str, choices: Choices, report: Report, progress: Progress
) -> Resolution | None:
    """Read and resolve; None when the source could not be read, so that nothing is said of it."""
    name = visible(Path(source).name)
    progress.step(f"{name}: reading")
    publication = warraq.load(source, report)
    if report.has_errors and publication.document == Document():
        return None
    progress.step(f"{name}: resolving")
    return warraq.resolve(
        publication,
        citation_style=choices.citation_style,
        theme=choices.theme,
        glossary=choices.glossary,
    )


def _export(
    resolution: Resolution, targets: Targets, report: Report, progress: Progress
) -> list[Artifact]:
    """Export every format; stop at the first that adds an error to the report."""
    artifacts = []
    for name in targets.formats:
        progress.step(f"writing {name}")
        try:
            artifacts.append(warraq.export(resolution, name, **targets.options.get(name, {})))
        except ValueError:
            # The theme is read on the way to the exporter; its faults are in the report by now.
            if not report.has_errors:
                raise
        if report.has_errors:
            break
    return artifacts


def _outputs(source: str, folder: Path, artifacts: Sequence[Artifact]) -> dict[Path, bytes]:
    from warraq.cli.files import OutputError

    outputs: dict[Path, bytes] = {}
    for artifact in artifacts:
        target = folder / f"{Path(source).stem}{artifact.suffix}"
        if target in outputs:
            raise OutputError(f"two formats would write {target}; build them one at a time")
        if target.resolve() == Path(source).resolve():
            raise OutputError(f"{target} is the source itself; choose another --output")
        outputs[target] = artifact.data
    return outputs


def _judged(report: Report, choices: Choices) -> Report:
    return report.made_strict() if choices.strict else report


def _outcome(source: str, report: Report, outputs: tuple[Path, ...] = ()) -> Outcome:
    status = ExitStatus.SOURCE_ERROR if report.has_errors else ExitStatus.FINE
    return Outcome(source, status, tuple(report), outputs)


def _problem(source: str, report: Report, message: str) -> Outcome:
    line = " ".join(message.split())
    return Outcome(source, ExitStatus.MACHINE_ERROR, tuple(report), problem=line)
