"""Pages per second and memory at 1, 10 and 50 times the sample, beside pandoc and WeasyPrint.

Notes are numbered through the document. Pandoc's route is pandoc with WeasyPrint as its engine,
which gathers all notes at the end; WeasyPrint alone is given the HTML that pandoc wrote. What
counts is the ratio of seconds, and how seconds grow with the document: linearly, each page costs
the same.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.measure import BIN, WARRAQ, Cost, median, run
from bench.source import prepare

WEASYPRINT = str(BIN / "weasyprint")


@dataclass(frozen=True, slots=True)
class Row:
    """A program's cost for one document and the number of its pages."""

    program: str
    cost: Cost
    pages: int


def rows(folder: Path, pandoc: str, repeats: int) -> list[Row]:
    """Measure the three programs in turns on a prepared folder."""
    html = [pandoc, "peer.md", "--citeproc", "--standalone", "-o", "peer.html"]
    run([html], folder)
    commands = {
        "warraq": [WARRAQ, "build", "document.md", "--to", "pdf", "--output", "."],
        "pandoc": [*html[:-1], "pandoc.pdf", "--pdf-engine=weasyprint"],
        "WeasyPrint": [WEASYPRINT, "peer.html", "weasyprint.pdf"],
    }
    files = {"warraq": "document.pdf", "pandoc": "pandoc.pdf", "WeasyPrint": "weasyprint.pdf"}
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for _ in range(repeats):
        for name, command in commands.items():
            costs[name].append(run([command], folder))
    return [Row(name, median(costs[name]), _pages(folder / files[name])) for name in commands]


def _pages(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as file:
        return len(file.pages)


def compare(folder: Path, pandoc: str, times: Sequence[int], repeats: int) -> None:
    """Print the table: three lines for each size."""
    print(f"\npages, notes through the document; median of {repeats} (one run from 10 times on)")
    print(
        f"{'':19} {'pages':>6} {'s':>8} {'pages/s':>8} {'MB':>6} {'ours/theirs: s':>16} {'MB':>6}"
    )
    for count in times:
        own = folder / f"times-{count}"
        prepare(own, count)
        found = rows(own, pandoc, repeats if count < 10 else 1)
        ours = found[0].cost
        for row in found:
            cost = row.cost
            print(
                f"{count:>5}× {row.program:12} {row.pages:6} {cost.wall:8.2f}"
                f" {row.pages / cost.wall:8.1f} {cost.memory:6.0f}"
                f" {ours.wall / cost.wall:16.2f} {ours.memory / cost.memory:6.2f}",
                flush=True,
            )


def phases(folder: Path, times: int) -> None:
    """Print where the time of one build goes, measured within a process of its own."""
    own = folder / f"times-{times}"
    if not own.exists():
        prepare(own, times)
    print(f"\nwhere the time goes, {times} times the sample")
    run_phases = [sys.executable, "-m", "bench.phases", str(own / "document.md")]
    cost = run([run_phases], Path(__file__).resolve().parents[1], show=True)
    print(f"{'in all':28} {cost.wall:7.2f}")
