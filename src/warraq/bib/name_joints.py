"""Several names where ``and`` was meant: «محمد سالم؛ كمال حبيب» is told and never divided."""

from __future__ import annotations

import re
from collections.abc import Iterator

from warraq.bib.name_parts import is_body, units
from warraq.bib.vocabulary import words
from warraq.lang.tags import primary

_BRACES = re.compile(r"\{[^{}]*\}")
# Between any two names.
_SURE = re.compile(r"\s*[;؛]\s*")
# Between two words of one body's name as well.
_WORD = re.compile(r"\s+و\s+|\s*\\?&(?:amp)?\s*")
# Between two names of more than one word; a title ends with a slash too («د / محمد»).
_WEAK = re.compile(r"\s+(?:[-–—/+]|et|und|ve)\s+")
# Arabic names that begin with «و»: in any other word inside a name it is the conjunction.
_NAMES_IN_WAW = words(
    "وليد وائل وسيم وسيمة وجدي وجدان وفاء وفا وفيق وفيقة وفقي وفائي وردة ورد ورده ورداني وهبة "
    "وهبه وهبي وهيب وهيبة وهاب وهدان وديع وديعة وداد ودود وصفي وصال وحيد وحيدة وحدة وجيه وجيهة "
    "وسام ولاء ولاية ولي وليم وليام ويليام والتر وولتر وارن واصف وافي واصل وضاح وضحة واثق واقد "
    "واكد واعظ واسع وافد وارث واحد واحدي واقدي ورقة ورقاء وزير وزيري وزان وزاني وسن وسمي وشاح "
    "ولد ولدي ونوس ونيس وقاص وقيدي وقاد وكيل وثيق وثاب وجد وحشي ورش ورشة ودان ودغيري ورياشي "
    "ورياغلي وهراني ورتاني ورتيلاني ونشريسي وطواط وطار وطفة وطبان وهيبي ويس ويسي ويلسون وود "
    "وودز والي واعر وناس وناسة"
)
_ARABIC = re.compile("[\u0620-\u064a]")
_SHORTEST = 4
_COMMA = re.compile("[،,]")


def divided(text: str, lang: str) -> tuple[str, ...]:
    """Return the names that a text seems to hold, one alone where it is the name of one.

    Braces protect what stands in them. The parts are a suggestion to the author: «و» begins names
    and stands within those of bodies, commas part the family name from the given one.
    """
    shown = _without_braces(text)
    body = is_body(shown)
    parts = tuple(_split(text, shown, _SURE))
    if len(parts) == 1 and not body:
        parts = tuple(_split(text, shown, _WORD))
    if len(parts) == 1 and not body:
        weak = tuple(_split(text, shown, _WEAK))
        parts = weak if all(map(_is_long, weak)) else parts
    if len(parts) == 1 and not body and _ARABIC.search(shown):
        parts = _at_conjunction(text, shown) or _at_comma(text, shown, lang) or parts
    return parts


def _without_braces(text: str) -> str:
    """Return a text of the same length in which what stands in braces has no marks."""
    while _BRACES.search(text):
        text = _BRACES.sub(lambda match: "x" * len(match[0]), text)
    return text


def _split(text: str, shown: str, pattern: re.Pattern[str]) -> Iterator[str]:
    start = 0
    for match in pattern.finditer(shown):
        if shown[start : match.start()].strip():
            yield text[start : match.start()].strip()
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


def _is_long(text: str) -> bool:
    return len(text.split()) > 1


def _at_conjunction(text: str, shown: str) -> tuple[str, ...]:
    """Divide «خالد نور ومنى فوزي» before a word with «و» that is no name of its own."""
    for match in re.finditer(r"(?<=\s)و[^\s،,]+(?=\s)", shown):
        word, before = match[0], shown[: match.start()].strip()
        if len(word) >= _SHORTEST and word not in _NAMES_IN_WAW and before[-1:] not in "،,":
            return text[: match.start()].strip(), text[match.start() + 1 :].strip()
    return ()


def _at_comma(text: str, shown: str, lang: str) -> tuple[str, ...]:
    """Divide «محمد أنيس سالم، كمال حبيب», where neither side is a family name alone.

    Persian family names are often of two words, so there a comma tells nothing.
    """
    sides = tuple(_split(shown, shown, _COMMA))
    if primary(lang) == "ar" and len(sides) == 2 and all(len(units(side)) > 1 for side in sides):
        return tuple(_split(text, shown, _COMMA))
    return ()
