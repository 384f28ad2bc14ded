"""The encoding that a BibTeX file declares: JabRef writes it into the first line."""

from __future__ import annotations

import codecs
import re

from warraq.diagnostics import Location, Report

# «% Encoding: windows-1256» (JabRef), «@comment{x-kbibtex-encoding=windows-1256}» (KBibTeX).
_DECLARED = re.compile(rb"(?i)encoding\s*[:=]\s*([\w.:-]{3,20})")
_WHERE = 2000
"""In how many bytes at its head a file may declare its encoding."""

# Encodings of texts; Python knows others, of names of hosts or of escapes.
_TEXT = re.compile(r"(?:windows|cp|ibm|iso|latin|mac|koi8|gb|big5|shift|sjis|euc)[\w.:-]*")


def as_utf8(data: bytes, name: str, report: Report) -> bytes:
    """Return the bytes of a file as UTF-8 if it declares another encoding and has it (C029)."""
    declared = _DECLARED.search(data[:_WHERE])
    encoding = declared[1].decode("ascii", "replace").lower() if declared else ""
    encoding = encoding.removeprefix("x-")
    if not _TEXT.fullmatch(encoding) or _is_utf8(data):
        return data
    try:
        codecs.lookup(encoding)
    except LookupError:
        return data
    report.warning(
        "C029",
        f"the file is read as {encoding}, which it declares",
        Location(name, 1, 1),
        "save it as UTF-8, in JabRef under Library properties",
    )
    return data.decode(encoding, errors="replace").encode()


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True
