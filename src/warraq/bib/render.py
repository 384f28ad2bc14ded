"""Rendering a form of a style for one entry: parts in, inlines of the model out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import assert_never

from warraq.bib import date_wording, dates, fields, joining, latex, page_ranges, text_case, wording
from warraq.bib.locators import Locator
from warraq.bib.style import Language, Part, PartKind, Style, StyleKind
from warraq.bib.vocabulary import NUMERIC_FIELDS
from warraq.lang.tags import direction_of, script, script_language
from warraq.model.attributes import Attributes, Direction
from warraq.model.inlines import Emphasis, Inline, Inlines, Link, Span, Strong, Superscript, Text
from warraq.model.metadata import Digits
from warraq.model.references import Entry
from warraq.model.walk import plain_text

_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_RTL = re.compile(r"(?!\d)[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An entry with what the other works of the document make of it.

    ``ambiguous``: its names alone do not tell it from another cited work. ``year_suffix``: the
    letter that tells works of the same names and year apart. ``full_names``: the family names
    alone are those of other persons too. ``translation``: language and text
    of the translated title that follows the title in the romanized list. ``number``: its number
    in a numeric style, and ``citation_number`` the same in the document's digits.
    """

    entry: Entry
    language: Language
    digits: Digits
    ambiguous: bool = False
    year_suffix: str = ""
    full_names: bool = False
    translation: tuple[str, str] = ("", "")
    number: int = 0
    citation_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Renderer:
    """Renders parts for one citation of one work, or for its entry in the list.

    ``same_author``: the work before it in the citation has the same author, who is named by the
    term «idem». ``substitute`` stands for the author in the list who is that of the entry before.
    """

    style: Style
    work: Work
    locators: tuple[Locator, ...] = ()
    suppress_author: bool = False
    same_author: bool = False
    in_list: bool = False
    substitute: str = ""

    def render(self, part: Part) -> Inlines:
        """Return a part with its decoration, nothing when it has no content."""
        if not self._applies(part):
            return ()
        return self._decorated(part, self._content(part))

    def _applies(self, part: Part) -> bool:
        return all(self._has(name) for name in part.present) and not any(
            self._has(name) for name in part.absent
        )

    def _has(self, name: str) -> bool:
        if name == "ambiguous":
            return self.work.ambiguous
        if name in ("year-suffix", "citation-number"):
            return bool(getattr(self.work, name.replace("-", "_")))
        if name == "locator":
            return bool(self.locators)
        if name == "volume-locator":
            return any(locator.label in wording.VOLUMES for locator in self.locators)
        if name == "page-locator":
            joined = wording.with_volumes(self.locators, "")
            return bool(joined) and joined[0].label == "page"
        return fields.has(self.work.entry, name)

    def form(self, part: Part) -> Inlines:
        """Return a whole form, in which a term such as «ibid.» may stand alone."""
        if part.kind is not PartKind.GROUP:
            return self.render(part)
        return self._decorated(part, self._group(part, is_form=True))

    def _content(self, part: Part) -> Inlines:
        language = self.work.language
        match part.kind:
            case PartKind.FIELD:
                return self._field(part)
            case PartKind.NAMES:
                return self._names(part)
            case PartKind.DATE:
                return self._date(part)
            case PartKind.TERM:
                count = fields.persons(self.work.entry, part.name)
                return (Text(language.terms[part.name].counted(count)),)
            case PartKind.TEXT:
                return (Text(part.name),) if part.name else ()
            case PartKind.LOCATOR:
                text = wording.locators(self.locators, language, self.work.digits, part.form)
                return self._span("locator", (Text(text),)) if text else ()
            case PartKind.GROUP:
                return self._group(part, is_form=False)
            case PartKind.FIRST_OF:
                return self._first_of(part)
            case _:
                assert_never(part.kind)

    def _first_of(self, part: Part) -> Inlines:
        """Return the first alternative with content; a suppressed author is not replaced."""
        whole = replace(self, suppress_author=False) if self.suppress_author else self
        for child in part.parts:
            nodes = whole.render(child)
            if nodes:
                return nodes if whole is self else self.render(child)
        return ()

    def _group(self, part: Part, *, is_form: bool) -> Inlines:
        """Join the children; a group within a form prints nothing when all its fields are empty."""
        pieces = [(child, self.render(child)) for child in part.parts]
        fixed = (PartKind.TERM, PartKind.TEXT)
        has_fields = any(child.kind not in fixed for child in part.parts)
        has_value = any(piece for child, piece in pieces if child.kind not in fixed)
        if has_fields and not has_value and not is_form:
            return ()
        delimiter = joining.punctuation(self.work.language, part.delimiter)
        joined: Inlines = ()
        for child, piece in pieces:
            is_letter = child.name == "year-suffix" and not delimiter
            own = _set_off(joined, piece) if is_letter else piece
            joined = joining.join((joined, own), delimiter, self.work.language)
        return joined

    def _names(self, part: Part) -> Inlines:
        values = fields.names(self.work.entry, part.name)
        if values and self._is_creator(part.name):
            if self.suppress_author:
                return ()
            if self.substitute:
                return self._span(part.name, (Text(self.substitute),))
            if self.same_author:
                return self._span(part.name, (Text(self._idem(part.name)),))
        short = part.form == "short" and not self.work.full_names
        options = self.style.list_names if self.in_list else self.style.names
        language = wording.language_of_names(values, self.work.language, self.style.languages)
        text = wording.names(values, language, options, part.order, short)
        return self._span(part.name, (Text(text),), language.tag) if text else ()

    def _is_creator(self, role: str) -> bool:
        """Whether a work goes under the names of a role: its author's, else its editor's."""
        return role == "author" or (role == "editor" and not self.work.entry.get("author"))

    def _idem(self, role: str) -> str:
        """Return «the same author», by the field ``gender`` (BibLaTeX manual, 2.3.3)."""
        is_feminine = self.work.entry.get("gender") in ("sf", "pf")
        term = self.work.language.terms["idem-feminine" if is_feminine else "idem"]
        return term.counted(fields.persons(self.work.entry, role))

    def _date(self, part: Part) -> Inlines:
        value = dates.of_entry(self.work.entry, part.name)
        if value is None:
            return ()
        text = date_wording.date(value, self.work.language, self.work.digits, part.form)
        return self._span(part.name, (Text(text),)) if text else ()

    def _field(self, part: Part) -> Inlines:
        if part.name == "short-title" and self._stands_title_for_suppressed_author():
            return ()
        if part.name == "year-suffix":
            return (Text(self.work.year_suffix),) if self.work.year_suffix else ()
        if part.name == "citation-number":
            number = self.work.citation_number
            return self._span(part.name, (Text(number),)) if number else ()
        if part.name == "doi" and part.form == "value":
            return fields.doi(self.work.entry)
        nodes = self._value(part)
        if not nodes:
            return ()
        text = plain_text(nodes)
        if part.form == "term":
            term = self.work.language.terms.get(text.casefold())
            nodes = (Text(term.single),) if term else nodes
        elif part.form == "ordinal":
            nodes = (Text(wording.ordinal(text, self.work.language, self.work.digits)),)
        elif part.name in NUMERIC_FIELDS:
            nodes = (Text(self._number(part, text)),)
        return nodes if part.name == "link" else self._span(part.name, nodes)

    def _stands_title_for_suppressed_author(self) -> bool:
        """Whether the sentence has named a work without author by its title, as it does others."""
        is_in_text = self.style.kind is StyleKind.IN_TEXT
        return self.suppress_author and is_in_text and not fields.creators(self.work.entry)

    def _value(self, part: Part) -> Inlines:
        entry, language = self.work.entry, self.work.language
        if not part.text_case:
            return fields.value(entry, part.name, language)
        nodes = fields.value(entry, part.name, language, protecting=True)
        return text_case.unprotected(text_case.apply(nodes, part.text_case, language.tag))

    def _number(self, part: Part, text: str) -> str:
        if part.name == "number":
            return wording.in_digits(text, self.work.digits)  # «18-2424» of a report is no range.
        value = wording.number(text, Digits.WESTERN)
        if part.name == "pages":
            value = page_ranges.formatted(value, self.work.language.page_range_format)
        return wording.ranges(wording.number(value, self.work.digits), self.work.language)

    def _decorated(self, part: Part, nodes: Inlines) -> Inlines:
        if not nodes:
            return ()
        language = self.work.language
        for wrap in part.wrap:
            nodes = wrapped(wrap, nodes, language)
        if part.name == "title" and self.work.translation[1]:
            nodes = (*nodes, Text(" ["), self._translation(), Text("]"))
        if part.label:
            nodes = self._labelled(part, nodes)
        if part.capitalize:
            nodes = joining.capitalized(nodes, language.tag)
        if part.prefix:
            nodes = self._prefixed(joining.punctuation(language, part.prefix), nodes)
        if part.suffix:
            nodes = joining.append(nodes, joining.punctuation(language, part.suffix), language)
        return nodes

    def _span(self, name: str, children: Inlines, written: str = "") -> Inlines:
        """Return a field as a span of its name, an isolate where it holds the other direction.

        «… ISIS»، 2015» would else draw the comma and the year into the Latin word's run (UAX #9,
        rules W7 and N1). ``written`` is its language where it is known.
        """
        text = plain_text(children)
        tag = self.work.language.tag
        is_rtl = direction_of(tag) is Direction.RTL
        lang = None
        if (_LATIN if is_rtl else _RTL).search(text):
            found = written or script_language(text) or tag
            lang = tag if script(found) == script(tag) else found
        return (Span(children, attributes=Attributes(classes=(f"citation-{name}",), lang=lang)),)

    def _prefixed(self, prefix: str, nodes: Inlines) -> Inlines:
        """Put a prefix before inlines; a Latin word («doi: 10.…») is read with an address after it.

        In a text from right to left the two are one isolate.
        """
        whole = (Text(prefix), *nodes)
        is_rtl = direction_of(self.work.language.tag) is Direction.RTL
        if not (is_rtl and _LATIN.search(prefix) and isinstance(nodes[0], Link)):
            return whole
        return (Span(children=whole, attributes=Attributes(dir=Direction.LTR)),)

    def _translation(self) -> Span:
        lang, text = self.work.translation
        attributes = Attributes(classes=("citation-title-translation",), lang=lang)
        return Span(children=latex.inlines(text), attributes=attributes)

    def _labelled(self, part: Part, nodes: Inlines) -> Inlines:
        term = self.work.language.terms[part.label]
        value = plain_text(nodes)
        if part.name == "edition" and wording.names_edition(value):
            return nodes
        plural = part.name in NUMERIC_FIELDS and wording.is_plural(value)
        before, after = wording.label_around(term.multiple if plural else term.single, value)
        texts = [Text(before)] if before else []
        return (*texts, *nodes, *([Text(after)] if after else []))


def _set_off(before: Inlines, suffix: Inlines) -> Inlines:
    """Return the letter of a year after a hyphen where the year ends in a letter («1436هـ-أ»).

    Publication Manual of the APA, 7th edition, 8.19, has it so after "n.d." and "in press".
    """
    are_letters = plain_text(before)[-1:].isalpha() and plain_text(suffix)[:1].isalpha()
    return (Text("-"), *suffix) if are_letters else suffix


def wrapped(wrap: str, nodes: Inlines, language: Language) -> Inlines:
    """Return inlines in one of the wraps of a style."""
    match wrap:
        case "quotes":
            return joining.quoted(nodes, language)
        case "emphasis":
            return (_outer(Emphasis, nodes, language),)
        case "strong":
            return (_outer(Strong, nodes, language),)
        case "superscript":
            return (Superscript(children=nodes),)
        case "square-brackets":
            return (Text("["), *nodes, Text("]"))
        case _:
            return (Text("("), *nodes, Text(")"))


def _outer(kind: type[Emphasis] | type[Strong], nodes: Inlines, language: Language) -> Inline:
    """Return emphasised inlines with their quotation marks made the language's."""
    return kind(children=joining.requoted(nodes, language))
