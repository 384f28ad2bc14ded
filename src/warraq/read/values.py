"""From YAML values to texts, choices, lists and localised texts; each fault at its place."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from warraq.diagnostics import Location, Report, nearest
from warraq.read.syntax.attributes import LANGUAGE_TAG
from warraq.read.yaml import Mapping, Scalar, Sequence, Value

Choice = TypeVar("Choice", bound=StrEnum)
_TRUE = frozenset({"true", "yes", "on", "نعم"})
_FALSE = frozenset({"false", "no", "off", "لا"})


def kind(value: Value) -> str:
    """Return what a value is in words for the user."""
    match value:
        case Scalar():
            return "a text"
        case Mapping():
            return "a mapping (key: value)"
        case Sequence():
            return "a list"


@dataclass(slots=True)
class Fields:
    """The keys of one mapping; those that nobody has asked for are unknown."""

    mapping: Mapping
    what: str
    report: Report
    known: set[str] = field(default_factory=set)

    def take(self, *names: str) -> Value | None:
        """Return the value of the first of these names that is written."""
        self.known.update(names)
        values = [value for name in names if (value := self.mapping.get(name)) is not None]
        return values[0] if values else None

    def text(self, *names: str) -> str:
        """Return a text, or an empty string."""
        value = self.take(*names)
        return "" if value is None else text(value, names[0], self.report)

    def reject_unknown(self, passed_over: Iterable[str] = ()) -> None:
        """Report the keys that mean nothing; ``x-…`` is free for the author's own use."""
        free = set(passed_over)
        for entry in self.mapping.entries:
            if entry.key in self.known or entry.key in free or entry.key.startswith("x-"):
                continue
            near = nearest(entry.key.lower().replace("_", "-"), sorted(self.known))
            self.report.error(
                "M004",
                f"unknown key {entry.key!r} in {self.what}",
                entry.location,
                f"did you mean {near}?" if near else f"known keys: {', '.join(sorted(self.known))}",
            )


def text(value: Value, what: str, report: Report) -> str:
    """Return a text; anything else is reported and gives an empty string."""
    if isinstance(value, Scalar):
        return value.text.strip()
    _wrong_kind(value, what, "a text", report)
    return ""


def texts(value: Value, what: str, report: Report) -> list[Scalar]:
    """Return the texts of a list; one text alone is a list of one."""
    items = value.items if isinstance(value, Sequence) else (value,)
    result: list[Scalar] = []
    for item in items:
        if isinstance(item, Scalar):
            result.append(item)
        else:
            _wrong_kind(item, what, "a text or a list of texts", report)
    return result


def mapping(value: Value, what: str, report: Report) -> Fields | None:
    """Return the keys of a mapping; anything else is reported."""
    if isinstance(value, Mapping):
        return Fields(value, what, report)
    _wrong_kind(value, what, "a mapping (key: value)", report)
    return None


def boolean(value: Value, what: str, report: Report) -> bool:
    """Return true or false, as YAML 1.1 or 1.2 or an Arabic writer spells them."""
    word = text(value, what, report).lower()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    if word:
        report.error("M006", f"{what}: {word!r} is neither true nor false", value.location)
    return False


def integer(value: Value, what: str, low: int, high: int, report: Report) -> int | None:
    """Return a number within bounds, or None (reported)."""
    word = text(value, what, report)
    # int() reads the digits of every script.
    if len(word) < 5 and word.isdecimal() and low <= int(word) <= high:
        return int(word)
    report.error(
        "M006", f"{what}: {word[:20]!r} is not a number from {low} to {high}", value.location
    )
    return None


def choice(
    value: Value, what: str, kinds: type[Choice], report: Report, aliases: Lookup[str, Choice]
) -> Choice | None:
    """Return a member of the enumeration, or None (reported with the nearest)."""
    word = text(value, what, report)
    if word in aliases:
        return aliases[word]
    names = [item.value for item in kinds]
    if word in names:
        return kinds(word)
    near = nearest(word.lower(), names)
    report.error(
        "M006",
        f"{what}: {word!r} is not one of {', '.join(names)}",
        value.location,
        *([f"did you mean {near}?"] if near else []),
    )
    return None


def localized(value: Value, what: str, lang: str, report: Report) -> list[tuple[str, Value]]:
    """Return (language, value) pairs, the main language first.

    A mapping whose keys are language tags holds one value a language; anything else is in the
    main language.
    """
    if not isinstance(value, Mapping):
        return [(lang, value)]
    pairs: list[tuple[str, Value]] = []
    for entry in value.entries:
        if not is_language(entry.key):
            report_language(entry.key, what, entry.location, report)
        elif not (isinstance(entry.value, Scalar) and entry.value.is_null):
            pairs.append((entry.key, entry.value))
    primary = lang.split("-")[0].lower()
    pairs.sort(key=lambda pair: (pair[0] != lang, pair[0].split("-")[0].lower() != primary))
    return pairs


def is_language(tag: str) -> bool:
    """Whether a text has the shape of a language tag."""
    return LANGUAGE_TAG.fullmatch(tag) is not None


def report_language(tag: str, what: str, location: Location, report: Report) -> None:
    """Report a language tag that is none."""
    better = tag.replace("_", "-")
    report.error(
        "M007",
        f"{what}: {tag!r} is not a language tag",
        location,
        f"write {better}" if is_language(better) else "write ar, en, fa, he, ur, fr, …",
    )


def _wrong_kind(value: Value, what: str, wanted: str, report: Report) -> None:
    report.error("M005", f"{what} must be {wanted}, not {kind(value)}", value.location)
