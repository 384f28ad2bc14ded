"""Where the time of one build of a PDF goes: a line for each of its steps."""

from __future__ import annotations

import functools
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_spent: dict[str, float] = {}
_open: list[float] = []
"""For each step that is going on, the seconds of the steps within it, which do not count for it."""


def _timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that does the same and adds its time to that of a step."""

    @functools.wraps(function)
    def timed(*arguments: Any, **options: Any) -> Any:
        start = time.perf_counter()
        _open.append(0.0)
        try:
            return function(*arguments, **options)
        finally:
            spent = time.perf_counter() - start
            _spent[name] = _spent.get(name, 0.0) + spent - _open.pop()
            if _open:
                _open[-1] += spent

    return timed


def _watch(owner: Any, attribute: str, name: str) -> None:
    setattr(owner, attribute, _timed(name, getattr(owner, attribute)))


def main(source: Path) -> None:
    """Build the PDF of a source and print the seconds of each step."""
    start = time.perf_counter()
    import warraq

    resolution = _timed("reading and passes", lambda: warraq.resolve(warraq.load(source)))()
    import_start = time.perf_counter()
    from weasyprint import pdf
    from weasyprint.document import Document, Page

    from warraq.export.pdf import engine

    _spent["loading WeasyPrint"] = time.perf_counter() - import_start
    _watch(Document, "_build_layout_context", "style sheets and styles")
    _watch(engine, "build_formatting_structure", "boxes")
    _watch(engine, "lay_out", "layout")
    _watch(Page, "paint", "drawing")
    _watch(pdf, "add_tags", "structure")
    _watch(pdf, "build_fonts_dictionary", "fonts")
    warraq.export(resolution, "pdf")
    whole = time.perf_counter() - start
    _spent["the rest"] = whole - sum(_spent.values())
    for name, seconds in _spent.items():
        print(f"{name:28} {seconds:7.2f} {seconds / whole:6.0%}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
