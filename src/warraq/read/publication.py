"""A whole publication: the source file and all files that it names."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path, PurePosixPath

from warraq.diagnostics import NOWHERE, Hint, Location, Report
from warraq.model.blocks import Blocks
from warraq.model.document import Document
from warraq.model.references import Entry, GlossaryEntry
from warraq.read import frontmatter, pictures
from warraq.read.frontmatter import FrontMatter
from warraq.read.markdown import prepare
from warraq.read.notes import warn_uncalled
from warraq.read.passage import whole
from warraq.read.reading import Gathered, Reading
from warraq.read.yaml import Scalar
from warraq.source import (
    MAX_LIBRARY_BYTES,
    MAX_TEXT_BYTES,
    ResourceError,
    ResourceMissingError,
    ResourceOutsideError,
    ResourceTooLargeError,
    SourceFile,
    SourceFolder,
    SourceText,
    decode,
    read_regular,
)


@dataclass(frozen=True, slots=True)
class Publication:
    """A document as it was read, with the folder whose files its exporters may ask for."""

    document: Document
    path: Path
    root: Path
    resources: SourceFolder
    report: Report = field(compare=False)
    sources: tuple[SourceFile, ...] = ()


def load_publication(path: str | PathLike[str], report: Report | None = None) -> Publication:
    """Read a source file and all that it names. Never raises for bad input: see the report."""
    path = Path(path)
    report = Report() if report is None else report
    resources = SourceFolder(path.parent.resolve())
    loader = _Loader(path, resources, report)
    document = loader.document()
    sources = tuple(dict.fromkeys(loader.sources))
    return Publication(document, path, resources.root, resources, report, sources)


class _Loader:
    """Reads the main file, then what it names, in one folder."""

    def __init__(self, path: Path, resources: SourceFolder, report: Report) -> None:
        self.path = path
        self.resources = resources
        self.report = report
        self.gathered = Gathered(report)
        self.sources = [SourceFile(path.name, "text")]

    def document(self) -> Document:
        """Return the document; parts that cannot be read are reported and left out."""
        source = self._main()
        if source is None:
            return Document()
        reading = Reading(self.gathered)
        start, end, body = frontmatter.split(source, self.report)
        builder = prepare(whole(source).part(body, len(source.text)), reading)
        front = frontmatter.read(source, start, end, reading)
        blocks = builder.build()
        warn_uncalled(reading)
        blocks += self._chapters(front)
        glossary = self._glossary(front, reading)
        references = self._references(front)
        self._check_pictures()
        return Document(
            metadata=front.metadata, blocks=blocks, references=references, glossary=glossary
        )

    # --- texts ------------------------------------------------------------------------------

    def _main(self) -> SourceText | None:
        name = str(self.path)
        try:
            data = read_regular(self.path, name, MAX_TEXT_BYTES)
        except ResourceError as error:
            similar = ""
            if self.path.parent.is_dir() and isinstance(error, ResourceMissingError):
                similar = _nearest_source(self.path)
            self._refuse(error, Location(name), similar)
            return None
        return decode(data, name, self.report)

    def _text(self, name: str, place: Location) -> SourceText | None:
        """Read a text file that the source names; a fault stands where it is named."""
        try:
            data = self.resources.read(name, MAX_TEXT_BYTES)
        except ResourceError as error:
            self._refuse(error, place)
            return None
        return decode(data, self._shown(name), self.report)

    def _library(self, name: str, place: Location) -> SourceText | None:
        """Read a bibliography file, which may declare another encoding."""
        from warraq.bib.encoding import as_utf8

        try:
            data = self.resources.read(name, MAX_LIBRARY_BYTES)
        except ResourceError as error:
            self._refuse(error, place)
            return None
        shown = self._shown(name)
        return decode(as_utf8(data, shown, self.report), shown, self.report)

    def _shown(self, name: str) -> str:
        """Return a path as the user would type it."""
        return str(self.path.parent / name)

    def _refuse(self, error: ResourceError, place: Location, similar: str = "") -> None:
        code = "S001"
        match error:
            case ResourceMissingError():
                similar = similar or error.similar
            case ResourceOutsideError():
                code = "S002"
            case ResourceTooLargeError():
                code = "S003"
            case _:
                pass
        hints = [f"did you mean {similar}?"] if similar else []
        if code == "S002":
            hints = ["copy the file into the folder of the source"]
        self.report.error(code, str(error), place, *hints)

    # --- parts ------------------------------------------------------------------------------

    def _chapters(self, front: FrontMatter) -> Blocks:
        blocks: Blocks = ()
        seen: dict[str, Location] = {self.path.name: NOWHERE}
        for chapter in front.chapters:
            name = posixpath.normpath(chapter.text.strip() or ".")
            if name in seen:
                self.report.error(
                    "S080",
                    f"the chapter {name!r} is named twice, or is the source itself",
                    chapter.location,
                )
                continue
            seen[name] = chapter.location
            blocks += self._chapter(name, chapter)
        return blocks

    def _chapter(self, name: str, chapter: Scalar) -> Blocks:
        source = self._text(name, chapter.location)
        if source is None:
            return ()
        self.sources.append(SourceFile(name, "text"))
        reading = Reading(self.gathered, folder=PurePosixPath(name).parent)
        start, end, body = frontmatter.split(source, self.report)
        if source.text[start:end].strip():
            self.report.warning(
                "S081",
                "the front matter of a chapter is not read",
                source.location(start),
                f"move it into {self.path.name}",
            )
        blocks = prepare(whole(source).part(body, len(source.text)), reading).build()
        warn_uncalled(reading)
        return blocks

    def _glossary(self, front: FrontMatter, reading: Reading) -> tuple[GlossaryEntry, ...]:
        if not front.metadata.glossary:
            return ()
        from warraq.read import glossary

        entries: dict[str, GlossaryEntry] = {}
        for name in front.metadata.glossary:
            source = self._text(name, front.places[name])
            if source is None:
                continue
            self.sources.append(SourceFile(name, "glossary"))
            for entry in glossary.read(source, front.metadata.lang, reading):
                first = entries.setdefault(entry.id, entry)
                if first is not entry:
                    self.report.error(
                        "M020",
                        f"the glossary has two terms with the id {entry.id!r}",
                        entry.location,
                        Hint("the first stands here", first.location),
                    )
        return tuple(entries.values())

    def _references(self, front: FrontMatter) -> tuple[Entry, ...]:
        names = dict.fromkeys(front.metadata.bibliography)
        self.sources += [SourceFile(name, "bibliography") for name in names]
        read = (self._library(name, front.places[name]) for name in names)
        texts = [text for text in read if text is not None]
        if not texts:
            return ()
        return _load_bibliography(texts, set(self.gathered.cited), self.report)

    # --- pictures ---------------------------------------------------------------------------

    def _check_pictures(self) -> None:
        for name, place in self.gathered.images.items():
            try:
                data = self.resources.read(name)
            except ResourceError as error:
                self._refuse_picture(error, place)
                continue
            self._check_picture(name, pictures.examine(data), place)

    def _refuse_picture(self, error: ResourceError, place: Location) -> None:
        similar = error.similar if isinstance(error, ResourceMissingError) else ""
        code = "S030"
        if isinstance(error, ResourceOutsideError):
            code = "S031"
        elif isinstance(error, ResourceTooLargeError):
            code = "S033"
        hints = [f"did you mean {similar}?"] if similar else []
        self.report.error(code, f"picture: {error}", place, *hints)

    def _check_picture(self, name: str, picture: pictures.Picture | None, place: Location) -> None:
        if picture is None:
            self.report.error(
                "S032",
                f"{name!r} is no picture that can be set",
                place,
                "save it as PNG, JPEG or SVG; its name alone does not make it one",
            )
        elif picture.damage:
            self.report.error("S034", f"the {picture.kind} {name!r}: {picture.damage}", place)
        elif picture.width * picture.height > pictures.MAX_PIXELS:
            self.report.error(
                "S033",
                f"{name!r} has {picture.width} × {picture.height} pixels",
                place,
                f"scale it down below {pictures.MAX_PIXELS // 1_000_000} million pixels",
            )


def _load_bibliography(
    texts: Sequence[SourceText], cited: set[str], report: Report
) -> tuple[Entry, ...]:
    from warraq.bib.database import load

    # «nocite: @*» asks for every entry.
    keys = None if "*" in cited else cited
    return load([(text.name, text.text) for text in texts], keys, report)


def _nearest_source(path: Path) -> str:
    from warraq.diagnostics import nearest

    names = [item.name for item in path.parent.iterdir() if item.is_file()]
    found = nearest(path.name, names)
    return str(path.parent / found) if found else ""
