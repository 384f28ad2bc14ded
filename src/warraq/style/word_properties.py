"""Roles as paragraph and run properties of WordprocessingML, in the order its schema wants.

Each property is kept under its element's name, so that a style can state only what differs from
the style it is based on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from warraq.model.attributes import Direction
from warraq.style.scripts import script_group, stack
from warraq.style.tokens import Align, Mark, Role, Slope, Start, Theme, Usage
from warraq.style.word_units import eighths, half_points, line_spacing, page_setup, twips

Properties = dict[str, str]
"""Elements as XML text by their names, in schema order."""

# ECMA-376 part 1, CT_PPrBase and EG_RPrBase, so far as used here.
PARAGRAPH_ORDER = (
    *("w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:widowControl", "w:suppressLineNumbers"),
    *("w:pBdr", "w:shd"),
    *("w:tabs", "w:bidi", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"),
)
RUN_ORDER = (
    *("w:rFonts", "w:b", "w:bCs", "w:i", "w:iCs", "w:color", "w:sz", "w:szCs", "w:u"),
    *("w:vertAlign", "w:lang"),
)

# In a paragraph with w:bidi, «left» is its start: the right edge.
_JC = {Align.START: "left", Align.CENTER: "center", Align.END: "right", Align.JUSTIFY: "both"}


@dataclass(frozen=True, slots=True)
class Target:
    """What the styles are made for: a theme and the document's language and direction."""

    theme: Theme
    lang: str
    dir: Direction

    @property
    def complex_group(self) -> str:
        """The script group of complex-script runs: the document's own, else Arabic."""
        group = script_group(self.lang)
        return "arabic" if group == "latin" else group


def tag(name: str, **attributes: str | int) -> str:
    """Return an empty element in the namespace ``w``; attributes are given without prefix."""
    pairs = "".join(f" w:{key}={quoteattr(str(value))}" for key, value in attributes.items())
    return f"<w:{name}{pairs}/>"


def toggle(name: str, on: bool) -> str:
    """Return a toggle property, switched off explicitly where it is off."""
    return tag(name) if on else tag(name, val="0")


def fonts(target: Target, usage: Usage) -> str:
    """Return ``w:rFonts`` of a usage: the first family of each script."""
    families = stack(target.theme.fonts.word, usage)
    latin = (families.latin or ("Times New Roman",))[0]
    complex_script = (getattr(families, target.complex_group) or (latin,))[0]
    return tag("rFonts", ascii=latin, hAnsi=latin, eastAsia=latin, cs=complex_script)


def run_properties(target: Target, role: Role) -> Properties:
    """Return what a role states of its runs; the pairs of both scripts always together."""
    result: Properties = {}
    if role.font is not None:
        result["w:rFonts"] = fonts(target, role.font)
    for name, weight in (("b", role.latin_weight), ("bCs", role.arabic_weight)):
        if weight is not None:
            result[f"w:{name}"] = toggle(name, weight == 700)
    for name, slope in (("i", role.latin_style), ("iCs", role.arabic_style)):
        if slope is not None:
            result[f"w:{name}"] = toggle(name, slope is Slope.ITALIC)
    if role.color:
        result["w:color"] = tag("color", val=role.color.removeprefix("#").upper())
    for name, size in (("sz", role.latin_size), ("szCs", role.arabic_size)):
        if size is not None:
            result[f"w:{name}"] = tag(name, val=half_points(size))
    if role.underline:
        result["w:u"] = tag("u", val="single")
    if role.superscript:
        result["w:vertAlign"] = tag("vertAlign", val="superscript")
    return result


def paragraph_properties(target: Target, role: Role, direction: Direction) -> Properties:
    """Return all properties of a role's paragraphs in a direction."""
    line, line_rule = line_spacing(target.theme, role, direction)
    spacing = tag(
        "spacing",
        before=twips(role.space_before),
        after=twips(role.space_after),
        line=line,
        lineRule=line_rule,
    )
    result = {
        "w:keepNext": toggle("keepNext", role.keep_with_next),
        "w:keepLines": toggle("keepLines", role.keep_together),
        "w:widowControl": toggle("widowControl", max(role.orphans, role.widows) > 1),
        "w:bidi": toggle("bidi", direction is Direction.RTL),
        "w:spacing": spacing,
        "w:ind": _indents(role, direction),
        "w:contextualSpacing": toggle("contextualSpacing", role.contextual_spacing),
        "w:jc": tag("jc", val=_JC[role.align]),
        **_special(target, role),
        **_uncounted(role.name),
    }
    return {name: result[name] for name in PARAGRAPH_ORDER if name in result}


def _indents(role: Role, direction: Direction) -> str:
    """Return ``w:ind``. Its left and right are start and end in a paragraph with ``w:bidi``."""
    size = role.size(direction) or 0
    first = twips(role.first_line * size)
    hanging = {"firstLine": first} if first >= 0 else {"hanging": -first}
    start, end = twips(role.indent_start * size), twips(role.indent_end * size)
    return tag("ind", left=start, right=end, **hanging)


# Lines that are not counted where a reviewer's copy numbers its lines, as pages do not either.
_UNCOUNTED = frozenset({"figure", "caption-figure", "caption-table", "footnote"})


def _uncounted(name: str) -> Properties:
    if name in _UNCOUNTED or name.startswith("contents-"):
        return {"w:suppressLineNumbers": tag("suppressLineNumbers")}
    return {}


def _heading(theme: Theme, level: int) -> Properties:
    result = {"w:outlineLvl": tag("outlineLvl", val=level - 1)}
    if level == 1 and theme.section_start is not Start.AUTO:
        result["w:pageBreakBefore"] = tag("pageBreakBefore")
    return result


def _special(target: Target, role: Role) -> Properties:
    """Return what belongs to single roles: outline levels, tabs, grounds and rules."""
    theme, name = target.theme, role.name
    family, _, level = name.rpartition("-")
    if family == "heading":
        return _heading(theme, int(level))
    if name == "contents-heading":
        return _heading(theme, 1) | {
            "w:outlineLvl": tag("outlineLvl", val=9)
        }  # not in the contents
    if family == "contents":
        stop = tag("tab", val="right", leader="dot", pos=page_setup(theme, target.dir).measure)
        return {"w:tabs": f"<w:tabs>{stop}</w:tabs>"}
    if name in ("header", "footer"):
        return _running_head(target, name)
    ground = {
        "code": theme.colors.code_background,
        "admonition": theme.colors.admonition_background,
    }
    color = ground.get("admonition" if name == "admonition-title" else name, "")
    if not color:
        return {}
    return {"w:shd": tag("shd", val="clear", color="auto", fill=color.removeprefix("#").upper())}


def _running_head(target: Target, name: str) -> Properties:
    measure = page_setup(target.theme, target.dir).measure
    stops = tag("tab", val="center", pos=measure // 2) + tag("tab", val="right", pos=measure)
    result = {"w:tabs": f"<w:tabs>{stops}</w:tabs>"}
    width = target.theme.running.rule_width
    if name == "header" and width and has_head(target.theme):
        color = target.theme.colors.rule.removeprefix("#").upper() or "auto"
        border = tag("bottom", val="single", sz=eighths(width), space=3, color=color)
        result["w:pBdr"] = f"<w:pBdr>{border}</w:pBdr>"
    return result


def has_head(theme: Theme) -> bool:
    """Whether any page but the first bears something in its head."""
    pages = [theme.running.recto, *([theme.running.verso] if theme.page.mirrored else [])]
    marks = [(page.header_start, page.header_center, page.header_end) for page in pages]
    return any(mark is not Mark.NONE for places in marks for mark in places)


def wrap(name: str, properties: Mapping[str, str]) -> str:
    """Return ``w:pPr`` or ``w:rPr`` with its properties, nothing for none."""
    return f"<w:{name}>{''.join(properties.values())}</w:{name}>" if properties else ""


# What undoes a property that a style would inherit though its role does not have it.
_NEUTRAL = {
    "w:pageBreakBefore": toggle("pageBreakBefore", on=False),
    "w:suppressLineNumbers": toggle("suppressLineNumbers", on=False),
    "w:pBdr": f"<w:pBdr>{tag('bottom', val='nil')}</w:pBdr>",
    "w:shd": tag("shd", val="clear", color="auto", fill="auto"),
    "w:outlineLvl": tag("outlineLvl", val=9),
    "w:color": tag("color", val="auto"),
    "w:u": tag("u", val="none"),
    "w:vertAlign": tag("vertAlign", val="baseline"),
}


def difference(properties: Properties, base: Mapping[str, str]) -> Properties:
    """Return what makes a style with ``base`` look as ``properties`` want, in schema order."""
    undone = {name: _NEUTRAL[name] for name in base if name in _NEUTRAL and name not in properties}
    wanted = properties | undone
    order = PARAGRAPH_ORDER + RUN_ORDER
    return {
        name: wanted[name] for name in order if name in wanted and base.get(name) != wanted[name]
    }
