"""The memory of broken lines: it answers most calls, and changes not one byte of the PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import warraq
from warraq.export.pdf import lines

CASE = Path(__file__).resolve().parents[1] / "cases" / "languages" / "persian.md"


class CountingMemory(lines.LineMemory):
    """A memory that counts what it is asked and what it knows."""

    asked = known = 0

    def get(self, key: Any, default: Any = None) -> Any:
        """Return what is known, and count."""
        found = super().get(key, default)
        type(self).asked += 1
        type(self).known += found is not None
        return found


class EmptyMemory(lines.LineMemory):
    """A memory that knows nothing."""

    def get(self, key: Any, default: Any = None) -> Any:
        """Return nothing, ever."""
        return default


def test_remembered_lines_are_those_that_would_be_broken_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolution = warraq.resolve(warraq.load(CASE))
    monkeypatch.setattr(lines, "LineMemory", CountingMemory)
    remembered = warraq.export(resolution, "pdf").data
    monkeypatch.setattr(lines, "LineMemory", EmptyMemory)
    assert warraq.export(resolution, "pdf").data == remembered
    assert CountingMemory.known > CountingMemory.asked / 3
