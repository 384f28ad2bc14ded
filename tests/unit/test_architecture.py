"""The architecture: imports point one way, passes keep their order, codes have their texts."""

from __future__ import annotations

import ast
import re
import runpy
from pathlib import Path

import pytest

from warraq.codes import FAMILIES, catalogue
from warraq.resolve.pipeline import passes

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "warraq"

# Lower numbers are imported by higher ones; equal numbers by each other.
LAYERS = {
    "codes": 0,
    "diagnostics": 0,
    "source": 0,
    "model": 1,
    "lang": 2,
    "bib": 3,
    "read": 4,
    "resolve": 5,
    "style": 6,
    "export": 7,
    "cli": 8,
    "__main__": 8,
}
# The root module holds the public API: it imports late, and is asked for its version alone.
ROOT_MODULE = "warraq"


def modules() -> list[Path]:
    """Return all modules of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def imported(path: Path) -> list[tuple[int, str]]:
    """Return the modules of the package that a module imports anywhere, with the line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.append((node.lineno, node.module))
            found += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
    return [(line, name) for line, name in found if name.split(".")[0] == "warraq"]


def backward(path: Path) -> list[str]:
    """Return the imports of a module that point the wrong way."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    if parts == ("__init__",):
        return []
    own = LAYERS[parts[0]]
    faults = []
    for line, name in imported(path):
        layer = name.split(".")[1:2]
        if layer and layer[0] in LAYERS and LAYERS[layer[0]] > own:
            faults.append(f"{path.relative_to(ROOT)}:{line}: imports {name}")
    return faults


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_one_way(path: Path) -> None:
    assert backward(path) == []


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_exporters_do_not_import_one_another(path: Path) -> None:
    parts = path.relative_to(PACKAGE).parts
    if parts[0] != "export" or len(parts) < 3:
        return
    allowed = {parts[1]} | ({"html"} if parts[1] in ("pdf", "epub") else set())
    exporters = {item.name for item in (PACKAGE / "export").iterdir() if item.is_dir()}
    used = {
        name.split(".")[2]
        for _, name in imported(path)
        if name.startswith("warraq.export.") and name.split(".")[2] in exporters
    }
    assert used <= allowed


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_says_its_purpose_in_its_first_line(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module without a docstring"
    assert text.startswith('"""')


def test_passes_stand_after_what_they_build_on() -> None:
    seen: set[str] = set()
    for step in passes():
        assert set(step.after) <= seen, step.name
        assert step.name not in seen
        seen.add(step.name)


def used_codes() -> dict[str, str]:
    """Return the codes that the package reports, each with a module that does."""
    pattern = re.compile(rf'"([{FAMILIES}]\d{{3}})"')
    found: dict[str, str] = {}
    for path in modules():
        for code in pattern.findall(path.read_text(encoding="utf-8")):
            found.setdefault(code, str(path.relative_to(ROOT)))
    return found


def test_every_code_that_is_reported_has_a_text() -> None:
    missing = {code: place for code, place in used_codes().items() if code not in catalogue()}
    assert missing == {}


def test_every_text_belongs_to_a_code_that_is_reported() -> None:
    assert set(catalogue()) - set(used_codes()) == set()


def test_every_code_is_met_in_a_test() -> None:
    texts = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "tests").rglob("*")
        if path.suffix in (".py", ".md", ".yaml", ".toml") and path != Path(__file__)
    )
    assert [code for code in used_codes() if code not in texts] == []


def test_the_page_of_the_architecture_lists_the_modules_as_they_are() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "list_modules.py"))
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = page.partition(tool["START"])[2].partition(tool["END"])[0]
    assert listed.strip() == tool["module_list"]().strip(), "run: python tools/list_modules.py"
