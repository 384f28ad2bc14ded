"""A picture of dots with fewer of them: what a printer can show, and no more.

Photographs keep their kind (JPEG or PNG), their colours (grey, RGB, CMYK) and their transparency.
What an RGB profile says is carried into the numbers, since the PDF states plain RGB; the turn that
a camera noted is carried out. Drawings of few colours are never blurred nor made JPEG.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL import Image

QUALITY = 90
"""Of JPEG, in Pillow's scale: beyond it files grow without a difference that is seen."""
SPARE = 1.5
"""How many times too many dots a picture may have before it is worth the loss."""
LINE_ART = 4
"""Drawings of few colours get so many times the resolution of photographs, as is the custom."""
FEW_COLORS = 256

_ORIENTATION = 0x0112
_UPRIGHT = 1
_KEPT = 16

_cache: OrderedDict[bytes, bytes | None] = OrderedDict()


def fitted(data: bytes, width: float) -> bytes | None:
    """Return a picture that is to be ``width`` dots wide, None where it is well as it is.

    The width is that of the picture as it is seen, turned as the camera noted.
    """
    key = sha256(data).digest() + str(round(width)).encode()
    if key not in _cache:
        _cache[key] = _fitted(data, width)
        while len(_cache) > _KEPT:
            _cache.popitem(last=False)
    _cache.move_to_end(key)
    return _cache[key]


def _fitted(data: bytes, width: float) -> bytes | None:
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data)) as image:
        kind = image.format or ""
        if image.mode not in ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK"):
            return None
        turned = image.getexif().get(_ORIENTATION, _UPRIGHT) != _UPRIGHT
        upright: Image.Image = ImageOps.exif_transpose(image)
        drawing = kind != "JPEG" and is_drawing(upright)
        wanted = width * (LINE_ART if drawing else 1)
        share = wanted / upright.width
        smaller = share * SPARE < 1
        profile = None if upright.mode != "RGB" else _foreign_profile(image)
        compressed = kind == "WEBP" and not drawing and upright.mode == "RGB"
        if not (smaller or turned or profile or compressed):
            return None
        result = _in_plain_rgb(upright, profile) if profile else upright
        if smaller:
            result = _resized(result, share)
        return _saved(result, "JPEG" if kind == "JPEG" or compressed else "PNG", image, profile)


def is_drawing(image: Any) -> bool:
    """Whether a picture has few colours: a drawing, a scan in black and white, a chart."""
    if image.mode in ("1", "P"):
        return True
    small = image if image.width * image.height < 250_000 else image.crop(_middle(image))
    colors = small.getcolors(FEW_COLORS)
    return colors is not None and image.mode != "L"


def _middle(image: Any) -> tuple[int, int, int, int]:
    left, top = max(0, image.width // 2 - 250), max(0, image.height // 2 - 250)
    return left, top, min(image.width, left + 500), min(image.height, top + 500)


def _resized(image: Image.Image, share: float) -> Image.Image:
    from PIL import Image as Pillow

    full = image
    if image.mode in ("1", "P"):
        transparent = "transparency" in image.info
        full = image.convert("RGBA" if transparent else "L" if image.mode == "1" else "RGB")
    size = max(1, round(image.width * share)), max(1, round(image.height * share))
    return full.resize(size, Pillow.Resampling.LANCZOS, reducing_gap=3.0)


def _saved(image: Image.Image, kind: str, source: Image.Image, profile: bytes | None) -> bytes:
    file = BytesIO()
    own = source.info.get("icc_profile") if not profile else None
    options: dict[str, Any] = {"icc_profile": own or b""}
    if kind == "JPEG":
        options |= {"quality": QUALITY, "subsampling": 0, "optimize": True}
    image.save(file, kind, **options)
    return file.getvalue()


def _foreign_profile(image: Image.Image) -> bytes | None:
    """Return an RGB profile that is not the one that plain RGB is taken for."""
    profile: bytes | None = image.info.get("icc_profile")
    return None if not profile or b"sRGB" in profile or b"s\0R\0G\0B" in profile else profile


def _in_plain_rgb(image: Image.Image, profile: bytes) -> Image.Image:
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
        flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
        result = ImageCms.profileToProfile(
            image, source, target, renderingIntent=intent, outputMode="RGB", flags=flags
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return result or image
