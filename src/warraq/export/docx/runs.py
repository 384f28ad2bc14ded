"""Runs: text with its character properties, in pairs for the two kinds of scripts.

In WordprocessingML ``w:b``, ``w:i`` and ``w:sz`` hold for Latin text alone; a run marked
``w:rtl`` takes ``w:bCs``, ``w:iCs``, ``w:szCs`` and the font of ``@w:cs`` (ECMA-376 part 1,
17.3.2.26). Runs are therefore cut by level, and each carries both members of a pair.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from warraq.export.docx.looks import word_language
from warraq.export.docx.markup import XML_SPACE, Element, add, is_writable, made_writable
from warraq.export.docx.story import Draft
from warraq.lang.tags import direction_of, same_language
from warraq.model.attributes import Direction
from warraq.model.inlines import Text
from warraq.style.tokens import Role, Slope

_BOLD = 600
# Characters that Word writes as elements.
_ELEMENTS = {
    "\t": "tab",
    "\n": "br",
    "\u00ad": "softHyphen",
    "\u2011": "noBreakHyphen",
}
_SPECIAL = re.compile("([\t\n\u00ad\u2011])")


@dataclass(frozen=True, slots=True)
class RunFormat:
    """Character properties of a run. ``roles`` are character roles of the theme, outer first."""

    roles: tuple[str, ...] = ()
    underline: bool = False
    strike: bool = False
    vertical: str = ""
    """``superscript``, ``subscript`` or empty (ST_VerticalAlignRun)."""
    lang: str = ""

    def with_role(self, role: str) -> RunFormat:
        """Return the format inside a phrase of a role; the same one twice counts once."""
        return self if role in self.roles else replace(self, roles=(*self.roles, role))


PLAIN = RunFormat()


def is_right_to_left(text: Text) -> bool:
    """Whether a text is a ``w:rtl`` run: an odd level, or a number in right-to-left text.

    A text resolved to a number (EN or AN) always stands in right-to-left text, since W7 makes
    European digits after Latin letters part of them.
    """
    return bool((text.level or 0) % 2) or text.number


def add_run(parent: Element, draft: Draft, run_format: RunFormat, *, rtl: bool) -> Element:
    """Append an empty run."""
    run = add(parent, "r")
    add_properties(run, draft, run_format, rtl=rtl)
    return run


def add_text(
    parent: Element, draft: Draft, text: str, run_format: RunFormat = PLAIN, *, rtl: bool
) -> Element:
    """Append a run with a text."""
    run = add_run(parent, draft, run_format, rtl=rtl)
    write_text(run, draft, text)
    return run


def write_text(run: Element, draft: Draft, text: str) -> None:
    """Put a text into a run. A character that XML forbids becomes U+FFFD and is reported."""
    if not is_writable(text):
        _report_forbidden(draft, text)
        text = made_writable(text)
    if _SPECIAL.search(text) is None:
        _add_characters(run, text)
        return
    for piece in _SPECIAL.split(text):
        if piece in _ELEMENTS:
            add(run, _ELEMENTS[piece])
        elif piece:
            _add_characters(run, piece)


def _add_characters(run: Element, text: str) -> None:
    element = add(run, "t")
    element.text = text
    if text[:1].isspace() or text[-1:].isspace():
        element.set(XML_SPACE, "preserve")


def _report_forbidden(draft: Draft, text: str) -> None:
    found = next(char for char in text if not is_writable(char))
    draft.context.report.warning(
        "E201",
        f"the character U+{ord(found):04X} cannot stand in a Word document; U+FFFD is put instead",
        draft.document.metadata.location,
        "take it out of the source",
    )


def add_properties(run: Element, draft: Draft, run_format: RunFormat, *, rtl: bool) -> None:
    """Append ``w:rPr`` when there is anything to say, its children in the order of CT_RPr."""
    lang = _language(draft, run_format.lang, rtl=rtl)
    if not rtl and not lang and run_format == replace(PLAIN, lang=run_format.lang):
        return
    properties = add(run, "rPr")
    roles = [draft.theme.roles[name] for name in run_format.roles if name in draft.theme.roles]
    if roles:
        add(properties, "rStyle", val=roles[0].word_id)
    _add_direct(properties, roles[1:])
    if run_format.strike:
        add(properties, "strike")
    if run_format.underline:
        add(properties, "u", val="single")
    if run_format.vertical:
        add(properties, "vertAlign", val=run_format.vertical)
    if rtl:
        add(properties, "rtl")
    if lang:
        add(properties, "lang", **{"bidi" if rtl else "val": lang})


def _add_direct(properties: Element, roles: list[Role]) -> None:
    """Write what further roles ask for, since a run names one style only."""
    flags = (
        ("b", any((role.latin_weight or 0) >= _BOLD for role in roles)),
        ("bCs", any((role.arabic_weight or 0) >= _BOLD for role in roles)),
        ("i", any(role.latin_style is Slope.ITALIC for role in roles)),
        ("iCs", any(role.arabic_style is Slope.ITALIC for role in roles)),
    )
    for flag, wanted in flags:
        if wanted:
            add(properties, flag)


def _language(draft: Draft, lang: str, *, rtl: bool) -> str:
    """Return the language that a run has to state: when its script fits and no style states it."""
    if not lang or (direction_of(lang) is Direction.RTL) is not rtl:
        return ""
    default = draft.default_rtl_lang if rtl else draft.default_ltr_lang
    return "" if same_language(lang, default) else word_language(lang)
