"""Citations: ``[see @key, p. 5; -@other]``, ``@key``, ``@key [p. 5]``; cross-references too.

The grammar is Pandoc's (manual, "Citation syntax"), with the Arabic comma and semicolon beside
the Latin ones and letters of any script in keys.
"""

from __future__ import annotations

import re
from typing import Any

from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from warraq.model.inlines import ReferenceKind

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u200c"
_LETTER = rf"[\w{_MARKS}]"
_BRACED_KEY = r"\{([^{}]*[^{}\s][^{}]*)\}"
_KEY = re.compile(rf"@(?:{_BRACED_KEY}|(\w{_LETTER}*(?:[:.#$%&\-+?<>~/]+{_LETTER}+)*))")
# «و@key», «بـ@fig-map»: Arabic writes these particles in one word with what follows. A local part
# of an e-mail address that consists of nothing else is not known.
_PARTICLES = ("[وفبكل]", "[وفبكل]ـ", "[وف][بكل]", "[وف][بكل]ـ")
_AFTER_PARTICLE = "|".join(rf"(?<=(?<!{_LETTER}){particle})" for particle in _PARTICLES)
_NOT_IN_WORD = rf"(?<![{_LETTER[1:-1]}.+\-@\\/])"
_BEFORE_KEY = re.compile(rf"(?:{_NOT_IN_WORD}|{_AFTER_PARTICLE})-?@[\w{{]")
_REFERENCE = re.compile(rf"({'|'.join(kind.value for kind in ReferenceKind)})-.")
_OPENING = re.compile(r"[ \t]*\n?[ \t]*\[(?![\^@-])")
_SEPARATORS = ";؛"

_PLAIN = ("key", "mode", "at", "separator")

_Pieces = list[dict[str, Any]]


def reference_kind(key: str) -> ReferenceKind | None:
    """Return what kind of cross-reference a key is (``fig-…``), or None for a citation key."""
    match = _REFERENCE.match(key)
    return ReferenceKind(match[1]) if match else None


def bracketed_rule(state: StateInline, silent: bool) -> bool:
    """``[prefix @key, locator suffix; …]``."""
    start = state.pos
    if state.src[start] != "[" or state.src[start + 1 : start + 2] == "^":
        return False
    close = state.src.find("]", start)
    if close < 0 or "@" not in state.src[start : state.posMax]:
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    if end < 0 or _belongs_to_other_mark(state, end):
        return False
    pieces = _pieces(state.src, start + 1, end)
    if pieces is None:
        return False
    if not silent:
        _push(state, pieces, in_text=False)
    state.pos = end + 1
    return True


def _belongs_to_other_mark(state: StateInline, end: int) -> bool:
    """Whether what follows a closing bracket makes a link or a span of it.

    Another citation does not: «[@a][@b]» are two.
    """
    following = state.src[end + 1 : end + 2]
    if following != "[":
        return following in ("(", "{")
    close = state.md.helpers.parseLinkLabel(state, end + 1)
    if close < 0 or state.src[end + 2] == "^":
        return False
    return _pieces(state.src, end + 2, close) is None


def in_text_rule(state: StateInline, silent: bool) -> bool:
    """``@key`` and ``@key [p. 5; @other]``, with the author's name in the text."""
    start = state.pos
    if state.src[start] not in "@-" or not _BEFORE_KEY.match(state.src, start, state.posMax):
        return False
    suppressed = state.src[start] == "-"
    match = _KEY.match(state.src, start + suppressed, state.posMax)
    if match is None:
        return False
    key = _key(match)
    if reference_kind(key) is not None:
        if not silent:
            if suppressed:
                state.append_pending("-")
            state.push("reference", "", 0).meta["key"] = key
        state.pos = match.end()
        return True
    pieces: _Pieces = [{"key": key, "mode": "suppressed" if suppressed else "in-text", "at": start}]
    after = _following_bracket(state, match.end())
    if after is not None:
        pieces, end = [{**pieces[0], "suffix": after[0][0]["suffix"]}, *after[0][1:]], after[1]
    else:
        end = match.end()
    if not silent:
        if _after_open_bracket(state, start):
            state.env["reading"].open_citation(getattr(state, "base", 0) + start - 1)
        _push(state, pieces, in_text=True)
    state.pos = end
    return True


def _after_open_bracket(state: StateInline, start: int) -> bool:
    """Whether a bracket stands before the key that is no part of another mark."""
    return state.pending.endswith("[") and state.src[start - 1 : start] == "["


def _following_bracket(state: StateInline, position: int) -> tuple[_Pieces, int] | None:
    """Read ``[p. 5; @other]`` after a key in the text: its first part has no key of its own."""
    match = _OPENING.match(state.src, position, state.posMax)
    if match is None:
        return None
    start = match.end() - 1
    end = state.md.helpers.parseLinkLabel(state, start)
    if end < 0 or _belongs_to_other_mark(state, end):
        return None
    parts = _split(state.src, start + 1, end)
    first_start, first_end = parts[0]
    if _find_key(state.src, first_start, first_end) is not None:
        return None
    pieces: _Pieces = [{"suffix": (first_start, first_end)}]
    rest = _pieces(state.src, parts[1][0], end) if len(parts) > 1 else []
    if rest is None:
        pieces[0]["suffix"] = (first_start, end)
        rest = []
    return pieces + rest, end + 1


def _pieces(text: str, start: int, end: int) -> _Pieces | None:
    """Split the inside of the brackets into items; None when the first has no key."""
    pieces: _Pieces = []
    for part_start, part_end in _split(text, start, end):
        found = _find_key(text, part_start, part_end)
        if found is not None:
            pieces.append(found)
        elif not pieces:
            return None
        else:
            # «[@a; and others]»: words without a key belong to the work before them.
            first, _ = pieces[-1]["suffix"]
            pieces[-1]["suffix"] = (first, part_end)
    return pieces or None


def _key(match: re.Match[str]) -> str:
    """Return a key; in braces it may hold spaces, as in files of authors who write by hand."""
    return " ".join((match[1] or match[2]).split())


def _find_key(text: str, start: int, end: int) -> dict[str, Any] | None:
    for found in _BEFORE_KEY.finditer(text, start, end):
        at = found.start()
        if _in_code_or_nested(text, start, at):
            continue
        suppressed = text[at] == "-"
        match = _KEY.match(text, at + suppressed, end)
        if match is None:
            continue
        return {
            "key": _key(match),
            "mode": "suppressed" if suppressed else "normal",
            "at": at,
            "separator": text[start - 1] if text[start - 1] in _SEPARATORS else "",
            "prefix": (start, at),
            "suffix": (match.end(), end),
        }
    return None


def _in_code_or_nested(text: str, start: int, position: int) -> bool:
    before = text[start:position]
    return before.count("`") % 2 == 1 or before.count("[") > before.count("]")


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at semicolons that are neither escaped nor within brackets, braces or code."""
    bounds: list[tuple[int, int]] = []
    depth = 0
    code = False
    first = position = start
    while position < end:
        char = text[position]
        if char == "\\":
            position += 1
        elif char == "`":
            code = not code
        elif not code:
            depth += (char in "[{") - (char in "]}")
            if char in _SEPARATORS and depth <= 0:
                bounds.append((first, position))
                first = position + 1
        position += 1
    return [*bounds, (first, end)]


def _push(state: StateInline, pieces: _Pieces, *, in_text: bool) -> None:
    token = state.push("citation", "", 0)
    token.meta["in_text"] = in_text
    token.meta["items"] = [_item(state, piece) for piece in pieces]


def _item(state: StateInline, piece: dict[str, Any]) -> dict[str, Any]:
    """Parse prefix and suffix as inlines; the raw rest keeps its place for the locator."""
    from warraq.read.syntax.locators import split_locator

    item: dict[str, Any] = {name: piece.get(name, "") for name in _PLAIN}
    start, end = piece.get("suffix", (0, 0))
    locator, length = split_locator(state.src[start:end])
    item["locator"] = locator
    item["prefix"] = _inlines(state, *piece.get("prefix", (0, 0)))
    item["suffix"] = _inlines(state, start + length, end)
    return item


def _inlines(state: StateInline, start: int, end: int) -> tuple[list[Token], int]:
    text = state.src[start:end]
    if not text.strip():
        return [], start
    # A prefix such as «see @» never holds a key of its own, so this cannot recur.
    return state.md.inline.parse(text, state.md, state.env, []), start
