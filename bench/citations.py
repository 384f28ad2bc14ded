"""Many citations, and few works out of a large library: warraq beside ``pandoc --citeproc``.

Both set citations in the line with authors and years, from one source and one .bib file. The works
are made up, half of them Arabic and half English, and are the same in every run.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from bench.measure import WARRAQ, Job

CITATIONS, WORKS = 1_000, 200
CITED, LIBRARY = 30, 100_000

# Names and words of titles: families, given names, words; a low line stands for a space.
_ARABIC = (
    "علوي نافعة حبيب بكر سالم السيد أبو_زيد ابن_خلدون الجابري العروي حنفي أمين",
    "مصطفى حسن كمال نهى محمد_أنيس عبد_الرحمن نصر_حامد طه ليلى سلمى فاطمة زينب",
    "الدولة التحالف الحرب المجتمع التاريخ الثقافة السياسة العنف الهوية النظام",
)
_ENGLISH = (
    "Smith Robinson al-Khoei van_der_Meer Peterson Toaldo Oosterveld Culbertson",
    "Ann Linda Hayder Jan Nicole Mattia Willem Shelly Mary_Jane Peter",
    "State Coalition War Society History Culture Policy Violence Identity Order",
)


def prepare(folder: Path) -> None:
    """Write both sources and their libraries, the large one entry by entry.

    A child's peak of memory is at least that of its parent, which therefore holds no library.
    """
    _write_library(folder / "works.bib", WORKS)
    _write_library(folder / "library.bib", LIBRARY)
    choose = random.Random(1)
    every = [choose.randrange(WORKS) for _ in range(CITATIONS)]
    few = choose.sample(range(LIBRARY), CITED)
    (folder / "many.md").write_text(_article("works.bib", every), encoding="utf-8")
    (folder / "few.md").write_text(_article("library.bib", few), encoding="utf-8")


def _write_library(path: Path, count: int) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(_entries(count))


def _entries(count: int) -> Iterator[str]:
    choose = random.Random(2)
    for number in range(count):
        yield _entry(number, choose, is_arabic=number % 2 == 0)


def _entry(number: int, choose: random.Random, *, is_arabic: bool) -> str:
    families, given, known = (text.split() for text in (_ARABIC if is_arabic else _ENGLISH))
    comma = "،" if is_arabic else ","
    people = range(1 + number % 3)
    names = [f"{choose.choice(families)}{comma} {choose.choice(given)}" for _ in people]
    words = choose.choices(known, k=4)
    fields = {
        "author": " and ".join(names).replace("_", " "),
        "title": " ".join(words) + f" {number}",
        "date": f"{choose.randrange(1950, 2020)}-{choose.randrange(1, 13):02}",
        "langid": "arabic" if is_arabic else "english",
    }
    kind = "book" if number % 3 else "article"
    if kind == "book":
        fields |= {"publisher": words[0], "location": words[1]}
    else:
        page = choose.randrange(1, 400)
        fields |= {"journaltitle": words[2], "volume": f"{page}", "pages": f"{page}--{page + 9}"}
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{w{number},\n{lines}}}\n\n"


def _article(library: str, cited: list[int]) -> str:
    """Return an Arabic article with a citation in each sentence, five sentences a paragraph."""
    choose = random.Random(3)
    words = _ARABIC[2].split()
    sentences = [
        f"{' '.join(choose.choices(words, k=8))} [@w{number}, p. {choose.randrange(1, 300)}]."
        for number in cited
    ]
    paragraphs = (" ".join(sentences[start : start + 5]) for start in range(0, len(sentences), 5))
    head = f"---\ntitle: مقالة\nlang: ar\nbibliography: {library}\n---\n\n# مقدمة\n\n"
    return head + "\n\n".join(paragraphs) + "\n"


def jobs(pandoc: str) -> list[Job]:
    """Return what is measured on a prepared folder; ``check`` and ``native`` write no document."""

    def ours(command: str, source: str, *options: str) -> list[list[str]]:
        return [[WARRAQ, command, f"{source}.md", "--citation-style", "author-date", *options]]

    def peers(source: str, *options: str) -> list[list[str]]:
        return [[pandoc, f"{source}.md", "--citeproc", "--standalone", *options]]

    docx = ("--to", "docx", "--output", "out")
    peer_docx, native = ("--output", "out/peer.docx"), ("--to", "native")
    many, few = f"{CITATIONS:,} of {WORKS:,} works", f"{CITED:,} of {LIBRARY:,}"
    return [
        Job(f"{many}, docx", ours("build", "many", *docx), peers("many", *peer_docx)),
        Job(f"{many}, text", ours("check", "many"), peers("many", *native)),
        Job(f"{few}, text", ours("check", "few"), peers("few", *native), most_repeats=1),
    ]
