"""Wall time and peak memory of whole processes: warraq beside pandoc on the same source.

Run it by ``make bench``. Every figure is the median of several runs, the two programs taking turns,
so that a noisy machine disturbs both alike. What counts is the ratio.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench import citations, pages
from bench.measure import WARRAQ, Job, compare, median, print_head, run
from bench.source import prepare


def jobs(folder: Path, pandoc: str) -> list[Job]:
    """Return what is measured on a prepared folder."""
    out = str(folder / "out")

    def ours(name: str, formats: str) -> list[str]:
        return [WARRAQ, "build", f"{name}.md", "--to", formats, "--output", out]

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


def main() -> None:
    """Print the tables: the sample or several copies of it in one document, and citations."""
    import pypandoc  # type: ignore[import-untyped]

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5, help="runs of each command (default 5)")
    parser.add_argument("--times", type=int, default=1, help="copies of the sample's body")
    parser.add_argument(
        "--pages",
        type=int,
        nargs="*",
        default=[1, 10, 50],
        help="copies for the table of pages per second (default 1 10 50)",
    )
    arguments = parser.parse_args()
    pandoc = pypandoc.get_pandoc_path()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, arguments.times)
        (folder / "out").mkdir()
        print_head(f"the sample × {arguments.times}, median of {arguments.repeats}; peer: pandoc")
        for job in jobs(folder, pandoc):
            compare(job, folder, arguments.repeats)
        citations.prepare(folder)
        print_head("citations, with authors and years in the line")
        for job in citations.jobs(pandoc):
            compare(job, folder, arguments.repeats)
        pages.compare(folder, pandoc, arguments.pages, arguments.repeats)
        pages.phases(folder, max(arguments.pages, default=1))
        start = [run([[WARRAQ, "--help"]], folder) for _ in range(arguments.repeats)]
        print(f"{'warraq --help':26} {median(start).wall:7.3f} (target 0.150)")


if __name__ == "__main__":
    main()
