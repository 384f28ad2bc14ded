"""What every node carries: its place, what the author wrote on it, and what passes computed."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from warraq.diagnostics import NOWHERE, Location


class Direction(StrEnum):
    """A direction as HTML's ``dir`` writes it; AUTO means by the first strong character."""

    LTR = "ltr"
    RTL = "rtl"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the author wrote: ``{#id .class lang=en dir=ltr key=value}``."""

    id: str = ""
    classes: tuple[str, ...] = ()
    lang: str | None = None
    dir: Direction | None = None
    pairs: tuple[tuple[str, str], ...] = ()

    def get(self, key: str, default: str = "") -> str:
        """Return the value of a further key, or the default."""
        return next((value for name, value in self.pairs if name == key), default)


@dataclass(frozen=True, slots=True)
class Computed:
    """What the direction pass decided.

    ``lang`` is a BCP 47 tag, ``dir`` LTR or RTL. On an inline, ``isolate`` says that the node is
    an isolate of UAX #9 and ``level`` is the embedding level *outside* it (for an isolate, an
    atom such as an image, a note call or a line break); the levels inside stand on its texts.
    """

    lang: str = ""
    dir: Direction = Direction.LTR
    isolate: bool = False
    level: int | None = None


NO_ATTRIBUTES = Attributes()
NOT_COMPUTED = Computed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """The fields common to all nodes. ``location`` never takes part in equality."""

    attributes: Attributes = NO_ATTRIBUTES
    computed: Computed = NOT_COMPUTED
    location: Location = field(default=NOWHERE, compare=False, repr=False)
