"""The syntax of CSS: rules, lengths and strings as text."""

from __future__ import annotations

Declarations = dict[str, str]
"""Properties and their values in the order of output."""


def rule(selector: str, declarations: Declarations) -> str:
    """Return one rule, or an empty text when there is nothing to declare."""
    if not declarations:
        return ""
    body = "; ".join(f"{name}: {value}" for name, value in declarations.items())
    return f"{selector} {{ {body} }}"


def number(value: float) -> str:
    """Return a number with at most three decimals."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def length(value: float, unit: str) -> str:
    """Return a length with at most three decimals; zero needs no unit."""
    text = number(value)
    return text if text == "0" else text + unit


def string(text: str) -> str:
    """Return a text as a CSS string (CSS Syntax 3, 4.3.5), safe in a style element as well.

    Control characters and the signs that could end a string, a style sheet or its element are
    written as escapes.
    """
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in '"\\<>&' or not (character.isprintable() or ord(character) > 0x7F):
        return f"\\{ord(character):x} "
    return "\\a " if character in "\x85\u2028\u2029" else character
