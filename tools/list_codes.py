"""Write docs/diagnostics.md from the catalogue of codes in src/warraq/codes."""

from __future__ import annotations

import re
from pathlib import Path

from warraq.codes import FAMILIES, CodeText, catalogue

PAGE = Path(__file__).resolve().parents[1] / "docs" / "diagnostics.md"

HEADINGS = {
    "S": "Source: files, characters, Markdown",
    "M": "Metadata: the front matter, the theme, the glossary file",
    "C": "Citations and the bibliography",
    "X": "Cross-references and links",
    "G": "The glossary",
    "T": "Text: what a proofreader would ask",
    "B": "Direction and language",
    "E": "Export: PDF (E1…), DOCX (E2…), EPUB (E3…)",
    "V": "Validation",
}

INTRODUCTION = """# The messages

Every message has a place, a severity, a code and mostly a hint:

```
article.md:12:55: error[C001]: no bibliography file has the key “warraq2105”
    hint: did you mean “warraq2015”?
```

The place is file, line and column. An **error** stops the build: nothing is written, and an older
output stays as it was. A **warning** does not, unless you ask for `--strict`. An **info** is a fact
worth knowing. All faults are told in one run, not the first alone.

A code never changes its meaning. `warraq explain C001` prints the paragraph that stands here.

This page is written by `tools/list_codes.py` from the program's own texts; do not edit it by hand.
"""


def page() -> str:
    """Return the page: an introduction, then a heading for each family that has codes."""
    codes = catalogue().values()
    families = [(letter, [item for item in codes if item.code[0] == letter]) for letter in FAMILIES]
    parts = [_family(letter, items) for letter, items in families if items]
    return "\n".join([INTRODUCTION, *parts])


def _family(letter: str, items: list[CodeText]) -> str:
    return "\n".join([f"## {HEADINGS[letter]}\n", *map(_entry, items)])


def _entry(item: CodeText) -> str:
    title = item.title[:1].upper() + item.title[1:]
    return f"### {item.code}: {as_markdown(title)}\n\n{as_markdown(item.text)}\n"


def as_markdown(text: str) -> str:
    """Return a plain text as Markdown: what would be a mark is escaped, save in code."""
    return re.sub(r"(`[^`]+`)|([\\\[\]<>*_#{}!])", lambda m: m[1] or f"\\{m[2]}", text)


def main() -> None:
    """Rewrite the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
