"""Parity: what the CSS says of each role and what the Word styles say of it are one look.

Both are read back from the finished text, by parsers that know nothing of themes.
"""

from __future__ import annotations

import dataclasses
import itertools
import re
from dataclasses import dataclass
from typing import Any

import pytest
import tinycss2
from lxml import etree

from warraq.lang.tags import direction_of
from warraq.model.attributes import Direction
from warraq.style.css import stylesheet
from warraq.style.roles import ROLES
from warraq.style.theme import Theme, load_theme, theme_names
from warraq.style.tokens import Kind
from warraq.style.word import style_id, styles_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PARAGRAPHS = [name for name, item in ROLES.items() if item.kind is Kind.PARAGRAPH and item.selector]
CASES = list(itertools.product(theme_names(), ["paged", "reflowable"], ["ar", "he", "en"]))

Sheet = dict[str, dict[str, str]]
Styles = dict[str, Any]


@dataclass(frozen=True)
class Look:
    """How a paragraph looks, in points."""

    size: float
    bold: bool
    italic: bool
    line: float
    before: float
    after: float
    start: float
    end: float
    first: float
    align: str
    keep_with_next: bool
    keep_together: bool
    color: str
    usage: str


# --- CSS ---------------------------------------------------------------------------------------


def read_css(text: str) -> Sheet:
    """Return the declarations of every selector, later rules over earlier ones."""
    sheet: Sheet = {}
    for node in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if node.type != "qualified-rule":
            continue
        content = tinycss2.parse_blocks_contents(node.content, True, True)
        stated = {item.lower_name: tinycss2.serialize(item.value).strip() for item in content}
        for selector in tinycss2.serialize(node.prelude).split(","):
            sheet.setdefault(selector.strip(), {}).update(stated)
    return sheet


def css_look(sheet: Sheet, selector: str, away: str, theme: Theme, home: Direction) -> Look:
    """Return the look of a role's element; ``away`` is «ltr» or «rtl» for a foreign one."""
    box = sheet["p" if selector == "body" else selector]
    stated = sheet["body"] | (sheet[selector] if selector != "body" else {})
    root = theme.body.size(home) or 0
    if away:
        foreign = "p" if selector == "body" else selector
        stated = stated | sheet.get(f'{foreign}[dir="{away}"]', {})
    size = points(stated.get("font-size", "1rem"), root, root)
    before, after = (points(part, size, root) for part in pair(box["margin-block"]))
    start, end = (points(part, size, root) for part in pair(box["margin-inline"]))
    return Look(
        size=size,
        bold=stated["font-weight"] == "700",
        italic=stated["font-style"] == "italic",
        line=float(stated["line-height"]) * size,
        before=before,
        after=after,
        start=start,
        end=end,
        first=points(stated["text-indent"], size, root),
        align=stated["text-align"],
        keep_with_next=box.get("break-after") == "avoid",
        keep_together=box.get("break-inside") == "avoid",
        color=stated.get("color", ""),
        usage=usage_of_css(stated["font-family"], theme),
    )


def pair(text: str) -> list[str]:
    parts = text.split()
    return parts if len(parts) == 2 else parts * 2


def points(text: str, size: float, root: float) -> float:
    found = re.fullmatch(r"(-?[\d.]+)(pt|em|rem)?", text)
    assert found is not None, text
    number = float(found[1])
    assert found[2] or number == 0, text
    return number * {"pt": 1, "em": size, "rem": root, None: 1}[found[2]]


def usage_of_css(families: str, theme: Theme) -> str:
    first = families.split(",")[0].strip('"')
    fonts = theme.fonts.page
    return usage_of(first, {f.name: getattr(fonts, f.name) for f in dataclasses.fields(fonts)})


def usage_of(family: str, stacks: dict[str, Any]) -> str:
    """Return the first usage in whose stacks a family stands first; text and heading may share."""
    for name in ("text", "heading", "monospace"):
        stack = stacks[name]
        if family in {names[0] for names in (stack.arabic, stack.latin, stack.hebrew) if names}:
            return name
    raise AssertionError(f"{family} is in no stack of the theme")


# --- Word --------------------------------------------------------------------------------------


def read_word(data: bytes) -> Styles:
    return {style.get(f"{W}styleId"): style for style in etree.fromstring(data).iter(f"{W}style")}


def properties(styles: Styles, identifier: str) -> dict[str, Any]:
    """Return the elements of pPr and rPr of a style with those that it inherits."""
    style = styles[identifier]
    parent = style.find(f"{W}basedOn")
    result = properties(styles, parent.get(f"{W}val")) if parent is not None else {}
    for holder in ("pPr", "rPr"):
        for element in style.findall(f"{W}{holder}/*"):
            result[element.tag.removeprefix(W)] = element
    return result


def attribute(element: Any, name: str) -> str:
    return str(element.get(f"{W}{name}", ""))


def is_on(found: dict[str, Any], name: str) -> bool:
    return name in found and attribute(found[name], "val") not in ("0", "false", "off")


def word_look(styles: Styles, identifier: str, direction: Direction, theme: Theme) -> Look:
    found = properties(styles, identifier)
    rtl = direction is Direction.RTL
    assert is_on(found, "bidi") is rtl, identifier
    size = int(attribute(found["szCs" if rtl else "sz"], "val")) / 2
    spacing, indent = found["spacing"], found["ind"]
    line = int(attribute(spacing, "line"))
    multiple = attribute(spacing, "lineRule") == "auto"
    first = int(attribute(indent, "firstLine") or 0) - int(attribute(indent, "hanging") or 0)
    color = attribute(found["color"], "val") if "color" in found else ""
    family = attribute(found["rFonts"], "cs" if rtl else "ascii")
    fonts = theme.fonts.word
    stacks = {f.name: getattr(fonts, f.name) for f in dataclasses.fields(fonts)}
    return Look(
        size=size,
        bold=is_on(found, "bCs" if rtl else "b"),
        italic=is_on(found, "iCs" if rtl else "i"),
        line=line / 240 * theme.word.single_line * size if multiple else line / 20,
        before=int(attribute(spacing, "before")) / 20,
        after=int(attribute(spacing, "after")) / 20,
        start=int(attribute(indent, "left")) / 20,
        end=int(attribute(indent, "right")) / 20,
        first=first / 20,
        align={"left": "start", "right": "end", "both": "justify"}.get(
            attribute(found["jc"], "val"), attribute(found["jc"], "val")
        ),
        keep_with_next=is_on(found, "keepNext"),
        keep_together=is_on(found, "keepLines"),
        color="" if color in ("", "auto") else f"#{color}",
        usage=usage_of(family, stacks),
    )


# --- the comparison ----------------------------------------------------------------------------


def differences(theme: Theme, css: str, word: bytes, lang: str, family: str) -> list[str]:
    """Return every property of every role, and of its twin, in which the two do not agree."""
    sheet, styles, home = read_css(css), read_word(word), direction_of(lang)
    result = []
    for name, direction in itertools.product(PARAGRAPHS, Direction):
        if direction is Direction.AUTO:
            continue
        role = theme.roles[name]
        away = "" if direction is home else direction.value
        one = css_look(sheet, role.selector, away, theme, home)
        other = word_look(styles, style_id(role, direction, home), direction, theme)
        for field in dataclasses.fields(Look):
            # In a book whose size the reader sets, spaces of a foreign paragraph shrink with it.
            if away and family == "reflowable" and field.name in ("before", "after"):
                continue
            left, right = getattr(one, field.name), getattr(other, field.name)
            if not same(left, right, 0.25 if field.name == "size" else 0.06):
                result.append(f"{name} {direction} {field.name}: CSS {left}, Word {right}")
    return result


def same(one: object, other: object, tolerance: float) -> bool:
    """Half a unit of Word's (half-points for sizes, twips else), and CSS's third decimal."""
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= tolerance
    return one == other


def both(theme: Theme, family: Any, lang: str) -> tuple[str, bytes]:
    css = stylesheet(theme, family, lang=lang, dir=direction_of(lang))
    return css, styles_xml(theme, lang=lang)


@pytest.mark.parametrize(("name", "family", "lang"), CASES)
def test_css_and_word_give_each_role_one_look(name: str, family: str, lang: str) -> None:
    theme = load_theme(name)
    css, word = both(theme, family, lang)
    assert differences(theme, css, word, lang, family) == []


@pytest.mark.parametrize(
    ("found", "planted", "told"),
    [
        ('<w:szCs w:val="42"/>', '<w:szCs w:val="44"/>', "title rtl size"),
        ('<w:jc w:val="both"/>', '<w:jc w:val="left"/>', "body rtl align"),
        ('w:firstLine="432"', 'w:firstLine="400"', "body rtl first"),
        ('w:before="240" w:after="160"', 'w:before="240" w:after="150"', "title rtl after"),
        ("<w:keepNext/>", '<w:keepNext w:val="0"/>', "title rtl keep_with_next"),
        ('w:left="600"', 'w:left="560"', "quote rtl start"),
        ("<w:b/>", '<w:b w:val="0"/>', "title ltr bold"),
    ],
)
def test_a_difference_planted_in_word_is_found(found: str, planted: str, told: str) -> None:
    theme = load_theme("journal")
    css, word = both(theme, "paged", "ar")
    text = word.decode()
    assert found in text
    changed = text.replace(found, planted).encode()
    assert any(item.startswith(told) for item in differences(theme, css, changed, "ar", "paged"))


@pytest.mark.parametrize(
    ("found", "planted", "told"),
    [
        ("font-size: 21pt", "font-size: 22pt", "title rtl size"),
        ("margin-inline: 2.4em 2.4em", "margin-inline: 2.4em 2em", "quote rtl end"),
        ("line-height: 1.45", "line-height: 1.5", "title rtl line"),
        ("text-align: center", "text-align: end", "title rtl align"),
        ("break-after: avoid", "break-after: auto", "title rtl keep_with_next"),
        ("font-weight: 700", "font-weight: 400", "title rtl bold"),
        ('"DejaVu Sans Mono"', '"Amiri"', "code rtl usage"),
    ],
)
def test_a_difference_planted_in_css_is_found(found: str, planted: str, told: str) -> None:
    theme = load_theme("journal")
    css, word = both(theme, "paged", "ar")
    assert found in css
    changed = differences(theme, css.replace(found, planted), word, "ar", "paged")
    assert any(item.startswith(told) for item in changed)
