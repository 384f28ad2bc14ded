"""The words of the apparatus by language: one TOML file a language, all with the same keys."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from warraq.lang.tags import direction_of, primary
from warraq.model.attributes import Direction

LANGUAGES = ("ar", "en", "fa", "fr", "he", "tr", "ur")


@cache
def terms(lang: str) -> Mapping[str, str]:
    """Return the words of a language.

    A language without a table takes Arabic's when it is written from right to left (its readers
    can read them where English would break the line), English otherwise.
    """
    import tomllib

    name = primary(lang)
    if name not in LANGUAGES:
        name = "ar" if direction_of(lang) is Direction.RTL else "en"
    text = (resources.files(__name__) / f"{name}.toml").read_text(encoding="utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}


def term(lang: str, key: str) -> str:
    """Return one word of the apparatus. Raises KeyError for a key that no table has."""
    return terms(lang)[key]
