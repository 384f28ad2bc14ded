"""Says what is being done: a line that changes on a terminal, silence elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from types import TracebackType

    from rich.status import Status


class Progress:
    """A context in which :meth:`step` shows the work at hand, if standard error is a terminal."""

    def __init__(self, *, wanted: bool = True) -> None:
        """Prepare a display; ``wanted`` is false when the messages are for a program."""
        self._status: Status | None = None
        self._wanted = wanted and sys.stderr.isatty()

    def __enter__(self) -> Self:
        """Start the display."""
        if self._wanted:
            from rich.console import Console

            self._status = Console(stderr=True, highlight=False).status("")
            self._status.start()
        return self

    def step(self, text: str) -> None:
        """Show what is being done now."""
        if self._status is not None:
            from rich.text import Text

            self._status.update(Text(text))

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the display away."""
        if self._status is not None:
            self._status.stop()
