"""The options that subcommands share, and the reading of their values."""

from __future__ import annotations

import dataclasses
import enum
import types
import typing
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from warraq.cli.main import MachineError
from warraq.cli.messages import MessageFormat
from warraq.diagnostics import nearest
from warraq.export.registry import BUILT_IN

if TYPE_CHECKING:
    from warraq.export.api import Exporter

Command = Callable[..., Any]

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off"})

_READING = (
    click.argument("sources", nargs=-1, required=True, metavar="SOURCE..."),
    click.option(
        "--theme", default="", metavar="NAME|FILE", help="The look, instead of the source's."
    ),
    click.option(
        "--citation-style",
        default="",
        metavar="NAME|FILE",
        help="The form of citations, instead of the source's.",
    ),
    click.option("--strict", is_flag=True, help="Take warnings for errors."),
    click.option("--no-glossary", is_flag=True, help="Leave the glossary out."),
    click.option(
        "--messages",
        type=click.Choice([item.value for item in MessageFormat]),
        default=MessageFormat.TEXT.value,
        show_default=True,
        help="How to show messages; json prints one object with all that happened.",
    ),
)


def reading_options(command: Command) -> Command:
    """Give a command the sources and the options about how they are read."""
    for decorate in reversed(_READING):
        command = decorate(command)
    return command


def format_names(value: str) -> tuple[str, ...]:
    """Return the formats of a list such as ``pdf,docx``, each once; click.UsageError if unknown."""
    names = tuple(dict.fromkeys(part.strip().lower() for part in value.split(",") if part.strip()))
    if not names:
        raise click.UsageError("--to names no format.")
    # Looking for plug-ins costs twenty milliseconds, so not where no plug-in is named.
    known = BUILT_IN if set(names) <= set(BUILT_IN) else known_formats()
    for name in names:
        if name not in known:
            near = nearest(name, known)
            hint = f"Did you mean {near!r}?" if near else f"There are: {', '.join(known)}."
            raise click.UsageError(f"No such format: {name!r}. {hint}")
    return names


def known_formats() -> dict[str, str]:
    """Return the formats by name; MachineError when two plug-ins claim one."""
    from warraq.export.registry import NameClashError, targets

    try:
        return targets()
    except NameClashError as error:
        raise MachineError(str(error)) from error


def load_exporter(name: str) -> Exporter:
    """Return an exporter; MachineError when a plug-in cannot be loaded."""
    from warraq.export import registry

    if name in registry.BUILT_IN:
        return registry.get(name)
    try:
        return registry.get(name)
    except Exception as error:  # a plug-in may raise anything
        raise MachineError(f"the plug-in for {name} cannot be loaded: {error}") from error


class Short(NamedTuple):
    """A flag of its own for an option of a format; ``text`` is None where it was not given."""

    flag: str
    format_name: str
    option: str
    text: str | None


def exporter_options(
    assignments: Iterable[str], formats: Sequence[str], shorts: Iterable[Short] = ()
) -> dict[str, dict[str, object]]:
    """Return the values of ``FORMAT.NAME=VALUE`` by format; click.UsageError for a wrong one."""
    result: dict[str, dict[str, object]] = {}
    for assignment in assignments:
        path, equals, text = assignment.partition("=")
        format_name, dot, name = path.partition(".")
        if not (equals and dot):
            raise click.UsageError(f"--option is FORMAT.NAME=VALUE, not {assignment!r}.")
        _set(result, formats, Short(f"--option {path}", format_name, name, text))
    for short in shorts:
        if short.text is not None:
            _set(result, formats, short)
    return result


def _set(result: dict[str, dict[str, object]], formats: Sequence[str], short: Short) -> None:
    flag, format_name, name, text = short
    if format_name not in formats:
        raise click.UsageError(f"{flag}: {format_name!r} is not being built.")
    kind = _kind(load_exporter(format_name), format_name, name)
    result.setdefault(format_name, {})[name] = _value(flag, kind, text or "")


def option_kinds(exporter: Exporter) -> dict[str, Any]:
    """Return the options of an exporter with their types."""
    hints = typing.get_type_hints(exporter.options)
    return {item.name: hints[item.name] for item in dataclasses.fields(exporter.options)}


def kind_name(kind: Any) -> str:
    """Return the type of an option in words: ``true|false``, ``a|b|c``, ``int`` …"""
    if kind is bool:
        return "true|false"
    choices = _choices(kind)
    if choices:
        return "|".join(choices)
    if _members(kind):
        return "|".join(kind_name(member) for member in _members(kind))
    return "none" if kind is type(None) else str(getattr(kind, "__name__", kind))


def _kind(exporter: Exporter, format_name: str, name: str) -> Any:
    kinds = option_kinds(exporter)
    if name not in kinds:
        near = nearest(name, kinds)
        known = ", ".join(kinds) or "none"
        hint = f"Did you mean {near!r}?" if near else f"Its options: {known}."
        raise click.UsageError(f"The format {format_name} has no option {name!r}. {hint}")
    return kinds[name]


def _value(flag: str, kind: Any, text: str) -> object:
    """Return the text as a value of the option's type; ``flag`` is how the user set it."""
    for member in _members(kind) or (kind,):
        try:
            return _converted(member, text)
        except ValueError:
            continue
    raise click.UsageError(f"{flag}: {text!r} is not {kind_name(kind)}.")


def _members(kind: Any) -> tuple[Any, ...]:
    """Return the members of a union type; none for any other type."""
    is_union = typing.get_origin(kind) in {typing.Union, types.UnionType}
    return typing.get_args(kind) if is_union else ()


def _choices(kind: Any) -> list[str]:
    if typing.get_origin(kind) is typing.Literal:
        return [str(value) for value in typing.get_args(kind)]
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return [str(member.value) for member in kind]
    return []


def _converted(kind: Any, text: str) -> object:
    """Convert to one plain type. Raises ValueError when the text is no value of it."""
    if kind is bool:
        return _boolean(text)
    if kind in {int, float, str}:
        return kind(text)
    if kind is type(None) and text.lower() == "none":
        return None
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind(text)
    for value in typing.get_args(kind) if _choices(kind) else ():
        if str(value) == text:
            return typing.cast(object, value)
    raise ValueError(text)


def _boolean(text: str) -> bool:
    word = text.lower()
    if word not in _TRUE | _FALSE:
        raise ValueError(text)
    return word in _TRUE
