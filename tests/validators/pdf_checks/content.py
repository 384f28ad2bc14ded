"""Marked content: nothing untagged, and pages and structure that agree with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf

from tests.validators.pdf_checks import rule, tagged
from tests.validators.pdf_checks.reading import SHOWING, File, codes


@rule("01-003", tagged)
def artifacts_hold_no_content(file: File) -> Iterator[str]:
    """No tagged content within an artifact."""
    for item in file.paintings:
        outer = [mark.tag for mark in item.marks]
        numbered = [index for index, mark in enumerate(item.marks) if mark.mcid is not None]
        if "Artifact" in outer and numbered and outer.index("Artifact") < numbered[0]:
            yield f"page {item.page + 1}: content {item.mcid} within an artifact"


@rule("01-004", tagged)
def content_holds_no_artifacts(file: File) -> Iterator[str]:
    """No artifact within tagged content."""
    for item in file.paintings:
        numbered = [index for index, mark in enumerate(item.marks) if mark.mcid is not None]
        artifacts = [index for index, mark in enumerate(item.marks) if mark.tag == "Artifact"]
        if numbered and artifacts and artifacts[-1] > numbered[-1]:
            yield f"page {item.page + 1}: an artifact within content {item.mcid}"


@rule("01-005", tagged)
def all_is_marked(file: File) -> Iterator[str]:
    """All that is painted is content or an artifact."""
    for item in file.paintings:
        if item.mcid is None and item.artifact is None and item.operator != "Do":
            yield f"page {item.page + 1}: {item.operator} is neither content nor artifact"


@rule("32000-2 14.7.5.2", tagged)
def content_is_in_the_tree(file: File) -> Iterator[str]:
    """Each piece of content belongs to one element, and each element's content is there."""
    drawn = {(item.page, item.mcid) for item in file.paintings if item.mcid is not None}
    owned = Counter(place for element in file.tree for place in element.contents)
    for page, number in sorted(drawn - set(owned)):
        yield f"page {page + 1}: content {number} is in no element"
    for page, number in sorted(set(owned) - drawn):
        yield f"page {page + 1}: an element holds content {number}, which is not drawn"
    for place, count in owned.items():
        if count > 1:
            yield f"page {place[0] + 1}: content {place[1]} is in {count} elements"


@rule("32000-2 14.7.5.4", tagged)
def the_way_back(file: File) -> Iterator[str]:
    """The parent tree leads from content and annotations to the element that holds them."""
    tree = file.root.StructTreeRoot.get("/ParentTree")
    if tree is None:
        yield "there is no parent tree"
        return
    parents = dict(pikepdf.NumberTree(tree).items())
    for element in file.tree:
        for page, number in element.contents:
            owners = parents.get(int(file.pdf.pages[page].get("/StructParents", -1)))
            if owners is None or number >= len(owners):
                yield f"page {page + 1}: content {number} has no way back"
            elif owners[number].objgen != element.object.objgen:
                yield f"page {page + 1}: content {number} leads to another element"
        for reference in element.references:
            owner = parents.get(int(reference.Obj.get("/StructParent", -1)))
            if owner is None or owner.objgen != element.object.objgen:
                yield f"an annotation of {element.own} leads to another element"


@rule("32000-2 14.7.2", tagged)
def kids_know_their_parents(file: File) -> Iterator[str]:
    """Each element names the one that holds it."""
    for element in file.tree:
        holder = element.parent.object if element.parent else file.root.StructTreeRoot
        if element.object.get("/P") is None or element.object.P.objgen != holder.objgen:
            yield f"{element.own} names another parent"


@rule("18-001", tagged)
def running_heads_are_pagination(file: File) -> Iterator[str]:
    """Text that is no content is a running head or foot, or said to be a matter of layout."""
    for item in file.paintings:
        if item.operator not in SHOWING or item.artifact is None:
            continue
        properties = item.artifact.properties
        kind = properties.get("/Type") if properties is not None else None
        if kind not in ("/Pagination", "/Layout"):
            yield f"page {item.page + 1}: an artifact with text does not say what it is"
        elif kind == "/Pagination" and properties.get("/Subtype") not in ("/Header", "/Footer"):
            yield f"page {item.page + 1}: a running text says neither head nor foot"


@rule("18-002", tagged)
def no_text_of_content_repeats_on_each_page(file: File) -> Iterator[str]:
    """What begins or ends the content of three pages in a row is a running head that was missed."""
    pages: dict[int, list[tuple[int, str]]] = {}
    for (page, number), text in file.texts.items():
        pages.setdefault(page, []).append((number, text))
    for end in (min, max):
        edges = {page: end(found)[1] for page, found in pages.items()}
        for page, text in edges.items():
            if len(text) > 8 and text == edges.get(page + 1) == edges.get(page + 2):
                yield f"page {page + 1}: {text!r} stands on three pages as content"


@rule("10-001", tagged)
def every_code_has_a_text(file: File) -> Iterator[str]:
    """Each code that is shown maps to Unicode."""
    for item in file.paintings:
        if item.operator in SHOWING and item.font.to_unicode:
            lost = [code for code in codes(item) if not item.font.to_unicode.get(code)]
            if lost:
                yield f"page {item.page + 1}: codes {lost[:5]} have no text"


@rule("30-002", tagged)
def forms_with_content_are_used_once(file: File) -> Iterator[str]:
    """A form with numbered content is drawn once; ours have none at all."""
    for item in file.dictionaries:
        if item.get("/Subtype") == "/Form" and isinstance(item, pikepdf.Stream):
            for operands, operator in pikepdf.parse_content_stream(item):
                if str(operator) == "BDC" and "/MCID" in operands[1]:
                    yield "a form holds numbered content"
                    break
