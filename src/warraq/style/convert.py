"""From TOML tables to frozen dataclasses, guided by their annotations; all faults at once.

A small converter of our own, since importing a validation library costs more than a whole
theme takes to load.
"""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Any

from warraq.diagnostics import nearest

Complain = Callable[[str, str, str], None]
"""Takes the dotted key, the message and a hint."""


def check(cls: type, table: Mapping[str, Any], key: str, complain: Complain) -> dict[str, Any]:
    """Return the values of a table as arguments of a dataclass; nested tables stay dictionaries.

    Unknown keys, wrong types and values out of bounds are complained about and left out.
    """
    hints, fields = _hints(cls), {item.name: item for item in dataclasses.fields(cls)}
    result: dict[str, Any] = {}
    for name, value in table.items():
        path = f"{key}.{name}" if key else name
        if name not in fields:
            complain_unknown(path, name, fields, complain)
            continue
        converted = _value(hints[name], value, fields[name].metadata, path, complain)
        if converted is not None:
            result[name] = converted
    return result


def build(cls: type, values: Mapping[str, Any]) -> Any:
    """Return an instance from checked values, building nested dataclasses from nested tables."""
    hints = _hints(cls)
    arguments = {
        name: build(hints[name], value) if isinstance(value, dict) else value
        for name, value in values.items()
    }
    return cls(**arguments)


def complain_unknown(path: str, name: str, known: Iterable[str], complain: Complain) -> None:
    """Complain of an unknown key, naming the nearest known one."""
    names = list(known)
    guess = nearest(name, names)
    hint = f"did you mean {guess!r}?" if guess else f"known here: {', '.join(names)}"
    complain(path, f"unknown key {name!r}", hint)


def _value(
    hint: Any, value: Any, bounds: Mapping[str, Any], path: str, complain: Complain
) -> Any | None:
    """Return the value as the annotation wants it, or None after a complaint."""
    hint = _without_none(hint)
    if dataclasses.is_dataclass(hint):
        if isinstance(value, dict):
            return check(typing.cast(type, hint), value, path, complain)
        complain(path, f"expected a table, found {_describe(value)}", "")
        return None
    if typing.get_origin(hint) is tuple:
        item = typing.get_args(hint)[0]
        if isinstance(item, type) and issubclass(item, Enum):
            return _choices(item, value, path, complain)
        return _strings(value, path, complain)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _choice(hint, value, path, complain)
    return _scalar(hint, value, bounds, path, complain)


def _scalar(hint: Any, value: Any, bounds: Mapping[str, Any], path: str, complain: Complain) -> Any:
    wanted = {bool: "true or false", int: "a whole number", float: "a number", str: "a text"}[hint]
    accepted = (int, float) if hint is float else hint
    if not isinstance(value, accepted) or isinstance(value, bool) is not (hint is bool):
        complain(path, f"expected {wanted}, found {_describe(value)}", "")
        return None
    if "low" in bounds and not bounds["low"] <= value <= bounds["high"]:
        message = f"expected {wanted} from {bounds['low']} to {bounds['high']}, found {value}"
        complain(path, message, "")
        return None
    if isinstance(value, float | int):
        return float(value) if hint is float else value
    if "pattern" in bounds and not re.fullmatch(bounds["pattern"], value):
        complain(path, f"expected {bounds['form']}, found {value!r}", "")
        return None
    if not value.isprintable():
        complain(path, "a text of a theme may hold no control characters", "")
        return None
    return value


def _strings(value: Any, path: str, complain: Complain) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        complain(path, f"expected a list of texts, found {_describe(value)}", "")
        return None
    if any(not item.strip() or not item.isprintable() for item in value):
        complain(path, "a name in the list is empty or holds control characters", "")
        return None
    return tuple(value)


def _choices(
    hint: type[Enum], value: Any, path: str, complain: Complain
) -> tuple[Enum, ...] | None:
    if not isinstance(value, list):
        complain(path, f"expected a list of texts, found {_describe(value)}", "")
        return None
    found = [_choice(hint, item, path, complain) for item in value]
    return tuple(item for item in found if item is not None)


def _choice(hint: type[Enum], value: Any, path: str, complain: Complain) -> Enum | None:
    options = [str(item.value) for item in hint]
    if isinstance(value, str) and value in options:
        return hint(value)
    guess = nearest(value, options) if isinstance(value, str) else None
    hint_text = f"did you mean {guess!r}?" if guess else ""
    listed = ", ".join(repr(option) for option in options)
    complain(path, f"expected one of {listed}, found {_describe(value)}", hint_text)
    return None


def _describe(value: Any) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    text = repr(value) if isinstance(value, str) else str(value)
    text = text.lower() if isinstance(value, bool) else text
    return text if len(text) <= 40 else text[:39] + "…"


def _without_none(hint: Any) -> Any:
    if isinstance(hint, types.UnionType):
        return next(item for item in typing.get_args(hint) if item is not types.NoneType)
    return hint


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)
