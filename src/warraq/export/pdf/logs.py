"""What WeasyPrint and fontTools log: turned into diagnostics, or dropped with a reason."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

from warraq.diagnostics import NOWHERE, Report

_MISSING_GLYPH = re.compile(r"\.notdef glyph rendered .*\(U\+([0-9A-F]+)\)")
_DROPPED = (
    # The style sheets are ours, and their test reads these messages.
    "Ignored ",
    "Unknown rendering option",
    # A picture that fails has been judged and reported before.
    "Failed to load image",
    # An image whose alternative is empty is decoration, as HTML has it.
    "has no required alt description",
)


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message once."""
        self.messages[record.getMessage()] = None


@contextmanager
def captured_logs(report: Report) -> Iterator[None]:
    """Keep the libraries' logs from the user while they work, and report what matters."""
    collector = _Collector()
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger, logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.addHandler(collector)
        logger.propagate = False
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, propagate, level in before:
            logger.removeHandler(collector)
            logger.propagate = propagate
            logger.setLevel(level)
        _report(list(collector.messages), report)


def _report(messages: list[str], report: Report) -> None:
    missing: list[str] = []
    for message in messages:
        found = _MISSING_GLYPH.search(message)
        if found:
            missing.append(f"{chr(int(found[1], 16))} (U+{found[1]})")
        elif not any(part in message for part in _DROPPED):
            report.warning("E104", f"the layout engine says: {message[:300]}", NOWHERE)
    if missing:
        report.warning(
            "E105",
            f"no installed font has {', '.join(missing[:20])}",
            NOWHERE,
            "install a font that has them, and name it in the theme after the first one",
        )
