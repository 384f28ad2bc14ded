"""Words of CSL by language, beyond those of the citation styles; one TOML file a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from warraq.lang.tags import direction_of, primary
from warraq.model.attributes import Direction

LANGUAGES = ("ar", "fa", "he", "ur")
"""The languages for which CSL's own tables fall short."""


@dataclass(frozen=True, slots=True)
class Words:
    """The terms of a language as pairs of singular and plural, and English words in styles.

    ``verbs`` are the forms of roles that stand with names («ترجمة:»); ``phrases`` what styles
    write into affixes and values in English, in lower case, with what stands for it.
    """

    terms: Mapping[str, tuple[str, str]]
    verbs: Mapping[str, str]
    phrases: Mapping[str, str]


def table_of(tag: str) -> str:
    """Return the language whose words a language takes, or an empty string for CSL's own.

    A language without a table takes Arabic's when it is written from right to left.
    """
    name = primary(tag)
    if name in LANGUAGES:
        return name
    return "ar" if direction_of(tag) is Direction.RTL else ""


@cache
def words(name: str) -> Words:
    """Return the words of one of the languages. Raises FileNotFoundError for another."""
    import tomllib

    text = (resources.files(__name__) / f"{name}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Words(
        terms={key: _forms(value) for key, value in data["terms"].items()},
        verbs={key: str(value) for key, value in data["verbs"].items()},
        phrases={key: str(value) for key, value in data["phrases"].items()},
    )


def _forms(value: object) -> tuple[str, str]:
    if isinstance(value, list):
        single, multiple = value
        return str(single), str(multiple)
    return str(value), str(value)
