"""The <locale> of a language for a style: its terms, dates and quotation marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from warraq.bib.csl import terms, types
from warraq.bib.csl.marks import ATTACHED
from warraq.bib.csl.style import NAMESPACE
from warraq.bib.style import Language

if TYPE_CHECKING:
    from lxml import etree

LOCATORS = (
    *("act", "appendix", "article-locator", "book", "canon", "chapter", "column", "elocation"),
    *("equation", "figure", "folio", "issue", "line", "location", "note", "opus", "page"),
    *("paragraph", "part", "rule", "scene", "section", "sub-verbo", "supplement", "table"),
    *("timestamp", "title-locator", "verse", "version", "volume"),
)
"""The kinds of places of CSL 1.0.2 ("Locators")."""

# Terms of CSL that a citation style's own words print: CSL's name, ours.
_SHARED = {
    **{name: name for name in ("page", "volume", "part", "issue", "chapter", "paragraph", "book")},
    **{name: name for name in ("section", "line", "verse", "note", "folio", "column", "figure")},
    **{name: name for name in ("table", "in", "ibid", "et-al", "report", "edition")},
    "article-locator": "article",
    "and others": "et-al",
    "available at": "available-at",
    "no date": "no-date",
    "no-date": "no-date",
    "circa": "circa",
    "number": "number",
    "chapter-number": "chapter",
    "part-number": "part",
    "supplement-number": "supplement",
    "page-first": "page",
    "article-journal": "article",
    "op-cit": "op-cit",
}
_QUOTES = ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")
_FORMS = ("long", "short", "symbol", "verb", "verb-short")


def label_of(name: str) -> str:
    """Return the word for a kind of place that every variant understands in a locator."""
    return f"warraq{name}"


def locator_terms() -> Iterator[etree._Element]:
    """Yield terms that only name the kinds of places for the locators which an engine reads.

    No style prints this form: a place has no verb.
    """
    for name in LOCATORS:
        yield _term(name, "verb", label_of(name), "")


def locale(language: Language, generic: Mapping[tuple[str, str], etree._Element]) -> etree._Element:
    """Return the locale of a language that CSL's own tables serve badly.

    ``generic`` are the terms that the style sets for all languages, by name and form: an empty
    one stays empty, since the style wants nothing there; one that we have no word for is kept.
    """
    from lxml import etree

    root = etree.Element(f"{NAMESPACE}locale")
    quoting = "true" if language.punctuation_in_quote else "false"
    etree.SubElement(root, f"{NAMESPACE}style-options", {"punctuation-in-quote": quoting})
    root.extend(_dates(language))
    container = etree.SubElement(root, f"{NAMESPACE}terms")
    made = {key: _term(*key, "", "") for key in _kinds()} | dict(_terms(language))
    for key, node in generic.items():
        if key not in made or not "".join(node.itertext()).strip():
            made[key] = node
    container.extend(made.values())
    container.extend(locator_terms())
    return root


def _kinds() -> Iterator[tuple[str, str]]:
    """Yield name and form of the words for kinds of works (CSL 1.0.2, "Terms").

    Where a language has no word, nothing is printed: Pandoc would print the English name.
    """
    for kind in sorted(types.KINDS):
        yield kind, "long"
        yield kind, "short"


_Keyed = tuple[tuple[str, str], "etree._Element"]


def _terms(language: Language) -> Iterator[_Keyed]:
    words = terms.words(terms.table_of(language.tag))
    nouns = dict(words.terms)
    for name, ours in _SHARED.items():
        if ours in language.terms:
            term = language.terms[ours]
            nouns[name] = (_bare(term.single), _bare(term.multiple))
    for name in sorted(nouns.keys() | words.verbs.keys()):
        single, multiple = nouns.get(name, ("", ""))
        verb = words.verbs.get(name, "")
        for form in _FORMS:
            is_verb = form.startswith("verb")
            if is_verb and (not verb or name in LOCATORS):
                continue
            one, many = (verb, "") if is_verb else (single, multiple)
            if one:
                yield (name, form), _term(name, form, one, many)
    yield from _joining_terms(language)
    yield from _calendar(language)


def _bare(word: str) -> str:
    """Return a word without the place of its value: «ط {}» is «ط»."""
    return word.replace("{}", "").strip()


def _joining_terms(language: Language) -> Iterator[_Keyed]:
    """Yield «and», quotation marks and the ending of ordinals."""
    mark = language.punctuation["names-and"]
    word = mark.strip() + ("" if mark.endswith(" ") else ATTACHED)
    for form in ("long", "symbol"):
        yield ("and", form), _term("and", form, word, "")
    for name in _QUOTES:
        yield (name, "long"), _term(name, "long", language.punctuation[name], "")
    ending = language.ordinals["default"].replace("{}", "")
    yield ("ordinal", "long"), _term("ordinal", "long", ending, "")


def _calendar(language: Language) -> Iterator[_Keyed]:
    for number, month in enumerate(language.months, 1):
        for form in ("long", "short"):
            name = f"month-{number:02d}"
            yield (name, form), _term(name, form, month, "")
    for number, season in enumerate(language.seasons, 1):
        yield (f"season-{number:02d}", "long"), _term(f"season-{number:02d}", "long", season, "")


def _term(name: str, form: str, single: str, multiple: str) -> etree._Element:
    from lxml import etree

    node = etree.Element(f"{NAMESPACE}term", {"name": name})
    if form != "long":
        node.set("form", form)
    if multiple not in ("", single):
        etree.SubElement(node, f"{NAMESPACE}single").text = single
        etree.SubElement(node, f"{NAMESPACE}multiple").text = multiple
    else:
        node.text = single
    return node


def _dates(language: Language) -> Iterator[etree._Element]:
    """Yield the dates in words and in numbers, in the order of the language."""
    from lxml import etree

    text = etree.Element(f"{NAMESPACE}date", {"form": "text"})
    text.extend(_date_parts(language.dates["day"]))
    yield text
    numeric = etree.Element(f"{NAMESPACE}date", {"form": "numeric", "delimiter": "/"})
    for name in ("day", "month", "year"):
        part = etree.SubElement(numeric, f"{NAMESPACE}date-part", {"name": name})
        if name != "year":
            part.set("form", "numeric")
    yield numeric


def _date_parts(pattern: str) -> Iterator[etree._Element]:
    """Yield the parts of «{day} {month} {year}», each with what stands after it as its suffix.

    So a date without a day has no space before its month.
    """
    from string import Formatter

    from lxml import etree

    fields = [(before, name) for before, name, _, _ in Formatter().parse(pattern) if name]
    for index, (_, name) in enumerate(fields):
        node = etree.Element(f"{NAMESPACE}date-part", {"name": str(name)})
        if index + 1 < len(fields):
            node.set("suffix", fields[index + 1][0])
        yield node
