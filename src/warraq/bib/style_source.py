"""The YAML of a style, found by name or path and laid on that of the style it extends."""

from __future__ import annotations

import re
from pathlib import Path

from warraq.bib import files, yaml_tree
from warraq.bib.yaml_tree import Scalar, Table
from warraq.diagnostics import Location, Report, nearest

_MAX_EXTENDS = 10


def tree(
    name: str,
    root: Path | None,
    report: Report,
    location: Location,
    chain: tuple[str, ...] = (),
) -> Table | None:
    """Return a style's tree laid on that of the style it extends; None when a fault forbids it."""
    if name in chain or len(chain) > _MAX_EXTENDS:
        report.error("C014", f"the style {name} extends itself: {' → '.join(chain)}", location)
        return None
    is_path = "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))
    text = _text(name, is_path, root, report, location)
    if text is None:
        return None
    doubles: list[yaml_tree.TreeError] = []
    own: yaml_tree.Tree | None
    try:
        own = yaml_tree.parse(text, name if is_path else f"{name}.yaml", doubles)
    except yaml_tree.TreeError as error:
        doubles.append(error)
        own = None
    for fault in doubles:
        report.error("C014", fault.message, fault.location, *([fault.hint] if fault.hint else []))
    if own is None:
        return None
    if not isinstance(own, Table):
        hint = "write each key with a colon and a space: extends: arabic-notes"
        report.error("C014", "a style is a table of keys and values", own.location, hint)
        return None
    parent = own.entries.get("extends")
    if parent is not None and not isinstance(parent, Scalar):
        hint = "a style extends one other: extends: arabic-notes"
        report.error("C014", "extends takes one name", parent.location, hint)
        return None
    if parent is None:
        return own
    base = tree(_beside(name, parent.text), root, report, parent.location, (*chain, name))
    result = None if base is None else yaml_tree.merged(base, own)
    return result if isinstance(result, Table) else None


def _beside(name: str, parent: str) -> str:
    """Return the path of a parent style named relative to its child's file."""
    if "/" not in parent and not parent.endswith((".yaml", ".yml")):
        return parent
    return str(Path(name).parent / parent)


def _text(
    name: str, is_path: bool, root: Path | None, report: Report, location: Location
) -> str | None:
    if not is_path and not re.fullmatch(r"[\w-]+", name):
        is_known = False
    else:
        is_known = is_path or (files.folder() / f"{name}.yaml").is_file()
    if not is_known:
        near = nearest(name, files.shipped_names())
        hints = [f"did you mean “{near}”?"] if near else []
        hints.append("the shipped styles are: " + ", ".join(files.shipped_names()))
        report.error("C013", f"no citation style is named “{name}”", location, *hints)
        return None
    try:
        path = Path(name) if is_path else files.folder() / f"{name}.yaml"
        return files.read(path, root if is_path else None)
    except files.StyleFileError as error:
        report.error("C013", f"the citation style cannot be read: {error}", location)
        return None
