"""Raw HTML is never passed on: it is shown as text, with a warning."""

from __future__ import annotations

import re

from warraq.diagnostics import Location, Report
from warraq.model.inlines import Inlines, LineBreak, Text
from warraq.read.passage import Passage
from warraq.read.reading import Reading
from warraq.source import escaped

_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_INSTEAD = {
    "sup": "write ^text^",
    "sub": "write ~text~",
    "u": "write [text]{.underline}",
    "b": "write **text**",
    "strong": "write **text**",
    "i": "write *text*",
    "em": "write *text*",
    "s": "write ~~text~~",
    "del": "write ~~text~~",
    "span": "write [text]{lang=en} or [text]{.class}",
    "bdi": "write [text]{lang=en}",
    "bdo": "write [text]{dir=ltr}",
    "div": "write ::: {.class} … :::",
    "p": "leave an empty line between paragraphs",
    "img": "write ![caption](file.png)",
    "a": "write [text](https://…)",
    "table": "write a table with | between the cells",
}

# The one character that the library takes from an entity and XML forbids: the form feed.
_FORM_FEED = re.compile(r"&#(?:0*12|[xX]0*[cC]);")


def check_entities(passage: Passage, report: Report) -> None:
    """Report entities for characters that no output could hold."""
    if "&#" not in passage.text:
        return
    for match in _FORM_FEED.finditer(passage.text):
        escaped("\f", passage.location(match.start()), report)


def shown(markup: str, location: Location, reading: Reading) -> Inlines:
    """Return a tag as text. ``<br>`` is a line break (for cells), a comment is nothing."""
    if markup.startswith("<!--"):
        return ()
    if _BREAK.fullmatch(markup):
        return (LineBreak(location=location),)
    name = _NAME.match(markup)
    instead = _INSTEAD.get(name[1].lower(), "") if name else ""
    reading.report.warning(
        "S010",
        f"HTML is printed as it stands: {markup if len(markup) < 40 else markup[:39] + '…'}",
        location,
        *([instead] if instead else []),
    )
    return (Text(markup, location=location),)
