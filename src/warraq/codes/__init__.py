"""The catalogue of diagnostic codes: one TOML file a family, one table a code."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

FAMILIES = "SMCXGTBEV"
"""Source, Metadata, Citation, reference (X), Glossary, Typography, Bidi, Export, Validator."""


@dataclass(frozen=True, slots=True)
class CodeText:
    """What a code means: a title of a few words and a paragraph with the remedy."""

    code: str
    title: str
    text: str


@cache
def catalogue() -> dict[str, CodeText]:
    """Return all codes with their texts, in order."""
    import tomllib

    result: dict[str, CodeText] = {}
    for family in FAMILIES:
        path = resources.files(__name__) / f"{family}.toml"
        if path.is_file():
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            for code in sorted(tables):
                result[code] = CodeText(code, tables[code]["title"], tables[code]["text"].strip())
    return result
