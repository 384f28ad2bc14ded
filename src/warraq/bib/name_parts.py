"""Dividing a name written given name first, where that is certain: compounds, titles, bodies."""

from __future__ import annotations

import re

from warraq.bib.vocabulary import words
from warraq.lang.tags import primary, script
from warraq.model.references import Name

# First halves of Arabic compounds: what follows belongs to them (عبد الرحمن, أبو زيد, آل سعود).
_COMPOUND_HEADS = words(
    "عبد أبو أبي أبا ابو ابي ابن بن بنت ابنة آل أم ام ذو ذي ولد بو با آيت أيت امرؤ ست"
)
# Second halves: they belong to what precedes (نور الدين, جار الله, زين العابدين, جاد الحق).
_COMPOUND_TAILS = words(
    "الدين الله الإسلام الاسلام العابدين الزمان الملك اللّه الحق الرب المولى النساء"
)
# Second halves too, of a compound that begins with another word (فضل الرحمن, عبد رب النبي).
_TAILS_AFTER = {
    "الرحمن": words("فضل عزيز حبيب ضياء مجيب سيف شمس خليل عطاء عبيد"),
    "النبي": words("رب غلام"),
    "الرسول": words("رب غلام"),
}
_PATRONYMICS = ("بن ", "بنت ")
_SUFFIXES = words(
    "jr sr ii iii iv esq phd md junior senior fils père بك باشا أفندي الابن الحفيد الأب"
)
_HEBREW_HEADS = words("בן בר בת אבן אבו אל ון דה")
# Titles before a name: «د.», «أ.د.», «د/»; with the article only these are no body's name.
_TITLE = re.compile(
    r"(?:أ\.?\s?د\.|د\.|أ\.|م\.|د\s?/|أ\.?\s?د\s?/|[א-ת]+['׳](?=\s)|ד[\"״]ר(?=\s)"
    r"|(?:الدكتورة?|الشيخة?|السيدة?|الإمام|الامام|الأستاذة?|المهندسة?|القاضي|العلامة|الحاج|الأب"
    r"|الأنبا|المطران|الحافظ|الحاخام|سیده?|دکتر|استاد|شیخ|حاج|میرزا|علامه|آیت‌?الله|הרב|השופט)"
    r"(?=\s))\s*"
)
# The one title that is also a given name: «السيد ياسين».
_TITLE_AND_NAME = "السيد"
_ODD = re.compile(r"[\d()«»/:.؛“”]|(?<!\w)\"|\"(?!\w)")
# Words that begin the name of a body, never that of a person.
_BODY_WORDS = words(
    "مركز وزارة منظمة جامعة مؤسسة معهد هيئة مجلس لجنة وكالة صحيفة موقع قناة مجموعة جريدة شبكة دار "
    "بنك جمعية اتحاد حزب حركة إدارة دائرة مديرية كلية مكتب مكتبة نقابة رابطة اللجنة الهيئة المجلس "
    "المركز المعهد المنظمة الجامعة المؤسسة الوكالة الأمم الأمانة البنك الاتحاد التحالف المملكة "
    "شركة مطبعة قسم مصلحة ديوان متحف جهاز غرفة مصرف مدرسة فريق مبادرة الشركة المصرف الجهاز "
    "الجمهورية جمهورية دولة حكومة سفارة محكمة المحكمة مجلة مفوضية المفوضية برنامج صندوق منتدى "
    "سازمان وزارت دانشگاه پژوهشگاه موسسه مؤسسه اداره انجمن بنیاد مرکز شورای حزب "
    "משרד אוניברסיטת האוניברסיטה מרכז המרכז מכון המכון עיריית הכנסת ממשלת ועדת הוועדה ארגון בנק "
    'עמותת איגוד רשות הרשות מועצת המועצה צה״ל צה"ל'
)
# Words anywhere in the name of a body in Latin script.
_LATIN_BODY_WORDS = words(
    "corporation university ministry center centre institute association council committee "
    "department agency organization organisation foundation bank group commission union society "
    "inc ltd llc company nations staff team government embassy museum library college academy "
    "université institut ministère ministerium universität üniversitesi bakanlığı derneği vakfı "
    "kurumu başkanlığı of for the on"
)
_LATIN_HEADS = words(
    "abu abū abou ibn bin ben bint abd abdel abdul al el ould umm dhu ait aït st. saint"
)
# Those with which a name of two words is one compound (Ibn Khaldun), not Ben Jonson's.
_LATIN_FIRST_HEADS = words("abu abū abou ibn bint abd umm dhu")
_LATIN_TAILS = words(
    "al-din al-dīn ad-din ad-dīn ed-din eddin eddine el-din el-dine uddin allah al-islam al-islām"
)
_LATIN_JOINTS = frozenset({"y", "e", "i"})
_AYNS = "ʿʻ‘’'`"


def divided(text: str, lang: str) -> Name:
    """Return a name written given name first; one that no rule divides stays literal.

    It is ``uncertain`` when it may well have a family name, which cannot be told from the rest.
    """
    parts = text.split()
    if any(_is_case_letter(char) for char in text):
        return _latin(parts)
    if len(parts) < 2:
        return Name(literal=text)
    title, rest = _without_title(text)
    if parts[0] in _BODY_WORDS or _ODD.search(rest):
        return Name(literal=text, uncertain=True)
    heads = _HEBREW_HEADS if script(lang) == "hebr" else _COMPOUND_HEADS
    units = _units(rest.split(), heads)
    suffix = units.pop() if len(units) > 2 and is_suffix(units[-1]) else ""
    if title == _TITLE_AND_NAME and len(units) == 1:
        title, units = "", [title, *units]
    elif not _is_certain(units, lang):
        return Name(literal=text, uncertain=bool(title) or len(units) > 1)
    return Name(given=" ".join((title, *units[:-1])).strip(), family=units[-1], suffix=suffix)


def is_body(text: str) -> bool:
    """Whether a name has a word of a body's name, in which «و» and «&» are no joints."""
    parts = text.replace("\\&", "&").split()
    latin = (word.strip(".,").casefold() for word in parts)
    return bool(parts) and (
        parts[0] in _BODY_WORDS or any(map(_LATIN_BODY_WORDS.__contains__, latin))
    )


def units(text: str) -> list[str]:
    """Return the words of an Arabic name without its titles, those of compounds joined."""
    return _units(_without_title(text)[1].split(), _COMPOUND_HEADS)


def _without_title(text: str) -> tuple[str, str]:
    """Split «الشيخ محمد الغزالي» after its titles."""
    end = 0
    while match := _TITLE.match(text, end):
        end = match.end()
    return text[:end].strip(), text[end:]


def _is_certain(units: list[str], lang: str) -> bool:
    """Whether the last unit is surely the family name.

    Persian family names are often of two words and Urdu names often have none, so only a Persian
    name of two units is certain. A name that begins with the article is as likely a body's, and
    one that ends in a chain of patronymics (محمد بن عبد الله بن أحمد) may have no family name.
    """
    if primary(lang) == "ur" or "و" in units:
        return False
    if primary(lang) == "fa":
        return len(units) == 2
    if len(units) > 2 and all(unit.startswith(_PATRONYMICS) for unit in units[-2:]):
        return False
    return 2 <= len(units) <= 5 and not units[0].startswith("ال")


def _units(parts: list[str], heads: frozenset[str]) -> list[str]:
    """Join the words of compounds: [نصر, حامد, أبو, زيد] → [نصر, حامد, أبو زيد]."""
    result: list[str] = []
    joining = False
    before = ""
    for word in parts:
        if result and (joining or word in _COMPOUND_TAILS or before in _TAILS_AFTER.get(word, ())):
            result[-1] += " " + word
        else:
            result.append(word)
        joining = word in heads
        before = word
    return result


def is_suffix(text: str) -> bool:
    """Whether a word follows a name as its suffix: Jr., III, «باشا»."""
    return text.casefold().replace(".", "") in _SUFFIXES


def latin_particle(parts: list[str]) -> tuple[str, str]:
    """Split leading lower-case words off (van der Meer); a script without case has none."""
    count = 0
    while count < len(parts) - 1 and parts[count].islower():
        count += 1
    return " ".join(parts[:count]), " ".join(parts[count:])


def _latin(parts: list[str]) -> Name:
    text = " ".join(parts)
    if len(parts) > 1 and any(word.strip(".,").casefold() in _LATIN_BODY_WORDS for word in parts):
        return Name(literal=text, uncertain=True)
    suffix = parts[-1] if len(parts) > 2 and is_suffix(parts[-1]) else ""
    start = _family_start(parts[:-1] if suffix else parts)
    if start == 0:
        return Name(literal=text)
    end = len(parts) - 1 if suffix else len(parts)
    particle, family = latin_particle(parts[start:end])
    return Name(" ".join(parts[:start]), family, particle, suffix)


def _family_start(parts: list[str]) -> int:
    """Return where the family name begins, 0 when the words are one name (Ibn Khaldun)."""
    start = len(parts) - 1
    while start > 0 and (words_taken := _words_before(parts, start)):
        start -= words_taken
    return start


def _words_before(parts: list[str], start: int) -> int:
    """Return how many words before the family name belong to it."""
    before = parts[start - 1]
    if _bare(parts[start]) in _LATIN_TAILS:
        return 1
    if start == 1:
        return int(before.islower() or _bare(before) in _LATIN_FIRST_HEADS)
    if before in _LATIN_JOINTS:
        return 2  # Ortega y Gasset
    return int(_is_latin_head(before))


def _is_latin_head(word: str) -> bool:
    return word.islower() or _bare(word) in _LATIN_HEADS


def _bare(word: str) -> str:
    return word.casefold().lstrip(_AYNS)


def _is_case_letter(char: str) -> bool:
    return char.lower() != char.upper()
