"""A style's variant for one language: its terms, its punctuation, its order of words."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from warraq.bib.csl import punctuation, terms
from warraq.bib.csl.locale import locale, locator_terms
from warraq.bib.csl.style import NAMESPACE, CslStyle
from warraq.bib.style import Language
from warraq.lang.tags import primary

if TYPE_CHECKING:
    from lxml import etree

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BEFORE = ("prefix",)
_AFTER = (
    *("suffix", "delimiter", "sort-separator", "name-delimiter", "names-delimiter"),
    *("cite-group-delimiter", "after-collapse-delimiter", "year-suffix-delimiter"),
)
# Attributes about the case of letters, for scripts that have none (CSL 1.0.2, "Text-case").
_CASES = ("text-case", "initialize-with", "initialize", "initialize-with-hyphen")
_PARTS = ("citation", "bibliography", "macro")


def derive(style: CslStyle, language: Language, tag: str, mixed: bool = False) -> bytes:
    """Return the style as XML for works in a language; the style itself stays as it is.

    A language that CSL serves well takes CSL's own words for it, and so does the language for
    which the style was written. ``mixed``: works of this run stand beside those of another in
    the list, so that no dash may stand for the author of the entry before.
    """
    from lxml import etree

    root = deepcopy(style.tree)
    if mixed:
        for node in root.iterfind(f"{NAMESPACE}bibliography"):
            node.attrib.pop("subsequent-author-substitute", None)
    _drop_links(root)
    _say_where_labels_stand(root)
    is_own = primary(style.lang) == primary(tag)
    if not is_own:
        root.set("default-locale", tag)
    if is_own or not terms.table_of(tag):
        _name_locators(root)
    else:
        _translate(root, language, style.lang)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _drop_links(root: etree._Element) -> None:
    """Take out every link: an engine might fetch the style that one names, in any namespace."""
    for node in list(root.iter("{*}link")):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)


def _say_where_labels_stand(root: etree._Element) -> None:
    """Put an empty <name/> before a label that stands alone: it follows the names.

    CSL 1.0.2 ("Label in cs:names") has it so, but Pandoc sets such a label before them.
    """
    from lxml import etree

    for names in root.iter(f"{NAMESPACE}names"):
        label = names.find(f"{NAMESPACE}label")
        if label is not None and names.find(f"{NAMESPACE}name") is None:
            label.addprevious(etree.Element(f"{NAMESPACE}name"))


def _name_locators(root: etree._Element) -> None:
    from lxml import etree

    node = etree.Element(f"{NAMESPACE}locale")
    etree.SubElement(node, f"{NAMESPACE}terms").extend(locator_terms())
    _insert_locale(root, node)


def _insert_locale(root: etree._Element, node: etree._Element) -> None:
    """Put a locale where the schema wants it: after the information, before the macros."""
    info = root.find(f"{NAMESPACE}info")
    root.insert(0 if info is None else root.index(info) + 1, node)


def _translate(root: etree._Element, language: Language, own: str) -> None:
    _insert_locale(root, locale(language, _taken_terms(root, primary(own))))
    known = terms.words(terms.table_of(language.tag)).phrases
    for part in _PARTS:
        for top in root.iterfind(f"{NAMESPACE}{part}"):
            for node in top.iter(f"{NAMESPACE}*"):
                _translate_words(node, language, known)
                _drop_cases(node)
    _drop_cases(root)
    _translate_words(root, language, known)
    if root.get("page-range-format"):
        root.set("page-range-format", "expanded")  # «١٠١–١٥» is an English custom.
    _join_names(root, language)
    for date in root.iter(f"{NAMESPACE}date"):
        _order_date(date, language)
    if language.terms["edition"].single.endswith("{}"):
        for node in list(root.iter(f"{NAMESPACE}number", f"{NAMESPACE}text")):
            _put_term_first(node)


def _taken_terms(root: etree._Element, own: str) -> dict[tuple[str, str], etree._Element]:
    """Take the style's locales out; return the terms of the one for all languages.

    Of the locale for the style's own language those terms count that are empty: there the style
    wants nothing printed.
    """
    kept: dict[tuple[str, str], etree._Element] = {}
    for node in root.findall(f"{NAMESPACE}locale"):
        tag = node.get(_LANG, "")
        for term in node.iter(f"{NAMESPACE}term"):
            is_empty = not "".join(term.itertext()).strip()
            if not tag or (is_empty and primary(tag) == own):
                kept.setdefault((term.get("name", ""), term.get("form", "long")), term)
        root.remove(node)
    return kept


def _translate_words(node: etree._Element, language: Language, known: Mapping[str, str]) -> None:
    for name in (*_BEFORE, *_AFTER, "value"):
        text = node.get(name)
        if text:
            written = punctuation.phrases(text, known)
            opens = name in _BEFORE
            node.set(name, punctuation.marks(written, language, opens=opens))


def _drop_cases(node: etree._Element) -> None:
    for name in _CASES:
        node.attrib.pop(name, None)


# Names


def _join_names(root: etree._Element, language: Language) -> None:
    """Join names as the language does: «أ وب وج», and no comma before «and» where it has none."""
    marks = language.punctuation
    inherits_and = any(
        node.get("and")
        for node in (root, *root.iterfind(f"{NAMESPACE}citation"), *_bibliographies(root))
    )
    for name in root.iter(f"{NAMESPACE}name"):
        if "," in marks["names-delimiter"] or "،" in marks["names-delimiter"]:
            break
        if name.get("and") or inherits_and:
            name.set("delimiter", marks["names-delimiter"])
    between = marks["names-delimiter" if inherits_and else "list"]
    defaults = {"name-delimiter": between, "sort-separator": marks["family-given"]}
    for attribute, value in defaults.items():
        if root.get(attribute) is None:
            root.set(attribute, value)
    for attribute, key in (
        ("delimiter-precedes-last", "names-last"),
        ("delimiter-precedes-et-al", "et-al"),
    ):
        if marks["comma"].strip() not in marks[key]:
            _set_everywhere(root, attribute, "never")


def _bibliographies(root: etree._Element) -> list[etree._Element]:
    return root.findall(f"{NAMESPACE}bibliography")


def _set_everywhere(root: etree._Element, attribute: str, value: str) -> None:
    root.set(attribute, value)
    for node in root.iter(f"{NAMESPACE}*"):
        if attribute in node.attrib:
            node.set(attribute, value)


# Dates and editions


def _order_date(date: etree._Element, language: Language) -> None:
    """Put the day before the month where the language does; a comma between them then goes."""
    pattern = language.dates["day"]
    parts = list(date.iterfind(f"{NAMESPACE}date-part"))
    names = [part.get("name") for part in parts]
    if pattern.index("{day}") > pattern.index("{month}") or date.get("form"):
        return
    for index in range(len(parts) - 1):
        if names[index : index + 2] == ["month", "day"]:
            _swap(parts[index], parts[index + 1])
            comma = language.punctuation["comma"]
            for part in parts[index : index + 3]:
                for affix in ("prefix", "suffix"):
                    if part.get(affix) == comma and index + 2 < len(parts):
                        part.set(affix, " ")


def _put_term_first(node: etree._Element) -> None:
    """Put the word for an edition before its number: «ط 2», not «2 ط»."""
    following = node.getnext()
    if node.get("variable") != "edition" or following is None:
        return
    is_label = following.tag == f"{NAMESPACE}label" and following.get("variable") == "edition"
    if is_label or following.get("term") == "edition":
        _swap(node, following)


def _swap(first: etree._Element, second: etree._Element) -> None:
    """Let two siblings change places, the affixes staying where they are."""
    for affix in ("prefix", "suffix"):
        one, two = first.attrib.pop(affix, None), second.attrib.pop(affix, None)
        for node, value in ((first, two), (second, one)):
            if value is not None:
                node.set(affix, value)
    first.addprevious(second)
