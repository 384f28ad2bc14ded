"""Fields, bookmarks and hyperlinks (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from warraq.export.docx.markup import XML_SPACE, Element, add, made_writable, name
from warraq.export.docx.runs import PLAIN, RunFormat, add_run
from warraq.export.docx.story import Draft, Story
from warraq.model.attributes import Direction

_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_LONGEST_CODE = 255
"""Characters of a field's code in one run; readers join those of several."""

_AUTHORITY = re.compile(r"([a-z][a-z0-9+.-]*:(?://[^/?#]*)?)(.*)", re.IGNORECASE | re.DOTALL)


@contextmanager
def field(
    parent: Element,
    draft: Draft,
    instruction: str,
    run_format: RunFormat = PLAIN,
    *,
    rtl: bool,
    dirty: bool = False,
) -> Iterator[None]:
    """Write a complex field around what is written meanwhile: its cached result."""
    begin_field(parent, draft, instruction, run_format, rtl=rtl, dirty=dirty)
    yield
    end_field(parent, draft, run_format, rtl=rtl)


def begin_field(
    parent: Element,
    draft: Draft,
    instruction: str,
    run_format: RunFormat = PLAIN,
    *,
    rtl: bool,
    dirty: bool = False,
) -> None:
    """Write the beginning of a field whose end may be in another paragraph."""
    start = add(add_run(parent, draft, run_format, rtl=rtl), "fldChar", fldCharType="begin")
    if dirty:
        start.set(name("dirty"), "true")
    _write_code(parent, draft, instruction, run_format, rtl=rtl)
    add(add_run(parent, draft, run_format, rtl=rtl), "fldChar", fldCharType="separate")


def _write_code(
    parent: Element, draft: Draft, instruction: str, run_format: RunFormat, *, rtl: bool
) -> None:
    code = made_writable(f" {instruction} ")
    for start_of_piece in range(0, len(code), _LONGEST_CODE):
        piece = add(add_run(parent, draft, run_format, rtl=rtl), "instrText")
        piece.text = code[start_of_piece : start_of_piece + _LONGEST_CODE]
        piece.set(XML_SPACE, "preserve")


def end_field(parent: Element, draft: Draft, run_format: RunFormat = PLAIN, *, rtl: bool) -> None:
    """Write the end of a field."""
    add(add_run(parent, draft, run_format, rtl=rtl), "fldChar", fldCharType="end")


def mark_entry(parent: Element, draft: Draft, line: str, letter: str) -> None:
    """Write a field that shows nothing and is a line of a list (ECMA-376 part 1, 17.16.5.66, TC).

    ``letter`` is that of the list, which its TOC field names.
    """
    rtl = draft.direction is Direction.RTL
    add(add_run(parent, draft, PLAIN, rtl=rtl), "fldChar", fldCharType="begin")
    quoted = line.replace("\\", r"\\").replace('"', r"\"")
    _write_code(parent, draft, rf'TC "{quoted}" \f {letter}', PLAIN, rtl=rtl)
    add(add_run(parent, draft, PLAIN, rtl=rtl), "fldChar", fldCharType="end")


@contextmanager
def bookmark(parent: Element, draft: Draft, identifier: str) -> Iterator[None]:
    """Write a bookmark around what is written meanwhile; nothing without an identifier."""
    bookmark_name = draft.bookmarks.names.get(identifier)
    if bookmark_name is None or identifier in draft.bookmarks.placed:
        yield
        return
    draft.bookmarks.placed.add(identifier)
    number = draft.bookmarks.next_number()
    add(parent, "bookmarkStart", id=number, name=bookmark_name)
    yield
    add(parent, "bookmarkEnd", id=number)


def internal_link(parent: Element, draft: Draft, identifier: str, title: str = "") -> Element:
    """Return a hyperlink to a bookmark, or the parent itself when there is no such place."""
    anchor = draft.bookmarks.names.get(identifier)
    if anchor is None:
        return parent
    link = add(parent, "hyperlink", anchor=anchor, history="1")
    return _titled(link, title)


def external_link(parent: Element, story: Story, target: str, title: str = "") -> Element:
    """Return a hyperlink to an address, which is an ASCII URL."""
    identifier = story.relate(_without_brackets(target), "hyperlink")
    attributes = {name("r:id"): identifier, name("history"): "1"}
    return _titled(etree.SubElement(parent, name("hyperlink"), attributes), title)


def _without_brackets(target: str) -> str:
    """Return an address without what Word calls unreadable content.

    These are a percent sign that escapes nothing, and square brackets outside the host.
    """
    target = _STRAY_PERCENT.sub("%25", target)
    found = _AUTHORITY.fullmatch(target)
    if found is None:
        return target
    return found[1] + found[2].replace("[", "%5B").replace("]", "%5D")


def _titled(link: Element, title: str) -> Element:
    if title:
        link.set(name("tooltip"), title[:260])
    return link
