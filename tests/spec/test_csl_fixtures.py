"""The processor fixtures of the Citation Style Language, as a ratchet in both directions.

They come with no package of Python. Debian's source package `haskell-citeproc` carries them in
`test/csl`; tools/csl_fixtures fetches them, and WARRAQ_CSL_FIXTURES names their folder.
The names of those that pass are in tests/cases/citations/csl/fixtures.txt: one that passes no more
fails the test, and so does one that passes and is not listed.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from warraq.bib.csl import pandoc, variant
from warraq.bib.csl.engine import EngineCluster, EngineError, EngineItem, Job
from warraq.bib.csl.locale import LOCATORS
from warraq.bib.csl.style import NAMESPACE, CslStyle
from warraq.bib.style import DEFAULT, StyleKind, load
from warraq.diagnostics import Report
from warraq.model.walk import plain_text

LIST = Path(__file__).parents[1] / "cases" / "citations" / "csl" / "fixtures.txt"
SECTION = re.compile(r">>=+\s*([\w-]+)\s*=+>>\n(.*?)\n?<<=+", re.DOTALL)
FOLDER = os.environ.get("WARRAQ_CSL_FIXTURES", "")


def sections(path: Path) -> dict[str, str]:
    return {name.upper(): text for name, text in SECTION.findall(path.read_text(encoding="utf-8"))}


def asked(parts: dict[str, str], items: list[dict[str, Any]]) -> Iterator[tuple[list[Any], int]]:
    """Yield the items and the note of each citation, in the order in which they end up."""
    if "CITATIONS" in parts:
        known: dict[str, Any] = {}
        order: list[str] = []
        for index, (citation, before, after) in enumerate(json.loads(parts["CITATIONS"])):
            name = citation.get("citationID", str(index))
            known[name] = citation
            order = [*(pair[0] for pair in before), name, *(pair[0] for pair in after)]
        for name in order:
            if name in known:
                properties = known[name].get("properties", {})
                yield known[name]["citationItems"], properties.get("noteIndex", 0)
    elif "CITATION-ITEMS" in parts:
        yield from (
            (given, note) for note, given in enumerate(json.loads(parts["CITATION-ITEMS"]), 1)
        )
    elif parts["MODE"].strip() == "citation":
        yield [{"id": name} for name in dict.fromkeys(item["id"] for item in items)], 1


def job(parts: dict[str, str]) -> Job:
    from lxml import etree

    items = json.loads(parts["INPUT"])
    names = list(dict.fromkeys(str(item["id"]) for item in items))
    tree = etree.fromstring(parts["CSL"].encode())
    lang = tree.get("default-locale", "en-US")
    style = CslStyle("fixture.csl", "", tree, StyleKind.NOTE, lang, False, True)
    assert tree.tag == f"{NAMESPACE}style"
    language = load(DEFAULT, None, Report()).languages.get("en")
    clusters = [
        EngineCluster(tuple(engine_item(given, names) for given in cited), note)
        for cited, note in asked(parts, items)
    ]
    by_name = {str(item["id"]): item for item in items}
    wanted = tuple(by_name[name] for name in names)
    return Job(variant.derive(style, language, lang), wanted, tuple(clusters))


def engine_item(given: dict[str, Any], names: list[str]) -> EngineItem:
    label = str(given.get("label", "page")).replace("sub verbo", "sub-verbo")
    locator = str(given.get("locator", ""))
    return EngineItem(
        number=names.index(str(given["id"])),
        label=label if locator and label in LOCATORS else "",
        locator=locator,
        prefix=given.get("prefix", ""),
        suffix=given.get("suffix", ""),
        suppress_author=bool(given.get("suppress-author")),
    )


def normal(text: str) -> str:
    text = re.sub(r"^(?:>>|\.\.)\[\d+\] ?", "", text.strip(), flags=re.MULTILINE)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", text))).strip()


def passes(path: Path) -> bool:
    parts = sections(path)
    try:
        output = pandoc.Pandoc(time_limit=30).run(job(parts))
    except (EngineError, KeyError, ValueError, AssertionError):
        return False
    in_list = parts["MODE"].strip() == "bibliography"
    texts = output.entries.values() if in_list else output.clusters
    return normal("\n".join(map(plain_text, texts))) == normal(parts["RESULT"])


@pytest.mark.slow
@pytest.mark.skipif(
    not FOLDER or not any(Path(FOLDER).glob("*.txt")),
    reason="WARRAQ_CSL_FIXTURES names no folder of fixtures; make test-all fetches them",
)
def test_the_fixtures_that_pass_are_those_listed() -> None:
    found = [
        path
        for path in sorted(Path(FOLDER).glob("*.txt"))
        if sections(path).get("MODE", "").strip() in {"citation", "bibliography"}
    ]
    assert len(found) > 800, f"{FOLDER} holds {len(found)} fixtures"
    with ThreadPoolExecutor(2) as pool:
        results = zip(found, pool.map(passes, found), strict=True)
        passing = {path.stem for path, good in results if good}
    listed = set(LIST.read_text(encoding="utf-8").split())
    if os.environ.get("WARRAQ_CSL_RECORD"):
        LIST.write_text("\n".join(sorted(passing)) + "\n", encoding="utf-8")
        listed = passing
    assert sorted(listed - passing) == [], "these passed before"
    assert sorted(passing - listed) == [], f"these pass now: add them to {LIST.name}"
