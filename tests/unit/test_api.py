"""The public functions stay functions, whatever is imported after them."""

from __future__ import annotations

import importlib
import pkgutil
import subprocess
import sys

import pytest

import warraq

MODULES = [module.name for module in pkgutil.walk_packages(warraq.__path__, "warraq.")]


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("__main__")])
def test_each_module_imports_by_itself(name: str) -> None:
    importlib.import_module(name)
    assert callable(warraq.load)
    assert callable(warraq.resolve)
    assert callable(warraq.export)


def test_functions_are_not_hidden_by_subpackages() -> None:
    program = (
        "import warraq, warraq.resolve.pipeline, warraq.export.registry\n"
        "print(*(type(getattr(warraq, name)).__name__ for name in ('load', 'resolve', 'export')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["function"] * 3
