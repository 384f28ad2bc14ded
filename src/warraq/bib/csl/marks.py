"""Private characters by which the parts of an engine's output are told apart and cut."""

from __future__ import annotations

import re

ITEM_START = "\ue000"
"""Before an item in the engine's output, followed by its place in the citation and NUMBER_END."""
NUMBER_END = "\ue001"
ITEM_END = "\ue002"
AFFIX = "\ue003"
"""Before the number of an author's own prefix or suffix, which NUMBER_END follows."""
ATTACHED = "\ue004"
"""After a word that is written as one with the next («و»): the space after it is dropped."""
IN_SENTENCE = "\ue005"
"""Before an item that begins no sentence, so that an engine does not capitalise it."""
SIGNS = {"ff": "\ue006", "passim": "\ue007", "r": "\ue008", "v": "\ue009"}
"""What stands for the signs of a locator, whose words an engine would take for further places."""

_ALL = re.compile("[\ue000-\ue03f]")
_DIGITS = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_SHIELD = str.maketrans(_DIGITS, "".join(chr(0xE010 + place) for place in range(len(_DIGITS))))
_UNSHIELD = {shield: ord(digit) for digit, shield in zip(_DIGITS, _SHIELD.values(), strict=True)}


def without(text: str) -> str:
    """Return a text of an author without characters that would be taken for marks."""
    return _ALL.sub("", text)


def shielded(text: str) -> str:
    """Return a text whose digits are to stay as the author wrote them."""
    return text.translate(_SHIELD)


def unshielded(text: str) -> str:
    """Return a text with its shielded digits back in their places."""
    return text.translate(_UNSHIELD)
