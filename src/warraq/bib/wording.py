"""Names and locators in the words of a language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from warraq.bib import page_ranges
from warraq.bib.locators import Locator
from warraq.bib.style import Language, Languages, NameOptions, NameOrder
from warraq.lang.numerals import to_digits
from warraq.lang.tags import script, script_language
from warraq.model.metadata import Digits
from warraq.model.references import Name

VOLUMES = ("volume", "part")
"""Labels of locators that name a volume of a set."""
NO_BREAK = "\u00a0"
_JOINING = ("-", "‐", "‑", "’", "'", "ʼ")


def name(
    value: Name,
    language: Language,
    inverted: bool,
    short: bool,
    options: NameOptions,
) -> str:
    """Return one name: given first, family first, or the family name alone."""
    if not value.family:
        return value.literal
    family = f"{value.particle} {value.family}".strip()
    if short or not value.given:
        return family
    given = value.given
    if options.initialize_with is not None:
        given = initials(given, options.initialize_with, options.initialize_with_hyphen)
    suffix = f" {value.suffix}" if value.suffix else ""
    if not inverted:
        # «el-» at the end of the given name belongs to the family name: Muhammed el-Gazzâlî.
        space = "" if given.endswith(_JOINING) else " "
        return f"{given}{space}{family}{suffix}"
    comma = language.punctuation["family-given"]
    ending = f"{comma}{value.suffix}" if value.suffix else ""
    return f"{family}{comma}{given}{ending}"


def initials(given: str, mark: str, with_hyphen: bool = True) -> str:
    """Return the initials of a given name, each with a mark after it (CSL, "initialize-with").

    A hyphen between two given names stays if ``with_hyphen``: «Jean-Paul» becomes «J.-P.». A name
    in a script without cases has no initials and stays whole.
    """
    if given.lower() == given.upper():
        return given
    result = []
    for word in re.sub(r"\.(?=\w)", ". ", given).split():
        parts = [part for part in re.split("[-‐‑]", word) if part]
        hyphen = "-" if with_hyphen else ""
        result.append(f"{mark.rstrip()}{hyphen}".join(part[0].upper() for part in parts))
    return mark.join(result) + mark.rstrip()


def names(
    values: Sequence[Name],
    language: Language,
    options: NameOptions,
    order: NameOrder,
    short: bool = False,
    in_text: bool = False,
) -> str:
    """Return several names joined as the language joins them, shortened as the style asks.

    ``in_text``: the names stand in the sentence, where some styles join them by another word.
    """
    known = [value for value in values if value.literal != "others"]
    has_others = len(known) < len(values)
    is_shortened = len(known) >= options.et_al_min and len(known) > options.et_al_use_first
    shown = known[: options.et_al_use_first] if is_shortened else known
    write = partial(name, language=language, short=short, options=options)
    written = [
        write(value, inverted=_is_inverted(order, position)) for position, value in enumerate(shown)
    ]
    is_inverted = bool(known and known[0].given) and not short and _is_inverted(order, 0)
    if is_shortened and options.et_al_use_last and not has_others:
        last = write(known[-1], inverted=_is_inverted(order, len(known) - 1))
        delimiter = language.punctuation["names-delimiter"]
        return delimiter.join(written) + language.punctuation["et-al-last"] + last
    if has_others or is_shortened:
        return _with_others(written, language, is_inverted)
    return _joined(written, language, is_inverted, "-in-text" if in_text else "")


def language_of_names(values: Sequence[Name], language: Language, languages: Languages) -> Language:
    """Return the language whose marks and words join names: their own, where all are foreign.

    «Hourani، Albert» of an Arabic translation is written “Hourani, Albert” in Arabic books too.
    """
    texts = [f"{value.given} {value.family} {value.literal}" for value in values]
    found = [script_language(text) for text in texts if text.strip() != "others"]
    scripts = {script(tag) if tag else "" for tag in found}
    if len(scripts) != 1 or scripts & {"", script(language.tag)}:
        return language
    return languages.get(found[0])


def _with_others(written: Sequence[str], language: Language, is_inverted: bool) -> str:
    marks = language.punctuation
    if not written:
        return ""
    is_set_off = is_inverted or len(written) > 1
    space = marks["et-al-inverted" if is_set_off else "et-al"]
    return marks["names-delimiter"].join(written) + space + language.terms["et-al"].single


def _joined(written: Sequence[str], language: Language, is_inverted: bool, place: str) -> str:
    marks = language.punctuation
    if len(written) < 3:
        # A comma before «and» sets an inverted name off (Chicago Manual of Style, 17th ed., 14.76).
        return marks[("names-last" if is_inverted else "names-and") + place].join(written)
    return marks["names-delimiter"].join(written[:-1]) + marks["names-last" + place] + written[-1]


def _is_inverted(order: NameOrder, position: int) -> bool:
    return order is NameOrder.FAMILY_FIRST or (order is NameOrder.FIRST_INVERTED and position == 0)


def label_around(term: str, value: str) -> tuple[str, str]:
    """Return what stands before and after a labelled value: the term, or its parts around {}.

    An abbreviation and the number after it stay on one line; before words the line may break.
    """
    if "{}" in term:
        before, _, after = term.partition("{}")
        return before.replace(" ", NO_BREAK), after.replace(" ", NO_BREAK)
    if not value[:1].isdigit() or term.endswith(":"):
        return term + " ", ""
    return term.replace(" ", NO_BREAK) + NO_BREAK, ""


_EDITION = re.compile(
    r"\b(?:eds?|edn|edition|éd|édition|ط|طبعة|الطبعة|چاپ|ویراست|طبع|اشاعت|baskı|bs|basım|מהדורה)"
    r"(?![^\W\d_])",
    re.IGNORECASE,
)


def names_edition(value: str) -> bool:
    """Whether an edition is already called one: «2nd rev. ed.», «الطبعة الثانية»."""
    return bool(_EDITION.search(value))


def is_plural(value: str) -> bool:
    """Whether a numeric value names more than one place: a range or a list."""
    return bool(re.search(r"\w\s*[–،,;؛&+]\s*\w|\d-\d|\d\s*ff\b", value))


def number(value: str, digits: Digits) -> str:
    """Return a numeric field: en dashes between numbers, digits of the set.

    The hyphen of «ED-11» is none of a range.
    """
    dashed = re.sub(r"(?<=\w)\s*(?:-{2,3}|(?<![A-Z])-|-(?!\d)|–|—|−)\s*(?=\w)", "–", value)
    return in_digits(dashed, digits)


def in_digits(value: str, digits: Digits) -> str:
    """Return a value in digits of the set; a symbol («S/RES/2178») keeps western ones."""
    return to_digits(value, Digits.WESTERN if re.search("[A-Z]", value) else digits)


def ranges(value: str, language: Language) -> str:
    """Return numbers with the language's mark in their ranges (CSL, "page-range-delimiter")."""
    return re.sub(r"(?<=\w)–(?=\w)", lambda _: language.punctuation["page-range-delimiter"], value)


def ordinal(value: str, language: Language, digits: Digits) -> str:
    """Return a number as an ordinal by the longest of the language's endings that fits it.

    A key «=2» stands for this one number (as in ICU's MessageFormat), whose ordinal is a word.
    """
    western = to_digits(value, Digits.WESTERN)
    if not western.isdigit():
        return value
    exact = language.ordinals.get(f"={western}")
    if exact is not None:
        return exact
    endings = [key for key in language.ordinals if key.isdigit() and western.endswith(key)]
    pattern = language.ordinals[max(endings, key=len)] if endings else language.ordinals["default"]
    return pattern.replace("{}", to_digits(western, digits))


def locator(value: Locator, language: Language, digits: Digits, form: str = "") -> str:
    """Return a locator with the language's label in the singular or plural.

    With a ``form`` pages go without their label.
    """
    text = value.value
    if value.label == "page":
        text = page_ranges.formatted(text, language.page_range_format)
    text = _in_words(text, value.label, language)
    text = number(text.replace(", ", language.punctuation["list"]), digits)
    text = ranges(text, language) if value.label else text
    if not value.label or (form and value.label == "page"):
        return text
    term = language.terms[value.label]
    before, after = label_around(term.multiple if is_plural(text) else term.single, text)
    return f"{before}{text}{after}"


def _in_words(value: str, label: str, language: Language) -> str:
    """Return a locator's value with its signs in the language: 5ff, passim, 12r and 12v."""
    terms = language.terms
    text = re.sub(
        r"(\d+)ff\b", lambda match: terms["following"].single.replace("{}", match[1]), value
    )
    text = re.sub(r"\bpassim\b", terms["passim"].single, text)
    if label != "folio":
        return text
    sides = {"r": terms["recto"].single, "v": terms["verso"].single}
    return re.sub(r"(\d+)([rv])\b", lambda match: sides[match[2]].replace("{}", match[1]), text)


def locators(values: Sequence[Locator], language: Language, digits: Digits, form: str = "") -> str:
    """Return the locators of a citation joined by the language's comma.

    In the form ``volume-page`` a volume (or part) and the page after it are printed as 2/150, or
    with another mark of the language between them.
    """
    mark = language.punctuation["volume-page"]
    shown = with_volumes(values, mark) if form == "volume-page" else values
    comma = language.punctuation["comma"]
    return comma.join(locator(value, language, digits, form) for value in shown)


def with_volumes(values: Sequence[Locator], mark: str) -> tuple[Locator, ...]:
    """Return the locators with each volume drawn into the page that follows it."""
    result: list[Locator] = []
    for value in values:
        if value.label == "page" and result and result[-1].label in VOLUMES:
            result[-1] = Locator("page", f"{result[-1].value}{mark}{value.value}")
        else:
            result.append(value)
    return tuple(result)
