"""Source texts with their line index, and the one folder below which files may be read."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Literal

from warraq.diagnostics import Location, Report

MAX_TEXT_BYTES = 16 * 1024 * 1024
"""No text file of a publication may be larger, but for its bibliographies."""

MAX_LIBRARY_BYTES = 128 * 1024 * 1024
"""No bibliography file may be larger: a library of 100,000 works has some 25 MB."""

MAX_FILE_BYTES = 64 * 1024 * 1024
"""No other file (a picture, a font) may be larger."""

MAX_REPORTS = 20
"""At most so many faults of one kind are listed for one file."""


class ResourceError(Exception):
    """A file of the source cannot be had; the message says why in words for the user."""


class ResourceMissingError(ResourceError):
    """There is no such file; ``similar`` is the nearest name in its folder, or empty."""

    def __init__(self, message: str, similar: str = "") -> None:
        super().__init__(message)
        self.similar = similar


class ResourceOutsideError(ResourceError):
    """The path leads out of the source folder."""


class ResourceTooLargeError(ResourceError):
    """The file is larger than a file of its kind may be."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a publication was read from: its path below the source folder, and its kind."""

    path: str
    kind: Literal["text", "bibliography", "glossary"]


@dataclass(frozen=True)
class SourceText:
    """A decoded file: ``name`` as users see it, ``text`` with LF line ends and no BOM."""

    name: str
    text: str = field(repr=False)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line begins; only LF ends a line."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def location(self, offset: int) -> Location:
        """Return the place of a character (its offset in ``text``), counted in code points."""
        index = bisect_right(self.line_starts, max(offset, 0)) - 1
        return Location(self.name, index + 1, max(offset, 0) - self.line_starts[index] + 1)

    def line(self, number: int) -> str:
        """Return a line (counted from 0) without its end."""
        starts = self.line_starts
        end = starts[number + 1] - 1 if number + 1 < len(starts) else len(self.text)
        return self.text[starts[number] : end]


# --- decoding -------------------------------------------------------------------------------

_LINE_END = re.compile("\r\n?")
_ESCAPED_BYTES = re.compile("[\udc80-\udcff]+")
# What XML 1.0 (section 2.2) forbids, so that no exporter meets it.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]+")
_NONCHARACTERS = re.compile(
    "[\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]+"
)
_DOUBTFUL_CONTROLS = re.compile("[\x7f-\x9f]+")
_SEPARATORS = re.compile("[\u2028\u2029]")
_REPLACEMENTS = re.compile("\ufffd+")

# What is surely no fault: one class, read twenty times as fast as the search for all faults.
_CLEAN = re.compile(
    "[\t\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufdcf\ufdf0-\ufffc]*"
)
_ANY_FAULT = re.compile(
    "|".join(
        pattern.pattern.removesuffix("+")
        for pattern in (_ESCAPED_BYTES, _CONTROLS, _NONCHARACTERS, _DOUBTFUL_CONTROLS)
    )
    + "|[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]"
)


def decode(data: bytes, name: str, report: Report) -> SourceText:
    """Decode UTF-8; each fault is reported at its place and replaced by U+FFFD.

    A byte order mark is dropped, CRLF and CR become LF: columns stay as an editor shows them.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        report.error(
            "S004",
            "the file is UTF-16, not UTF-8",
            Location(name, 1, 1),
            "save it as UTF-8 in the editor",
        )
        data = data.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
    text = data.decode("utf-8", errors="surrogateescape").removeprefix("\ufeff")
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    return SourceText(name, _cleaned(SourceText(name, text), report))


def _cleaned(source: SourceText, report: Report) -> str:
    text = source.text
    if _CLEAN.fullmatch(text) or not _ANY_FAULT.search(text):
        return text
    _report_replacements(source, report)
    text = _replace_bytes(source, report)
    text = _replace(SourceText(source.name, text), report)
    _report_doubtful(SourceText(source.name, text), report)
    text = _SEPARATORS.sub(" ", text)
    check_bidi_controls(SourceText(source.name, text), report)
    return text


def _report_replacements(source: SourceText, report: Report) -> None:
    for match in _first(_REPLACEMENTS, source.text):
        report.warning(
            "S008",
            "the replacement character U+FFFD stands here: a letter was lost in an earlier "
            "conversion",
            source.location(match.start()),
            "type the lost letter again",
        )


def _replace_bytes(source: SourceText, report: Report) -> str:
    """Report bytes that are not UTF-8 (the decoder left them as lone surrogates)."""
    for match in _first(_ESCAPED_BYTES, source.text):
        values = " ".join(f"{ord(char) - 0xDC00:02X}" for char in match.group()[:8])
        report.error(
            "S004",
            f"bytes {values} are not UTF-8",
            source.location(match.start()),
            "the file may be in another encoding, for example Windows-1256: save it as UTF-8",
        )
    return _ESCAPED_BYTES.sub(_substitute, source.text)


def _replace(source: SourceText, report: Report) -> str:
    """Report characters that no XML file may hold."""
    text = source.text
    for pattern, code, what in (
        (_CONTROLS, "S005", "control character"),
        (_NONCHARACTERS, "S006", "noncharacter"),
    ):
        for match in _first(pattern, text):
            report.error(
                code,
                f"{what} {_code_point(match.group())} is not allowed in a text",
                source.location(match.start()),
                "delete it; it is invisible in most editors",
            )
        text = pattern.sub(_substitute, text)
    return text


def _report_doubtful(source: SourceText, report: Report) -> None:
    for match in _first(_DOUBTFUL_CONTROLS, source.text):
        report.warning(
            "S009",
            f"control character {_code_point(match.group())}: the text may have been read "
            "in a wrong encoding",
            source.location(match.start()),
        )
    for match in _first(_SEPARATORS, source.text):
        report.warning(
            "S009",
            f"separator {_code_point(match.group())} is taken for a space",
            source.location(match.start()),
            "end the line with a backslash for a line break, with an empty line for a paragraph",
        )


_FORBIDDEN = re.compile(
    f"[{_CONTROLS.pattern[1:-2]}{_NONCHARACTERS.pattern[1:-2]}\ud800-\udfff\x85\u2028\u2029]"
)


def escaped(text: str, location: Location, report: Report) -> str:
    """Return a text that an escape of another syntax has made, without what no source may hold.

    YAML writes ``"\\0"`` and Markdown ``&#12;`` for characters that XML forbids.
    """
    match = _FORBIDDEN.search(text)
    if match is None:
        return text
    report.error(
        "S005",
        f"the escape stands for {_code_point(match.group())}, which is not allowed in a text",
        location,
        "delete it",
    )
    return _FORBIDDEN.sub("\ufffd", text)


def _first(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for count, match in enumerate(pattern.finditer(text)):
        if count == MAX_REPORTS:
            return
        yield match


def _substitute(match: re.Match[str]) -> str:
    return "\ufffd" * len(match.group())


def _code_point(text: str) -> str:
    return f"U+{ord(text[0]):04X}"


# --- bidirectional controls -----------------------------------------------------------------

_ANY_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BIDI_OR_PARAGRAPH = re.compile("[\u202a-\u202e\u2066-\u2069]|\n(?=[ \t>]*\n)|\n(?=#)")
_CLOSER = dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)


def check_bidi_controls(source: SourceText, report: Report) -> None:
    """Warn of embeddings, overrides and isolates that are not closed within their paragraph.

    UAX #9 (X8) ends them with the paragraph, but a cut-and-paste later makes them act elsewhere.
    """
    if not _ANY_BIDI.search(source.text):
        return
    opened: list[re.Match[str]] = []
    for match in _BIDI_OR_PARAGRAPH.finditer(source.text):
        char = match.group()
        if char == "\n":
            _warn_unclosed(opened, source, report)
            opened.clear()
        elif char in _CLOSER:
            opened.append(match)
        elif opened and _CLOSER[opened[-1].group()] == char:
            opened.pop()
        else:
            _warn_bidi("closes nothing", match, source, report)
    _warn_unclosed(opened, source, report)


def _warn_unclosed(opened: list[re.Match[str]], source: SourceText, report: Report) -> None:
    for match in opened:
        _warn_bidi("is not closed in its paragraph", match, source, report)


def _warn_bidi(what: str, match: re.Match[str], source: SourceText, report: Report) -> None:
    name = unicodedata.name(match.group()).lower()
    report.warning(
        "S007",
        f"the invisible character {_code_point(match.group())} ({name}) {what}",
        source.location(match.start()),
        "delete it and mark the phrase instead, for example [text]{lang=en}",
    )


# --- the source folder ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceFolder:
    """Reads regular files below one folder and nothing else; symbolic links are resolved."""

    root: Path

    def resolve(self, path: str) -> Path:
        """Return the real path of a file named relative to the folder with ``/``.

        Raises ResourceError (or one of its kinds) when the name is not relative, leads out of
        the folder, is missing, or is not a regular file.
        """
        relative = _relative(path)
        root = self.root.resolve()
        found = _existing(root, relative)
        if found is None:
            raise ResourceMissingError(f"there is no file {path!r}", _similar(root, relative))
        if not found.is_relative_to(root):
            raise ResourceOutsideError(f"{path!r} leads out of the source folder")
        if not stat.S_ISREG(found.stat().st_mode):
            raise ResourceError(f"{path!r} is not a regular file")
        return found

    def read(self, path: str, limit: int = MAX_FILE_BYTES) -> bytes:
        """Return the content of a file. Raises ResourceError as ``resolve`` and for its size."""
        return read_regular(self.resolve(path), path, limit)


def read_regular(path: Path, name: str, limit: int) -> bytes:
    """Return the bytes of a regular file of at most ``limit`` bytes. Raises ResourceError."""
    try:
        # O_NONBLOCK: opening a FIFO must not wait for a writer.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError as error:
        raise ResourceMissingError(f"there is no file {name!r}") from error
    except OSError as error:
        raise ResourceError(f"{name!r} cannot be read: {error.strerror}") from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)  # before fdopen(), which raises for a folder
        raise ResourceError(f"{name!r} is not a regular file")
    with os.fdopen(descriptor, "rb") as stream:
        try:
            data = stream.read(limit + 1)
        except OSError as error:
            raise ResourceError(f"{name!r} cannot be read: {error.strerror}") from error
    if len(data) > limit:
        raise ResourceTooLargeError(f"{name!r} is larger than {limit // 1024 // 1024} MB")
    return data


def _relative(path: str) -> PurePosixPath:
    relative = PurePosixPath(path)
    if not path or "\x00" in path:
        raise ResourceError(f"{path!r} is no file name")
    if relative.is_absolute() or "\\" in path or re.match("[A-Za-z]:", path):
        raise ResourceOutsideError(
            f"{path!r} is not a path relative to the source folder, written with /"
        )
    return relative


def _existing(root: Path, relative: PurePosixPath) -> Path | None:
    """Resolve a name as written, or in the other normal form of Unicode (macOS, zip tools)."""
    name = str(relative)
    candidates = dict.fromkeys(
        [name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name)]
    )
    for candidate in candidates:
        try:
            return (root / candidate).resolve(strict=True)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except (OSError, RuntimeError, ValueError) as error:
            raise ResourceError(f"{name!r} cannot be read: {error}") from error
    return None


def _similar(root: Path, relative: PurePosixPath) -> str:
    """Return the path of the file in the same folder whose name is most like the one sought."""
    from warraq.diagnostics import nearest

    folder = (root / relative).parent.resolve()
    if not folder.is_dir() or not folder.is_relative_to(root):
        return ""
    names = [item.name for item in folder.iterdir()]
    found = nearest(relative.name, names)
    return str(relative.parent / found) if found else ""
