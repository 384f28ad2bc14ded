"""A theme as Word styles: ``word/styles.xml`` whole, and the identifiers to refer to them.

Every role is a style under Word's built-in name where there is one. A paragraph role whose text
can be foreign has a *twin* for the other direction: «Abstract» and «Abstract LTR».
"""

from __future__ import annotations

from collections.abc import Iterator

from warraq.lang.tags import direction_of
from warraq.model.attributes import Direction
from warraq.style.roles import ROLES, word_id
from warraq.style.scripts import foreign_language, opposite
from warraq.style.tokens import Kind, Role, Theme, Usage
from warraq.style.word_properties import (
    Properties,
    Target,
    difference,
    fonts,
    paragraph_properties,
    run_properties,
    tag,
    toggle,
    wrap,
)
from warraq.style.word_units import PageSetup, eighths, half_points, page_setup, twips

__all__ = ["TABLE_STYLE_ID", "PageSetup", "page_setup", "style_id", "style_name", "styles_xml"]

TABLE_STYLE_ID = "RuledTable"
_TABLE_STYLE_NAME = "Ruled Table"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

# Where Word lists its built-in styles; others come right after the body.
_PRIORITIES = {
    "base": 0,
    "body": 1,
    "title": 10,
    "subtitle": 11,
    "strong": 22,
    "emphasis": 20,
    **{f"heading-{level}": 9 for level in range(1, 7)},
    **{f"contents-{level}": 39 for level in range(1, 4)},
    "quote": 29,
    "list-item": 34,
    "caption-figure": 35,
    "bibliography-entry": 37,
    "contents-heading": 39,
    "contents-caption": 99,
    "footnote": 99,
    "header": 99,
    "footer": 99,
    "link": 99,
    "footnote-reference": 99,
}


def style_name(role: Role, dir: Direction, base: Direction) -> str:
    """Return the name of a role's style for text in a direction.

    ``base`` is the document's direction; a role that cannot be foreign has one style alone.
    """
    if dir is base or not ROLES[role.name].twin:
        return role.word
    return f"{role.word} {dir.value.upper()}"


def style_id(role: Role, dir: Direction, base: Direction) -> str:
    """Return the identifier (``w:pStyle``, ``w:rStyle``) of a role's style. See style_name."""
    return word_id(style_name(role, dir, base))


def styles_xml(theme: Theme, *, lang: str, dir: Direction | None = None) -> bytes:
    """Return ``word/styles.xml`` for a document in a language (BCP 47).

    ``dir`` is the document's direction, by default that of its language. Elements stand in the
    order of ECMA-376 part 1, Annex A (CT_Styles).
    """
    target = Target(theme, lang, dir or direction_of(lang))
    parts = [_defaults(target), _LATENT, *_built_in(target)]
    for role in theme.roles.values():
        parts += _styles(target, role)
    content = "".join(parts)
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:styles xmlns:w="{_NAMESPACE}">{content}</w:styles>'
    )
    return text.encode("utf-8")


# Built-in styles that are not here stay out of Word's list until they are used.
_LATENT = tag(
    "latentStyles",
    defLockedState=0,
    defUIPriority=99,
    defSemiHidden=1,
    defUnhideWhenUsed=1,
    defQFormat=0,
    count=376,
)


def _defaults(target: Target) -> str:
    base = target.theme.roles["base"]
    sizes = [("sz", base.latin_size), ("szCs", base.arabic_size)]
    run = {
        "w:rFonts": fonts(target, base.font or Usage.TEXT),
        **{f"w:{name}": tag(name, val=half_points(size or 12)) for name, size in sizes},
        "w:lang": _language(target),
    }
    inner = f"<w:rPrDefault>{wrap('rPr', run)}</w:rPrDefault><w:pPrDefault/>"
    return f"<w:docDefaults>{inner}</w:docDefaults>"


def _language(target: Target) -> str:
    """Return ``w:lang``: Word keeps a language for each kind of script."""
    foreign = foreign_language(target.dir)
    latin, bidi = target.lang, foreign
    if target.dir is Direction.RTL:
        latin, bidi = foreign, target.lang
    latin = "en-US" if latin == "en" else latin
    bidi = "ar-SA" if bidi == "ar" else bidi
    return tag("lang", val=latin, eastAsia=latin, bidi=bidi)


def _built_in(target: Target) -> Iterator[str]:
    """Yield the styles that Word wants as the defaults of each type, and the one for tables."""
    hidden = tag("uiPriority", val=99) + tag("semiHidden") + tag("unhideWhenUsed")
    yield (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        f"{tag('name', val='Default Paragraph Font')}{hidden}</w:style>"
    )
    yield (
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList">'
        f"{tag('name', val='No List')}{hidden}</w:style>"
    )
    margins = tag("left", w=108, type="dxa"), tag("right", w=108, type="dxa")
    cells = f"{tag('top', w=0, type='dxa')}{margins[0]}{tag('bottom', w=0, type='dxa')}{margins[1]}"
    yield (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        f"{tag('name', val='Normal Table')}{hidden}<w:tblPr>{tag('tblInd', w=0, type='dxa')}"
        f"<w:tblCellMar>{cells}</w:tblCellMar></w:tblPr></w:style>"
    )
    yield _table_style(target)


def _table_style(target: Target) -> str:
    """Return the table style: rules above, below the head and below the table."""
    tables = target.theme.tables

    def border(side: str, width: float) -> str:
        color = target.theme.colors.rule.removeprefix("#").upper() or "auto"
        if not width:
            return tag(side, val="nil")
        return tag(side, val="single", sz=eighths(width), space=0, color=color)

    def cell(side: str, points: float) -> str:
        return tag(side, w=twips(points), type="dxa")

    borders = (
        border("top", tables.rule_top)
        + border("bottom", tables.rule_bottom)
        + border("insideH", tables.rule_rows)
    )
    block, inline = tables.padding_block, tables.padding_inline
    margins = cell("top", block) + cell("left", inline) + cell("bottom", block)
    margins += cell("right", inline)
    head = f"<w:tcPr><w:tcBorders>{border('bottom', tables.rule_head)}</w:tcBorders></w:tcPr>"
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE_STYLE_ID}">'
        f"{tag('name', val=_TABLE_STYLE_NAME)}{tag('basedOn', val='TableNormal')}"
        f"{tag('uiPriority', val=59)}{tag('qFormat')}"
        f"<w:tblPr>{tag('tblInd', w=0, type='dxa')}<w:tblBorders>{borders}</w:tblBorders>"
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow">{head}</w:tblStylePr></w:style>'
    )


def _styles(target: Target, role: Role) -> Iterator[str]:
    """Yield the style of a role and its twin."""
    run = run_properties(target, role)
    if role.kind is Kind.CHARACTER:
        yield _style(role, role.word, "DefaultParagraphFont", {}, run)
        return
    paragraph = paragraph_properties(target, role, target.dir)
    parent = target.theme.roles.get(role.based_on)
    based_on = parent.word_id if parent else ""
    yield _style(
        role,
        role.word,
        based_on,
        difference(paragraph, _inherited(target, parent)),
        difference(run, run_properties(target, parent) if parent else {}),
        following=_next(target, role, target.dir),
    )
    if ROLES[role.name].twin:
        away = opposite(target.dir)
        other = paragraph_properties(target, role, away)
        yield _style(
            role,
            style_name(role, away, target.dir),
            role.word_id,
            difference(other, paragraph),
            {},
            following=_next(target, role, away),
        )


def _inherited(target: Target, parent: Role | None) -> Properties:
    """Return what a style has before it states anything: its parent's, or Word's defaults."""
    if parent is not None:
        return paragraph_properties(target, parent, target.dir)
    names = ("keepNext", "keepLines", "bidi", "contextualSpacing")
    return {f"w:{name}": toggle(name, on=False) for name in names}


def _next(target: Target, role: Role, direction: Direction) -> str:
    following = target.theme.roles.get(role.next)
    return style_id(following, direction, target.dir) if following else ""


def _style(
    role: Role,
    name: str,
    based_on: str,
    paragraph: Properties,
    run: Properties,
    following: str = "",
) -> str:
    """Return one style with its elements in the order of CT_Style."""
    default = ' w:default="1"' if role.name == "base" else ""
    custom = "" if name in _BUILT_IN else ' w:customStyle="1"'
    head = f'<w:style w:type="{role.kind.value}"{default}{custom} w:styleId="{word_id(name)}">'
    parts = [tag("name", val=name)]
    if based_on:
        parts.append(tag("basedOn", val=based_on))
    if following and following != word_id(name):
        parts.append(tag("next", val=following))
    parts.append(tag("uiPriority", val=_PRIORITIES.get(role.name, 2)))
    parts.append(tag("qFormat"))
    return f"{head}{''.join(parts)}{wrap('pPr', paragraph)}{wrap('rPr', run)}</w:style>"


# Names that Word knows by itself; all others are custom styles.
_BUILT_IN = frozenset(
    [
        *("Normal", "Body Text", "Title", "Subtitle", "Date", "Quote", "List Paragraph", "caption"),
        *(f"heading {level}" for level in range(1, 10)),
        *(f"toc {level}" for level in range(1, 10)),
        *("TOC Heading", "Bibliography", "footnote text", "header", "footer"),
        *("Emphasis", "Strong", "Hyperlink", "footnote reference"),
    ]
)
