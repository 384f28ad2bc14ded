"""What the page may load: pictures of the source, by names of our own, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from warraq.diagnostics import Location, Report
from warraq.export.api import Resources
from warraq.export.html.picture_store import PictureStore
from warraq.export.html.pictures import Picture

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcherResponse

SCHEME = "source"


class Pictures(PictureStore):
    """The pictures of one document: read once, judged, and given an address each."""

    def __init__(self, resources: Resources, report: Report) -> None:
        """Keep where files are read from and where their faults go."""
        super().__init__(resources, report)
        self._pictures: dict[str, Picture] = {}
        self._places: dict[str, tuple[str, Location]] = {}

    def _admit(self, source: str, picture: Picture, location: Location) -> str:
        if picture.upright:
            self._report.warning(
                "E101",
                f"the SVG {source!r} sets words from top to bottom, which are drawn across",
                location,
                "turn the words by a rotation, or convert them to paths",
            )
        address = self.keep(picture)
        self._places[address] = source, location
        return address

    def keep(self, picture: Picture) -> str:
        """Give a picture an address."""
        address = f"{SCHEME}:picture-{len(self._pictures) + 1}"
        self._pictures[address] = picture
        return address

    def get(self, address: str) -> Picture | None:
        """Return the picture of an address that this object gave."""
        return self._pictures.get(address)

    def all(self) -> Iterable[Picture]:
        """Return all pictures, formulas among them."""
        return self._pictures.values()

    def place(self, address: str) -> tuple[str, Location] | None:
        """Return the path of a picture of the source and where it is named."""
        return self._places.get(address)


class ConfinedFetcher:
    """WeasyPrint's access to the world: it answers for our own addresses and refuses the rest.

    It stands in for ``weasyprint.urls.URLFetcher``, of which it needs nothing: that class opens
    files and connections.
    """

    # The name is WeasyPrint's: whether an error ends the rendering.
    _fail_on_errors = False

    def __init__(self, pictures: Pictures) -> None:
        """Keep the pictures; ``refused`` collects the addresses that were asked for in vain."""
        self.pictures = pictures
        self.refused: list[str] = []

    def __call__(self, url: str) -> URLFetcherResponse:
        """Return a picture. Raises ValueError for any other address."""
        from weasyprint.urls import URLFetcherResponse

        picture = self.pictures.get(url)
        if picture is None:
            self.refused.append(url)
            raise ValueError("only pictures of the source can be loaded")
        return URLFetcherResponse(url, picture.data, {"Content-Type": picture.media_type})

    fetch = __call__
