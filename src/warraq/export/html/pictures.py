"""Pictures judged by their content: what kind they are, and whether they are safe to embed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_PIXELS = 40_000_000
"""Above this a picture costs its reader, and us, gigabytes of memory."""
MAX_SVG_ELEMENTS = 100_000
MAX_SVG_DEPTH = 100

_MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
}
SVG_MEDIA_TYPE = "image/svg+xml"

_SVG_NAMESPACE = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_UPRIGHT = re.compile(rb"writing-mode\s*[:=]\s*[\"']?\s*(?:tb|vertical)")
_FORBIDDEN_ELEMENTS = frozenset({"script", "foreignObject", "iframe", "object", "embed"})


class PictureError(ValueError):
    """A picture cannot be shown; the message says why in words for the user."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture fit to be embedded. ``upright``: an SVG sets words from top to bottom."""

    data: bytes
    media_type: str
    upright: bool = False

    @property
    def is_raster(self) -> bool:
        """Whether the picture is made of dots."""
        return self.media_type != SVG_MEDIA_TYPE


def judge(data: bytes) -> Picture:
    """Return a picture by its content, whatever its file is called.

    Raises PictureError for an unknown or broken format, for one that is too large, and for an
    SVG that runs programs, loads other files or unfolds without end.
    """
    if not data:
        raise PictureError("the file is empty")
    if _looks_like_xml(data):
        return _judge_svg(data)
    return Picture(data, _judge_raster(data))


def _looks_like_xml(data: bytes) -> bool:
    head = data[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return head.startswith((b"<", b"\x00<"))


def _judge_raster(data: bytes) -> str:
    import warnings
    from io import BytesIO

    from PIL import Image, UnidentifiedImageError

    try:
        # Pillow warns of large pictures; we measure by ourselves.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=tuple(_MEDIA_TYPES)) as image:
                kind, size = image.format or "", image.width * image.height
                if size > MAX_PIXELS:
                    raise PictureError(_too_large(image.width, image.height))
                image.verify()
    except UnidentifiedImageError:
        raise PictureError("it is no PNG, JPEG, GIF, WebP or SVG picture") from None
    except Image.DecompressionBombError:
        raise PictureError("it has too many pixels") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError) as error:
        if isinstance(error, PictureError):
            raise
        raise PictureError(f"it is damaged ({error})") from None
    if kind == "JPEG" and b"\xff\xd9" not in data[-1024:]:
        raise PictureError("it is damaged (the end of the file is missing)")
    return _MEDIA_TYPES[kind]


def _too_large(width: int, height: int) -> str:
    return f"it has {width} × {height} pixels, more than {MAX_PIXELS // 1_000_000} million"


def _judge_svg(data: bytes) -> Picture:
    from xml.etree import ElementTree as ET

    if b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data:
        raise PictureError("it declares XML entities")
    try:
        root = ET.fromstring(data)  # noqa: S314 - entities are refused above
    except (ET.ParseError, ValueError, LookupError) as error:
        raise PictureError(f"it is no well-formed SVG ({error})") from None
    if root.tag not in (f"{_SVG_NAMESPACE}svg", "svg"):
        raise PictureError("it is XML, but no SVG")
    if _drop_html(root):
        data = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    _check_svg(root)
    return Picture(data, SVG_MEDIA_TYPE, upright=_UPRIGHT.search(data) is not None)


def _drop_html(root: Element) -> bool:
    """Drop HTML from where the picture has something else for those that draw none.

    So draw.io writes its labels: in HTML, and shortened beside it as SVG, which gets them whole.
    """
    changed = False
    for switch in [node for node in root.iter() if _local(node) == "switch"]:
        html = [node for node in switch if _local(node) == "foreignObject"]
        if not html or len(html) == len(switch):
            continue
        words = " ".join("".join(html[0].itertext()).split())
        for node in html:
            switch.remove(node)
        for text in [node for node in switch if _is_text(node) and not len(node)]:
            short = (text.text or "").strip()
            if short.endswith("...") and words.startswith(short[:-3]):
                text.text = words
        changed = True
    return changed


def _check_svg(root: Element) -> None:
    identified: dict[str, Element] = {}
    stack = [(root, 1)]
    while stack:
        node, depth = stack.pop()
        if depth > MAX_SVG_DEPTH:
            raise PictureError(f"its elements are nested more than {MAX_SVG_DEPTH} deep")
        _check_element(node)
        if "id" in node.attrib:
            identified.setdefault(node.attrib["id"], node)
        stack.extend((child, depth + 1) for child in node)
    _unfolded(root, identified, {}, ())


def _check_element(node: Element) -> None:
    name = _local(node)
    if name in _FORBIDDEN_ELEMENTS:
        raise PictureError(f"it holds <{name}>")
    for attribute, value in node.attrib.items():
        if attribute.startswith("on"):
            raise PictureError(f"it runs a program ({attribute})")
        if attribute in _HREFS and name != "a" and not value.startswith(("#", "data:image/")):
            raise PictureError(f"it loads another file ({value[:40]})")


def _unfolded(
    node: Element, identified: dict[str, Element], sizes: dict[Element, int], path: tuple[str, ...]
) -> int:
    """Return how many elements are drawn once each ``<use>`` is replaced by what it names."""
    if node in sizes:
        return sizes[node]
    size = 1 + sum(_unfolded(child, identified, sizes, path) for child in node)
    if _local(node) == "use":
        target = next((node.attrib[name][1:] for name in _HREFS if name in node.attrib), "")
        if target in path or len(path) > MAX_SVG_DEPTH:
            raise PictureError("its <use> elements name one another in a circle")
        if target in identified:
            size += _unfolded(identified[target], identified, sizes, (*path, target))
    if size > MAX_SVG_ELEMENTS:
        raise PictureError(f"it draws more than {MAX_SVG_ELEMENTS} elements")
    sizes[node] = size
    return size


def _is_text(node: Element) -> bool:
    return _local(node) == "text"


def _local(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]
