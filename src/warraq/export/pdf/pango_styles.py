"""What Pango needs to know of a style, made once for each style instead of for each text.

WeasyPrint 70 makes a context, a description of the font and a list of features for every text that
it measures and again when it draws it, and never gives the list back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.fonts import font_features, get_font_description

_KEY = "pango"
_original = line_break.Layout.setup


@dataclass(frozen=True, slots=True)
class PangoStyle:
    """The objects of one style; they live as long as it does."""

    context: Any
    language: Any
    description: Any
    features: bytes


def install() -> None:
    """Have texts in shared styles set up from what is remembered; others as WeasyPrint does."""
    if line_break.Layout.setup is _original:
        line_break.Layout.setup = _setup


def _setup(layout: Any, style: Any) -> None:
    """Make the Pango layout of a text, without the text itself."""
    memory = getattr(style, "memory", None)
    if memory is None or style["text_decoration_line"] != "none":
        _original(layout, style)
        return
    objects = memory.get(_KEY)
    if objects is None:
        objects = memory[_KEY] = _objects(style)
    layout.style, layout.language = style, objects.language
    layout.first_line_direction = 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.layout = ffi.gc(pango.pango_layout_new(objects.context), gobject.g_object_unref)
    pango.pango_layout_set_auto_dir(layout.layout, False)
    pango.pango_layout_set_font_description(layout.layout, objects.description)
    if objects.features:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        feature = pango.pango_attr_font_features_new(objects.features)
        pango.pango_attr_list_insert(attributes, feature)
        pango.pango_layout_set_attributes(layout.layout, attributes)


def _objects(style: Any) -> PangoStyle:
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    language = pango.pango_language_get_default()
    tag = _language_tag(style)
    if tag:
        pointer, _ = unicode_to_char_p(tag)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    features = ",".join(f"{name} {value}" for name, value in _features(style).items())
    return PangoStyle(context, language, get_font_description(style), features.encode())


def _language_tag(style: Any) -> str:
    override = style["font_language_override"]
    if override != "normal":
        return str(LST_TO_ISO.get(override.lower(), override))
    return style["lang"] or ""


def _features(style: Any) -> dict[str, int]:
    names = ("kerning", *(f"variant_{part}" for part in _VARIANTS), "feature_settings")
    result: dict[str, int] = font_features(*(style[f"font_{name}"] for name in names))
    return result


_VARIANTS = ("ligatures", "position", "caps", "numeric", "alternates", "east_asian")
"""The parts of ``font-variant`` in the order of WeasyPrint's ``font_features``."""
