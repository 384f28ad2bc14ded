"""What is wrong in a theme: every fault with its file, line and key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from warraq.diagnostics import Location


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault of a theme file. ``key`` is the dotted path («roles.body.size»)."""

    location: Location
    key: str
    message: str
    hint: str = ""

    @property
    def text(self) -> str:
        """The message after the key it is about."""
        return f"{self.key}: {self.message}" if self.key else self.message

    def __str__(self) -> str:
        """Return the fault in one line."""
        return f"{self.location}: {self.text}" + (f" ({self.hint})" if self.hint else "")


class ThemeError(ValueError):
    """A theme cannot be used; ``faults`` holds all that is wrong with it, sorted by place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))
