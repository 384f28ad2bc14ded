"""What the engine is asked: each citation as a cluster, each work as an item of CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from warraq.bib import locators, wording
from warraq.bib.clusters import Setting
from warraq.bib.csl import cutting, marks
from warraq.bib.csl.engine import EngineCluster, EngineItem
from warraq.bib.csl.items import item as csl_item
from warraq.bib.csl.locale import LOCATORS
from warraq.bib.csl.style import CslStyle
from warraq.bib.render import Work
from warraq.bib.style import Language, Languages, StyleKind
from warraq.bib.vocabulary import words
from warraq.lang.numerals import to_digits
from warraq.lang.tags import same_language
from warraq.model.inlines import Citation, CitationItem, CitationMode
from warraq.model.metadata import Digits
from warraq.model.walk import plain_text


@dataclass(frozen=True, slots=True)
class Request:
    """A citation to be filled: where it stands, and the number of the note that holds it."""

    citation: Citation
    setting: Setting
    note: int


@dataclass(frozen=True, slots=True)
class Paper:
    """What the texts are made for: the cited works in our order, and the paper's language."""

    works: Mapping[str, Work]
    languages: Languages
    lang: str
    digits: Digits | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """How a request is met: ``whole``, from the run of one language, or cut into its works."""

    request: Request
    cluster: EngineCluster
    lang: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """Makes plans for the requests of a paper; ``numbers`` are its works' by their keys."""

    style: CslStyle
    paper: Paper
    numbers: Mapping[str, int]

    def plan(self, request: Request) -> Plan:
        """Return how a request is met."""
        items = request.citation.items
        lang = request.setting.lang
        if self._is_named(request):
            first = self.paper.works.get(items[0].key)
            lang = first.language.tag if first else lang
            whole = True
        else:
            whole = self._is_whole(request)
        made = tuple(
            self._item(place, item, request, whole)
            for place, item in enumerate(items)
            if item.key in self.paper.works
        )
        return Plan(request, EngineCluster(made, request.note), lang, whole)

    def _is_named(self, request: Request) -> bool:
        """Whether the text names the author, whom the brackets then leave out."""
        mode = request.citation.items[0].mode
        in_text = self.style.kind is StyleKind.IN_TEXT and not self.style.is_numeric
        return in_text and mode is CitationMode.AUTHOR_IN_TEXT

    def _is_whole(self, request: Request) -> bool:
        """Whether a style may draw the works of a citation together, so that it is not cut."""
        items = request.citation.items
        if self.style.kind is StyleKind.NOTE or len(items) == 1:
            return False
        if any(item.key not in self.paper.works for item in items):
            return False
        if self.style.is_numeric and not any(item.locator for item in items):
            return True
        tags = {self.paper.works[item.key].language.tag for item in items}
        return all(same_language(tag, request.setting.lang) for tag in tags)

    def _item(self, place: int, item: CitationItem, request: Request, whole: bool) -> EngineItem:
        work = self.paper.works[item.key]
        label, locator, rest = _places(item, work.language)
        prefix, suffix = self._affixes(place, item, whole)
        if self.style.kind is StyleKind.NOTE and not request.setting.is_note:
            prefix = marks.IN_SENTENCE + prefix
        return EngineItem(
            number=self.numbers[item.key],
            label=label,
            locator=_signs_marked(marks.without(locator), label),
            prefix=prefix,
            suffix=marks.without(rest) + suffix,
            suppress_author=item.mode is CitationMode.SUPPRESS_AUTHOR,
            author_in_text=self._is_named(request) and place == 0,
        )

    def _affixes(self, place: int, item: CitationItem, whole: bool) -> tuple[str, str]:
        """Return marks of an item's edges, or in a whole citation of the author's own affixes."""
        if not whole:
            # Without the space Pandoc would set the mark off with a comma.
            return cutting.opening(place), f" {marks.ITEM_END}"
        before = cutting.affix(2 * place) if plain_text(item.prefix).strip() else ""
        after = cutting.affix(2 * place + 1) if plain_text(item.suffix).strip() else ""
        return before, after


def _places(item: CitationItem, language: Language) -> tuple[str, str, str]:
    """Return label and value of the place cited, and in words what CSL has no place for.

    CSL knows one place a citation, of certain kinds: a second one («مج 2، ص. 15»), or one of
    another kind, follows in the language's own words.
    """
    found = locators.parse(item.locator)
    is_known = bool(found) and found[0].label in LOCATORS
    rest = wording.locators(found[1:] if is_known else found, language, Digits.WESTERN)
    more = language.punctuation["comma"] + rest if rest else ""
    if not is_known:
        return "", "", more
    return found[0].label, found[0].value, more


# Variables of CSL-JSON whose digits count, and which are not text.
def _signs_marked(value: str, label: str) -> str:
    """Return a place with marks for 5ff, passim, and for 12r and 12v of a folio."""
    text = re.sub(r"(?<=\d)ff\b", marks.SIGNS["ff"], value)
    text = re.sub(r"\bpassim\b", marks.SIGNS["passim"], text)
    if label != "folio":
        return text
    return re.sub(r"(?<=\d)[rv]\b", lambda match: marks.SIGNS[match[0]], text)


_DATES = words("issued accessed original-date event-date")
_NUMBERS = words(
    "volume issue page number edition part version chapter-number number-of-pages id type "
    "number-of-volumes collection-number language URL DOI ISBN ISSN PMID PMCID"
)


def engine_item(work: Work) -> dict[str, object]:
    """Return a work as CSL-JSON without marks, its texts' digits to stay as they are."""
    values: dict[str, object] = {}
    for name, value in csl_item(work.entry).items():
        if name == "number" and isinstance(value, str) and re.search("[A-Z]", value):
            values[name] = _kept(value, work.digits)  # A symbol: S/RES/2178.
        elif name in _NUMBERS and isinstance(value, str):
            values[name] = marks.without(value)
        else:
            is_text = name not in _NUMBERS | _DATES
            values[name] = _kept(value, work.digits) if is_text else value
    values.setdefault("language", work.language.tag)
    return values


def _kept(value: object, digits: Digits) -> object:
    if isinstance(value, str):
        text = marks.without(value)
        return marks.shielded(text) if to_digits(text, digits) != text else text
    if isinstance(value, list):
        return [_kept(item, digits) for item in value]
    if isinstance(value, dict):
        return {name: _kept(item, digits) for name, item in value.items()}
    return value
