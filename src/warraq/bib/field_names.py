"""Names of fields: those of BibTeX and BibLaTeX, and those of romanised and translated ones."""

from __future__ import annotations

import re
from functools import lru_cache

from warraq.bib.arabic_fields import FIELDS as ARABIC
from warraq.bib.vocabulary import DATES, FIELDS, ROLES, words

_BIBLATEX = {
    "journal": "journaltitle",
    "address": "location",
    "school": "institution",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "primaryclass": "eprintclass",
    "key": "sortkey",
    "lang": "langid",
}
_NAME_FIELDS = frozenset(ROLES) | words(
    "editora editorb editorc annotator afterword holder shortauthor shorteditor"
)
# BibLaTeX manual, section 2.2, and what reference managers add: names that are no slips.
_OTHER_FIELDS = words(
    "year month day subtitle booksubtitle booktitleaddon mainsubtitle maintitleaddon pubstate "
    "journalsubtitle eventtitleaddon issue issuetitle issuesubtitle shorttitle shortjournal "
    "shortseries publisher origpublisher origlocation origtitle origlanguage bookpagination "
    "pagination editortype editoratype nameaddon authortype annotation keywords file pdf "
    "abstract library eprinttype eprintclass crossref xref xdata entryset related relatedtype "
    "options langid langidopts hyphenation calendar label shorthand shorthandintro execute "
    "presort sortkey sortname sorttitle sortyear sortshorthand indextitle indexsorttitle gender "
    "ids entrysubtype isan ismn isrn iswc reprinttitle part lista listb namea nameb usera userb "
    "verba verbb timestamp owner groups numpages articleno eissn isbn13 lccn urn"
)
_KNOWN = frozenset((*_BIBLATEX, *FIELDS, *DATES)) | _NAME_FIELDS | _OTHER_FIELDS
_PRINTED = (
    *("author", "editor", "translator", "title", "subtitle", "booktitle", "journaltitle"),
    *("journal", "publisher", "location", "address", "institution", "school", "organization"),
    *("year", "month", "date", "volume", "number", "pages", "edition", "series", "urldate"),
)
# How like a slip is to the right name («yaer», not «date-added»), and how many letters longer.
_LIKE = 0.75
_LETTERS = 2
_BASES = "|".join(
    (
        *("author", "editor", "translator", "title", "subtitle", "shorttitle", "journaltitle"),
        *("journal", "booktitle", "maintitle", "eventtitle", "publisher", "location", "address"),
        *("institution", "school", "organization", "series"),
    )
)
_ROMANISED = "latn|latin|romani[sz]ed|latini[sz]ed|translit|transliterated|transliteration"
_TRANSLATED = "translated|translation|english"
# «title_latn», «title-romanized», «romanizedtitle», «title_fr», «translatedtitle».
_AFTER = re.compile(rf"(?P<base>{_BASES})(?:[_:.-]?(?P<form>{_ROMANISED}|{_TRANSLATED}))")
_BEFORE = re.compile(rf"(?P<form>{_ROMANISED}|{_TRANSLATED})[_:.-]?(?P<base>{_BASES})")
_TAGGED = re.compile(rf"(?P<base>{_BASES})[_:.-](?P<form>[a-z]{{2,3}})")


@lru_cache(maxsize=1024)
def normalised(name: str) -> str:
    """Return BibLaTeX's name of a field, in lower case.

    Romanised fields end in ``_latn``, translated ones in ``_`` and the tag of the language, which
    is English where the name only says that it is a translation.
    """
    lower = name.lower()
    if lower in _BIBLATEX:
        return _BIBLATEX[lower]
    if lower in ARABIC:
        return ARABIC[lower]
    match = _AFTER.fullmatch(lower) or _BEFORE.fullmatch(lower) or _TAGGED.fullmatch(lower)
    if match is None:
        return lower
    base, form = match["base"], match["form"]
    if re.fullmatch(_ROMANISED, form):
        form = "latn"
    elif re.fullmatch(_TRANSLATED, form):
        form = "en"
    return f"{_BIBLATEX.get(base, base)}_{form}"


def is_known(name: str) -> bool:
    """Whether a field's name means something: BibLaTeX's, a reference manager's, an Arabic one."""
    return normalised(name) in _KNOWN or normalised(name).partition("_")[0] in _KNOWN


def nearest_printed(name: str) -> str | None:
    """Return the field of those that are printed whose name a slip may have changed."""
    lower = name.lower()
    if is_known(lower) or len(lower) < 4:
        return None
    from difflib import get_close_matches

    near = get_close_matches(lower, _PRINTED, n=1, cutoff=_LIKE)
    return near[0] if near and abs(len(near[0]) - len(lower)) <= _LETTERS else None


def language_of(name: str, lang: str) -> str:
    """Return the language in which a field of an entry is written, by the end of its name."""
    _, _, form = name.partition("_")
    if form == "latn":
        return f"{lang or 'und'}-Latn"
    return form or lang


def is_list_of_names(name: str) -> bool:
    """Whether a field holds names, romanised and translated ones too (``author_latn``).

    The fields are those of the BibLaTeX manual, section 2.2.2.
    """
    return name.partition("_")[0] in _NAME_FIELDS
