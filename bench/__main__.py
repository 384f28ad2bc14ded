"""Wall time and peak memory of whole processes: warraq beside pandoc on the same source.

Run it by ``make bench``. Every figure is the median of several runs, the two programs taking turns,
so that a noisy machine disturbs both alike. What counts is the ratio.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds of processor, and the peak of memory in MB."""

    wall: float
    processor: float
    memory: float


@dataclass(frozen=True, slots=True)
class Job:
    """What is compared: a name, our command lines, the peer's, and the ratio aimed at."""

    name: str
    ours: Sequence[Sequence[str]]
    peers: Sequence[Sequence[str]]
    target: float | None = None


def run(commands: Sequence[Sequence[str]], folder: Path) -> Cost:
    """Run commands one after the other and add up their costs. Raises RuntimeError on failure."""
    costs = [_run_one(command, folder) for command in commands]
    return Cost(
        sum(cost.wall for cost in costs),
        sum(cost.processor for cost in costs),
        max(cost.memory for cost in costs),
    )


def _run_one(command: Sequence[str], folder: Path) -> Cost:
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = os.fork()
        if process == 0:
            os.chdir(folder)
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            os.execvpe(command[0], list(command), environment)
        _, status, usage = os.wait4(process, 0)
        wall = time.perf_counter() - start
        if os.waitstatus_to_exitcode(status) != 0:
            output.seek(0)
            message = output.read().decode(errors="replace")
            raise RuntimeError(f"{' '.join(command)}\n{message}")
    # Linux counts the peak in KiB, macOS in bytes.
    unit = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def median(costs: Sequence[Cost]) -> Cost:
    """Return the median of each figure."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.processor for cost in costs),
        statistics.median(cost.memory for cost in costs),
    )


def prepare(folder: Path, times: int) -> None:
    """Lay out the sample for both: ours with notes by page and by document, and the peer's.

    The peer takes ``citation-style`` for a file of CSL, so its copy goes without that line.
    """
    shutil.copytree(ROOT / "source", folder, dirs_exist_ok=True)
    source = (folder / "article.md").read_text(encoding="utf-8")
    head, body = re.match(r"(?s)(---\n.*?\n---\n)(.*)", source).groups()  # type: ignore[union-attr]
    bodies = "\n\n".join(_copy(body, number) for number in range(times))
    (folder / "page.md").write_text(head + bodies, encoding="utf-8")
    document = re.sub(r"(numbering: *)page", r"\1document", head)
    (folder / "document.md").write_text(document + bodies, encoding="utf-8")
    peer = re.sub(r"(?m)^citation-style:.*\n", "", head)
    (folder / "peer.md").write_text(peer + bodies, encoding="utf-8")


def _copy(body: str, number: int) -> str:
    """Return a copy of the body whose identifiers and notes differ from those of other copies."""
    if number == 0:
        return body
    body = re.sub(r"\[\^(\w+)\]", rf"[^\1-{number}]", body)
    return re.sub(r"([#@])(sec|fig|tbl|eq)-([\w-]+)", rf"\1\2-\3-{number}", body)


def jobs(folder: Path, pandoc: str) -> list[Job]:
    """Return what is measured on a prepared folder."""
    out = str(folder / "out")

    def ours(name: str, formats: str) -> list[str]:
        return [str(BIN / "warraq"), "build", f"{name}.md", "--to", formats, "--output", out]

    def peer(suffix: str, *options: str) -> list[str]:
        target = f"{out}/peer.{suffix}"
        return [pandoc, "peer.md", "--citeproc", "--standalone", *options, "-o", target]

    peer_pdf = peer("pdf", "--pdf-engine=weasyprint")
    return [
        Job("docx", [ours("page", "docx")], [peer("docx")], 1.0),
        Job("epub", [ours("page", "epub")], [peer("epub")], 1.0),
        Job("pdf, notes by document", [ours("document", "pdf")], [peer_pdf], 1.0),
        Job("pdf, notes by page", [ours("page", "pdf")], [peer_pdf], 1.6),
        Job(
            "all three in one run",
            [ours("page", "pdf,docx,epub")],
            [peer("docx"), peer("epub"), peer_pdf],
            1.0,
        ),
    ]


def compare(job: Job, folder: Path, repeats: int) -> None:
    """Measure both sides in turns and print a line of the table."""
    ours, peers = [], []
    for _ in range(repeats):
        ours.append(run(job.ours, folder))
        peers.append(run(job.peers, folder))
    a, b = median(ours), median(peers)
    target = f"{job.target:.1f}" if job.target else "-"
    print(
        f"{job.name:26} {a.wall:7.2f} {b.wall:7.2f} {a.wall / b.wall:7.2f} {target:>7}"
        f" {a.memory:8.0f} {b.memory:8.0f} {a.memory / b.memory:7.2f}",
        flush=True,
    )


def main() -> None:
    """Print the table for the sample, or for several copies of it in one document."""
    import pypandoc  # type: ignore[import-untyped]

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5, help="runs of each command (default 5)")
    parser.add_argument("--times", type=int, default=1, help="copies of the sample's body")
    arguments = parser.parse_args()
    pandoc = pypandoc.get_pandoc_path()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, arguments.times)
        (folder / "out").mkdir()
        print(f"the sample × {arguments.times}, median of {arguments.repeats}; peer: pandoc")
        print(
            f"{'':26} {'warraq':>7} {'pandoc':>7} {'ratio':>7} {'target':>7}"
            f" {'warraq':>8} {'pandoc':>8} {'ratio':>7}"
        )
        print(f"{'':26} {'s':>7} {'s':>7} {'':>7} {'':>7} {'MB':>8} {'MB':>8}")
        for job in jobs(folder, pandoc):
            compare(job, folder, arguments.repeats)
        start = [run([[str(BIN / "warraq"), "--help"]], folder) for _ in range(arguments.repeats)]
        print(f"{'warraq --help':26} {median(start).wall:7.3f} (target 0.150)")


if __name__ == "__main__":
    main()
