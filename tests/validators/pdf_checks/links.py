"""Annotations, links, bookmarks, page labels."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Name

from tests.validators.pdf_checks import accessible, rule, tagged
from tests.validators.pdf_checks.elements import headings
from tests.validators.pdf_checks.reading import File


def _held(file: File) -> dict[Any, str]:
    return {
        reference.Obj.objgen: element.role
        for element in file.tree
        for reference in element.references
    }


@rule("28-002", tagged)
def annotations_are_in_the_tree(file: File) -> Iterator[str]:
    """Each annotation belongs to an element."""
    held = _held(file)
    for page, item in file.annotations:
        if item.objgen not in held:
            yield f"page {page + 1}: an annotation is in no element"


@rule("28-008", tagged)
def tabs_follow_the_structure(file: File) -> Iterator[str]:
    """The order of tabs on a page with annotations is that of the structure."""
    for number, page in enumerate(file.pdf.pages):
        if page.get("/Annots") and page.get("/Tabs") != Name.S:
            yield f"page {number + 1}: the tabs do not follow the structure"


@rule("28-011", tagged)
def links_are_links(file: File) -> Iterator[str]:
    """A link's annotation belongs to a Link."""
    held = _held(file)
    for page, item in file.annotations:
        if item.Subtype == Name.Link and held.get(item.objgen, "Link") != "Link":
            yield f"page {page + 1}: a link is in {held[item.objgen]}"


@rule("28-012", tagged)
def links_are_described(file: File) -> Iterator[str]:
    """A link says in words what it leads to."""
    for page, item in file.annotations:
        if not str(item.get("/Contents", "")):
            yield f"page {page + 1}: a link says nothing"


@rule("28-005")
def links_have_a_place(file: File) -> Iterator[str]:
    """A link covers some of its page."""
    for number, item in file.annotations:
        left, bottom, right, top = (float(value) for value in item.Rect)
        sheet = [float(value) for value in file.pdf.pages[number].MediaBox]
        if right == left or top == bottom:
            yield f"page {number + 1}: a link covers nothing"
        elif not (sheet[0] < max(left, right) and min(left, right) < sheet[2]):
            yield f"page {number + 1}: a link lies beside the page"


def _place(file: File, value: Any) -> Any:
    """Return the page of a destination, None if it leads nowhere."""
    if not isinstance(value, Array):
        value = file.destinations.get(str(value))
    if isinstance(value, pikepdf.Dictionary):
        value = value.get("/D")
    if not isinstance(value, Array) or value[0].objgen not in file.page_numbers:
        return None
    return file.page_numbers[value[0].objgen]


@rule("32000-2 12.3.2")
def links_lead_somewhere(file: File) -> Iterator[str]:
    """A link leads to a place of the document, to an address of the web or to a mail box."""
    for page, item in file.annotations:
        action = item.get("/A", {})
        if "/URI" in action:
            if not str(action.URI).startswith(("https://", "http://", "mailto:")):
                yield f"page {page + 1}: a link leads to {action.URI}"
        elif _place(file, item.get("/Dest", action.get("/D"))) is None:
            yield f"page {page + 1}: a link leads nowhere"


def _bookmarks(file: File) -> list[Any]:
    result: list[Any] = []

    def take(item: Any) -> None:
        while item is not None:
            result.append(item)
            take(item.get("/First"))
            item = item.get("/Next")

    outlines = file.root.get("/Outlines")
    if outlines is not None:
        take(outlines.get("/First"))
    return result


@rule("32000-2 12.3.3", tagged)
def bookmarks_are_the_headings(file: File) -> Iterator[str]:
    """The bookmarks are the headings, in their order, and lead to their pages and elements."""
    wanted = headings(file)
    found = _bookmarks(file)
    if len(wanted) != len(found):
        yield f"there are {len(found)} bookmarks for {len(wanted)} headings"
        return
    for element, item in zip(wanted, found, strict=True):
        place = _place(file, item.get("/Dest", item.get("/A", {}).get("/D")))
        pages = {page for part in element.walk() for page, _ in part.contents}
        if place not in pages:
            yield f"the bookmark {str(item.Title)!r} leads to page {place}"
        if "/SE" not in item or item.SE.objgen != element.object.objgen:
            yield f"the bookmark {str(item.Title)!r} names another element"


@rule("14289-2 8.8", lambda file: accessible(file) and file.claims.part == 2)
def places_are_elements(file: File) -> Iterator[str]:
    """A link or bookmark within the document leads to an element of the structure."""
    known = set(file.by_object)
    for item in [*(item for _, item in file.annotations), *_bookmarks(file)]:
        action = item.get("/A", {})
        if "/URI" in action:
            continue
        place = action.get("/SD")
        if place is None or place[0].objgen not in known:
            yield f"{item.get('/Contents', item.get('/Title'))} leads to no element"


@rule("32000-2 12.4.2")
def pages_have_labels(file: File) -> Iterator[str]:
    """The pages are numbered from the first on, each number once."""
    if "/PageLabels" not in file.root:
        yield "the pages have no labels"
        return
    labels = [page.label for page in file.pdf.pages]
    if len(set(labels)) != len(labels) or not all(labels):
        yield f"the labels are {labels[:5]}"
