"""The accessibility metadata of a book, true to what it holds (EPUB Accessibility 1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from warraq.export.epub.metadata import Statement
from warraq.lang.tags import direction_of
from warraq.lang.terms import term
from warraq.model.blocks import Figure, MathBlock
from warraq.model.document import ResolvedDocument
from warraq.model.inlines import Image, Math
from warraq.model.walk import iterate

CONFORMANCE = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""The exact string that EPUB Accessibility 1.1, section 5.2, asks for."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What of the content matters to a reader who cannot see or hear all of it."""

    pictures: bool = False
    described: bool = True
    """Whether every picture has an alternative text."""
    formulas: bool = False
    moving: bool = False
    """Whether a picture may move or flash (GIF)."""


def find(document: ResolvedDocument, *, moving: bool) -> Findings:
    """Return what the document holds."""
    alternatives: list[str] = []
    formulas = False
    for node in iterate((document.front, document.blocks)):
        if isinstance(node, (Figure, Image)):
            alternatives.append(node.alternative.strip())
        elif isinstance(node, (Math, MathBlock)):
            formulas = True
    return Findings(bool(alternatives), all(alternatives), formulas, moving)


def statements(found: Findings, lang: str, certifier: str) -> Iterator[Statement]:
    """Yield the properties of schema.org, in words of the book's language where they are words.

    Conformance is claimed only where someone certifies it and nothing found speaks against it:
    the specification wants a name behind each claim.
    """
    modes = ["textual", "visual"] if found.pictures else ["textual"]
    yield from (_meta("schema:accessMode", mode) for mode in modes)
    if found.described:
        yield _meta("schema:accessModeSufficient", "textual")
    if found.pictures:
        yield _meta("schema:accessModeSufficient", "textual,visual")
    yield from (_meta("schema:accessibilityFeature", name) for name in _features(found))
    yield _meta("schema:accessibilityHazard", "unknown" if found.moving else "none")
    words = {"lang": lang, "dir": direction_of(lang).value}
    yield _meta("schema:accessibilitySummary", _summary(found, lang), **words)
    if certifier and found.described:
        yield _meta("dcterms:conformsTo", CONFORMANCE, id="conformance")
        yield _meta("a11y:certifiedBy", certifier, refines="#conformance")


def _meta(name: str, text: str, **attributes: str) -> Statement:
    return Statement("meta", text, {"property": name, **attributes})


def _features(found: Findings) -> Iterator[str]:
    yield from ("tableOfContents", "structuralNavigation", "readingOrder")
    yield from ("displayTransformability", "ARIA")
    if found.pictures and found.described:
        yield "alternativeText"
    if found.formulas:
        yield "MathML"


def _summary(found: Findings, lang: str) -> str:
    sentences = [term(lang, "accessibility-navigation"), term(lang, "accessibility-text")]
    if found.pictures and found.described:
        sentences.append(term(lang, "accessibility-pictures"))
    elif found.pictures:
        sentences.append(term(lang, "accessibility-pictures-missing"))
    if found.formulas:
        sentences.append(term(lang, "accessibility-formulas"))
    return " ".join(sentences)
