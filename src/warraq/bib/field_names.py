"""Names of fields: those of BibTeX and BibLaTeX, and those of romanised and translated ones."""

from __future__ import annotations

import re
from functools import lru_cache

from warraq.bib.vocabulary import ROLES, words

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
    match = _AFTER.fullmatch(lower) or _BEFORE.fullmatch(lower) or _TAGGED.fullmatch(lower)
    if match is None:
        return lower
    base, form = match["base"], match["form"]
    if re.fullmatch(_ROMANISED, form):
        form = "latn"
    elif re.fullmatch(_TRANSLATED, form):
        form = "en"
    return f"{_BIBLATEX.get(base, base)}_{form}"


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
