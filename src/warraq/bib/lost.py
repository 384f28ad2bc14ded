"""What a BibTeX file has and nothing reads: other formats, and entries without their mark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from warraq.bib import arabic_fields, vocabulary
from warraq.bib.index import Source, begins_entry
from warraq.diagnostics import Report

_TYPES = "|".join((*vocabulary.ENTRY_TYPES[1:], *arabic_fields.TYPES, "phdthesis", "mastersthesis"))
_KEY = r"[{(][ \t]*[^\s,{}()=]+[ \t]*,"
# An entry at the head of a line without its @, and one after other words in its line.
_UNMARKED = re.compile(rf"^[ \t]*(?:{_TYPES})[ \t]*{_KEY}", re.MULTILINE | re.IGNORECASE)
_IN_LINE = re.compile(
    rf"^[^\n@{{}}%]*[^\s@{{}}%)][^\n@{{}}%]*(@[ \t]*(?:{_TYPES})[ \t]*{_KEY})",
    re.MULTILINE | re.IGNORECASE,
)
_SQUARE = re.compile(rf"^[ \t]*@[ \t]*(?:{_TYPES})[ \t]*\[", re.MULTILINE | re.IGNORECASE)
_LONGEST = 2_000_000
"""Larger files come from programs, which forget no mark."""

# How files of other formats begin.
_FORMATS = (
    (re.compile(r"\s*[\[{]\s*[\"{\]]"), "it seems to be JSON"),
    (re.compile(r"\s*<"), "it seems to be XML or a web page"),
    (re.compile(r"\s*(?:TY|PT|FN)  ?-?"), "it seems to be RIS"),
    (re.compile(r"\s*%[0A-Z] "), "it seems to be a file of EndNote's own format"),
)


def report(sources: Sequence[tuple[str, str]], collected: Report) -> None:
    """Report files without any entry, and what looks like an entry and is none (C028)."""
    for path, text in sources:
        source = Source(path, text.removeprefix("\ufeff"))
        if not begins_entry(source.text):
            _report_file(source, collected)
        if len(text) > _LONGEST:
            continue
        for match in _UNMARKED.finditer(source.text):
            at = match.end() - len(match[0].lstrip())
            message = f"“{match[0].strip()}” looks like an entry, but has no @ before it"
            collected.warning("C028", message, source.location(at), "write the @")
        for match in _SQUARE.finditer(source.text):
            message = f"“{match[0].strip()}” is not read, since [ opens no entry"
            at = match.end() - len(match[0].lstrip())
            collected.warning("C028", message, source.location(at), "write { and }")
        for match in _IN_LINE.finditer(source.text):
            message = f"“{match[1]}” is not read, since other words stand before it in its line"
            hint = "begin a line with the @"
            collected.warning("C028", message, source.location(match.start(1)), hint)


def _report_file(source: Source, collected: Report) -> None:
    if not source.text.strip():
        collected.info("C028", "the bibliography file is empty", source.location(0))
        return
    found = next((name for start, name in _FORMATS if start.match(source.text)), "")
    message = "the file has no BibTeX entry" + (f": {found}" if found else "")
    hint = "export the works as BibTeX or BibLaTeX (.bib)"
    collected.warning("C028", message, source.location(0), hint)
