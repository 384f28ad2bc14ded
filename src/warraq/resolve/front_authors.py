"""The authors at the head of a publication: names, affiliations, addresses, notes.

Each author has a line and an affiliation below it; but where authors share one, their names stand
in a row, and each affiliation once below them, with the letters that tell whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from warraq.lang.numerals import numeral
from warraq.lang.tags import direction_of, primary, same_language
from warraq.lang.terms import term
from warraq.model.attributes import Attributes, Direction
from warraq.model.blocks import Block, Numeral, Paragraph
from warraq.model.inlines import Inlines, Link, Note, NoteKind, Span, Superscript, Text
from warraq.model.metadata import Author, Digits, LocalizedText

_ORCID = "https://orcid.org/"


def authors(values: Sequence[Author], lang: str, *, is_main: bool) -> Iterator[Block]:
    """Yield the paragraphs of the authors in a language.

    ``is_main`` is for the document's own language: there every author is named, in another language
    at need, with note and addresses; elsewhere those who have a name in that language.
    """
    shown = [author for author in values if _name(author, lang, is_main=is_main)]
    affiliations = [text for author in shown if (text := _affiliation(author, lang))]
    if len(set(affiliations)) < len(affiliations):
        yield from _row(shown, list(dict.fromkeys(affiliations)), lang, is_main=is_main)
        return
    for author in shown:
        yield from _one(author, lang, is_main=is_main)


def _one(author: Author, lang: str, *, is_main: bool) -> Iterator[Block]:
    """Yield the paragraphs of an author who shares nothing with the others."""
    name = _name(author, lang, is_main=is_main)
    assert name is not None
    children: Inlines = (Text(name.text), *(_note(author, lang) if is_main else ()))
    attributes = _foreign(name.lang, lang)
    yield Paragraph(children, role="author", attributes=attributes, location=author.location)
    text = _affiliation(author, lang)
    if text:
        yield Paragraph((Text(text),), role="affiliation")
    links = _contact(author) if is_main else ()
    if links:
        yield Paragraph(_joined(links), role="affiliation")


def _row(
    shown: Sequence[Author], affiliations: Sequence[str], lang: str, *, is_main: bool
) -> Iterator[Block]:
    """Yield the names in a row, then each affiliation once; one that all share needs no letter."""
    common = len(affiliations) == 1 and all(_affiliation(author, lang) for author in shown)
    marks = {
        text: "" if common else _mark(index, lang) for index, text in enumerate(affiliations, 1)
    }
    separator = Text(term(lang, "list-separator"))
    names: Inlines = ()
    for author in shown:
        names += ((separator,) if names else ()) + _marked_name(
            author, marks, lang, is_main=is_main
        )
    yield Paragraph(names, role="author", location=shown[0].location)
    for text, mark in marks.items():
        opening: Inlines = (Superscript((Text(mark),)), Text(" ")) if mark else ()
        yield Paragraph((*opening, Text(text)), role="affiliation")
    for author in shown:
        links = _contact(author) if is_main else ()
        if links:
            name = _name_inlines(author, lang, is_main=is_main)
            yield Paragraph((*name, Text(": "), *_joined(links)), role="affiliation")


def _marked_name(author: Author, marks: dict[str, str], lang: str, *, is_main: bool) -> Inlines:
    mark = marks.get(_affiliation(author, lang), "")
    superscript: Inlines = (Superscript((Text(mark),)),) if mark else ()
    note = _note(author, lang) if is_main else ()
    return _name_inlines(author, lang, is_main=is_main) + superscript + note


def _mark(index: int, lang: str) -> str:
    """Return the letter of an affiliation, in brackets as the marks of notes are.

    They keep it from joining with the name; digits would look as the number of a note.
    """
    if primary(lang) == "he":
        kind = Numeral.HEBREW
    elif direction_of(lang) is Direction.RTL:
        kind = Numeral.ARABIC_ALPHA
    else:
        kind = Numeral.LOWER_ALPHA
    return f"({numeral(index, kind, Digits.WESTERN)})"


def _name(author: Author, lang: str, *, is_main: bool) -> LocalizedText | None:
    own = next((name for name in author.name if same_language(name.lang, lang)), None)
    return own or (author.name[0] if is_main and author.name else None)


def _name_inlines(author: Author, lang: str, *, is_main: bool) -> Inlines:
    name = _name(author, lang, is_main=is_main)
    assert name is not None
    attributes = _foreign(name.lang, lang)
    text = Text(name.text)
    return (Span((text,), attributes=attributes),) if attributes.lang else (text,)


def _affiliation(author: Author, lang: str) -> str:
    found = (text.text for text in author.affiliation if same_language(text.lang, lang))
    return next(found, "")


def _note(author: Author, lang: str) -> Inlines:
    """Return the call of the author's own note, in another language at need."""
    own = next((note for note in author.note if same_language(note.lang, lang)), None)
    note = own or (author.note[0] if author.note else None)
    if note is None:
        return ()
    paragraph = Paragraph(note.children, attributes=Attributes(lang=note.lang))
    return (Note((paragraph,), kind=NoteKind.AUTHOR, location=note.location),)


def _foreign(lang: str, own: str) -> Attributes:
    return Attributes() if same_language(lang, own) else Attributes(lang=lang)


def _contact(author: Author) -> tuple[Link, ...]:
    """Return e-mail and ORCID, each an isolate of its own."""
    links = []
    if author.email:
        links.append(address(f"mailto:{author.email}", author.email))
    if author.orcid:
        links.append(address(_ORCID + author.orcid, f"ORCID: {author.orcid}"))
    return tuple(links)


def address(target: str, text: str) -> Link:
    """Return a link that shows an address or an identifier: Latin text from left to right."""
    return Link(target, (Text(text),), attributes=Attributes(lang="en", dir=Direction.LTR))


def _joined(links: Iterable[Link]) -> Inlines:
    result: Inlines = ()
    for link in links:
        result += (Text(" · "), link) if result else (link,)
    return result
