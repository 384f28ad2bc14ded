"""Pandoc's citeproc as the CSL engine: one process a run, shut off from files and network."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from warraq.bib.csl import ast
from warraq.bib.csl.ast import Json
from warraq.bib.csl.engine import (
    EngineCluster,
    EngineError,
    EngineItem,
    EngineMissingError,
    Job,
    Output,
)
from warraq.bib.csl.locale import label_of
from warraq.model.inlines import Inlines

API_VERSION = [1, 23, 1]
"""The version of Pandoc's document tree that is written here, that of Pandoc 3."""

TIME_LIMIT = 120.0
_MEMORY_LIMIT = "1500m"
_ENTRY = "ref-"


@cache
def program() -> Path:
    """Return where Pandoc is: in the package pypandoc_binary, else on the path of programs.

    Raises EngineMissingError.
    """
    spec = find_spec("pypandoc")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for name in ("pandoc", "pandoc.exe"):
            path = Path(folder) / "files" / name
            if path.is_file():
                return path
    found = shutil.which("pandoc")
    if found is None:
        raise EngineMissingError("Pandoc, which formats with CSL styles, is not installed")
    return Path(found)


@dataclass(frozen=True, slots=True)
class Pandoc:
    """Runs jobs on Pandoc; ``time_limit`` is in seconds."""

    time_limit: float = TIME_LIMIT

    def run(self, job: Job) -> Output:
        """Return the texts of a job. Raises EngineError."""
        try:
            return _output(self._answer(job), job)
        except OSError as error:
            raise EngineError(f"Pandoc cannot be handed its files: {error.strerror}") from error

    def _answer(self, job: Job) -> str:
        with tempfile.TemporaryDirectory(prefix="warraq-") as name:
            folder = Path(name)
            (folder / "style.csl").write_bytes(job.style)
            items = [{**item, "id": _name(number)} for number, item in enumerate(job.items)]
            text = json.dumps(items, ensure_ascii=False)
            (folder / "items.json").write_text(text, encoding="utf-8")
            return self._call(folder, json.dumps(_document(job), ensure_ascii=False))

    def _call(self, folder: Path, document: str) -> str:
        command = [
            *(str(program()), "+RTS", f"-M{_MEMORY_LIMIT}", "-RTS"),
            *("--sandbox", "--from", "json", "--to", "json", "--citeproc"),
            *("--csl", "style.csl", "--bibliography", "items.json"),
        ]
        try:
            done = subprocess.run(
                command,
                input=document.encode(),
                capture_output=True,
                cwd=folder,
                timeout=self.time_limit,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"Pandoc did not end within {self.time_limit:g} seconds") from error
        except OSError as error:
            raise EngineError(f"Pandoc cannot be started: {error.strerror}") from error
        if done.returncode:
            raise EngineError(_reason(done.returncode, done.stderr))
        return done.stdout.decode("utf-8", "replace")


def _reason(code: int, errors: bytes) -> str:
    lines = [line for line in errors.decode("utf-8", "replace").split("\n") if line.strip()]
    said = " ".join(lines)[:300]
    return f"Pandoc gave up (code {code}): {said}" if said else f"Pandoc gave up (code {code})"


def _name(number: int) -> str:
    return f"w{number}"


# The document that Pandoc reads: a paragraph for each citation


def _document(job: Job) -> dict[str, Json]:
    cited = {item.number for cluster in job.clusters for item in cluster.items}
    uncited: list[Json] = [
        _citation(EngineItem(number), 0) for number in range(len(job.items)) if number not in cited
    ]
    blocks: list[Json] = [_paragraph(cluster) for cluster in job.clusters]
    meta: dict[str, Json] = {"link-citations": {"t": "MetaBool", "c": job.links}}
    if uncited:
        meta["nocite"] = {"t": "MetaInlines", "c": [_cite(uncited)]}
    return {"pandoc-api-version": list[Json](API_VERSION), "meta": meta, "blocks": blocks}


def _paragraph(cluster: EngineCluster) -> dict[str, Json]:
    citations: list[Json] = [_citation(item, cluster.note) for item in cluster.items]
    return {"t": "Plain", "c": [_cite(citations)] if citations else []}


def _cite(citations: list[Json]) -> dict[str, Json]:
    return {"t": "Cite", "c": [citations, []]}


def _citation(item: EngineItem, note: int) -> dict[str, Json]:
    if item.author_in_text:
        mode = "AuthorInText"
    else:
        mode = "SuppressAuthor" if item.suppress_author else "NormalCitation"
    return {
        "citationId": _name(item.number),
        "citationPrefix": _words(item.prefix),
        "citationSuffix": [*_locator(item), *_words(item.suffix)],
        "citationMode": {"t": mode},
        "citationNoteNum": note,
        "citationHash": 0,
    }


def _locator(item: EngineItem) -> list[Json]:
    """Return a locator in the braces in which Pandoc takes it as it is."""
    if not item.locator:
        return []
    value = item.locator.translate(str.maketrans("{}[]", "()()"))
    return _words(f"{{{label_of(item.label or 'page')} {value}}}")


def _words(text: str) -> list[Json]:
    result: list[Json] = []
    for index, word in enumerate(text.split(" ")):
        if index:
            result.append({"t": "Space"})
        if word:
            result.append({"t": "Str", "c": word})
    return result


# What Pandoc writes


def _output(text: str, job: Job) -> Output:
    try:
        document: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EngineError("Pandoc's answer cannot be read") from error
    match document:
        case {"blocks": list(blocks)}:
            pass
        case _:
            raise EngineError("Pandoc's answer has no text")
    count = len(job.clusters)
    if len(blocks) < count:
        raise EngineError("Pandoc's answer lacks citations")
    return Output(
        clusters=tuple(ast.of_blocks([block]) for block in blocks[:count]),
        entries=_entries(ast.divisions(blocks[count:]), len(job.items)),
    )


def _entries(divisions: Iterable[tuple[str, list[Json]]], count: int) -> Mapping[int, Inlines]:
    known = {f"{_ENTRY}{_name(number)}": number for number in range(count)}
    return {known[name]: ast.of_blocks(content) for name, content in divisions if name in known}


def item_of_target(target: str) -> int | None:
    """Return the number of the item whose entry a link in Pandoc's answer leads to."""
    name = target.removeprefix(f"#{_ENTRY}w")
    return int(name) if name != target and name.isdigit() else None
