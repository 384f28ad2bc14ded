"""Names of persons and bodies as BibTeX files write them, in Arabic and in Latin script."""

from __future__ import annotations

import re
from dataclasses import dataclass

from warraq.bib import latex
from warraq.bib.vocabulary import words
from warraq.lang.tags import primary, script
from warraq.model.references import Name

OTHERS = Name(literal="others")
_OTHERS_WORDS = frozenset({"others", "وآخرون", "وآخرين", "آخرون", "وغيرهم", "et al.", "et al"})

# First halves of Arabic compounds: what follows belongs to them (عبد الرحمن, أبو زيد, آل سعود).
_COMPOUND_HEADS = words("عبد أبو أبي أبا ابو ابي ابن بن بنت ابنة آل أم ام ذو ذي ولد بو با آيت")
# Second halves: they belong to what precedes (نور الدين, جار الله, زين العابدين).
_COMPOUND_TAILS = words("الدين الله الإسلام الاسلام العابدين الزمان الملك اللّه")
_HEBREW_HEADS = words("בן בר בת אבן אבו אל ון דה")
_LATIN_HEADS = words(
    "abu abū abou ibn bin ben bint abd ʿabd ʻabd abdel abdul al el ould umm dhu st. saint"
)
# Words that begin the name of a body, never that of a person.
_BODY_WORDS = words(
    "مركز وزارة منظمة جامعة مؤسسة معهد هيئة مجلس لجنة وكالة صحيفة موقع قناة مجموعة جريدة شبكة دار "
    "بنك جمعية اتحاد حزب حركة إدارة دائرة مديرية كلية مكتب مكتبة نقابة رابطة اللجنة الهيئة المجلس "
    "المركز المعهد المنظمة الجامعة المؤسسة الوكالة الأمم الأمانة البنك الاتحاد التحالف المملكة "
    "الجمهورية جمهورية دولة حكومة سفارة محكمة المحكمة مجلة مفوضية المفوضية برنامج صندوق منتدى "
    "سازمان وزارت دانشگاه پژوهشگاه موسسه مؤسسه اداره انجمن"
)
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_HONORIFIC = re.compile(r"(?:أ\.?\s?د\.?|د\.|الدكتور|الدكتورة)\s*/?\s*")


@dataclass(frozen=True, slots=True)
class ParsedNames:
    """The names of a field; ``doubtful`` holds those that could not be split with certainty."""

    names: tuple[Name, ...]
    doubtful: tuple[str, ...] = ()


def parse(value: str, lang: str) -> ParsedNames:
    """Parse the value of a name field of an entry in the given language.

    Names are separated by the word ``and`` alone: «و» is a letter of too many Arabic names.
    «العائلة، الاسم» and «العائلة, الاسم» name the family first. Braces around a whole name keep
    it as it is. What cannot be split with certainty stays literal and is named as doubtful.
    """
    names: list[Name] = []
    doubtful: list[str] = []
    for part in _split(_AND, value):
        name, certain = _parse_one(part.strip(), lang)
        if name is None:
            continue
        names.append(name)
        if not certain:
            doubtful.append(latex.plain(part).strip())
    return ParsedNames(tuple(names), tuple(doubtful))


def _parse_one(text: str, lang: str) -> tuple[Name | None, bool]:
    if not text:
        return None, True
    if _is_braced(text):
        return Name(literal=latex.plain(text).strip()), True
    if latex.plain(text).strip().casefold() in _OTHERS_WORDS:
        return OTHERS, True
    pieces = [latex.plain(piece).strip() for piece in _split(re.compile("[،,]"), text)]
    pieces = [piece for piece in pieces if piece]
    match pieces:
        case [family, given]:
            return _family_first(family, given), True
        case [family, suffix, given] if _is_suffix(suffix):
            name = _family_first(family, given)
            return Name(name.given, name.family, name.particle, suffix), True
        case [only]:
            return _given_first(only, lang)
        case _:
            return Name(literal=latex.plain(text).strip()), False


def _is_suffix(text: str) -> bool:
    return text.casefold().rstrip(".") in {"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"}


def _family_first(family: str, given: str) -> Name:
    particle, rest = _latin_particle(family.split())
    return Name(given=given, family=rest, particle=particle)


def _latin_particle(words: list[str]) -> tuple[str, str]:
    """Split leading lower-case words off (van der Meer); a script without case has none."""
    count = 0
    while count < len(words) - 1 and words[count].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _given_first(text: str, lang: str) -> tuple[Name | None, bool]:
    words = text.split()
    if any(_is_case_letter(char) for char in text):
        return _given_first_latin(words)
    if len(words) < 2:
        return Name(literal=text), True
    if words[0] in _BODY_WORDS or re.search(r"[\d()«»\"/:.؛]", _HONORIFIC.sub("", text)):
        return Name(literal=text), False
    heads = _HEBREW_HEADS if script(lang) == "hebr" else _COMPOUND_HEADS
    units = _units(words, heads, _COMPOUND_TAILS)
    if not _is_certain(units, lang):
        return Name(literal=text), len(units) == 1
    return Name(given=" ".join(units[:-1]), family=units[-1]), True


def _is_certain(units: list[str], lang: str) -> bool:
    """Whether the last unit is surely the family name.

    Persian family names are often of two words and Urdu names often have none, so only a Persian
    name of two units is certain. A name that begins with the article is as likely a body's.
    """
    if primary(lang) == "ur" or "و" in units:
        return False
    if primary(lang) == "fa":
        return len(units) == 2
    return 2 <= len(units) <= 5 and not units[0].startswith("ال")


def _units(words: list[str], heads: frozenset[str], tails: frozenset[str]) -> list[str]:
    """Join the words of compounds: [نصر, حامد, أبو, زيد] → [نصر, حامد, أبو زيد]."""
    result: list[str] = []
    joining = False
    for word in words:
        if result and (joining or word in tails):
            result[-1] += " " + word
        else:
            result.append(word)
        joining = word in heads
    return result


def _given_first_latin(words: list[str]) -> tuple[Name, bool]:
    if len(words) == 1:
        return Name(literal=words[0]), True
    start = len(words) - 1
    while start > 1 and _is_latin_head(words[start - 1]):
        start -= 1
    particle, family = _latin_particle(words[start:])
    return Name(given=" ".join(words[:start]), family=family, particle=particle), True


def _is_latin_head(word: str) -> bool:
    return word.islower() or word.casefold() in _LATIN_HEADS


def _is_case_letter(char: str) -> bool:
    return char.lower() != char.upper()


def _is_braced(text: str) -> bool:
    """Whether one pair of braces encloses the whole text."""
    if not (text.startswith("{") and text.endswith("}")):
        return False
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "{") - (char == "}")
        if depth == 0 and index < len(text) - 1:
            return False
    return True


def _split(separator: re.Pattern[str], text: str) -> list[str]:
    """Split a text at a separator that stands outside braces."""
    parts: list[str] = []
    start = done = depth = 0
    for match in separator.finditer(text):
        piece = text[done : match.start()]
        depth += piece.count("{") - piece.count("}")
        done = match.start()
        if depth == 0:
            parts.append(text[start : match.start()])
            start = match.end()
    return [*parts, text[start:]]
