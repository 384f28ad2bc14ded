"""Keeps what libraries say to themselves from the user: faults of the input are diagnostics."""

from __future__ import annotations

import contextlib
import io
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_STANDARD_ERROR = 2


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Drop warnings and logs of Python libraries, and what C libraries write to standard error.

    ``sys.stderr`` itself goes on to work. WARRAQ_DEBUG in the environment lets everything through.
    """
    if os.environ.get("WARRAQ_DEBUG"):
        yield
        return
    root = logging.getLogger()
    handler = logging.NullHandler()
    root.addHandler(handler)  # without any, logging prints to standard error
    try:
        with warnings.catch_warnings(), _muted_standard_error():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.removeHandler(handler)


@contextmanager
def _muted_standard_error() -> Iterator[None]:
    """Send the file descriptor that GLib, Pango and fontconfig write to nowhere."""
    if not _is_real(sys.stderr):
        yield
        return
    original = sys.stderr
    original.flush()
    kept = os.dup(_STANDARD_ERROR)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _STANDARD_ERROR)
    os.close(nowhere)
    sys.stderr = os.fdopen(
        kept, "w", buffering=1, encoding=original.encoding, errors=original.errors
    )
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            sys.stderr.flush()
        os.dup2(kept, _STANDARD_ERROR)
        sys.stderr.close()
        sys.stderr = original


def _is_real(stream: object) -> bool:
    """Whether a stream is the process's own standard error, and no stand-in."""
    try:
        return isinstance(stream, io.TextIOWrapper) and stream.fileno() == _STANDARD_ERROR
    except (OSError, ValueError):
        return False
