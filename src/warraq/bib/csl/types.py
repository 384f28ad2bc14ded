"""The types of entries: what BibLaTeX calls them and what CSL calls them."""

from __future__ import annotations

from warraq.model.references import Entry

# BibLaTeX manual, section 2.1; CSL 1.0.2, appendix III.
_TYPES = {
    "article": "article-journal",
    "suppperiodical": "article-journal",
    "periodical": "periodical",
    **dict.fromkeys(("book", "mvbook", "collection", "mvcollection", "manual"), "book"),
    **dict.fromkeys(("proceedings", "mvproceedings", "reference", "mvreference"), "book"),
    **dict.fromkeys(("inbook", "bookinbook", "suppbook"), "chapter"),
    **dict.fromkeys(("incollection", "suppcollection"), "chapter"),
    "booklet": "pamphlet",
    "inreference": "entry-encyclopedia",
    **dict.fromkeys(("inproceedings", "conference"), "paper-conference"),
    "thesis": "thesis",
    "report": "report",
    "online": "webpage",
    "misc": "document",
    "unpublished": "manuscript",
    "dataset": "dataset",
    "software": "software",
    "patent": "patent",
    "standard": "standard",
    "legislation": "legislation",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "letter": "personal_communication",
    "review": "review",
    "artwork": "graphic",
    "image": "graphic",
    "audio": "song",
    "music": "song",
    "movie": "motion_picture",
    "video": "motion_picture",
    "performance": "performance",
}
# ``entrysubtype`` where BibLaTeX and its styles give it a meaning.
_SUBTYPES = {
    ("article", "newspaper"): "article-newspaper",
    ("article", "magazine"): "article-magazine",
    ("suppperiodical", "newspaper"): "article-newspaper",
    ("suppperiodical", "magazine"): "article-magazine",
    ("inreference", "dictionary"): "entry-dictionary",
    ("online", "blog"): "post-weblog",
    ("online", "post"): "post",
    ("misc", "interview"): "interview",
    ("misc", "letter"): "personal_communication",
    ("misc", "map"): "map",
    ("misc", "manuscript"): "manuscript",
    ("image", "map"): "map",
    ("book", "classic"): "classic",
}


KINDS = frozenset({*_TYPES.values(), *_SUBTYPES.values()})
"""The types of CSL that an entry may have."""


def csl_type(entry: Entry) -> str:
    """Return the CSL type of an entry; ``document`` for a type that BibLaTeX does not know."""
    subtype = entry.get("entrysubtype").strip().casefold()
    if (entry.type, subtype) in _SUBTYPES:
        return _SUBTYPES[entry.type, subtype]
    if entry.type == "unpublished" and entry.get("eventtitle"):
        return "speech"
    return _TYPES.get(entry.type, "document")
