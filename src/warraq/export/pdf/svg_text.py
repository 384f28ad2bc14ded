"""The labels of SVG pictures, drawn in the order of reading and with their letters joined.

WeasyPrint 70 draws an SVG's text letter by letter from left to right: Arabic comes out reversed
and unjoined. Here a label is laid out as a paragraph is (see the modules on its tree, characters,
layout and shaping) and drawn as text, so that it is found again by a search.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from math import cos, inf, isfinite, radians, sin
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.formatting_structure.boxes import TextBox
from weasyprint.matrix import Matrix
from weasyprint.svg import SVG, PointError
from weasyprint.svg.utils import parse_url as in_url
from weasyprint.svg.utils import size as in_user_units

from warraq.export.pdf.extraction import apart
from warraq.export.pdf.svg_characters import Reader
from warraq.export.pdf.svg_layout import Piece, lay_out
from warraq.export.pdf.svg_shaping import Shaper
from warraq.export.pdf.svg_tree import LabelNode, adopt

_ASCENT, _DESCENT = 1.1, 0.5
"""In em: what a label takes above and below its base line, for gradients and groups."""

_DECORATIONS = {"underline": -0.12, "line-through": 0.25, "overline": 0.8}
"""In em: how far a line stands above the base line."""
_THICKNESS = 0.05

_SILENT = b"<< /ActualText () >>"
"""What is drawn twice is read once."""

_CLIP = 7
"""The text rendering mode that adds letters to the clipping path (ISO 32000-2, 9.3.6)."""

_original_draw = SVG.draw
_original_draw_node = SVG.draw_node


def install(context_class: type) -> None:
    """Have pictures in layouts of this class drawn so; all others stay as WeasyPrint draws them.

    The context holds the families of the text around as ``label_families``.
    """

    def draw(self: Any, stream: Any, width: float, height: float, url: Any, context: Any) -> None:
        if isinstance(context, context_class):
            adopt(self.tree)
        _original_draw(self, stream, width, height, url, context)

    def draw_node(
        self: Any, node: Any, font_size: float, fill_stroke: bool = True, context: Any = None
    ) -> None:
        if isinstance(node, Words):
            node.draw(self)
            return
        if isinstance(node, LabelNode):
            if node.tag == "text":
                node = _Label(node, self)
            elif node.tag == "a":
                node = _Group(node)
        _original_draw_node(self, node, font_size, fill_stroke, context)

    if SVG.draw is _original_draw:
        SVG.draw, SVG.draw_node = draw, draw_node


class _Group(LabelNode):
    """A link in a picture, which WeasyPrint takes for a label even if it is around shapes."""

    tag = "g"

    def __init__(self, node: LabelNode) -> None:
        super().__init__(node._wrapper, node._style)
        self.attrib = node.attrib
        self._children = list(node)


class _Label(_Group):
    """A label as a group of its words: transform, opacity, clip and mask are WeasyPrint's."""

    def __init__(self, node: LabelNode, svg: Any) -> None:
        super().__init__(node)
        self._children = [Words(node, svg)] if node.display else []


class Words(LabelNode):
    """The words of a label."""

    def __init__(self, node: LabelNode, svg: Any) -> None:
        super().__init__(node._wrapper, node._style)
        # What the label has to do is done by the group around, and counts once.
        self.attrib = {name: node.attrib[name] for name in node.attrib if name != "transform"}
        self._children = []
        reader = Reader(_measure(svg), lambda part: _path(svg, part))
        characters = reader.read(node)
        shaper = Shaper(svg.font_config, svg.context.label_families, reader.measured)
        self.pieces = [piece for piece in lay_out(characters, reader.edges, shaper) if piece.width]
        self.text_bounding_box = _bounds(self.pieces)
        for piece in self.pieces:
            piece.node.text_bounding_box = self.text_bounding_box

    def draw(self, svg: Any) -> None:
        """Draw all pieces; outlines that go below the letters come before all of them."""
        shown = [piece for piece in self.pieces if piece.node.visible]
        haloes = [piece for piece in shown if _is_haloed(piece.node)]
        with apart(), suppress(PointError):
            for piece in haloes:
                svg.stream.begin_marked_content("Span", property_list=_SILENT)
                _draw_piece(svg, piece, fill=False)
                svg.stream.end_marked_content()
            for piece in shown:
                _draw_piece(svg, piece, stroke=not _is_haloed(piece.node))


def _measure(svg: Any) -> Any:
    references = {
        "x": "inner_width",
        "dx": "inner_width",
        "y": "inner_height",
        "dy": "inner_height",
    }

    def measured(stated: str, name: str, size: float) -> float:
        reference = getattr(svg, references.get(name, "inner_diagonal"))
        try:
            value = float(in_user_units(stated, size, reference))
        except ValueError:
            return 0.0
        return value if isfinite(value) else 0.0

    return measured


def _path(svg: Any, node: LabelNode) -> str:
    """Return the path that a ``textPath`` names or holds."""
    target = in_url(node.get_href(svg.url)).fragment
    found = svg.tree.get_child(target) if target else None
    return str((found.get("d") if found else node.attrib.get("path")) or "")


def _bounds(pieces: Sequence[Piece]) -> tuple[float, float, float, float]:
    """Return x, y, width and height around pieces, as WeasyPrint has bounding boxes."""
    if not pieces:
        return inf, inf, 0, 0
    sizes = [float(piece.node.attrib["font-size"]) for piece in pieces]
    left = min(piece.x for piece in pieces)
    right = max(piece.x + piece.width for piece in pieces)
    top = min(piece.y - _ASCENT * size for piece, size in zip(pieces, sizes, strict=True))
    bottom = max(piece.y + _DESCENT * size for piece, size in zip(pieces, sizes, strict=True))
    return left, top, right - left, bottom - top


def _is_haloed(node: LabelNode) -> bool:
    return node.attrib.get("paint-order", "").startswith("stroke")


def _draw_piece(svg: Any, piece: Piece, *, fill: bool = True, stroke: bool = True) -> None:
    shaping, stream = piece.shaping, svg.stream
    if shaping is None or not shaping.text.strip():
        return
    stream.push_state()
    paint, line = svg.set_graphical_state(piece.node, float(piece.node.attrib["font-size"]))
    paint, line = (paint if fill else None), (line if stroke else None)
    if paint or line:
        stream.begin_text()
        svg.fill_stroke(paint, line, text=True)
        if paint is True:
            stream.set_text_rendering(_CLIP)
        shaping.layout.reactivate(shaping.style)
        drawing.draw_first_line(stream, _Box(piece), "none", "none", _matrix(piece))
        shaping.layout.deactivate()
        stream.end_text()
        if paint is True:
            _paint_through(stream, piece)
        for place in _decorations(piece.node):
            _draw_line(svg, piece, place, paint)
    stream.pop_state()


def _paint_through(stream: Any, piece: Piece) -> None:
    """Fill what letters leave open: not all viewers paint letters in gradients and patterns."""
    stream.rectangle(*piece.node.text_bounding_box)
    stream.fill()


def _matrix(piece: Piece) -> Matrix:
    """Return what leads from the pixels of a shaped text to user units."""
    assert piece.shaping is not None
    scale = piece.shaping.scale
    matrix = Matrix(a=scale * piece.shaping.stretch, d=-scale)
    angle = radians(piece.rotate)
    if angle:
        matrix = matrix @ Matrix(cos(angle), sin(angle), -sin(angle), cos(angle))
    return matrix @ Matrix(e=piece.x, f=piece.y)


def _decorations(node: LabelNode) -> Iterator[float]:
    stated = node.attrib.get("text-decoration-line") or node.attrib.get("text-decoration", "")
    for name, place in _DECORATIONS.items():
        if name in stated:
            yield place


def _draw_line(svg: Any, piece: Piece, place: float, paint: Any) -> None:
    if not paint:
        return
    size = float(piece.node.attrib["font-size"])
    svg.stream.rectangle(piece.x, piece.y - place * size, piece.width, _THICKNESS * size)
    svg.stream.fill()


class _Box(TextBox):  # type: ignore[misc]
    """A piece as the box of text that is drawn in lines of the page."""

    def __init__(self, piece: Piece) -> None:
        shaping = piece.shaping
        assert shaping is not None
        super().__init__("text", shaping.style, None, shaping.text)
        self.pango_layout = shaping.layout
        scale = shaping.scale or 1.0
        self.position_x, self.position_y = piece.x / scale, piece.y / scale
        self.baseline = 0.0
