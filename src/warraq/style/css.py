"""A theme as a style sheet: structure from styles/css, looks from the tokens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import assert_never

from warraq.model.attributes import Direction
from warraq.model.metadata import Digits
from warraq.style import files
from warraq.style.css_pages import counter_style, page_rules
from warraq.style.css_roles import Family, Sheet, rules, text_declarations
from warraq.style.css_syntax import length, rule, string
from warraq.style.tokens import Mark, Side, Theme

__all__ = ["Family", "stylesheet"]


def stylesheet(
    theme: Theme,
    family: Family,
    *,
    lang: str,
    dir: Direction,
    digits: Digits = Digits.WESTERN,
    start_page: int = 1,
    running: Mapping[Mark, str] | None = None,
) -> str:
    """Return the style sheet of a document.

    ``paged`` is for WeasyPrint, ``reflowable`` for EPUB and browsers: no absolute size, no
    ``direction`` or ``unicode-bidi`` (EPUB 3.3, section 6.3.1, forbids them), no letter-spacing,
    which would break Arabic joins. ``@font-face`` is the caller's. ``lang`` and ``dir`` are those
    of the document (RTL or LTR); ``running`` holds the texts of the running heads, plain, by
    mark; those left out stay empty. A page bears ``start_page`` and the next ones count on.
    """
    sheet = Sheet(theme, family, lang, dir)
    parts: list[str] = [files.read(f"css/{family}.css")]
    parts += rules(sheet)
    parts += _table_rules(sheet)
    parts += _ground_rules(sheet)
    match family:
        case "paged":
            parts += page_rules(sheet, digits, start_page, running or {})
            parts += _note_rules(sheet)
            parts += _call_rules(sheet)
            parts.append(_label_rule(theme))
            parts += _contents_rules(digits)
        case "reflowable":
            parts += _reflowable_note_rules(sheet)
        case _:
            assert_never(family)
    return "\n".join(part for part in parts if part) + "\n"


def _table_rules(sheet: Sheet) -> Iterator[str]:
    tables, color = sheet.theme.tables, sheet.theme.colors.rule or "currentColor"
    size = sheet.theme.roles["table-cell"].size(sheet.dir)

    def line(side: str, width: float) -> dict[str, str]:
        return {f"border-{side}": f"{length(width, 'pt')} solid {color}"} if width else {}

    before, after = (
        sheet.space(value, None) for value in (tables.space_before, tables.space_after)
    )
    yield rule("table", {"margin-block": f"{before} {after}"})
    yield rule(
        "thead, tbody:first-of-type",
        line("top", tables.rule_top),
    )
    yield rule("thead + tbody", {"border-top": "none"} | line("top", tables.rule_head))
    yield rule("tbody", line("bottom", tables.rule_bottom))
    yield rule("tbody tr + tr", line("top", tables.rule_rows))
    block, inline = (
        sheet.space(tables.padding_block, size),
        sheet.space(tables.padding_inline, size),
    )
    yield rule("th, td", {"padding-block": block, "padding-inline": inline})
    side = {Side.ABOVE: "top", Side.BELOW: "bottom"}[tables.caption]
    yield rule("caption", {"caption-side": side})


def _ground_rules(sheet: Sheet) -> Iterator[str]:
    colors = sheet.theme.colors
    if colors.code_background:
        yield rule("pre", {"background-color": colors.code_background})
    if colors.admonition_background:
        yield rule(".admonition", {"background-color": colors.admonition_background})
    if colors.admonition_rule:
        yield rule(
            "aside.admonition", {"border-inline-start": f"2pt solid {colors.admonition_rule}"}
        )


def _note_rules(sheet: Sheet) -> Iterator[str]:
    """The mark is text in ``data-mark``; an author's note does not count among the others."""
    notes = sheet.theme.notes
    call = f"{string(notes.call_prefix)} attr(data-mark) {string(notes.call_suffix)}"
    marker = f"{string(notes.marker_prefix)} attr(data-mark) {string(notes.marker_suffix + ' ')}"
    yield rule(".footnote::footnote-call", {"content": call})
    yield rule(".footnote::footnote-marker", {"content": marker})
    author = '.footnote[data-kind="author"]'
    yield rule(f"{author}::footnote-call", {"content": "attr(data-mark)"})
    yield rule(f"{author}::footnote-marker", {"content": 'attr(data-mark) " "'})
    yield from _blocks_in_notes(sheet)


# What a note may hold: roles, and the elements that bear a direction.
_IN_NOTES = (
    *("p", ".quote", ".attribution", ".verse", ".list-item", ".definition-term", ".definition"),
    *(".table-head", ".table-cell", ".caption-table", ".caption-figure", ".figure"),
    *(".admonition", ".admonition-title"),
)
_WITH_DIRECTION = ("p", "div", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "td", "th")


def _blocks_in_notes(sheet: Sheet) -> Iterator[str]:
    """A note sets whatever it holds in its own size, and foreign blocks in the size of a note."""
    role = sheet.theme.roles["footnote"]
    look = {"font-size": "inherit !important", "line-height": "inherit !important"}
    yield rule(", ".join(f".footnote {name}" for name in _IN_NOTES), look)
    for direction in (Direction.LTR, Direction.RTL):
        size = role.size(direction)
        names = [f'.footnote {name}[dir="{direction}"]' for name in _WITH_DIRECTION]
        if size is not None:
            yield rule(", ".join(names), {"font-size": f"{sheet.size(size)} !important"})
    code, body = sheet.theme.roles["code"].size(Direction.LTR), sheet.theme.body.size(sheet.dir)
    if code and body:
        share = length(round(code / body, 3), "em")
        yield rule(".footnote .code", {"font-size": share, "line-height": "inherit"})


def _call_rules(sheet: Sheet) -> Iterator[str]:
    """The call of a note in another language looks as those around it: ``data-call`` is its place.

    It would inherit from the note.
    """
    roles = sheet.theme.roles
    for direction in (Direction.RTL, Direction.LTR):
        declarations = text_declarations(sheet, roles["footnote"], direction)
        size = roles["footnote"].size(direction)
        if size is not None:
            declarations["font-size"] = sheet.size(size * roles["footnote-reference"].scale)
        selector = f'.footnote[data-call="{direction}"]::footnote-call'
        # What is set for all calls stays so: their weight and slope.
        kept = ("font-family", "font-size")
        own = {name: value for name, value in declarations.items() if name in kept}
        yield rule(selector, {"direction": direction.value, **own})


def _label_rule(theme: Theme) -> str:
    """Hang the label of an ordered item where its text is indented from."""
    indent = length(-theme.roles["list-item"].indent_start, "em")
    return rule(".list-item[data-label]::before", {"inset-inline-start": indent})


def _reflowable_note_rules(sheet: Sheet) -> Iterator[str]:
    notes, color = sheet.theme.notes, sheet.theme.colors.rule or "currentColor"
    if notes.rule_width and notes.rule_length:
        width = length(notes.rule_width, "pt")
        yield rule(".footnotes", {"border-block-start": f"{width} solid {color}"})


def _contents_rules(digits: Digits) -> Iterator[str]:
    page = f"target-counter(attr(href), page, {counter_style(digits)})"
    lines = ("contents-1", "contents-2", "contents-3", "contents-caption")
    selectors = ", ".join(f".{line} a::after" for line in lines)
    yield rule(selectors, {"content": f'" " leader(". ") {page}', "font-weight": "400"})
