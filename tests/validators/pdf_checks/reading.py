"""A PDF as the checks see it: marked content, structure, fonts, metadata."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Stream

XML = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
SHOWING = frozenset({"Tj", "TJ", "'", '"'})
PAINTING = SHOWING | {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE", "Do"}


@dataclass(frozen=True)
class Claims:
    """The standard that a file claims in its metadata."""

    family: str = ""
    part: int = 0
    level: str = ""
    revision: str = ""


@dataclass(frozen=True)
class Mark:
    """An open sequence of marked content."""

    tag: str
    mcid: int | None = None
    properties: Any = None


@dataclass(frozen=True)
class Painting:
    """An operator that paints, and the marks around it, the outermost first."""

    page: int
    operator: str
    operands: tuple[Any, ...]
    marks: tuple[Mark, ...]
    font: Any = None
    mode: int = 0

    @property
    def mcid(self) -> int | None:
        """The number of the marked content that it belongs to."""
        return next((mark.mcid for mark in reversed(self.marks) if mark.mcid is not None), None)

    @property
    def artifact(self) -> Any:
        """The mark of the artifact that it belongs to, or None."""
        return next((mark for mark in reversed(self.marks) if mark.tag == "Artifact"), None)


@dataclass(eq=False)
class Element:
    """An element of the structure, with its standard role.

    ``parts`` are its kids and its pieces of content (page and number) in the order of reading.
    """

    object: Any
    role: str
    own: str
    parent: Element | None
    depth: int = 0
    parts: list[Element | tuple[int, int]] = field(default_factory=list)
    references: list[Any] = field(default_factory=list)

    @property
    def kids(self) -> list[Element]:
        """The elements that it holds."""
        return [part for part in self.parts if isinstance(part, Element)]

    @property
    def contents(self) -> list[tuple[int, int]]:
        """The pieces of content that it holds itself."""
        return [part for part in self.parts if not isinstance(part, Element)]

    def within(self, role: str) -> bool:
        """Whether an element of a role holds this one."""
        above = self.parent
        while above is not None:
            if above.role == role:
                return True
            above = above.parent
        return False

    def attribute(self, owner: str, key: str) -> Any:
        """Return the value of an attribute, None if there is none."""
        found = self.object.get("/A")
        items = list(found) if isinstance(found, Array) else [found]
        for item in items:
            if isinstance(item, Dictionary) and item.get("/O") == Name("/" + owner):
                value = item.get("/" + key)
                if value is not None:
                    return value
        return None

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it in order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


class Font:
    """A composite font with codes of two bytes, as WeasyPrint writes them."""

    def __init__(self, dictionary: Any) -> None:
        self.dictionary = dictionary
        self.descendant = dictionary.DescendantFonts[0]
        self.descriptor = self.descendant.FontDescriptor

    @cached_property
    def to_unicode(self) -> dict[int, str]:
        """The text of each code."""
        if "/ToUnicode" not in self.dictionary:
            return {}
        result: dict[int, str] = {}
        for operands, operator in pikepdf.parse_content_stream(self.dictionary.ToUnicode):
            if str(operator) == "endbfchar":
                codes = [bytes(item) for item in operands]
                for code, text in zip(codes[::2], codes[1::2], strict=True):
                    result[int.from_bytes(code, "big")] = text.decode("utf-16-be", "replace")
        return result

    @cached_property
    def widths(self) -> dict[int, float]:
        """The width of each code as the PDF states it."""
        result: dict[int, float] = {}
        items = list(self.descendant.get("/W", []))
        while items:
            first = int(items.pop(0))
            if isinstance(items[0], Array):
                for offset, width in enumerate(items.pop(0)):
                    result[first + offset] = float(width)
            else:
                last, width = int(items.pop(0)), float(items.pop(0))
                result.update(dict.fromkeys(range(first, last + 1), width))
        return result

    @property
    def program(self) -> Any:
        """The embedded file, None if there is none."""
        return self.descriptor.get("/FontFile2") or self.descriptor.get("/FontFile3")


class File:
    """A PDF that is open."""

    def __init__(self, pdf: pikepdf.Pdf, data: bytes) -> None:
        self.pdf = pdf
        self.data = data
        self.root: Any = pdf.Root
        self._fonts: dict[Any, Font] = {}

    # --- metadata ---------------------------------------------------------------------------

    @cached_property
    def xmp(self) -> Any:
        """The metadata as a tree of XML, None if there is none."""
        stream = self.root.get("/Metadata")
        return None if stream is None else etree.fromstring(stream.read_bytes())

    def says(self, path: str) -> list[str]:
        """Return the texts at a path of the metadata; its parts may be attributes as well."""
        if self.xmp is None:
            return []
        found = self.xmp.xpath(f".//rdf:Description/{path}", namespaces=XML)
        texts = ["".join(item.itertext()).strip() for item in found]
        attributes = self.xmp.xpath(f".//rdf:Description/@{path}", namespaces=XML)
        return texts + [str(item) for item in attributes]

    @cached_property
    def claims(self) -> Claims:
        """The standard that the file claims."""
        for family in ("a", "ua"):
            part = self.says(f"pdf{family}id:part")
            if part:
                level = "".join(self.says(f"pdf{family}id:conformance"))
                revision = "".join(self.says(f"pdf{family}id:rev"))
                return Claims(family, int(part[0]), level, revision)
        return Claims()

    @property
    def version(self) -> str:
        """The version of PDF in the header."""
        return self.data[5:8].decode("ascii", "replace")

    # --- objects ----------------------------------------------------------------------------

    @cached_property
    def dictionaries(self) -> list[Any]:
        """All dictionaries and streams, those within others too."""
        found: list[Any] = []
        for item in self.pdf.objects:
            _collect(item, found)
        return found

    @cached_property
    def annotations(self) -> list[tuple[int, Any]]:
        """The annotations with their pages."""
        return [
            (number, item)
            for number, page in enumerate(self.pdf.pages)
            for item in page.get("/Annots", [])
        ]

    @cached_property
    def destinations(self) -> dict[str, Any]:
        """The named destinations."""
        names = self.root.get("/Names", Dictionary()).get("/Dests")
        return {} if names is None else dict(pikepdf.NameTree(names).items())

    @cached_property
    def page_numbers(self) -> dict[Any, int]:
        """The numbers of the pages, from 0, by their objects' numbers."""
        return {page.objgen: number for number, page in enumerate(self.pdf.pages)}

    # --- structure --------------------------------------------------------------------------

    @cached_property
    def tree(self) -> list[Element]:
        """The elements of the structure in the order of reading."""
        root = self.root.get("/StructTreeRoot")
        if root is None:
            return []
        return [
            element
            for item in _items(root.get("/K"))
            for element in self._element(item, None).walk()
        ]

    @cached_property
    def by_object(self) -> dict[Any, Element]:
        """The elements by the numbers of their objects."""
        return {element.object.objgen: element for element in self.tree}

    def _element(self, item: Any, parent: Element | None) -> Element:
        own = str(item.get("/S", "/"))[1:]
        depth = parent.depth + 1 if parent else 0
        element = Element(item, self.standard(own), own, parent, depth)
        for kid in _items(item.get("/K")):
            if isinstance(kid, int):
                element.parts.append((self._page(item), kid))
            elif kid.get("/Type") == Name.MCR:
                element.parts.append((self._page(kid, item), int(kid.MCID)))
            elif kid.get("/Type") == Name.OBJR:
                element.references.append(kid)
            else:
                element.parts.append(self._element(kid, element))
        return element

    def _page(self, *items: Any) -> int:
        for item in items:
            if "/Pg" in item:
                return self.page_numbers.get(item.Pg.objgen, -1)
        return -1

    def standard(self, role: str) -> str:
        """Return the role that another is mapped to; a map in circles ends with its start."""
        roles = self.root.StructTreeRoot.get("/RoleMap", Dictionary())
        seen = {role}
        while "/" + role in roles:
            role = str(roles["/" + role])[1:]
            if role in seen:
                return role
            seen.add(role)
        return role

    # --- content ----------------------------------------------------------------------------

    @cached_property
    def paintings(self) -> list[Painting]:
        """All that is painted, in the order of the pages."""
        return [
            item
            for number, page in enumerate(self.pdf.pages)
            for item in self._paintings(number, page, page.get("/Resources", Dictionary()), ())
        ]

    def _paintings(
        self, number: int, stream: Any, resources: Any, marks: tuple[Mark, ...]
    ) -> Iterator[Painting]:
        stack, font, mode = list(marks), None, 0
        saved: list[tuple[Any, int]] = []
        for operands, operator in pikepdf.parse_content_stream(stream):
            name = str(operator)
            if name == "BDC":
                stack.append(_mark(str(operands[0])[1:], operands[1], resources))
            elif name == "BMC":
                stack.append(Mark(str(operands[0])[1:]))
            elif name == "EMC":
                stack.pop()
            elif name == "q":
                saved.append((font, mode))
            elif name == "Q":
                font, mode = saved.pop()
            elif name == "Tr":
                mode = int(operands[0])
            elif name == "Tf":
                font = self.font(resources.Font[str(operands[0])])
            if name in PAINTING:
                yield Painting(number, name, tuple(operands), tuple(stack), font, mode)
            if name == "Do":
                form = resources.XObject[str(operands[0])]
                if form.get("/Subtype") == Name.Form:
                    own = form.get("/Resources", resources)
                    yield from self._paintings(number, form, own, tuple(stack))

    def font(self, dictionary: Any) -> Font:
        """Return a font by its dictionary."""
        key = dictionary.objgen
        if key not in self._fonts:
            self._fonts[key] = Font(dictionary)
        return self._fonts[key]

    @cached_property
    def used_fonts(self) -> list[tuple[Font, set[int]]]:
        """The fonts with the codes that are shown in each."""
        result: dict[Any, tuple[Font, set[int]]] = {}
        for item in self.paintings:
            if item.operator in SHOWING:
                _, found = result.setdefault(item.font.dictionary.objgen, (item.font, set()))
                found.update(codes(item))
        return list(result.values())

    @cached_property
    def texts(self) -> dict[tuple[int, int], str]:
        """The text of each piece of marked content, by page and number, in the order of reading."""
        result: dict[tuple[int, int], list[str]] = {}
        before: Painting | None = None
        for item in self.paintings:
            if item.operator not in SHOWING or item.mcid is None:
                before = None
                continue
            parts = result.setdefault((item.page, item.mcid), [])
            if before is not None and before.mcid == item.mcid and _goes_on(item):
                parts[-1] = shown(item) + parts[-1]
            else:
                parts.append(shown(item))
                before = item if _is_leftwards(item) else None
        return {place: "".join(parts) for place, parts in result.items()}

    def text(self, element: Element) -> str:
        """Return the text of an element without that of its kids."""
        return "".join(self.texts.get(place, "") for place in element.contents)

    def whole(self, element: Element, without: frozenset[str] = frozenset()) -> str:
        """Return the text of an element and all within it but for some roles."""
        return "".join(
            self.texts.get(part, "") if not isinstance(part, Element) else self.whole(part, without)
            for part in element.parts
            if not (isinstance(part, Element) and part.role in without)
        )


def codes(item: Painting) -> list[int]:
    """Return the codes that an operator shows."""
    operand = item.operands[-1]
    strings = operand if isinstance(operand, Array) else [operand]
    data = b"".join(bytes(part) for part in strings if isinstance(part, pikepdf.String))
    return [int.from_bytes(data[index : index + 2], "big") for index in range(0, len(data), 2)]


def shown(item: Painting) -> str:
    """Return the text of what an operator shows from left to right, turned if it reads leftwards.

    What is shown in one go has one direction: that of its letters.
    """
    texts = [item.font.to_unicode.get(code, "") for code in codes(item)]
    return "".join(reversed(texts) if _is_leftwards(item) else texts)


def _is_leftwards(item: Painting) -> bool:
    return _has(item, "R", "AL")


def _has(item: Painting, *classes: str) -> bool:
    """Tell whether what is shown has a letter or digit of some bidirectional classes."""
    texts = "".join(item.font.to_unicode.get(code, "") for code in codes(item))
    return any(
        unicodedata.bidirectional(char) in classes and unicodedata.category(char) != "Cf"
        for char in texts
    )


def _goes_on(item: Painting) -> bool:
    """Tell whether what reads leftwards goes on to the right in another font, without a move."""
    operand = item.operands[-1]
    first = operand[0] if isinstance(operand, Array) and len(operand) else 0
    moved = 0.0 if isinstance(first, pikepdf.String) else float(first)
    return abs(moved) < 200 and not _has(item, "L", "EN", "AN")


def _mark(tag: str, properties: Any, resources: Any) -> Mark:
    if isinstance(properties, Name):
        properties = resources.Properties[str(properties)]
    number = properties.get("/MCID")
    return Mark(tag, None if number is None else int(number), properties)


def _items(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _collect(item: Any, found: list[Any]) -> None:
    """Gather dictionaries, those within others too, but not what is referred to."""
    if isinstance(item, Dictionary | Stream):
        found.append(item)
        values = [value for _, value in item.items()]
    elif isinstance(item, Array):
        values = list(item)
    else:
        return
    for value in values:
        if isinstance(value, Dictionary | Array) and not value.is_indirect:
            _collect(value, found)
