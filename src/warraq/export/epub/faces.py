"""The fonts that a book carries: the theme's faces for the scripts of its text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from warraq.diagnostics import NOWHERE, Report
from warraq.export import fonts
from warraq.export.fonts import EmbeddedFont, Face, FontError
from warraq.style.css_syntax import rule, string
from warraq.style.scripts import script_group
from warraq.style.tokens import FontStack, Theme

# What readers add by themselves: list marks, hyphens, ellipses, the bearer of lone marks.
_ALWAYS = frozenset(chr(code) for code in range(0x20, 0x7F)) | frozenset(
    "\u00a0«»–—‘’“”…•◦▪\u200c\u200d\u25cc"
)
_ARABIC = re.compile("[\u0600-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_HEBREW = re.compile("[\u0590-\u05ff\ufb1d-\ufb4f]")


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font as a file of the book, with what its @font-face rule says."""

    name: str
    face: Face
    font: EmbeddedFont

    @property
    def css(self) -> str:
        """Return the rule that makes the font known."""
        declarations = {
            "font-family": string(self.face.family),
            "font-weight": str(self.face.weight),
            "font-style": "italic" if self.face.italic else "normal",
            "src": f"url({self.name})",
        }
        return rule("@font-face", declarations)


def families(theme: Theme, lang: str, text: str) -> dict[str, list[str]]:
    """Return a family for each stack and script of a text, with the scripts that it serves."""
    result: dict[str, list[str]] = {}
    characters = _by_group(text)
    for stack in (theme.fonts.page.text, theme.fonts.page.heading):
        for group in _groups(lang, characters) if any_of(stack) else []:
            family = _family(getattr(stack, group), characters[group])
            if family and group not in result.setdefault(family, []):
                result[family].append(group)
    return result


def _family(names: tuple[str, ...], characters: frozenset[str]) -> str | None:
    """Return the first installed family that has all letters, else the first that has any."""
    letters = {ord(char) for char in characters if char.isalpha()}
    partial = None
    for name in names:
        known = _known(name)
        if known and letters <= known:
            return name
        if partial is None and letters & known:
            partial = name
    return partial


def _known(family: str) -> frozenset[int]:
    try:
        return next((fonts.covered(face) for face in fonts.faces(family)), frozenset())
    except FontError:
        return frozenset()


def display_face(theme: Theme, lang: str, text: str) -> Face | None:
    """Return the bold upright face for large type in a language, the regular one failing that."""
    family = next(iter(families(theme, lang, text)), None)
    upright = [face for face in fonts.faces(family) if not face.italic] if family else []
    return max(upright, key=lambda face: face.weight, default=None)


def any_of(stack: FontStack) -> bool:
    """Whether a stack names a family at all; an empty one means another's."""
    return bool(stack.arabic or stack.latin or stack.hebrew)


def _groups(lang: str, characters: Mapping[str, frozenset[str]]) -> list[str]:
    used = [group for group, found in characters.items() if found]
    return list(dict.fromkeys([script_group(lang), "latin", *used]))


def embed(theme: Theme, lang: str, text: str, report: Report) -> tuple[FontFile, ...]:
    """Return the fonts for a text, cut down to its characters.

    Slanted faces get no right-to-left letters: those scripts have no italic, and themes
    emphasise them otherwise.
    """
    found = families(theme, lang, text)
    characters = _by_group(text)
    served = {group for groups in found.values() for group in groups}
    for group in _groups(lang, characters):
        if group not in served:
            report.info(
                "E304",
                f"no font of the theme for the {group} script is installed",
                NOWHERE,
                "install the theme's font, or name an installed one in the theme",
            )
    result: list[FontFile] = []
    for family, groups in found.items():
        upright = _ALWAYS.union(*(characters[group] for group in groups))
        slanted = _ALWAYS | characters["latin"] if "latin" in groups else frozenset()
        for face in fonts.faces(family):
            wanted = slanted if face.italic else upright
            font = _cut(face, wanted, report) if wanted and not _is_rare(face) else None
            if font is not None:
                name = f"fonts/font-{len(result) + 1}.{font.media_type.partition('/')[2]}"
                result.append(FontFile(name, face, font))
    return tuple(result)


def _is_rare(face: Face) -> bool:
    """Whether a face would serve a word or two: readers slant the bold one by themselves."""
    return face.italic and face.weight == 700


def _by_group(text: str) -> dict[str, frozenset[str]]:
    found = frozenset(text)
    arabic = frozenset(char for char in found if _ARABIC.match(char))
    hebrew = frozenset(char for char in found if _HEBREW.match(char))
    return {"arabic": arabic, "hebrew": hebrew, "latin": found - arabic - hebrew}


def _cut(face: Face, characters: frozenset[str], report: Report) -> EmbeddedFont | None:
    try:
        return fonts.subset(face, characters)
    except FontError as error:
        report.info("E305", f"the font {face.family} is not embedded: {error}", NOWHERE)
        return None
