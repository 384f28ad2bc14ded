"""The logical structure of a document, gathered from the boxes of its pages.

WeasyPrint 70 makes a structure element of each box, so that a paragraph, a table or a note that
goes on on the next page becomes two. Here all boxes of an element of the HTML are one, wherever
they stand; what is repeated on each page (running heads, heads of tables) is no content at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from warraq.export.pdf.roles import CALL, INLINE, MARKER, WITHOUT_TEXT, holds_formula, role_of

Kind = Literal["Header", "Footer", "Layout"]


@dataclass(frozen=True, slots=True, eq=False)
class Content:
    """What one box draws on a page, counted from 0."""

    page: int
    box: Any


@dataclass(frozen=True, slots=True, eq=False)
class Annotation:
    """A link's place on a page: its dictionary."""

    page: int
    dictionary: Any


@dataclass(slots=True, eq=False)
class Node:
    """An element of the structure. ``lang`` is the language of its content."""

    role: str
    lang: str
    parent: Node | None = None
    element: Any = None
    kids: list[Node | Content | Annotation] = field(default_factory=list)
    dir: str = ""
    box: Any = None
    page: int = 0

    def add(self, kid: Node, index: int | None = None) -> Node:
        """Give the node a kid, at the end or at an index."""
        kid.parent = self
        self.kids.insert(len(self.kids) if index is None else index, kid)
        return kid

    def nodes(self) -> Iterator[Node]:
        """Yield the node and all below it, in the order of reading."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(kid for kid in reversed(node.kids) if isinstance(kid, Node))


@dataclass(slots=True)
class Gathered:
    """A document's structure, and what is no part of it."""

    root: Node
    artifacts: list[tuple[Content, Kind]] = field(default_factory=list)
    dropped: list[Annotation] = field(default_factory=list)
    notes: dict[Any, Node] = field(default_factory=dict)
    calls: dict[Any, Node] = field(default_factory=dict)
    anchors: dict[str, Node] = field(default_factory=dict)


def gather(pages: list[Any], lang: str, dir: str) -> Gathered:
    """Return the structure of the boxes of pages; notes are not yet in their place."""
    walk = _Walk(lang, dir)
    for number, page in enumerate(pages):
        walk.page = number
        for child in page.children:
            walk.visit(child, walk.result.root)
    return walk.result


class _Walk:
    def __init__(self, lang: str, dir: str) -> None:
        self.result = Gathered(Node("Document", lang, dir=dir))
        self.page = 0
        self._places: dict[tuple[Any, str], Node] = {}
        self._heads: set[Any] = set()
        self._formulas = 0

    def visit(self, box: Any, place: Node) -> None:
        """Take in a box and all within it; ``place`` is the node that it stands in."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox):
            self._discard(box, "Header" if str(box.at_keyword).startswith("@top") else "Footer")
        elif isinstance(box, boxes.TextBox):
            _with_text(place).kids.append(Content(self.page, box))
        elif box.is_leader or self._is_repeated(box) or _is_ornament(box):
            self._discard(box, "Layout")
        else:
            self._element(box, place)

    def _element(self, box: Any, place: Node) -> None:
        if box.element is not None and not isinstance(box, boxes.LineBox):
            place = self._place(box, place)
            if box.element.get("id") and box.element_tag == box.element.tag:
                self.result.anchors.setdefault(box.element.get("id"), place)
        if box.link_annotation:
            link = self._link(box, place)
            link.kids.append(Annotation(self.page, box.link_annotation))
            place = link if link.parent is place else place
        if isinstance(box, boxes.ReplacedBox):
            place.kids.append(Content(self.page, box))
        formula = box.element is not None and holds_formula(box.element)
        self._formulas += formula
        for child in getattr(box, "children", ()):
            self.visit(child, place)
        self._formulas -= formula

    def _is_repeated(self, box: Any) -> bool:
        """Tell whether a table's head was met before: it stands on each page of the table."""
        if not getattr(box, "is_header", False):
            return False
        repeated = box.element in self._heads
        self._heads.add(box.element)
        return repeated

    def _discard(self, box: Any, kind: Kind) -> None:
        """Take a box and all within it for no content."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if box.link_annotation:
            self.result.dropped.append(Annotation(self.page, box.link_annotation))
        if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
            self.result.artifacts.append((Content(self.page, box), kind))
        for child in getattr(box, "children", ()):
            self._discard(child, kind)

    # --- elements ---------------------------------------------------------------------------

    def _place(self, box: Any, place: Node) -> Node:
        """Return the node for what a box holds: its element's, a new one with the first box."""
        key = box.element, str(box.element_tag)
        node = self._places.get(key)
        if node is None:
            node = self._new(box, place)
            if node is not place:
                self._places[key] = node
        return node

    def _new(self, box: Any, place: Node) -> Node:
        element, tag = box.element, str(box.element_tag)
        if tag.endswith(CALL):
            return self._call(box, place) if box.children else place
        if tag.endswith(MARKER):
            return place.add(Node("Lbl", place.lang), 0)
        if tag in ("li::marker", "li::before"):
            item = self._places[element, "li"].parent
            assert item is not None
            return item.add(Node("Lbl", item.lang), 0)
        if tag != element.tag:
            return place
        return self._of_element(box, role_of(element, tag), place)

    def _of_element(self, box: Any, role: str, place: Node) -> Node:
        element = box.element
        lang = element.get("lang") or place.lang
        if element.tag == "html":
            return place
        if role == "Figure" and self._formulas:
            role = "Formula"
        if role == "Link" and not box.link_annotation:
            role = ""
        if role == "P" and place.role == "TOC":
            role = "TOCI"
        if not role and lang == place.lang:
            return place
        node = Node(role or "Span", lang, None, element, dir=element.get("dir", ""))
        node.box, node.page = box, self.page
        match node.role:
            case "FENote":
                return self._note(node, place)
            case "LI":
                return place.add(node).add(Node("LBody", lang))
            case "Lbl":  # dt
                return place.add(Node("LI", place.lang)).add(node)
            case "LBody":  # dd
                return _definition(node, place)
            case "Caption" if place.role == "Table":
                return place.add(node, 0)
            case "Figure" if place.element is not None and place.element.tag == "figure":
                return place.add(node)
            case "Link":
                return _around_link(box, place).add(node)
            case _:
                inline = node.role in INLINE or role == "Figure"
                return (_with_text(place) if inline else place).add(node)

    def _call(self, box: Any, place: Node) -> Node:
        if not box.link_annotation:
            return place
        node = Node("Link", place.lang, None, box.element)
        self.result.calls[box.element] = node
        return _around_link(box, place).add(node)

    def _note(self, node: Node, place: Node) -> Node:
        call = self.result.calls.get(node.element)
        if call is not None and not node.element.get("lang"):
            node.lang = call.lang
        self.result.notes[node.element] = node
        return node

    def _link(self, box: Any, place: Node) -> Node:
        """Return the node of a link: the one around it, or one that the element has only here."""
        above: Node | None = place
        while above is not None:
            if above.role == "Link":
                return above
            above = above.parent
        key = box.element, f"{box.element_tag}#link"
        if key not in self._places:
            node = Node("Link", place.lang, None, box.element)
            self._places[key] = _with_text(place).add(node)
        return self._places[key]


def _around_link(box: Any, place: Node) -> Node:
    """Return where a link belongs: one to a place of the document is within a reference."""
    place = _with_text(place)
    if "Dest" not in box.link_annotation:
        return place
    return place.add(Node("Reference", place.lang))


def _with_text(place: Node) -> Node:
    """Return where text belongs that stands in a place: in a paragraph if the place has others."""
    if place.role not in WITHOUT_TEXT:
        return place
    last = place.kids[-1] if place.kids else None
    if isinstance(last, Node) and last.role == "P" and last.element is None:
        return last
    return place.add(Node("P", place.lang))


def _definition(node: Node, place: Node) -> Node:
    """Put a definition into the item of its term; further ones become parts of the first."""
    last = place.kids[-1] if place.kids else None
    item = last if isinstance(last, Node) else place.add(Node("LI", place.lang))
    body = item.kids[-1] if item.kids else None
    if isinstance(body, Node) and body.role == "LBody":
        node.role = "Div"
        return body.add(node)
    return item.add(node)


def _is_ornament(box: Any) -> bool:
    """Tell whether a box is the sign of a thematic break, or a picture that says nothing."""
    if isinstance(box, boxes.ReplacedBox):
        return not box.element.get("alt")
    return str(box.element_tag).startswith("hr::")
