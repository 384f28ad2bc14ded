"""Where a word of the Arabic script may be extended, the best place first.

The order of preference is the one that Microsoft published for Internet Explorer 5.5 («Justifying
Text using Cascading Style Sheets», rules 1 to 7), which Word and others follow. What manuals of
naskh forbid (Afifi, «Learning Arabic Calligraphy», part 3; Benatia, Elyaakoubi and Lazrek, «Arabic
text justification», TUGboat 27, 2006, section 3.2) is left out of it, and so are short words and
joins beside marks. docs/kashida.md tells the rules to readers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from warraq.lang.joining import TATWEEL, ZWJ, ZWNJ, is_letter, joins_next, joins_previous


class Manner(Enum):
    """How freely words are extended: in running text, or to balance a line of verse."""

    TEXT = "text"
    VERSE = "verse"


LEAST_LETTERS = {Manner.TEXT: 4, Manner.VERSE: 3}
"""Words of fewer letters are not extended."""
MARKED = 7
"""What is added to the rank of a join beside a vowel mark, which verse alone may use."""


@dataclass(frozen=True, slots=True)
class Place:
    """A join that may be extended: the index of what follows it, and its rank (1 is best)."""

    index: int
    rank: int


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter with the marks on it; whether it joins to the next one, and in the same element.

    Joiners stand where an element begins or ends within a word (see ``export/html/joining.py``).
    """

    char: str
    index: int
    marks: str
    joined: bool
    parted: bool


# Letters by their shape in a join (Unicode 14, ArabicShaping.txt, joining groups).
_ALEF = frozenset("آأإاٱٲٳٵݳݴ")
_BEH = frozenset("بتثٮٹٺٻټٽپٿڀݐݑݒݓݔݕݖࢠࢡࢶࢷࢸࢾࢿࣀنڹںڻڼݧݨݩڽࢽ")
_HAH = frozenset("جحخځڂڃڄڅچڇڿݗݘݮݯݲݼࢢࣁࣅࣆ")
_DAL = frozenset("دذڈډڊڋڌڍڎڏڐۮݙݚࢮ")
_REH = frozenset("رزڑڒړڔڕږڗژڙۯݛݫݬݱࢪࢲࢹ")
_SEEN = frozenset("سشښڛڜۺݜݭݰݽݾ")
_SAD = frozenset("صضڝڞۻࢯ")
_TAH = frozenset("طظڟࢣ")
_AIN = frozenset("عغڠۼݝݞݟࢳࣃ")
_FEH = frozenset("فڡڢڣڤڥڦݠݡࢤࢻ")
_QAF = frozenset("قٯڧڨࢥࢵࢼࣄ")
_KAF = frozenset("كڬڭڮݿࢴػؼکګگڰڱڲڳڴݢݣݤࢰࣂڪ")
_LAM = frozenset("لڵڶڷڸݪࢦࣇ")
_HEH = frozenset("هہۂھۿةۀەۃ")
_WAW = frozenset("ؤوٶٷۄۅۆۇۈۉۊۋۏݸݹࢫࢱ")
_YEH = frozenset("ؠئىيٸېۑݷࢨࢩࢺؽؾؿیێݵݶۍےۓࢬݺݻ")
_TOOTH = _BEH | _YEH
"""Letters that are one tooth in the middle of a join."""

_BEFORE_FINAL = (
    (_HEH | _DAL, 3),
    (_ALEF | _TAH | _LAM | _KAF, 4),
    (_WAW | _AIN | _QAF | _FEH, 6),
)
_LAST = 7

_VOWELS = frozenset("\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652")
_WORD = re.compile(
    "[\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u0870-\u0887\u0889-\u088e\u0898-\u08e1\u08e3-\u08ff"
    "\u200c\u200d\ufb50-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc]+"
)
_FORMS = re.compile("[\ufb50-\ufefc]")
"""Presentation forms: what they join to is their own affair."""
_GOD = re.compile("[وفبتك]?[اٱ]?لله(م)?")
_ARTICLE = re.compile("[وفبك]{0,2}[اٱ]ل|[وف]?لل")
"""The article with what stands before it; no join within it, nor after it, is extended."""


def words(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each word of the Arabic script begins and ends in a text."""
    for match in _WORD.finditer(text):
        yield match.span()


def best(word: str, manner: Manner = Manner.TEXT) -> Place | None:
    """Return the one place where a word is extended: of equals, the last. None: it is not."""
    found = places(word, manner)
    return found[0] if found else None


@lru_cache(maxsize=4096)
def places(word: str, manner: Manner = Manner.TEXT) -> tuple[Place, ...]:
    """Return the places where a word may be extended, the best first; of equals the last first."""
    letters = _letters(word)
    if _FORMS.search(word) or _is_closed(letters, manner):
        return ()
    bare = "".join(letter.char for letter in letters)
    article = _ARTICLE.match(bare)
    found = []
    for number in range(len(letters) - 1):
        rank = _rank(letters, number, manner)
        if rank and not (article and number < article.end()):
            found.append(Place(letters[number + 1].index, rank))
    return tuple(sorted(found, key=lambda place: (place.rank, -place.index)))


def _letters(word: str) -> list[_Letter]:
    """Return the letters of a word, each with its marks and whether it joins to the next."""
    starts = [i for i, char in enumerate(word) if is_letter(char) or char == TATWEEL]
    result = []
    for start, end in zip(starts, [*starts, len(word)][1:], strict=True):
        between = word[start + 1 : end]
        marks = between.replace(ZWJ, "")
        joined = (
            end < len(word)
            and joins_next(word[start])
            and joins_previous(word[end])
            and ZWNJ not in marks
        )
        result.append(_Letter(word[start], start, marks, joined, marks != between))
    return result


def _is_closed(letters: list[_Letter], manner: Manner) -> bool:
    """Whether a word as a whole is not extended: a short one, or the name of God."""
    bare = "".join(letter.char for letter in letters if letter.char != TATWEEL)
    return len(bare) < LEAST_LETTERS[manner] or _GOD.fullmatch(bare) is not None


def _rank(letters: list[_Letter], number: int, manner: Manner) -> int:
    """Return the rank of the join after a letter; 0 where nothing may be."""
    before, after = letters[number], letters[number + 1]
    if not before.joined or before.parted or _splits_ligature(letters, number):
        return 0
    rank = _by_shape(letters, number)
    marks = {*before.marks, *after.marks}
    if rank and marks:
        allowed = manner is Manner.VERSE and marks <= _VOWELS
        return rank + MARKED if allowed else 0
    return rank


def _splits_ligature(letters: list[_Letter], number: int) -> bool:
    """Whether a join lies within lam-alef, or within the three letters of the name of God."""
    chars = [letter.char for letter in letters]
    if chars[number] in _LAM and chars[number + 1] in _ALEF:
        return True
    return "لله" in ("".join(chars[number : number + 3]), "".join(chars[number - 1 : number + 2]))


def _by_shape(letters: list[_Letter], number: int) -> int:
    before, after = letters[number].char, letters[number + 1].char
    if TATWEEL in {letter.char for letter in letters}:
        # The author's own extension is the word's one place.
        own = before == TATWEEL != after and number > 0 and letters[number - 1].joined
        return 1 if own else 0
    # These are joined from above, or begin too narrow for a line before them; kaf leans back.
    if after in _HAH or after in _SAD or before in _KAF:
        return 0
    final = not letters[number + 1].joined
    if final and after in _YEH:
        return 0
    if before in _SEEN or before in _SAD:
        return 2
    if _leads_to_tail(letters, number + 1):
        return 5
    if not final:
        return 0
    rank = next((rank for shape, rank in _BEFORE_FINAL if after in shape), _LAST)
    if before in _LAM:
        rank = _LAST
    pair = number == 0 or not letters[number - 1].joined
    return 0 if pair and rank >= 6 else rank


def _leads_to_tail(letters: list[_Letter], number: int) -> bool:
    """Whether a letter is a tooth in the middle of a join that ends in reh or yeh («كبير»)."""
    if letters[number].char not in _TOOTH or not letters[number].joined:
        return False
    last = letters[number + 1]
    return not last.joined and (last.char in _REH or last.char in _YEH)
