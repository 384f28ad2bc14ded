"""References to the pages of a PDF, written once for each number of pages.

pydyf 0.12 writes the references to all pages anew whenever one is asked for, and each element of
the structure asks: with a thousand pages that alone would take a minute.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

import pydyf  # type: ignore[import-untyped]

_original = pydyf.PDF.page_references
_known: WeakKeyDictionary[Any, tuple[bytes, ...]] = WeakKeyDictionary()


def install() -> None:
    """Have every PDF remember its references; the answers are those of pydyf."""
    if pydyf.PDF.page_references is _original:
        pydyf.PDF.page_references = property(_references)


def _references(pdf: Any) -> tuple[bytes, ...]:
    known = _known.get(pdf, ())
    if len(known) != pdf.pages["Count"]:
        known = _known[pdf] = _original.fget(pdf)
    return known
