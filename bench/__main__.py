"""Wall time and peak memory of whole processes: warraq beside pandoc on the same source.

Run it by ``make bench``. Every figure is the median of several runs, the two programs taking turns,
so that a noisy machine disturbs both alike. What counts is the ratio.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from pathlib import Path
from random import Random

from bench import citations
from bench.measure import WARRAQ, Job, compare, median, print_head, run

ROOT = Path(__file__).resolve().parents[1]


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
    """Return a copy of the body whose identifiers, notes and words differ from other copies'.

    A program that remembers what it has set before must not profit from copies that no document
    has: in each, one pair of neighbouring words in two changes places.
    """
    if number == 0:
        return body
    body = re.sub(r"\[\^(\w+)\]", rf"[^\1-{number}]", body)
    body = re.sub(r"([#@])(sec|fig|tbl|eq)-([\w-]+)", rf"\1\2-\3-{number}", body)
    random = Random(number)

    def changed(found: re.Match[str]) -> str:
        keep = found[1] is None or random.random() < _SHARE
        return found[0] if keep else f"{found[2]} {found[1]}"

    return _PAIR.sub(changed, body)


_SHARE = 0.5
_WORD = r"[\u0621-\u064a]+"
_PAIR = re.compile(rf"\[[^\]]*\]|(?<={_WORD[:-1]} )({_WORD}) ({_WORD})(?= {_WORD})")
"""Two Arabic words among others; or what stands in brackets, which means something to Markdown."""


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
        start = [run([[WARRAQ, "--help"]], folder) for _ in range(arguments.repeats)]
        print(f"{'warraq --help':26} {median(start).wall:7.3f} (target 0.150)")


if __name__ == "__main__":
    main()
