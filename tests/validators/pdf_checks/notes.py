"""Notes: each one element, called from the text, and found from its call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.validators.pdf_checks import accessible, rule, tagged
from tests.validators.pdf_checks.reading import Element, File

_BLOCKS = ("Sect", "Div", "Document", "Aside", "Part")


def notes(file: File) -> list[Element]:
    """Return the notes in the order of reading."""
    return [element for element in file.tree if element.role in ("Note", "FENote")]


def target(file: File, link: Element) -> str:
    """Return the name of the place that a link leads to, empty where it leads out."""
    for reference in link.references:
        item = reference.Obj
        place = item.get("/Dest", item.get("/A", {}).get("/D", ""))
        return str(place)
    return ""


def calls(file: File) -> dict[str, Element]:
    """Return the first link to each place."""
    found: dict[str, Element] = {}
    for element in file.tree:
        if element.role == "Link":
            found.setdefault(target(file, element), element)
    return found


@rule("19-003", tagged)
def notes_have_identifiers(file: File) -> Iterator[str]:
    """A note has an identifier."""
    for note in notes(file):
        if not str(note.object.get("/ID", "")):
            yield "a note has no identifier"


@rule("19-004", tagged)
def identifiers_are_unique(file: File) -> Iterator[str]:
    """No two elements share an identifier, and the tree of identifiers knows each."""
    names = Counter(str(item.object.ID) for item in file.tree if "/ID" in item.object)
    for name, count in names.items():
        if count > 1:
            yield f"{count} elements are {name!r}"
    tree = file.root.StructTreeRoot.get("/IDTree")
    known = {str(name) for name in tree.get("/Names", [])[::2]} if tree is not None else set()
    for name in sorted(set(names) - known):
        yield f"the tree of identifiers lacks {name!r}"


@rule("32000-1 14.8.4.4", tagged)
def notes_are_called(file: File) -> Iterator[str]:
    """A note's identifier is the place that a reference in the text leads to."""
    links = calls(file)
    for note in notes(file):
        name = str(note.object.get("/ID", ""))
        call = links.get(name)
        if not name:
            continue  # 19-003
        if call is None:
            yield f"nothing leads to the note {name!r}"
        elif file.version < "2.0" and not call.within("Reference"):
            yield f"the call of {name!r} is in no reference"


@rule("32000-2 14.8.4.5", tagged)
def notes_follow_their_blocks(file: File) -> Iterator[str]:
    """A note comes after the block that calls it, with nothing but notes between them."""
    links = calls(file)
    for note in notes(file):
        name = str(note.object.get("/ID", ""))
        call = links.get(name) if name else None
        if call is None or note.parent is None:
            continue
        block = call
        while block.parent is not None and block.parent.role not in _BLOCKS:
            block = block.parent
        kids = note.parent.kids
        if block not in kids or kids.index(block) > kids.index(note):
            yield f"the note {str(note.object.get('/ID'))!r} is not after the block of its call"
            continue
        between = kids[kids.index(block) + 1 : kids.index(note)]
        if any(kid.role not in ("Note", "FENote") for kid in between):
            yield f"text stands between the note {str(note.object.get('/ID'))!r} and its call"


@rule("32000-2 14.8.4.7.3", tagged)
def notes_begin_with_their_marks(file: File) -> Iterator[str]:
    """A note begins with its mark, a label that leads back, and then has text."""
    for note in notes(file):
        if not note.kids or note.kids[0].role != "Lbl":
            yield "a note does not begin with its mark"
        elif not any(kid.role == "Link" for kid in note.kids[0].walk()):
            yield "the mark of a note does not lead back"
        if not any(part.contents for kid in note.kids[1:] for part in kid.walk()):
            yield "a note has no text"


@rule("14289-2 8.2.5.14", lambda file: accessible(file) and file.claims.part == 2)
def notes_and_calls_refer_to_each_other(file: File) -> Iterator[str]:
    """A note names its call and the call the note; and no note is of the old kind."""
    for note in notes(file):
        if note.role != "FENote":
            yield f"{note.role} is not the role of a note"
        for call in note.object.get("/Ref", ()):
            back = [item.objgen for item in call.get("/Ref", ())]
            if note.object.objgen not in back:
                yield "a call does not refer to its note"
        if not note.object.get("/Ref"):
            yield "a note does not refer to its call"
