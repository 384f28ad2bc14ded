"""The list of references: works in the document's own language, then the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from warraq.bib import joining
from warraq.bib import works as working
from warraq.bib.identifiers import of_entry
from warraq.bib.render import Renderer, Work
from warraq.bib.style import Language, Style
from warraq.lang.tags import same_language, script
from warraq.model.attributes import Attributes
from warraq.model.blocks import Bibliography, BibliographyEntry, Blocks, Section
from warraq.model.inlines import Text

ROLE = "bibliography"
ROLE_ID = "references"
"""How the identifiers of the list's sections begin, where the author has not taken it."""


def sections(
    works: Iterable[Work], style: Style, lang: str, level: int, name: str = ROLE_ID
) -> Blocks:
    """Return the groups of the list as sections of a level.

    A single group that has entries stands alone, without a heading of its own. ``name`` begins
    the identifiers of the sections.
    """
    language = style.languages.get(lang)
    groups = _groups(tuple(works), style, lang)
    if len(groups) == 1:
        return (_bibliography(groups[0][2], style, lang),)
    return tuple(
        Section(
            level=level,
            title=(Text(language.terms[title].single),),
            children=(_bibliography(members, style, lang),),
            role=ROLE,
            attributes=Attributes(id=f"{name}-{group}"),
        )
        for group, title, members in groups
    )


def identifiers(name: str) -> tuple[str, ...]:
    """Return the identifiers of the list's sections when they begin with a name."""
    return (name, f"{name}-own", f"{name}-foreign", f"{name}-all")


def heading(language: Language) -> str:
    """Return the heading of the whole list."""
    return language.terms["references"].single


def _groups(
    works: Sequence[Work], style: Style, lang: str
) -> list[tuple[str, str, tuple[Work, ...]]]:
    """Return name, title's term and works of each group that has any."""
    if not style.groups:
        return [("all", "references", tuple(works))] if works else []
    result = []
    for group in style.groups:
        members = tuple(work for work in works if _belongs(work, group.works, lang))
        if members:
            result.append((group.works, group.title, members))
    return result


def _belongs(work: Work, which: str, lang: str) -> bool:
    if which == "all":
        return True
    return same_language(work.language.tag, lang) is (which == "own")


def _bibliography(works: Sequence[Work], style: Style, lang: str) -> Bibliography:
    ordered = sorted(works, key=lambda work: _order(work, style, lang))
    return Bibliography(entries=tuple(_entry(work, style) for work in ordered))


def _order(work: Work, style: Style, lang: str) -> tuple[object, ...]:
    """Sort by script before all: the document's own, then Latin, then the others."""
    own = script(work.language.tag)
    rank = 0 if own == script(lang) else 1 if own == "latn" else 2
    return (rank, own, working.sort_key(work, style))


def _entry(work: Work, style: Style) -> BibliographyEntry:
    renderer = Renderer(style=style, work=work)
    entry = work.entry
    form = style.form(work.language, "list", entry.type)
    return BibliographyEntry(
        key=entry.key,
        children=joining.merged(renderer.form(form)),
        attributes=Attributes(id=of_entry(entry.key), lang=work.language.tag),
        location=entry.location,
    )
