"""Roles as CSS rules, for the paged family (points) and the reflowable one (em and rem).

Markup that the rules expect: a block carries ``dir`` when it differs from its parent's; a
container role (quote, list item, cell …) may hold plain ``p`` elements, which inherit its look.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from warraq.lang.tags import direction_of
from warraq.model.attributes import Direction
from warraq.style.css_syntax import Declarations, length, number, rule, string
from warraq.style.scripts import families, foreign_language, opposite, stack
from warraq.style.tokens import Kind, Role, Theme, Usage

Family = Literal["paged", "reflowable"]

# Roles whose element may contain paragraphs of its own.
CONTAINERS = frozenset(
    [
        "admonition",
        "definition",
        "footnote",
        "glossary-definition",
        "list-item",
        "quote",
        "table-cell",
        "table-head",
    ]
)
# Elements without a role of their own that look as those of one.
_ALIKE = {"table-cell": (".glossary-equivalent", ".glossary-abbreviation")}
_GENERIC = {Usage.TEXT: "serif", Usage.HEADING: "serif", Usage.MONOSPACE: "monospace"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a style sheet is made for: a theme, a family, and the document's language."""

    theme: Theme
    family: Family
    lang: str
    dir: Direction

    @property
    def paged(self) -> bool:
        """Whether sizes are absolute."""
        return self.family == "paged"

    @property
    def foreign(self) -> str:
        """The language that stands for text of the other direction."""
        return self.lang if direction_of(self.lang) is not self.dir else foreign_language(self.dir)

    def size(self, points: float) -> str:
        """Return a font size: points, or a share of the body's, which belongs to the reader."""
        if self.paged:
            return length(points, "pt")
        return length(points / (self.theme.body.size(self.dir) or points), "rem")

    def space(self, points: float, size: float | None) -> str:
        """Return a vertical space: points, or em of the size it belongs to."""
        return length(points, "pt") if self.paged else length(points / (size or 12), "em")


def rules(sheet: Sheet) -> Iterator[str]:
    """Yield the rules of all roles that CSS knows."""
    yield from _body_rules(sheet)
    for role in sheet.theme.roles.values():
        if role.kind is Kind.CHARACTER:
            yield from _character_rules(sheet, role)
        elif role.name not in ("base", "body"):
            yield from _paragraph_rules(sheet, role)
            for selector in _ALIKE.get(role.name, ()):
                yield from _paragraph_rules(sheet, replace(role, selector=selector))
    yield from _emphasis_rules(sheet)


def font_family(sheet: Sheet, usage: Usage, lang: str) -> str:
    """Return the value of ``font-family`` for text of a language, a generic family last."""
    names = families(stack(sheet.theme.fonts.page, usage), lang)
    return ", ".join([*(string(name) for name in names), _GENERIC[usage]])


def text_declarations(sheet: Sheet, role: Role, direction: Direction) -> Declarations:
    """Return what depends on the script: family, size, weight and slope."""
    lang = sheet.lang if direction is sheet.dir else sheet.foreign
    size, weight, style = role.size(direction), role.weight(direction), role.slope(direction)
    result: Declarations = {}
    if role.font is not None:
        result["font-family"] = font_family(sheet, role.font, lang)
    if size is not None:
        result["font-size"] = sheet.size(size)
    if weight is not None:
        result["font-weight"] = str(weight)
    if style is not None:
        result["font-style"] = style.value
    return result


def line_declarations(role: Role) -> Declarations:
    """Return how lines are set; all of it is inherited."""
    result = {
        "line-height": number(role.line_height),
        "text-align": role.align.value,
        "text-indent": length(role.first_line, "em"),
        "orphans": str(role.orphans),
        "widows": str(role.widows),
    }
    return result | ({"color": role.color} if role.color else {})


def box_declarations(sheet: Sheet, role: Role) -> Declarations:
    """Return spaces, indents and breaks, which are not inherited."""
    size = role.size(sheet.dir)
    before, after = sheet.space(role.space_before, size), sheet.space(role.space_after, size)
    start, end = length(role.indent_start, "em"), length(role.indent_end, "em")
    result = {"margin-block": f"{before} {after}", "margin-inline": f"{start} {end}"}
    if role.keep_with_next:
        result |= _avoid(sheet, "break-after")
    if role.keep_together:
        result |= _avoid(sheet, "break-inside")
    return result


def _avoid(sheet: Sheet, name: str) -> Declarations:
    """Forbid a break; older readers of EPUB know the properties of CSS 2 alone."""
    return {name: "avoid"} if sheet.paged else {f"page-{name}": "avoid", name: "avoid"}


def _body_rules(sheet: Sheet) -> Iterator[str]:
    """Everything that inherits goes to ``body``, so that plain elements need no class."""
    body = sheet.theme.body
    text = text_declarations(sheet, body, sheet.dir)
    if not sheet.paged:
        text.pop("font-size")  # the reader's own choice
    yield rule("body", text | line_declarations(body))
    yield rule("p", box_declarations(sheet, body))
    away, home = opposite(sheet.dir), sheet.dir
    foreign = _differences(sheet, body, away)
    stated = text_declarations(sheet, body, home) | line_declarations(body)
    own = {name: stated[name] for name in foreign}
    names = ("p", "div", "section", "ul", "ol", "dl")
    yield rule(", ".join(f'{name}[dir="{away}"]' for name in names), foreign)
    yield rule(", ".join(f'[dir="{away}"] {name}[dir="{home}"]' for name in names), own)


def _paragraph_rules(sheet: Sheet, role: Role) -> Iterator[str]:
    away, home = opposite(sheet.dir), sheet.dir
    text = text_declarations(sheet, role, home) | line_declarations(role)
    yield rule(role.selector, text | box_declarations(sheet, role))
    if role.contextual_spacing:
        yield rule(f"{role.selector} + {role.selector}", {"margin-block-start": "0"})
    foreign = _differences(sheet, role, away)
    selector = role.selector
    outer = [f'{selector}[dir="{away}"]', f'[dir="{away}"] {selector}']
    inner = [
        f'[dir="{away}"] {selector}[dir="{home}"]',
        f'[dir="{away}"] [dir="{home}"] {selector}',
    ]
    if role.name in CONTAINERS:
        outer.append(f'{selector} > p[dir="{away}"]')
        inner.append(f'{selector}[dir="{away}"] > p[dir="{home}"]')
    yield rule(", ".join(outer), foreign)
    yield rule(", ".join(inner), {name: text[name] for name in foreign})


def _differences(sheet: Sheet, role: Role, direction: Direction) -> Declarations:
    """Return what text of the other direction is set in otherwise.

    An inherited ``text-indent`` has become an absolute length in the size of its origin, so it
    is stated anew for another size.
    """
    own = text_declarations(sheet, role, opposite(direction))
    away = text_declarations(sheet, role, direction)
    result = {name: value for name, value in away.items() if own.get(name) != value}
    body = sheet.theme.body
    # A paragraph of a role without an indent must undo the one that its body rule stated.
    if "font-size" in result or body.size(direction) != body.size(opposite(direction)):
        result["text-indent"] = length(role.first_line, "em")
    return result


def _character_rules(sheet: Sheet, role: Role) -> Iterator[str]:
    if role.name == "emphasis":
        return
    declarations = text_declarations(sheet, role, sheet.dir)
    if role.scale != 1:
        declarations["font-size"] = length(role.scale, "em")
    if role.color:
        declarations["color"] = role.color
    if role.superscript:
        declarations |= {"vertical-align": "super", "line-height": "0"}
    if role.underline or role.name == "link":
        declarations["text-decoration"] = "underline" if role.underline else "none"
    for selector in _character_selectors(sheet, role):
        yield rule(selector, declarations)


def _character_selectors(sheet: Sheet, role: Role) -> tuple[str, ...]:
    """The marks of notes are pseudo-elements on pages and elements elsewhere."""
    pseudo = {"footnote-reference": "::footnote-call", "footnote-mark": "::footnote-marker"}
    if sheet.paged and role.name in pseudo:
        return (pseudo[role.name],)
    return (role.selector,)


def _emphasis_rules(sheet: Sheet) -> Iterator[str]:
    """Emphasis goes by the script of its text: the nearest ``dir``, around it or within it."""
    away, home = opposite(sheet.dir), sheet.dir
    around = ('[dir="{0}"] em', 'em[dir="{0}"]')
    yield rule("em", _slant(sheet, home, "inherit"))
    yield rule(_join(around, "", away), _slant(sheet, away, "inherit"))
    yield rule(_join(around, f'[dir="{away}"] ', home), _slant(sheet, home, "inherit"))
    # What stands within «em» would inherit the weight of the other script from it.
    yield rule(f'em [dir="{away}"]', _slant(sheet, away, "normal"))
    yield rule(f'[dir="{away}"] em [dir="{home}"]', _slant(sheet, home, "normal"))
    bold = [role.selector for role in sheet.theme.roles.values() if role.weight(away) == 700]
    selectors = [f'{selector} em [dir="{away}"]' for selector in bold if selector != "em"]
    yield rule(", ".join(selectors), {"font-weight": "inherit"} if selectors else {})


def _join(patterns: tuple[str, ...], prefix: str, direction: Direction) -> str:
    return ", ".join(prefix + pattern.format(direction) for pattern in patterns)


def _slant(sheet: Sheet, direction: Direction, weight: str) -> Declarations:
    """State weight and slope both, since the one must undo what the other script has."""
    stated = text_declarations(sheet, sheet.theme.roles["emphasis"], direction)
    return {"font-style": "normal", "font-weight": weight, **stated}
