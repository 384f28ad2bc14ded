"""What warraq needs from the machine: libraries, fonts, programs, and the packages that bring them.

One table serves ``warraq doctor``, which explains it, and the set-up behind ``make``, which
installs what lacks: ``python -m warraq.cli.machine apt build`` prints the missing packages.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

OLDEST_PYTHON = (3, 11)
UNICODE_DATA = Path("/usr/share/unicode/BidiCharacterTest.txt")
PREFLIGHT = tuple(
    Path("/usr/share/java") / f"{name}.jar"
    for name in (
        *("preflight", "xmpbox", "pdfbox2", "fontbox2", "commons-logging", "commons-io"),
        *("jaxb-api", "javax.activation"),
    )
)
_USAGE = "python -m warraq.cli.machine [--required] apt|brew build|test|visual..."
_HOMEBREW_LIBRARIES = ("/opt/homebrew/lib", "/usr/local/lib")


class Purpose(StrEnum):
    """What a thing is needed for."""

    BUILD = "build"
    TEST = "test"
    VISUAL = "visual"


class Manager(StrEnum):
    """A system package manager that the set-up can drive."""

    APT = "apt"
    BREW = "brew"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that the machine should have; ``required`` means that no build works without it."""

    name: str
    reason: str
    purpose: Purpose
    is_present: Callable[[], bool]
    apt: tuple[str, ...] = ()
    brew: tuple[str, ...] = ()
    required: bool = False

    def packages(self, manager: Manager) -> tuple[str, ...]:
        """Return the packages that bring it, by the manager's names for them."""
        return self.apt if manager is Manager.APT else self.brew


def add_homebrew_libraries() -> None:
    """Let ctypes and cffi find the libraries of Homebrew, which macOS does not search by itself."""
    if sys.platform == "darwin":
        name = "DYLD_FALLBACK_LIBRARY_PATH"
        known = [path for path in os.environ.get(name, "").split(":") if path]
        new = [path for path in _HOMEBREW_LIBRARIES if path not in known and Path(path).is_dir()]
        os.environ[name] = ":".join([*known, *new])


def has_python() -> bool:
    """Whether the running interpreter is new enough."""
    return sys.version_info >= OLDEST_PYTHON


def has_library(*names: str) -> bool:
    """Whether one of these shared libraries loads."""
    return any(_load(name) is not None for name in names)


def has_font(pattern: str) -> bool:
    """Whether fontconfig knows a font for a pattern such as ``:lang=ar`` or ``Amiri``."""
    fontconfig = _fontconfig()
    if fontconfig is None:
        return False
    query = fontconfig.FcNameParse(pattern.encode())
    wanted = fontconfig.FcObjectSetCreate()
    fonts = fontconfig.FcFontList(None, query, wanted)
    try:
        return bool(fonts) and fonts.contents.count > 0
    finally:
        fontconfig.FcFontSetDestroy(fonts)
        fontconfig.FcObjectSetDestroy(wanted)
        fontconfig.FcPatternDestroy(query)


def has_program(name: str, *arguments: str) -> bool:
    """Whether a program is there and, given arguments, runs (the ``java`` of macOS does not)."""
    path = shutil.which(name)
    if path is None:
        return False
    if not arguments:
        return True
    try:
        done = subprocess.run([path, *arguments], capture_output=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class _FontSet(ctypes.Structure):
    """The head of fontconfig's ``FcFontSet``."""

    _fields_ = (("count", ctypes.c_int), ("size", ctypes.c_int), ("fonts", ctypes.c_void_p))


@cache
def _load(name: str) -> ctypes.CDLL | None:
    """Load a library by its short name, or by the file name it has on Linux."""
    add_homebrew_libraries()
    for candidate in (name, ctypes.util.find_library(name)):
        if candidate:
            try:
                return ctypes.CDLL(candidate)
            except OSError:
                continue
    return None


@cache
def _fontconfig() -> ctypes.CDLL | None:
    library = _load("libfontconfig.so.1") or _load("fontconfig")
    if library is None:
        return None
    pointer = ctypes.c_void_p
    library.FcNameParse.restype = pointer
    library.FcNameParse.argtypes = [ctypes.c_char_p]
    library.FcObjectSetCreate.restype = pointer
    library.FcObjectSetCreate.argtypes = []
    library.FcFontList.restype = ctypes.POINTER(_FontSet)
    library.FcFontList.argtypes = [pointer, pointer, pointer]
    library.FcFontSetDestroy.argtypes = [ctypes.POINTER(_FontSet)]
    library.FcObjectSetDestroy.argtypes = [pointer]
    library.FcPatternDestroy.argtypes = [pointer]
    return library


def _library(name: str, soname: str) -> Callable[[], bool]:
    return lambda: has_library(soname, name)


def _font(*patterns: str) -> Callable[[], bool]:
    return lambda: any(has_font(pattern) for pattern in patterns)


NEEDS: tuple[Need, ...] = (
    Need(
        "Python 3.11 or later",
        "warraq is written for it",
        Purpose.BUILD,
        has_python,
        apt=("python3", "python3-venv"),
        brew=("python@3.13",),
        required=True,
    ),
    Need(
        "Pango",
        "sets the lines of the PDF",
        Purpose.BUILD,
        _library("pango-1.0", "libpango-1.0.so.0"),
        apt=("libpango-1.0-0",),
        brew=("pango",),
        required=True,
    ),
    Need(
        "PangoFT2",
        "finds the glyphs of the PDF",
        Purpose.BUILD,
        _library("pangoft2-1.0", "libpangoft2-1.0.so.0"),
        apt=("libpangoft2-1.0-0",),
        brew=("pango",),
        required=True,
    ),
    Need(
        "HarfBuzz subset",
        "embeds in the PDF only the glyphs it uses",
        Purpose.BUILD,
        _library("harfbuzz-subset", "libharfbuzz-subset.so.0"),
        apt=("libharfbuzz-subset0",),
        brew=("harfbuzz",),
        required=True,
    ),
    Need(
        "fontconfig",
        "finds the fonts",
        Purpose.BUILD,
        _library("fontconfig", "libfontconfig.so.1"),
        apt=("libfontconfig1", "fontconfig"),
        brew=("fontconfig",),
        required=True,
    ),
    Need(
        "an Arabic font",
        "the PDF has no letters without one",
        Purpose.BUILD,
        _font(":lang=ar"),
        apt=("fonts-hosny-amiri",),
        brew=("font-amiri",),
        required=True,
    ),
    Need(
        "the Amiri font",
        "the face of the themes, for Arabic, Persian, Urdu and Latin",
        Purpose.BUILD,
        _font("Amiri"),
        apt=("fonts-hosny-amiri",),
        brew=("font-amiri",),
    ),
    Need(
        "a Hebrew text face",
        "sets texts in Hebrew",
        Purpose.BUILD,
        _font("Frank Ruehl CLM", "Frank Ruhl Libre", "SBL Hebrew", "Ezra SIL"),
        apt=("culmus",),
        brew=("font-frank-ruhl-libre",),
    ),
    Need(
        "the Scheherazade font",
        "a second Arabic face in which line order and line ends are tested",
        Purpose.TEST,
        _font("Scheherazade New", "Scheherazade"),
        apt=("fonts-sil-scheherazade",),
        brew=("font-scheherazade-new",),
    ),
    Need(
        "the Noto Naskh Arabic font",
        "a face without Latin letters, in which line order and line ends are tested",
        Purpose.TEST,
        _font("Noto Naskh Arabic"),
        apt=("fonts-noto-core",),
        brew=("font-noto-naskh-arabic",),
    ),
    Need(
        "Java",
        "runs EPUBCheck, which validates the EPUB",
        Purpose.TEST,
        lambda: has_program("java", "-version"),
        apt=("default-jre-headless",),
        brew=("openjdk",),
    ),
    Need(
        "PDFBox Preflight",
        "validates the PDF for archives",
        Purpose.TEST,
        lambda: all(path.is_file() for path in PREFLIGHT),
        apt=("libpdfbox2-java", "libjaxb-api-java", "libactivation-java"),
    ),
    Need(
        "pdftotext",
        "reads the text of a PDF back",
        Purpose.TEST,
        lambda: has_program("pdftotext"),
        apt=("poppler-utils",),
        brew=("poppler",),
    ),
    Need(
        "the Unicode test files",
        "hold the direction resolver to the standard",
        Purpose.TEST,
        UNICODE_DATA.is_file,
        apt=("unicode-data",),
    ),
    Need(
        "LibreOffice",
        "renders the DOCX to be looked at",
        Purpose.VISUAL,
        lambda: has_program("soffice"),
        apt=("libreoffice-writer-nogui",),
        brew=("libreoffice",),
    ),
    Need(
        "Chromium",
        "renders the EPUB to be looked at",
        Purpose.VISUAL,
        lambda: has_program("chromium") or has_program("google-chrome"),
        apt=("chromium",),
        brew=("chromium",),
    ),
)


def missing(purposes: Iterable[Purpose]) -> list[Need]:
    """Return what the machine lacks for these purposes."""
    wanted = set(purposes)
    return [need for need in NEEDS if need.purpose in wanted and not need.is_present()]


def packages(needs: Iterable[Need], manager: Manager) -> list[str]:
    """Return each package that brings one of these needs, once, in the order of the table."""
    return list(dict.fromkeys(name for need in needs for name in need.packages(manager)))


def this_manager() -> Manager | None:
    """Return the package manager of this machine, or None when it has none that we know."""
    if shutil.which("apt-get"):
        return Manager.APT
    if shutil.which("brew"):
        return Manager.BREW
    return None


def command(manager: Manager, names: Iterable[str]) -> str:
    """Return the line to type that installs these packages."""
    match manager:
        case Manager.APT:
            root = hasattr(os, "geteuid") and os.geteuid() == 0
            return f"{'' if root else 'sudo '}apt-get install {' '.join(names)}"
        case Manager.BREW:
            return f"brew install {' '.join(names)}"


def _print_packages(arguments: list[str]) -> int:
    only_required = arguments[:1] == ["--required"]
    try:
        manager, *purposes = arguments[only_required:]
        needs = [n for n in missing(map(Purpose, purposes)) if n.required or not only_required]
        lines = packages(needs, Manager(manager))
    except ValueError:
        sys.stderr.write(f"usage: {_USAGE}\n")
        return 2
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


if __name__ == "__main__":
    raise SystemExit(_print_packages(sys.argv[1:]))
