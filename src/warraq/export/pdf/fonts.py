"""The fonts of the machine, looked at before WeasyPrint is: without one, Pango ends the process."""

from __future__ import annotations

from functools import cache
from typing import Any

from warraq.diagnostics import NOWHERE, Report, nearest
from warraq.export.api import ExportError
from warraq.style.theme import Theme


@cache
def installed_families() -> frozenset[str]:
    """Return the names of all font families that fontconfig knows, in lower case.

    Raises ExportError when fontconfig or Pango is missing.
    """
    try:
        from weasyprint.text.ffi import ffi, fontconfig
    except OSError as error:
        raise ExportError(
            f"a system library that WeasyPrint needs is missing ({error}); type: warraq doctor"
        ) from error
    return frozenset(_families(ffi, fontconfig))


def _families(ffi: Any, fontconfig: Any) -> list[str]:
    config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
    fonts = fontconfig.FcConfigGetFonts(config, fontconfig.FcSetSystem)
    if fonts == ffi.NULL:
        return []
    names = []
    for index in range(fonts.nfont):
        pattern, number, value = fonts.fonts[index], 0, ffi.new("FcChar8 **")
        while fontconfig.FcPatternGetString(pattern, b"family", number, value) == 0:
            names.append(ffi.string(value[0]).decode("utf-8", "replace").lower())
            number += 1
    return names


def check_fonts(theme: Theme, report: Report) -> None:
    """Report each family of the theme's text that is missing, with no other in its stack.

    Raises ExportError when the machine has no font at all.
    """
    installed = installed_families()
    if not installed:
        raise ExportError("no font is installed; type: warraq doctor")
    for script in ("arabic", "latin"):
        stack: tuple[str, ...] = getattr(theme.fonts.page.text, script)
        if stack and not any(name.lower() in installed for name in stack):
            near = nearest(stack[0].lower(), installed)
            report.warning(
                "E103",
                f"the font {stack[0]!r} of the theme is not installed",
                NOWHERE,
                f"install it, or name another in the theme{f' ({near})' if near else ''}",
            )
