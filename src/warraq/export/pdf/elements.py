"""The structure written into the PDF: its elements, and the ways that lead to and from them."""

from __future__ import annotations

from typing import Any

import pydyf  # type: ignore[import-untyped]

from warraq.export.pdf.attributes import Owned, attributes
from warraq.export.pdf.attributes import cell as table_of
from warraq.export.pdf.dialect import CALL_PREFIX
from warraq.export.pdf.links import remove
from warraq.export.pdf.marked import MarkedPage
from warraq.export.pdf.placing import table_headers
from warraq.export.pdf.roles import HEADINGS, NOTE, ONLY_1_7, STANDARD_1_7
from warraq.export.pdf.tree import Annotation, Content, Gathered, Node

NAMESPACE_1_7, NAMESPACE_2_0 = "http://iso.org/pdf/ssn", "http://iso.org/pdf2/ssn"


class Writer:
    """Writes one document; ``new`` means in PDF 2.0."""

    def __init__(
        self, pdf: Any, heights: list[float], pages: list[MarkedPage], direction: str, *, new: bool
    ) -> None:
        """Keep the file, the heights of its pages in CSS pixels, and the document's direction."""
        self.pdf = pdf
        self.heights = heights
        self.pages = pages
        self.direction = direction
        self.new = new
        self.elements: dict[str, bytes] = {}
        self.headings: list[bytes] = []
        self.page_references = pdf.page_references
        self.annotations: list[tuple[Any, bytes]] = []
        self.identifiers: dict[str, bytes] = {}
        self.written: dict[Node, Any] = {}
        self.roles: set[str] = set()

    def write(self, gathered: Gathered) -> None:
        """Write the structure; what it leaves out becomes an artifact."""
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(root)
        self.pdf.catalog["StructTreeRoot"] = root.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
        for node in gathered.root.nodes():
            self.prepare(node)
        self.places(gathered)
        if self.new:
            self.namespaces(root)
        for node in gathered.root.nodes():
            self.element(node, root)
        root["K"] = pydyf.Array([self.written[gathered.root].reference])
        for content, kind in gathered.artifacts:
            self.pages[content.page].discard(content.box, kind)
        for place in gathered.dropped:
            remove(self.pdf, place.page, place.dictionary)
        self.relate(gathered)
        self.tables(gathered)
        self.finish(root)

    def prepare(self, node: Node) -> None:
        """Give a node its dictionary, so that others can refer to it."""
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{self.role(node)}"})
        self.pdf.add_object(element)
        self.written[node] = element
        if node.role in HEADINGS:
            self.headings.append(element.reference)

    def places(self, gathered: Gathered) -> None:
        """Tell which elements links lead to."""
        places = {name: node for name, node in gathered.anchors.items() if node in self.written}
        for source, call in gathered.calls.items():
            places[CALL_PREFIX + source.get("id", "")] = call
        for name, node in places.items():
            self.elements[name] = self.written[node].reference

    def role(self, node: Node) -> str:
        """Return the name of a role in this version of PDF."""
        if self.new:
            return node.role
        if node.role == NOTE:
            return STANDARD_1_7[NOTE]
        self.roles.add(node.role)
        return node.role

    def element(self, node: Node, root: Any) -> None:
        """Write what belongs to one element (ISO 32000-2, 14.7.2)."""
        element, parent = self.written[node], node.parent
        element["P"] = (self.written[parent] if parent else root).reference
        if self.new:
            element["NS"] = self.spaces[node.role in ONLY_1_7]
        if parent is None or node.lang != parent.lang:
            element["Lang"] = pydyf.String(node.lang)
        first = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if first is not None:
            element["Pg"] = self.page_references[first]
        kids = [self.kid(kid, element, first) for kid in node.kids]
        element["K"] = pydyf.Array([kid for kid in kids if kid is not None])
        self.attribute(
            node, attributes(node, self.direction, self.heights[node.page], new=self.new)
        )
        if node.role in ("Figure", "Formula"):
            element["Alt"] = pydyf.String(node.element.get("alt") or "")
        if node.role == NOTE:
            self.identify(element, node.element.get("id") or f"note-{len(self.identifiers)}")

    def kid(self, kid: Node | Content | Annotation, element: Any, page: int | None) -> Any:
        if isinstance(kid, Node):
            return self.written[kid].reference
        reference = self.page_references[kid.page]
        if isinstance(kid, Annotation):
            self.annotations.append((kid.dictionary, element.reference))
            return pydyf.Dictionary(
                {"Type": "/OBJR", "Obj": kid.dictionary.reference, "Pg": reference}
            )
        number = self.pages[kid.page].take(kid.box, str(element["S"]), element.reference)
        if number is None or kid.page == page:
            return number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": reference, "MCID": number})

    def attribute(self, node: Node, owned: list[Owned]) -> None:
        """State attributes, in an array where they have more than one owner."""
        found = [pydyf.Dictionary(item) for item in owned]
        if found:
            self.written[node]["A"] = found[0] if len(found) == 1 else pydyf.Array(found)

    def identify(self, element: Any, identifier: str) -> None:
        self.identifiers[identifier] = element.reference
        element["ID"] = pydyf.String(identifier)

    # --- relations --------------------------------------------------------------------------

    def relate(self, gathered: Gathered) -> None:
        """Have notes and their calls refer to each other, and entries of contents to theirs."""
        if not self.new:
            return
        for source, note in gathered.notes.items():
            call = gathered.calls.get(source)
            if call is not None:
                self.written[call]["Ref"] = pydyf.Array([self.written[note].reference])
                self.written[note]["Ref"] = pydyf.Array([self.written[call].reference])
        for node in gathered.root.nodes():
            if node.role == "TOCI":
                self.refer(node)

    def refer(self, entry: Node) -> None:
        link = next((node for node in entry.nodes() if node.role == "Link"), None)
        if link is not None:
            target = self.elements.get(link.element.get("href", "").removeprefix("#"))
            if target:
                self.written[entry]["Ref"] = pydyf.Array([target])

    def tables(self, gathered: Gathered) -> None:
        """State the head cells of each cell where spans hide them."""
        for node in gathered.root.nodes():
            if node.role != "Table":
                continue
            for cell, heads in table_headers(node).items():
                names = pydyf.Array([pydyf.String(self.head(head)) for head in heads])
                height = self.heights[cell.page]
                owned = attributes(cell, self.direction, height, new=self.new)
                others = [item for item in owned if item["O"] != "/Table"]
                self.attribute(cell, [*others, table_of(cell) | {"Headers": names}])

    def head(self, cell: Node) -> str:
        element = self.written[cell]
        if "ID" not in element:
            self.identify(element, f"head-{len(self.identifiers)}")
        return str(element["ID"].string)

    # --- the root ---------------------------------------------------------------------------

    def namespaces(self, root: Any) -> None:
        """State the namespaces of PDF 2.0 (ISO 32000-2, 14.7.4)."""
        spaces = []
        for name in (NAMESPACE_2_0, NAMESPACE_1_7):
            space = pydyf.Dictionary({"Type": "/Namespace", "NS": pydyf.String(name)})
            self.pdf.add_object(space)
            spaces.append(space.reference)
        root["Namespaces"] = pydyf.Array(spaces)
        self.spaces = spaces

    def finish(self, root: Any) -> None:
        """Write the trees that lead from pages and identifiers back to the elements."""
        numbers = pydyf.Array()
        for number, page in enumerate(self.pages):
            owners = pydyf.Array(page.close())
            self.pdf.add_object(owners)
            numbers.extend((number, owners.reference))
        for number, (annotation, owner) in enumerate(self.annotations, len(self.pages)):
            annotation["StructParent"] = number
            numbers.extend((number, owner))
        parents = pydyf.Dictionary({"Nums": numbers})
        self.pdf.add_object(parents)
        root["ParentTree"] = parents.reference
        root["ParentTreeNextKey"] = len(self.pages) + len(self.annotations)
        if self.identifiers:
            names = pydyf.Array()
            for identifier in sorted(self.identifiers, key=lambda name: pydyf.String(name).data):
                names.extend((pydyf.String(identifier), self.identifiers[identifier]))
            root["IDTree"] = pydyf.Dictionary({"Names": names})
        mapped = {role: f"/{STANDARD_1_7[role]}" for role in self.roles if role in STANDARD_1_7}
        if mapped:
            root["RoleMap"] = pydyf.Dictionary(dict(sorted(mapped.items())))
