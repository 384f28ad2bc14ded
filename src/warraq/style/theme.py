"""Load a theme: read TOML, follow ``extends``, check everything, flatten the roles."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from warraq.diagnostics import NOWHERE, Location, nearest
from warraq.style import files
from warraq.style.convert import Complain, build, check, complain_unknown
from warraq.style.faults import Fault, ThemeError
from warraq.style.places import line_of
from warraq.style.roles import ROLES, word_id
from warraq.style.tokens import FontSet, FontStack, Kind, Role, Theme

__all__ = ["DEFAULT", "Fault", "Role", "Theme", "ThemeError", "load_theme", "theme_names"]

DEFAULT = "journal"
MAXIMUM_SIZE = 1_000_000
"""The largest theme file in bytes."""
MAXIMUM_DEPTH = 10
"""How many themes may extend one another in a row."""

# One key in a role for both scripts.
_SHORTHANDS = {name: (f"arabic_{name}", f"latin_{name}") for name in ("size", "weight", "style")}
# What a role states of itself in ``roles.py`` and does not inherit.
_IDENTITY = frozenset({"name", "kind", "selector", "word_id"})


def theme_names() -> tuple[str, ...]:
    """Return the names of the shipped themes."""
    return files.names("themes", ".toml")


def load_theme(name_or_path: str, root: Path | None = None) -> Theme:
    """Return a shipped theme by its name, or one from a TOML file by its path.

    A text that ends in ``.toml`` or holds a slash is a path; it is relative to ``root``, else to
    the working folder. With ``root`` (the theme is named in a source) the file, links resolved,
    must lie below that folder. Raises ThemeError with all faults.
    """
    loader = _Loader(root)
    table = loader.load(name_or_path, "")
    if loader.faults:
        raise ThemeError(loader.faults)
    theme = _assemble(table, loader)
    if loader.faults:
        raise ThemeError(loader.faults)
    return theme


@dataclass(slots=True)
class _Loader:
    """Reads a chain of themes and remembers in which file each key was last stated."""

    root: Path | None
    faults: list[Fault] = field(default_factory=list)
    chain: list[Path] = field(default_factory=list)
    origins: dict[str, tuple[str, str]] = field(default_factory=dict)

    def load(self, name_or_path: str, key: str, location: Location = NOWHERE) -> dict[str, Any]:
        """Return the merged, checked tables of a theme and all that it extends."""
        path = self._find(name_or_path, key, location)
        if path is None:
            return {}
        if path in self.chain or len(self.chain) >= MAXIMUM_DEPTH:
            names = " → ".join(item.stem for item in (*self.chain, path))
            self.faults.append(Fault(location, key, f"themes extend one another: {names}"))
            return {}
        self.chain.append(path)
        text = self._read(path, name_or_path, location, key)
        if text is None:
            return {}
        return self._merge_file(text, path)

    def _merge_file(self, text: str, path: Path) -> dict[str, Any]:
        shown = path.name
        try:
            table = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self.faults.append(_syntax_fault(shown, error))
            return {}
        parent = table.pop("extends", "")
        base = {}
        if not isinstance(parent, str):
            place = Location(shown, line_of(text, "extends"))
            self.faults.append(Fault(place, "extends", "expected the name of a theme or a path"))
        elif parent:
            near = str(path.parent / parent) if _is_path(parent) else parent
            base = self.load(near, "extends", Location(shown, line_of(text, "extends")))
        return self._merge(base, self._checked(table, shown, text), shown, text)

    def _checked(self, table: dict[str, Any], shown: str, text: str) -> dict[str, Any]:
        def complain(key: str, message: str, hint: str) -> None:
            place = Location(shown, line_of(text, key))
            self.faults.append(Fault(place, key, message, hint))

        roles = table.pop("roles", {})
        result = check(Theme, table, "", complain)
        result["roles"] = _check_roles(roles, complain)
        result.setdefault("name", Path(shown).stem)
        return result

    def _merge(
        self, base: dict[str, Any], over: Mapping[str, Any], shown: str, text: str, key: str = ""
    ) -> dict[str, Any]:
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

    def complain(self, key: str, message: str) -> None:
        """Record a fault at the place where a key was last stated."""
        shown, text = self.origins.get(key, ("", ""))
        place = Location(shown, line_of(text, key)) if shown else NOWHERE
        self.faults.append(Fault(place, key, message))

    def _find(self, name_or_path: str, key: str, location: Location) -> Path | None:
        """Return the theme's file, or None after recording why there is none."""
        if not _is_path(name_or_path):
            if name_or_path in theme_names():
                return files.path(f"themes/{name_or_path}.toml")
            guess = nearest(name_or_path, theme_names())
            hint = f"did you mean {guess!r}?" if guess else f"known: {', '.join(theme_names())}"
            self.faults.append(Fault(location, key, f"unknown theme {name_or_path!r}", hint))
            return None
        path = self._resolved(name_or_path)
        if path is not None and self.root is not None and not self._allowed(path):
            message = f"the theme {name_or_path!r} lies outside the folder of the source"
            self.faults.append(Fault(location, key, message))
            return None
        if path is None or not path.is_file():
            message = f"there is no theme file {name_or_path!r}"
            self.faults.append(Fault(location, key, message))
            return None
        return path

    def _resolved(self, name: str) -> Path | None:
        """Return the path without links, None for one that no system can have."""
        try:
            path = ((self.root or Path.cwd()) / name).resolve()
            path.is_file()
        except (OSError, ValueError, RuntimeError):
            return None
        return path

    def _allowed(self, path: Path) -> bool:
        assert self.root is not None
        return path.is_relative_to(self.root.resolve()) or path.is_relative_to(files.folder())

    def _read(self, path: Path, shown: str, location: Location, key: str) -> str | None:
        try:
            if path.stat().st_size > MAXIMUM_SIZE:
                raise OSError(f"larger than {MAXIMUM_SIZE} bytes")
            return path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else error
            self.faults.append(Fault(location, key, f"cannot read {Path(shown).name!r}: {reason}"))
            return None


def _is_path(name: str) -> bool:
    return name.endswith(".toml") or "/" in name or "\\" in name


def _syntax_fault(shown: str, error: Exception) -> Fault:
    """Turn a TOML syntax error, whose place stands in its message, into a fault with a line."""
    import re

    message = str(error)
    found = re.search(r" \(at line (\d+), column (\d+)\)", message)
    place = Location(shown, int(found[1]), int(found[2])) if found else Location(shown)
    reason = message.replace(found[0], "") if found else message
    return Fault(place, "", f"not valid TOML: {reason}")


def _check_roles(table: Any, complain: Complain) -> dict[str, dict[str, Any]]:
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


def _check_role(table: dict[str, Any], key: str, complain: Complain) -> dict[str, Any]:
    """Check one role; a shorthand is checked under its own name and then spread."""
    for name in sorted(_IDENTITY & table.keys()):
        complain(f"{key}.{name}", f"{name!r} belongs to the vocabulary and cannot be set", "")
    expanded = {name: value for name, value in table.items() if name not in _IDENTITY}
    spread: dict[str, Any] = {}
    for short, long in _SHORTHANDS.items():
        if short in expanded:
            value = expanded.pop(short)
            checked = check(
                Role, {long[0]: value}, key, lambda _, *rest, s=short: complain(f"{key}.{s}", *rest)
            )
            if long[0] in checked:
                spread |= dict.fromkeys(long, checked[long[0]])
    own = check(Role, expanded, key, complain)
    for name in ("based_on", "next"):
        if own.get(name) and own[name] not in ROLES:
            complain_unknown(f"{key}.{name}", own.pop(name), ROLES, complain)
    return spread | own


def _assemble(table: dict[str, Any], loader: _Loader) -> Theme:
    tables: dict[str, dict[str, Any]] = table.pop("roles", {})
    theme: Theme = build(Theme, table)
    roles = {name: _flatten(name, tables, loader) for name in ROLES}
    for name in ("base", "body"):
        _require_size(roles[name], loader)
    fonts = replace(theme.fonts, page=_filled(theme.fonts.page), word=_filled(theme.fonts.word))
    _check_page(theme, loader)
    return replace(theme, roles=roles, fonts=fonts)


def _flatten(name: str, tables: Mapping[str, dict[str, Any]], loader: _Loader) -> Role:
    """Return a role with all it inherits along ``based_on``."""
    identity = ROLES[name]
    chain, current = [name], tables.get(name, {}).get("based_on", "")
    while current and current not in chain:
        chain.append(current)
        current = tables.get(current, {}).get("based_on", "")
    if current:
        key = f"roles.{name}.based_on"
        message = f"roles are based on one another: {' → '.join((*chain, current))}"
        loader.complain(key, message)
    values: dict[str, Any] = {}
    for ancestor in reversed(chain):
        values |= {k: v for k, v in tables.get(ancestor, {}).items() if k not in ("word", "next")}
    own = tables.get(name, {})
    word = own.get("word", identity.word)
    values |= {
        "name": name,
        "kind": identity.kind,
        "selector": identity.selector,
        "word": word,
        "word_id": word_id(word),
        "based_on": own.get("based_on", ""),
        "next": own.get("next", ""),
    }
    role: Role = build(Role, values)
    _check_kinds(role, chain, loader)
    return role


def _check_kinds(role: Role, chain: list[str], loader: _Loader) -> None:
    """A paragraph role must be able to stand alone; kinds must not be mixed."""
    key = f"roles.{role.name}.based_on"
    if any(ROLES[ancestor].kind is not role.kind for ancestor in chain):
        message = f"a {role.kind} role cannot be based on one of the other kind"
        loader.complain(key, message)
    elif role.kind is Kind.PARAGRAPH and role.name != "base" and "base" not in chain:
        message = "a paragraph role must lead back to 'base'"
        loader.complain(key, message)


def _require_size(role: Role, loader: _Loader) -> None:
    missing = [
        item.name
        for item in fields(Role)
        if item.name in _REQUIRED and getattr(role, item.name) is None
    ]
    for name in missing:
        loader.complain(f"roles.{role.name}.{name}", "must be given")


_REQUIRED = frozenset(
    {"font", "arabic_size", "latin_size", "arabic_weight", "latin_weight"}
    | {"arabic_style", "latin_style"}
)


def _filled(fonts: FontSet) -> FontSet:
    """Give the stacks that are empty the families of the text."""

    def fill(stack: FontStack) -> FontStack:
        text = fonts.text
        return FontStack(
            arabic=stack.arabic or text.arabic,
            latin=stack.latin or text.latin,
            hebrew=stack.hebrew or text.hebrew,
        )

    return replace(fonts, heading=fill(fonts.heading), monospace=fill(fonts.monospace))


def _check_page(theme: Theme, loader: _Loader) -> None:
    """The margins must leave room for text: at least 30 mm across and down."""
    page = theme.page
    down = page.height - page.margin_top - page.margin_bottom
    for key, room in (("page.width", page.measure), ("page.height", down)):
        if room < 30:
            message = f"the margins leave {room:g} mm for the text; at least 30 are needed"
            loader.complain(key, message)
