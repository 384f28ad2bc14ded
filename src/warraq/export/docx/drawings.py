"""Pictures: PNG, JPEG and GIF in the line, with their alternative text and their size.

Word shows no SVG without a bitmap beside it, and no WebP: such a picture is reported, and its
alternative text stands in its place.
"""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from warraq.export.api import ResourceError
from warraq.export.docx.fields import bookmark
from warraq.export.docx.markup import Element, add, add_plain, made_writable, name
from warraq.export.docx.paragraphs import layout_at, new_paragraph
from warraq.export.docx.runs import PLAIN, RunFormat, add_run, add_text
from warraq.export.docx.story import Place, Story, em, role_of
from warraq.export.docx.units import EMU_PER_POINT, EMU_PER_TWIP, length_in_points
from warraq.model.attributes import Direction
from warraq.model.blocks import Figure
from warraq.model.inlines import Image
from warraq.style.tokens import Side
from warraq.style.word import page_setup

if TYPE_CHECKING:
    from docx.image.image import Image as ImageHeader
    from docx.opc.part import Part

_SUFFIXES = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}
_LARGEST = 40_000_000
"""Pixels; a page at 600 dots per inch has 35 million."""
_SHARE_OF_PAGE = 0.9
"""The greatest part of the text's height that a picture may take, so that its caption fits."""


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture that Word can show; width and height in EMU at its own resolution."""

    part: Part
    width: int
    height: int


def write_figure(story: Story, parent: Element, node: Figure, place: Place) -> None:
    """Append the paragraph of a figure."""
    direction = node.computed.dir
    layout = layout_at(story.draft, place, "figure", direction)
    paragraph = new_paragraph(story.draft, parent, "figure", direction, layout)
    captioned = bool(node.caption or node.number)
    if captioned and story.draft.theme.figures.caption is Side.BELOW:
        _keep_with_next(paragraph)
    with bookmark(paragraph, story.draft, "" if captioned else node.attributes.id):
        write_picture(story, paragraph, node, place.room, PLAIN)


def _keep_with_next(paragraph: Element) -> None:
    properties = paragraph[0]
    if properties.find(name("keepNext")) is None:
        properties.insert(1, etree.Element(name("keepNext")))


def write_picture(
    story: Story, parent: Element, node: Image | Figure, room: int, run_format: RunFormat
) -> None:
    """Append the run of a picture, at most ``room`` twips wide; its text where it has none."""
    picture = _load(story, node)
    rtl = node.computed.dir is Direction.RTL
    if picture is None:
        text = node.alternative or node.source
        add_text(parent, story.draft, f"[{text}]", run_format, rtl=rtl)
        return
    size = _size(story, picture, node, room)
    run = add_run(parent, story.draft, PLAIN, rtl=rtl)
    _add_drawing(story, run, picture, size, node)


def _load(story: Story, node: Image | Figure) -> _Picture | None:
    """Return the picture with its part, made once for each content; None after a report."""
    report = story.draft.context.report
    try:
        blob = story.draft.context.resources.read(node.source)
    except ResourceError as error:
        report.error("E002", f"the picture {node.source!r} cannot be shown: {error}", node.location)
        return None
    header = _header(blob)
    if header is None or header.content_type not in _SUFFIXES:
        report.warning(
            "E211",
            f"Word cannot show the picture {node.source!r} ({_kind(blob)})",
            node.location,
            "give it as PNG, JPEG or GIF; its alternative text stands in its place",
        )
        return None
    if not 0 < header.px_width * header.px_height <= _LARGEST:
        size = f"{header.px_width} × {header.px_height} pixels"
        report.warning(
            "E212",
            f"the picture {node.source!r} has {size}; at most {_LARGEST:,} are taken",
            node.location,
            "make it smaller; its alternative text stands in its place",
        )
        return None
    return _Picture(_part(story, blob, header.content_type), header.width, header.height)


def _header(blob: bytes) -> ImageHeader | None:
    """Return what the header of a picture says, None when it is no picture or a broken one."""
    from docx.image.exceptions import (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
    )
    from docx.image.image import Image as ImageHeader

    broken = (
        InvalidImageStreamError,
        UnexpectedEndOfFileError,
        UnrecognizedImageError,
        struct.error,
        ArithmeticError,
        LookupError,
        UnicodeError,
        ValueError,
        AttributeError,
        TypeError,
    )
    try:
        header = ImageHeader.from_blob(blob)
        if header.px_width and header.px_height:
            _ = header.width, header.height
    except broken:
        return None
    return header


def _kind(blob: bytes) -> str:
    start = blob[:1024].lstrip()
    if start.startswith(b"<") and b"<svg" in blob[:4096]:
        return "SVG"
    if blob[:4] == b"RIFF" and blob[8:12] == b"WEBP":
        return "WebP"
    return "a format it does not know, or a broken file"


def _part(story: Story, blob: bytes, media_type: str) -> Part:
    from warraq.export.docx.container import media_part

    draft = story.draft
    digest = hashlib.sha256(blob).hexdigest()
    part = draft.pictures.get(digest)
    if part is None:
        path = f"/word/media/image{len(draft.pictures) + 1}.{_SUFFIXES[media_type]}"
        part = draft.pictures[digest] = media_part(draft.package, path, media_type, blob)
    return part


def _size(story: Story, picture: _Picture, node: Image | Figure, room: int) -> tuple[int, int]:
    """Return width and height in EMU: as asked for, else its own, but never beyond the text."""
    draft = story.draft
    width = picture.width
    asked = node.width if isinstance(node, Figure) else node.attributes.get("width")
    if asked:
        points = length_in_points(
            asked, room / 20, em(role_of(draft.theme, "body"), draft.direction)
        )
        if points is None or points <= 0:
            draft.context.report.warning(
                "E213",
                f"{asked!r} is no width of a picture; its own is taken",
                node.location,
                "write a share of the text's width, or a length: 60%, 8cm",
            )
        else:
            width = round(points * EMU_PER_POINT)
    ratio = picture.height / picture.width
    page = page_setup(draft.theme, draft.direction)
    highest = round((page.height - page.top - page.bottom) * _SHARE_OF_PAGE) * EMU_PER_TWIP
    width = max(1, min(width, room * EMU_PER_TWIP, round(highest / ratio)))
    return width, max(1, round(width * ratio))


def _add_drawing(
    story: Story, run: Element, picture: _Picture, size: tuple[int, int], node: Image | Figure
) -> None:
    """Append ``w:drawing`` with the picture inline (ECMA-376 part 1, 20.4.2.8)."""
    draft = story.draft
    draft.drawings += 1
    number = str(draft.drawings)
    extent = {"cx": str(size[0]), "cy": str(size[1])}
    inline = add_plain(
        add(run, "drawing"), "wp:inline", {"distT": "0", "distB": "0", "distL": "0", "distR": "0"}
    )
    add_plain(inline, "wp:extent", extent)
    properties = {"id": number, "name": f"Picture {number}"}
    if node.alternative:
        properties["descr"] = made_writable(node.alternative)
    if isinstance(node, Image) and node.title:
        properties["title"] = made_writable(node.title)
    add_plain(inline, "wp:docPr", properties)
    frame = add_plain(inline, "wp:cNvGraphicFramePr")
    add_plain(frame, "a:graphicFrameLocks", {"noChangeAspect": "1"})
    data = add_plain(
        add_plain(inline, "a:graphic"),
        "a:graphicData",
        {"uri": "http://schemas.openxmlformats.org/drawingml/2006/picture"},
    )
    _add_picture(data, story.relate(picture.part, "image"), number, extent)


def _add_picture(parent: Element, relationship: str, number: str, extent: dict[str, str]) -> None:
    picture = add_plain(parent, "pic:pic")
    names = add_plain(picture, "pic:nvPicPr")
    add_plain(names, "pic:cNvPr", {"id": number, "name": f"Picture {number}"})
    add_plain(names, "pic:cNvPicPr")
    fill = add_plain(picture, "pic:blipFill")
    add_plain(fill, "a:blip", {name("r:embed"): relationship})
    add_plain(add_plain(fill, "a:stretch"), "a:fillRect")
    shape = add_plain(picture, "pic:spPr")
    transform = add_plain(shape, "a:xfrm")
    add_plain(transform, "a:off", {"x": "0", "y": "0"})
    add_plain(transform, "a:ext", extent)
    geometry = add_plain(shape, "a:prstGeom", {"prst": "rect"})
    add_plain(geometry, "a:avLst")
