"""Measuring whole processes: wall time, processor time and peak memory, beside a peer's."""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
WARRAQ = str(BIN / "warraq")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds of processor, and the peak of memory in MB."""

    wall: float
    processor: float
    memory: float


@dataclass(frozen=True, slots=True)
class Job:
    """What is compared: a name, our command lines, the peer's, and the ratio aimed at.

    ``most_repeats`` bounds the runs of what takes minutes.
    """

    name: str
    ours: Sequence[Sequence[str]]
    peers: Sequence[Sequence[str]]
    target: float | None = None
    most_repeats: int | None = None


def run(commands: Sequence[Sequence[str]], folder: Path, *, show: bool = False) -> Cost:
    """Run commands one after the other and add up their costs; ``show`` prints what they print.

    Raises RuntimeError on failure.
    """
    costs = [_run_one(command, folder, show=show) for command in commands]
    return Cost(
        sum(cost.wall for cost in costs),
        sum(cost.processor for cost in costs),
        max(cost.memory for cost in costs),
    )


def _run_one(command: Sequence[str], folder: Path, *, show: bool) -> Cost:
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
        output.seek(0)
        text = output.read().decode(errors="replace")
        if os.waitstatus_to_exitcode(status) != 0:
            raise RuntimeError(f"{' '.join(command)}\n{text}")
    if show:
        print(text, end="")
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


def compare(job: Job, folder: Path, repeats: int) -> None:
    """Measure both sides in turns and print a line of the table."""
    ours, peers = [], []
    for _ in range(min(repeats, job.most_repeats or repeats)):
        ours.append(run(job.ours, folder))
        peers.append(run(job.peers, folder))
    a, b = median(ours), median(peers)
    target = f"{job.target:.1f}" if job.target else "-"
    print(
        f"{job.name:26} {a.wall:7.2f} {b.wall:7.2f} {a.wall / b.wall:7.2f} {target:>7}"
        f" {a.memory:8.0f} {b.memory:8.0f} {a.memory / b.memory:7.2f}",
        flush=True,
    )


def print_head(title: str) -> None:
    """Print the head of a table."""
    print(f"\n{title}")
    print(
        f"{'':26} {'warraq':>7} {'pandoc':>7} {'ratio':>7} {'target':>7}"
        f" {'warraq':>8} {'pandoc':>8} {'ratio':>7}"
    )
    print(f"{'':26} {'s':>7} {'s':>7} {'':>7} {'':>7} {'MB':>8} {'MB':>8}")
