"""The standards that a PDF can follow, and what each asks of the whole file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from warraq.model.metadata import Metadata

Variant = Literal[
    "none",
    "pdf/ua-1",
    "pdf/ua-2",
    "pdf/a-2u",
    "pdf/a-3u",
    "pdf/a-4",
    "pdf/a-4f",
    "pdf/a-2b",
    "pdf/a-3b",
]
VARIANTS: tuple[Variant, ...] = get_args(Variant)


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard, as it is stated in the file's metadata.

    ``family`` is ``a`` (ISO 19005, for archives), ``ua`` (ISO 14289, for everybody) or empty;
    ``revision`` is the year of the standard's edition where it has to be stated.
    """

    version: str = "1.7"
    family: str = ""
    part: int = 0
    level: str = ""
    revision: str = ""

    @property
    def archival(self) -> bool:
        """Whether the file is for an archive: complete in itself for all time."""
        return self.family == "a"

    @property
    def takes_attachments(self) -> bool:
        """Whether files of any kind may be attached (ISO 19005-2, 6.8; ISO 19005-4, Annex A)."""
        return not self.archival or self.part == 3 or self.level == "F"

    @property
    def needs_attachments(self) -> bool:
        """Whether at least one file must be attached (ISO 19005-4, Annex A)."""
        return self.level == "F"


STANDARDS: dict[Variant, Standard] = {
    "none": Standard(),
    "pdf/ua-1": Standard("1.7", "ua", 1),
    "pdf/ua-2": Standard("2.0", "ua", 2, "", "2024"),
    "pdf/a-2u": Standard("1.7", "a", 2, "U"),
    "pdf/a-3u": Standard("1.7", "a", 3, "U"),
    "pdf/a-4": Standard("2.0", "a", 4, "", "2020"),
    "pdf/a-4f": Standard("2.0", "a", 4, "F", "2020"),
    "pdf/a-2b": Standard("1.7", "a", 2, "B"),
    "pdf/a-3b": Standard("1.7", "a", 3, "B"),
}


def archive(pdf: Any, standard: Standard) -> None:
    """Make a file that is not yet written fit for an archive (ISO 19005-2 to -4)."""
    for intent in pdf.catalog.get("OutputIntents", ()):
        intent["S"] = "/GTS_PDFA1"
    for picture in pictures(pdf):
        picture.extra["Interpolate"] = "false"
    if standard.part == 4:
        # 6.1.3: what it says is in the metadata alone.
        pdf.info.clear()


def pictures(pdf: Any) -> Iterator[Any]:
    """Yield the pictures of pixels in a file that is not yet written."""
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Subtype") == "/Image":
            yield item


def obstacles(pdf: Any, metadata: Metadata, standard: Standard) -> Iterator[str]:
    """Yield in words what in the source keeps a file from its standard."""
    if standard.family == "ua" and not metadata.title:
        yield "the front matter has no title"
    if standard.archival and any(
        picture.extra.get("ColorSpace") == "/DeviceCMYK" for picture in pictures(pdf)
    ):
        yield "a picture has the colours of print (CMYK)"
