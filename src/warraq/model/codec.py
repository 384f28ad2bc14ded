"""The model as versioned JSON and back, for caches, tests and other programs."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from enum import Enum
from functools import cache
from typing import Any

from warraq.diagnostics import Location
from warraq.model import attributes, blocks, document, inlines, metadata, references

VERSION = 1

_CLASSES: dict[str, type] = {
    name: value
    for module in (attributes, blocks, document, inlines, metadata, references)
    for name, value in vars(module).items()
    if isinstance(value, type) and dataclasses.is_dataclass(value)
} | {"Location": Location}


class CodecError(ValueError):
    """The JSON is not a document of this version."""


def dumps(value: document.Document) -> str:
    """Return the document as JSON text; fields at their defaults are left out."""
    tree = {"warraq": VERSION, "document": _encode(value)}
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def loads(text: str) -> document.Document:
    """Return the document that :func:`dumps` wrote. Raises CodecError for anything else."""
    try:
        tree = json.loads(text)
    except ValueError as error:
        raise CodecError(f"not JSON: {error}") from error
    if not isinstance(tree, dict) or tree.get("warraq") != VERSION:
        raise CodecError(f"not a warraq document of version {VERSION}")
    value = _decode(tree.get("document"), document.Document)
    if not isinstance(value, document.Document):
        raise CodecError("the JSON holds something else than a document")
    return value


def _encode(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_encode(item) for item in value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    result: dict[str, Any] = {"type": type(value).__name__}
    for item in dataclasses.fields(value):
        content = getattr(value, item.name)
        if item.default is dataclasses.MISSING or content != item.default or _is_place(content):
            result["type_" if item.name == "type" else item.name] = _encode(content)
    return result


def _is_place(value: Any) -> bool:
    return isinstance(value, Location) and value != Location()


def _decode(value: Any, hint: Any) -> Any:
    if isinstance(value, list):
        return tuple(_decode(item, _item_hint(hint, index)) for index, item in enumerate(value))
    if isinstance(value, dict):
        return _decode_object(value)
    enum = _enum_of(hint)
    return enum(value) if enum is not None and value is not None else value


def _decode_object(value: dict[str, Any]) -> Any:
    cls = _CLASSES.get(value.get("type", ""))
    if cls is None:
        raise CodecError(f"unknown node type {value.get('type')!r}")
    hints = _hints(cls)
    arguments = {}
    for key, content in value.items():
        if key == "type":
            continue
        name = "type" if key == "type_" else key
        if name not in hints:
            raise CodecError(f"{cls.__name__} has no field {name!r}")
        arguments[name] = _decode(content, hints[name])
    try:
        return cls(**arguments)
    except TypeError as error:
        raise CodecError(str(error)) from error


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls, None, vars(blocks))


def _item_hint(hint: Any, index: int) -> Any:
    """Return the type of a tuple's item, looking through unions with None."""
    for option in _options(hint):
        if typing.get_origin(option) is tuple:
            arguments = typing.get_args(option)
            return arguments[0] if arguments[-1] is Ellipsis else arguments[index]
    return Any


def _options(hint: Any) -> tuple[Any, ...]:
    return typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)


def _enum_of(hint: Any) -> type[Enum] | None:
    for option in _options(hint):
        if isinstance(option, type) and issubclass(option, Enum):
            return option
    return None
