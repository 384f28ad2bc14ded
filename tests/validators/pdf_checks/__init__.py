"""Checks of a finished PDF against PDF/UA (ISO 14289) and PDF/A (ISO 19005), one for each rule.

No validator of these standards can be had as a package here, so that this is our own. A rule is
named by its failure condition in the Matterhorn Protocol 1.1 (``28-011``), or by its clause
(``19005-2 6.8``, ``32000-2 14.7.5``). It works on any file that pikepdf opens and knows nothing of
what made it. ``test_pdf_faults.py`` plants a fault for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from io import BytesIO

import pikepdf

from tests.validators.pdf_checks.reading import File

Check = Callable[[File], Iterator[str]]


@dataclass(frozen=True)
class Rule:
    """A rule, and the files that it holds for."""

    name: str
    check: Check
    holds_for: Callable[[File], bool]


@dataclass(frozen=True)
class Finding:
    """Where a file breaks a rule."""

    rule: str
    text: str


RULES: list[Rule] = []


def tagged(file: File) -> bool:
    """Hold for files with a structure."""
    return "/StructTreeRoot" in file.root


def accessible(file: File) -> bool:
    """Hold for files that claim PDF/UA."""
    return file.claims.family == "ua"


def archival(file: File) -> bool:
    """Hold for files that claim PDF/A."""
    return file.claims.family == "a"


def always(_: File) -> bool:
    """Hold for every file."""
    return True


def rule(name: str, holds_for: Callable[[File], bool] = always) -> Callable[[Check], Check]:
    """Register a function that yields what is wrong."""

    def register(check: Check) -> Check:
        RULES.append(Rule(name, check, holds_for))
        return check

    return register


def findings(data: bytes) -> list[Finding]:
    """Return what is wrong with a file."""
    with pikepdf.open(BytesIO(data)) as pdf:
        file = File(pdf, data)
        return [
            Finding(item.name, text)
            for item in RULES
            if item.holds_for(file)
            for text in item.check(file)
        ]


for _name in ("archive", "colours", "content", "elements", "fonts", "links", "notes", "statements"):
    import_module(f"{__name__}.{_name}")
