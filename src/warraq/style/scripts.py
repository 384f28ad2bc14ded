"""Scripts and the fonts for them: which families a text of one language wants, in order."""

from __future__ import annotations

from dataclasses import fields

from warraq.lang.tags import direction_of, script
from warraq.model.attributes import Direction
from warraq.style.tokens import FontSet, FontStack, Usage


def script_group(lang: str) -> str:
    """Return the field of a font stack that serves a language: arabic, hebrew or latin.

    Right-to-left scripts without a stack of their own (Syriac, Thaana) take the Arabic one, and
    all others the Latin one; their letters come from the fallback fonts of the machine.
    """
    if script(lang) == "hebr":
        return "hebrew"
    return "arabic" if direction_of(lang) is Direction.RTL else "latin"


def opposite(direction: Direction) -> Direction:
    """Return the opposite direction."""
    return Direction.LTR if direction is Direction.RTL else Direction.RTL


def foreign_language(direction: Direction) -> str:
    """Return the language that stands for text of the other direction: English or Arabic."""
    return "en" if direction is Direction.RTL else "ar"


def stack(fonts: FontSet, usage: Usage) -> FontStack:
    """Return the stack for a usage."""
    match usage:
        case Usage.TEXT:
            return fonts.text
        case Usage.HEADING:
            return fonts.heading
        case Usage.MONOSPACE:
            return fonts.monospace


def families(fonts: FontStack, lang: str) -> tuple[str, ...]:
    """Return the families of a stack for a text of a language, those of its script first."""
    first = script_group(lang)
    groups = [first, *(item.name for item in fields(FontStack) if item.name != first)]
    names = (name for group in groups for name in getattr(fonts, group))
    return tuple(dict.fromkeys(names))
