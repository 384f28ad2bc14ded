"""Names of months and seasons in dates that are written out, in every language and calendar."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from warraq.bib.calendars import Calendar

# By month, each in every spelling of Arabic (Egypt, the Levant, the Maghreb), English, Persian,
# Urdu, Hebrew, Turkish, French and German; accents, hamza and capitals do not count.
_GREGORIAN = (
    "يناير, كانون الثاني, جانفي, january, jan, ژانویه, جنوری, ינואר, ocak, janvier, janv, januar",
    "فبراير, شباط, فيفري, february, feb, فوریه, فروری, פברואר, şubat, février, févr, februar",
    "مارس, آذار, march, mar, مارچ, מרץ, mart, mars, märz",
    "أبريل, نيسان, أفريل, april, apr, آوریل, اپریل, אפריל, nisan, avril, avr",
    "مايو, أيار, ماي, may, مه, مئی, מאי, mayıs, mai",
    "يونيو, يونيه, حزيران, جوان, june, jun, ژوئن, جون, יוני, haziran, juin, juni",
    (
        "يوليو, يوليه, يوليوز, تموز, جويلية, july, jul, ژوئیه, جولائی, יולי, temmuz, "
        "juillet, juil, juli"
    ),
    "أغسطس, آب, أوت, غشت, august, aug, اوت, اگست, אוגוסט, ağustos, août",
    "سبتمبر, أيلول, شتنبر, september, sept, sep, سپتامبر, ستمبر, ספטמבר, eylül, septembre",
    "أكتوبر, تشرين الأول, october, oct, اکتبر, اکتوبر, אוקטובר, ekim, octobre, oktober",
    "نوفمبر, تشرين الثاني, نونبر, november, nov, نوامبر, نومبر, נובמבר, kasım, novembre",
    (
        "ديسمبر, كانون الأول, دجنبر, december, dec, دسامبر, دسمبر, דצמבר, aralık, décembre, déc, "
        "dezember"
    ),
)
_ISLAMIC = (
    "محرم, المحرم, محرم الحرام, muharram, muḥarram, al-muharram, muharrem, mouharram, מוחרם",
    "صفر, صفر الخير, safar, ṣafar, safer, צפר",
    (
        "ربيع الأول, ربيع اول, ربیع‌الاول, rabi al-awwal, rabi i, rabīʿ al-awwal, "
        "rebiülevvel, rabia i, רביע א׳"
    ),
    (
        "ربيع الآخر, ربيع الثاني, ربيع ثاني, ربیع‌الثانی, rabi al-thani, rabi al-akhir, rabi ii, "
        "rabīʿ al-ākhir, rebiülahir, rabia ii, רביע ב׳, ربیع الثانی"
    ),
    (
        "جمادى الأولى, جمادى الأول, جمادي الاول, jumada al-ula, jumada i, cemaziyelevvel, "
        "joumada i, ג׳ומאדא א׳, جمادی‌الاول"
    ),
    (
        "جمادى الآخرة, جمادى الثانية, جمادى الآخر, جمادي الثاني, jumada al-akhira, jumada ii, "
        "jumada al-thani, jumādá al-ākhirah, cemaziyelahir, joumada ii, ג׳ומאדא ב׳, جمادی‌الثانی"
    ),
    "رجب, رجب المرجب, rajab, recep, רג׳ב",
    "شعبان, شعبان المعظم, shaban, shaʿban, şaban, chaabane, שעבאן",
    "رمضان, رمضان المبارك, ramadan, ramadhan, ramaḍān, ramazan, רמדאן",
    "شوال, شوال المكرم, shawwal, shawwāl, şevval, chawwal, שוואל",
    (
        "ذو القعدة, ذي القعدة, ذوالقعده, ذیقعده, dhu al-qada, dhu al-qadah, dhū al-qaʿdah, "
        "zilkade, dhou al-qiʿda, ד׳ו אל־קעדה"
    ),
    (
        "ذو الحجة, ذي الحجة, ذوالحجه, ذیحجه, dhu al-hijja, dhu al-hijjah, dhū al-ḥijjah, "
        "zilhicce, dhou al-hijja, ד׳ו אל־חג׳ה"
    ),
)
# The months of Iran, with their names in Afghanistan.
_PERSIAN = (
    "فروردین, farvardin, ferverdin, פרורדין, حمل",
    "اردیبهشت, أرديبهشت, ordibehesht, ordibehecht, ordibeheşt, ארדיבהשת, ثور",
    "خرداد, khordad, hordad, ח׳ורדאד, جوزا",
    "تیر, tir, תיר, سرطان",
    "مرداد, امرداد, mordad, מורדאד, اسد",
    "شهریور, shahrivar, chahrivar, şehriver, שהריור, سنبله",
    "مهر, mehr, מהר, میزان",
    "آبان, aban, אבאן, عقرب",
    "آذر, azar, azer, אזר, قوس",
    "دی, دے, dey, דיי, جدی",
    "بهمن, bahman, behmen, בהמן, دلو",
    "اسفند, إسفند, esfand, isfend, אספנד, حوت",
)
_SEASONS = (
    "ربيع, spring, بهار, אביב, ilkbahar, bahar, printemps, frühling",
    "صيف, summer, تابستان, گرما, קיץ, yaz, été, sommer",
    "خريف, autumn, fall, پاییز, خزاں, סתיו, sonbahar, güz, automne, herbst",
    "شتاء, winter, زمستان, سرما, חורף, kış, hiver",
)
_CALENDARS = {
    Calendar.GREGORIAN: _GREGORIAN,
    Calendar.ISLAMIC: _ISLAMIC,
    Calendar.PERSIAN: _PERSIAN,
}
_LETTERS = str.maketrans("أإآٱؤئىیۍےکةۀہھı", "ااااويييييكههههi", "ـʿʾʻʼ’'`׳\u200c\u200d")


def folded(text: str) -> str:
    """Return a text without what does not count in a month's name: accents, hamza, capitals."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = "".join(char for char in letters if unicodedata.category(char) not in ("Mn", "Cf"))
    return kept.translate(_LETTERS)


@cache
def table() -> dict[str, tuple[Calendar | None, int]]:
    """Return calendar and number by folded name; a season (21 to 24) has no calendar."""
    result: dict[str, tuple[Calendar | None, int]] = {}
    for number, names in enumerate(_SEASONS, 21):
        result.update((folded(name), (None, number)) for name in names.split(", "))
    for calendar, months in _CALENDARS.items():
        for number, names in enumerate(months, 1):
            result.update((folded(name), (calendar, number)) for name in names.split(", "))
    return result


@cache
def pattern() -> str:
    """Return a regular expression for any name in a folded text, the longest first."""
    names = sorted(table(), key=lambda name: (-len(name), name))
    return rf"(?:{'|'.join(re.escape(name) for name in names)})(?!\w)\.?"


def find(name: str) -> tuple[Calendar | None, int]:
    """Return calendar and number of a month's or season's name, (None, 0) for another word."""
    return table().get(" ".join(folded(name).strip(" .{}").split()), (None, 0))
