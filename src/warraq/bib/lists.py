"""The list of references: its groups, its order, its numbers and its entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from warraq.bib import fields, joining, romanized
from warraq.bib import works as working
from warraq.bib.identifiers import of_entry
from warraq.bib.render import Renderer, Work
from warraq.bib.style import Language, ListGroup, Style, type_fallback
from warraq.lang.numerals import default_digits, to_digits
from warraq.lang.tags import same_language
from warraq.model.attributes import Attributes
from warraq.model.blocks import Bibliography, BibliographyEntry, Blocks, Section
from warraq.model.inlines import Span, Text
from warraq.model.metadata import Digits

ROLE = "bibliography"
ROLE_ID = "references"
"""How the identifiers of the list's sections begin, where the author has not taken it."""
_OTHERS = ListGroup(works="all", title="other-works")


@dataclass(frozen=True, slots=True)
class Group:
    """A group of the list with the works in it, in order; ``name`` ends its identifier."""

    name: str
    title: str
    heading: str
    works: tuple[Work, ...]
    groups: tuple[Group, ...] = ()


def groups(works: Iterable[Work], style: Style, lang: str) -> tuple[Group, ...]:
    """Return the groups that have works, each work in the first group that takes it.

    Works that no group takes stand in a last one of their own, so that none is lost but those
    that the style or the entry asks to leave out.
    """
    wanted = style.groups or (ListGroup(works="all", title="references"),)
    listed = tuple(work for work in works if working.is_listed(work, style))
    return _grouped(listed, wanted, style, lang, "")


def _grouped(
    works: Sequence[Work], wanted: Sequence[ListGroup], style: Style, lang: str, name: str
) -> tuple[Group, ...]:
    result: list[Group] = []
    left = list(works)
    for number, group in enumerate((*wanted, _OTHERS)):
        members = [work for work in left if _belongs(work, group, lang)]
        if not members:
            continue
        taken = {work.entry.key for work in members}
        left = [work for work in left if work.entry.key not in taken]
        own = _name(group, wanted, number, name)
        inner = _grouped(members, group.groups, style, lang, f"{own}-") if group.groups else ()
        ordered = tuple(sorted(members, key=lambda work: working.place(work, style.sort, lang)))
        result.append(Group(own, group.title, group.heading, ordered, inner))
    return tuple(result)


def _name(group: ListGroup, wanted: Sequence[ListGroup], number: int, before: str) -> str:
    """Return how a group's identifier ends: the works it takes, else its place among the groups."""
    is_only_one = sum(other.works == group.works for other in (*wanted, _OTHERS)) == 1
    is_single = len(wanted) == 1 and number == 0
    return f"{before}{group.works if is_only_one or is_single else number + 1}"


def _belongs(work: Work, group: ListGroup, lang: str) -> bool:
    if group.types and not {work.entry.type, type_fallback(work.entry.type)} & set(group.types):
        return False
    if group.keywords and not set(group.keywords) & fields.keywords(work.entry):
        return False
    if group.works == "all":
        return True
    return same_language(work.language.tag, lang) is (group.works == "own")


def numbered(
    works: Mapping[str, Work],
    style: Style,
    lang: str,
    cited: Sequence[str],
    digits: Digits | None = None,
) -> dict[str, Work]:
    """Return the works with their numbers, in the document's digits, where a style prints them.

    A style that sorts by ``citation`` numbers in the order in which the text cites (CSL 1.0.2,
    "Sorting"), another by the place in the list. ``cited`` holds the keys in the text's order.
    """
    if not style.is_numeric:
        return dict(works)
    if style.sort[0] == "citation":
        order = [key for key in cited if key in works]
    else:
        parts = groups(works.values(), style, lang)
        order = [work.entry.key for group in parts for work in _flat(group)]
    order = list(dict.fromkeys((*order, *works)))
    shown = digits or default_digits(lang)
    return {
        key: replace(works[key], number=number, citation_number=to_digits(number, shown))
        for number, key in enumerate(order, 1)
    }


def _flat(group: Group) -> tuple[Work, ...]:
    """Return the works of a group in the order in which they are printed."""
    if not group.groups:
        return group.works
    return tuple(work for inner in group.groups for work in _flat(inner))


def sections(
    works: Iterable[Work], style: Style, lang: str, level: int, name: str = ROLE_ID
) -> Blocks:
    """Return the groups of the list as sections of a level.

    A single group that has entries stands alone, without a heading of its own. ``name`` begins
    the identifiers of the sections.
    """
    whole = tuple(works)
    own = _sections(groups(whole, style, lang), style, lang, level, name)
    return (*own, *_romanized(whole, style, level, name))


def _romanized(works: Sequence[Work], style: Style, level: int, name: str) -> Blocks:
    """Return the romanized list as a section, nothing where the style asks for none."""
    found = [item.work for item in romanized.works(works, style)]
    if not found or style.romanized is None:
        return ()
    lang = style.romanized.language
    ordered = sorted(found, key=lambda work: working.place(work, style.sort, lang))
    title = Text(style.languages.get(lang).terms["romanized-references"].single)
    return (
        Section(
            level=level,
            title=(Span(children=(title,), attributes=Attributes(lang=lang)),),
            children=(Bibliography(entries=_entries(ordered, style, f"-{romanized.LATIN}")),),
            role=ROLE,
            attributes=Attributes(id=f"{name}-romanized"),
        ),
    )


def _sections(parts: Sequence[Group], style: Style, lang: str, level: int, name: str) -> Blocks:
    if len(parts) == 1:
        return _content(parts[0], style, lang, level, name)
    language = style.languages.get(lang)
    return tuple(
        Section(
            level=level,
            title=(Text(group.heading or language.terms[group.title].single),),
            children=_content(group, style, lang, level + 1, name),
            role=ROLE,
            attributes=Attributes(id=f"{name}-{group.name}"),
        )
        for group in parts
    )


def _content(group: Group, style: Style, lang: str, level: int, name: str) -> Blocks:
    if group.groups:
        return _sections(group.groups, style, lang, level, name)
    return (Bibliography(entries=_entries(group.works, style)),)


def identifiers(blocks: Blocks) -> frozenset[str]:
    """Return the identifiers of the list's sections."""
    found: set[str] = set()
    for block in blocks:
        if isinstance(block, Section):
            found |= {block.attributes.id, *identifiers(block.children)}
    return frozenset(found)


def heading(language: Language) -> str:
    """Return the heading of the whole list."""
    return language.terms["references"].single


def _entries(
    works: Sequence[Work], style: Style, ending: str = ""
) -> tuple[BibliographyEntry, ...]:
    """Return the entries in order; ``ending`` parts their identifiers from those of other lists."""
    result: list[BibliographyEntry] = []
    before: Work | None = None
    for work in works:
        result.append(_entry(work, style, _substitute(work, before, style), ending))
        before = work
    return tuple(result)


def _substitute(work: Work, before: Work | None, style: Style) -> str:
    """Return what stands for the author of the entry before, if the style has it so."""
    names = fields.creators(work.entry)
    if before is None or not style.subsequent_author_substitute or not names:
        return ""
    if names != fields.creators(before.entry):
        return ""
    return joining.punctuation(work.language, style.subsequent_author_substitute)


def _entry(work: Work, style: Style, substitute: str, ending: str) -> BibliographyEntry:
    renderer = Renderer(style=style, work=work, in_list=True, substitute=substitute)
    entry = work.entry
    form = style.form(work.language, "list", entry.type)
    return BibliographyEntry(
        key=entry.key,
        children=joining.merged(renderer.form(form)),
        attributes=Attributes(id=of_entry(entry.key) + ending, lang=work.language.tag),
        location=entry.location,
    )
