"""Citations and lists of references as the fields by which Zotero knows its own."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from warraq.bib import locators
from warraq.bib.csl.items import item
from warraq.bib.csl.rich_text import rich_text
from warraq.export.docx.fields import begin_field, end_field
from warraq.export.docx.markup import Element, is_a, made_writable, name
from warraq.lang.numerals import to_western
from warraq.model.inlines import Citation, CitationItem, CitationMode, Inlines, Span, Text
from warraq.model.references import Entry
from warraq.resolve.notes import AUTHOR_NAME

if TYPE_CHECKING:
    from warraq.export.docx.story import Draft

_SCHEMA = "https://github.com/citation-style-language/schema/raw/master/csl-citation.json"
# Locators of CSL 1.0.2 by our names; plates and numbers have none and stay words of the author.
_LABELS = {
    **{label: label for label in ("page", "volume", "part", "issue", "chapter", "paragraph")},
    **{label: label for label in ("section", "line", "verse", "note", "folio", "column")},
    **{label: label for label in ("figure", "table", "book")},
    "article": "article-locator",
}
_LIST = 'ADDIN ZOTERO_BIBL {"uncited":[],"omitted":[],"custom":[]} CSL_BIBLIOGRAPHY'
_SEPARATOR = re.compile(r"\s*[،,؛;]\s*")
_SIGNS = {name("tab"): "\t", name("br"): "\n", name("noBreakHyphen"): "\u2011"}


@dataclass(slots=True)
class CitationFields:
    """What the fields of a document share: the entries, the items made of them, the list."""

    entries: dict[str, Entry]
    listed: list[Element] = field(default_factory=list)
    """Paragraphs of the lists of references."""
    _works: dict[str, dict[str, object]] = field(default_factory=dict)
    _count: int = 0

    def cites(self, node: Citation) -> bool:
        """Whether a citation can be a field: it shows more than a name, and its works are known."""
        is_name = AUTHOR_NAME in node.attributes.classes
        return not is_name and all(cited.key in self.entries for cited in node.items)

    def code(self, node: Citation, text: str, note: int) -> str:
        """Return the code of a citation's field.

        ``text`` is what the field shows: Zotero takes a citation whose text is another for one
        that was edited by hand. ``note`` is the number of the footnote, 0 in the running text.
        """
        self._count += 1
        works = [self._work(cited) for cited in node.items]
        data = {
            "citationID": _digest(f"{self._count} {[cited.key for cited in node.items]}"),
            "properties": {"formattedCitation": text, "plainCitation": text, "noteIndex": note},
            "citationItems": works,
            "schema": _SCHEMA,
        }
        return f"ADDIN ZOTERO_ITEM CSL_CITATION {_json(data)}"

    def _work(self, cited: CitationItem) -> dict[str, object]:
        """Return one work of a citation.

        Zotero looks a work up by its URIs and takes the data where it has none. It knows two
        citations for the same work by a URI that they share, and it takes a field with both
        ``uri`` and ``uris`` for a broken one.
        """
        if cited.key not in self._works:
            data = item(self.entries[cited.key])
            identity = uuid.uuid5(uuid.NAMESPACE_URL, made_writable(_json(data)))
            self._works[cited.key] = {"id": cited.key, "uris": [identity.urn], "itemData": data}
        return self._works[cited.key] | _circumstances(cited)


def _circumstances(cited: CitationItem) -> dict[str, object]:
    """Return what a citation says beside the work: the place in it, words around it, its mode."""
    label, locator, rest = _locator(cited.locator)
    values: dict[str, object] = {
        "locator": locator,
        "label": label,
        "prefix": rich_text(cited.prefix).strip(),
        "suffix": " ".join(filter(None, (rest, rich_text(cited.suffix).strip()))),
        "suppress-author": cited.mode is not CitationMode.NORMAL,
    }
    for edge, spaced in (("prefix", "{} "), ("suffix", " {}")):
        if values[edge] and not str(values[edge]).startswith((",", "،")):
            values[edge] = spaced.format(values[edge])
    return {key: value for key, value in values.items() if value}


def _locator(written: str) -> tuple[str, str, str]:
    """Return label and value of a locator, and words that are none.

    A citation has one label: of «مج 2، ص. 15» the first is it, and all that follows its value. In
    «ج 2/150» and «ص 93 هامش 2» no comma parts the places, so the value is as it is written.
    """
    found = locators.parse(written)
    if not found:
        return "", "", ""
    label, value = found[0].label, found[0].value
    if label not in _LABELS:
        return "", "", f", {written.strip()}"
    _, comma, others = _SEPARATOR.sub(",", written.strip(), count=1).partition(",")
    if len(found) > 1 and comma:
        value = f"{value.split(', ')[0]}, {others}"
    elif len(found) > 1:
        value = re.sub(r"^\D+", "", to_western(written.strip())) or value
    return _LABELS[label], value, ""


def parted(node: Citation) -> tuple[Inlines, Inlines]:
    """Return what a citation shows before its field, and within it.

    An author named in the text («علوي (2015)») stands before: no field has such a form.
    """
    first, *others = node.children or ((),)
    if not isinstance(first, Span) or "citation-author" not in first.attributes.classes:
        return (), node.children
    if others and isinstance(others[0], Text) and others[0].text.startswith(" "):
        space, rest = Text(" ", others[0].level), others[0].text[1:]
        kept = (Text(rest, others[0].level, others[0].number, others[0].location),) if rest else ()
        return (first, space), (*kept, *others[1:])
    return (first,), tuple(others)


def shown(elements: list[Element]) -> str:
    """Return the text that runs show, as Word gives the text of a field."""
    parts = chain.from_iterable(element.iter(name("t"), *_SIGNS) for element in elements)
    return "".join(_SIGNS.get(str(part.tag)) or part.text or "" for part in parts)


def enclose(parent: Element, start: int, draft: Draft, code: str, *, rtl: bool) -> None:
    """Put a field around all children of a paragraph or link from an index on."""
    holder = parent.makeelement(parent.tag, {}, None)
    begin_field(holder, draft, code, rtl=rtl)
    parent[start:start] = list(holder)
    end_field(parent, draft, rtl=rtl)


def enclose_list(draft: Draft, fields: CitationFields, *, rtl: bool) -> None:
    """Put a field around the list of references.

    Zotero has one list. Where ours is in two parts, the field spans both with the heading between
    them; where anything else stands between them, it ends before that.
    """
    if not fields.listed:
        return
    first = last = fields.listed[0]
    for element in first.itersiblings():
        if any(element is paragraph for paragraph in fields.listed):
            last = element
        elif not _is_heading(element):
            break
    holder = first.makeelement(first.tag, {}, None)
    begin_field(holder, draft, _LIST, rtl=rtl)
    after_properties = 1 if len(first) and is_a(first[0], "pPr") else 0
    first[after_properties:after_properties] = list(holder)
    end_field(last, draft, rtl=rtl)


def _is_heading(element: Element) -> bool:
    style = element.find(f"{name('pPr')}/{name('pStyle')}")
    return style is not None and str(style.get(name("val"))).startswith("Heading")


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _digest(text: str) -> str:
    """Return eight letters and digits, as Zotero numbers its citations."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]
