"""The numbers of the last build as the first guess: one pass, and never another result."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.note_documents import generated
from tests.pdf_document import LINE, context, document, note, words
from warraq.export.api import ExportContext
from warraq.export.pdf import PdfExporter, engine, first_guess
from warraq.model.document import ResolvedDocument
from warraq.model.metadata import NoteNumbering


@dataclass
class Remembered:
    """A memory that a test can read and spoil."""

    records: dict[str, bytes] = field(default_factory=dict)

    def recall(self, key: str) -> bytes | None:
        """Return a record."""
        return self.records.get(key)

    def keep(self, key: str, data: bytes) -> None:
        """Keep a record."""
        self.records[key] = data


def crowded(extra: str = "") -> ResolvedDocument:
    """Return a document with more than nine notes on each page, whose marks differ in width."""
    parts: list[Any] = []
    for number in range(1, 15):
        parts += [LINE[:60], note(number, f"حاشية {number}"), " "]
    return document(words(*parts, extra))


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the layouts."""
    counted: list[int] = []
    original = engine.lay_out

    def lay_out(*arguments: Any) -> Any:
        counted.append(1)
        return original(*arguments)

    monkeypatch.setattr(engine, "lay_out", lay_out)
    return counted


def build(resolved: ResolvedDocument, memory: Remembered | None) -> bytes:
    """Return a document as PDF."""
    place: ExportContext = dataclasses.replace(context(), memory=memory)
    return PdfExporter().export(resolved, place).data


@pytest.fixture(scope="module")
def built() -> tuple[bytes, str, bytes]:
    """Build the document from scratch: its PDF, and what is remembered of it."""
    memory = Remembered()
    data = build(crowded(), memory)
    [(key, record)] = memory.records.items()
    return data, key, record


def test_an_unchanged_document_takes_one_pass(
    layouts: list[int], built: tuple[bytes, str, bytes]
) -> None:
    data, key, record = built
    assert build(crowded(), Remembered({key: record})) == data
    assert len(layouts) == 1
    layouts.clear()
    assert build(crowded(), None) == data
    assert len(layouts) > 1


def test_a_changed_document_is_made_from_scratch(built: tuple[bytes, str, bytes]) -> None:
    _, key, record = built
    memory, changed = Remembered({key: record}), crowded("كلمة أخرى")
    assert build(changed, memory) == build(changed, None)
    assert len(memory.records) == 2


def _swapped(record: dict[str, Any]) -> dict[str, Any]:
    names = list(record["marks"])
    moved = [record["marks"][name] for name in names[1:]] + ["1"]
    return {**record, "marks": dict(zip(names, moved, strict=True))}


POISONS: list[Any] = [
    lambda record: {**record, "marks": dict.fromkeys(record["marks"], "88")},
    lambda record: {**record, "marks": dict.fromkeys(record["marks"], "1")},
    _swapped,
    lambda record: {**record, "marks": {}},
    lambda record: {**record, "marks": {**record["marks"], "fn-999": "1"}},
    lambda record: {**record, "marks": {"fn-1": 3}},
    lambda record: {**record, "marks": {"fn-1": "x" * 100}},
    lambda record: {**record, "pages": [0, 1]},
    lambda record: {**record, "pages": "many"},
    lambda record: {"pages": None},
    lambda record: [record],
]


@pytest.mark.parametrize("poison", range(len(POISONS)))
def test_a_wrong_guess_changes_nothing(poison: int, built: tuple[bytes, str, bytes]) -> None:
    data, key, record = built
    memory = Remembered({key: json.dumps(POISONS[poison](json.loads(record))).encode()})
    assert build(crowded(), memory) == data
    assert memory.records[key] == record, "a wrong record is put right"


@pytest.mark.parametrize("damaged", [b"", b"{", b"\xff\xfe", b"null", b"[" * 100_000])
def test_a_damaged_record_is_no_guess(damaged: bytes) -> None:
    place = dataclasses.replace(context(), memory=Remembered({"key": damaged}))
    assert first_guess.recall(place, "key") is None


def test_nothing_is_remembered_of_what_takes_one_pass_anyway(layouts: list[int]) -> None:
    memory = Remembered()
    build(generated(3, 1, by=NoteNumbering.DOCUMENT), memory)
    build(document(words(LINE, note(1, "أ"))), memory)
    assert len(layouts) == 2
    assert memory.records == {}
