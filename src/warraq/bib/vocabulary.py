"""The words a style may use: fields, roles, conditions, terms and punctuation."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set: long vocabularies stay readable in lines."""
    return frozenset(text.split())


def table(text: str) -> dict[str, str]:
    """Return a table from a text in which keys and values take turns."""
    parts = text.split()
    return dict(zip(parts[::2], parts[1::2], strict=True))


ROLES = ("author", "editor", "translator", "bookauthor", "commentator", "introduction", "foreword")
DATES = ("date", "urldate", "origdate", "eventdate")

# Fields that are made of others, or that are known only when the whole document is.
DERIVED_FIELDS = (
    *("container", "publisher", "link", "short-title", "year-suffix", "key", "issue"),
    "citation-number",
)
FIELDS = (
    *("title", "titleaddon", "booktitle", "maintitle", "journaltitle", "eventtitle", "series"),
    *("volume", "number", "volumes", "part", "edition", "pages", "pagetotal", "chapter", "version"),
    *(
        "location",
        "organization",
        "institution",
        "venue",
        "type",
        "howpublished",
        "note",
        "addendum",
    ),
    *("doi", "url", "eprint", "isbn", "issn", "eid", "pubstate", "language", "abstract"),
    *DERIVED_FIELDS,
)
CONDITIONS = (
    *(*FIELDS, *ROLES, *DATES, "creator", "any-date"),
    *("ambiguous", "locator", "page-locator", "volume-locator", "editors-only", "month"),
    "author-is-publisher",
)
REQUIRABLE = (*FIELDS, *ROLES, *DATES, "creator", "any-date")

# Fields whose digits follow the language, and which are no prose.
NUMERIC_FIELDS = words(
    "volume number issue volumes part edition pages pagetotal chapter version eid"
)

LOCATOR_TERMS = (
    *("page", "volume", "part", "issue", "chapter", "paragraph", "section", "line", "verse"),
    *("note", "folio", "column", "figure", "table", "article", "book", "plate", "number"),
)
TERMS = (
    *LOCATOR_TERMS,
    *("edition", "volumes", "in", "edited-by", "edited-by-long"),
    *("translated-by", "translated-by-long"),
    *("editor", "translator", "ibid", "op-cit", "idem", "idem-feminine", "electronic-resource"),
    *("et-al", "accessed", "available-at", "no-date", "circa", "phdthesis", "mathesis", "thesis"),
    *("report", "techreport", "online", "cited", "pagetotal", "eid", "originally-published"),
    *("critical-edition", "presented-at"),
    *("references", "own-references", "foreign-references", "romanized-references"),
    *("books", "chapters", "periodicals", "theses", "reports", "websites", "other-works"),
    *("following", "passim", "recto", "verso"),
)
PUNCTUATION = (
    *("comma", "semicolon", "colon", "period", "stop", "open-quote", "close-quote"),
    *("open-inner-quote", "close-inner-quote", "names-delimiter", "names-and", "names-last"),
    *("names-and-in-text", "names-last-in-text", "et-al-last"),
    *("family-given", "et-al", "et-al-inverted", "subtitle", "list", "repeated-author"),
    *("page-range-delimiter", "volume-page"),
)
WRAPS = ("quotes", "emphasis", "strong", "brackets", "square-brackets", "superscript")
DATE_PATTERNS = (
    *("day", "first-day", "month", "year", "range", "pair", "bce", "decade"),
    *("gregory", "islamic", "persian", "hebrew"),
)
FORMS_OF_PART = ("long", "short", "year", "month-day", "ordinal", "term", "value", "volume-page")
TEXT_CASES = ("sentence", "title", "lowercase", "uppercase", "capitalize-first")
PAGE_RANGE_FORMATS = ("expanded", "minimal", "minimal-two", "chicago")
ENTRY_TYPES = (
    *("default", "article", "book", "mvbook", "inbook", "bookinbook", "suppbook", "booklet"),
    *("collection", "mvcollection", "incollection", "suppcollection", "dataset", "manual", "misc"),
    *("online", "patent", "periodical", "suppperiodical", "proceedings", "mvproceedings"),
    *("inproceedings", "reference", "mvreference", "inreference", "report", "software", "thesis"),
    *(
        "unpublished",
        "review",
        "legislation",
        "jurisdiction",
        "legal",
        "letter",
        "artwork",
        "video",
    ),
    *("audio", "movie", "music", "performance", "standard", "image"),
)
