"""Attributes in braces: ``{#id .class lang=en key="value"}``, as Pandoc writes them."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from warraq.diagnostics import Location, Report, nearest
from warraq.model.attributes import NO_ATTRIBUTES, Attributes, Direction

_PART = re.compile(
    r"""\s*(?:
        \#(?P<id>[^\s{}#."'=<>]+(?:\.[^\s{}#."'=<>]+)*)
      | \.(?P<cls>[^\s{}#."'=<>]+)
      | (?P<minus>-)(?=[\s}])
      | (?P<key>[^\s{}#."'=<>]+)=(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>[^']*)'
          |(?P<bare>[^\s{}"'=<>]+))
    )(?=[\s}])""",
    re.VERBOSE,
)
_END = re.compile(r"\s*\}")
_ESCAPE = re.compile(r'\\(["\\])')
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
"""The shape of a BCP 47 tag: a language and subtags (RFC 5646, section 2.1)."""

Pairs = tuple[tuple[str, str], ...]


def parse(text: str, start: int, end: int | None = None) -> tuple[Pairs, int] | None:
    """Read attributes from the ``{`` at ``start``; return them and the position after ``}``.

    An identifier comes under the key ``#``, each class under ``.``. Returns None for anything
    that is not a non-empty list of attributes.
    """
    limit = len(text) if end is None else end
    if start >= limit or text[start] != "{":
        return None
    position = start + 1
    pairs: list[tuple[str, str]] = []
    while match := _PART.match(text, position, limit):
        pairs.append(_pair(match))
        position = match.end()
    closing = _END.match(text, position, limit)
    if closing is None or not pairs:
        return None
    return tuple(pairs), closing.end()


def _pair(match: re.Match[str]) -> tuple[str, str]:
    if match["id"] is not None:
        return "#", match["id"]
    if match["cls"] is not None:
        return ".", match["cls"]
    if match["minus"] is not None:
        return ".", "unnumbered"
    if match["double"] is not None:
        return match["key"], _ESCAPE.sub(r"\1", match["double"])
    return match["key"], match["single"] if match["single"] is not None else match["bare"]


def trailing(text: str) -> tuple[str, Pairs]:
    """Cut attributes off the end of a heading or a caption: the text before, and the pairs.

    They must stand after a space (or alone), so that ``[word]{lang=en}`` keeps its own.
    """
    stripped = text.rstrip()
    if not stripped.endswith("}"):
        return text, ()
    start = stripped.rfind("{")
    while start >= 0:
        if start == 0 or stripped[start - 1].isspace():
            found = parse(stripped, start)
            if found is not None and found[1] == len(stripped):
                return stripped[:start].rstrip(), found[0]
        start = stripped.rfind("{", 0, start)
    return text, ()


def to_attributes(pairs: Pairs, location: Location, report: Report) -> Attributes:
    """Turn raw pairs into the model's attributes; a wrong language or direction is reported."""
    if not pairs:
        return NO_ATTRIBUTES
    values = dict(pairs)
    identifiers = [value for key, value in pairs if key == "#"]
    if len(identifiers) > 1:
        report.error("S012", f"two identifiers, #{' and #'.join(identifiers)}", location)
    return Attributes(
        id=identifiers[0] if identifiers else values.get("id", ""),
        classes=tuple(value for key, value in pairs if key == "."),
        lang=_language(values.get("lang"), location, report),
        dir=_direction(values.get("dir"), location, report),
        pairs=tuple(pair for pair in pairs if pair[0] not in {"#", ".", "id", "lang", "dir"}),
    )


def _language(value: str | None, location: Location, report: Report) -> str | None:
    if value is None or LANGUAGE_TAG.fullmatch(value):
        return value
    report.error(
        "S012", f"{value!r} is not a language tag", location, "write ar, en, fa, he or ur, …"
    )
    return None


def _direction(value: str | None, location: Location, report: Report) -> Direction | None:
    if value is None:
        return None
    names = [item.value for item in Direction]
    if value in names:
        return Direction(value)
    near = nearest(value, names)
    report.error(
        "S012",
        f"dir={value} is not a direction: {', '.join(names)}",
        location,
        *([f"did you mean {near}?"] if near else []),
    )
    return None


_TAKES_ATTRIBUTES = frozenset({"link_close", "image", "code_inline", "math_inline"})


def attributes_rule(state: StateInline, silent: bool) -> bool:
    """Attach ``{…}`` to the link, image, code or formula that ends just before it."""
    if state.src[state.pos] != "{" or state.pending or not state.tokens:
        return False
    token = state.tokens[-1]
    if token.type not in _TAKES_ATTRIBUTES or "attributes" in token.meta:
        return False
    found = parse(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token.meta["attributes"] = found[0]
    state.pos = found[1]
    return True


def span_rule(state: StateInline, silent: bool) -> bool:
    """``[text]{attributes}``: a phrase with attributes."""
    start = state.pos
    if state.src[start] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    if end < 0:
        return False
    found = parse(state.src, end + 1, state.posMax)
    if found is None:
        if not silent and state.src.startswith("]{", end):
            state.env["reading"].malformed_attributes(getattr(state, "base", 0) + end + 1)
        return False
    if not silent:
        maximum = state.posMax
        state.push("span_open", "", 1).meta["attributes"] = found[0]
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.push("span_close", "", -1)
        state.posMax = maximum
    state.pos = found[1]
    return True
