"""The head of a BibTeX entry: its key, and where its fields begin."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warraq.bib import field_names

_PLAIN = re.compile(r"\s*([^,\s{}=\"]+)[ \t]*,")
_LOOSE = re.compile(r"\s*([^,={}\"\n]*)")
_STRICT = re.compile(r"\s*([^,\s{}]*)\s*,?")
# Marks that are typed in place of the comma after a key.
_IN_PLACE = ":;،؛ "
_COMMA = re.compile(r"\s*,")


@dataclass(frozen=True, slots=True)
class Head:
    """The key as the file has it, and the offset at which the fields begin.

    ``lacks_comma`` when no comma parts the key from the fields.
    """

    key: str
    end: int
    lacks_comma: bool = False


def read(text: str, start: int) -> Head:
    """Read what stands after an entry's opening brace; a key may hold spaces by mistake.

    A field's name with its equals sign is no key: reference managers export entries without one.
    """
    plain = _PLAIN.match(text, start)
    if plain is not None:
        return Head(plain[1], plain.end())
    loose = _LOOSE.match(text, start)
    assert loose is not None
    words, end = loose[1].rstrip(), loose.end()
    following = text[end : end + 1]
    if following == ",":
        return Head(words, end + 1)
    if following == "\n":
        comma = _COMMA.match(text, end)
        if comma is None:
            return Head(words.rstrip(_IN_PLACE), end, lacks_comma=True)
        return Head(words, comma.end())
    if following in ("}", ""):
        return Head(words, end)
    return _before_field(text, start, loose) or _strict(text, start)


def _before_field(text: str, start: int, loose: re.Match[str]) -> Head | None:
    """Return the head before a field's name, which stands in the key's line or place."""
    *key, name = loose[1].split() or [""]
    if not field_names.is_known(name):
        return None
    if not key:
        return Head("", start)
    return Head(
        " ".join(key).rstrip(_IN_PLACE), text.rindex(name, start, loose.end()), lacks_comma=True
    )


def _strict(text: str, start: int) -> Head:
    match = _STRICT.match(text, start)
    assert match is not None
    return Head(match[1], match.end())
