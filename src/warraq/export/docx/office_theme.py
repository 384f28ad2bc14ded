"""theme1.xml: the fonts and colours that Word offers in its menus.

Every style names its fonts outright, so this part changes no look; a package without it is
incomplete to validators, and Word would offer Calibri for new text. ECMA-376 part 1, 20.1.6.9
wants twelve colours and three of each kind of fill, line, effect and background.
"""

from __future__ import annotations

from lxml import etree

from warraq.export.docx.markup import A, Element, serialize
from warraq.style.scripts import stack
from warraq.style.tokens import FontStack, Theme, Usage

_COLORS = (
    ("dk2", "44546A"),
    ("lt2", "E7E6E6"),
    ("accent1", "1F3A5F"),
    ("accent2", "9C5B2E"),
    ("accent3", "6B7A3A"),
    ("accent4", "8A6D1D"),
    ("accent5", "3F6F7A"),
    ("accent6", "70425C"),
    ("hlink", "1F3A5F"),
    ("folHlink", "70425C"),
)
_LINE_WIDTHS = ("6350", "12700", "19050")


def office_theme_xml(theme: Theme) -> bytes:
    """Return the part for a theme of ours."""
    root = etree.Element(f"{{{A}}}theme", {"name": theme.name}, nsmap={"a": A})
    elements = _add(root, "themeElements")
    _add_colors(elements)
    fonts = _add(elements, "fontScheme", name=theme.name)
    _add_fonts(fonts, "majorFont", stack(theme.fonts.word, Usage.HEADING), theme)
    _add_fonts(fonts, "minorFont", stack(theme.fonts.word, Usage.TEXT), theme)
    _add_formats(elements, theme.name)
    return serialize(root)


def _add(parent: Element, local: str, **attributes: str) -> Element:
    return etree.SubElement(parent, f"{{{A}}}{local}", attributes)


def _add_colors(parent: Element) -> None:
    scheme = _add(parent, "clrScheme", name="warraq")
    for key, value, last in (("dk1", "windowText", "000000"), ("lt1", "window", "FFFFFF")):
        _add(_add(scheme, key), "sysClr", val=value, lastClr=last)
    for key, value in _COLORS:
        _add(_add(scheme, key), "srgbClr", val=value)


def _add_fonts(parent: Element, kind: str, fonts: FontStack, theme: Theme) -> None:
    text = stack(theme.fonts.word, Usage.TEXT)
    element = _add(parent, kind)
    latin = (fonts.latin or text.latin or ("Times New Roman",))[0]
    _add(element, "latin", typeface=latin)
    _add(element, "ea", typeface="")
    _add(element, "cs", typeface=(fonts.arabic or text.arabic or (latin,))[0])


def _add_formats(parent: Element, name: str) -> None:
    formats = _add(parent, "fmtScheme", name=name)
    _add_fills(_add(formats, "fillStyleLst"))
    lines = _add(formats, "lnStyleLst")
    for width in _LINE_WIDTHS:
        _add_fill(_add(lines, "ln", w=width))
    effects = _add(formats, "effectStyleLst")
    for _ in range(3):
        _add(_add(effects, "effectStyle"), "effectLst")
    _add_fills(_add(formats, "bgFillStyleLst"))


def _add_fills(parent: Element) -> None:
    for _ in range(3):
        _add_fill(parent)


def _add_fill(parent: Element) -> None:
    _add(_add(parent, "solidFill"), "schemeClr", val="phClr")
