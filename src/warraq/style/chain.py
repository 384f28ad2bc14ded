"""A theme file and those it extends: found, read, checked and laid one on the other."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warraq.diagnostics import NOWHERE, Location, nearest
from warraq.style import files
from warraq.style.convert import Complain, check, complain_unknown
from warraq.style.faults import Fault
from warraq.style.places import line_of, syntax_fault
from warraq.style.roles import ROLES
from warraq.style.tokens import Role, Theme

MAXIMUM_SIZE = 1_000_000
"""The largest theme file in bytes."""
MAXIMUM_DEPTH = 10
"""How many themes may extend one another in a row."""

Table = dict[str, Any]

# One key in a role for both scripts.
_SHORTHANDS = {name: (f"arabic_{name}", f"latin_{name}") for name in ("size", "weight", "style")}
# What a role is by the vocabulary and no theme may change.
_IDENTITY = frozenset({"name", "kind", "selector", "word_id"})


@dataclass(slots=True)
class Chain:
    """Reads a chain of themes and remembers in which file each key was last stated."""

    root: Path | None
    faults: list[Fault] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    origins: dict[str, tuple[str, str]] = field(default_factory=dict)

    def load(self, name_or_path: str, key: str = "", place: Location = NOWHERE) -> Table:
        """Return the merged, checked tables of a theme and of all that it extends.

        ``key`` and ``place`` tell where the theme is named, for the faults in finding it.
        """
        path = self._find(name_or_path, key, place)
        if path is None:
            return {}
        if path in self.paths or len(self.paths) >= MAXIMUM_DEPTH:
            names = " → ".join(item.stem for item in (*self.paths, path))
            self.faults.append(Fault(place, key, f"themes extend one another: {names}"))
            return {}
        self.paths.append(path)
        text = self._read(path, key, place)
        return {} if text is None else self._with_parents(text, path)

    def complain(self, key: str, message: str, hint: str = "") -> None:
        """Record a fault at the place where a key was last stated."""
        shown, text = self.origins.get(key, ("", ""))
        place = Location(shown, line_of(text, key)) if shown else NOWHERE
        self.faults.append(Fault(place, key, message, hint))

    def _with_parents(self, text: str, path: Path) -> Table:
        try:
            table = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
            self.faults.append(syntax_fault(self._shown(path), error))
            return {}
        parent, base = table.pop("extends", ""), {}
        place = Location(self._shown(path), line_of(text, "extends"))
        if not isinstance(parent, str):
            self.faults.append(Fault(place, "extends", "expected the name of a theme or a path"))
        elif parent:
            near = str(path.parent / parent) if is_path(parent) else parent
            base = self.load(near, "extends", place)
        return self._merge(base, self._checked(table, path, text), self._shown(path), text)

    def _checked(self, table: Table, path: Path, text: str) -> Table:
        def complain(key: str, message: str, hint: str) -> None:
            place = Location(self._shown(path), line_of(text, key))
            self.faults.append(Fault(place, key, message, hint))

        roles = table.pop("roles", {})
        result = check(Theme, table, "", complain)
        result["roles"] = _check_roles(roles, complain)
        result.setdefault("name", path.stem)
        return result

    def _merge(
        self, base: Mapping[str, Any], over: Mapping[str, Any], shown: str, text: str, key: str = ""
    ) -> Table:
        """Return ``base`` with ``over`` laid on it, table by table."""
        merged = dict(base)
        for name, value in over.items():
            path = f"{key}.{name}" if key else name
            if isinstance(value, dict):
                merged[name] = self._merge(merged.get(name, {}), value, shown, text, path)
            else:
                self.origins[path] = (shown, text)
                merged[name] = value
        return merged

    def _find(self, name_or_path: str, key: str, place: Location) -> Path | None:
        """Return the theme's file, or None after recording why there is none."""
        if not is_path(name_or_path):
            return self._shipped(name_or_path, key, place)
        path = self._resolved(name_or_path)
        message = f"there is no theme file {name_or_path!r}"
        if path is not None and not self._allowed(path):
            message = f"the theme {name_or_path!r} lies outside the folder of the source"
        elif path is not None and path.is_file():
            return path
        self.faults.append(Fault(place, key, message))
        return None

    def _shipped(self, name: str, key: str, place: Location) -> Path | None:
        known = files.names("themes", ".toml")
        if name in known:
            return files.path(f"themes/{name}.toml").resolve()
        guess = nearest(name, known)
        hint = f"did you mean {guess!r}?" if guess else f"known: {', '.join(known)}"
        self.faults.append(Fault(place, key, f"unknown theme {name!r}", hint))
        return None

    def _resolved(self, name: str) -> Path | None:
        """Return the path without links, None for one that no system can have."""
        try:
            path = ((self.root or Path.cwd()) / name).resolve()
            path.is_file()
        except (OSError, ValueError, RuntimeError):
            return None
        return path

    def _allowed(self, path: Path) -> bool:
        if self.root is None:
            return True
        folders = (self.root.resolve(), files.folder().resolve())
        return any(path.is_relative_to(folder) for folder in folders)

    def _shown(self, path: Path) -> str:
        """Return how messages name a file: as seen from the source, or from the styles."""
        for folder in (self.root.resolve() if self.root else Path.cwd(), files.folder().resolve()):
            if path.is_relative_to(folder):
                return path.relative_to(folder).as_posix()
        return str(path)

    def _read(self, path: Path, key: str, place: Location) -> str | None:
        try:
            if path.stat().st_size > MAXIMUM_SIZE:
                raise OSError(f"larger than {MAXIMUM_SIZE} bytes")
            return path.read_bytes().decode("utf-8-sig")
        except OSError as error:
            reason = error.strerror or str(error)
        except UnicodeDecodeError as error:
            reason = f"not UTF-8 (byte {error.start})"
        self.faults.append(Fault(place, key, f"cannot read {path.name!r}: {reason}"))
        return None


def is_path(name: str) -> bool:
    """Whether a theme is named by a path and not by the name of a shipped one."""
    return name.endswith(".toml") or "/" in name or "\\" in name


def _check_roles(table: Any, complain: Complain) -> dict[str, Table]:
    if not isinstance(table, dict):
        complain("roles", "expected a table", "")
        return {}
    result = {}
    for name, value in table.items():
        if name not in ROLES:
            complain_unknown(f"roles.{name}", name, ROLES, complain)
        elif not isinstance(value, dict):
            complain(f"roles.{name}", "expected a table", "")
        else:
            result[name] = _check_role(value, f"roles.{name}", complain)
    return result


def _check_role(table: Table, key: str, complain: Complain) -> Table:
    """Check one role; a shorthand is checked under its own name and then spread."""
    for name in sorted(_IDENTITY & table.keys()):
        complain(f"{key}.{name}", f"{name!r} belongs to the vocabulary and cannot be set", "")
    own = {name: value for name, value in table.items() if name not in _IDENTITY}
    spread = _spread({name: own.pop(name) for name in _SHORTHANDS if name in own}, key, complain)
    result = spread | check(Role, own, key, complain)
    for name in ("based_on", "next"):
        if result.get(name) and result[name] not in ROLES:
            complain_unknown(f"{key}.{name}", result.pop(name), ROLES, complain)
    return result


def _spread(shorthands: Table, key: str, complain: Complain) -> Table:
    """Return «size», «weight» and «style» as the pairs that they stand for."""
    result: Table = {}
    for short, value in shorthands.items():

        def renamed(_: str, message: str, hint: str, name: str = short) -> None:
            complain(f"{key}.{name}", message, hint)

        arabic, latin = _SHORTHANDS[short]
        checked = check(Role, {arabic: value}, key, renamed)
        if arabic in checked:
            result |= {arabic: checked[arabic], latin: checked[arabic]}
    return result
