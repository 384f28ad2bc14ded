"""Presentation MathML to Office MathML (ECMA-376 part 1, 22.1).

Converted are rows, identifiers, numbers, operators, text, fractions, roots, scripts, limits,
sums and integrals, accents, brackets, matrices and spaces: what LaTeX in scholarly prose becomes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree

from warraq.export.docx.markup import XML_SPACE, Element, M, made_writable, name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as MathElement

_NARY = frozenset("∑∏∐∫∬∭∮∯∰⋀⋁⋂⋃⨀⨁⨂")
_OPENING = frozenset("([{⟨⌈⌊|‖")
# Accents of MathML with the combining character that OMML wants (22.1.2.20).
_ACCENTS = {
    "^": "\u0302",
    "ˆ": "\u0302",
    "~": "\u0303",
    "˜": "\u0303",
    "˙": "\u0307",
    ".": "\u0307",
    "¨": "\u0308",
    "→": "\u20d7",
    "⃗": "\u20d7",
    "ˇ": "\u030c",
    "˘": "\u0306",
    "`": "\u0300",
    "´": "\u0301",
}
_BARS = frozenset("¯‾―_\u0305\u0332")
# Functions whose condition stands below them.
_LIMITS = frozenset({"lim", "max", "min", "sup", "inf", "lim sup", "lim inf", "det", "gcd", "Pr"})
_STYLES = {"normal": "p", "bold": "b", "italic": "i", "bold-italic": "bi"}
_SCRIPTS = {
    "double-struck": "double-struck",
    "script": "script",
    "fraktur": "fraktur",
    "sans-serif": "sans-serif",
    "monospace": "monospace",
}
_MOST_DEPTH = 60


class UnsupportedError(Exception):
    """A formula has a construct without a counterpart; the message names it."""


def append_math(parent: Element, formula: MathElement) -> None:
    """Append a MathML formula as ``m:oMath``. Raises UnsupportedError, and then appends nothing."""
    math = etree.Element(name("m:oMath"))
    _Converter(depth=0).children(math, formula)
    parent.append(math)


def _add(parent: Element, local: str, value: str | None = None) -> Element:
    attributes = {name("m:val"): value} if value is not None else {}
    return etree.SubElement(parent, f"{{{M}}}{local}", attributes)


def _local(element: MathElement) -> str:
    return element.tag.rpartition("}")[2]


def _operator(element: MathElement) -> str:
    """Return the character of an element that is an operator or holds nothing else."""
    if _local(element) in ("mrow", "mstyle") and len(element) == 1:
        return _operator(element[0])
    return (element.text or "").strip() if _local(element) == "mo" else ""


class _Converter:
    """Converts one level of a formula; ``depth`` guards against endless nesting."""

    def __init__(self, depth: int) -> None:
        """Refuse a depth that no formula has."""
        if depth > _MOST_DEPTH:
            raise UnsupportedError("it is nested too deeply")
        self.depth = depth

    def children(self, parent: Element, source: MathElement) -> None:
        """Convert all children of an element in a row."""
        _Converter(self.depth + 1).row(parent, list(source))

    def row(self, parent: Element, items: Sequence[MathElement]) -> None:
        """Convert elements that follow one another: a sum takes the next one as its operand."""
        index = 0
        while index < len(items):
            item = items[index]
            index += 1
            if self._is_nary(item):
                operand = items[index : index + 1]
                self._nary(parent, item, operand)
                index += 1
                continue
            end = self._matching(items, index - 1)
            if end is not None:
                closing = _operator(items[end]) if end < len(items) else ""
                self._brackets(parent, _operator(item), closing, items[index:end])
                index = end + 1
                continue
            self.one(parent, item)

    def _matching(self, items: Sequence[MathElement], start: int) -> int | None:
        """Return the index of the fence that closes the one at ``start``, past the end for none.

        A left brace without a right one, as before cases, holds the rest of its row.
        """
        if items[start].get("form") != "prefix" or _operator(items[start]) not in _OPENING:
            return None
        depth = 0
        for index in range(start, len(items)):
            form = items[index].get("form")
            depth += (form == "prefix") - (form == "postfix")
            if depth == 0:
                return index
        return len(items)

    def one(self, parent: Element, item: MathElement) -> None:
        """Convert one element."""
        kind = _local(item)
        match kind:
            case "mi" | "mn" | "mo" | "mtext" | "ms":
                self._token(parent, item, kind)
            case "mrow" | "mstyle" | "mpadded" | "semantics" | "math":
                self.children(parent, item)
            case "mspace":
                self._run(parent, _space(item), "p")
            case "mphantom":
                self._property_box(parent, item, "phant", (("show", "0"),))
            case "mfrac":
                self._fraction(parent, item)
            case "msqrt":
                self._root(parent, list(item), ())
            case "mroot":
                self._root(parent, list(item[:1]), list(item[1:]))
            case "msub" | "msup" | "msubsup":
                self._scripts(parent, item, kind)
            case "munder" | "mover" | "munderover":
                self._limits(parent, item, kind)
            case "mtable":
                self._matrix(parent, item)
            case "mfenced":
                self._fenced(parent, item)
            case "menclose":
                self._enclosed(parent, item)
            case "annotation" | "annotation-xml" | "none":
                return
            case _:
                raise UnsupportedError(f"Word has nothing for <{kind}>")

    def _token(self, parent: Element, item: MathElement, kind: str) -> None:
        text = item.text or ""
        if kind in ("mi", "mn", "mo"):
            text = text.strip() or text
        variant = item.get("mathvariant", "")
        style = _STYLES.get(variant, "")
        if not style and (kind in ("mtext", "ms", "mn", "mo") or len(text) > 1):
            style = "p"
        self._run(parent, text, style, _SCRIPTS.get(variant, ""), literal=kind in ("mtext", "ms"))

    def _run(
        self, parent: Element, text: str, style: str, script: str = "", *, literal: bool = False
    ) -> None:
        if not text:
            return
        run = _add(parent, "r")
        if style or script or literal:
            properties = _add(run, "rPr")
            if literal:
                _add(properties, "nor")
            else:
                if script:
                    _add(properties, "scr", script)
                if style:
                    _add(properties, "sty", style)
        element = _add(run, "t")
        element.text = made_writable(text)
        if text != text.strip():
            element.set(XML_SPACE, "preserve")

    def argument(self, parent: Element, local: str, items: Sequence[MathElement]) -> None:
        """Append an argument (``m:e``, ``m:sub`` …) with what stands in it."""
        element = _add(parent, local)
        flat: list[MathElement] = []
        for item in items:
            flat += list(item) if _local(item) == "mrow" else [item]
        _Converter(self.depth + 1).row(element, flat)

    def _fraction(self, parent: Element, item: MathElement) -> None:
        fraction = _add(parent, "f")
        thickness = item.get("linethickness", "")
        if thickness in ("0", "0em", "0pt", "0px"):
            _add(_add(fraction, "fPr"), "type", "noBar")
        numerator, denominator = _parts(item, 2)
        self.argument(fraction, "num", [numerator])
        self.argument(fraction, "den", [denominator])

    def _root(
        self, parent: Element, base: Sequence[MathElement], degree: Sequence[MathElement]
    ) -> None:
        root = _add(parent, "rad")
        if not degree:
            _add(_add(root, "radPr"), "degHide", "1")
        self.argument(root, "deg", degree)
        self.argument(root, "e", base)

    def _scripts(self, parent: Element, item: MathElement, kind: str) -> None:
        if kind == "msub" and _operator(item[0]) in _LIMITS:
            self._limits(parent, item, "munder")
            return
        names = {"msub": ("sSub", "sub"), "msup": ("sSup", "sup"), "msubsup": ("sSubSup", "both")}
        local, which = names[kind]
        parts = _parts(item, 3 if which == "both" else 2)
        element = _add(parent, local)
        self.argument(element, "e", parts[:1])
        arguments = ("sub", "sup") if which == "both" else (which,)
        for argument, part in zip(arguments, parts[1:], strict=True):
            self.argument(element, argument, [part])

    def _limits(self, parent: Element, item: MathElement, kind: str) -> None:
        """Convert what stands above or below: an accent, a bar, a brace or a limit."""
        if kind == "munderover":
            base, under, over = _parts(item, 3)
            outer = _add(parent, "limUpp")
            inner = _add(_add(outer, "e"), "limLow")
            self.argument(inner, "e", [base])
            self.argument(inner, "lim", [under])
            self.argument(outer, "lim", [over])
            return
        base, script = _parts(item, 2)
        mark = _operator(script)
        if mark in _BARS:
            self._property_box(
                parent, base, "bar", (("pos", "top" if kind == "mover" else "bot"),), whole=True
            )
        elif kind == "mover" and mark in _ACCENTS:
            self._property_box(parent, base, "acc", (("chr", _ACCENTS[mark]),), whole=True)
        elif mark in "⏞⏟︷︸" and mark:
            position = "top" if kind == "mover" else "bot"
            pairs = (
                ("chr", mark),
                ("pos", position),
                ("vertJc", "bot" if position == "top" else "top"),
            )
            self._property_box(parent, base, "groupChr", pairs, whole=True)
        else:
            element = _add(parent, "limUpp" if kind == "mover" else "limLow")
            self.argument(element, "e", [base])
            self.argument(element, "lim", [script])

    def _property_box(
        self,
        parent: Element,
        item: MathElement,
        local: str,
        properties: tuple[tuple[str, str], ...],
        *,
        whole: bool = False,
    ) -> None:
        """Append an object with properties and one argument: the element or its children."""
        element = _add(parent, local)
        box = _add(element, f"{local}Pr")
        for key, value in properties:
            _add(box, key, value)
        self.argument(element, "e", [item] if whole else list(item))

    def _is_nary(self, item: MathElement) -> bool:
        kind = _local(item)
        if kind in ("msub", "msup", "msubsup", "munder", "mover", "munderover") and len(item):
            return _operator(item[0]) in _NARY and bool(_operator(item[0]))
        return (
            kind == "mo" and (item.text or "").strip() in _NARY and bool((item.text or "").strip())
        )

    def _nary(self, parent: Element, item: MathElement, operand: Sequence[MathElement]) -> None:
        """Convert a sum, a product or an integral with its bounds and its operand (22.1.2.70)."""
        kind = _local(item)
        element = _add(parent, "nary")
        properties = _add(element, "naryPr")
        sign = _operator(item) if kind == "mo" else _operator(item[0])
        _add(properties, "chr", sign)
        _add(properties, "limLoc", "undOvr" if kind.startswith(("munder", "mover")) else "subSup")
        lower = list(item[1:2]) if kind in ("msub", "msubsup", "munder", "munderover") else []
        upper = list(item[-1:]) if kind in ("msup", "msubsup", "mover", "munderover") else []
        if not lower:
            _add(properties, "subHide", "1")
        if not upper:
            _add(properties, "supHide", "1")
        self.argument(element, "sub", lower)
        self.argument(element, "sup", upper)
        self.argument(element, "e", operand)

    def _fenced(self, parent: Element, item: MathElement) -> None:
        self._brackets(parent, item.get("open", "("), item.get("close", ")"), list(item))

    def _brackets(
        self, parent: Element, opening: str, closing: str, items: Sequence[MathElement]
    ) -> None:
        element = _add(parent, "d")
        properties = _add(element, "dPr")
        _add(properties, "begChr", opening)
        _add(properties, "endChr", closing)
        self.argument(element, "e", items)

    def _matrix(self, parent: Element, item: MathElement) -> None:
        rows = [row for row in item if _local(row) in ("mtr", "mlabeledtr")]
        count = max((len(row) for row in rows), default=0)
        if not count:
            raise UnsupportedError("a matrix is empty")
        matrix = _add(parent, "m")
        columns = _add(_add(matrix, "mPr"), "mcs")
        column = _add(_add(columns, "mc"), "mcPr")
        _add(column, "count", str(count))
        _add(column, "mcJc", "center")
        for row in rows:
            element = _add(matrix, "mr")
            for cell in row:
                self.argument(element, "e", list(cell))
            for _ in range(count - len(row)):
                _add(element, "e")

    def _enclosed(self, parent: Element, item: MathElement) -> None:
        if "box" not in item.get("notation", "box"):
            raise UnsupportedError(f"Word has no enclosure {item.get('notation')!r}")
        self.argument(_add(parent, "borderBox"), "e", list(item))


def _parts(item: MathElement, count: int) -> list[MathElement]:
    if len(item) != count:
        raise UnsupportedError(f"<{_local(item)}> lacks a part")
    return list(item)


def _space(item: MathElement) -> str:
    """Return the space character that is nearest to a width in em."""
    width = item.get("width", "")
    try:
        em = float(width.removesuffix("em")) if width.endswith("em") else 0.3
    except ValueError:
        em = 0.3
    if em <= 0:
        return ""
    return "\u2003" * max(1, round(em)) if em >= 0.8 else "\u2002" if em >= 0.4 else "\u2009"
