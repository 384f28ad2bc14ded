"""A CSL style file: read without risk, with the faults that an engine would stumble over."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from warraq.bib import files
from warraq.bib import style as styles
from warraq.bib.style import Style, StyleKind
from warraq.diagnostics import Location, Report

if TYPE_CHECKING:
    from lxml import etree

NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_MAX_DEPTH = 100
_MAX_EXPANSION = 500_000
"""Elements of a style with its macros written out; stock styles have under 100,000."""


@dataclass(frozen=True, slots=True)
class CslStyle:
    """A checked style. ``lang`` is the language it is written for, English by default.

    ``is_numeric``: it cites by numbers, which the engine gives. ``has_list``: it has a form for
    the list of references.
    """

    name: str
    title: str
    tree: etree._Element
    kind: StyleKind
    lang: str
    is_numeric: bool
    has_list: bool


def load(name: str, root: Path | None, report: Report, location: Location) -> Style:
    """Return the style of a path, or the default style where it cannot be used.

    With a ``root`` the path is relative to it and must lie below it. Reported are a file that
    cannot be read (C013), a faulty one (C031) and one that only names another style (C032).
    The words and the groups of the list are those of the default style.
    """
    base = styles.load(styles.DEFAULT, None, report)
    csl = _read(name, root, report, location)
    if csl is None:
        return base
    # Works are sorted by numbers that are given when the engine has told its order.
    kept = replace(base, name=name, title=csl.title, kind=csl.kind, requires={}, sort=("citation",))
    return replace(kept, csl=csl, groups=() if csl.is_numeric else base.groups)


def _read(name: str, root: Path | None, report: Report, location: Location) -> CslStyle | None:
    try:
        text = files.read(Path(name), root)
    except files.StyleFileError as error:
        report.error("C013", f"the citation style cannot be read: {error}", location)
        return None
    tree = _parsed(text, name, report)
    if tree is None or not _is_usable(tree, name, report):
        return None
    formats = {node.get("citation-format") for node in tree.iterfind(f".//{NAMESPACE}category")}
    return CslStyle(
        name=name,
        title=" ".join((tree.findtext(f"{NAMESPACE}info/{NAMESPACE}title") or "").split()),
        tree=tree,
        kind=StyleKind.NOTE if tree.get("class") == "note" else StyleKind.IN_TEXT,
        lang=tree.get("default-locale", "en-US"),
        is_numeric="numeric" in formats or _prints_numbers(tree),
        has_list=tree.find(f"{NAMESPACE}bibliography") is not None,
    )


def _parsed(text: str, name: str, report: Report) -> etree._Element | None:
    """Return the root of an XML text; nothing outside of it is read, no entity is expanded."""
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        tree = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        place = Location(name, line or 1, column)
        message = re.sub(r", line \d+, column \d+.*$", "", error.msg or "no XML", flags=re.DOTALL)
        report.error("C031", f"the CSL style is no well-formed XML: {message}", place)
        return None
    if tree.getroottree().docinfo.doctype:
        message = "the CSL style declares a document type, which no CSL style needs"
        report.error("C031", message, Location(name, 1), "take the <!DOCTYPE …> out")
        return None
    return tree


def _is_usable(tree: etree._Element, name: str, report: Report) -> bool:
    """Report what keeps a style from being used; return whether nothing does."""
    if tree.tag != f"{NAMESPACE}style":
        message = f"the file is no CSL style: its outermost element is <{_local(tree)}>"
        report.error("C031", message, _place(tree, name))
        return False
    parent = next(tree.iterfind(".//{*}link[@rel='independent-parent']"), None)
    if parent is not None:
        wanted = parent.get("href", "").rsplit("/", 1)[-1]
        message = f"this style has no form of its own: it says to take the style “{wanted}”"
        hint = f"get {wanted}.csl and name that file as citation-style"
        report.error("C032", message, _place(parent, name), hint)
        return False
    before = len(report)
    if tree.get("class") not in ("note", "in-text"):
        message = 'the CSL style must say class="note" or class="in-text"'
        report.error("C031", message, _place(tree, name))
    if tree.find(f"{NAMESPACE}citation/{NAMESPACE}layout") is None:
        message = "the CSL style has no <citation> with a <layout>: it says not how to cite"
        report.error("C031", message, _place(tree, name))
    _report_macros(tree, name, report)
    return len(report) == before


def _report_macros(tree: etree._Element, name: str, report: Report) -> None:
    """Report macros that are missing, call themselves or come to more than an engine can bear."""
    macros = {node.get("name", ""): node for node in tree.iterfind(f"{NAMESPACE}macro")}
    sizes: dict[str, int] = {}
    stack: list[str] = []

    def size(node: etree._Element) -> int:
        """Return how many elements are met at most on the way through a part of the style."""
        called = node.get("macro")
        own = 1 if called is None or node.tag == f"{NAMESPACE}macro" else macro_size(called, node)
        sizes_of_children = [size(child) for child in node]
        if node.tag == f"{NAMESPACE}choose":
            return own + max(sizes_of_children, default=0)
        return own + sum(sizes_of_children)

    def macro_size(called: str, caller: etree._Element) -> int:
        if called in sizes:
            return sizes[called]
        sizes[called] = 1  # Whoever calls it again from within finds an end.
        if called not in macros:
            message = f"the CSL style calls the macro “{called}”, which it does not have"
            report.error("C031", message, _place(caller, name))
            return 1
        stack.append(called)
        callees = {node.get("macro") for node in macros[called].iter() if node.get("macro")}
        endless = callees & set(stack)
        if endless or len(stack) > _MAX_DEPTH:
            what = "calls itself without end" if endless else f"is nested over {_MAX_DEPTH} deep"
            message = f"the macro “{called}” of the CSL style {what}"
            report.error("C031", message, _place(macros[called], name))
        else:
            sizes[called] = min(size(macros[called]), _MAX_EXPANSION + 1)
        stack.pop()
        return sizes[called]

    for part in ("citation", "bibliography"):
        node = tree.find(f"{NAMESPACE}{part}")
        if node is not None and size(node) > _MAX_EXPANSION:
            message = f"the macros of the CSL style come to over {_MAX_EXPANSION} parts in <{part}>"
            report.error("C031", message, _place(node, name))


def _prints_numbers(tree: etree._Element) -> bool:
    """Whether citations print numbers of entries, for a style that names no format."""
    citation = tree.find(f"{NAMESPACE}citation")
    if citation is None:
        return False
    macros = {node.get("name", ""): node for node in tree.iterfind(f"{NAMESPACE}macro")}
    waiting, seen = [citation], set[str]()
    while waiting:
        for node in waiting.pop().iter(f"{NAMESPACE}*"):
            if node.get("variable") == "citation-number" and _local(node) in ("text", "number"):
                return True
            called = node.get("macro", "")
            if called in macros and called not in seen:
                seen.add(called)
                waiting.append(macros[called])
    return False


def _local(node: etree._Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _place(node: etree._Element, name: str) -> Location:
    return Location(name, int(node.sourceline or 1))
