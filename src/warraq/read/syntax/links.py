"""Links: bare web addresses in running text, and which targets are allowed."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from warraq.diagnostics import Location, Report

_SCHEME = re.compile(r"(?:^|[^A-Za-z0-9])(https?)$")
# An address ends at a space, at brackets of either script's quotation, at Arabic punctuation.
_REST = re.compile(r"://[^\s<>\"`«»“”„،؛؟{}|\\^\[\]]+")
_TRAILING = ".,;:!?'*_~"


def bare_address_rule(state: StateInline, silent: bool) -> bool:
    """``http://`` or ``https://`` up to the end of the address, without its final full stop."""
    if state.src[state.pos] != ":" or state.linkLevel > 0 or silent:
        return False
    scheme = _SCHEME.search(state.pending[-8:])
    rest = _REST.match(state.src, state.pos, state.posMax)
    if scheme is None or rest is None:
        return False
    address = scheme[1] + _trimmed(rest[0])
    if address.endswith("://"):
        return False
    state.pending = state.pending[: -len(scheme[1])]
    position = state.pos
    state.pos = position - len(scheme[1])
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": address}
    opening.markup = "autolink"
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos = position + len(address) - len(scheme[1])
    return True


def _trimmed(address: str) -> str:
    """Leave to the sentence the punctuation at the end and a bracket opened before it."""
    while address:
        if address[-1] in _TRAILING or (
            address[-1] == ")" and address.count(")") > address.count("(")
        ):
            address = address[:-1]
        else:
            break
    return address


_ALLOWED = frozenset({"http", "https", "mailto", "tel", "ftp"})
_ANY_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_DOMAIN = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|info|io)\b)", re.I)


def target(address: str, location: Location, report: Report) -> str | None:
    """Return the address in ASCII as RFC 3986 wants it, or None for one that is refused.

    A link may lead to the web, to a mail box or to a place in the document (``#id``); scripts,
    embedded data and files of this machine are refused.
    """
    from markdown_it.common.normalize_url import normalizeLink

    if address.startswith("#") and len(address) > 1:
        return address
    scheme = _ANY_SCHEME.match(address)
    if scheme and scheme[1].lower() == "doi":
        return normalizeLink("https://doi.org/" + address[4:])
    if scheme and scheme[1].lower() in _ALLOWED:
        return normalizeLink(address)
    if scheme:
        report.error(
            "S020",
            f"a link may not lead to {scheme[1]}:",
            location,
            "allowed are https:, http:, mailto:, tel:, ftp: and doi: addresses and #identifiers",
        )
    elif not address:
        report.error("S021", "the link has no address", location)
    else:
        hint = f"did you mean https://{address}?" if _DOMAIN.match(address) else ""
        report.error(
            "S021",
            f"the link to {address!r} would lead nowhere for a reader",
            location,
            hint or "give the full address, https://…, or #identifier for a place in the text",
        )
    return None
