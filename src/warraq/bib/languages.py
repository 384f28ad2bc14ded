"""The language of an entry: names of languages as BibTeX and BibLaTeX files have them."""

from __future__ import annotations

import re

from warraq.lang.tags import is_well_formed, script_language

_NAMES = {
    **dict.fromkeys(("arabic", "arabe", "العربية", "عربي", "عربية", "ara"), "ar"),
    **dict.fromkeys(("english", "american", "british", "usenglish", "ukenglish", "eng"), "en"),
    **dict.fromkeys(("australian", "canadian", "newzealand", "الإنجليزية", "إنجليزي"), "en"),
    **dict.fromkeys(("persian", "farsi", "فارسی", "الفارسية", "per", "fas"), "fa"),
    **dict.fromkeys(("hebrew", "עברית", "العبرية", "heb"), "he"),
    **dict.fromkeys(("urdu", "اردو", "urd"), "ur"),
    **dict.fromkeys(("french", "francais", "français", "الفرنسية", "acadian", "fra", "fre"), "fr"),
    **dict.fromkeys(("german", "ngerman", "austrian", "naustrian", "deutsch", "ger", "deu"), "de"),
    **dict.fromkeys(("turkish", "türkçe", "التركية", "tur"), "tr"),
    **dict.fromkeys(("spanish", "español", "spa"), "es"),
    **dict.fromkeys(("italian", "italiano", "ita"), "it"),
    **dict.fromkeys(("portuguese", "portuges", "brazil", "brazilian", "por"), "pt"),
    **dict.fromkeys(("dutch", "nld", "dut"), "nl"),
    **dict.fromkeys(("russian", "rus"), "ru"),
    **dict.fromkeys(("latin", "lat"), "la"),
    **dict.fromkeys(("kurdish", "kurmanji"), "ku"),
    **dict.fromkeys(("sorani", "centralkurdish", "ckb"), "ckb"),
    **dict.fromkeys(("uyghur", "uighur"), "ug"),
    **dict.fromkeys(("pashto", "pushto"), "ps"),
    "indonesian": "id",
    "malay": "ms",
    "greek": "el",
    "polish": "pl",
    "swedish": "sv",
    "syriac": "syr",
    "yiddish": "yi",
    "chinese": "zh",
    "japanese": "ja",
    "korean": "ko",
    "ottoman": "ota",
    "azerbaijani": "az",
    "armenian": "hy",
    "amharic": "am",
    "swahili": "sw",
}


def tag_of(name: str) -> str:
    """Return the BCP 47 tag of a language's name or tag, or an empty string for an unknown one.

    Of several languages («arabic and english») the first counts.
    """
    first = re.split(r"\s+and\s+|[,;،/]", name.strip().strip("{}"), maxsplit=1)[0]
    word = first.strip().replace("_", "-")
    known = _NAMES.get(word.casefold())
    if known:
        return known
    primary = word.split("-")[0]
    return word if 2 <= len(primary) <= 3 and is_well_formed(word) else ""


def guess(title: str) -> str:
    """Return the language of a title by its script, an empty string when it has no letter."""
    return script_language(title)
