"""Names of looks in Word: style identifiers by role and direction, language tags."""

from __future__ import annotations

from warraq.export.docx.story import Draft, role_of
from warraq.model.attributes import Direction
from warraq.style.word import style_id

# Word proofs by culture; a language alone gets the culture that its styles name as the default.
_CULTURES = {"ar": "ar-SA", "en": "en-US"}


def word_language(tag: str) -> str:
    """Return a language tag as Word wants it in ``w:lang``."""
    return _CULTURES.get(tag, tag)


def paragraph_style(draft: Draft, role_name: str, direction: Direction) -> str:
    """Return the identifier of the style of a role, of its twin in the other direction."""
    return style_id(role_of(draft.theme, role_name), direction, draft.direction)
