"""Load a theme: one TOML with all it extends becomes frozen tokens and flattened roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from warraq.style import files
from warraq.style.chain import Chain, Table
from warraq.style.convert import build
from warraq.style.faults import Fault, ThemeError
from warraq.style.roles import ROLES, word_id
from warraq.style.tokens import FontSet, FontStack, Kind, Role, Theme

__all__ = ["DEFAULT", "Fault", "Role", "Theme", "ThemeError", "load_theme", "theme_names"]

DEFAULT = "journal"
"""The theme of a document that names none."""
MINIMUM_ROOM = 30
"""What the margins must leave for the text in either direction, in mm."""

# What the foundation must state, since nothing lies below it.
_REQUIRED = (
    *("font", "arabic_size", "latin_size", "arabic_weight", "latin_weight"),
    *("arabic_style", "latin_style"),
)
_RESERVED = ("defaultparagraphfont", "nolist", "tablenormal", "ruledtable")
"""Identifiers of styles that belong to no role, folded."""
_OWN = ("word", "next")
"""What a role does not inherit."""


def theme_names() -> tuple[str, ...]:
    """Return the names of the shipped themes."""
    return files.names("themes", ".toml")


def load_theme(name_or_path: str, root: Path | None = None) -> Theme:
    """Return a shipped theme by its name, or one from a TOML file by its path.

    A text that ends in ``.toml`` or holds a slash is a path; it is relative to ``root``, else to
    the working folder. With ``root`` (the theme is named in a source) the file, links resolved,
    must lie below that folder. Raises ThemeError with all faults.
    """
    chain = Chain(root)
    tables = chain.load(name_or_path)
    if chain.faults:
        raise ThemeError(chain.faults)
    theme = _assemble(tables, chain)
    if chain.faults:
        raise ThemeError(chain.faults)
    return theme


def _assemble(tables: Table, chain: Chain) -> Theme:
    stated: dict[str, Table] = tables.pop("roles", {})
    theme: Theme = build(Theme, tables)
    roles = {name: _flatten(name, stated, chain) for name in ROLES}
    fonts = replace(theme.fonts, page=_filled(theme.fonts.page), word=_filled(theme.fonts.word))
    theme = replace(theme, roles=roles, fonts=fonts)
    _check_foundation(theme, chain)
    _check_page(theme, chain)
    _check_word_names(theme, chain)
    return theme


def _flatten(name: str, stated: Mapping[str, Table], chain: Chain) -> Role:
    """Return a role with all it inherits along ``based_on``."""
    identity, own = ROLES[name], stated.get(name, {})
    lineage = _lineage(name, stated)
    values: dict[str, Any] = {}
    for ancestor in reversed(lineage):
        inherited = stated.get(ancestor, {})
        values |= {key: value for key, value in inherited.items() if key not in _OWN}
    word = own.get("word") or identity.word
    values |= {"name": name, "kind": identity.kind, "selector": identity.selector}
    values |= {"word": word, "word_id": word_id(word)}
    values |= {"based_on": own.get("based_on", ""), "next": own.get("next", "")}
    _check_lineage(name, [*lineage, stated.get(lineage[-1], {}).get("based_on", "")], chain)
    role: Role = build(Role, values)
    return role


def _lineage(name: str, stated: Mapping[str, Table]) -> list[str]:
    """Return a role and what it is based on, as far as that does not lead back."""
    lineage = [name]
    while (parent := stated.get(lineage[-1], {}).get("based_on", "")) and parent not in lineage:
        lineage.append(parent)
    return lineage


def _check_lineage(name: str, lineage: list[str], chain: Chain) -> None:
    """Complain of a circle, of mixed kinds, and of paragraphs without a foundation."""
    key = f"roles.{name}.based_on"
    *ancestors, last = lineage
    kind = ROLES[name].kind
    if last:
        message = f"roles are based on one another: {' → '.join(lineage)}"
        chain.complain(key, message)
    elif any(ROLES[ancestor].kind is not kind for ancestor in ancestors):
        chain.complain(key, f"a {kind} role cannot be based on one of the other kind")
    elif kind is Kind.PARAGRAPH and ancestors[-1] != "base":
        chain.complain(key, "a paragraph role must lead back to 'base'")


def _check_foundation(theme: Theme, chain: Chain) -> None:
    base = theme.roles["base"]
    for name in _REQUIRED:
        if getattr(base, name) is None:
            chain.complain(f"roles.base.{name}", "must be given")
    for field in ("arabic", "latin"):
        for use in ("page", "word"):
            if not getattr(getattr(theme.fonts, use).text, field):
                chain.complain(f"fonts.{use}.text.{field}", "must name a font family")


def _check_page(theme: Theme, chain: Chain) -> None:
    page = theme.page
    down = page.height - page.margin_top - page.margin_bottom
    for key, room in (("page.width", page.measure), ("page.height", down)):
        if room < MINIMUM_ROOM:
            needed = f"at least {MINIMUM_ROOM} are needed"
            chain.complain(key, f"the margins leave {room:g} mm for the text; {needed}")
    if page.measure >= MINIMUM_ROOM > theme.column_measure:
        message = f"the columns are {theme.column_measure:g} mm wide; at least {MINIMUM_ROOM}"
        chain.complain("columns.count", f"{message} are needed")


def _check_word_names(theme: Theme, chain: Chain) -> None:
    """Complain of two roles, or a role and another's twin, with one Word style."""
    owners = dict.fromkeys(_RESERVED, "")
    for role in theme.roles.values():
        names = [role.word]
        if ROLES[role.name].twin:
            names += [f"{role.word} LTR", f"{role.word} RTL"]
        for name in names:
            identifier = word_id(name).casefold()
            key = f"roles.{role.name}.word"
            if not word_id(role.word):
                chain.complain(key, "the name of a Word style needs letters or digits")
                break
            if identifier in owners:
                owner = owners[identifier] or "Word itself"
                chain.complain(key, f"the Word style {name!r} belongs to {owner!r} already")
            owners[identifier] = role.name


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
