"""Which addresses a publication may carry in its links."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from warraq.diagnostics import Location, Report

ALLOWED_SCHEMES = frozenset({"http", "https", "mailto", "ftp", "tel", "doi", "urn"})

# RFC 3986, section 2: reserved and unreserved characters and the percent sign.
_URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~-._"


def external_url(target: str) -> str | None:
    """Return an address as an ASCII URL, or None when it may not stand in a publication.

    A relative address names nothing once the file has left its folder, and schemes such as
    ``javascript:`` or ``file:`` are dangerous or name the author's own machine. Characters
    beyond ASCII are percent-encoded as UTF-8 (RFC 3987, section 3.1).
    """
    try:
        scheme = urlsplit(target).scheme.lower()
    except ValueError:
        return None
    if scheme not in ALLOWED_SCHEMES:
        return None
    if scheme == "doi":
        target = "https://doi.org/" + target.partition(":")[2].lstrip("/")
    return quote(target, safe=_URL_CHARACTERS)


def carried_url(target: str, location: Location, report: Report) -> str | None:
    """Return an address as external_url does; one that cannot be carried is reported (E001)."""
    address = external_url(target)
    if address is None:
        report.warning(
            "E001",
            f"the link to {target!r} is written as mere text",
            location,
            "a publication can link to http:, https:, mailto:, ftp:, tel:, doi: and urn:",
        )
    return address
